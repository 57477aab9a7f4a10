"""Coverage: what became of each part of a page.

In:  nothing; the rest of this room fills it.
Out: values for the report of a run, for ``topgen show coverage`` and for machines.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from topgen.document import Cell

QUOTE_MAX = 120
"""Characters of a quote; the examples of some layouts are one line of many thousands."""


class Usage(Enum):
    """What became of some words."""

    USED = "used"
    """A fact was taken from them, or they were compared with the facts of the page."""
    SKIPPED = "skipped"
    """They were left out on purpose."""
    UNMATCHED = "unmatched"
    """Nobody knows what they say."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Words of a page and what became of them."""

    cell: Cell
    usage: Usage
    rule: str
    """The rule that took them or left them out; of unmatched words what is known about them, or nothing."""

    @property
    def quote(self) -> str:
        """The words on one line, at most ``QUOTE_MAX`` characters."""
        text = " ".join(self.cell.text.split())
        return text if len(text) <= QUOTE_MAX else text[: QUOTE_MAX - 1] + "…"


@dataclass(frozen=True, slots=True)
class Coverage:
    """All entries of one page, in page order."""

    file: str
    """The page as the user knows it, for messages."""
    entries: tuple[Entry, ...]

    @property
    def total(self) -> int:
        """How many parts the page has."""
        return len(self.entries)

    @property
    def explained(self) -> int:
        """How many of them a named rule accounts for."""
        return self.total - len(self.unmatched)

    @property
    def unmatched(self) -> tuple[Entry, ...]:
        """Those that no rule accounts for."""
        return tuple(entry for entry in self.entries if entry.usage is Usage.UNMATCHED)
