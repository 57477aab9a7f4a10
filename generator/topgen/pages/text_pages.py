"""Where the pages of a text begin that holds many, and what of it is no page.

In:  the lines of a text that may hold many pages.
Out: ``Piece`` values in the order of the file; a single one where there is one page.
A page begins at the heading of an API, with the table or example of another page above it and its own below it; a name
in a list of contents, a description, an error table or a changelog begins none. Pages without a name are parted where a
line between them is certain to be the border. What may be two pages and cannot be parted for certain is refused.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from topgen.pages.page_borders import find_border, find_repeats
from topgen.pages.page_heads import PageHead, find_heads
from topgen.pages.page_tops import PageTop, find_top, is_frame, rank_of
from topgen.pages.structure import Event, find_events
from topgen.vocabulary.characters import BLANKS


@dataclass(frozen=True, slots=True)
class Piece:
    """Some lines of a file: a page, or what stands between pages."""

    start: int
    """The index of its first line."""
    end: int
    """The index of the line behind its last."""
    name: str = ""
    """The API that its heading names."""
    trouble: str = ""
    """Why it cannot be read; empty for a page."""
    is_page: bool = True
    repeats: bool = False
    """Whether it shows what no single page has twice."""


_LISTED_LINES = 5
"""Lines of pages that a refusal names."""


def find_pieces(lines: Sequence[str]) -> list[Piece]:
    """Return the pages of a text and what stands between them."""
    events = find_events(lines)
    heads = find_heads(events)
    structure = _Structure(events)
    tops = [find_top(lines, head.line, structure.floor(head.line)) for head in heads]
    regions = _regions(lines, structure, heads, tops)
    pieces = [piece for region in regions for piece in _read_region(lines, structure.between(region), region)]
    return [trimmed for piece in pieces if (trimmed := _trim(lines, piece)).start < trimmed.end]


class _Structure:
    """What belongs to pages apart from their names, found by its lines."""

    def __init__(self, events: Sequence[Event]) -> None:
        self._events = [event for event in events if event.is_structure]
        self._lines = [event.line for event in self._events]

    def floor(self, line: int) -> int:
        """Return the first line behind all that stands above another one."""
        at = bisect_left(self._lines, line)
        return self._lines[at - 1] + 1 if at else 0

    def between(self, region: _Region) -> list[Event]:
        """Return what stands in a region."""
        return self._events[bisect_left(self._lines, region.start) : bisect_left(self._lines, region.end)]


@dataclass(frozen=True, slots=True)
class _Region:
    """The lines from the beginning of a page to the next one, or those above the first."""

    start: int
    end: int
    head: PageHead | None


def _regions(
    lines: Sequence[str], structure: _Structure, heads: Sequence[PageHead], tops: Sequence[PageTop]
) -> Iterator[_Region]:
    end = tops[0].start if tops else len(lines)
    yield _Region(0, end, None)
    for at, (head, top) in enumerate(zip(heads, tops, strict=True)):
        following = tops[at + 1] if at + 1 < len(tops) else PageTop(len(lines), len(lines))
        end = _chapter_end(lines, head.line, max(structure.floor(following.gap), head.line + 1), following.gap)
        yield _Region(top.start, end, head)
        yield _Region(end, following.start, None)


def _chapter_end(lines: Sequence[str], head: int, floor: int, end: int) -> int:
    """Return where a heading of a higher rank, with no more tables below, ends the page of a heading in Markdown."""
    rank = rank_of(lines[head])
    chapters = (index for index in range(floor, end) if 0 < rank_of(lines[index]) < rank)
    return next(chapters, end)


def _read_region(lines: Sequence[str], inside: Sequence[Event], region: _Region) -> Iterator[Piece]:
    """Yield the pages of a region: it has one, or several that print no name, or none."""
    head = region.head
    if head is None and not inside:
        yield Piece(region.start, region.end, is_page=False)
        return
    whole = Piece(region.start, region.end, head.name if head is not None else "", head.trouble if head else "")
    repeats = find_repeats(inside)
    if not repeats:
        yield whole
        return
    borders = [find_border(lines, above, below) for above, below in repeats]
    if any(border is None for border in borders) or whole.trouble:
        first = next((at for at in range(region.start, region.end) if lines[at].strip(BLANKS)), region.start)
        yield replace(whole, repeats=True, trouble=_refusal([first, *(below.line for _, below in repeats)]))
        return
    cuts = [border for border in borders if border is not None]
    for start, end in pairwise([region.start, *cuts, region.end]):
        while end < region.end and (not (text := lines[end - 1].strip(BLANKS)) or is_frame(text)):
            end -= 1
        yield replace(whole, end=end) if start == region.start else Piece(start, end)


def _refusal(lines: Sequence[int]) -> str:
    listed = ", ".join(str(line + 1) for line in lines[:_LISTED_LINES])
    more = ", …" if len(lines) > _LISTED_LINES else ""
    return f"this file holds {len(lines)} pages (lines {listed}{more}): split it"


def _trim(lines: Sequence[str], piece: Piece) -> Piece:
    """Take blank lines off both ends, and what stands between pages off the first."""
    start, end = piece.start, piece.end
    while start < end and (not (text := lines[start].strip(BLANKS)) or is_frame(text)):
        start += 1
    while end > start and not lines[end - 1].strip(BLANKS):
        end -= 1
    return replace(piece, start=start, end=end)
