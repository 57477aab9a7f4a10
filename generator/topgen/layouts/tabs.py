"""Tables copied out of a browser: one row a line, a tab between its cells, nested rows too.

In:  a page whose column heads, or whose rows where it has none, stand between tabs.
Out: its ``Blocks``; rows are ``GRID`` rows, since an empty cell is two tabs.
The platform marks nested rows without fields by ``└`` and others not at all, so that a row with fields inside may stand
on any level. Editors take trailing tabs off; a cell of several lines breaks its row.
"""

from __future__ import annotations

from dataclasses import replace

from topgen.document import Cell, RawRow, RowForm, SkippedText
from topgen.document.blocks import Blocks, Line, PartLines, Parts, Skipped, TableRows, started_tables
from topgen.layouts.detect import Separator, detect
from topgen.layouts.grids import EMPTY_TABLE, GridCells, columns_by_line, flatten, marks_objects, read_grid
from topgen.layouts.nesting import read_text_marks
from topgen.pages import Page
from topgen.vocabulary.cells import EMPTY_WORDS, REQUIRED, is_name, is_type, read_limit
from topgen.vocabulary.columns import ORDERS, Column, Columns
from topgen.vocabulary.parts import Part

NAME = "tabs"

_Rows = list[tuple[GridCells, Columns]]


def recognises(page: Page) -> bool:
    """Return whether the tables of a page have tabs between their cells."""
    return Separator.TABS in detect(page).separators


def read(page: Page) -> Blocks:
    """Return the lines of a page, and how its tables are read."""
    detected = detect(page)
    return Blocks(NAME, detected.lines, detected.markers, _read_tables, skipped_texts=detected.skipped_texts)


def _read_tables(parts: Parts, skipped_texts: Skipped) -> dict[Part, TableRows]:
    tables = started_tables(parts)
    rows = {table.part: _split_rows(table, skipped_texts) for table in tables}
    marked = marks_objects(row for part, found in rows.items() if part is not Part.ERRORS for row in found)
    return {table.part: _read_table(table, rows[table.part], skipped_texts, marked) for table in tables}


def _read_table(table: PartLines, rows: _Rows, skipped_texts: Skipped, marked: bool | None) -> TableRows:
    if table.part is Part.ERRORS:
        return TableRows(tuple([_error_row(cells, columns) for cells, columns in rows]))
    headed = bool(table.heads)
    sized = {cells[0].line: len(cells) for cells, _ in rows}
    rows = [(_part_limit(cells, columns), columns) for cells, columns in rows]
    raw_rows = read_grid(rows, table.part, skipped_texts, marks_leaves=not marked)
    whole = {cells[0].line: len(cells) == len(columns) for cells, columns in rows}
    guessed = {line for line, size in sized.items() if not whole[line] and not headed and size > _anchors(table.part)}
    joined = {cells[0].line for cells, _ in rows if sized[cells[0].line] != len(cells)}
    raw_rows = tuple([replace(raw_row, guessed=raw_row.line in guessed | joined) for raw_row in raw_rows])
    if marked is None:
        return TableRows(flatten(raw_rows), keeps_nested=None)
    return TableRows(raw_rows)


def _anchors(part: Part) -> int:
    """Return how many cells of a row are never empty: name, type and, in a request, required."""
    return 3 if part is Part.REQUEST else 2


def _error_row(cells: GridCells, columns: Columns) -> RawRow:
    texts = dict(zip(columns, cells, strict=False))
    return RawRow(RowForm.GRID, tuple([texts.get(column, Cell("", cells[0].line)) for column in ORDERS[Part.ERRORS]]))


def _part_limit(cells: GridCells, columns: Columns) -> GridCells:
    """Part limit and description where one cell holds both: a limit, a blank, and more words.

    The row is then one cell longer than the page has it.
    """
    if Column.LIMITS not in columns or Column.DESCRIPTION not in columns:
        return cells
    at, last = columns.index(Column.LIMITS), columns.index(Column.DESCRIPTION)
    if len(cells) != at + 1 or last != at + 1 or read_limit(cells[at].text) is None:
        return cells
    limit, _, words = cells[at].text.partition(" ")
    return (*cells[:at], Cell(limit, cells[at].line), Cell(words.strip(), cells[at].line)) if words else cells


def _split_rows(table: PartLines, skipped_texts: Skipped) -> _Rows:
    """Return the cells of each row; a line that begins none goes on with the row above, or is skipped."""
    rows: _Rows = []
    columns_at = columns_by_line(table, lambda head: _tabbed(head).strip(" \t").split("\t"))
    for line in table.lines:
        columns = columns_at(line.number)
        cells = tuple([Cell(text, line.number) for text in _tabbed(line).rstrip(" \t").split("\t")])
        above = rows[-1][0] if rows else ()
        if _begins_row(cells, table.part):
            rows.append((cells, columns))
        elif above and not line.bullet and 0 < len(above) + len(cells) - 1 <= len(columns):
            broken = Cell(f"{above[-1].text}\n{cells[0].text}", above[-1].line)
            rows[-1] = ((*above[:-1], broken, *cells[1:]), columns)
        else:
            is_empty = line.text in EMPTY_WORDS and not rows
            skipped_texts.append(SkippedText(line.cell, EMPTY_TABLE if is_empty else ""))
    return [(cells, columns) for cells, columns in rows if _fits(cells, columns, skipped_texts)]


def _tabbed(line: Line) -> str:
    """Return a line with its tabs."""
    return line.source if isinstance(line.source, str) else line.raw


def _begins_row(cells: GridCells, part: Part) -> bool:
    texts = [" ".join(cell.text.split()) for cell in cells]
    if part is Part.ERRORS:
        return len(cells) > 1
    if len(texts) < _anchors(part) or not is_name(read_text_marks([texts[0]])[0].name) or not is_type(texts[1]):
        return False
    return part is not Part.REQUEST or texts[2] in REQUIRED


def _fits(cells: GridCells, columns: Columns, skipped_texts: Skipped) -> bool:
    """Whether a row has no more cells than its table; one that has is nobody's."""
    if len(cells) > len(columns):
        skipped_texts.extend(SkippedText(cell, "") for cell in cells if cell.text.strip())
    return len(cells) <= len(columns)
