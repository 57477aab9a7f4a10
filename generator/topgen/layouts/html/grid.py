"""A table as rows of cells, each in its column.

In:  a ``table`` element.
Out: its rows; elements and words that stand between the rows.
Note: a cell that spans several columns keeps its first place only; one that spans rows is known in each of them. A row
that holds something besides cells, as pages do whose tags are broken, gets a cell for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from topgen.layouts.html.elements import CELLS, ROW_GROUPS
from topgen.layouts.html.nodes import Element, Words, group
from topgen.layouts.html.text import is_blank

WIDEST = 40
"""Columns of a table; a wider span counts as this many, and what is further to the right covers nothing below it."""


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of a table."""

    element: Element
    cells: tuple[tuple[int, Element], ...]
    """Each cell with its column; a column that a cell from the left or above covers has none."""
    covered: Mapping[int, Element]
    """The cell from above for each column that one covers; for a wide one each of its columns."""


@lru_cache(maxsize=64)
def read_grid(table: Element) -> tuple[tuple[GridRow, ...], tuple[Element | Words, ...]]:
    """Return the rows of a table, and what else stands in it; nested tables are not entered."""
    rows: list[GridRow] = []
    loose: list[Element | Words] = []
    open_spans: dict[int, _Span] = {}
    stack: list[Element | Words] = table.children[::-1]
    while stack:
        part = stack.pop()
        if isinstance(part, Words):
            if not is_blank(part):
                loose.append(part)
        elif part.name == "tr":
            rows.append(_read_row(part, open_spans))
        elif part.name in CELLS:
            # The row has lost its start tag.
            cells: list[Element | Words] = [part]
            while stack and (is_blank(stack[-1]) or (isinstance(stack[-1], Element) and stack[-1].name in CELLS)):
                cells.append(stack.pop())
            rows.append(_read_row(group("tr", *cells), open_spans))
        elif part.name in ROW_GROUPS or (part.name == "form" and part.children):
            stack.extend(reversed(part.children))
        elif not is_blank(part):
            loose.append(part)
    return tuple(rows), tuple(loose)


def fit_row(row: GridRow, columns: int) -> GridRow:
    """Return a row that has more cells than its table has columns without those that are too many."""
    if len(row.cells) <= columns:
        return row
    cells = fit_cells([cell for _, cell in row.cells], columns)
    return GridRow(row.element, tuple(enumerate(cells)), row.covered)


class _Span(NamedTuple):
    """A cell that covers a column of rows below its own."""

    cell: Element
    rows: int
    """How many more rows."""


def _read_row(element: Element, open_spans: dict[int, _Span]) -> GridRow:
    """Return a row's cells; ``open_spans`` says which cells cover its columns, and is kept up to date."""
    covered = {column: span.cell for column, span in open_spans.items()}
    for column, (cell, left) in list(open_spans.items()):
        open_spans[column] = _Span(cell, left - 1)
        if left == 1:
            del open_spans[column]
    found: list[tuple[int, Element]] = []
    column = 0
    for cell in _row_cells(element):
        while column in covered:
            column += 1
        found.append((column, cell))
        wide, high = span(cell, "colspan"), span(cell, "rowspan")
        if high > 1:
            open_spans.update(dict.fromkeys(range(column, min(column + wide, WIDEST)), _Span(cell, high - 1)))
        column += wide
    return GridRow(element, tuple(found), covered)


def _row_cells(row: Element) -> list[Element]:
    if row.name in CELLS:
        return [row]
    cells: list[Element] = []
    loose: Element | None = None
    for part in row.children:
        if isinstance(part, Element) and part.name in CELLS:
            cells.append(part)
            loose = None
        elif loose is not None:
            loose.children.append(part)
        elif not is_blank(part):
            loose = group("td", part)
            cells.append(loose)
    return cells


def fit_cells(cells: list[Element], columns: int) -> list[Element]:
    """Return cells without those that are too many: start tags written twice, else all that are blank."""
    if len(cells) <= columns:
        return cells
    kept = [cell for cell in cells if cell.ended or not is_blank(cell)]
    return kept if columns >= len(kept) > columns // 2 else [cell for cell in cells if not is_blank(cell)]


def span(cell: Element, name: str) -> int:
    """Return how many columns or rows a cell covers; 1 for what is no number."""
    if name not in cell.attributes:
        return 1
    value = cell.attributes[name].strip()
    return max(1, min(int(value[:4]), WIDEST)) if value.isascii() and value.isdigit() else 1
