"""The documents of a JSON text that holds many: one a line, one after the other, in a list, or under their names.

In:  the text of a file that begins with a bracket.
Out: ``JsonPiece`` values in the order of the file; none where the text is one document, or holds none.
Only brackets and strings are followed here, so a document that is no JSON is a piece like any other and fails alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from topgen.vocabulary.api_headings import Form, is_api_name
from topgen.vocabulary.characters import BLANKS
from topgen.vocabulary.site_document import DOCUMENT_KEYS, MARKS


@dataclass(frozen=True, slots=True)
class JsonPiece:
    """A part of the text: a document, or what stands beside documents."""

    start: int
    """The index of its first character."""
    end: int
    name: str = ""
    is_page: bool = True


_TOKEN = re.compile(r'"((?:[^"\\]++|\\.)*+)"|[{}\[\]:,]', re.DOTALL)
_NAME = re.compile(r'"name"\s{0,9}:\s{0,9}"([^"\\\s]{1,200})"')
_KEY = re.compile(r'"(?:[^"\\\n]++|\\.)*+"\s*+:')
_WORD = re.compile(r"\w")
_UNDER_NAME = re.compile(r'\s{0,99}\{\s{0,99}"[^"\\\n.]{1,99}\.[^"\\\n]{1,200}"\s{0,99}:\s{0,99}\{')
_SPACES = BLANKS + "\n\r,;"
_LOOK = 50
"""Lines by which texts with a document on each are known."""
_DEEPEST = 200
"""Brackets inside each other beyond which a text is none of documents."""
_NAME_DEPTH = 100_000
"""Characters of a document among which its name is looked for."""


def find_json_pieces(text: str) -> list[JsonPiece]:
    """Return the documents of a text that holds many; total, and linear in its length."""
    if text.startswith("{") and not _repeats(text) and not _UNDER_NAME.match(text):
        return []
    pieces = _line_pieces(text) or _with_gaps(text, _documents(text))
    pages = [piece for piece in pieces if piece.is_page]
    is_one = len(pages) == 1 and pages[0].start == len(text) - len(text.lstrip(_SPACES))
    return [] if is_one or not pages else pieces


def holds_document(text: str) -> bool:
    """Return whether a text shows a name that only documents have."""
    return any(f'"{mark}"' in text for mark in MARKS)


def _repeats(text: str) -> bool:
    return any(text.count(f'"{mark}"') > 1 for mark in MARKS)


def _line_pieces(text: str) -> list[JsonPiece]:
    """Return the lines of a text on each of which an object begins anew."""
    lines = text.split("\n")
    filled = [line for line in (line.strip(_SPACES) for line in lines[:_LOOK]) if line]
    if len(filled) < 2 or not all(line.startswith("{") for line in filled) or not any(map(_is_whole, filled[:2])):
        return []
    return list(_each_line(lines))


def _each_line(lines: Sequence[str]) -> Iterator[JsonPiece]:
    at = 0
    for line in lines:
        if line.strip(_SPACES):
            is_page = holds_document(line) or not _is_whole(line)
            yield JsonPiece(at, at + len(line), _name_of(line, ""), is_page)
        at += len(line) + 1


def _is_whole(line: str) -> bool:
    """Return whether all brackets of a line are closed in it."""
    tokens = [match[0] for match in _TOKEN.finditer(line)]
    return sum(token in "{[" for token in tokens) == sum(token in "}]" for token in tokens) > 0


def _name_of(text: str, above: str) -> str:
    """Return the name of a document: the first in it that has the form of an API's, else what it stands under."""
    names = (match[1] for match in _NAME.finditer(text, 0, _NAME_DEPTH))
    return next((name for name in names if name.count(".") > 1 and is_api_name(name, Form.ALONE)), above)


@dataclass(slots=True)
class _Open:
    """A bracket that is open."""

    start: int
    key: str
    """The name that its value stands under."""
    kept: int
    """How many documents there were when it opened."""
    names: set[str] = field(default_factory=set)
    """The names inside it."""
    data: set[str] = field(default_factory=set)
    """The names inside its member ``data``."""
    text: str = ""
    """The text that was read last, which is a name if a colon follows."""
    value: str = ""
    """The name whose value comes next."""

    @property
    def is_document(self) -> bool:
        return any(len(names & DOCUMENT_KEYS) > 1 and not MARKS.isdisjoint(names) for names in (self.names, self.data))


def _documents(text: str) -> list[JsonPiece]:
    """Return the outermost documents of a text, wherever they stand."""
    found: list[JsonPiece] = []
    stack = [_Open(0, "", 0)]
    for match in _TOKEN.finditer(text):
        token, top = match[0], stack[-1]
        if token[0] == '"':
            top.text = match[1]
        elif token == ":":
            top.names.add(top.text)
            top.value = top.text
        elif len(stack) > _DEEPEST:
            return []
        elif token in "{[":
            stack.append(_Open(match.start(), top.value, len(found)))
        elif token == ",":
            top.value = ""
        elif len(stack) > 1:
            _close(text, stack, match.end(), found)
    while len(stack) > 1:
        _close(text, stack, len(text.rstrip()), found)
    return found


def _close(text: str, stack: list[_Open], end: int, found: list[JsonPiece]) -> None:
    """Close a bracket, and take what it held for a document if it is one."""
    closed = stack.pop()
    if closed.key == "data":
        stack[-1].data = closed.names
    if closed.is_document:
        del found[closed.kept :]
        inside = text[closed.start : min(end, closed.start + _NAME_DEPTH)]
        found.append(JsonPiece(closed.start, end, _name_of(inside, closed.key)))


def _with_gaps(text: str, documents: Sequence[JsonPiece]) -> list[JsonPiece]:
    """Add what stands beside documents, where it says anything but names of documents."""
    pieces, at = [], 0
    for piece in (*documents, JsonPiece(len(text), len(text))):
        between = text[at : piece.start]
        if _WORD.search(_KEY.sub("", between)):
            pieces.append(JsonPiece(at, piece.start, is_page=holds_document(between)))
        if piece.start < piece.end:
            pieces.append(replace(piece, name=piece.name if "." in piece.name else ""))
        at = piece.end
    return pieces
