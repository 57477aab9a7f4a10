"""How an API gives its results in pages: by numbers, by offsets, or by a cursor that each response hands out.

In:  the fields of both sides, and the doubts about them.
Out: ``InferredPaging``; None wherever a name, a type or a sentence leaves a choice: better lost than wrong.
Note: samples are no evidence, since the platform fills them with anything; a page that tells its readers to walk
backwards, or to pass a switch first, has no scheme that another program may walk on its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from topgen.extract.prose.paging.places import walk_places
from topgen.extract.prose.paging.request import find_parameters
from topgen.extract.prose.paging.response import find_list, find_next
from topgen.spec.inferred import InferredPaging
from topgen.spec.model import Doubt, DoubtKind, Field

_UNSETTLED = frozenset({DoubtKind.PARENT, DoubtKind.ROW, DoubtKind.LIST, DoubtKind.TYPE, DoubtKind.NAME})
_IN_REQUEST = frozenset({"page", "cursor", "size"})
_NOT_PAGED = "不分页"


def find_paging(
    said: str, request: Sequence[Field], response: Sequence[Field], doubts: Iterable[Doubt]
) -> InferredPaging | None:
    """Return the one scheme of pages that the names, types and words of an API show.

    ``said`` is the title and the text of the API.
    """
    asked = find_parameters(tuple(walk_places(request, "request"))) if _NOT_PAGED not in said else None
    answers = tuple(walk_places(response, "response")) if asked is not None else ()
    paged = find_list(answers)
    following = find_next(asked.start, answers) if asked is not None and asked.by_cursor else None
    if asked is None or paged is None or (asked.by_cursor and following is None):
        return None
    needed = {"cursor" if asked.by_cursor else "page": asked.start, "size": asked.size, "items": paged.items}
    needed["next"] = following
    paths = [f"{place.path}." for place in needed.values() if place is not None]
    if any(path.startswith(f"{doubt.at}.") for path in paths for doubt in doubts if doubt.kind in _UNSETTLED):
        return None
    parts = {**needed, "total": paged.total, "more": paged.more}
    quoted = {name: place.quoted() for name, place in parts.items() if place is not None}
    return InferredPaging(first=asked.first, by_offset=asked.by_offset, **quoted)


def find_misplaced(paging: InferredPaging, request: Sequence[Field], response: Sequence[Field]) -> str:
    """Return what is wrong with a scheme that a person states; empty when each part is a field that can have it."""
    sides = {"request": walk_places(request, "request"), "response": walk_places(response, "response")}
    fields = {side: {place.path: place.field for place in places} for side, places in sides.items()}
    for name, part in paging.places:
        side = "request" if name in _IN_REQUEST else "response"
        field = fields[side].get(part.at)
        if field is None:
            return f"{name}: there is no {part.at} in the {side}, or not outside of lists"
        if field.type.is_list != (name == "items"):
            return f"{name}: {part.at} is {field.type}"
    parts = {name for name, _ in paging.places} & {"page", "cursor", "next"}
    return "" if parts in ({"page"}, {"cursor", "next"}) else "either page is there, or cursor and next are"
