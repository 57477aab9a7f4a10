"""Which lines are the headings of a page, among all lines that have the words of one.

In:  the lines of a page with the marker that each of them may be.
Out: the part that each true heading opens, by the index of its line, where the footer begins, and which tables are the
gateway's own.
A description may consist of the words of a heading, and the last limit of a table may turn the next heading
into a bullet. A line with what belongs below it right below it is believed more than one without.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum

from topgen.document.blocks import Line
from topgen.vocabulary.calls import ROOT, SYSTEM_NAMES, SYSTEM_REPLY_NAMES
from topgen.vocabulary.cells import read_limit
from topgen.vocabulary.markers import Marker, MarkerKind, is_kind
from topgen.vocabulary.parts import Part

_OPENING = {MarkerKind.HEADING, MarkerKind.COLUMNS, MarkerKind.OPENER, MarkerKind.FOOTER}
"""What a part can begin with."""
_FIRST_TAG = re.compile(rf"<\s*{ROOT}\s*>\s*<\s*([A-Za-z_][\w.\-]*+)")
_REPLY = Marker(MarkerKind.OPENER, Part.RESPONSE_EXAMPLE)
_REACH = 8
"""Lines of column heads and their rule, at most, above the first row."""


class Belief(IntEnum):
    """How much speaks for a line being a heading."""

    NONE = 0
    WORDS = 1
    """It is no bullet."""
    ORDER = 2
    """The next line is the heading of a later part, or the page ends."""
    CONTENT = 3
    """The next line belongs below such a heading and nowhere else."""


def find_headings(lines: Sequence[Line], markers: Sequence[Marker | None]) -> dict[int, Part]:
    """Return the headings of a page: one for each part, the best believed and of those the first."""
    best: dict[Part, tuple[Belief, int]] = {}
    commons: list[tuple[Belief, int]] = []
    for index, marker in enumerate(markers):
        if marker is None or not is_kind(marker, MarkerKind.HEADING) or lines[index].leaf:
            continue
        belief = _believe(lines, markers, index, marker)
        if marker.part is Part.COMMON and belief is not Belief.NONE:
            commons.append((belief, index))
        elif belief > best.get(marker.part, (Belief.NONE, 0))[0]:
            best[marker.part] = (belief, index)
    common = _common_headings(commons, min((index for _, index in best.values()), default=len(lines)))
    found = {index: part for part, (belief, index) in best.items() if not _is_above(belief, index, part, best, common)}
    return found | dict.fromkeys(common, Part.COMMON)


def _common_headings(commons: list[tuple[Belief, int]], first: int) -> list[int]:
    """Return the headings 公共参数 (common parameters), of which mirrors have two: above all or well believed."""
    most = max((belief for belief, _ in commons), default=Belief.NONE)
    least = min(most, Belief.ORDER)
    return [index for belief, index in commons if belief >= least and (index < first or belief >= Belief.ORDER)]


def _believe(lines: Sequence[Line], markers: Sequence[Marker | None], index: int, marker: Marker) -> Belief:
    part = marker.part
    below = markers[index + 1] if index + 1 < len(markers) else None
    bullet = lines[index].bullet
    if below is not None and _opens(below, part, bullet):
        return Belief.CONTENT
    if not marker.is_sure:
        return Belief.NONE
    if index + 1 == len(lines) or (below is not None and _comes_later(below, part)):
        return Belief.NONE if bullet and not _follows_limit(lines, index) else Belief.ORDER
    return Belief.NONE if bullet else Belief.WORDS


def _opens(below: Marker, part: Part, bullet: bool) -> bool:
    """Return whether a line is the first one below the heading of a part."""
    if below.kind is MarkerKind.FENCE:
        return part.is_example
    if below.kind is MarkerKind.COLUMNS:
        # Mirrors print the same column heads above both tables.
        return below.part == part or (not bullet and part <= Part.RESPONSE and below.part <= Part.RESPONSE)
    if below.kind is MarkerKind.REPLY and part is Part.REQUEST_EXAMPLE:
        return True
    if below.kind is MarkerKind.TAB:
        return part == below.part or (part is Part.ERROR_EXAMPLE and below.part is Part.RESPONSE_EXAMPLE)
    return below.kind in {MarkerKind.OPENER, MarkerKind.REPLY} and below.part == part


def _comes_later(below: Marker, part: Part) -> bool:
    """Return whether a line is the heading of a later part, or column heads or code of one."""
    return (
        below.kind in {MarkerKind.HEADING, MarkerKind.COLUMNS, MarkerKind.OPENER, MarkerKind.FOOTER}
        and below.part > part
    )


def _follows_limit(lines: Sequence[Line], index: int) -> bool:
    """Return whether a bullet can be a heading that the limit above it has caught."""
    return index > 0 and lines[index - 1].bullet and read_limit(lines[index - 1].text) is not None


def _is_above(
    belief: Belief, index: int, part: Part, best: dict[Part, tuple[Belief, int]], common: Sequence[int]
) -> bool:
    """Return whether a line stands above all other headings although its part comes after theirs: a description."""
    if belief is Belief.CONTENT or part <= Part.REQUEST:
        return False
    first_parts = [*common[:1], *(other for key, (_, other) in best.items() if key is Part.REQUEST)]
    others = [other for _, other in best.values() if other != index]
    return bool(first_parts) and index < min(first_parts + others)


def find_footer(lines: Sequence[Line], markers: Sequence[Marker | None]) -> int:
    """Return the index from which on a page consists of footer words alone."""
    index = len(lines)
    while index and is_kind(markers[index - 1], MarkerKind.FOOTER) and not lines[index - 1].bullet:
        index -= 1
    return index


def begins_gateway_table(lines: Sequence[Line], markers: Sequence[Marker | None], index: int, part: Part) -> bool:
    """Return whether the column heads at ``index``, which are those of ``part``, stand above a table of the gateway.

    Both kinds of table can have the same column heads and lack a heading, so the first row tells.
    """
    name = _first_name(lines, markers, index)
    if part is Part.RESPONSE:
        return name in SYSTEM_REPLY_NAMES and "示例" not in "".join(line.text for line in lines[index : index + 4])
    return part is Part.REQUEST and name in SYSTEM_NAMES


def _first_name(lines: Sequence[Line], markers: Sequence[Marker | None], index: int) -> str:
    """Return the name of the first row below column heads, in small letters."""
    for at in range(index, min(index + _REACH, len(lines))):
        if not is_kind(markers[at], MarkerKind.COLUMNS, MarkerKind.RULE):
            return lines[at].text.lstrip("| ").split(" ", 1)[0].lower()
    return ""


def find_first_tag(lines: Sequence[Line], markers: Sequence[Marker | None]) -> str:
    """Return the name of the first element inside the root of a reply; empty where there is none."""
    for index, marker in enumerate(markers):
        if marker == _REPLY:
            match = _FIRST_TAG.search("\n".join(line.raw for line in lines[index : index + 2]))
            if match is not None:
                return match[1]
    return ""
