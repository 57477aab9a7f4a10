"""Names of parameters that only setters show: ``setOwnerCode`` sets ``ownerCode`` or ``owner_code``.

In:  the names that a page prints as they are, the family of its API, and the setters of fields without a row.
Out: ``Spelling``, the likeliest name behind each setter; a doubt for each name that the page does not settle.
A name is settled where the page prints it elsewhere, where it is one word, and where all names that the page prints are
spelled in one style; but digits stay open in names with underscores: ``Code1`` is ``code1`` as well as ``code_1``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from topgen.alignment.nodes import Node
from topgen.document import Document, RowForm
from topgen.examples import Call, ExampleValue, Literal, Names, ParsedExample
from topgen.spec.doubts import Doubt, DoubtKind
from topgen.vocabulary.calls import CAMEL_FAMILY

JSON_SUFFIX = "String"
"""What the setter of a top-level parameter of type Json adds to its name."""

_ONE_WORD = re.compile(r"[A-Za-z]?[a-z]*")


class _Style(Enum):
    """How names of several words are spelled."""

    SNAKE = re.compile(r"[a-z0-9$]*+_[a-z0-9_$]*+")
    CAMEL = re.compile(r"[a-z][a-z0-9]*(?:[A-Z][a-z0-9]*)+")
    PASCAL = re.compile(r"[A-Z]\w*+")


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a page spells names that it prints, which is how it spells those that only setters show."""

    known: Mapping[str, str]
    """Printed names by their setters; empty where the page prints two that have the same."""
    likeliest: _Style
    """The style of most names that are printed."""
    certain: bool
    """All names are printed in that style."""

    def wire_name(self, setter: str) -> str:
        """Return the parameter that a setter most likely sets: ``GoodsIds`` becomes ``goods_ids`` or ``goodsIds``."""
        if known := self.known.get(_first_up(setter)):
            return known
        if self.likeliest is _Style.PASCAL:
            return setter
        if self.likeliest is _Style.CAMEL:
            return setter[:1].lower() + setter[1:]
        return re.sub(r"(?<!^)(?<!_)([A-Z])", r"_\1", setter).lower()

    def settles(self, setter: str) -> bool:
        """Return whether only one name can be behind a setter."""
        if known := self.known.get(_first_up(setter)):
            return bool(known)
        if self.likeliest is not _Style.PASCAL and _ONE_WORD.fullmatch(setter):
            return True
        return self.certain and known is None and (self.likeliest is not _Style.SNAKE or not re.search(r"\d", setter))


def read_spelling(names: Iterable[str], *, camel_family: bool = False) -> Spelling:
    """Learn from the names that a page prints; a family of APIs has its style where a page prints none."""
    known: dict[str, str] = {}
    for name in names:
        setter = _setter(name)
        known[setter] = name if known.get(setter, name) == name else ""
    printed = [name for name in known.values() if name]
    counts = {style: sum(map(bool, map(style.value.fullmatch, printed))) for style in _Style}
    if camel_family:
        counts[_Style.CAMEL] += 1
    # Where two are as common, it is the first one, that of most pages.
    likeliest = max(_Style, key=lambda style: counts[style])
    return Spelling(known, likeliest, 0 < counts[likeliest] == sum(counts.values()))


def read_page_spelling(
    document: Document, requests: Sequence[ParsedExample], responses: Sequence[ParsedExample]
) -> Spelling:
    """Learn how a page spells names from its tables, its replies, and the family that its API belongs to."""
    camel = any(shown.setters and shown.title.startswith(CAMEL_FAMILY) for shown in requests)
    return read_spelling(_printed_names(document, requests, responses), camel_family=camel)


def _printed_names(
    document: Document, requests: Sequence[ParsedExample], responses: Sequence[ParsedExample]
) -> Iterator[str]:
    """Return the names of fields that a page prints as they are, in its tables, its replies and some of its calls."""
    for table in (document.request, document.response):
        for raw_row in table.raw_rows if table is not None else ():
            if raw_row.form is not RowForm.ITEM or raw_row.leaf:
                yield raw_row.text.partition(" ")[0]
    for call in requests:
        yield from (root.name for root in call.roots if not call.setters)
    for shown in responses:
        yield from (value.name for root in shown.roots for value in _fields(root))


def _fields(shown: ExampleValue) -> Iterator[ExampleValue]:
    """Return what must be fields in a reply: a name that stands alone in its block may be made from a class."""
    for value in shown.walk():
        if len({child.name for child in value.children}) > 1:
            yield from value.children
    yield shown


def _setter(name: str) -> str:
    """Return the setter of a parameter without ``set``: ``goods_ids`` gives ``GoodsIds``."""
    return "".join(part[:1].upper() + part[1:] for part in re.split(r"[_.\-]", name))


def _first_up(setter: str) -> str:
    return setter[:1].upper() + setter[1:]


def find_name_doubts(nodes: Sequence[Node], path: str, call: Call, spelling: Spelling) -> Iterator[Doubt]:
    """Yield names that only setters show, where another name has the same setter."""
    for node in nodes:
        shown = node.shown
        is_text = shown is not None and shown.literal is Literal.TEXT and call.names is Names.SETTERS
        if node.from_example and shown is not None and is_text and shown.name.endswith(JSON_SUFFIX):
            reason = f"only set{shown.name} shows it, and setters of Json parameters end in String"
            yield Doubt(f"{path}.{node.name.text}", DoubtKind.NAME, node.name.text, reason, shown.line)
        else:
            yield from _find_open_names(node, path, spelling)


def _find_open_names(node: Node, path: str, spelling: Spelling) -> Iterator[Doubt]:
    at, shown = f"{path}.{node.name.text}", node.shown
    if node.from_example and shown is not None:
        if shown.spelled:
            return
        if not spelling.settles(shown.name):
            reason = f"only set{shown.name} shows it, and nothing tells how the name behind it is spelled"
            yield Doubt(at, DoubtKind.NAME, node.name.text, reason, shown.line)
    for child in node.children:
        yield from _find_open_names(child, at, spelling)
