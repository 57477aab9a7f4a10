"""How deep a row of a table stands, as far as its marks say: ``└`` and its kin, blanks, padding, a stated level.

In:  the element of a row and the words of its name cell.
Out: ``Mark``; from the marks of all rows, the depth of each.
Note: ``└`` alone says that a row stands inside another one, not how deep; only marks of two different widths do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from topgen.layouts.html.nodes import Element
from topgen.vocabulary.characters import BLANKS

LEAF = "└"

_PREFIX = re.compile(r"[\s\u200b\ufeff└├│┗┣┃╰╚╠║─━—|>+▸▾►▼▶∟↳\-]*")
_GLYPH = re.compile("[└├┗┣╰╚╠∟↳]")
_LEVEL = re.compile(r"(?:^|[\s_\-])(?:level|depth|lv|indent|tier)[_\-]?(\d{1,2})(?=$|[\s_\-])", re.IGNORECASE)
_LEVEL_NAMES = ("data-level", "data-depth", "aria-level", "level", "depth")
_PADDING = re.compile(
    r"(?:padding-left|padding-inline-start|margin-left|text-indent)\s*:\s*(\d{1,4}(?:\.\d{1,4})?)", re.IGNORECASE
)
_INSIDE = re.compile(r"(?:^|[\s_\-])(?:sub|child|children|nested)(?=$|[\s_\-\d])", re.IGNORECASE)
_LEAST = 2.0
"""The least difference in width that opens a level; one blank may stand there by chance."""
_WIDE = "\u3000\u2003"
_LOOK = 6
"""Elements of a name cell that are looked at for marks, all before the words of the name."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What the marks of one row say."""

    name: str
    """The words of the name cell without marks."""
    glyph: bool = False
    inside: bool = False
    """Stands inside another row, however deep."""
    level: int | None = None
    """The level that an attribute or a class states."""
    width: float = 0.0
    """How far the name is moved to the right, in whatever unit."""


def take_glyph(text: str) -> tuple[str, bool]:
    """Return a name without the marks before it, and whether ``└`` was among them."""
    match = _PREFIX.match(text)
    prefix = match[0] if match is not None else ""
    return text[len(prefix) :].strip(BLANKS), LEAF in prefix


def read_mark(row: Element, cell: Element, text: str, raw: str) -> Mark:
    """Read the marks of a row; ``raw`` is the text of the name cell with the blanks around it."""
    name, glyph = take_glyph(text)
    styled = _styled(row, cell)
    level = next((found for element in styled if (found := _level(element)) is not None), None)
    drawn = _PREFIX.match(raw.strip(" \t\n"))
    width = sum(2.0 if char in _WIDE else 1.0 for char in drawn[0]) if drawn is not None else 0.0
    width += sum(_padding(element) for element in styled[1:])
    inside = glyph or _GLYPH.search(drawn[0] if drawn is not None else "") is not None
    inside = inside or _INSIDE.search(row.attributes.get("class", "")) is not None
    return Mark(name, glyph, inside, level, width)


def _styled(row: Element, cell: Element) -> list[Element]:
    """Return the row, its name cell and what stands in the cell before the name."""
    found, look = [row, cell], cell
    while len(found) < _LOOK + 2:
        inner = look.elements()
        found.extend(inner[: _LOOK + 2 - len(found)])
        if len(inner) != 1:
            break
        look = inner[0]
    return found


def _level(element: Element) -> int | None:
    attributes = element.attributes
    for name in _LEVEL_NAMES:
        value = attributes.get(name, "").strip()
        if value.isascii() and value.isdigit() and len(value) < 3:
            return int(value)
    match = _LEVEL.search(attributes.get("class", ""))
    return int(match[1]) if match is not None else None


def _padding(element: Element) -> float:
    match = _PADDING.search(element.attributes.get("style", ""))
    return float(match[1]) if match is not None else 0.0


def find_depths(marks: Sequence[Mark], scalars: Sequence[bool]) -> list[int | None]:
    """Return the depth of each row among the rows of one table; None where a nested row has lost it.

    ``scalars`` says of each row whether its type can have no fields inside: blanks before the name of a row below it
    are no mark but chance.
    """
    levels = [mark.level for mark in marks if mark.level is not None]
    if levels and len(levels) == len(marks):
        return _checked([level - levels[0] for level in levels])
    widths = {mark.width for mark in marks}
    if len(widths - {0.0}) > 1 or (len(widths) > 1 and not any(mark.inside for mark in marks)):
        depths = _by_width(marks)
        deeper = (at for at, depth in enumerate(depths) if at and (depth or 0) > (depths[at - 1] or 0))
        if not any(scalars[at - 1] or marks[at].width - marks[at - 1].width < _LEAST for at in deeper):
            return depths
    return [None if mark.inside else 0 for mark in marks]


def _checked(depths: list[int]) -> list[int | None]:
    """Return depths that a row can have below the row before it; others are lost."""
    found: list[int | None] = []
    deepest = -1
    for depth in depths:
        if 0 <= depth <= deepest + 1:
            found.append(depth)
            deepest = depth
        else:
            found.append(None)
    return found


def _by_width(marks: Sequence[Mark]) -> list[int | None]:
    """Return depths by how far names are moved to the right: a further one opens a level, an equal one stays on it."""
    found: list[int | None] = []
    open_widths = [marks[0].width]
    for mark in marks:
        above = len(open_widths)
        while len(open_widths) > 1 and mark.width < open_widths[-1]:
            open_widths.pop()
        if mark.width > open_widths[-1] and len(open_widths) < above:
            found.append(None)
            continue
        if mark.width > open_widths[-1]:
            open_widths.append(mark.width)
        found.append(len(open_widths) - 1)
    return found
