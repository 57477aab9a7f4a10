"""Tables of which each cell has a line of its own, as texts of pages print them, all at one indent.

In:  the lines of one table, and the lines of its column heads.
Out: ``GRID`` rows where blank lines stand for empty cells, so that each line tells its column; else ``ITEM`` rows.
Where empty cells are gone, which cells make a row is a question for the example. ``└`` marks fields without fields
inside; all others may stand on any level.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from topgen.document import Cell, RawRow, RowForm
from topgen.document.blocks import Line, PartLines
from topgen.layouts.dashes import at_any_level
from topgen.layouts.grids import GridCells
from topgen.layouts.nesting import LEAF
from topgen.vocabulary.cells import REQUIRED, is_name, is_type, read_limit
from topgen.vocabulary.columns import ORDERS, Column, Columns, columns_of
from topgen.vocabulary.parts import Part

STRIDES = range(1, 5)
"""Lines from one cell to the next."""


def split_by_line(table: PartLines) -> list[tuple[GridCells, Columns]] | None:
    """Return the cells of each row by their lines; None where these do not tell the columns for sure."""
    columns = _columns(table)
    grids = (_split(table.lines, columns, stride) for stride in STRIDES) if table.lines else iter([[]])
    found = next((grid for grid in grids if grid is not None and _is_grid(grid, columns, table.part)), None)
    return [(tuple(row), columns) for row in found] if found is not None else None


def read_cells(lines: Sequence[Line]) -> tuple[RawRow, ...]:
    """Return the cells of a table whose empty ones are gone."""
    items = [RawRow(RowForm.ITEM, (Cell(line.text, line.number),), leaf=line.leaf) for line in lines]
    return at_any_level(items)


def read_errors(table: PartLines) -> Iterator[RawRow]:
    """Return the rows of an error table: one begins at each code, which is no words."""
    rows: list[list[Cell]] = []
    for line in table.lines:
        if not rows or (line.text.isascii() and " " not in line.text) or len(rows[-1]) == len(ORDERS[Part.ERRORS]):
            rows.append([])
        rows[-1].append(Cell(line.text, line.number))
    return (RawRow(RowForm.ROW, tuple(row)) for row in rows)


def _columns(table: PartLines) -> Columns:
    return columns_of([line.text for line in table.heads[: len(Column)]], table.part) or ORDERS[table.part]


def _split(lines: Sequence[Line], columns: Columns, stride: int) -> list[list[Cell]] | None:
    """Return the cells of rows of equal length, or None where a line stands between two cells."""
    first, size = lines[0].number, len(columns)
    if any((line.number - first) % stride for line in lines):
        return None
    rows: list[list[Cell]] = []
    for line in lines:
        row, column = divmod((line.number - first) // stride, size)
        if row > len(rows):
            return None
        if row == len(rows):
            rows.append([Cell("", line.number)] * size)
        rows[-1][column] = Cell(f"{LEAF} {line.text}" if line.leaf else line.text, line.number)
    return rows


def _is_grid(rows: Sequence[Sequence[Cell]], columns: Columns, part: Part) -> bool:
    """Return whether the cells are what their columns say; the last row ends early only where gaps are kept."""
    at = columns.index(Column.CODE if part is Part.ERRORS else Column.NAME)
    if any(cell.text.startswith(LEAF) for row in rows for cell in (*row[:at], *row[at + 1 :])):
        return False
    texts = [[cell.text.removeprefix(f"{LEAF} ") for cell in row] for row in rows]
    if texts and not texts[-1][-1] and not any(map(_has_gap, texts)):
        return False
    return all(_fits(dict(zip(columns, row, strict=True)), part) for row in texts)


def _has_gap(row: Sequence[str]) -> bool:
    """Return whether a cell is filled behind an empty one."""
    return "" in row and any(row[row.index("") :])


def _fits(row: dict[Column | None, str], part: Part) -> bool:
    if part is Part.ERRORS:
        return bool(row.get(Column.CODE))
    name, limits = row.get(Column.NAME, ""), row.get(Column.LIMITS, "")
    # Rows that are no grid have types and words of other columns here.
    if not is_name(name) or name[0].isupper() or not is_type(row.get(Column.TYPE, "")):
        return False
    return row.get(Column.REQUIRED, "true") in REQUIRED and (not limits or read_limit(limits) is not None)
