"""Which wrong facts a doubt excuses, and which doubts were raised for nothing.

In:  the doubts of a reading, the answers, and the facts that were wrong.
Out: yes or no.
Note: a doubt excuses only facts of the kind that it is about, and only at its own field or, for what is missing or
invented, around it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus import SIDES, TruthPage, walk_fields
from matching import match_fields
from reading import PageFacts

from topgen.spec.model import Doubt

EXCUSES = {
    "place": {"parent", "row", "list"},
    "name": {"name", "row"},
    "type": {"type", "list", "struct", "row"},
    "list": {"list", "type", "row"},
    "struct": {"struct", "type", "list", "row"},
    "required": {"required", "row"},
    "sample": {"sample", "values", "limits", "row"},
    "description": {"sample", "limits", "row"},
    "limit": {"limits", "sample", "row"},
    "missing": {"row", "parent", "list", "truncated"},
    "invented": {"row", "parent", "list"},
    "api name": {"name"},
    "session": {"session", "truncated"},
    "title": {"name", "truncated"},
    "error codes": {"row", "truncated"},
}
"""For each kind of fact, what a doubt must be about to speak of it."""

_SUBJECTS = {
    "parent": {"place", "invented"},
    "row": {
        "place",
        "name",
        "type",
        "required",
        "sample",
        "description",
        "limit",
        "invented",
        "missing",
        "error codes",
    },
    "type": {"type", "list", "struct"},
    "list": {"list", "type", "place", "missing", "invented"},
    "struct": {"struct"},
    "required": {"required"},
    "sample": {"sample", "description", "limit"},
    "limits": {"limit"},
    "name": {"name", "api name", "title"},
    "session": {"session"},
}
"""For each subject of a doubt, the facts of which one must be wrong for the doubt to be called for."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A wrong fact."""

    fact: str
    at: str
    """Its path as it was read; of a missing field, as it should be."""
    right: str
    read: str
    doubted: bool


@dataclass(frozen=True, slots=True)
class Doubts:
    """What is doubted where."""

    subjects: dict[str, set[str]]

    def excuse(self, fact: str, paths: Iterable[str]) -> bool:
        """Return whether a doubt at one of these paths is about such a fact."""
        return any(EXCUSES[fact] & self.subjects.get(path, set()) for path in paths)

    def doubts_list(self, path: str) -> bool:
        """Return whether it is in doubt that the field at a path is a list."""
        return "list" in self.subjects.get(path, set())


def gather_doubts(doubts: Sequence[Doubt]) -> Doubts:
    """Sort the doubts of a reading by their paths."""
    subjects: dict[str, set[str]] = {}
    for doubt in doubts:
        subjects.setdefault(doubt.at, set()).add(doubt.kind.value)
    return Doubts(subjects)


def is_needless(doubt: Doubt, truth: TruthPage, facts: PageFacts, wrong: Sequence[Wrong]) -> bool:
    """Return whether nothing that a doubt speaks of is wrong or open."""
    kind = doubt.kind.value
    if kind == "truncated":
        return truth.whole and truth.errors is not None and truth.session is not None
    if kind not in _SUBJECTS or doubt.at.startswith("errors."):
        return False
    if kind == "session" and truth.session is None:
        return False
    if kind == "limits" and _limit_lost(doubt.at, truth, facts):
        return False
    return not any(
        fault.fact in _SUBJECTS[kind] and (fault.at == doubt.at or fault.at.rpartition(".")[0] == doubt.at)
        for fault in wrong
    )


def _limit_lost(at: str, truth: TruthPage, facts: PageFacts) -> bool:
    """Return whether a field had a limit whose words the page has lost."""
    side = at.partition(".")[0]
    right, read = list(walk_fields(truth.side(side))) if side in SIDES else [], facts.side(side)
    pairs = match_fields(right, read)
    return any(read[found].path == at and right[index][0].limit is not None for index, found in pairs.items())
