"""The values of a JSON text, each with its line.

In:  filled by the reader.
Out: ``JsonText`` with ``JsonObject``, ``JsonList`` and ``JsonScalar`` inside.
Names may repeat in an object, and numbers are kept as they were written, since a float would round them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class JsonScalar:
    """A text, a number, or one of the words ``true``, ``false`` and ``null``."""

    text: str
    """Without quotes and escapes; anything without quotes as written."""
    line: int
    """1-based, as everywhere."""
    quoted: bool
    cut: bool = False
    """The text ends inside this value, so that more of it may be missing."""

    @property
    def is_null(self) -> bool:
        return not self.quoted and self.text in {"null", ""}


@dataclass(frozen=True, slots=True)
class JsonObject:
    """Named values in the order of the text."""

    members: tuple[tuple[str, JsonValue], ...]
    line: int
    whole: bool = True
    """False when the text ends before the object does."""


@dataclass(frozen=True, slots=True)
class JsonList:
    """Values without names."""

    items: tuple[JsonValue, ...]
    line: int
    whole: bool = True
    """False when the text ends before the list does."""


JsonValue = JsonObject | JsonList | JsonScalar


@dataclass(frozen=True, slots=True)
class JsonFault:
    """A place where the text is no JSON."""

    line: int
    column: int
    """1-based, in characters."""
    message: str
    """What is wrong, as the end of a sentence that begins with the place."""
    lost: str = ""
    """The words that could not be read; empty when all of them could."""
    outside: bool = False
    """Stands behind the end of the outermost value."""


@dataclass(frozen=True, slots=True)
class JsonText:
    """All that a text holds."""

    roots: tuple[tuple[str, JsonValue], ...]
    """The values on the top level: one without a name in any whole text; members whose braces are lost have theirs."""
    faults: tuple[JsonFault, ...]
    comments: tuple[JsonScalar, ...]
    ends_early: int
    """The line on which the text stops although something is still open; 0 for a whole text."""


def print_json(value: JsonValue) -> str:
    """Return a value as compact JSON on one line, everything in it as it was written."""
    match value:
        case JsonObject(members):
            return "{" + ",".join(f"{_quote(name)}:{print_json(inner)}" for name, inner in members) + "}"
        case JsonList(items):
            return "[" + ",".join(map(print_json, items)) + "]"
        case JsonScalar(text, _, quoted):
            return _quote(text) if quoted else text


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
