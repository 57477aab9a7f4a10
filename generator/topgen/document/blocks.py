"""What a layout makes of a page: its lines and blocks, what fixed words each may be, and how rows stand in its tables.

In:  filled by a layout.
Out: ``Blocks``, which the section reader of this room sorts into a ``Document``, whatever the layout.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from topgen.document import Cell, Example, RawRow, SkippedText
from topgen.vocabulary.markers import Marker
from topgen.vocabulary.parts import Part


class Place(NamedTuple):
    """Where words stand on a page that has more than lines."""

    rule: str = ""
    """The rule that explains words here if nothing else does; empty in the content of a page."""
    heading: int = 0
    """The rank of the heading that the words stand in."""
    listed: bool = False
    """Inside a list or a link to another place on the page, where no heading stands."""


class Line(NamedTuple):
    """One line that is not blank, or a block that the layout keeps together."""

    text: str
    """Its words, without bullet and ``└``; empty for a block."""
    number: int
    """1-based."""
    bullet: bool = False
    leaf: bool = False
    raw: str = ""
    """The whole line, indentation and all, with plain blanks."""
    place: Place = Place()
    source: object = None
    """What the layout needs again when it reads the parts."""
    fence: int = 0
    """Which fenced block of code it stands in, counted from 1; 0 outside."""
    is_block: bool = False

    @property
    def cell(self) -> Cell:
        """The words with their place; what stands on the line where it is a bullet without words."""
        return Cell(self.text or self.raw.strip(" "), self.number)


class PartLines(NamedTuple):
    """The lines of one part, without its heading and other fixed words."""

    part: Part
    lines: Sequence[Line]
    start: int
    """The line of its heading, or where it starts without one; 0 where the page has no such part."""
    is_last: bool
    """Whether the page ends with the last of its lines, so that the end of that may be lost."""
    heads: Sequence[Line] = ()
    """The column heads of its tables."""


Parts = Mapping[Part, PartLines]
"""All parts of a page."""


class TableRows(NamedTuple):
    """The rows that a layout found in the lines of one table."""

    raw_rows: tuple[RawRow, ...]
    keeps_nested: bool | None = True
    """Whether the layout prints nested rows at all; None where the rows do not tell."""
    line: int = 0
    """Where the table begins, if that is not the start of its part."""


Skipped = list[SkippedText]
"""Where the lines that belong to nothing are put, so that every line of a page is somewhere."""


@dataclass(frozen=True, slots=True)
class Blocks:
    """A page of one layout, not sorted into its parts yet."""

    layout: str
    lines: Sequence[Line]
    markers: Sequence[Marker | None]
    """What fixed words each line may be; only its place tells whether it is."""
    read_tables: Callable[[Parts, Skipped], Mapping[Part, TableRows]]
    """Finds the rows of all tables of a page: those of one may tell how to read another."""
    read_examples: Callable[[Parts, Skipped], Mapping[Part, tuple[Example, ...]]] | None = None
    """Finds the examples where the layout keeps them apart; else their lines tell where each begins."""
    skipped_texts: Sequence[SkippedText] = ()
    """What the page holds and does not show."""
    prints_name: bool = True
    """Whether the layout prints the name of the API above its description."""
    has_frame: bool = False
    """Whether header and footer of a site stand around the content."""
    ends_with_errors: bool = True
    """Whether each whole page ends with its error table, so that one without is cut; else a whole reply will do."""


def started_tables(parts: Parts) -> list[PartLines]:
    """Return the tables that a page has."""
    tables = (parts[part] for part in (Part.REQUEST, Part.RESPONSE, Part.ERRORS))
    return [table for table in tables if table.start]
