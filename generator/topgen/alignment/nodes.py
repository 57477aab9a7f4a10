"""The tree of one API: nested fields with the evidence for each, and the doubts that stayed.

In:  filled by the search and by what examples tell where the layout lost rows.
Out: ``ApiTree``, in the page's own words; types, limits and required flags are read by the spec room.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from topgen.document import Cell, Document
from topgen.examples import ExampleValue, ParsedExample
from topgen.spec.doubts import Doubt


class ConflictRule(StrEnum):
    """By which rule a contradiction is settled."""

    TABLE_OVER_EXAMPLE = "table-over-example"
    """The sample in the table and the value in the example differ: the table's is the sample."""
    FIRST_EXAMPLE = "first-example"
    """Two examples show different values: the first one's is the example."""
    ANY_EXAMPLE = "any-example"
    """One example shows a field and another does not: it is there."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Table and example, or two examples, that say different things of one field."""

    at: str
    rule: ConflictRule
    chosen: Cell
    other: Cell
    """What the other one says; empty where it says nothing, with the line where its block begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One field: the cells of its row, and what the example says of it."""

    name: Cell
    type: Cell | None = None
    """None where the layout lost the row, or the cell is empty."""
    required: Cell | None = None
    sample: Cell | None = None
    limits: tuple[Cell, ...] = ()
    limit_lost: bool = False
    """The page shows that there was a limit, but not which."""
    description: tuple[Cell, ...] = ()
    shown: ExampleValue | None = None
    """What the example shows; None when it is silent about this field."""
    from_example: bool = False
    """The layout lost the row; all that is known comes from the example."""
    children: tuple[Node, ...] = ()

    def walk(self, path: str = "") -> Iterator[tuple[str, Node]]:
        """Return each field in page order with its dotted path below ``path``."""
        here = f"{path}.{self.name.text}" if path else self.name.text
        yield here, self
        for child in self.children:
            yield from child.walk(here)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiTree:
    """All that tables and examples of one page say together."""

    document: Document
    request: tuple[Node, ...]
    response: tuple[Node, ...]
    request_shown: ParsedExample | None
    response_shown: ParsedExample | None
    error_shown: ParsedExample | None
    doubts: tuple[Doubt, ...]
    conflicts: tuple[Conflict, ...] = ()
    """Contradictions that a rule has settled."""
    unexplained: tuple[Cell, ...]
    """Words inside the tables that belong to no row."""
    calls: tuple[ParsedExample, ...] = ()
    """Every example of the request that is a call by a client."""
    unaccounted: tuple[ExampleValue, ...] = ()
    """Values of the examples that no row of the tables stands for."""
