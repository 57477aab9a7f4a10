"""Numbers of code lines that stand by themselves: sites print them beside code, and copies put them above or below it.

In:  the lines of a page.
Out: the same lines without them, and what was left out.
Numbers in tables look alike, so they count only where they run from 1 on and stand next to code.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from topgen.document import Cell, SkippedText
from topgen.vocabulary.characters import BLANKS
from topgen.vocabulary.markers import MarkerKind, is_kind, read_marker

LINE_NUMBER = "line number"
"""The rule that takes a line with nothing but the number of another one."""

_ANY = re.compile(r"^[ \t]{0,20}1[.:)、]?[ \t]{0,20}$", re.MULTILINE)
_NUMBER = re.compile(r"(\d{1,4})[.:)、]?")
_CODE_END = re.compile(r"[>;{})\]][ \t]{0,20}$")
_LEAST = 2
"""Numbers in a row; one alone may be a value."""


def take_gutters(lines: Sequence[str], first_line: int) -> tuple[tuple[str, ...], tuple[SkippedText, ...]]:
    """Take the numbers of code lines away; the page begins with ``first_line`` of its file."""
    if _ANY.search("\n".join(lines)) is None:
        return tuple(lines), ()
    filled = [index for index, line in enumerate(lines) if line.strip(BLANKS)]
    found: list[int] = []
    at = 0
    while at < len(filled):
        end = _run_end(lines, filled, at)
        if end - at >= _LEAST and _is_beside_code(lines, filled, at, end):
            found.extend(filled[at:end])
        at = max(end, at + 1)
    skipped_texts = [SkippedText(Cell(lines[index].strip(BLANKS), index + first_line), LINE_NUMBER) for index in found]
    taken = frozenset(found)
    return tuple("" if index in taken else line for index, line in enumerate(lines)), tuple(skipped_texts)


def _run_end(lines: Sequence[str], filled: Sequence[int], at: int) -> int:
    """Return where lines end that count from 1 on."""
    end = at
    while end < len(filled):
        match = _NUMBER.fullmatch(lines[filled[end]].strip(BLANKS))
        if match is None or int(match[1]) != end - at + 1:
            break
        end += 1
    return end


def _is_beside_code(lines: Sequence[str], filled: Sequence[int], at: int, end: int) -> bool:
    above = lines[filled[at - 1]] if at else ""
    below = lines[filled[end]].strip(BLANKS) if end < len(filled) else ""
    return _CODE_END.search(above) is not None or is_kind(read_marker(below), MarkerKind.OPENER, MarkerKind.REPLY)
