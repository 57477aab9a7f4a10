"""Rows that may begin at a raw row, whatever the layout: which cells they take, and how odd that would be.

In:  the raw rows of a ``Table`` and a position among them.
Out: ``Row`` candidates. Which one it is, the search decides together with nesting and the example.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from topgen.alignment.item_rows import find_item_rows
from topgen.alignment.line_rows import find_line_rows
from topgen.alignment.rows import ODD_HEAD, Row
from topgen.document import Cell, RawRow, RowForm
from topgen.vocabulary.cells import is_type, split_type


def find_rows(raw_rows: Sequence[RawRow], start: int, is_request: bool) -> Iterator[Row]:
    """Return each row that may begin at a raw row; none when it cannot begin one."""
    raw_row = raw_rows[start]
    if raw_row.form is RowForm.ITEM:
        yield from find_item_rows(raw_rows, start, is_request)
    elif raw_row.form is RowForm.LINE:
        yield from find_line_rows(raw_rows, start, is_request)
    elif raw_row.form is RowForm.GRID:
        below = raw_rows[start + 1] if start + 1 < len(raw_rows) else None
        yield _grid_row(raw_row, start, is_request, below)
    else:
        yield _bordered_row(raw_row, start, is_request)


def _bordered_row(raw_row: RawRow, start: int, is_request: bool) -> Row:
    """Return a row whose cells are kept apart, though empty ones may be gone."""
    cells = list(raw_row.cells)
    name, kind = cells[0], cells[1] if len(cells) > 1 else None
    required = cells[2] if is_request and len(cells) > 2 else None
    values = tuple(cells[3:] if is_request else cells[2:])
    described = values[-1] if raw_row.limited and values and values[-1].line > raw_row.line else None
    values = values[:-1] if described is not None else values
    leaf = True if kind is not None and split_type(kind.text).is_scalar else None
    cost = 0.0 if kind is not None and is_type(kind.text) else ODD_HEAD
    return Row(start, start + 1, True, leaf, name, kind, raw_row, required, values, after_limit=described, cost=cost)


def _grid_row(raw_row: RawRow, start: int, is_request: bool, below: RawRow | None) -> Row:
    """Return a row of which the layout kept every cell, so that nothing but its depth can be in question.

    What a scalar holds is told by the depth of the row below alone; where that is lost, it holds nothing.
    """
    closed = raw_row.leaf is None and below is not None and below.depth is None and not raw_row.guessed
    scalar = closed and split_type(raw_row.cells[1].text).is_scalar
    cells = [cell if cell.text else None for cell in raw_row.cells]
    required, limits = (cells[2], cells[4]) if is_request else (None, None)
    return Row(
        start=start,
        end=start + 1,
        top=None if raw_row.unmarked else raw_row.depth == 0,
        leaf=True if scalar else raw_row.leaf,
        name=raw_row.cells[0],
        type=cells[1],
        raw_row=raw_row,
        required=required,
        limits=tuple(Cell(text, limits.line) for text in limits.text.split("\n")) if limits is not None else (),
        columns=(cells[-3], cells[-1]) if is_request else (cells[-2], cells[-1]),
    )
