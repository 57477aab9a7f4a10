"""Names, types and required words that no page of the platform prints.

In:  a ``Reading``.
Out: findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from topgen.audit.findings import Finding
from topgen.audit.marks import quote
from topgen.audit.reading import Reading, Seen
from topgen.spec.doubts import DoubtKind
from topgen.vocabulary.cells import NO_TYPE, REQUIRED, split_type
from topgen.vocabulary.columns import Column, read_column

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_NEVER = re.compile("[\n\t|｜\u4e00-\u9fff]")
"""What shows that a whole row, or another column, was read as a name."""
_DOTTED = re.compile(r"([A-Za-z_]\w*)(?:\[\d*\])?[./\\>:].+", re.ASCII)
_CLASS = re.compile(r"[A-Z]\w*(?:\s{0,20}\[\s{0,5}\]){0,2}", re.ASCII)
_FOREIGN = re.compile(
    r"int(?:eger)?|long|short|double|float|bool|char|varchar|text|bigint|decimal|object|array|list|set|file|enum"
    r"|datetime|timestamp|time|any|mixed|mix|strings|numbers|integers|longs|booleans|dates|objects",
    re.IGNORECASE,
)
_HEAD = "is the head of a column"
_OTHERS = "is another service's word"
_FLAGS = frozenset({"optional", "required", "repeated"})
"""What some notations write before a type."""
_ELEMENTS = frozenset({"tr", "td", "th", "tbody", "thead"})
_NUMBERS = frozenset({"int", "integer", "long", "short", "float", "double", "bool"})
_TYPE_WORDS = frozenset({"String", "Number", "Boolean", "Date", "Json", "BigDecimal", "Price", "Map", "Object"})


def find_odd_names(reading: Reading) -> Iterator[Finding]:
    """Yield the fields whose name no platform would give: blanks, bars, marks, a type, a path."""
    for seen in reading.fields:
        name = seen.node.name.text
        if name in _TYPE_WORDS:
            yield Finding(seen.path, seen.line, f"the name {name!r} is a type")
        elif name in _FLAGS and seen.node.shown is None:
            yield Finding(seen.path, seen.line, f"the name {name!r} may be the flag of a row, and no example shows it")
        elif name[:1].isupper() and seen.node.type is None and read_column(name) is not None:
            yield Finding(seen.path, seen.line, f"the name {name!r} {_HEAD}", whole=True)
        elif _NAME.fullmatch(name) is None and (odd := _judge_name(name, reading)) is not None:
            yield Finding(seen.path, seen.line, f"the name {quote(name)} {odd}", whole=_NEVER.search(name) is not None)


def _judge_name(name: str, reading: Reading) -> str | None:
    """Return what is odd about a name that is not made of letters, digits and underscores alone."""
    dotted = _DOTTED.fullmatch(name)
    if dotted is not None and any(seen.node.name.text == dotted[1] for seen in reading.fields):
        return "is a path below another field"
    return None if name.replace(".", "_").isidentifier() and name.isascii() else "is none that a field has"


def find_markup_names(reading: Reading) -> Iterator[Finding]:
    """Yield a finding where elements of markup were read as fields: a table that was taken for a reply."""
    odd = next((seen for seen in reading.fields if seen.node.name.text in _ELEMENTS and seen.node.from_example), None)
    if odd is not None:
        said = f"{odd.node.name.text!r} is an element of markup and was read as a field"
        yield Finding(odd.path, odd.line, said, whole=True)


def find_odd_types(reading: Reading) -> Iterator[Finding]:
    """Yield the fields whose type is none that the platform prints."""
    for seen in reading.fields:
        node = seen.node
        kind = node.type.text if node.type is not None and not node.from_example else ""
        odd = _judge_type(kind)
        if odd is not None and (odd is not _OTHERS or not node.children):
            yield Finding(seen.path, seen.line, f"the type {quote(kind)} {odd}", whole=odd is _HEAD)


@lru_cache(maxsize=4096)
def _judge_type(text: str) -> str | None:
    """Return what is odd about a type; None for one that the platform prints, and where there is none."""
    words = split_type(text)
    if words.is_scalar:
        return None
    if read_column(text) is Column.TYPE and "[" not in text:
        return _HEAD
    if _FOREIGN.fullmatch(words.base):
        return _OTHERS
    return None if _CLASS.fullmatch(text) and text not in REQUIRED else "is none that the platform prints"


def find_scalars_with_fields(reading: Reading) -> Iterator[Finding]:
    """Yield the fields of a plain type that others stand in, and all of those."""
    for seen in reading.fields:
        node = seen.node
        if node.children and node.type is not None and _is_plain(seen):
            said = f"{node.name.text} is a {node.type.text}, and fields were read inside it"
            yield Finding(seen.path, seen.line, said)
            for child in node.children:
                yield Finding(f"{seen.path}.{child.name.text}", child.name.line, said)
        elif node.children and node.type is not None and node.shown is None and _is_number(node.type.text):
            said = f"{node.type.text} may be a plain type, and no example shows what stands in {node.name.text}"
            yield Finding(seen.path, seen.line, said, DoubtKind.TYPE)


def _is_number(text: str) -> bool:
    return split_type(text).base.lower() in _NUMBERS


def _is_plain(seen: Seen) -> bool:
    words = split_type(seen.node.type.text) if seen.node.type is not None else NO_TYPE
    if words.is_list and not words.is_scalar:
        return False
    return words.base in _TYPE_WORDS or words.base.lower() in _NUMBERS


def find_odd_required(reading: Reading) -> Iterator[Finding]:
    """Yield the fields whose required cell holds another word."""
    for seen in reading.sides["request"]:
        cell = seen.node.required
        if cell is not None and cell.text and cell.text not in REQUIRED:
            yield Finding(seen.path, seen.line, f"{cell.text!r} does not say whether a field is required")
