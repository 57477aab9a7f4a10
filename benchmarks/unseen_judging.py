"""Readings of pages in layouts that nobody knows, judged by one law: what is wrong carries a doubt.

In:  ``UnseenPage``.
Out: ``Verdict``: refused, or the wrong facts, each doubted or silent.
Note: what a page does not say may stay open; what the reading states must be right or in doubt, at the field itself,
around it, for its side or for the whole API. A field of the page that is missing needs such a doubt too.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus import Asked, TruthField, walk_fields
from doubting import Doubts, Wrong, gather_doubts
from facts import expected_kind, expected_required
from matching import match_fields
from reading import PageFacts, ReadField, read_facts
from scoring import above_path
from synthetic_api import SyntheticField
from unseen_examples import EXTRA
from unseen_pages import COMMON, UnseenPage
from unseen_rows import CONTINUED, shown_description, shown_sample

from topgen.errors import GeneratorError
from topgen.spec.model import Kind, Required, Session

SIDES = ("request", "response")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one page."""

    page: UnseenPage
    failure: str = ""
    """Why it was not read, empty when it was."""
    wrong: tuple[Wrong, ...] = ()
    doubts: int = 0
    seconds: float = 0.0

    @property
    def silent(self) -> tuple[Wrong, ...]:
        return tuple(fault for fault in self.wrong if not fault.doubted)


def judge_unseen(page: UnseenPage) -> Verdict:
    """Read a page and judge the reading; a crash is a failure as well."""
    begin = time.perf_counter()
    try:
        facts = read_facts(page.text.encode(), f"page{page.suffix}")
    except GeneratorError as error:
        return Verdict(page, f"refused: {error}", seconds=time.perf_counter() - begin)
    except Exception as error:  # a crash of the generator is a result of the benchmark, not its end
        return Verdict(page, f"crashed: {type(error).__name__}: {error}", seconds=time.perf_counter() - begin)
    seconds = time.perf_counter() - begin
    doubts = gather_doubts(facts.doubts)
    wrong = [fault for side in SIDES for fault in _judge_side(page, side, facts, doubts)]
    return Verdict(page, "", (*wrong, *_judge_api(page, facts, doubts)), len(facts.doubts), seconds)


def _truth(field: SyntheticField, asked: Asked = Asked.ROW) -> TruthField:
    return TruthField(
        name=field.name,
        type=field.base,
        is_list=field.is_list,
        required=field.required or None,
        sample=field.sample or None,
        limit=field.limit or None,
        described=bool(field.description),
        asked=asked,
        children=tuple(_truth(child) for child in field.children),
    )


def _judge_side(page: UnseenPage, side: str, facts: PageFacts, doubts: Doubts) -> Iterator[Wrong]:
    fields = page.api.request if side == "request" else page.api.response
    flat = [inner for field in fields for inner in field.walk()]
    right, read = list(walk_fields([_truth(field) for field in fields])), facts.side(side)
    says = page.request_says if side == "request" else page.response_says
    pairs = _pair(right, flat, read)
    back = {found: index for index, found in pairs.items()}
    parents = _parents(right)
    for index, (wanted, _) in enumerate(right):
        if index in pairs:
            found = read[pairs[index]]
            shown = [*_differences(wanted, flat[index], found, says, page)]
            if _above_read(read, pairs[index], back) != _above_right(parents, index, pairs):
                # Names repeat: a field in the wrong place without a number of its own may be another one.
                shown = shown if _number(flat[index].description) else []
                shown.append(("place", "elsewhere", above_path(found)))
            for fact, expected, stated in shown:
                excused = doubts.excuse(fact, _around(found.path, side))
                yield Wrong(fact, found.path, expected, stated, excused)
        elif says and not (page.is_cut and (side == "request" or index >= page.shown_rows)):
            above = _above_right(parents, index, pairs)
            near = read[pairs[above]].path if above >= 0 else side
            paths = [f"{near}.{wanted.name}", *_around(near, side)]
            yield Wrong("missing", f"{near}.{wanted.name}", wanted.type, "", doubts.excuse("missing", paths))
    known = {field.name for field in COMMON} if page.choices.noise == "common rows" else set()
    for position, found in enumerate(read):
        if position not in back and not found.spec.name.startswith(EXTRA) and found.spec.name not in known:
            excused = doubts.excuse("invented", _around(found.path, side))
            yield Wrong("invented", found.path, "", str(found.spec.type), excused)


def _pair(
    right: Sequence[tuple[TruthField, int]], flat: Sequence[SyntheticField], read: Sequence[ReadField]
) -> dict[int, int]:
    """Pair fields by the numbers in their descriptions, which no two share, and all others as benchmarks do."""
    numbers = {found: position for position, field in enumerate(read) if (found := _number(field.spec.description))}
    sure = {
        index: numbers[number]
        for index, field in enumerate(flat)
        if (number := _number(field.description)) in numbers and read[numbers[number]].spec.name == field.name
    }
    taken = set(sure.values())
    others = {index: found for index, found in match_fields(right, read).items() if found not in taken}
    return _pair_rest(right, read, others | sure)


