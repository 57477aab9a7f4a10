"""Which list of an answer is the one in pages, and what tells whether more of it follows.

In:  the places of a response.
Out: ``Answered``; None where no list, or more than one, may be meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from topgen.extract.prose.paging.asking import CURSOR
from topgen.extract.prose.paging.places import FieldPlace, is_called, only
from topgen.spec.model import Kind

_TOTAL = re.compile(
    r"total(?:s|counts?|nums?|numbers?|results?|sizes?|items?|itemsize|itemcount|records?|recordcount|rows?|cnt|elements)?"
)
_COUNT = re.compile(r"(?:record|result|all)?count")
_OF_NO_TOTAL = re.compile(
    r"页数|总页|页码总|金额|本页|当前页|每页|该页|非总|只在|仅在|只有|展开|维度|当前查询的结果数|不包[含括]|not include"
)
_MORE = re.compile(r"(?:is)?has(?:next|more)(?:page)?|hasnexts|have(?:next|more)|nextpage|more")
_OF_NO_LIST = re.compile(r"\A(?:err|error|fail|failed|warn|warning|sub_?err)")
_AROUND_PAGES = re.compile(r"pag(?:e|ing|er|ination)")
_SENTINEL = re.compile(r"-1|当为|为0|表示没有|则无")


@dataclass(frozen=True, slots=True)
class Answered:
    """Where an answer holds the items of a page."""

    items: FieldPlace
    total: FieldPlace | None
    more: FieldPlace | None
    places: Sequence[FieldPlace]


def find_answer(places: Sequence[FieldPlace]) -> Answered | None:
    """Return the one list that comes in pages, with the total and the flag that speak of it."""
    lists = [place for place in places if place.field.type.is_list and not _OF_NO_LIST.match(place.field.name.lower())]
    items = only(lists) or only([place for place in lists if _is_accompanied(place, places)])
    if items is None:
        return None
    return Answered(
        items,
        _nearest([place for place in places if _is_total(place)], items),
        _nearest([place for place in places if _is_more(place)], items),
        places,
    )


def find_next(cursor: FieldPlace, places: Sequence[FieldPlace]) -> FieldPlace | None:
    """Return the one value of an answer that the cursor of the next request takes."""
    names = (cursor.word, f"next{cursor.word}", f"{cursor.word}key")
    said = [place for place in places if place.word in names and is_called(place, CURSOR)]
    found = only([place for place in said if place.holds(cursor.field.type.kind)])
    return None if found is None or _SENTINEL.search(found.text) else found


def _is_accompanied(items: FieldPlace, places: Sequence[FieldPlace]) -> bool:
    """Whether what speaks of pages stands right beside a list."""
    return any(place.parent == items.parent and (_is_total(place) or _is_more(place)) for place in places)


def _is_total(place: FieldPlace) -> bool:
    if not place.holds(Kind.INTEGER) or _OF_NO_TOTAL.search(place.text):
        return False
    return is_called(place, _TOTAL) or (is_called(place, _COUNT) and "总" in place.text)


def _is_more(place: FieldPlace) -> bool:
    return place.holds(Kind.BOOLEAN) and is_called(place, _MORE)


def _nearest(places: Sequence[FieldPlace], items: FieldPlace) -> FieldPlace | None:
    """The one beside the list, or around it, or in an object about pages there; the nearest object counts."""
    around = items.parent
    while around:
        here = [place for place in places if place.parent == around or _is_in_pager(place, around)]
        if here:
            return only(here)
        around = around.rpartition(".")[0]
    return None


def _is_in_pager(place: FieldPlace, around: str) -> bool:
    above, _, name = place.parent.rpartition(".")
    return above == around and _AROUND_PAGES.search(name.lower()) is not None
