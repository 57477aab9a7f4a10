"""Tables with a bar at both ends of each row, as Markdown writes them: the platform's own, and copies by other tools.

In:  a page of the documentation centre in this layout, or a Markdown copy of a page.
Out: its ``Blocks``; rows are ``GRID`` rows where the page keeps its empty cells, else ``ROW`` rows.
The platform's own pages in this layout have lost their nested rows: one bar alone, or a cell of hundreds of blank lines
between two of them, stands for those. Copies keep them, each with a mark. Their tools escape characters, print cells
bold or as code, and break cells over lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from topgen.document import Cell, RawRow, RowForm, SkippedText
from topgen.document.blocks import Blocks, Line, PartLines, Parts, Skipped, TableRows, started_tables
from topgen.layouts.bars import LOST_ROWS, read_bars
from topgen.layouts.detect import Separator, detect
from topgen.layouts.grids import GridCells, columns_by_line, flatten, read_grid
from topgen.layouts.markdown_cells import escapes_signs, has_surplus, split_cells, unescape_line
from topgen.layouts.nesting import read_text_marks
from topgen.pages import Page
from topgen.vocabulary.cells import read_limit
from topgen.vocabulary.characters import BLANKS
from topgen.vocabulary.columns import ORDERS, Column, Columns, split_heads
from topgen.vocabulary.headings import read_rank
from topgen.vocabulary.parts import Part

NAME = "markdown"

BROKEN_MAX = 40
"""Lines, blank ones not counted, that one row may be broken over."""


def recognises(page: Page) -> bool:
    """Return whether a page has column heads of the platform's tables with bars at both ends."""
    return Separator.BARS_AROUND in detect(page).separators


def read(page: Page) -> Blocks:
    """Return the lines of a page, and how its tables are read."""
    detected = detect(page)
    lines = detected.lines
    if escapes_signs([line.raw for line in lines if "|" in line.raw and not line.fence]):
        lines = tuple([unescape_line(line) for line in lines])
    ranked = any(read_rank(line.text) for line in lines)
    return Blocks(
        NAME,
        lines,
        detected.markers,
        _read_tables,
        skipped_texts=detected.skipped_texts,
        ends_with_errors=not ranked,
    )


class _Row(NamedTuple):
    """One row, which may be broken over lines."""

    lines: tuple[Line, ...]
    cells: GridCells
    columns: Columns
    is_whole: bool
    """Whether it has a cell in each column."""
    is_gap: bool
    """Whether it consists of bars alone."""


def _read_tables(parts: Parts, skipped_texts: Skipped) -> dict[Part, TableRows]:
    """Read tables as grids where the page keeps empty cells or marks nested rows, else as rows with moved cells."""
    tables = started_tables(parts)
    rows = {table.part: list(_split_rows(table)) for table in tables}
    fields = [row for part, found in rows.items() if part is not Part.ERRORS for row in found]
    marked = _has_marks(fields)
    if not marked and not _keeps_columns(fields):
        return {table.part: read_bars(table, skipped_texts) for table in tables}
    return {table.part: _read_table(table, rows[table.part], skipped_texts, marked=marked) for table in tables}


def _read_table(table: PartLines, rows: Sequence[_Row], skipped_texts: Skipped, *, marked: bool) -> TableRows:
    whole: list[tuple[GridCells, Columns]] = []
    gaps: set[int] = set()
    for row in rows:
        if row.is_whole:
            whole.append((row.cells, row.columns))
            continue
        if row.is_gap and whole:
            gaps.add(whole[-1][0][0].line)
        skipped_texts.extend(SkippedText(line.cell, LOST_ROWS if row.is_gap else "") for line in row.lines)
    if table.part is Part.ERRORS:
        return TableRows(tuple([_error_row(cells, columns) for cells, columns in whole]))
    raw_rows = read_grid(whole, table.part, skipped_texts, marks_leaves=False)
    if marked:
        return TableRows(raw_rows)
    raw_rows = tuple([replace(raw_row, gap=raw_row.line in gaps) for raw_row in raw_rows])
    return TableRows(raw_rows, keeps_nested=False) if gaps else TableRows(flatten(raw_rows), keeps_nested=None)


