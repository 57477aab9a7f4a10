"""Values that a description enumerates, each with its meaning.

In:  the text of a description.
Out: ``EnumValue`` tuples; empty unless a precise form matches. Precision comes before recall: prose stays prose.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from generator.spec.model import EnumValue

_VALUE = r"[A-Za-z0-9_\-]{1,40}"
_BRACKETED = re.compile(r"【([^【】]+)】")
_PAIR = re.compile(rf"\s*({_VALUE})\s*[::]\s*([^::]+?)\s*")
_CHOICES = re.compile(r"可选值\s*[::]\s*(.+)", re.DOTALL)
_NAMED = re.compile(rf"\s*({_VALUE})\s*[((]([^()()]*)[))]\s*")
_BARRED = re.compile(rf"({_VALUE}(?:\|{_VALUE})+)\s+(.+)", re.DOTALL)
_EDGES = re.compile(r"^[\s;;,,、。]+|[\s;;,,、。]+$")
_NUMBERED = re.compile(r"(?:^|(?<=[\s;;,,、。]))(\d{1,4})\s*[::]\s*")


def read_values(description: str) -> tuple[EnumValue, ...]:
    """Give the values that a description enumerates in a form that cannot be misread."""
    for rule in _RULES:
        values = rule(description)
        if len(values) > 1 and len({value.value for value in values}) == len(values):
            return values
    return ()


def _in_brackets(text: str) -> tuple[EnumValue, ...]:
    """``【A:one,B:two】``, and nothing else between the brackets."""
    for match in _BRACKETED.finditer(text):
        parts = re.split(rf"[,,;;、]\s*(?={_VALUE}\s*[::])", match[1])
        pairs = [_PAIR.fullmatch(part) for part in parts]
        if all(pairs):
            return tuple(EnumValue(pair[1], pair[2]) for pair in pairs if pair is not None)
    return ()


def _named(text: str) -> tuple[EnumValue, ...]:
    """``可选值:up(上架)、down(下架)``."""
    choices = _CHOICES.search(text)
    values: list[EnumValue] = []
    rest = choices[1] if choices is not None else ""
    while match := _NAMED.match(rest):
        values.append(EnumValue(match[1], match[2].strip()))
        rest = rest[match.end() :]
        if rest[:1] not in {"、", ",", ";", "/"}:
            break
        rest = rest[1:]
    return tuple(values)


def _barred(text: str) -> tuple[EnumValue, ...]:
    """``yes|no yes:one no:two``: each value again with its meaning."""
    match = _BARRED.search(text)
    if match is None:
        return ()
    values = match[1].split("|")
    pattern = r"\s*".join(rf"{re.escape(value)}\s*[::]\s*(\S+?)[,,;;]?(?=\s|$)" for value in values)
    meanings = re.match(pattern, match[2])
    return tuple(map(EnumValue, values, meanings.groups())) if meanings is not None else ()


def _numbered(text: str) -> tuple[EnumValue, ...]:
    """``1:one 2: two``, where the description is nothing but the enumeration."""
    starts = list(_NUMBERED.finditer(text))
    if len(starts) < 2 or starts[0].start() != 0:
        return ()
    ends = [*(start.start() for start in starts[1:]), len(text)]
    return tuple(
        EnumValue(start[1], _EDGES.sub("", text[start.end() : end])) for start, end in zip(starts, ends, strict=True)
    )


_RULES: tuple[Callable[[str], tuple[EnumValue, ...]], ...] = (_in_brackets, _named, _barred, _numbered)
