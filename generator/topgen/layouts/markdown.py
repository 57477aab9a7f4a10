"""Pipe tables with a bar at both ends of each row, as Markdown writes them.

In:  a page of the documentation centre in this layout.
Out: its ``Blocks``; rows are ``GRID`` rows in a table that keeps its empty cells, else ``ROW`` rows.
Nested rows are lost as in the layout with one bar; here one bar alone, or a cell of hundreds of blank lines
between two of them, stands for those. Code keeps its lines, markup loses its indentation and sometimes its root.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from topgen.document import Cell, RawRow, RowForm, SkippedText
from topgen.document.blocks import Blocks, PartLines, Parts, Skipped, TableRows, started_tables
from topgen.layouts.bars import LOST_ROWS, read_bars, starts_row
from topgen.layouts.detect import Separator, detect
from topgen.pages import Page
from topgen.vocabulary.cells import read_limit
from topgen.vocabulary.columns import ORDERS
from topgen.vocabulary.parts import Part

NAME = "markdown"


def recognises(page: Page) -> bool:
    """Return whether a page has column heads of the platform's tables with bars at both ends."""
    return Separator.BARS_AROUND in detect(page).separators


def read(page: Page) -> Blocks:
    """Return the lines of a page, and how its tables are read."""
    detected = detect(page)
    return Blocks(NAME, detected.lines, detected.markers, _read_tables, skipped_texts=detected.skipped_texts)


def _read_tables(parts: Parts, skipped_texts: Skipped) -> dict[Part, TableRows]:
    """Read tables as grids where every row of the page has all its cells, else as rows whose cells may have moved."""
    tables = started_tables(parts)
    grids: dict[Part, list[_Row] | None] = {
        table.part: _split_rows(table) for table in tables if table.part is not Part.ERRORS
    }
    if None in grids.values() or not _keeps_empty_cells([row for grid in grids.values() for row in grid or ()]):
        grids = {}
    return {table.part: _read_table(table, grids.get(table.part), skipped_texts) for table in tables}


_Row = tuple[str, ...]


def _read_table(table: PartLines, grid: Sequence[_Row] | None, skipped_texts: Skipped) -> TableRows:
    if grid is None:
        return read_bars(table, skipped_texts)
    raw_rows: list[RawRow] = []
    for line, row in zip(table.lines, grid, strict=True):
        if row:
            raw_rows.append(RawRow(RowForm.GRID, tuple([Cell(cell, line.number) for cell in row]), leaf=None, depth=0))
            continue
        skipped_texts.append(SkippedText(line.cell, LOST_ROWS))
        raw_rows[-1:] = [replace(raw_row, gap=True) for raw_row in raw_rows[-1:]]
    return TableRows(tuple(raw_rows), keeps_nested=False)


def _split_rows(table: PartLines) -> list[_Row] | None:
    """Return all cells of each row, none for a line of mere bars; None where a row lacks cells."""
    rows: list[_Row] = []
    for line in table.lines:
        text = line.raw.strip(" ")
        row = _grid_row(text, table.part) if text.strip("| ") else ()
        if row is None:
            return None
        rows.append(row)
    return rows


def _keeps_empty_cells(rows: Sequence[_Row]) -> bool:
    """Whether empty cells stand in their place: some cell below filled ones is empty, or none is empty at all."""
    gaps = [row for row in rows if "" in row]
    return not gaps or any(any(row[row.index("") :]) for row in gaps)


def _grid_row(text: str, part: Part) -> _Row | None:
    """Return all cells of a row, or None where some are missing; a surplus one is a bar in the words."""
    if not text.startswith("|") or not text.endswith("|"):
        return None
    cells = [cell.strip(" ").replace("\\|", "|") for cell in _split(text)]
    if len(cells) < len(ORDERS[part]) or not starts_row(cells, part):
        return None
    return _join_surplus(cells, part)


def _split(text: str) -> list[str]:
    """Split a row at its bars; where separators have blanks beside them, a bar without any belongs to the words."""
    tight = " |" not in text and "| " not in text
    cells, start = [], 1
    for at in range(1, len(text)):
        if text[at] != "|" or text[at - 1] == "\\":
            continue
        if tight or text[at - 1] in " |" or text[at + 1 : at + 2] in {" ", "|", ""}:
            cells.append(text[start:at])
            start = at + 1
    return cells


def _join_surplus(cells: list[str], part: Part) -> _Row:
    """Put the words together that a bar has parted; in a request the limits cell, mostly empty, tells which."""
    surplus = len(cells) - len(ORDERS[part])
    if not surplus:
        return tuple(cells)
    if part is Part.REQUEST:
        limits = [at for at in range(4, 5 + surplus) if _can_be_limit(cells[at])]
        at = limits[0] if limits else 4
        return (*cells[:3], " | ".join(cells[3:at]), cells[at], " | ".join(cells[at + 1 :]))
    return (*cells[:3], " | ".join(cells[3:]))


def _can_be_limit(cell: str) -> bool:
    return not cell or read_limit(cell) is not None
