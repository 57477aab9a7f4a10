"""Entries of a report become lines: of many about one thing, the first of each kind.

In:  ``Entry`` values in their order.
Out: ``Line`` values. What is left out is counted; ``-v`` and the data for machines leave out nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple, TypeAlias

from topgen.hidden_characters import visible

MANY = 20
"""More entries than this in a row are grouped by kind."""
SHOWN = 3
"""So many of each kind are shown then."""
Line: TypeAlias = tuple[str, str]
"""What a line is about, in one word, and its text, in which nothing is hidden."""


class Entry(NamedTuple):
    """One thing that a report tells."""

    label: str
    """What it is about, in one word."""
    text: str
    kind: str = ""
    """What entries of a label are grouped by."""


def fold(entries: Iterable[Entry], *, everything: bool = False) -> Iterator[Line]:
    """Yield a line for each entry, or for the first of each kind where many of a label follow each other."""
    for label, members in groupby(entries, lambda entry: entry.label):
        listed = list(members)
        if everything or len(listed) <= MANY:
            yield from (_line(entry) for entry in listed)
            continue
        for kind, count in Counter(entry.kind for entry in listed).items():
            if kind:
                yield label, visible(f"{count:,} of the kind {str(kind)!r}:")
            yield from (_line(entry) for entry in [entry for entry in listed if entry.kind == kind][:SHOWN])
            if count > SHOWN:
                yield "", f"(… {count - SHOWN:,} more; -v or --format json lists all)"


def _line(entry: Entry) -> Line:
    return entry.label, visible(entry.text)
