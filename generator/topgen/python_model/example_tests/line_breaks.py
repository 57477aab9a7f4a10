"""Expressions laid out as black lays them out: on one line where that fits, else one entry a line.

In:  an expression as a tree of its brackets. Out: ``Code`` of one line or many, which black has nothing to change in.
Rendered tests are as many lines as the package itself; formatting them would take as long as all the rest of a build.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import LiteralString, TypeAlias

from topgen.python_model.code import LINE_LENGTH, Code, below, commas, compose, literal
from topgen.text_width import width

_INDENT = 4
_NOTHING = compose("")
_SHORTEST_PIECE = 40
_WIDEST_CHAR = 10


@dataclass(frozen=True, slots=True)
class BrokenText:
    """BrokenText, which is written in pieces where its line would be too long."""

    value: str


@dataclass(frozen=True, slots=True)
class DictEntry:
    """One value in brackets, and what stands before it: ``name=``, ``"key": `` or nothing."""

    value: Expression
    prefix: Code = _NOTHING


@dataclass(frozen=True, slots=True)
class Brackets:
    """A call, a list, a dict, or a tuple of two and more."""

    opening: Code
    entries: tuple[DictEntry, ...]
    closing: Code


Expression: TypeAlias = "Code | BrokenText | Brackets"


def call(function: Code, arguments: dict[Code, Expression]) -> Brackets:
    """Return a call with named arguments."""
    named = tuple(DictEntry(value, compose("{}=", name)) for name, value in arguments.items())
    return Brackets(compose("{}(", function), named, compose(")"))


def mapping(entries: dict[str, Expression]) -> Brackets:
    """Return a dict with texts as keys."""
    keyed = tuple(DictEntry(value, compose("{}: ", literal(key))) for key, value in entries.items())
    return Brackets(compose("{{"), keyed, compose("}}"))


def sequence(items: tuple[Expression, ...], opening: LiteralString = "[", closing: LiteralString = "]") -> Brackets:
    """Return a list, or with other brackets a tuple."""
    return Brackets(compose(opening), tuple(map(DictEntry, items)), compose(closing))


def lay_out(expression: Expression, indent: int = 0, *, before: int = 0, after: int = 0) -> Code:
    """Return the expression as it stands in a statement that begins at ``indent``.

    ``before`` and ``after`` are the columns that the statement takes on the same line besides.
    """
    flat = _on_one_line(expression)
    if indent + before + width(flat) + after <= LINE_LENGTH:
        return flat
    inner = indent + _INDENT
    match expression:
        case BrokenText(value) if inner + width(flat) > LINE_LENGTH:
            return compose("({}{}", below(tuple(_pieces(value, inner)), inner), below((compose(")"),), indent))
        case Brackets(opening, entries, closing) if entries:
            inside = tuple(_entry(entry, inner) for entry in entries)
            return compose("{}{}{}", opening, below(inside, inner), below((closing,), indent))
    return flat


def _entry(entry: DictEntry, indent: int) -> Code:
    value = lay_out(entry.value, indent, before=width(entry.prefix), after=1)
    return compose("{}{},", entry.prefix, value)


def _on_one_line(expression: Expression) -> Code:
    match expression:
        case BrokenText(value):
            return literal(value)
        case Brackets(opening, entries, closing):
            inner = tuple(compose("{}{}", entry.prefix, _on_one_line(entry.value)) for entry in entries)
            return compose("{}{}{}", opening, commas(inner), closing)
    return expression


def _pieces(text: str, indent: int) -> Iterator[Code]:
    """Yield the text in literals that fit behind ``indent``, broken behind commas where there are any."""
    room = max(LINE_LENGTH - indent, _SHORTEST_PIECE)
    start = 0
    while start < len(text):
        end = _end_of_piece(text, start, room)
        yield literal(text[start:end])
        start = end


def _end_of_piece(text: str, start: int, room: int) -> int:
    end = min(len(text), start + room)
    while (too_wide := width(literal(text[start:end])) - room) > 0:
        end -= max(1, too_wide // _WIDEST_CHAR)
    comma = text.rfind(",", start + (end - start) // 2, end) if end < len(text) else -1
    return comma + 1 if comma >= 0 else end
