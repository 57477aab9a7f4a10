"""One page judged: which facts are right, which are wrong, which of those were doubted, and which doubts were idle.

In:  the answers about a page and what was read of it.
Out: ``PageScore``.
Note: where a page has lost a fact, the reading may leave it open, but what it states must be right all the same.
A doubt excuses a wrong fact only if it stands at that field and is about such a fact.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus import SIDES, Asked, TruthField, TruthPage, walk_fields
from doubting import Doubts, Wrong, gather_doubts, is_needless
from facts import CORE, Difference, compare_field
from matching import match_fields
from reading import PageFacts, ReadField

from topgen.spec.model import Session


@dataclass(frozen=True, slots=True)
class PageScore:
    """What one page counts for."""

    api: str
    layout: str
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
    """Classes that only an example shows, read with another spelling."""
    open_places: int = 0
    """Fields whose place nothing on the page tells."""
    open_elsewhere: int = 0
    """Those of them that were read in another place, with a doubt."""
    stated: tuple[tuple[str, bool], ...] = ()
    """For name, session, title and error codes, where the page states them: whether they are right."""
    seconds: float = 0.0


@dataclass(slots=True)
class _Tally:
    doubts: Doubts
    fields: int = 0
    fields_exact: int = 0
    respelled: int = 0
    wrong: list[Wrong] = field(default_factory=list)
    open: list[Wrong] = field(default_factory=list)
    """What is no fault since the page leaves it open, and may be doubted."""
    elsewhere: int = 0


def score_page(truth: TruthPage, facts: PageFacts) -> PageScore:
    """Judge all facts of one page."""
    tally = _Tally(gather_doubts(facts.doubts))
    for side in SIDES:
        _score_side(truth, facts, side, tally)
    stated = tuple(_score_api(truth, facts, tally))
    core = [wrong for wrong in tally.wrong if wrong.fact in CORE]
    return PageScore(
        api=truth.api,
        layout=truth.layout,
        exact=not core,
        fields=tally.fields,
        fields_exact=tally.fields_exact,
        wrong=tuple(tally.wrong),
        doubts=tuple(doubt.kind.value for doubt in facts.doubts),
        needless=tuple(
            (doubt.kind.value, doubt.at)
            for doubt in facts.doubts
            if is_needless(doubt, truth, facts, [*tally.wrong, *tally.open])
        ),
        unexplained=facts.unexplained,
        respelled=tally.respelled,
        open_places=len(tally.open),
        open_elsewhere=tally.elsewhere,
        stated=stated,
    )


def _score_side(truth: TruthPage, facts: PageFacts, side: str, tally: _Tally) -> None:
    right, read = list(walk_fields(truth.side(side))), facts.side(side)
    pairs = match_fields(right, read)
    parents, back = _parents(right), {found: index for index, found in pairs.items()}
    for index, (wanted, _) in enumerate(right):
        tally.fields += wanted.asked is not Asked.LOST
        if index in pairs:
            found = read[pairs[index]]
            misplaced = _matched_parent(parents, index, pairs) != _read_parent(read, pairs[index], back)
            differences = list(compare_field(wanted, found, truth.layout))
            if misplaced and not _is_open(wanted, found, tally):
                differences.append(("place", "elsewhere", above_path(found)))
            if wanted.place_open:
                tally.open.append(Wrong("place", found.path, "open", above_path(found), doubted=True))
                tally.elsewhere += misplaced
            _score_field(wanted, found, differences, tally)
        elif wanted.asked is not Asked.LOST:
            above = _matched_parent(parents, index, pairs)
            near = read[pairs[above]].path if above >= 0 else side
            around = near.rpartition(".")[0] if wanted.asked is Asked.EXAMPLE else near
            excused = tally.doubts.excuse("missing", (near, f"{near}.{wanted.name}", around, side, "api"))
            tally.wrong.append(Wrong("missing", f"{near}.{wanted.name}", _show(wanted), "", excused))
    for position, found in enumerate(read):
        if position not in back:
            around = read[found.parent].path if found.parent >= 0 else side
            excused = tally.doubts.excuse("invented", (found.path, around, side))
            tally.wrong.append(Wrong("invented", found.path, "", str(found.spec.type), excused))


def _is_open(wanted: TruthField, found: ReadField, tally: _Tally) -> bool:
    """Return whether a field may stand elsewhere: its page leaves the place open, and the reading says so."""
    return wanted.place_open and tally.doubts.excuse("place", (found.path,))


def _parents(right: list[tuple[TruthField, int]]) -> list[int]:
    """Return the position of the field that each field stands in."""
    parents, above = [], [-1]
    for index, (_, depth) in enumerate(right):
        del above[depth + 1 :]
        parents.append(above[depth])
        above.append(index)
    return parents


def _matched_parent(parents: list[int], index: int, pairs: dict[int, int]) -> int:
    """Return the innermost field around a right field that was read at all, -1 for none."""
    above = parents[index]
    while above >= 0 and above not in pairs:
        above = parents[above]
    return above


def _read_parent(read: tuple[ReadField, ...], position: int, back: dict[int, int]) -> int:
    """Return the same for a field as it was read, as a position among the right ones."""
    above = read[position].parent
    while above >= 0 and above not in back:
        above = read[above].parent
    return back[above] if above >= 0 else -1


def above_path(found: ReadField) -> str:
    """Return the path of what a field stands in; names may hold dots."""
    return found.path.removesuffix(f".{found.spec.name}")


def _score_field(wanted: TruthField, found: ReadField, differences: Sequence[Difference], tally: _Tally) -> None:
    tally.respelled += sum(fact == "spelling" for fact, _, _ in differences)
    wrong = [difference for difference in differences if difference[0] != "spelling"]
    # An object taken for a list also moves the fields of the only object inside it; that is one doubt, not many.
    moved = wanted.asked is not Asked.ROW and tally.doubts.doubts_list(above_path(found))
    for fact, right, read in wrong:
        doubted = moved or tally.doubts.excuse(fact, (found.path,))
        tally.wrong.append(Wrong(fact, found.path, right, read, doubted))
    if wanted.asked is not Asked.LOST:
        tally.fields_exact += not any(fact in CORE for fact, _, _ in wrong)


def _show(wanted: TruthField) -> str:
    return wanted.type + (" []" if wanted.is_list else "")


def _score_api(truth: TruthPage, facts: PageFacts, tally: _Tally) -> Iterator[tuple[str, bool]]:
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
                tally.wrong.append(Wrong(fact, "api", expected, read, tally.doubts.excuse(fact, paths)))


def _same_words(right: str | None, read: str) -> bool:
    return "".join((right or "").split()) == "".join(read.replace("\u200b", "").split())
