"""Nested rows that are written as lists: one list for each row, or one item for each row.

In:  a cell that holds nested rows.
Out: the rows, and the tables and other words between them, in page order.
Note: lists of limits and of values stand in cells as well, so a list counts as a row only where its first items
are a name, a type and, in a request, a word for required. Pages that drop empty cells leave open what is sample and
what description; such rows keep their cells one by one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from topgen.document import Cell
from topgen.layouts.html.elements import INLINE, LISTS
from topgen.layouts.html.grid import fit_cells
from topgen.layouts.html.nodes import Element, Words, group
from topgen.layouts.html.text import is_blank, read_cell
from topgen.layouts.nesting import take_glyph
from topgen.vocabulary.cells import REQUIRED, is_name, is_type
from topgen.vocabulary.columns import ORDERS, Columns
from topgen.vocabulary.parts import Part

DEEPEST_FIELD = 24
"""Fields in fields; the deepest API seen has eight."""

_LOOK = 12
"""Elements that are looked into for a row, one inside the other."""


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One row of a parameter table."""

    cells: tuple[Cell, ...]
    """In the platform's order, the empty ones too; where ``loose``, those that are left."""
    depth: int
    leaf: bool = False
    """Marked with ``└``."""
    sure: bool = False
    """The depth is stated, not only how lists and tables happen to be nested."""
    loose: bool = False
    """Empty cells were dropped, and which ones is not known."""


Item = tuple[FieldRow | Element | Words, int]
"""A row, table or other part of a cell, and how deep it stands."""


def is_container(cell: Element) -> bool:
    """Return whether a cell holds lists or tables; those of limits and values too."""
    look = cell
    for _ in range(_LOOK):
        inner = look.elements()
        if any(part.name in LISTS or part.name == "table" for part in inner[:_LOOK]):
            return True
        if not inner or inner[0].name in INLINE:
            return False
        look = inner[0]
    return False


def read_items(cell: Element, columns: Columns, part: Part, depth: int) -> Iterator[Item]:
    """Yield what stands in a cell: rows, and tables and words that are none."""
    stack: list[tuple[Element | Words, int]] = [(inner, depth) for inner in reversed(cell.children)]
    while stack:
        item, at = stack.pop()
        if isinstance(item, Words) or item.name == "table" or at > DEEPEST_FIELD:
            if not is_blank(item):
                yield item, at
            continue
        cells, nested = _split(item)
        row = _read_row(cells, columns, part, at) if len(cells) > 1 else None
        if row is not None:
            yield row, at
            # What a list without an end tag holds may well stand behind it, and a marked row has nothing inside.
            deeper = not row.leaf and (item.ended or item.name not in LISTS)
            stack.extend((inner, at + deeper) for inner in reversed(nested))
        elif item.name in INLINE or not item.elements():
            if not is_blank(item):
                yield item, at
        else:
            # Fields inside something unreadable are not those of the row before it.
            lost = item.name == "li" and any(
                isinstance(inner, Words) and not is_blank(inner) for inner in item.children
            )
            stack.extend((inner, at + lost) for inner in reversed(item.children))


def _split(element: Element) -> tuple[list[Element], list[Element]]:
    """Split what may be a row into its cells and what is nested in it."""
    cells: list[Element] = []
    nested: list[Element] = []
    for child in element.children:
        if isinstance(child, Words):
            if not is_blank(child) and element.name not in LISTS:
                return [], []
            if not is_blank(child):
                cells.append(group("li", child))
        elif child.name in LISTS or child.name == "table" or (nested and not is_blank(child)):
            nested.append(child)
        elif child.name != "br":
            if len(cells) > 1 and is_container(child) and _holds_row(child):
                nested.append(child)
            else:
                cells.append(child)
    return cells, nested


def _holds_row(element: Element) -> bool:
    """Return whether the first list or table inside an element begins with a name and a type."""
    look = element
    for _ in range(_LOOK):
        inner = look.elements()
        if len(inner) > 1 and _begins_row(inner):
            return True
        if not inner:
            return False
        look = inner[0]
    return False


def _begins_row(cells: list[Element]) -> bool:
    name, _ = take_glyph(_simple(cells[0]) or "")
    kind = _simple(cells[1])
    return is_name(name) and kind is not None and is_type(kind)


def _simple(cell: Element) -> str | None:
    """Return the text of a cell that cannot be a whole row itself; None where it can."""
    inner = [part for part in cell.elements() if part.name != "br"]
    if sum(1 for part in inner[:_LOOK] if not is_blank(part)) > 1 or is_container(cell):
        return None
    return read_cell(cell, " ").text


def _read_row(cells: list[Element], columns: Columns, part: Part, depth: int) -> FieldRow | None:
    """Read the cells of a row; None where they are something else."""
    order = ORDERS[part]
    kinds = tuple(column for column in columns if column is not None)
    kinds = kinds if len(kinds) == len(columns) == len(cells) else order
    cells = fit_cells(cells, len(kinds))
    name, glyph = take_glyph(_simple(cells[0]) or "") if cells else ("", False)
    if not is_name(name):
        return None
    texts = [read_cell(cell, " " if at < 3 else "\n") for at, cell in enumerate(cells)]
    texts[0] = Cell(name, texts[0].line)
    if len(texts) == len(kinds):
        found = dict(zip(kinds, texts, strict=True))
        row = tuple(found.get(kind, Cell("", texts[0].line)) for kind in order)
        return FieldRow(row, depth, glyph) if _is_row(row, part, glyph) else None
    filled = tuple(text for text in texts if text.text)
    if len(filled) > len(order) or not _is_row(filled, part, False):
        return None
    return FieldRow(filled, depth, glyph, loose=len(filled) < len(order))


def _is_row(cells: tuple[Cell, ...], part: Part, glyph: bool) -> bool:
    """Return whether cells are those of a parameter: a type, and in a request a word for required."""
    if len(cells) < 2 + (part is Part.REQUEST):
        return False
    typed = is_type(cells[1].text)
    if part is Part.REQUEST:
        return cells[2].text in REQUIRED and (typed or glyph or not cells[1].text)
    return typed or glyph
