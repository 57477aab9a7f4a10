"""Fields whose rows the layout has lost: rebuilt from the example alone.

In:  values of an example that no printed row stands for.
Out: ``Node`` values marked ``from_example``. What only a table says (required, description, most types) stays unknown.
A reply wraps the items of a list in an element named after their type, and nothing but its form tells
``<data><item>…</item></data>`` with one field ``item`` from a list of items; setters do not keep a name's underscores.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from topgen.alignment.nodes import Node
from topgen.alignment.setter_names import JSON_SUFFIX, Spelling
from topgen.document import Cell
from topgen.examples import ExampleValue, Literal
from topgen.spec.doubts import Doubt, DoubtKind
from topgen.vocabulary.cells import SCALAR_WRAPPERS

_PLURAL = re.compile(r"(?:[^sui]s|[ei]es|array|map|set)$")
_CLASS_WRAPPER = re.compile(r"(?:d_?t_?o|v_?o|d_?o|b_?o|p_?o|t_?o|model|_detail|_item)$")
"""How wrappers end that are made from a class: ``item_d_t_o`` and ``item_dto`` from ``ItemDTO`` and ``ItemDto``."""
_GLUED_LIST = re.compile(r"[a-z0-9]list$")
_CAPITAL = re.compile("[A-Z]")
_TYPE_NAMES = {"string", "number", "boolean", "json"}
"""Those of the wrappers that are hardly ever the name of a field."""
_ENVELOPES = {"result", "data", "list"}
"""How services call a field that holds all that they return; hardly the name of a class."""
_TYPE_OF_LITERAL = {
    Literal.INTEGER: "Number",
    Literal.BOOLEAN: "Boolean",
    Literal.DATETIME: "Date",
    Literal.FILE: "byte[]",
}


def rebuild_request(shown: ExampleValue, spelling: Spelling, *, top: bool, spelled: bool = False) -> Node:
    """Return the field that a call shows, with all inside it; ``spelled`` where it keeps the spelling of names."""
    line, name, spelled = shown.line, shown.name, spelled or shown.spelled
    words = _TYPE_OF_LITERAL.get(shown.literal)
    if top and is_json(shown) and not spelled:
        words, name = "Json", name.removesuffix(JSON_SUFFIX)
    if shown.literal is Literal.BLOCK and shown.struct is not None:
        words = shown.struct + (" []" if shown.is_list or _is_likely_list(shown) else "")
    elif spelled and shown.literal is Literal.BLOCK and shown.is_list:
        words = "[]"
    inside = shown.children if shown.literal is Literal.BLOCK else ()
    return Node(
        name=Cell(name if spelled else spelling.wire_name(name), line),
        type=Cell(words, line) if words is not None else None,
        sample=Cell(shown.text, line) if shown.text and shown.literal is not Literal.FILE else None,
        shown=shown,
        from_example=True,
        children=tuple(rebuild_request(child, spelling, top=False, spelled=spelled) for child in inside if child.name),
    )


def _is_likely_list(shown: ExampleValue) -> bool:
    """Return whether one object that is set stands for a list of them, by its name."""
    return shown.may_be_list and _names_a_list(shown.name.lower())


def is_json(shown: ExampleValue) -> bool:
    """Return whether a setter has the suffix of a parameter of type Json, and is given an object or a list as text."""
    return shown.name.endswith(JSON_SUFFIX) and shown.literal is Literal.TEXT and shown.text[:1] in {"{", "["}


def rebuild_response(shown: ExampleValue) -> Node:
    """Return the field that an element shows, with all inside it."""
    line = shown.line
    if shown.literal is not Literal.BLOCK:
        return Node(
            name=Cell(shown.name, line),
            sample=Cell(shown.text, line) if shown.text else None,
            shown=shown,
            from_example=True,
        )
    if shown.is_list:
        items = tuple(rebuild_response(child) for child in shown.children)
        return Node(name=Cell(shown.name, line), type=Cell("[]", line), shown=shown, from_example=True, children=items)
    wrapper = find_wrapper(shown)
    inside = shown.children if wrapper is None else shown.children[0].children
    texts = [child.text for child in shown.children if child.literal is Literal.TEXT]
    scalars = wrapper is not None and len(texts) == len(shown.children) and any(texts)
    words = None if wrapper is None else "[]" if scalars and wrapper not in SCALAR_WRAPPERS else _list_words(wrapper)
    sample = ",".join(texts) if scalars else ""
    return Node(
        name=Cell(shown.name, line),
        type=Cell(words, line) if words is not None else None,
        sample=Cell(sample, line) if sample else None,
        shown=shown,
        from_example=True,
        children=tuple(rebuild_response(child) for child in inside),
    )


def find_wrapper(shown: ExampleValue) -> str | None:
    """Return the element that wraps the items of a list, or None when the block is more likely an object.

    An only child that is itself a block, or several children of one name, wraps items; so does an only child that is
    called after a scalar type. Of two such blocks in one another the inner one is the list, unless the outer one is
    called like a list.
    """
    names = {child.name for child in shown.children}
    if len(names) != 1:
        return None
    only = shown.children[0]
    if len(shown.children) > 1 or only.name in SCALAR_WRAPPERS:
        return only.name
    if only.literal is not Literal.BLOCK:
        return only.name if not only.text and _named_as_list(shown) else None
    if _holds_items(only) or (_holds_one_block(only) and not _names_a_list(shown.name)):
        return None
    return only.name


def _holds_items(shown: ExampleValue) -> bool:
    """Return whether a block is a list of scalars: several values of one name, or one called after a type."""
    names = {child.name for child in shown.children}
    return len(names) == 1 and (len(shown.children) > 1 or bool(names & SCALAR_WRAPPERS))


def _holds_one_block(shown: ExampleValue) -> bool:
    return len(shown.children) == 1 and shown.children[0].literal is Literal.BLOCK


def _names_a_list(name: str) -> bool:
    """Return whether a field is called like a list: ``goods_list``, ``orders``, but not ``address``."""
    return "list" in name.lower() or _PLURAL.search(name) is not None


def _named_as_list(shown: ExampleValue) -> bool:
    """Whether names say that a block is a list: by a plural, or by an only child called like it or after a class."""
    only = shown.children[0]
    return only.name == shown.name or _names_a_list(shown.name) or _CLASS_WRAPPER.search(only.name) is not None


def _is_settled(shown: ExampleValue) -> bool:
    """Return whether names tell a list from an object with one field that is an object.

    They tell nothing of an element without text or children, since an item that shows no field looks like a scalar
    without a sample; nor of ``result``, ``data`` or ``list``, but in ``result_list``, as services call objects so; nor
    of a block in another one of its name, unless both are called like a list.
    """
    only = shown.children[0]
    if only.literal is not Literal.BLOCK:
        return False
    if only.name in _ENVELOPES and (only.name == shown.name or not shown.name.startswith(only.name)):
        return False
    if _holds_items(only):
        several = len(only.children) > 1 or bool({child.name for child in only.children} & _TYPE_NAMES)
        return several and _names_a_list(only.name) and not _names_a_list(shown.name)
    if _holds_one_block(only):
        if _names_a_list(shown.name):
            return only.name != shown.name and _CLASS_WRAPPER.search(only.name) is not None
        return _names_a_list(only.name) and not _may_be_class(only)
    if _names_a_list(shown.name):
        return not _spells_markup(shown)
    return only.name != shown.name and _CLASS_WRAPPER.search(only.name) is not None


def _may_be_class(only: ExampleValue) -> bool:
    """Whether a block called like a list may be an item of a class such as ``Orderlist``, with a list inside."""
    inner = only.children[0].name
    return _GLUED_LIST.search(only.name) is not None or (inner != only.name and _names_a_list(inner))


def _spells_markup(shown: ExampleValue) -> bool:
    """Whether a block may print markup of a service's own: ``<items><item>`` around names such as ``itemCode``.

    Some APIs whose names have capitals describe those elements one by one, as objects.
    """
    only = shown.children[0]
    return shown.name == f"{only.name}s" and any(_CAPITAL.search(child.name) for child in only.children)


def _list_words(wrapper: str) -> str:
    """Return a type for the items of a list: a scalar's word, or the class that such a wrapper is made from."""
    if wrapper in SCALAR_WRAPPERS:
        return f"{wrapper.capitalize()} []"
    return "".join(part[:1].upper() + part[1:] for part in wrapper.split("_")) + " []"