def _pair_rest(
    right: Sequence[tuple[TruthField, int]], read: Sequence[ReadField], pairs: dict[int, int]
) -> dict[int, int]:
    """Pair what is left by name: a field that was read in another place is misplaced, not missing."""
    left: dict[str, list[int]] = {}
    taken = set(pairs.values())
    for position, field in enumerate(read):
        if position not in taken:
            left.setdefault(field.spec.name, []).append(position)
    rest = {}
    for index, (wanted, _) in enumerate(right):
        if index not in pairs and left.get(wanted.name):
            rest[index] = left[wanted.name].pop(0)
    return pairs | rest


def _number(description: str) -> str:
    found = re.search(r"\d+", description)
    return found[0] if found else ""


def _around(path: str, side: str) -> list[str]:
    """Return a path and all above it, up to the API as a whole."""
    parts = path.split(".")
    return [*(".".join(parts[:end]) for end in range(len(parts), 0, -1)), side, "api"]


def _parents(right: Sequence[tuple[TruthField, int]]) -> list[int]:
    parents, above = [], [-1]
    for index, (_, depth) in enumerate(right):
        del above[depth + 1 :]
        parents.append(above[depth])
        above.append(index)
    return parents


def _above_right(parents: Sequence[int], index: int, pairs: dict[int, int]) -> int:
    above = parents[index]
    while above >= 0 and above not in pairs:
        above = parents[above]
    return above


def _above_read(read: Sequence[ReadField], position: int, back: dict[int, int]) -> int:
    above = read[position].parent
    while above >= 0 and above not in back:
        above = read[above].parent
    return back[above] if above >= 0 else -1


def _differences(
    wanted: TruthField, field: SyntheticField, found: ReadField, says: frozenset[str], page: UnseenPage
) -> Iterator[tuple[str, str, str]]:
    """Return what the reading states otherwise than the page."""
    spec, kind = found.spec, expected_kind(wanted)
    if wanted.name != spec.name:
        yield "name", wanted.name, spec.name
    if spec.type.kind is not Kind.UNKNOWN:
        if kind is not None and spec.type.kind is not kind:
            yield "type", wanted.type, str(spec.type)
        if wanted.is_list != spec.type.is_list:
            yield "list", str(wanted.is_list), str(spec.type.is_list)
    shows_class = page.choices.types in {"official", "closed up"} and "type" in says and kind is Kind.OBJECT
    if shows_class and spec.type.struct not in {None, wanted.type}:
        yield "struct", wanted.type, str(spec.type.struct)
    flag = expected_required(wanted, "") if "required" in says else Required.UNKNOWN
    if spec.required not in {None, Required.UNKNOWN, flag}:
        yield "required", str(flag), str(spec.required)
    if "sample" in says and not _same(shown_sample(field, page.choices), found.sample or "", page):
        yield "sample", shown_sample(field, page.choices), str(found.sample)
    if "description" in says and not _tells(shown_description(field, page.choices), spec.description, page):
        yield "description", shown_description(field, page.choices), spec.description


def _same(shown: str, read: str, page: UnseenPage) -> bool:
    return _letters(shown) == _letters(read) or (_letters(read) == _letters(page.choices.empty) and not shown)


def _tells(shown: str, read: str, page: UnseenPage) -> bool:
    """Whether a description was read; a row without a name that goes on with it may be a part of it."""
    return _same(shown, read.removesuffix(CONTINUED), page)


def _letters(text: str) -> str:
    """Return what damage and escapes leave of a text."""
    return re.sub(r"<br>|&(?:amp;)?\w+;|[\W_]", "", text).lower()


def _judge_api(page: UnseenPage, facts: PageFacts, doubts: Doubts) -> Iterator[Wrong]:
    api, choices = facts.api, page.choices
    if api.name != page.api.name:
        yield Wrong("api name", "api", page.api.name, api.name, doubts.excuse("api name", ("api",)))
    session = {Session.REQUIRED: True, Session.NONE: False}.get(api.session)
    shown = choices.call in {"java", "php"} and (not page.is_cut or "execute(" in page.text)
    if session is not None and (session != page.api.session or not shown) and choices.order != "examples first":
        yield Wrong("session", "api", str(page.api.session), str(session), doubts.excuse("session", ("api", "session")))
    codes = [error.code for error in api.errors]
    wanted = [row[0] for row in page.api.errors]
    if any(code not in wanted for code in codes):
        paths = ("api", *(f"errors.{code}" for code in codes))
        yield Wrong("error codes", "api", str(wanted), str(codes), doubts.excuse("error codes", paths))
