"""The tables of a page: which is which, and their rows as the rest of the house wants them.

In:  the tables with the headings above them.
Out: the tables of the request and of the response, the rows of the error table, remarks for all other words.
Surprise: columns count more than headings. A request says which parameters are required and a response never does, so
a table below the wrong heading, or below none, is known by its columns unless another table has a better claim.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from topgen.document import Cell, RawRow, RowForm, SkippedText, Table
from topgen.layouts.html.blocks import TableBlock
from topgen.layouts.html.columns import part_of, read_heads
from topgen.layouts.html.fields import FieldTable, read_fields
from topgen.layouts.html.grid import read_grid
from topgen.layouts.html.items import FieldRow
from topgen.layouts.html.text import read_cell, read_lines
from topgen.vocabulary.calls import SYSTEM_NAMES
from topgen.vocabulary.columns import ORDERS, Column
from topgen.vocabulary.parts import Part

_SIDES = (Part.REQUEST, Part.RESPONSE)
_CERTAIN = frozenset({"app_key", "appkey", "sign", "sign_method"})
_PLATFORM = {Column.NAME, Column.TYPE, Column.SAMPLE, Column.DESCRIPTION}


@dataclass(slots=True)
class Tables:
    """What the tables of one page hold."""

    sides: dict[Part, Table] = field(default_factory=dict)
    errors: tuple[tuple[Cell, ...], ...] = ()
    has_errors: bool = False
    skipped_texts: list[SkippedText] = field(default_factory=list)
    platform: bool = False
    """Some parameter table has the platform's columns or stands below its heading."""


def read_tables(blocks: Sequence[tuple[TableBlock, Part]], starts: dict[Part, int]) -> Tables:
    """Read all tables of a page; total."""
    found = Tables()
    read: list[FieldTable] = []
    parts = _assign(blocks)
    for (block, above), part in zip(blocks, parts, strict=True):
        if part is not None and part in _SIDES:
            line = starts[part] if above is part else block.element.line
            table = read_fields(block.element, part, block.columns or ORDERS[part], line)
            read.append(table)
            found.skipped_texts.extend(table.skipped_texts)
            found.platform |= above is part or set(block.columns or ORDERS[part]) >= _PLATFORM
        elif part is Part.ERRORS and not found.has_errors:
            found.errors, found.has_errors = _read_errors(block, found.skipped_texts), True
        else:
            _leave_out(block, "common parameters" if part is Part.COMMON else "", found.skipped_texts)
    nested, glyphs = _layout(read)
    for table in read:
        raw_rows = tuple(raw_row for row in table.rows for raw_row in _pieces(row, nested, glyphs))
        found.sides[table.part] = Table(table.line, raw_rows, keeps_nested=True)
    return found


def _assign(blocks: Sequence[tuple[TableBlock, Part]]) -> list[Part | None]:
    """Give the part of each table, first where heading and columns agree; None for a table that is one too many."""
    owns = [part_of(block.columns) if block.columns is not None else block.part for block, _ in blocks]
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
            free = [part for part in (own, above) if part in _SIDES and part not in taken]
            parts[at] = free[0] if free else Part.COMMON if above is Part.COMMON else None
            taken.add(parts[at])
    return parts


def _is_common(block: TableBlock, above: Part) -> bool:
    """Whether a table lists the parameters of every call: no API has one of these names as its own."""
    rows, _ = read_grid(block.element)
    names = {read_cell(row.cells[0][1]).text for row in rows if row.cells} & SYSTEM_NAMES
    return (above is Part.COMMON and bool(names)) or len(names & _CERTAIN) > 1


def _leave_out(block: TableBlock, rule: str, skipped_texts: list[SkippedText]) -> None:
    rows, loose = read_grid(block.element)
    for row in rows:
        cells = [cell for _, part in row.cells for cell in read_lines((part,))]
        head = read_heads(tuple(cell.text for cell in cells)) is not None
        skipped_texts.extend(SkippedText(cell, "column heads" if head else rule) for cell in cells)
    skipped_texts.extend(SkippedText(cell, rule) for cell in read_lines(loose))


def _read_errors(block: TableBlock, skipped_texts: list[SkippedText]) -> tuple[tuple[Cell, ...], ...]:
    """Read the rows of the error table; each has code, message and solution, empty ones too."""
    order = ORDERS[Part.ERRORS]
    columns = block.columns or order
    rows, loose = read_grid(block.element)
    skipped_texts.extend(SkippedText(cell, "") for cell in read_lines(loose))
    errors: list[tuple[Cell, ...]] = []
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
            errors.append(error)
    return tuple(errors)


def _layout(tables: Sequence[FieldTable]) -> tuple[bool, bool]:
    """Tell of a page whether nested rows show how deep they stand, and whether ``└`` marks those without fields."""
    rows = [row for table in tables for row in table.rows if row.depth]
    return any(row.depth > 1 for row in rows), any(row.leaf for row in rows)


def _pieces(row: FieldRow, nested: bool, glyphs: bool) -> Iterator[RawRow]:
    """Give a row as a piece; where lists stand side by side whatever their depth, the depth is lost."""
    known = row.depth == 0 or row.sure or nested
    leaf = True if row.leaf else False if glyphs and not known else None
    if not row.loose or not row.depth:
        layout = RowForm.ROW if row.loose else RowForm.GRID
        yield RawRow(layout, row.cells, leaf=leaf, depth=row.depth if known and not row.loose else None)
        return
    for at, cell in enumerate(row.cells):
        yield RawRow(RowForm.ITEM, (cell,), leaf=leaf if at == 0 else False)
