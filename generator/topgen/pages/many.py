"""Files and replies that hold many pages of APIs, taken apart.

In:  a ``StoredPage``.
Out: the same where it holds one page; else a ``StoredPage`` for each, with the API that its heading names as its
address, and for what stands between them.
The bytes of a page are then its own text in UTF-8, so that its digest does not change with the pages around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from topgen.errors import UnreadablePageError
from topgen.pages.decoding import BROKEN, Decoded, decode
from topgen.pages.html_pages import find_html_names, find_html_starts, shows_many
from topgen.pages.json_pages import find_json_pieces, holds_document
from topgen.pages.page import Addresses, StoredPage, even_lines
from topgen.pages.structure import has_columns, may_hold_many
from topgen.pages.text_pages import find_pieces
from topgen.vocabulary.characters import BLANKS

MOST_PAGES = 100_000
"""The most pages of a file."""
MOST_LINES = 1_000_000
"""The most lines of a text among which pages are looked for, some hundred for each API of the platform."""

_HTML = re.compile(
    r"<(?:!--|(?:!doctype|html|head|body|div|table|meta|title|link|script|style|section|main|p|ul|span|h\d)\b)",
    re.IGNORECASE,
)
_HTML_INSIDE = re.compile(r"^[ \t]{0,9}<(?:!doctype\s{1,9}html|html)\b", re.IGNORECASE | re.MULTILINE)
_CELL = re.compile(r"<t[dh][\s/>]", re.IGNORECASE)
_JSON = re.compile(r"[{\[]\s*(?:[\"{\[\]}]|$)")
_LISTED = 5


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a file."""

    line: int
    """The number of its first line."""
    text: str
    name: str = ""
    trouble: str = ""
    is_page: bool = True


def take_apart(stored: StoredPage) -> Iterator[StoredPage]:
    """Yield the pages of a file, or of a reply in a crawl.

    Raises:
        UnreadablePageError: there are more than ``MOST_PAGES``.
    """
    # Blanks by the megabyte cost a crawl nothing.
    decoded = _decode(stored) if stored.data.strip() else None
    parts = _find_parts(even_lines(decoded.text)) if decoded is not None else []
    if decoded is None or not parts:
        yield stored
        return
    if len(parts) > MOST_PAGES:
        raise UnreadablePageError(f"this file holds more than {MOST_PAGES} pages", file=stored.path, hint="split it")
    if len(parts) == 1:
        yield _page(stored, parts[0], "", decoded)
        return
    addresses = Addresses()
    for part in parts:
        yield _page(stored, part, f"#{addresses.give(part.name)}", decoded)


def _decode(stored: StoredPage) -> Decoded | None:
    """Return the text of a file; None for what is none, which says so when it is read."""
    try:
        return Decoded(stored.data.decode()) if not stored.charset else decode(stored.data, "", stored.charset)
    except UnicodeDecodeError:
        pass
    except UnreadablePageError:
        return None
    try:
        return decode(stored.data, stored.path, stored.charset)
    except UnreadablePageError:
        return None


def _page(stored: StoredPage, part: _Part, mark: str, decoded: Decoded) -> StoredPage:
    hurt = decoded.damage and (BROKEN in part.text or "end" in decoded.damage)
    return replace(
        stored,
        path=stored.path + mark,
        name=stored.name + mark,
        data=part.text.encode(),
        charset="utf-8",
        container=stored.container or (stored.path if mark else ""),
        trouble=part.trouble,
        may_differ=not part.is_page,
        first_line=part.line,
        damage=decoded.damage if hurt else "",
    )


def _find_parts(text: str) -> list[_Part]:
    """Return the parts of a text; none where it is one page."""
    start = text.lstrip(BLANKS + "\n")[:200]
    if _JSON.match(start):
        return _json_parts(text)
    if _HTML.match(start):
        return _html_parts(text)
    if holds_document(text) or (("<t" in text or "<T" in text) and _CELL.search(text) and _HTML_INSIDE.search(text)):
        return _mixed(text)
    return _text_parts(text) if text.count("\n") < MOST_LINES and may_hold_many(text) else []


def _text_parts(text: str) -> list[_Part]:
    lines = text.split("\n")
    pieces = find_pieces(lines)
    pages = [piece for piece in pieces if piece.is_page]
    if len(pages) < 2:
        return [_Part(1, text, trouble=piece.trouble) for piece in pages if piece.repeats]
    return [
        _Part(piece.start + 1, "\n".join(lines[piece.start : piece.end]), piece.name, piece.trouble, piece.is_page)
        for piece in pieces
    ]


def _json_parts(text: str) -> list[_Part]:
    if has_columns(text):
        return _mixed(text)
    pieces = find_json_pieces(text)
    lines = _Lines(text)
    return [
        _Part(lines.number(piece.start), text[piece.start : piece.end], piece.name, is_page=piece.is_page)
        for piece in pieces
    ]


def _html_parts(text: str) -> list[_Part]:
    starts = [0, *find_html_starts(text)]
    lines = _Lines(text)
    parts = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        inside = text[start:end]
        names = find_html_names(inside)
        first = lines.number(start)
        where = [first + inside.count("\n", 0, at) for at, _ in names]
        trouble = _refusal(where) if len(names) > 1 or shows_many(inside) else ""
        name = names[0][1] if len(names) == 1 else ""
        parts.append(_Part(first, inside, name, trouble, _CELL.search(inside) is not None))
    return parts if sum(part.is_page for part in parts) > 1 or parts[0].trouble else []


def _refusal(lines: Sequence[int]) -> str:
    listed = f" (lines {', '.join(map(str, lines[:_LISTED]))})" if len(lines) > 1 else ""
    return f"this page describes several APIs{listed}: split it"


def _mixed(text: str) -> list[_Part]:
    """Refuse a text that goes on with another kind of page, which no border parts for certain."""
    return [_Part(1, text, trouble="this file holds pages of several kinds, text and others: split it")]


class _Lines:
    """Counts lines up to places that never go back."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line = 1

    def number(self, at: int) -> int:
        self._line += self._text.count("\n", self._at, at)
        self._at = at
        return self._line
