"""The lines of a text page without their packaging: odd white space, bullets, the mark of a field without fields.

In:  a ``Page``.
Out: ``Line`` values for the lines that are not blank.
Copies of a page put tabs, no-break, ideographic and zero-width blanks where the page has plain ones; all of them are
made plain, and those without a width go, in tables and examples alike, so that both still say the same. Where a page
prints ``•``, other marks at the start of a line are words; dashes are bullets where ``dashes`` proves it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from topgen.document import Cell, RawRow, RowForm, SkippedText
from topgen.document.blocks import Line, PartLines, Parts, Skipped, TableRows, started_tables
from topgen.layouts.dashes import begins_item, has_dashes
from topgen.pages import Page
from topgen.vocabulary.characters import BLANKS, WIDTHLESS
from topgen.vocabulary.parts import Part

_ODD = re.compile(f"[{re.escape(BLANKS.replace(' ', ''))}]")
_PLAIN = {ord(char): None if char in WIDTHLESS else " " for char in BLANKS}
_BULLET = "•"
_OTHER_BULLETS = ("●", "▪", "·", "◦")
_LEAVES = ("└", "├")
_ICONS = re.compile(r"[\s\ue000-\uf8ff]*[\ue000-\uf8ff]")
"""Characters of the site's own symbol font before a name, which copies take along."""


def read_lines(page: Page, lines: Sequence[str]) -> tuple[Line, ...]:
    """Return the lines of a page that are not blank; ``lines`` are all of them, without the marks of comments.

    The source of a line is what it was with its tabs, if it has any.
    """
    marks = _bullets(page)
    dashed = has_dashes("\n".join(lines))
    odd = _ODD.search(page.text) is not None
    found = []
    for number, raw in enumerate(lines, page.first_line):
        tabbed = raw if odd and "\t" in raw else None
        if odd:
            raw = raw.translate(_PLAIN)
        text = raw.strip(" ")
        if "\ue000" <= text[:1] <= "\uf8ff":
            raw = _ICONS.sub("", raw, count=1)
            text = raw.strip(" ")
        if not text:
            continue
        bullet = (text[0] in marks and text.startswith(marks)) or (dashed and begins_item(text))
        if bullet:
            text = text[1:].lstrip(" ")
        leaf = text.startswith(_LEAVES)
        if leaf:
            text = text.lstrip("└├─ ")
        found.append(Line(text, number, bullet, leaf, raw, source=tabbed))
    return tuple(found)


def _bullets(page: Page) -> tuple[str, ...]:
    return (_BULLET,) if _BULLET in page.text else _OTHER_BULLETS


def each_table(read: Callable[[PartLines, Skipped], TableRows]) -> Callable[[Parts, Skipped], dict[Part, TableRows]]:
    """Return a reader of all tables of a page that reads each for itself."""
    return lambda parts, skipped_texts: {table.part: read(table, skipped_texts) for table in started_tables(parts)}


def read_error_lines(table: PartLines, skipped_texts: Skipped) -> TableRows:
    """Return the rows of an error table whose cells are separated by blanks: one cell each, codes in front."""
    cells = [Cell(line.raw.strip(" "), line.number) for line in table.lines]
    skipped_texts.extend(SkippedText(cell, "") for cell in cells if _is_chinese(cell.text[0]))
    return TableRows(tuple([RawRow(RowForm.LINE, (cell,)) for cell in cells if not _is_chinese(cell.text[0])]))


def _is_chinese(char: str) -> bool:
    return "\u3000" <= char <= "\u9fff"
