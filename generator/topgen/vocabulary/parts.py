"""The parts of a page, in the order in which the platform prints them.

In:  nothing.
Out: ``Part``.
"""

from __future__ import annotations

from enum import IntEnum


class Part(IntEnum):
    """A part of a page; a later one compares as greater."""

    HEAD = 0
    COMMON = 1
    REQUEST = 2
    RESPONSE = 3
    REQUEST_EXAMPLE = 4
    RESPONSE_EXAMPLE = 5
    ERROR_EXAMPLE = 6
    ERRORS = 7
    FOOT = 8
    OTHER = 9
    """A section that is none of these."""

    @property
    def is_example(self) -> bool:
        """Whether a part holds code."""
        return Part.REQUEST_EXAMPLE <= self <= Part.ERROR_EXAMPLE


CUT = "cut off"
"""The rule of words whose end is lost."""
