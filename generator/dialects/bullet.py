"""Bulleted text: top-level rows are lines whose cells are joined by blanks, nested cells are one bullet each.

In:  a page such as ``taobao.inventory.shopinv.adjust``.
Out: its ``Document``; top-level rows are ``LINE`` pieces, bullets are ``ITEM`` pieces.
Surprises: the layout prints every level at one indent, so indentation says nothing about depth. After the first limit
of a top-level row everything is indented further and a heading itself may turn into a bullet; blanks and bullets are
taken off first, so both forms of the layout read alike. ``└`` marks a field that has no fields inside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.dialects.wording import (
    BLANKS,
    OTHER_FORMATS,
    Part,
    ignored_rule,
    is_rule,
    read_category,
    read_heading,
    read_table_head,
)
from generator.document import Cell, Document, Example, Layout, Notation, Piece, Remark, Table
from generator.pages import Page

NAME = "bullet"

_BULLET = re.compile(r"[•●·▪]\s*")
_LEAF = "└"
_TITLE = re.compile(r"(\S+?)\s*[((](.*)[))]")
_API_LIKE = re.compile(r"[A-Za-z][\w.\-/\\]*\.[\w.\-/\\]+")


def recognises(page: Page) -> bool:
    """Whether a page has a parameter table in bulleted text: a section heading or column heads without bars."""
    if page.text.lstrip(BLANKS + "\n").startswith(OTHER_FORMATS) or any(map(is_rule, page.lines)):
        return False
    for line in page.lines:
        text = line.strip(BLANKS)
        bare = _BULLET.sub("", text, count=1)
        if read_heading(bare) in {Part.COMMON, Part.REQUEST, Part.RESPONSE}:
            return True
        if read_table_head(tuple(bare.split())) is not None:
            return True
    return False


def read_document(page: Page) -> Document:
    """Sort the lines of a page into its sections; total, an odd line ends up as a remark."""
    parts: dict[Part, list[tuple[Cell, bool, bool]]] = {part: [] for part in Part}
    remarks: list[Remark] = []
    starts: dict[Part, int] = {}
    current = Part.HEAD
    for cell, bullet, leaf in _cells(page):
        heading = None if leaf else read_heading(cell.text)
        if heading is not None and heading > current:
            current = heading
            starts[current] = cell.line
            continue
        if read_table_head(tuple(cell.text.split())) is not None:
            continue
        rule = ignored_rule(cell.text) if current != Part.REQUEST and current != Part.RESPONSE else None
        if rule is not None:
            remarks.append(Remark(cell, rule))
        else:
            parts[current].append((cell, bullet, leaf))
    return _assemble(page, parts, starts, remarks)


def _cells(page: Page) -> Iterator[tuple[Cell, bool, bool]]:
    """Give each line that is not blank as (words, was a bullet, was marked as a leaf)."""
    for number, line in enumerate(page.lines, 1):
        text = line.strip(BLANKS)
        if not text:
            continue
        match = _BULLET.match(text)
        if match is None:
            yield Cell(text, number), False, False
            continue
        text = text[match.end() :].strip(BLANKS)
        leaf = text.startswith(_LEAF)
        yield Cell(text.removeprefix(_LEAF).strip(BLANKS), number), True, leaf


def _assemble(
    page: Page,
    parts: dict[Part, list[tuple[Cell, bool, bool]]],
    starts: dict[Part, int],
    remarks: list[Remark],
) -> Document:
    head = [cell for cell, _, _ in parts[Part.HEAD]]
    category = next((Cell(read_category(cell.text) or "", cell.line) for cell in head if _is_crumb(cell)), None)
    head = [cell for cell in head if not _is_crumb(cell)]
    name, title, description = _read_head(head)
    for part, rule in ((Part.COMMON, "common parameters"), (Part.FOOT, "footer")):
        remarks.extend(Remark(cell, rule) for cell, _, _ in parts[part])
    return Document(
        dialect=NAME,
        name=name,
        title=title,
        description=description,
        category=category if category and category.text else None,
        request=_table(parts[Part.REQUEST], starts.get(Part.REQUEST)),
        response=_table(parts[Part.RESPONSE], starts.get(Part.RESPONSE)),
        request_examples=_examples(page, parts[Part.REQUEST_EXAMPLE], Notation.JAVA),
        response_examples=_examples(page, parts[Part.RESPONSE_EXAMPLE], Notation.XML),
        error_examples=_examples(page, parts[Part.ERROR_EXAMPLE], Notation.XML),
        errors=tuple((cell,) for cell, _, _ in parts[Part.ERRORS]),
        ends_early=0 if Part.ERRORS in starts else len(page.lines),
        remarks=tuple(sorted(remarks, key=lambda remark: remark.cell.line)),
    )


def _is_crumb(cell: Cell) -> bool:
    return read_category(cell.text) is not None


def _read_head(head: list[Cell]) -> tuple[Cell | None, Cell | None, tuple[Cell, ...]]:
    """Split the lines above the tables into name, title and description; the name's line is ``name (title)``."""
    for index, cell in enumerate(head):
        match = _TITLE.fullmatch(cell.text)
        if match is not None and ("." in match[1] or index == 0):
            rest = (*head[:index], *head[index + 1 :])
            return Cell(match[1], cell.line), Cell(match[2].strip(BLANKS), cell.line), rest
    for index, cell in enumerate(head):
        if _API_LIKE.fullmatch(cell.text):
            return cell, None, (*head[:index], *head[index + 1 :])
    return None, None, tuple(head)


def _table(cells: list[tuple[Cell, bool, bool]], line: int | None) -> Table | None:
    if line is None:
        return None
    pieces = tuple(Piece(Layout.ITEM if bullet else Layout.LINE, (cell,), leaf=leaf) for cell, bullet, leaf in cells)
    return Table(line, pieces, keeps_nested=True)


def _examples(page: Page, cells: list[tuple[Cell, bool, bool]], notation: Notation) -> tuple[Example, ...]:
    """Give the lines as they stand on the page, indentation and all."""
    lines = tuple(Cell(page.lines[cell.line - 1], cell.line) for cell, _, _ in cells)
    return (Example(lines, notation),) if lines else ()
