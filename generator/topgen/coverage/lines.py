"""Which lines of a page its entries cover, and which nobody covers.

In:  a ``Page`` and entries made from its document.
Out: entries for the further lines of cells that run over several, and for lines that no cell covers.
In HTML and JSON a line of the file says little, so there only a line that shows words of which no entry knows anything
is reported, by the parser of the layout; on text pages every line has to be covered.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from topgen.coverage.entries import Entry, Usage
from topgen.document import Cell
from topgen.layouts import html, site_json
from topgen.pages import Page
from topgen.vocabulary.characters import BLANKS

LOOKAHEAD = 3
"""Lines that are not blank among which the next line of a cell is looked for by its first word."""
FARTHEST = 30
"""Lines that are not blank among which it is looked for by all its words, where those between are not of its table."""

_UNCOVERED = "in no cell"
_SHOWN_WORDS = {html.NAME: html.shown_words, site_json.NAME: site_json.shown_words}
"""What reads the words that a page shows, for layouts whose lines hold other things too."""
_SHOWS = re.compile(f"[^{re.escape(BLANKS)}\n\ue000-\uf8ff]")
"""A character that a reader sees; those of the site's own symbol font say nothing, and text layouts pass over them."""


class Spread:
    """Finds the lines of a page that a cell of several lines runs over."""

    def __init__(self, page: Page, layout: str) -> None:
        self._page = page
        self._text = layout not in _SHOWN_WORDS
        self._filled: list[int] = []

    def over_lines(self, entry: Entry) -> Iterator[Entry]:
        """Yield an entry for each line of a text page that a cell runs over; the blank ones do not count."""
        if not self._text or "\n" not in entry.cell.text:
            yield entry
            return
        first, *further = [text for text in entry.cell.text.split("\n") if text.strip(BLANKS)] or [""]
        yield replace(entry, cell=Cell(first, entry.cell.line))
        line = entry.cell.line
        for text in further:
            line = self._find(text, line)
            yield replace(entry, cell=Cell(text, line), rule=f"continued {entry.rule}")

    def _find(self, text: str, above: int) -> int:
        """Find the line below another one that some words stand on; where they do not, the upper one."""
        if not self._filled:
            self._filled = [number for number, line in self._page.numbered_lines if line.strip(BLANKS)]
        start = bisect_left(self._filled, above + 1)
        near, far = self._filled[start : start + LOOKAHEAD], self._filled[start : start + FARTHEST]
        word, whole = (text.split(None, 1) or [text])[0], text.strip(BLANKS)
        there = [line for line in near if word in self._page.line(line)]
        return there[0] if there else next((line for line in far if whole in self._page.line(line)), above)


def find_uncovered(page: Page, layout: str, entries: Sequence[Entry]) -> Iterator[Entry]:
    """Yield an entry for each line that shows words and that no cell covers."""
    covered = {entry.cell.line for entry in entries}
    open_lines = {
        number for number, line in page.numbered_lines if number not in covered and _SHOWS.search(line) is not None
    }
    if layout not in _SHOWN_WORDS:
        shown = [Cell(page.line(number).strip(BLANKS), number) for number in sorted(open_lines)]
    elif open_lines:
        words = _SHOWN_WORDS[layout](page)
        shown = _not_quoted([cell for cell in words if cell.line in open_lines and _SHOWS.search(cell.text)], entries)
    else:
        return
    for cell in shown:
        yield Entry(cell, Usage.UNMATCHED, _UNCOVERED)


def _not_quoted(shown: Sequence[Cell], entries: Sequence[Entry]) -> list[Cell]:
    """Leave out words that some cell holds: it began on another line than the words did."""
    if not shown:
        return []
    known = "\n".join("".join(entry.cell.text.split()) for entry in entries)
    return [cell for cell in shown if "".join(cell.text.split()) not in known]
