"""The tables of a page: which is which, and their rows.

In:  the parts of a page, by the headings above its tables.
Out: the rows of the request, of the response and of the error table; all other words of tables are skipped.
Columns count more than headings. A request says which parameters are required and a response never does, so
a table below the wrong heading, or below none, is known by its columns unless another table has a better claim.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from topgen.document import Cell, RawRow, RowForm, SkippedText
from topgen.document.blocks import Line, Parts, Skipped, TableRows
from topgen.layouts.html.blocks import TableBlock
from topgen.layouts.html.fields import FieldTable, read_fields
from topgen.layouts.html.grid import read_grid
from topgen.layouts.html.items import FieldRow
from topgen.layouts.html.nodes import Element
from topgen.layouts.html.text import read_cell, read_lines
from topgen.vocabulary.calls import SYSTEM_NAMES
from topgen.vocabulary.cells import split_type
from topgen.vocabulary.columns import ORDERS, Column, read_heads
from topgen.vocabulary.parts import Part

SIDES = (Part.REQUEST, Part.RESPONSE)
_CERTAIN = frozenset({"app_key", "appkey", "sign", "sign_method"})
_PLATFORM = {Column.NAME, Column.TYPE, Column.SAMPLE, Column.DESCRIPTION}


def is_platform_table(line: Line) -> bool:
    """Return whether a block is a parameter table of an API with the platform's columns, wherever it stands."""
    block = line.source
    if not isinstance(block, TableBlock) or block.part not in SIDES or block.columns is None:
        return False
    return set(block.columns) >= _PLATFORM and not _first_cells(block.element) & SYSTEM_NAMES


def has_platform_table(parts: Parts) -> bool:
    """Return whether some parameter table has the platform's columns or stands below its heading."""
    found = [(block, above, part) for block, above, part in assign_parts(parts) if part in SIDES]
    return any(above is part or set(block.columns or ORDERS[block.part]) >= _PLATFORM for block, above, part in found)


def read_tables(parts: Parts, skipped_texts: Skipped) -> dict[Part, TableRows]:
    """Read all tables of a page; a heading with nothing below it stands for an API that has no such parameters."""
    found: dict[Part, TableRows] = {}
    read: list[FieldTable] = []
    for block, above, part in assign_parts(parts):
        if part is Part.REQUEST or part is Part.RESPONSE:
            line = parts[part].start if above is part else block.element.line
            read.append(read_fields(block.element, part, block.columns or ORDERS[part], line))
            skipped_texts.extend(read[-1].skipped_texts)
        elif part is Part.ERRORS and part not in found:
            found[part] = _read_errors(block, skipped_texts)
        else:
            _leave_out(block, "common parameters" if part is Part.COMMON else "", skipped_texts)
    nested, glyphs = _layout(read)
    for table in read:
        alike = _marks_all(table.rows)
        rows = [replace(row, leaf=False) for row in table.rows] if alike else table.rows
        raw_rows = tuple(raw_row for row in rows for raw_row in _raw_rows(row, nested, glyphs and not alike))
        found[table.part] = TableRows(raw_rows, line=table.line)
    for side in SIDES:
        if side not in found and parts[side].start and all(line.is_block for line in parts[side].lines):
            found[side] = TableRows(())
    return found


def assign_parts(parts: Parts) -> list[tuple[TableBlock, Part, Part | None]]:
    """Return each table with the part whose heading stands above it and the part that it is.

    First those where heading and columns agree; None for a table that is one too many.
    """
    lines = [(line, part) for part, found in parts.items() for line in found.lines if line.is_block]
    lines.sort(key=lambda block: block[0].number)
    blocks = [(line.source, part) for line, part in lines if isinstance(line.source, TableBlock)]
    return [(block, above, part) for (block, above), part in zip(blocks, _assign(blocks), strict=True)]


