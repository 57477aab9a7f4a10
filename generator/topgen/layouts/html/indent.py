"""How deep a row of a table stands, as far as its marks say: ``└`` and its kin, blanks, padding, a stated level.

In:  the element of a row and the words of its name cell.
Out: ``Mark``, from which ``nesting`` finds the depths.
"""

from __future__ import annotations

import re

from topgen.layouts.html.nodes import Element
from topgen.layouts.nesting import Mark, read_prefix, take_glyph

_LEVEL = re.compile(r"(?:^|[\s_\-])(?:level|depth|lv|indent|tier)[_\-]?(\d{1,2})(?=$|[\s_\-])", re.IGNORECASE)
_LEVEL_NAMES = ("data-level", "data-depth", "aria-level", "level", "depth")
_PADDING = re.compile(
    r"(?:padding-left|padding-inline-start|margin-left|text-indent)\s*:\s*(\d{1,4}(?:\.\d{1,4})?)", re.IGNORECASE
)
_INSIDE = re.compile(r"(?:^|[\s_\-])(?:sub|child|children|nested)(?=$|[\s_\-\d])", re.IGNORECASE)
_LOOK = 6
"""Elements of a name cell that are looked at for marks, all before the words of the name."""


def read_mark(row: Element, cell: Element, text: str, raw: str) -> Mark:
    """Read the marks of a row; ``raw`` is the text of the name cell with the blanks around it."""
    name, glyph = take_glyph(text)
    styled = _styled(row, cell)
    level = next((found for element in styled if (found := _level(element)) is not None), None)
    drawn, width = read_prefix(raw.strip(" \t\n"))
    width += sum(_padding(element) for element in styled[1:])
    inside = glyph or drawn or _INSIDE.search(row.attributes.get("class", "")) is not None
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