def _error_row(cells: GridCells, columns: Columns) -> RawRow:
    texts = dict(zip(columns, cells, strict=False))
    row = [texts.get(column, Cell("", cells[0].line)) for column in ORDERS[Part.ERRORS]]
    return RawRow(RowForm.GRID, tuple([Cell(cell.text.strip(), cell.line) for cell in row]))


def _has_marks(rows: Sequence[_Row]) -> bool:
    """Whether any row of the page is marked as a nested one."""
    names = [row.cells[at].text for row in rows if row.is_whole and (at := row.columns.index(Column.NAME)) >= 0]
    return any(mark.inside or mark.width for mark in read_text_marks(names))


def _keeps_columns(rows: Sequence[_Row]) -> bool:
    """Whether every row has all its cells, and empty ones stand in their place."""
    whole = [row for row in rows if row.is_whole]
    if any(not row.is_whole and not row.is_gap and row.lines[0].raw.lstrip(" ").startswith("|") for row in rows):
        return False
    if any(above.is_gap and not row.is_whole and not row.is_gap for above, row in pairwise(rows)):
        return False
    gaps = [texts for row in whole if "" in (texts := [cell.text.strip(BLANKS) for cell in row.cells])]
    filled = not gaps or any(any(texts[texts.index("") :]) for texts in gaps)
    return filled and not any(map(_is_moved, whole))


def _is_moved(row: _Row) -> bool:
    """Whether cells of a row stand further left than their heads, since empty ones were dropped.

    A cell for limits then states none and none is behind it, or the bars of the dropped cells stand close at the end.
    Name, type and required are never empty: a word that nobody knows among them is no sign.
    """
    texts = {column: cell.text.strip(BLANKS) for column, cell in zip(row.columns, row.cells, strict=False)}
    limit = texts.get(Column.LIMITS, "")
    is_closed_up = " | " in row.lines[-1].raw and row.lines[-1].raw.rstrip(BLANKS).endswith("||")
    return is_closed_up or (bool(limit) and read_limit(limit) is None and not texts.get(Column.DESCRIPTION))


def _split_rows(table: PartLines) -> Iterator[_Row]:
    """Yield the rows of a table, and each line that is none as a row that is not whole."""
    lines, start = table.lines, 0
    around = not table.heads or table.heads[0].raw.lstrip(" ").startswith("|")
    columns_at = columns_by_line(table, lambda head: split_heads(head.raw))
    while start < len(lines):
        columns = columns_at(lines[start].number)
        end, cells = _take_row(lines, start, columns) if around else _take_open_row(lines, start, columns)
        is_whole = len(cells) == len(columns)
        yield _Row(tuple(lines[start:end]), cells, columns, is_whole, not lines[start].raw.strip("| "))
        start = end


def _take_open_row(lines: Sequence[Line], start: int, columns: Columns) -> tuple[int, GridCells]:
    """Return where a row without bars at its ends ends, which is its line, and its cells."""
    line = lines[start]
    text = line.raw.strip(" ")
    if "|" not in text or text.startswith("|"):
        return start + 1, ()
    return start + 1, split_cells([line._replace(raw=f"| {text} |")], columns)


def _take_row(lines: Sequence[Line], start: int, columns: Columns) -> tuple[int, GridCells]:
    """Return where the row that begins on a line ends, and its cells: none where it is no row."""
    if not lines[start].raw.lstrip(" ").startswith("|") or not lines[start].raw.strip("| "):
        return start + 1, ()
    for end in range(start + 1, min(start + BROKEN_MAX, len(lines)) + 1):
        cells = split_cells(lines[start:end], columns)
        if cells:
            return end, cells
        if end < len(lines) and split_cells(lines[end : end + 1], columns):
            break
        if has_surplus(lines[start:end], columns):
            break
    return start + 1, ()
