"""What the gateway adds to every call: its own parameters, its own reply fields, and the addresses that it answers at.

In:  the lines of a page and the markers that they may be.
Out: whether column heads stand above the gateway's own table and not above a table of the API.
Both kinds of table can have the same column heads, and a page may print no heading above either, so the
first row tells.
"""

from __future__ import annotations

from collections.abc import Sequence

from topgen.document.blocks import Line
from topgen.vocabulary.calls import SYSTEM_NAMES, SYSTEM_REPLY_NAMES
from topgen.vocabulary.markers import Marker, MarkerKind, is_kind
from topgen.vocabulary.parts import Part

_REACH = 8
"""Lines of column heads and their rule, at most, above the first row."""


def begins_gateway_table(lines: Sequence[Line], markers: Sequence[Marker | None], index: int, part: Part) -> bool:
    """Whether the column heads at ``index``, which are those of ``part``, stand above a table of the gateway."""
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
