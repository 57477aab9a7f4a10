"""Doubts, facts that the witnesses of a page do not settle; and disagreements, which a rule has settled.

In:  nothing; the tree and spec rooms raise them.
Out: ``Doubt`` values, kept in the spec for as long as the page leaves them open; ``Disagreement`` values with both
quotes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from generator.document import Cell


class About(StrEnum):
    """Which fact a doubt is about."""

    PARENT = "parent"
    ROW = "row"
    NAME = "name"
    TYPE = "type"
    LIST = "list"
    STRUCT = "struct"
    REQUIRED = "required"
    SAMPLE = "sample"
    VALUES = "values"
    LIMITS = "limits"
    SESSION = "session"
    TRUNCATED = "truncated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A fact that the page does not settle: what was taken, and why that is not certain."""

    at: str
    """Dotted path of the fact: ``response.result.data.fail_goodids``; ``api`` for the API as a whole."""
    about: About
    taken: str
    because: str
    line: int
    """1-based line of the page, 0 for the page as a whole."""


class Rule(StrEnum):
    """By which rule a contradiction is settled."""

    TABLE_OVER_EXAMPLE = "table-over-example"
    """The sample in the table and the value in the example differ: the table's is the sample."""
    FIRST_EXAMPLE = "first-example"
    """Two examples show different values: the first one's is the example."""
    ANY_EXAMPLE = "any-example"
    """One example shows a field and another does not: it is there."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two witnesses that say different things of one field."""

    at: str
    rule: Rule
    taken: Cell
    other: Cell
    """What the other witness says; empty where it says nothing, with the line where its block begins."""
