"""The rows of a parameter table with the rows nested in them, in whichever of the layouts' ways these are written.

In:  a ``table`` element and the columns it has by its place on the page.
Out: ``FieldTable``: each row's cells in the platform's order and how deep it stands; all other words are skipped.
Note: a nested row is a list of which each item is a cell, an item of a list with an element for each cell, a row of
a table inside a cell, or a row with marks before its name. The first form has often lost its depth: all rows inside
a top-level row stand side by side, so depths of lists and tables are believed only on pages that show two of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from topgen.document import Cell, SkippedText
from topgen.layouts.html.grid import GridRow, fit_row, read_grid, span
from topgen.layouts.html.indent import read_mark
from topgen.layouts.html.items import DEEPEST_FIELD, FieldRow, is_container, read_items
from topgen.layouts.html.nodes import Element, Words, group
from topgen.layouts.html.text import is_blank, read_cell, read_lines, walk_words
from topgen.layouts.nesting import Mark, find_depths
from topgen.vocabulary.cells import REQUIRED, TYPES, is_type
from topgen.vocabulary.characters import BLANKS
from topgen.vocabulary.columns import ORDERS, Column, Columns, read_heads
from topgen.vocabulary.parts import Part

_CODE = re.compile(r"is[vp][.\-]")
_NAMED = re.compile(r"(?<=[\w$])(?:\s+|(?=[*(]))")
"""Where a name ends and a note of the page beside it begins."""
_ONE_LINE = frozenset({Column.NAME, Column.TYPE, Column.REQUIRED})


@dataclass(slots=True)
class FieldTable:
    """What has been read of one parameter table."""

    part: Part
    line: int
    columns: Columns
    rows: list[FieldRow] = field(default_factory=list)
    skipped_texts: list[SkippedText] = field(default_factory=list)

    @property
    def order(self) -> tuple[Column, ...]:
        """The columns of a row in the platform's order."""
        return ORDERS[self.part]

    def leave_out(self, lines: Sequence[Cell], rule: str = "") -> None:
        self.skipped_texts.extend(SkippedText(cell, rule) for cell in lines)


def head_of(table: Element) -> Columns | None:
    """Return the columns of a table by its own head, which is among its first rows; None where it has none."""
    rows, _ = read_grid(table)
    return next((columns for row in rows[:3] if (columns := _find_columns(row)) is not None), None)


def headless_part(table: Element) -> Part | None:
    """Return the part of a table without head whose rows tell what they are; None for any other table."""
    rows, _ = read_grid(table)
    if rows and all(1 < len(row.cells) < 4 and _CODE.match(read_cell(row.cells[0][1]).text) for row in rows):
        return Part.ERRORS
    for part in (Part.REQUEST, Part.RESPONSE):
        order = ORDERS[part]
        fitting = [row for row in rows if len(row.cells) == len(order)]
        if fitting and all(_fits(row, part) for row in fitting[:5]):
            return part
    return None


def _fits(row: GridRow, part: Part) -> bool:
    texts = [read_cell(cell).text for _, cell in row.cells[:3]]
    named = texts[0].isascii() and len(texts[0]) < 80 and " " not in texts[0] and texts[0] != ""
    return named and is_type(texts[1]) and (part is Part.RESPONSE or texts[2] in REQUIRED)


def read_fields(table: Element, part: Part, columns: Columns, line: int) -> FieldTable:
    """Read a parameter table; total, words that are no row's are skipped without a rule."""
    found = FieldTable(part, line, columns)
    _read_rows(found, table, columns, 0)
    return found


def _find_columns(row: GridRow) -> Columns | None:
    texts = [""] * (1 + max((column for column, _ in row.cells), default=0))
    for column, cell in row.cells:
        texts[column] = read_cell(cell, "").text if not is_container(cell) else ""
    if "" in texts and any(cell.ended for _, cell in row.cells):
        # A start tag that stands twice makes no column.
        texts = [texts[column] for column, cell in row.cells if cell.ended or texts[column]]
    return read_heads(tuple(texts))


def _read_rows(found: FieldTable, table: Element, columns: Columns, depth: int) -> None:
    """Read the rows of a table that stands so deep, and all rows nested in it."""
    rows, loose = read_grid(table)
    found.leave_out(read_lines(loose))
    marks: list[tuple[int, Mark]] = []
    nested = False
    for row in rows:
        head = _find_columns(row)
        if head is not None:
            columns = head
            found.leave_out([cell for _, part in row.cells for cell in read_lines((part,))], "column heads")
            continue
        inner = _nested_cell(row)
        if inner is not None:
            nested = True
            _read_nested(found, inner, columns, depth + 1)
        elif _is_sentence(row):
            found.leave_out([cell for _, part in row.cells for cell in read_lines((part,))])
        else:
            before = len(found.rows)
            made = _read_row(found, fit_row(row, len(columns)), columns, depth)
            marks.extend(made)
            nested = nested or len(found.rows) > before + len(made)
    if not nested:
        _take_marks(found, marks, depth)


def _nested_cell(row: GridRow) -> Element | None:
    """Return the one cell of a row that holds nested rows and nothing beside them."""
    filled = [cell for _, cell in row.cells if not is_blank(cell)]
    if len(filled) != 1 or not is_container(filled[0]):
        return None
    return (
        filled[0] if len(row.cells) == 1 or span(filled[0], "colspan") > 1 or row.cells[0][1] is not filled[0] else None
    )


