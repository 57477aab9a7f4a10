"""How an API gives its results in pages: by numbers, by offsets, or by a cursor that each answer hands out.

In:  the fields of both sides, and the doubts about them.
Out: ``InferredPaging``; None wherever a name, a type or a sentence leaves a choice. Precision comes before recall.
Samples are no evidence, since the platform fills them with anything; a page that tells its readers to walk
backwards, or to pass a switch first, has no scheme that another program may walk on its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from topgen.extract.prose.paging.answering import Answered, find_answer, find_next
from topgen.extract.prose.paging.asking import Asked, find_asked
from topgen.extract.prose.paging.places import FieldPlace, walk_places
from topgen.spec.inferred import InferredPaging
from topgen.spec.model import Doubt, DoubtKind, Field

_UNSETTLED = frozenset({DoubtKind.PARENT, DoubtKind.ROW, DoubtKind.LIST, DoubtKind.TYPE, DoubtKind.NAME})

__all__ = ["find_misplaced", "find_paging"]


_ASKED = frozenset({"page", "cursor", "size"})
_NOT_PAGED = "不分页"


def find_paging(
    said: str, request: Sequence[Field], response: Sequence[Field], doubts: Iterable[Doubt]
) -> InferredPaging | None:
    """Return the one scheme of pages that the names, types and words of an API show; ``said`` is its title and text."""
    if _NOT_PAGED in said:
        return None
    asked = find_asked(tuple(walk_places(request, "request")))
    answered = find_answer(tuple(walk_places(response, "response"))) if asked is not None else None
    if asked is None or answered is None:
        return None
    following = find_next(asked.start, answered.places) if asked.by_cursor else None
    if asked.by_cursor and following is None:
        return None
    used = [place for place in (asked.start, answered.items, asked.size, following) if place is not None]
    unsettled = {doubt.at for doubt in doubts if doubt.kind in _UNSETTLED}
    if any(place.lies_below(at) for place in used for at in unsettled):
        return None
    return _paging(asked, answered, following)


def find_misplaced(paging: InferredPaging, request: Sequence[Field], response: Sequence[Field]) -> str:
    """Say what is wrong with a scheme that a person states; empty when each part is a field that can have it."""
    sides = {"request": walk_places(request, "request"), "response": walk_places(response, "response")}
    there = {side: {place.path: place for place in places} for side, places in sides.items()}
    for name, part in paging.places:
        side = "request" if name in _ASKED else "response"
        place = there[side].get(part.at)
        if place is None:
            return f"{name}: there is no {part.at} in the {side}, or not outside of lists"
        if place.field.type.is_list != (name == "items"):
            return f"{name}: {part.at} is {place.field.type}"
    by_cursor = (paging.cursor is not None, paging.next is not None)
    whole = by_cursor in ((False, False), (True, True)) and (paging.page is None) == by_cursor[0]
    return "" if whole else "either page is there, or cursor and next are"


def _paging(asked: Asked, answered: Answered, following: FieldPlace | None) -> InferredPaging:
    start = asked.start.quoted()
    return InferredPaging(
        page=None if asked.by_cursor else start,
        first=asked.first,
        by_offset=asked.by_offset,
        cursor=start if asked.by_cursor else None,
        next=following.quoted() if following is not None else None,
        size=asked.size.quoted() if asked.size is not None else None,
        items=answered.items.quoted(),
        total=answered.total.quoted() if answered.total is not None else None,
        more=answered.more.quoted() if answered.more is not None else None,
    )
