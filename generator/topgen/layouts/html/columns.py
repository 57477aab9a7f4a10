"""Which column of a table holds what, by the words of its head.

In:  the cells of a row.
Out: ``Columns``, or None when the row is no head.
"""

from __future__ import annotations

from topgen.vocabulary.columns import Column, read_column
from topgen.vocabulary.parts import Part

Columns = tuple[Column | None, ...]
"""The columns of a table from left to right; None for one whose head nobody knows."""

_LOOK = 3
"""Cells of a row of which one at least is known where the row is a head."""


def read_heads(texts: tuple[str, ...]) -> Columns | None:
    """Return the columns whose heads these are: at least name and type, or code and message, and none of them twice."""
    if not any(map(read_column, texts[:_LOOK])):
        return None
    columns = tuple(map(read_column, texts))
    known = [column for column in columns if column is not None]
    if len(known) != len(set(known)):
        return None
    parameters = Column.NAME in known and Column.TYPE in known and len(known) > 2
    return columns if parameters or (Column.CODE in known and Column.MESSAGE in known) else None


def part_of(columns: Columns) -> Part:
    """Return the part whose table has these columns, as far as they tell."""
    if Column.CODE in columns:
        return Part.ERRORS
    return Part.REQUEST if Column.REQUIRED in columns or Column.LIMITS in columns else Part.RESPONSE
