"""One page judged: which facts are right, which are wrong, which of those were doubted, and which doubts were idle.

In:  the answers about a page and what was read of it.
Out: ``PageScore``.
Surprises: where a page has lost a fact, the reading may leave it open, but what it states must be right all the same.
A doubt excuses a wrong fact only if it stands at that field and is about such a fact.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus import SIDES, Asked, TruthField, TruthPage, walk_fields
from facts import CORE, compare_field
from matching import match_fields
from reading import PageFacts, ReadField

from generator.spec.model import Doubt, Session

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
class PageScore:
    """What one page counts for."""

    api: str
    dialect: str
    damage: str = ""
    detail: str = ""
    failure: str = ""
    """Why the page was not read at all; empty when it was."""
    exact: bool = False
    fields: int = 0
    fields_exact: int = 0
    wrong: tuple[Wrong, ...] = ()
    doubts: tuple[str, ...] = ()
    """The subject of each."""
    needless: tuple[tuple[str, str], ...] = ()
    """Subject and path of each doubt about facts that were right."""
    unexplained: int = 0
    respelled: int = 0
    """Names and classes that only an example shows, read with another spelling."""
    stated: tuple[tuple[str, bool], ...] = ()
    """For name, session, title and error codes, where the page states them: whether they are right."""
    seconds: float = 0.0


@dataclass(slots=True)
class _Tally:
    fields: int = 0
    fields_exact: int = 0
    respelled: int = 0
    wrong: list[Wrong] = field(default_factory=list)


def score_page(truth: TruthPage, facts: PageFacts) -> PageScore:
    """Judge all facts of one page."""
    subjects: dict[str, set[str]] = {}
    for doubt in facts.doubts:
        subjects.setdefault(doubt.at, set()).add(doubt.about.value)
    tally = _Tally()
    for side in SIDES:
        _score_side(truth, facts, side, subjects, tally)
    stated = tuple(_score_api(truth, facts, subjects, tally))
    core = [wrong for wrong in tally.wrong if wrong.fact in CORE]
    return PageScore(
        api=truth.api,
        dialect=truth.dialect,
        exact=not core,
        fields=tally.fields,
        fields_exact=tally.fields_exact,
        wrong=tuple(tally.wrong),
        doubts=tuple(doubt.about.value for doubt in facts.doubts),
        needless=tuple(
            (doubt.about.value, doubt.at) for doubt in facts.doubts if _is_needless(doubt, truth, facts, tally.wrong)
        ),
        unexplained=facts.unexplained,
        respelled=tally.respelled,
        stated=stated,
    )


def _score_side(truth: TruthPage, facts: PageFacts, side: str, subjects: dict[str, set[str]], tally: _Tally) -> None:
    right, read = list(walk_fields(truth.side(side))), facts.side(side)
    pairs = match_fields(right, read)
    parents, back = _parents(right), {found: index for index, found in pairs.items()}
    for index, (wanted, _) in enumerate(right):
        tally.fields += wanted.asked is not Asked.LOST
        if index in pairs:
            found = read[pairs[index]]
            misplaced = _matched_parent(parents, index, pairs) != _read_parent(read, pairs[index], back)
            _score_field(truth, wanted, found, misplaced, subjects, tally)
        elif wanted.asked is not Asked.LOST:
            above = _matched_parent(parents, index, pairs)
            near = read[pairs[above]].path if above >= 0 else side
            excused = _excused("missing", (near, f"{near}.{wanted.name}", side, "api"), subjects)
            tally.wrong.append(Wrong("missing", f"{near}.{wanted.name}", _show(wanted), "", excused))
    for position, found in enumerate(read):
        if position not in back:
            around = read[found.parent].path if found.parent >= 0 else side
            excused = _excused("invented", (found.path, around, side), subjects)
            tally.wrong.append(Wrong("invented", found.path, "", str(found.spec.type), excused))


def _parents(right: list[tuple[TruthField, int]]) -> list[int]:
    """Give the position of the field that each field stands in."""
    parents, above = [], [-1]
    for index, (_, depth) in enumerate(right):
        del above[depth + 1 :]
        parents.append(above[depth])
        above.append(index)
    return parents


def _matched_parent(parents: list[int], index: int, pairs: dict[int, int]) -> int:
    """Give the innermost field around a right field that was read at all, -1 for none."""
    above = parents[index]
    while above >= 0 and above not in pairs:
        above = parents[above]
    return above


def _read_parent(read: tuple[ReadField, ...], position: int, back: dict[int, int]) -> int:
    """Give the same for a field as it was read, as a position among the right ones."""
    above = read[position].parent
    while above >= 0 and above not in back:
        above = read[above].parent
    return back[above] if above >= 0 else -1


def _score_field(
    truth: TruthPage,
    wanted: TruthField,
    found: ReadField,
    misplaced: bool,
    subjects: dict[str, set[str]],
    tally: _Tally,
) -> None:
    differences = list(compare_field(wanted, found, truth.dialect))
    if misplaced:
        differences.append(("place", "elsewhere", found.path.removesuffix(f".{found.spec.name}")))
    tally.respelled += sum(fact == "spelling" for fact, _, _ in differences)
    wrong = [difference for difference in differences if difference[0] != "spelling"]
    around = found.path.removesuffix(f".{found.spec.name}")
    for fact, right, read in wrong:
        # An object taken for a list also moves the fields of the only object inside it; that is one doubt, not many.
        moved = fact == "place" and "list" in subjects.get(around, set())
        tally.wrong.append(Wrong(fact, found.path, right, read, moved or _excused(fact, (found.path,), subjects)))
    if wanted.asked is not Asked.LOST:
        tally.fields_exact += not any(fact in CORE for fact, _, _ in wrong)


def _excused(fact: str, paths: tuple[str, ...], subjects: dict[str, set[str]]) -> bool:
    return any(EXCUSES[fact] & subjects.get(path, set()) for path in paths)


def _show(wanted: TruthField) -> str:
    return wanted.type + (" []" if wanted.is_list else "")


def _score_api(
    truth: TruthPage, facts: PageFacts, subjects: dict[str, set[str]], tally: _Tally
) -> Iterator[tuple[str, bool]]:
    """Judge what is said of the API as a whole, where the page states it."""
    api = facts.api
    session = {Session.REQUIRED: True, Session.NONE: False}.get(api.session)
    errors = tuple((error.code, error.message, error.solution) for error in api.errors)
    codes = [error.code for error in api.errors]
    wanted = [row[0] for row in truth.errors or ()]
    compared = (
        ("api name", True, truth.api == api.name, truth.api, api.name),
        ("session", truth.session is not None, truth.session == session, str(truth.session), str(session)),
        ("title", truth.title is not None, _same_words(truth.title, api.title), str(truth.title), api.title),
        ("error codes", truth.errors is not None, wanted == codes, str(truth.errors), str(errors)),
    )
    for fact, asked, right, expected, read in compared:
        if asked:
            yield fact, right
            if not right:
                paths = ("api", fact, f"errors.{codes[0]}" if codes else "api")
                tally.wrong.append(Wrong(fact, "api", expected, read, _excused(fact, paths, subjects)))


def _same_words(right: str | None, read: str) -> bool:
    return "".join((right or "").split()) == "".join(read.replace("\u200b", "").split())


def _is_needless(doubt: Doubt, truth: TruthPage, facts: PageFacts, wrong: list[Wrong]) -> bool:
    """Whether nothing that a doubt speaks of is wrong or open."""
    about = doubt.about.value
    if about == "truncated":
        return truth.whole and truth.errors is not None and truth.session is not None
    if about not in _SUBJECTS or doubt.at.startswith("errors."):
        return False
    if about == "session" and truth.session is None:
        return False
    if about == "limits" and _limit_lost(doubt.at, truth, facts):
        return False
    return not any(
        fault.fact in _SUBJECTS[about] and (fault.at == doubt.at or fault.at.rpartition(".")[0] == doubt.at)
        for fault in wrong
    )


def _limit_lost(at: str, truth: TruthPage, facts: PageFacts) -> bool:
    """Whether a field had a limit whose words the page has lost."""
    side = at.partition(".")[0]
    right, read = list(walk_fields(truth.side(side))) if side in SIDES else [], facts.side(side)
    pairs = match_fields(right, read)
    return any(read[found].path == at and right[index][0].limit is not None for index, found in pairs.items())
