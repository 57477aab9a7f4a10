"""Raw cells: every nested cell on a line of its own, without bullets, among dozens of blanks and blank lines.

In:  a page with ``└`` lines that no bullet begins, or with column heads one a line.
Out: its ``Blocks``; nested cells are ``ITEM`` rows. Top-level rows are ``LINE`` rows where they stand on one line, and
``ROW`` rows where each cell has its own.
The lines have lost their bullets, so a field that has fields inside and a row of the top level look alike;
only the indentation of the first row, which is on the top level, tells them apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from topgen.document import Cell, RawRow, RowForm
from topgen.document.blocks import Blocks, Line, PartLines, Parts, Skipped, TableRows, started_tables
from topgen.layouts.cell_lines import read_cells, read_errors, split_by_line
from topgen.layouts.detect import Separator, detect, find_column_runs
from topgen.layouts.grids import GridCells, flatten, marks_objects, read_grid
from topgen.layouts.lines import read_error_lines
from topgen.pages import Page
from topgen.vocabulary.cells import (
    BRACKETS,
    CLASS,
    FIELD_NAME,
    REQUEST_ROW,
    REQUIRED,
    TYPES,
    is_name,
    is_type,
    split_type,
)
from topgen.vocabulary.columns import ORDERS, Columns
from topgen.vocabulary.markers import Marker, MarkerKind, is_kind
from topgen.vocabulary.parts import Part

NAME = "raw"

_Rows = list[tuple[GridCells, Columns]]
VALUES_MAX = 3
"""Cells after name, type and required: sample, limit, description."""
_GAP = re.compile(r" {2,}")
_REPLY_ROW = re.compile(rf"{FIELD_NAME} +{CLASS}{BRACKETS}?(?: |$)")


def recognises(page: Page) -> bool:
    """Return whether cells stand on lines of their own without bullets."""
    return Separator.LINES in detect(page).separators


def read(page: Page) -> Blocks:
    """Return the lines of a page, and how its tables are read."""
    detected = detect(page)
    markers = list(detected.markers)
    for start, (end, part) in find_column_runs(detected.lines).items():
        markers[start:end] = [Marker(MarkerKind.COLUMNS, part)] * (end - start)
    for index, (above, line) in enumerate(pairwise(detected.lines), 1):
        if is_kind(markers[index], MarkerKind.REPLY) and _is_sample(above, line):
            markers[index] = None
    return Blocks(NAME, detected.lines, markers, _read_tables, skipped_texts=detected.skipped_texts)


def _is_sample(above: Line, line: Line) -> bool:
    """Return whether a line that looks like code is the sample below a type or a required word."""
    is_whole = line.text[:1] + line.text[-1:] in {"{}", "<>"}
    return is_whole and (above.text in REQUIRED or split_type(above.text).base.lower() in TYPES)


def _read_tables(parts: Parts, skipped_texts: Skipped) -> dict[Part, TableRows]:
    tables = started_tables(parts)
    fields = [table for table in tables if table.part is not Part.ERRORS]
    if not fields or not all(map(_is_level, fields)):
        return {table.part: _read_table(table, skipped_texts) for table in tables}
    rows = {table.part: split_by_line(table) for table in tables}
    marked = marks_objects(row for table in fields for row in rows[table.part] or ())
    has_leaves = any(line.leaf for table in fields for line in table.lines)
    return {table.part: _read_level(table, rows[table.part], marked, has_leaves, skipped_texts) for table in tables}


def _is_level(table: PartLines) -> bool:
    """Return whether all cells of a table stand on lines of their own, and no indentation tells the nested ones."""
    indents = {_indent(line) for line in table.lines}
    return len(indents) < 2 and not any(_is_line_row(line, table.part) for line in table.lines[:1])


def _read_level(
    table: PartLines, rows: _Rows | None, marked: bool | None, has_leaves: bool, skipped_texts: Skipped
) -> TableRows:
    if table.part is Part.ERRORS:
        if len(table.heads) < len(ORDERS[Part.ERRORS]):
            return read_error_lines(table, skipped_texts)
        if rows is None:
            return TableRows(tuple(read_errors(table)))
        return TableRows(tuple([RawRow(RowForm.ROW, cells) for cells, _ in rows]))
    if rows is not None:
        raw_rows = read_grid(rows, table.part, skipped_texts, marks_leaves=not marked)
        return TableRows(raw_rows) if has_leaves else TableRows(flatten(raw_rows), keeps_nested=None)
    return TableRows(read_cells(table.lines), keeps_nested=True if has_leaves else None)


def _read_table(table: PartLines, skipped_texts: Skipped) -> TableRows:
    if table.part is Part.ERRORS:
        return read_error_lines(table, skipped_texts)
    raw_rows = tuple(_read_rows(table.lines, table.part))
    # Mirrors with one cell a line have lost the nested rows.
    return TableRows(raw_rows, any(raw_row.form is not RowForm.ROW for raw_row in raw_rows))


def _read_rows(lines: Sequence[Line], part: Part) -> list[RawRow]:
    """Tell top-level rows from nested cells."""
    raw_rows: list[RawRow] = []
    margin = _indent(lines[0]) if lines else 0
    has_line_rows = any(not line.leaf and _indent(line) <= margin and _is_line_row(line, part) for line in lines)
    index = 0
    while index < len(lines):
        line = lines[index]
        on_margin = not line.leaf and _indent(line) <= margin
        end = index + 1
        if on_margin and _is_line_row(line, part):
            raw_rows.append(RawRow(RowForm.LINE, (Cell(line.text, line.number),)))
        elif on_margin and has_line_rows and _begins(lines, index, part):
            # Other rows of the top level stand on one line, so this one is nested unless the page mixes both forms.
            raw_rows.append(RawRow(RowForm.ITEM, (Cell(line.text, line.number),), any_level=True))
        elif on_margin and _begins(lines, index, part):
            end = _row_end(lines, index, part)
            cells = tuple([Cell(cell.text, cell.number) for cell in lines[index:end]])
            raw_rows.append(RawRow(RowForm.ROW, cells))
        else:
            raw_rows.extend(_items(line, part))
        index = end
    return raw_rows


def _items(line: Line, part: Part) -> list[RawRow]:
    """Return the cells of a nested row: one, or all of them where runs of blanks part them on one line."""
    cells = _GAP.split(line.text) if line.leaf else [line.text]
    whole = len(cells) > (3 if part is Part.REQUEST else 2) and is_name(cells[0]) and is_type(cells[1])
    if not whole or (part is Part.REQUEST and cells[2] not in REQUIRED):
        cells = [line.text]
    return [
        RawRow(RowForm.ITEM, (Cell(cell, line.number),), leaf=line.leaf and not at) for at, cell in enumerate(cells)
    ]


def _indent(line: Line) -> int:
    return len(line.raw) - len(line.raw.lstrip(" "))


def _is_line_row(line: Line, part: Part) -> bool:
    """Return whether a whole top-level row stands on one line."""
    return (REQUEST_ROW if part is Part.REQUEST else _REPLY_ROW).match(line.text) is not None and " " in line.text


def _begins(lines: Sequence[Line], index: int, part: Part) -> bool:
    """Whether a row with one cell a line begins here: an identifier, a type and, in a request, whether required."""
    needed = 3 if part is Part.REQUEST else 2
    cells = lines[index : index + needed]
    if len(cells) < needed or any(cell.leaf for cell in cells):
        return False
    if not is_name(cells[0].text) or not is_type(cells[1].text):
        return False
    return part is not Part.REQUEST or cells[2].text in REQUIRED


def _row_end(lines: Sequence[Line], start: int, part: Part) -> int:
    """Find where a row ends: before the next one, before a nested field, or when it has all its cells."""
    head = start + (3 if part is Part.REQUEST else 2)
    end = head
    while end < min(len(lines), head + VALUES_MAX) and not lines[end].leaf and not _opens(lines, end, part):
        end += 1
    return end


def _opens(lines: Sequence[Line], index: int, part: Part) -> bool:
    return _is_line_row(lines[index], part) or _begins(lines, index, part)
