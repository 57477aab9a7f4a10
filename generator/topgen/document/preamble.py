"""What stands above the tables of a text page: breadcrumb, name and title, description, or the menu of a category.

In:  the lines above the first part of a page.
Out: ``Preamble``: name, title, description, category, and the lines that are none of these.
The name stands in one line with the title in brackets, but brackets may be lost or nested, and the title may stand on a
line of its own. A page may begin with the menu of its category, so that its first line is no title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from topgen.document import Cell, SkippedText
from topgen.document.blocks import Line
from topgen.vocabulary.characters import fold

MENU_MIN = 3
"""Lines above the service addresses, or above the name, that make a menu."""
_MENU_LINE_MAX = 40
_NAME = r"[A-Za-z][\w.\-/\\]{0,300}"
_TITLE = re.compile(rf"({_NAME}) *\(\s*(.*)", re.DOTALL)
_PLAIN = re.compile(rf"({_NAME}\.[\w.\-/\\]{{1,300}})(?: +(\S.*))?", re.DOTALL)
_CRUMBS = re.compile(r"文档中心\s*(?:>|»|/)")
_SENTENCE = re.compile(r"[,。;、]|\.\s")
_STEP = re.compile(r"[>»/]")


@dataclass(frozen=True, slots=True)
class Preamble:
    """The lines above the tables, told apart."""

    name: Cell | None = None
    title: Cell | None = None
    description: tuple[Cell, ...] = ()
    category: Cell | None = None
    skipped_texts: tuple[SkippedText, ...] = ()


def read_preamble(lines: Sequence[Line], after_menu: bool, named: bool) -> Preamble:
    """Tell the lines above the tables apart.

    ``after_menu`` says that service addresses stood among them, ``named`` whether the layout prints API names.
    """
    cells = [Cell(line.raw.strip(" "), line.number) for line in lines]
    crumbs = [cell for cell in cells if _CRUMBS.match(cell.text)]
    cells = [cell for cell in cells if not _CRUMBS.match(cell.text)]
    category = next((found for cell in crumbs if (found := _read_category(cell)) is not None), None)
    skipped_texts = [
        SkippedText(cell, "navigation") for cell in crumbs if category is None or cell.line != category.line
    ]
    at, name, title, end = _find_name(cells) if named else (0, None, None, 0)
    above = cells[:at]
    description = cells[end:]
    menu = next((index for index, cell in enumerate(cells) if not _is_short(cell)), len(cells))
    if name is None and after_menu and menu >= MENU_MIN:
        above, description = cells[:menu], cells[menu:]
    rule = "menu" if len(above) >= MENU_MIN and all(map(_is_short, above)) else ""
    skipped_texts.extend(SkippedText(cell, rule) for cell in above)
    return Preamble(name, title, tuple(description), category, tuple(skipped_texts))


def _read_category(cell: Cell) -> Cell | None:
    """Return the category of a breadcrumb (``文档中心 > API类目 > X``): its last step."""
    last = _STEP.split(cell.text)[-1].strip()
    return Cell(last, cell.line) if last not in {"API类目", ""} else None


def _find_name(cells: Sequence[Cell]) -> tuple[int, Cell | None, Cell | None, int]:
    """Find name and title: where they begin, both of them, and where they end."""
    for index, cell in enumerate(cells):
        match = _TITLE.match(fold(cell.text))
        if match is not None and ("." in match[1] or index == 0):
            title = _take_bracket(cell.text[match.start(2) :])
            return index, Cell(match[1], cell.line), Cell(title, cell.line) if title else None, index + 1
    for index, cell in enumerate(cells):
        match = _PLAIN.fullmatch(cell.text.rstrip(" :)"))
        if match is not None and match[2] is None:
            return _with_title_below(cells, index)
        if match is not None and index == 0 and not _SENTENCE.search(fold(match[2])):
            return 0, Cell(match[1], cell.line), Cell(match[2], cell.line), 1
    return 0, None, None, 0


def _with_title_below(cells: Sequence[Cell], index: int) -> tuple[int, Cell | None, Cell | None, int]:
    """Return a name on a line of its own, and the title if the next line has it in brackets."""
    name = Cell(cells[index].text.rstrip(" :)"), cells[index].line)
    below = cells[index + 1] if index + 1 < len(cells) else None
    if below is not None and fold(below.text[:1] + below.text[-1:]) == "()":
        return index, name, Cell(below.text[1:-1].strip(" "), below.line), index + 2
    return index, name, None, index + 1


def _take_bracket(text: str) -> str:
    """Take the closing bracket of the title off, if it is there."""
    text = text.strip(" ")
    return text[:-1].rstrip(" ") if fold(text[-1:]) == ")" else text


def _is_short(cell: Cell) -> bool:
    """Whether a line can be an entry of a menu."""
    return len(cell.text) <= _MENU_LINE_MAX and "。" not in cell.text
