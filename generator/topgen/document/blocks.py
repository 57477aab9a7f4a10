"""What a layout makes of a page: its lines, what fixed words each may be, and how rows stand in its tables.

In:  filled by a layout.
Out: ``Blocks``, which the section reader of this room sorts into a ``Document``, whatever the layout.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from topgen.document import Cell, RawRow, SkippedText
from topgen.vocabulary.markers import Marker
from topgen.vocabulary.parts import Part


class Line(NamedTuple):
    """One line that is not blank."""

    text: str
    """Its words, without bullet and ``└``."""
    number: int
    """1-based."""
    bullet: bool
    leaf: bool
    raw: str
    """The whole line, indentation and all, with plain blanks."""

    @property
    def cell(self) -> Cell:
        """The words with their place; what stands on the line where it is a bullet without words."""
        return Cell(self.text or self.raw.strip(" "), self.number)


class TableLines(NamedTuple):
    """The lines of one table, without its heading and column heads."""

    part: Part
    lines: Sequence[Line]
    is_last: bool
    """Whether the page ends with the last of them, so that its end may be lost."""


class TableRows(NamedTuple):
    """The rows that a layout found in the lines of one table; every line is in a row or skipped."""

    raw_rows: tuple[RawRow, ...]
    keeps_nested: bool = True
    """Whether the layout prints nested rows at all."""
    skipped_texts: tuple[SkippedText, ...] = ()


Tables = Mapping[Part, TableLines]
"""The tables of a page by their part: those of the request, the response and the errors that it has."""


@dataclass(frozen=True, slots=True)
class Blocks:
    """A page of one layout, not sorted into its parts yet."""

    layout: str
    lines: Sequence[Line]
    markers: Sequence[Marker | None]
    """What fixed words each line may be; only its place tells whether it is."""
    read_tables: Callable[[Tables], Mapping[Part, TableRows]]
    """Finds the rows of all tables of a page: those of one may tell how to read another."""
    prints_name: bool = True
    """Whether the layout prints the name of the API above its description."""
