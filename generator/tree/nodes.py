"""The tree of one API: nested fields with the evidence for each, and the doubts that stayed.

In:  filled by the search and by what examples tell where the layout lost rows.
Out: ``ApiTree``, in the page's own words; types, limits and required flags are read by the spec room.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.document import Cell, Document
from generator.tree.doubts import Disagreement, Doubt
from generator.witness import Testimony, Told


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
    told: Told | None = None
    """What the example shows; None when it is silent about this field."""
    from_example: bool = False
    """The layout lost the row; all that is known comes from the example."""
    children: tuple[Node, ...] = ()

    def walk(self, path: str = "") -> Iterator[tuple[str, Node]]:
        """Give each field in page order with its dotted path below ``path``."""
        here = f"{path}.{self.name.text}" if path else self.name.text
        yield here, self
        for child in self.children:
            yield from child.walk(here)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiTree:
    """All that the witnesses of one page settled together."""

    document: Document
    request: tuple[Node, ...]
    response: tuple[Node, ...]
    request_told: Testimony | None
    response_told: Testimony | None
    error_told: Testimony | None
    doubts: tuple[Doubt, ...]
    disagreements: tuple[Disagreement, ...] = ()
    """Contradictions between witnesses that a rule has settled."""
    unexplained: tuple[Cell, ...]
    """Words inside the tables that belong to no row."""
    unaccounted: tuple[Told, ...] = ()
    """Values of the examples that no row of the tables stands for."""
