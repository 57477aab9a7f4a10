"""The values of this room: a page as a file holds it, and the same page as text.

In:  bytes. Out: ``Page``.
CRLF or a lone CR end a line just as LF does. Lines are numbered from 1; where a text file holds many pages, within the
file, as an editor shows them, and in other containers within the page.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from topgen.errors import UnreadablePageError
from topgen.pages.decoding import BROKEN, decode

MAX_BYTES = 32 * 1024 * 1024
"""The largest page that is read. The largest page seen is 0.1 MB; beyond this a file is no documentation page."""

ENDLESS = 200_000
"""Characters of a line that no row of a real page has; documents of one line have many rows on it."""
MAX_LINES = 100_000
"""The most lines of a page that is read, since each of them costs time; a page of 1,500 fields has some 10,000."""


_LONGEST_ADDRESS = 300


@dataclass(frozen=True, slots=True)
class StoredPage:
    """The bytes of one page, not looked at yet."""

    path: str
    """Where the user finds it, as given on the command line; for messages. A page in a container has its address in
    there behind a ``#``."""
    name: str
    """As ``path``, but relative to the specs folder with forward slashes (``pages/a.txt``); for the spec."""
    data: bytes
    charset: str = ""
    """What the container says about the encoding."""
    container: str = ""
    """The file, where it holds the page among others; else empty."""
    trouble: str = ""
    """Why the container could not give the bytes, one sentence; empty when ``data`` is the page."""
    may_differ: bool = False
    """Whether it may be about something else than an API, as most pages of a crawl are."""
    first_line: int = 1
    """The line of the file on which it begins."""
    damage: str = ""
    """What of the file could not be decoded, where its text was made anew for this page."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page as text."""

    path: str
    """Where the user finds it, as given on the command line; for messages."""
    name: str
    """Relative to the specs folder with forward slashes (``pages/a.txt``), or the bare file name; for the spec."""
    data: bytes
    sha256: str
    text: str
    lines: tuple[str, ...]
    """The text line by line without line ends; ``line`` finds one by its number, which counts in the file."""
    first_line: int = 1
    """The number of ``lines[0]``."""
    damage: str = ""
    """What of the bytes could not be decoded, one sentence; empty for a whole page."""
    damaged_line: int = 0
    """The line of the first such place, 0 for a whole page."""

    @property
    def numbered_lines(self) -> Iterator[tuple[int, str]]:
        """All lines with their numbers."""
        return enumerate(self.lines, self.first_line)

    @property
    def last_line(self) -> int:
        """The number of the last line."""
        return self.first_line + len(self.lines) - 1

    def line(self, number: int) -> str:
        """Return the line of a number."""
        return self.lines[number - self.first_line]

    def beginning(self, number: int) -> str:
        """Return the line of a number, of an endless one as much as can be looked at for each of thousands of rows."""
        line = self.lines[number - self.first_line]
        return line if len(line) <= ENDLESS else line[:ENDLESS]


def page_from_bytes(data: bytes, path: str, name: str, charset: str = "") -> Page:
    """Decode a page that was read elsewhere.

    Raises:
        UnreadablePageError: more than ``MAX_BYTES`` or ``MAX_LINES``, nothing but white space, or no text.
    """
    if len(data) > MAX_BYTES:
        raise UnreadablePageError(f"the page is larger than the {MAX_BYTES} bytes that a page may have", file=path)
    # Blanks by the megabyte are seen before they are decoded.
    decoded = decode(data, path, charset) if data.strip() else None
    text = even_lines(decoded.text) if decoded is not None else ""
    if decoded is None or not text.strip():
        raise UnreadablePageError(
            "the page is empty", file=path, hint="remove it, or save the page again", kind="empty"
        )
    if text.count("\n") >= MAX_LINES:
        raise UnreadablePageError(f"the page has more than the {MAX_LINES} lines that a page may have", file=path)
    return Page(
        path=path,
        name=name,
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        text=text,
        lines=tuple(text.split("\n")),
        damage=decoded.damage,
        damaged_line=even_lines(decoded.text[: decoded.at]).count("\n") + 1 if decoded.damage else 0,
    )


def even_lines(text: str) -> str:
    """Return text whose lines all end with LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def decode_page(stored: StoredPage) -> Page:
    """Decode one page of a file; raise ``UnreadablePageError`` as ``page_from_bytes`` does, and for ``trouble``."""
    if stored.trouble:
        raise UnreadablePageError(stored.trouble, file=stored.path)
    page = page_from_bytes(stored.data, stored.path, stored.name, stored.charset)
    if stored.damage:
        above = page.text.partition(BROKEN)[0] if BROKEN in page.text else page.text
        page = replace(page, damage=stored.damage, damaged_line=above.count("\n") + 1)
    if stored.first_line > 1:
        damaged_line = page.damaged_line and page.damaged_line + stored.first_line - 1
        page = replace(page, first_line=stored.first_line, damaged_line=damaged_line)
    return page


class Addresses:
    """The addresses given so far in one container; a page without one is known by its number.

    They are printable, and for people and specs; no file is ever named by them.
    """

    def __init__(self) -> None:
        self._times: Counter[str] = Counter()
        self._given: set[str] = set()
        self._count = 0

    def give(self, stated: str) -> str:
        """Return the address of the next page; the second page of an address is ``address#2``."""
        self._count += 1
        words = "".join(letter if letter.isprintable() and letter != " " else "_" for letter in stated.strip())
        stem = address = words[:_LONGEST_ADDRESS] or str(self._count)
        while address in self._given:
            self._times[stem] += 1
            number = f"#{self._times[stem] + 1}"
            address = stem[: _LONGEST_ADDRESS - len(number)] + number
        self._given.add(address)
        return address
