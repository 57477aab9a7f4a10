"""Tables whose columns are filled up with blanks, so that cells stand below their heads.

In:  a page whose column heads have two or more blanks between them.
Out: its ``Blocks``; ``GRID`` rows where every cell of a table begins below its head, in characters or in the columns
that a terminal shows; else the rows of a table whose cells are joined by blanks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from topgen.document import Cell, RawRow, RowForm
from topgen.document.blocks import Blocks, Line, PartLines, Parts, Skipped, TableRows, started_tables
from topgen.layouts.bullets import read_rows
from topgen.layouts.detect import Separator, detect
from topgen.layouts.grids import GridCells, flatten, marks_objects, read_grid
from topgen.layouts.nesting import LEAF, read_text_marks
from topgen.pages import Page
from topgen.text_width import width
from topgen.vocabulary.cells import REQUIRED, is_name, is_type
from topgen.vocabulary.columns import Column, Columns, columns_of
from topgen.vocabulary.parts import Part

NAME = "padded"

_HEAD = re.compile(r"\S+(?: \S+)*")
_Measure = Callable[[str], int]
_MEASURES: tuple[_Measure, ...] = (len, width, lambda text: width(text) + text.count(LEAF))
"""How editors count: characters, columns, or columns where drawn lines take two as Chinese characters do."""
_Rows = list[tuple[GridCells, Columns]]


def recognises(page: Page) -> bool:
    """Return whether blanks fill up the columns of the tables of a page."""
    return Separator.PADDING in detect(page).separators


def read(page: Page) -> Blocks:
    """Return the lines of a page, and how its tables are read."""
    detected = detect(page)
    return Blocks(NAME, detected.lines, detected.markers, _read_tables, skipped_texts=detected.skipped_texts)


def _read_tables(parts: Parts, skipped_texts: Skipped) -> dict[Part, TableRows]:
    tables = started_tables(parts)
    rows = {table.part: _split_table(table) for table in tables}
    fields = [row for part, found in rows.items() if part is not Part.ERRORS for row in found or ()]
    marked = marks_objects(iter(fields))
    return {table.part: _read_table(table, rows[table.part], marked, skipped_texts) for table in tables}


def _read_table(table: PartLines, rows: _Rows | None, marked: bool | None, skipped_texts: Skipped) -> TableRows:
    if rows is None:
        return read_rows(table, skipped_texts)
    if table.part is Part.ERRORS:
        return TableRows(tuple([RawRow(RowForm.ROW, tuple(map(_trim, cells))) for cells, _ in rows]))
    raw_rows = read_grid(rows, table.part, skipped_texts, marks_leaves=not marked)
    return TableRows(flatten(raw_rows), keeps_nested=None) if marked is None else TableRows(raw_rows)


def _trim(cell: Cell) -> Cell:
    return Cell(cell.text.strip(" "), cell.line)


def _split_table(table: PartLines) -> _Rows | None:
    """Return the cells of all rows; None where some of them stand below no head."""
    if len(table.heads) != 1 or any(line.bullet for line in table.lines):
        return None
    head = table.heads[0].raw
    heads = [match for match in _HEAD.finditer(head) if match.start() == 0 or head[: match.start()].endswith("  ")]
    columns = columns_of([match[0] for match in heads], table.part)
    if columns is None:
        return None
    for measure in _MEASURES:
        starts = [measure(head[: match.start()]) for match in heads]
        rows = _split_rows(table.lines, [0, *starts[1:]], columns, measure)
        if rows is not None and all(_fits(cells, columns, table.part) for cells, _ in rows):
            return rows
    return None


def _split_rows(lines: Sequence[Line], starts: Sequence[int], columns: Columns, measure: _Measure) -> _Rows | None:
    rows: _Rows = []
    for line in lines:
        texts = _slice(line.raw.rstrip(" "), starts, measure)
        if texts is None:
            return None
        cells = tuple([Cell(text.rstrip(" "), line.number) for text in texts])
        if cells[0].text.strip(" "):
            rows.append((cells, columns))
        elif rows:
            rows[-1] = (_lengthen(rows[-1][0], cells), columns)
        else:
            return None
    return rows


def _lengthen(above: GridCells, cells: GridCells) -> GridCells:
    """Return a row whose cells go on in the line below it."""
    pairs = zip(above, cells, strict=True)
    return tuple(
        (Cell(f"{cell.text}\n{more.text}", cell.line) if cell.text else more) if more.text else cell
        for cell, more in pairs
    )


def _slice(text: str, starts: Sequence[int], measure: _Measure) -> list[str] | None:
    """Cut a line where columns start; None where words stand across a border, or begin behind one."""
    places = [0]
    at = taken = 0
    for start in starts[1:]:
        while at < len(text) and taken < start:
            taken += measure(text[at])
            at += 1
        if taken > start or (0 < at < len(text) and text[at - 1] != " "):
            return None
        places.append(at)
    parts = [text[place:end] for place, end in zip(places, [*places[1:], len(text)], strict=True)]
    return None if any(part.strip(" ") and part[:1] == " " for part in parts[1:]) else parts


def _fits(cells: GridCells, columns: Columns, part: Part) -> bool:
    row = {column: " ".join(cell.text.split()) for column, cell in zip(columns, cells, strict=True)}
    if part is Part.ERRORS:
        return bool(row.get(Column.CODE))
    name = read_text_marks([row.get(Column.NAME, "")])[0].name
    return is_name(name) and is_type(row.get(Column.TYPE, "")) and row.get(Column.REQUIRED, "true") in REQUIRED
