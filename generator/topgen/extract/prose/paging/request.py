"""Which parameter asks for a page: its number, how many items stand before it, or a cursor.

In:  the places of a request.
Out: ``PageParameters``; None where no parameter or more than one asks, or words speak against walking page by page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from topgen.extract.prose.paging.places import PlacedField, only
from topgen.spec.model import Kind

CURSOR = re.compile(r"(?:next|page)?cursor|scrollid|next(?:page)?(?:key|token|id)?|pagetoken|pageresultkey")
_NUMBER = re.compile(r"(?:query)?page(?:no|num|number|index|idx)|curr?(?:ent)?page(?:no|num|index)?|(?:to|now)page")
_WEAK_NUMBER = re.compile(r"pages?|current|pagecurrent")
_OFFSET = re.compile(r"offset|start(?:row|index|pos)?|beginindex")
_SIZE = re.compile(r"(?:per|query)?pagesize|pagelimit")
_WEAK_SIZE = re.compile(r"size|limit|rows|maxresults|pagecount|perpage")

_CALLED_NUMBER = re.compile(r"页码|页号|页数|第几页|当前页|第一页")
_PERHAPS_NUMBER = re.compile(r"页|page")
_CALLED_SIZE = re.compile(r"每页|页大小|页面大小|多少条|条数")
_AGAINST = re.compile(r"游标|偏移|倒序|逆序|反向|从最后一页|从后往前|(?<![填写传空])时,|token|cursor")
_OF_AN_OFFSET = re.compile(r"偏移|起始(?:位置|值|条)|下标|开始(?:位置|下标|条数)|分页|offset")
_OF_NO_OFFSET = re.compile(r"时间|日期|页码|第几页|倒序")
_OF_A_SIZE = re.compile(r"页|条|个数|数量|记录|行数|分页")
_OF_NO_SIZE = re.compile(r"展开|维度|总页|页码|第几页|页数")
_SWITCH = re.compile(r"(?:need)?bypage|needpage|ispage|usepage|pageflag|pagequeryrequest|paging")
_SAID_TO_SWITCH = re.compile(r"是否分页|进行分页")

_FIRST = re.compile(
    r"从\s?([01])\s?(?:开始|起)|(?<!\d)([01])\s?(?:为|是|代表|表示)(?:第一页|首页)"
    r"|(?:起始|开始)(?:页码?|值)?(?:为|是|:)\s?([01])(?!\d)|(?:第一页|首页)(?:为|是|传|填|:|=)\s?([01])(?!\d)"
    r"|(?:默认|缺省|default)(?:值|页码?)?\s?(?:为|是|:|=)?\s?([01])(?![\d.])"
    r"|(?:starts?|starting|begins?)\s(?:from|with|at)\s([01])(?!\d)|(?:大于等于|>=|≥)\s?(1)(?!\d)"
    r"|最小(?:页数|页码|值)?(?:为|是|:)\s?([01])(?!\d)"
)


class PageParameters(NamedTuple):
    """How a request asks for a page."""

    start: PlacedField
    """The number, the offset, or the cursor."""
    size: PlacedField | None
    first: int
    by_offset: bool = False
    by_cursor: bool = False


def find_parameters(places: Sequence[PlacedField]) -> PageParameters | None:
    """Return the one way in which a request asks for a page."""
    if any(place.holds(Kind.BOOLEAN) and (place.is_called(_SWITCH) or place.says(_SAID_TO_SWITCH)) for place in places):
        return None
    start = only([place for place in places if _may_start(place)])
    if start is None:
        return None
    size = _find_size(start, places)
    if start.is_called(CURSOR):
        return PageParameters(start, size, 1, by_cursor=True)
    by_offset = start.is_called(_OFFSET) and not _is_numbered(start)
    first = _find_first(start, 0 if by_offset else 1)
    # No words will do beside a strong name and a size.
    silent = size is not None and not start.text.strip() and start.is_called(_OFFSET if by_offset else _NUMBER)
    plain = size is not None and _is_offset(start) if by_offset else _is_numbered(start)
    return PageParameters(start, size, first, by_offset) if first is not None and (silent or plain) else None


def _may_start(place: PlacedField) -> bool:
    """Return whether the name may be that of a page, so that a second one leaves a choice."""
    if place.field.inferred.deprecated is not None:
        return False
    if place.is_called(CURSOR):
        return place.holds(Kind.STRING, Kind.INTEGER)
    if place.word in ("start", "startindex", "current"):
        return place.holds(Kind.INTEGER) and (_is_offset(place) or _is_numbered(place))
    if place.holds(Kind.STRING):
        return place.is_called(_NUMBER) and place.says(_CALLED_NUMBER)
    return place.holds(Kind.INTEGER) and place.is_called(_NUMBER, _WEAK_NUMBER, _OFFSET)


def _is_numbered(place: PlacedField) -> bool:
    """Return whether the words are those of a page's number; an offset has to be called so plainly."""
    if place.says(_AGAINST) or place.says(_CALLED_NUMBER):
        return not place.says(_AGAINST)
    return place.says(_PERHAPS_NUMBER) and not place.says(_CALLED_SIZE) and not place.is_called(_OFFSET)


def _is_offset(place: PlacedField) -> bool:
    return place.says(_OF_AN_OFFSET) and not place.says(_OF_NO_OFFSET)


def _find_size(start: PlacedField, places: Sequence[PlacedField]) -> PlacedField | None:
    """Return the parameter beside it that says how many items a page has."""
    kinds = (Kind.INTEGER, *((Kind.STRING,) if start.holds(Kind.STRING) else ()))
    beside = [place for place in places if place.parent == start.parent and place.holds(*kinds)]
    sizes = [place for place in beside if not place.says(_OF_NO_SIZE)]
    strong = [place for place in sizes if place.is_called(_SIZE)]
    return only(strong or [place for place in sizes if place.is_called(_WEAK_SIZE) and place.says(_OF_A_SIZE)])


def _find_first(start: PlacedField, usual: int) -> int | None:
    """Return the number of the first page; None where the words name two."""
    shown = {number for found in _FIRST.finditer(start.text) for number in found.groups() if number}
    shown |= {start.field.limits.default or ""} & {"0", "1"}
    return int(shown.pop()) if len(shown) == 1 else None if shown else usual