def _questionable(shown: ExampleValue) -> str | None:
    """Return the only thing inside a block if it may be an item as well as a field."""
    if len(shown.children) != 1:
        return None
    only = shown.children[0]
    may_be_item = only.literal is Literal.BLOCK or not only.text
    return only.name if may_be_item and only.name not in _TYPE_NAMES else None


def find_lost_doubts(nodes: Sequence[Node], path: str, broken: Sequence[int]) -> Iterator[Doubt]:
    """Yield what an example alone cannot settle: whether an only block inside a block is the item of a list.

    ``broken`` are the lines of the example that could not be read; beside them no place is sure.
    """
    for node in nodes:
        for at, inner in node.walk(path):
            if inner.from_example and broken:
                parent = at.rpartition(".")[0].partition(".")[2] or path
                reason = "only the example shows it, and the example is broken"
                yield Doubt(at, DoubtKind.PARENT, parent, reason, broken[0])
            shown = inner.shown
            if inner.from_example and shown is not None and shown.may_be_list:
                reason = "only the example shows it, in a language that sets one object where a list is meant"
                yield Doubt(at, DoubtKind.LIST, "list" if _is_likely_list(shown) else "object", reason, shown.line)
            if inner.from_example and shown is not None and not shown.struct and shown.literal is Literal.BLOCK:
                only = _questionable(shown)
                if only is not None and not _is_settled(shown):
                    chosen = "object" if find_wrapper(shown) is None else "list"
                    reason = f"only the example shows it; <{only}> may be the item of a list or a field of its own"
                    yield Doubt(at, DoubtKind.LIST, chosen, reason, shown.line)
