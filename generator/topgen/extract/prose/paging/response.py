"""Which list of a response comes in pages, and what tells whether more of it follows.

In:  the places of a response.
Out: ``PagedList``; None where no list, or more than one, may be meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from topgen.extract.prose.paging.places import PlacedField, only
from topgen.extract.prose.paging.request import CURSOR
from topgen.spec.model import Kind

_TOTAL = re.compile(
    r"total(?:s|counts?|nums?|numbers?|results?|sizes?|items?|itemsize|itemcount|records?|recordcount|rows?|cnt|elements)?"
)
_COUNT = re.compile(r"(?:record|result|all)?count")
_OF_NO_TOTAL = re.compile(
    r"页数|总页|页码总|金额|本页|当前页|每页|该页|非总|只在|仅在|只有|展开|维度|当前查询的结果数|不包[含括]|not include"
)
_MORE = re.compile(r"(?:is)?has(?:next|more)(?:page)?|hasnexts|have(?:next|more)|nextpage|more")
_OF_NO_LIST = re.compile(r"(?:err|error|fail|failed|warn|warning|sub_?err)", re.IGNORECASE)
_AROUND_PAGES = re.compile(r"pag(?:e|ing|er|ination)", re.IGNORECASE)
_SENTINEL = re.compile(r"-1|当为|为0|表示没有|则无")


class PagedList(NamedTuple):
    """Where a response holds the items of a page."""

    items: PlacedField
    total: PlacedField | None
    more: PlacedField | None


def find_list(places: Sequence[PlacedField]) -> PagedList | None:
    """Return the one list that comes in pages, with the total and the flag that speak of it."""
    totals = [place for place in places if _is_total(place)]
    flags = [place for place in places if place.holds(Kind.BOOLEAN) and place.is_called(_MORE)]
    around = {place.parent for place in (*totals, *flags)}
    lists = [place for place in places if place.field.type.is_list and not _OF_NO_LIST.match(place.field.name)]
    items = only(lists) or only([place for place in lists if place.parent in around])
    return PagedList(items, _nearest(totals, items), _nearest(flags, items)) if items is not None else None


def find_next(cursor: PlacedField, places: Sequence[PlacedField]) -> PlacedField | None:
    """Return the one value of a response that the cursor of the next request takes."""
    names = (cursor.word, f"next{cursor.word}", f"{cursor.word}key")
    said = [place for place in places if place.word in names and place.is_called(CURSOR)]
    found = only([place for place in said if place.holds(cursor.field.type.kind)])
    return None if found is None or found.says(_SENTINEL) else found


def _is_total(place: PlacedField) -> bool:
    named = place.is_called(_TOTAL) or (place.is_called(_COUNT) and "总" in place.text)
    return named and place.holds(Kind.INTEGER) and not place.says(_OF_NO_TOTAL)


def _nearest(places: Sequence[PlacedField], items: PlacedField) -> PlacedField | None:
    """Return the one beside the list, or around it, or in an object about pages there; the nearest object counts."""
    around = items.parent
    while around:
        if here := [place for place in places if place.parent == around or _is_in_pager(place, around)]:
            return only(here)
        around = around.rpartition(".")[0]
    return None


def _is_in_pager(place: PlacedField, around: str) -> bool:
    above, _, name = place.parent.rpartition(".")
    return above == around and _AROUND_PAGES.search(name) is not None
