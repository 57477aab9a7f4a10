"""Fenced blocks of code on a text page, whose lines are code whatever words they have.

In:  the lines of a page with the marker that each of them may be.
Out: the same with the number of its block on each line inside, where only the first line may still be a marker.
A fence around column heads or headings is no code: such a page was fenced as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from topgen.document.blocks import Line
from topgen.vocabulary.markers import Marker, MarkerKind, is_kind

_CODE = (MarkerKind.OPENER, MarkerKind.REPLY)


def mark_fences(
    lines: Sequence[Line], markers: Sequence[Marker | None]
) -> tuple[tuple[Line, ...], tuple[Marker | None, ...]]:
    """Return lines and markers with the fenced blocks marked."""
    if not any(is_kind(marker, MarkerKind.FENCE) for marker in markers):
        return tuple(lines), tuple(markers)
    fenced, marked = list(lines), list(markers)
    for number, (start, end) in enumerate(_blocks(lines, markers), 1):
        for index in range(start, end):
            fenced[index] = fenced[index]._replace(fence=number, bullet=False, leaf=False)
            if index > start or not is_kind(marked[index], *_CODE):
                marked[index] = None
    return tuple(fenced), tuple(marked)


def _blocks(lines: Sequence[Line], markers: Sequence[Marker | None]) -> Iterator[tuple[int, int]]:
    """Yield where each block begins and ends; one that nothing closes ends above the next heading."""
    opened = -1
    for index, marker in enumerate(markers):
        if is_kind(marker, MarkerKind.FENCE):
            if opened < 0 or _names_language(lines[index]):
                opened = index
                continue
            yield from _code(markers, opened + 1, index)
            opened = -1
    if opened >= 0:
        rest = range(opened + 1, len(markers))
        end = next((at for at in rest if is_kind(markers[at], MarkerKind.HEADING, MarkerKind.COLUMNS)), len(markers))
        yield from _code(markers, opened + 1, end)


def _names_language(line: Line) -> bool:
    """Return whether a fence can only open a block, since a language stands behind it."""
    return bool(line.text.strip("`~ "))


def _code(markers: Sequence[Marker | None], start: int, end: int) -> Iterator[tuple[int, int]]:
    known = (MarkerKind.HEADING, MarkerKind.COLUMNS)
    if start < end and not any(marker and marker.is_sure and marker.kind in known for marker in markers[start:end]):
        yield start, end
