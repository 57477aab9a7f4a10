"""What a page no longer shows because it is poorer than the one before, not because the documentation has changed.

In:  the spec as it was, and as the page gives it now. Out: ``Loss`` values; none for a page that shows as much.
A page is poorer when it is cut, has lost a side or its errors, or is of another layout and shows less; on a whole page
of the same layout a field that is gone is gone. What was known and is unknown, or is another and doubted, is lost on
any page; what is the same and doubted, on one of another layout.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from topgen.diff.changes import facts_of_field, numbered_fields
from topgen.spec.model import Api, DoubtKind, Field, Kind, Required, Session

_DOUBTS = {"type": {DoubtKind.TYPE, DoubtKind.LIST, DoubtKind.STRUCT}, "required": {DoubtKind.REQUIRED}}
"""The doubts about facts that decide what is sent."""
_PLACES = (DoubtKind.PARENT, DoubtKind.ROW)


@dataclass(frozen=True, slots=True)
class Loss:
    """One fact that the page no longer shows."""

    at: str
    fact: str
    """``field``, ``errors``, ``end of the page``, or a key of the spec file."""


def find_losses(old: Api, new: Api) -> tuple[Loss, ...]:
    """Return the facts that a poorer page does not show any more."""
    poorer = _is_poorer(old, new)
    doubted = {(each.at, each.kind) for each in new.doubts} - {(each.at, each.kind) for each in old.doubts}
    return (*_of_fields(old, new, doubted, poorer=poorer), *_of_api(old, new, poorer=poorer))


def count_facts(api: Api) -> int:
    """Return how many facts are known for certain, to tell which of two pages shows more."""
    fields = numbered_fields(api).values()
    known = sum(1 + sum(map(_is_known, facts_of_field(field).values())) for field in fields)
    return known + len(api.errors) - len(api.doubts)


def _is_poorer(old: Api, new: Api) -> bool:
    emptied = any(getattr(old, part) and not getattr(new, part) for part in ("request", "response", "errors"))
    if emptied or _is_cut(new) > _is_cut(old):
        return True
    return new.source.dialect != old.source.dialect and count_facts(new) < count_facts(old)


def _is_cut(api: Api) -> bool:
    return any(doubt.kind is DoubtKind.TRUNCATED for doubt in api.doubts)


def _of_fields(old: Api, new: Api, doubted: set[tuple[str, DoubtKind]], *, poorer: bool) -> Iterator[Loss]:
    after = numbered_fields(new)
    unsure = {path.rpartition(".")[2] for path, kind in doubted if kind in _PLACES}
    for key, field in numbered_fields(old).items():
        if key in after:
            facts = _lost_facts(key[0], field, after[key], doubted, poorer=poorer)
            yield from (Loss(key[0], fact) for fact in facts)
        elif poorer or field.name.rpartition(".")[2] in unsure:
            yield Loss(key[0], "field")
    if new.source.dialect != old.source.dialect:
        there = {path for path, _ in numbered_fields(old)}
        yield from (Loss(path, f"certainty about {kind}") for path, kind in sorted(doubted) if path in there)


def _lost_facts(
    path: str, old: Field, new: Field, doubted: set[tuple[str, DoubtKind]], *, poorer: bool
) -> Iterator[str]:
    after = facts_of_field(new)
    for fact, value in facts_of_field(old).items():
        if value == after[fact] or not _is_known(value):
            continue
        if fact not in _DOUBTS:
            if poorer and not _is_known(after[fact]):
                yield fact
        elif poorer or not _is_known(after[fact]) or any((path, kind) in doubted for kind in _DOUBTS[fact]):
            yield fact


def _of_api(old: Api, new: Api, *, poorer: bool) -> Iterator[Loss]:
    if _is_cut(new) > _is_cut(old):
        yield Loss("api", "end of the page")
    if old.session is not Session.UNKNOWN and new.session is Session.UNKNOWN:
        yield Loss("api", "session")
    if poorer and {error.code for error in old.errors} - {error.code for error in new.errors}:
        yield Loss("api", "errors")
    if old.title and not new.title:
        yield Loss("api", "title")
    if poorer and old.description and not new.description:
        yield Loss("api", "description")
    if poorer and old.inferred.paging is not None and new.inferred.paging is None:
        yield Loss("api", "paging")


def _is_known(value: Any) -> bool:
    return value not in (None, "", (), Required.UNKNOWN) and not str(value).startswith(Kind.UNKNOWN)
