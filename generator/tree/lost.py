"""Fields whose rows the layout has lost: rebuilt from the example alone.

In:  values of an example that no printed row stands for.
Out: ``Node`` values marked ``from_example``. What only a table says (required, description, most types) stays unknown.
Surprises: a reply wraps the items of a list in an element named after their type, and nothing but its form tells
``<data><item>…</item></data>`` with one field ``item`` from a list of items; setters do not keep a name's underscores.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.document import Cell
from generator.tree.agreement import setter_key
from generator.tree.doubts import About, Doubt
from generator.tree.nodes import Node
from generator.witness import Literal, Told

_CAMEL = re.compile(r"[a-z][a-z0-9]*(?:[A-Z][a-z0-9]*)+")
_PLURAL = re.compile(r"(?:[^sui]s|[ei]es|array|map|set)$")
_CLASS_WRAPPER = re.compile(r"(?:d_?t_?o|v_?o|d_?o|b_?o|p_?o|t_?o|model)$")
"""How wrappers end that are made from a class: ``item_d_t_o`` and ``item_dto`` from ``ItemDTO`` and ``ItemDto``."""
_SCALAR_WRAPPERS = {"string", "number", "boolean", "date", "json", "price"}
_JSON_SUFFIX = "String"
"""What the setter of a top-level parameter of type Json adds to its name."""
_TYPE_NAMES = {"string", "number", "boolean", "json"}
"""Those of the wrappers that are hardly ever the name of a field."""
_TYPE_OF_LITERAL = {
    Literal.INTEGER: "Number",
    Literal.BOOLEAN: "Boolean",
    Literal.DATETIME: "Date",
    Literal.FILE: "byte[]",
}


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a page spells names that it prints, which is how it spells those that only setters show."""

    known: Mapping[str, str]
    """Printed names by what is left of them in a setter."""
    camel: bool
    """The page prints more names such as ``itemCode`` than such as ``item_code``."""

    def wire_name(self, setter: str) -> str:
        """Give the parameter that a setter most likely sets: ``GoodsIds`` becomes ``goods_ids`` or ``goodsIds``."""
        if setter_key(setter) in self.known:
            return self.known[setter_key(setter)]
        if self.camel:
            return setter[:1].lower() + setter[1:]
        return re.sub(r"(?<!^)(?<!_)([A-Z])", r"_\1", setter).lower()


def read_spelling(names: Iterable[str]) -> Spelling:
    """Learn from the names that a page prints; of two spellings of one name neither counts."""
    known: dict[str, str] = {}
    for name in names:
        known[setter_key(name)] = name if known.get(setter_key(name), name) == name else ""
    printed = [name for name in known.values() if name]
    # Wrappers of lists have underscores on every page, but there are few of them.
    camel = sum(map(bool, map(_CAMEL.fullmatch, printed))) > sum("_" in name for name in printed)
    return Spelling({key: name for key, name in known.items() if name}, camel)


def rebuild_request(told: Told, spelling: Spelling) -> Node:
    """Give the field that a setter testifies, with all inside it."""
    line, name = told.line, told.name
    words = _TYPE_OF_LITERAL.get(told.literal)
    if is_json(told):
        words, name = "Json", name.removesuffix(_JSON_SUFFIX)
    if told.literal is Literal.BLOCK and told.struct is not None:
        words = told.struct + (" []" if told.is_list else "")
    return Node(
        name=Cell(spelling.wire_name(name), line),
        type=Cell(words, line) if words is not None else None,
        sample=Cell(told.text, line) if told.text and told.literal is not Literal.FILE else None,
        told=told,
        from_example=True,
        children=tuple(rebuild_request(child, spelling) for child in told.children if child.name),
    )


def is_json(told: Told) -> bool:
    """Whether a setter has the suffix of a parameter of type Json, and is given an object or a list as text."""
    return told.name.endswith(_JSON_SUFFIX) and told.literal is Literal.TEXT and told.text[:1] in {"{", "["}


def rebuild_response(told: Told) -> Node:
    """Give the field that an element testifies, with all inside it."""
    line = told.line
    if told.literal is not Literal.BLOCK:
        return Node(
            name=Cell(told.name, line),
            sample=Cell(told.text, line) if told.text else None,
            told=told,
            from_example=True,
        )
    wrapper = find_wrapper(told)
    inside = told.children if wrapper is None else told.children[0].children
    texts = [child.text for child in told.children if child.literal is Literal.TEXT]
    scalars = wrapper is not None and len(texts) == len(told.children) and any(texts)
    words = None if wrapper is None else "[]" if scalars and wrapper not in _SCALAR_WRAPPERS else _list_words(wrapper)
    sample = ",".join(texts) if scalars else ""
    return Node(
        name=Cell(told.name, line),
        type=Cell(words, line) if words is not None else None,
        sample=Cell(sample, line) if sample else None,
        told=told,
        from_example=True,
        children=tuple(rebuild_response(child) for child in inside),
    )


