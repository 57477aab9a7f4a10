"""Rows of a table: raw rows that are read as one, and the places that the best reading gives them.

In:  filled by ``item_rows``, ``line_rows``, ``candidates`` and the search.
Out: ``Row``, ``Placed``, ``Reading``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from topgen.document import Cell, RawRow
from topgen.examples import ExampleValue
from topgen.vocabulary.cells import NO_TYPE, TypeWords, is_type, split_type

ODD_HEAD = 4.0
"""Cost of a row that lacks its type or required word, or whose type is no identifier."""
SMALL_CLASS = 4.0
"""Cost of a class that begins with a small letter or has underscores, as names of fields do."""
SWALLOWED = 7.0
"""Cost of a line that continues a description although it looks like a row; above that of a row which an example leaves
out, since examples lose lines more often than descriptions look like rows."""

_CLASS_NAME = re.compile(r"[A-Z][^_]*")


class Row(NamedTuple):
    """A reading of some raw rows as one row."""

    start: int
    end: int
    """Raw rows ``start`` to ``end`` (exclusive) belong to the row."""
    top: bool | None
    """Whether it stands on the top level; None where it may. Of any other row the search finds the place."""
    leaf: bool | None
    """Whether fields stand inside: False must, True cannot, None may."""
    name: Cell
    type: Cell | None
    raw_row: RawRow
    """The one that the row begins with."""
    required: Cell | None = None
    values: tuple[Cell, ...] = ()
    """Sample and description where both, one or none may be there; limits taken out."""
    limits: tuple[Cell, ...] = ()
    joined: bool = False
    """The values are one text in which blanks stand between sample and description."""
    after_limit: Cell | None = None
    """The cell that follows the limit, which is the description."""
    cost: float = 0.0
    columns: tuple[Cell | None, Cell | None] | None = None
    """Sample and description where the layout itself tells them apart; ``values`` is empty then."""

    @property
    def words(self) -> TypeWords:
        """The words of the type cell; of an empty one where there is none."""
        return split_type(self.type.text) if self.type is not None else NO_TYPE


TOP = -1
"""The parent of rows on the top level."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """A reading of the raw rows where a row begins that costs little more than the best."""

    parent: int
    end: int
    is_list: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """A row of the best reading."""

    row: Row
    parent: int
    """The first raw row of the row that it stands in; ``TOP`` on the top level."""
    shown: ExampleValue | None
    alternatives: tuple[Alternative, ...]
    dispensable: bool
    """A reading without a row at this place costs little more."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The best reading of a table."""

    rows: tuple[Placed, ...]
    skipped: tuple[RawRow, ...]
    unexplained: tuple[ExampleValue, ...]
    """Values of the example that no row accounts for."""


def type_cost(text: str) -> float:
    """Cost of taking words for a type: scalars and names of classes are likely, other words are odd."""
    if not is_type(text):
        return ODD_HEAD
    words = split_type(text)
    return 0.0 if words.is_scalar or _CLASS_NAME.fullmatch(words.base) else SMALL_CLASS
