"""Rule: one kind of thing that a run may tell.

In:  nothing. Out: a value.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Group(StrEnum):
    """What happens where a rule applies."""

    FAULT = "fault"
    """A page, or an API, is left as it was; the exit code is 1 or 2."""
    DOUBT = "doubt"
    """The best reading is taken, and the spec says that it is not certain."""
    PROBLEM = "problem"
    """The page contradicts itself or is odd; the spec holds what it says."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What one id means."""

    id: str
    """Lower case words with dashes; the word that the report prints and that ``topgen accept`` takes of a doubt."""
    group: Group
    summary: str
    """What is the case, as one sentence without a full stop."""
    meaning: str
    """What it means for the spec and the package."""
    example: str
    """Lines of a page, or of another file, to which it applies."""
    remedy: str
    """What to do about it."""