def find_wrapper(told: Told) -> str | None:
    """Give the element that wraps the items of a list, or None when the block is more likely an object.

    An only child that is itself a block, or several children of one name, wraps items; so does an only child that is
    called after a scalar type. Of two such blocks in one another the inner one is the list, unless the outer one is
    called like a list.
    """
    names = {child.name for child in told.children}
    if len(names) != 1:
        return None
    only = told.children[0]
    if len(told.children) > 1 or only.name in _SCALAR_WRAPPERS:
        return only.name
    if only.literal is not Literal.BLOCK:
        return only.name if not only.text and _is_settled(told) else None
    if _holds_items(only) or (_holds_one_block(only) and not _names_a_list(told.name)):
        return None
    return only.name


def _holds_items(told: Told) -> bool:
    """Whether a block is a list of scalars: several values of one name, or one called after a type."""
    names = {child.name for child in told.children}
    return len(names) == 1 and (len(told.children) > 1 or bool(names & _SCALAR_WRAPPERS))


def _holds_one_block(told: Told) -> bool:
    return len(told.children) == 1 and told.children[0].literal is Literal.BLOCK


def _names_a_list(name: str) -> bool:
    """Whether a field is called like a list: ``goods_list``, ``orders``, but not ``address``."""
    return "list" in name or _PLURAL.search(name) is not None


def _is_settled(told: Told) -> bool:
    """Whether names tell a list from an object with one field that is an object.

    They do where the outer one is a plural, and where the inner one is called after a class or after the outer one.
    """
    only = told.children[0]
    if _holds_items(only):
        return len(only.children) > 1 or bool({child.name for child in only.children} & _TYPE_NAMES)
    if _holds_one_block(only):
        return not _names_a_list(told.name) and _names_a_list(only.name)
    if only.name in {told.name, f"{told.name}_item"}:
        return True
    return _names_a_list(told.name) or _CLASS_WRAPPER.search(only.name) is not None


def _list_words(wrapper: str) -> str:
    """Give a type for the items of a list: a scalar's word, or the class that such a wrapper is made from."""
    if wrapper in _SCALAR_WRAPPERS:
        return f"{wrapper.capitalize()} []"
    return "".join(part[:1].upper() + part[1:] for part in wrapper.split("_")) + " []"


def _questionable(told: Told) -> str | None:
    """Give the only thing inside a block if it may be an item as well as a field."""
    if len(told.children) != 1:
        return None
    only = told.children[0]
    may_be_item = only.literal is Literal.BLOCK or not only.text
    return only.name if may_be_item and only.name not in _TYPE_NAMES else None


def find_lost_doubts(nodes: Sequence[Node], path: str, broken: Sequence[int]) -> Iterator[Doubt]:
    """Yield what an example alone cannot settle: whether an only block inside a block is the item of a list.

    ``broken`` are the lines of the example that could not be read; beside them no place is sure.
    """
    for node in nodes:
        for at, inner in node.walk(path):
            told = inner.told
            if inner.from_example and broken:
                yield Doubt(
                    at=at,
                    about=About.PARENT,
                    taken=at.rpartition(".")[0].partition(".")[2] or path,
                    because="only the example shows it, and the example is broken",
                    line=broken[0],
                )
            if not inner.from_example or told is None or told.struct is not None or told.literal is not Literal.BLOCK:
                continue
            wrapper = find_wrapper(told)
            only = _questionable(told)
            if only is not None and not _is_settled(told):
                yield Doubt(
                    at=at,
                    about=About.LIST,
                    taken="object" if wrapper is None else "list",
                    because=f"only the example shows it; <{only}> may be the item of a list or a field of its own",
                    line=told.line,
                )


def find_name_doubts(nodes: Sequence[Node], path: str) -> Iterator[Doubt]:
    """Yield top-level parameters whose setter may have the suffix of type Json, or may be called like that."""
    for node in nodes:
        told = node.told
        if node.from_example and told is not None and told.literal is Literal.TEXT and told.name.endswith(_JSON_SUFFIX):
            yield Doubt(
                at=f"{path}.{node.name.text}",
                about=About.NAME,
                taken=node.name.text,
                because=f"only set{told.name} shows it, and setters of Json parameters end in String",
                line=told.line,
            )
