"""Rows of a text table that has kept its columns: each cell under its head, empty cells too.

In:  the cells of each row, blanks around them kept, and the column heads above.
Out: ``GRID`` rows in the platform's order of columns, each as deep as its mark tells.
Copies mark nested rows with ``└`` and its kin. Most mark every nested row alike, so that depth is lost; browsers copy
the platform's own mark, which rows with fields inside lack, so that those look like rows of the top level.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from topgen.document import Cell, RawRow, RowForm, SkippedText
from topgen.document.blocks import Line, PartLines, Skipped
from topgen.layouts.nesting import Mark, find_depths, read_text_marks
from topgen.vocabulary.cells import EMPTY_WORDS, TYPES, is_name, split_type
from topgen.vocabulary.characters import BLANKS
from topgen.vocabulary.columns import ORDERS, Column, Columns, columns_of
from topgen.vocabulary.parts import Part

GridCells = tuple[Cell, ...]
"""The cells of one row from left to right."""
_ONE_LINE = frozenset({Column.NAME, Column.TYPE, Column.REQUIRED})
EMPTY_TABLE = "empty table"
"""The rule of a row that says that there are none."""


def columns_by_line(table: PartLines, split: Callable[[Line], Sequence[str]]) -> Callable[[int], Columns]:
    """Return what tells the columns by the heads above a line; the platform's own where there are none.

    Heads are split once, since a line of them can be as long as its page.
    """
    places = [head.number for head in table.heads]
    columns = [columns_of(split(head), table.part) or ORDERS[table.part] for head in table.heads]

    def columns_at(line: int) -> Columns:
        above = bisect_left(places, line)
        return columns[above - 1] if above else ORDERS[table.part]

    return columns_at


def read_grid(
    rows: Sequence[tuple[GridCells, Columns]], part: Part, skipped_texts: Skipped, *, marks_leaves: bool
) -> tuple[RawRow, ...]:
    """Return the rows of a table.

    ``marks_leaves`` says that rows with fields inside have no mark, however deep they stand.
    """
    named = [(cells, columns) for cells, columns in rows if _take_named(cells, columns, skipped_texts)]
    names = [_cell(cells, columns, Column.NAME) for cells, columns in named]
    marks = read_text_marks([name.text for name in names])
    types = [split_type(" ".join(_cell(cells, columns, Column.TYPE).text.split())) for cells, columns in named]
    scalars = [words.base.lower() in TYPES for words in types]
    depths = find_depths(marks, scalars)
    unmarked = _unmarked(marks, depths, scalars)
    found = []
    for at, (cells, columns) in enumerate(named):
        depth = None if unmarked[at] and marks_leaves else depths[at]
        row = _in_order(cells, columns, ORDERS[part], skipped_texts)
        row = (Cell(marks[at].name, names[at].line), *row[1:])
        found.append(RawRow(RowForm.GRID, row, leaf=None, depth=depth, unmarked=unmarked[at]))
    return tuple(found)


def flatten(raw_rows: Sequence[RawRow]) -> tuple[RawRow, ...]:
    """Return rows of which none has a mark, so that those below an object may stand in it."""
    objects = [at for at, raw_row in enumerate(raw_rows) if raw_row.cells[1].text and not _is_scalar(raw_row)]
    first = objects[0] if objects else len(raw_rows)
    return tuple(
        raw_row if at <= first else replace(raw_row, depth=None, unmarked=True) for at, raw_row in enumerate(raw_rows)
    )


def _is_scalar(raw_row: RawRow) -> bool:
    return split_type(raw_row.cells[1].text).is_scalar


def _take_named(cells: GridCells, columns: Columns, skipped_texts: Skipped) -> bool:
    """Whether a row has a name; words of any other row are skipped."""
    name = _cell(cells, columns, Column.NAME).text
    if is_name(read_text_marks([name])[0].name):
        return True
    filled = [cell for cell in cells if cell.text.strip(BLANKS)]
    empty = len(filled) == 1 and filled[0].text.strip(BLANKS) in EMPTY_WORDS
    skipped_texts.extend(SkippedText(_trim(cell), EMPTY_TABLE if empty else "") for cell in filled)
    return False


def _cell(cells: GridCells, columns: Columns, column: Column) -> Cell:
    at = columns.index(column)
    return cells[at] if at < len(cells) else Cell("", cells[0].line)


def _in_order(cells: GridCells, columns: Columns, order: Sequence[Column], skipped_texts: Skipped) -> tuple[Cell, ...]:
    """Return the cells in the platform's order; those of further columns are skipped."""
    texts = {}
    for cell, column in zip(cells, columns, strict=False):
        if column in order:
            texts[column] = _squeeze(cell) if column in _ONE_LINE else _trim(cell)
        elif cell.text.strip(BLANKS):
            skipped_texts.append(SkippedText(_trim(cell), "further column"))
    return tuple(texts.get(column, Cell("", cells[0].line)) for column in order)


def _squeeze(cell: Cell) -> Cell:
    return Cell(" ".join(cell.text.split()), cell.line)


def _trim(cell: Cell) -> Cell:
    lines = [line.strip(BLANKS) for line in cell.text.split("\n")]
    return Cell("\n".join(line for line in lines if line), cell.line)


def _unmarked(marks: Sequence[Mark], depths: Sequence[int | None], scalars: Sequence[bool]) -> list[bool]:
    """Tell which rows have fields inside perhaps, and no mark where others have one: any row below may be theirs."""
    found = [False] * len(marks)
    seen = False
    for at, mark in enumerate(marks):
        below = at + 1 < len(marks) and (marks[at + 1].inside or depths[at + 1] != 0 or not scalars[at + 1])
        found[at] = seen and not mark.inside and depths[at] == 0 and not scalars[at] and below
        seen = seen or mark.inside or not scalars[at]
    return found


def marks_objects(rows: Iterable[tuple[GridCells, Columns]]) -> bool | None:
    """Tell whether rows with fields inside have marks as well; None where no row has one."""
    found = list(rows)
    marks = read_text_marks([_cell(cells, columns, Column.NAME).text for cells, columns in found])
    types = [split_type(" ".join(_cell(cells, columns, Column.TYPE).text.split())) for cells, columns in found]
    marked = [words.base.lower() not in TYPES for mark, words in zip(marks, types, strict=True) if mark.inside]
    return any(marked) if marked else None
