"""Lines that a blog prints around the text of a page and on its code: dates, counts, rights, buttons.

In:  the lines of a page with the marker that each of them may be.
Out: the same lines, those with the rule that leaves them out.
Descriptions have the same words, so that only lines above the tables and at the end of a page count, and words of
buttons only right at code.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from topgen.document.blocks import Line, Place
from topgen.vocabulary.articles import CODE_WORDS, is_button, says_of_article
from topgen.vocabulary.cells import is_name
from topgen.vocabulary.columns import FIRST_HEADS
from topgen.vocabulary.markers import Marker, MarkerKind, is_kind
from topgen.vocabulary.parts import Part

AROUND = Place(rule="around the article")
AT_CODE = Place(rule=MarkerKind.TAB.value)

_NAME = re.compile(r"[A-Za-z]\w{0,40}(?:\.[\w\-]{1,100}){2,9}")
_CODE_END = re.compile(r"[>;{})\]]$")


def mark_surroundings(lines: Sequence[Line], markers: Sequence[Marker | None]) -> tuple[Line, ...]:
    """Give lines around the text of a page, and those at its code, the rule that leaves them out."""
    taken = {index: AROUND for index in (*_find_above(lines, markers), *_find_below(lines, markers))}
    taken |= {index: AT_CODE for index, line in enumerate(lines) if _is_code_word(lines, markers, index, line)}
    if not taken:
        return tuple(lines)
    return tuple(line._replace(place=taken[index]) if index in taken else line for index, line in enumerate(lines))


def _find_above(lines: Sequence[Line], markers: Sequence[Marker | None]) -> list[int]:
    parts = (index for index, line in enumerate(lines) if _opens_part(markers[index]) or line.text in FIRST_HEADS)
    first = next(parts, 0)
    name = next((index for index in range(first) if _NAME.search(lines[index].text)), 0)
    return [
        index
        for index in range(first)
        if says_of_article(lines[index].text) or (index < name and is_button(lines[index].text))
    ]


def _opens_part(marker: Marker | None) -> bool:
    return marker is not None and marker.kind in {MarkerKind.HEADING, MarkerKind.COLUMNS, MarkerKind.OPENER}


def _find_below(lines: Sequence[Line], markers: Sequence[Marker | None]) -> list[int]:
    """Return the lines at the end of a page; words of buttons can be those of the last row, if that is a field's."""
    last = next((marker.part for marker in reversed(markers) if marker is not None and _opens_part(marker)), Part.HEAD)
    found: list[int] = []
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        if is_kind(markers[index], MarkerKind.FOOTER) and not line.bullet:
            continue
        if line.bullet or not (says_of_article(line.text) or (last > Part.RESPONSE and is_button(line.text))):
            break
        found.append(index)
    return found


def _is_code_word(lines: Sequence[Line], markers: Sequence[Marker | None], index: int, line: Line) -> bool:
    """Return whether a line is the name of a language, or a button, right above or below code."""
    if line.text not in CODE_WORDS or line.bullet or line.fence or line.leaf:
        return False
    if index and lines[index - 1].text not in CODE_WORDS and is_name(lines[index - 1].text):
        return False  # the type of the field above
    below = next((at for at in range(index + 1, len(lines)) if lines[at].text not in CODE_WORDS), 0)
    if is_kind(markers[below] if below else None, MarkerKind.OPENER, MarkerKind.REPLY):
        return True
    return index > 0 and _CODE_END.search(lines[index - 1].text) is not None
