"""Doubts: facts that the table and the examples of a page do not settle.

In:  nothing; alignment and extract raise them.
Out: ``Doubt`` values, kept in the spec for as long as the page leaves them open.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct


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


class Doubt(
    Struct,
    frozen=True,
    forbid_unknown_fields=True,
    rename={"kind": "about", "chosen": "taken", "reason": "because"},
):
    """A fact that the page does not settle: what was chosen, and why that is not certain."""

    at: Annotated[
        str, Meta(description="Dotted path of the fact, such as response.result.data.x; api for the API as a whole.")
    ]
    kind: Annotated[DoubtKind, Meta(description="Which fact is in doubt.")]
    chosen: Annotated[str, Meta(description="What was taken as the best reading.")]
    reason: Annotated[str, Meta(description="Why that is not certain.")]
    line: Annotated[int, Meta(description="Line of the page, counted from 1; 0 for the page as a whole.")]
