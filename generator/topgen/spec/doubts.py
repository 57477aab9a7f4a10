"""Doubts: facts that the table and the examples of a page do not settle.

In:  nothing; alignment and extract raise them.
Out: ``Doubt`` values, kept in the spec for as long as the page leaves them open.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class DoubtKind(StrEnum):
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
    kind: DoubtKind
    chosen: str
    reason: str
    line: int
    """1-based line of the page, 0 for the page as a whole."""
