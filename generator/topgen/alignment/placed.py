"""What the search found in one table: the rows of the best reading, and what else each of them could be.

In:  filled by the search.
Out: ``Reading``.
"""

from __future__ import annotations

from dataclasses import dataclass

from topgen.alignment.rows import Row
from topgen.document import RawRow
from topgen.examples import ExampleValue

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