def _assign(blocks: Sequence[tuple[TableBlock, Part]]) -> list[Part | None]:
    owns = [block.part for block, _ in blocks]
    parts: list[Part | None] = [None] * len(blocks)
    taken: set[Part | None] = set()
    for at, ((block, above), own) in enumerate(zip(blocks, owns, strict=True)):
        if own is Part.ERRORS or _is_common(block, above):
            parts[at] = Part.ERRORS if own is Part.ERRORS else Part.COMMON
        elif own is above and own not in taken:
            parts[at] = own
            taken.add(own)
    for at, ((_, above), own) in enumerate(zip(blocks, owns, strict=True)):
        if parts[at] is None:
            free = [part for part in (own, above) if part in SIDES and part not in taken]
            parts[at] = free[0] if free else Part.COMMON if above is Part.COMMON else None
            taken.add(parts[at])
    return parts


def _is_common(block: TableBlock, above: Part) -> bool:
    """Return whether a table lists the parameters of every call: no API has one of these names as its own."""
    names = _first_cells(block.element) & SYSTEM_NAMES
    return (above is Part.COMMON and bool(names)) or len(names & _CERTAIN) > 1


@lru_cache(maxsize=64)
def _first_cells(table: Element) -> frozenset[str]:
    return frozenset(read_cell(row.cells[0][1]).text for row in read_grid(table)[0] if row.cells)


def _leave_out(block: TableBlock, rule: str, skipped_texts: Skipped) -> None:
    rows, loose = read_grid(block.element)
    for row in rows:
        cells = [cell for _, part in row.cells for cell in read_lines((part,))]
        head = read_heads(tuple(cell.text for cell in cells)) is not None
        skipped_texts.extend(SkippedText(cell, "column heads" if head else rule) for cell in cells)
    skipped_texts.extend(SkippedText(cell, rule) for cell in read_lines(loose))


def _read_errors(block: TableBlock, skipped_texts: Skipped) -> TableRows:
    """Read the rows of the error table; each has code, message and solution, empty ones too."""
    order = ORDERS[Part.ERRORS]
    columns = block.columns or order
    rows, loose = read_grid(block.element)
    skipped_texts.extend(SkippedText(cell, "") for cell in read_lines(loose))
    errors: list[RawRow] = []
    for row in rows:
        cells = [(column, read_cell(cell)) for column, cell in row.cells]
        if read_heads(tuple("".join(cell.text.split()) for _, cell in cells)) is not None:
            skipped_texts.extend(SkippedText(cell, "column heads") for _, cell in cells if cell.text)
            continue
        kinds = {columns[column]: cell for column, cell in cells if column < len(columns)}
        others = [cell for column, cell in cells if column >= len(columns) or columns[column] not in order]
        skipped_texts.extend(SkippedText(cell, "") for cell in others if cell.text)
        error = tuple(kinds.get(kind, Cell("", row.element.line)) for kind in order)
        if any(cell.text for cell in error):
            errors.append(RawRow(RowForm.GRID, error))
    return TableRows(tuple(errors))


def _layout(tables: Sequence[FieldTable]) -> tuple[bool, bool]:
    """Tell of a page whether nested rows show how deep they stand, and whether ``└`` marks those without fields."""
    rows = [row for table in tables for row in table.rows if row.depth]
    return any(row.depth > 1 for row in rows), any(row.leaf for row in rows)


def _marks_all(rows: Sequence[FieldRow]) -> bool:
    """Tell whether ``└`` marks the rows that have fields inside too: some copies draw it on every level."""
    nested = [row for row in rows if row.depth]
    objects = (row for row in nested if len(row.cells) > 1 and row.cells[1].text and not _is_scalar(row))
    return bool(nested) and all(row.leaf and not row.sure for row in nested) and any(objects)


def _is_scalar(row: FieldRow) -> bool:
    return split_type(row.cells[1].text).is_scalar


def _raw_rows(row: FieldRow, nested: bool, glyphs: bool) -> Iterator[RawRow]:
    """Return a row as raw rows; where lists stand side by side whatever their depth, the depth is lost."""
    known = row.depth == 0 or row.sure or nested
    leaf = True if row.leaf else False if glyphs and not known else None
    if not row.loose or not row.depth:
        layout = RowForm.ROW if row.loose else RowForm.GRID
        yield RawRow(layout, row.cells, leaf=leaf, depth=row.depth if known and not row.loose else None)
        return
    for at, cell in enumerate(row.cells):
        yield RawRow(RowForm.ITEM, (cell,), leaf=leaf if at == 0 else False)