def _is_sentence(row: GridRow) -> bool:
    """Return whether the words of a row run over several columns and nothing stands beside them."""
    filled = [cell for _, cell in row.cells if not is_blank(cell)]
    return len(filled) == 1 and span(filled[0], "colspan") > 1


def _read_nested(found: FieldTable, cell: Element, columns: Columns, depth: int) -> None:
    """Read the rows inside a cell, in page order."""
    if depth > DEEPEST_FIELD:
        found.leave_out(read_lines((cell,)))
        return
    for part, inner in read_items(cell, columns, found.part, depth):
        if isinstance(part, FieldRow):
            found.rows.append(part)
        elif isinstance(part, Element) and part.name == "table":
            _read_rows(found, part, columns, min(inner, DEEPEST_FIELD))
        else:
            found.leave_out(read_lines((part,)))


def _read_row(found: FieldTable, row: GridRow, columns: Columns, depth: int) -> list[tuple[int, Mark]]:
    """Read one row; give its place among the rows with its marks, or nothing when it is no row of a parameter."""
    texts: dict[Column, Cell] = {}
    tables: list[Element] = []
    others: list[Cell] = []
    named: Element | None = None
    for column, cell in row.cells:
        kind = columns[column] if column < len(columns) else None
        inside = [part for part in cell.elements() if part.name == "table"] if kind is not Column.LIMITS else []
        words = [part for part in cell.children if part not in inside] if inside else None
        tables.extend(inside)
        shown = cell if words is None else Element("td", cell.line, {}, words)
        if kind is None or kind not in found.order:
            others.extend(read_lines((shown,)))
        else:
            texts[kind] = read_cell(shown, " " if kind in _ONE_LINE else "\n")
            named = cell if kind is Column.NAME else named
    found.leave_out(others)
    made: list[tuple[int, Mark]] = []
    if named is not None and texts[Column.NAME].text:
        texts |= _covering(row, columns, found.order, texts)
        mark = read_mark(row.element, named, texts[Column.NAME].text, _raw(named))
        name, *beside = _NAMED.split(mark.name, maxsplit=1)
        found.leave_out([Cell(text, texts[Column.NAME].line) for text in beside if text])
        texts[Column.NAME] = Cell(name, texts[Column.NAME].line)
        made = [(len(found.rows), mark)]
        found.rows.append(_make_row(found.order, columns, row, texts, FieldRow((), depth, mark.glyph)))
    else:
        _continue_row(found, row, texts)
    for table in tables:
        _read_nested(found, group("td", table), columns, depth + 1)
    return made


def _covering(
    row: GridRow, columns: Columns, order: tuple[Column, ...], texts: dict[Column, Cell]
) -> dict[Column, Cell]:
    """Return what cells say that began in rows above and hold for this one as well."""
    kinds = {columns[column]: cell for column, cell in row.covered.items() if column < len(columns)}
    found = {kind: cell for kind, cell in kinds.items() if kind is not None and kind in order and kind not in texts}
    return {kind: read_cell(cell, " " if kind in _ONE_LINE else "\n") for kind, cell in found.items()}


def _make_row(
    order: tuple[Column, ...], columns: Columns, row: GridRow, texts: dict[Column, Cell], marked: FieldRow
) -> FieldRow:
    """Return a row its cells; where one is missing in the middle, those that are left."""
    missing = len(row.cells) < len(columns) and not row.covered and row.element.ended
    values = [kind for kind in texts if kind not in _ONE_LINE]
    if missing and values and all(span(cell, "colspan") == 1 for _, cell in row.cells):
        return replace(marked, cells=tuple(cell for cell in texts.values() if cell.text), loose=True)
    return replace(marked, cells=tuple(texts.get(kind, Cell("", row.element.line)) for kind in order))


def _raw(cell: Element) -> str:
    """Return the words of a name cell with the blanks before them."""
    return "".join(words.text for words in walk_words(cell.children) if isinstance(words, Words))[:200]


def _continue_row(found: FieldTable, row: GridRow, texts: dict[Column, Cell]) -> None:
    """Add the words of a row whose name cell is the one above; a row without a name is nobody's."""
    filled = {kind: cell for kind, cell in texts.items() if cell.text}
    if not found.rows or not row.covered or 0 not in row.covered:
        found.leave_out(list(filled.values()))
        return
    above = found.rows[-1]
    if above.loose:
        found.leave_out(list(filled.values()))
        return
    cells = tuple(
        Cell(f"{cell.text}\n{filled[kind].text}".strip("\n"), cell.line) if kind in filled else cell
        for kind, cell in zip(found.order, above.cells, strict=True)
    )
    found.rows[-1] = replace(above, cells=cells)


def _take_marks(found: FieldTable, marks: Sequence[tuple[int, Mark]], depth: int) -> None:
    """Set the depths that the marks of one table's rows tell."""
    scalars = [_is_scalar(found.rows[index]) for index, _ in marks]
    for (index, _), deeper in zip(marks, find_depths([mark for _, mark in marks], scalars), strict=True):
        row = found.rows[index]
        if deeper is None:
            found.rows[index] = replace(row, depth=max(depth, 1), sure=False)
        elif deeper:
            found.rows[index] = replace(row, depth=depth + deeper, sure=True)


def _is_scalar(row: FieldRow) -> bool:
    """Return whether a row's type holds no fields; a loose row of a broken table may have no type."""
    return len(row.cells) > 1 and row.cells[1].text.strip(BLANKS).lower() in TYPES
