"""A page after its layout has been understood: sections, rows, examples, each with its line number.

In:  filled by a layout and the section reader.
Out: ``Document``, the same for every layout; later stages never learn what a page looked like.
A layout may have lost the boundaries between cells or rows. Such a table holds raw rows from which ``alignment``
recovers rows; a layout never guesses a boundary itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Cell:
    """Words of the page and the 1-based line on which they begin."""

    text: str
    line: int


class RowForm(Enum):
    """How much of its row a raw row has kept."""

    LINE = "line"
    """A whole row on one line: blanks stand between its cells. It is one of the top level unless it is marked."""
    ITEM = "item"
    """One cell of a nested row; where that row begins and how deep it stands is lost."""
    ROW = "row"
    """A top-level row with its cells kept apart; empty ones may have been dropped, so that cells moved to the left."""
    GRID = "grid"
    """A row with every cell in its column, the empty ones too: name, type, required (request only), sample, limits
    (request only), description. The limits cell holds one limit a line."""


@dataclass(frozen=True, slots=True)
class RawRow:
    """The smallest part of a table that the layout keeps together."""

    form: RowForm
    cells: tuple[Cell, ...]
    """One cell for ``LINE`` and ``ITEM``."""
    leaf: bool | None = False
    """Marked as the name of a field that has no fields inside it; None where the layout has no
    such mark."""
    depth: int | None = None
    """``GRID`` and ``LINE``: how many fields the row stands in, 0 on the top level; None where nothing tells."""
    unmarked: bool = False
    """``GRID`` only: it may have fields inside, and no mark where other rows have one. It stands on the top level
    unless the layout marks only fields that have none inside; with no ``depth`` it may stand on any level."""
    any_level: bool = False
    """``ITEM`` and ``LINE``: a row that begins here may stand on any level, the top one too."""
    guessed: bool = False
    """``GRID`` only: in which of the last columns its cells stand is a guess."""
    limited: bool = False
    """``ROW`` only: the row had a limit whose words the layout lost."""
    gap: bool = False
    """``ROW`` and ``GRID``: something below the row is lost: its nested rows or, where it can have none, its limit."""

    @property
    def text(self) -> str:
        return self.cells[0].text

    @property
    def line(self) -> int:
        return self.cells[0].line


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one parameter table."""

    line: int
    """Where the table begins."""
    raw_rows: tuple[RawRow, ...]
    keeps_nested: bool | None
    """Whether the layout prints nested rows at all; where it does not, only examples tell what was inside. None where
    no row has a mark, so that rows below an object may be its fields or its neighbours."""


class Notation(Enum):
    """The language that an example is written in."""

    JAVA = "java"
    NODE = "node"
    PHP = "php"
    PYTHON = "python"
    CSHARP = "c#"
    CURL = "curl"
    XML = "xml"
    JSON = "json"

    @property
    def is_call(self) -> bool:
        """Whether it is a language that a client is called in."""
        return self not in {Notation.XML, Notation.JSON}


@dataclass(frozen=True, slots=True)
class Example:
    """A block of example code, line by line."""

    lines: tuple[Cell, ...]
    notation: Notation


@dataclass(frozen=True, slots=True)
class SkippedText:
    """Words of the page and what became of them: the rule that took them, or that left them out on purpose."""

    cell: Cell
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One API page; None where the page has no such section."""

    layout: str
    """The name of the layout."""
    name: Cell | None = None
    """The API name, where the layout prints one."""
    title: Cell | None = None
    description: tuple[Cell, ...] = ()
    category: Cell | None = None
    request: Table | None = None
    response: Table | None = None
    request_examples: tuple[Example, ...] = ()
    """The same request in one or more notations; the first one counts."""
    response_examples: tuple[Example, ...] = ()
    error_examples: tuple[Example, ...] = ()
    errors: tuple[tuple[Cell, ...], ...] = ()
    """Rows of the error table. One cell a row where the layout keeps cells not apart."""
    ends_early: int = 0
    """The line on which the page stops inside a section that every whole page closes; 0 for a whole page."""
    session: bool | None = None
    """Whether the layout says in so many words that a call needs the user's authorization; None where only an example
    can tell."""
    skipped_texts: tuple[SkippedText, ...] = ()
    """All other words of the page: headings, column heads, navigation, footers, and what nobody explains (rule ``""``).
    Every word of a page stands in exactly one place of its document."""
