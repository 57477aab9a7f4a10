"""Names, types and required words that no page of the platform prints.

In:  a ``Reading``.
Out: findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from topgen.audit.findings import Finding
from topgen.audit.marks import quote
from topgen.audit.reading import Reading, Seen
from topgen.spec.doubts import DoubtKind
from topgen.vocabulary.cells import REQUIRED, split_type
from topgen.vocabulary.columns import Column, read_column

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_NEVER = re.compile("[\n\t|｜\u4e00-\u9fff]")
"""What shows that a whole row, or another column, was read as a name."""
_DOTTED = re.compile(r"([A-Za-z_]\w*)(?:\[\d*\])?[./\\>:].+", re.ASCII)
_CLASS = re.compile(r"[A-Z]\w*(?:\s{0,20}\[\s{0,5}\]){0,2}", re.ASCII)
_FOREIGN = re.compile(
    r"int(?:eger)?|long|short|double|float|bool|char|varchar|text|bigint|decimal|object|array|list|set|file|enum"
    r"|datetime|timestamp|time|any|mixed|mix",
    re.IGNORECASE,
)
_PLAIN_INITIALS = frozenset("SNBJ")
"""What most types begin with, and no head of their column."""
_ELEMENTS = frozenset({"tr", "td", "th", "tbody", "thead"})
_TYPE_WORDS = frozenset({"String", "Number", "Boolean", "Date", "Json", "BigDecimal", "Price", "Map", "Object"})


def find_odd_names(reading: Reading) -> Iterator[Finding]:
    """Yield the fields whose name no platform would give: blanks, bars, marks, a type, a path."""
    tops = {seen.node.name.text for seen in reading.fields}
    for seen in reading.fields:
        name = seen.node.name.text
        if name in _TYPE_WORDS:
            yield Finding(seen.path, seen.line, f"the name {name!r} is a type")
        elif _NAME.fullmatch(name) is None:
            dotted = _DOTTED.fullmatch(name)
            if dotted is None and name.replace(".", "_").isidentifier() and name.isascii():
                continue
            inside = dotted is not None and dotted[1] in tops
            if dotted is not None and not inside and "." in name and name.replace(".", "").isidentifier():
                continue
            said = f"the name {quote(name)} is a path" if inside else f"{quote(name)} is no name of a field"
            yield Finding(seen.path, seen.line, said, whole=_NEVER.search(name) is not None)


def find_markup_names(reading: Reading) -> Iterator[Finding]:
    """Yield a finding where elements of markup were read as fields: a table that was taken for a reply."""
    for seen in reading.fields:
        if seen.node.name.text in _ELEMENTS and seen.node.from_example:
            said = f"{seen.node.name.text!r} is an element of markup and was read as a field"
            yield Finding(seen.path, seen.line, said, whole=True)
            return


def find_odd_types(reading: Reading) -> Iterator[Finding]:
    """Yield the fields whose type is none that the platform prints."""
    for seen in reading.fields:
        cell = seen.node.type
        if cell is None or not cell.text or seen.node.from_example:
            continue
        words = split_type(cell.text)
        if words.is_scalar:
            continue
        if _FOREIGN.fullmatch(words.base) and not seen.node.children:
            yield Finding(seen.path, seen.line, f"the type {cell.text!r} is another service's word")
        elif cell.text in REQUIRED or not _CLASS.fullmatch(cell.text):
            yield Finding(seen.path, seen.line, f"the type {cell.text!r} is none that the platform prints")


def find_heads_in_rows(reading: Reading) -> Iterator[Finding]:
    """Yield the fields whose type is the head of the column of types."""
    for seen in reading.fields:
        kind = seen.node.type.text if seen.node.type is not None and not seen.node.from_example else ""
        if kind[:1] not in _PLAIN_INITIALS and "[" not in kind and read_column(kind) is Column.TYPE:
            yield Finding(seen.path, seen.line, f"the type {kind!r} is the head of a column", whole=True)


def find_scalars_with_fields(reading: Reading) -> Iterator[Finding]:
    """Yield the fields of a plain type that others stand in."""
    for seen in reading.fields:
        node = seen.node
        if node.children and node.type is not None and _is_plain(seen):
            said = f"{node.name.text} is a {node.type.text}, and fields were read inside it"
            yield Finding(seen.path, seen.line, said, DoubtKind.ROW)


def _is_plain(seen: Seen) -> bool:
    base = split_type(seen.node.type.text).base if seen.node.type is not None else ""
    return base in {"String", "Number", "Boolean", "Date", "BigDecimal", "Price"}


def find_odd_required(reading: Reading) -> Iterator[Finding]:
    """Yield the fields whose required cell holds another word."""
    for seen in reading.sides["request"]:
        cell = seen.node.required
        if cell is not None and cell.text and cell.text not in REQUIRED:
            yield Finding(seen.path, seen.line, f"{cell.text!r} does not say whether a field is required")
