"""A value of a reply that does not fit.

In:  nothing; decoders make it. Out: ``Mismatch``, for hooks and errors.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A value that is not of its documented type, and that nothing turns into it without loss."""

    path: str
    """Where it stands, in the platform's spelling: ``result.items[2].price``."""
    expected: str
    """The documented kind: ``integer``, ``list[object]``."""
    value: object
    """As it came; the attribute holds it unchanged."""
    api: str | None = None
    """The API that answered with it; None for data that came of no call."""

    def under(self, step: str) -> Mismatch:
        """Return the same with one more step before its path."""
        dot = "." if self.path and not self.path.startswith("[") else ""
        return Mismatch(f"{step}{dot}{self.path}", self.expected, self.value)


OnMismatch: TypeAlias = Callable[[Mismatch], object]
