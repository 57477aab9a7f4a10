"""The nodes of a page's tree: elements, and the words between tags.

In:  filled by ``tree``.
Out: ``Element`` and ``Words``.
Note: lxml's own elements have no lines for their words and do not tell whether an end tag is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Words(NamedTuple):
    """Text between tags, entities resolved."""

    text: str
    line: int
    """Where the text begins, its white space included."""


@dataclass(slots=True, eq=False)
class Element:
    """A tag with all that stands inside it and is shown."""

    name: str
    """In lower case."""
    line: int
    attributes: Mapping[str, str]
    """By their lower-case names; the first of two equal ones counts."""
    children: list[Element | Words]
    ended: bool = False
    """Has an end tag of its own."""
    blank: bool | None = None
    """Whether it shows no words; None until somebody asks, which nobody does before all its children are there."""

    def elements(self) -> list[Element]:
        """Return the children that are elements."""
        return [child for child in self.children if isinstance(child, Element)]


def group(name: str, *children: Element | Words) -> Element:
    """Return an element around parts of a page that are in none of that name."""
    return Element(name, children[0].line, {}, list(children), ended=True)
