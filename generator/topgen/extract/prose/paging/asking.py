"""Which parameter asks for a page: its number, how many items stand before it, or a cursor.

In:  the places of a request.
Out: ``Asked``; None where there is no such parameter, more than one, or words against walking the pages one by one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from topgen.extract.prose.paging.places import FieldPlace, is_called, only
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
    r"从\s?(?P<a>[01])\s?(?:开始|起)|(?<!\d)(?P<b>[01])\s?(?:为|是|代表|表示)(?:第一页|首页)"
    r"|(?:起始|开始)(?:页码?|值)?(?:为|是|:)\s?(?P<c>[01])(?!\d)|(?:第一页|首页)(?:为|是|传|填|:|=)\s?(?P<d>[01])(?!\d)"
    r"|(?:默认|缺省|default)(?:值|页码?)?\s?(?:为|是|:|=)?\s?(?P<e>[01])(?![\d.])"
    r"|(?:starts?|starting|begins?)\s(?:from|with|at)\s(?P<f>[01])(?!\d)|(?:大于等于|>=|≥)\s?(?P<g>1)(?!\d)"
    r"|最小(?:页数|页码|值)?(?:为|是|:)\s?(?P<h>[01])(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """How a request asks for a page."""

    start: FieldPlace
    """The number, the offset, or the cursor."""
    size: FieldPlace | None
    first: int
    by_offset: bool = False
    by_cursor: bool = False


def find_asked(places: Sequence[FieldPlace]) -> Asked | None:
    """Return the one way in which a request asks for a page."""
    if any(_is_switch(place) for place in places):
        return None
    ways = [place for place in places if _is_way(place)]
    start = only(ways)
    if start is None:
        return None
    size = _find_size(start, places)
    if is_called(start, CURSOR):
        return Asked(start, size, 1, by_cursor=True)
    by_offset = is_called(start, _OFFSET) and not _is_numbered(start)
    first = _find_first(start, 0 if by_offset else 1)
    return _sound(Asked(start, size, first, by_offset)) if first is not None else None


def _is_switch(place: FieldPlace) -> bool:
    return place.holds(Kind.BOOLEAN) and (is_called(place, _SWITCH) or _SAID_TO_SWITCH.search(place.text) is not None)


def _is_way(place: FieldPlace) -> bool:
    """Whether the name may be that of a page, so that a second one leaves a choice."""
    if place.field.inferred.deprecated is not None:
        return False
    if is_called(place, CURSOR):
        return place.holds(Kind.STRING, Kind.INTEGER)
    if place.word in ("start", "startindex", "current"):
        return place.holds(Kind.INTEGER) and (_is_offset(place) or _is_numbered(place))
    if place.holds(Kind.STRING):
        return is_called(place, _NUMBER) and _CALLED_NUMBER.search(place.text) is not None
    return place.holds(Kind.INTEGER) and any(is_called(place, form) for form in (_NUMBER, _WEAK_NUMBER, _OFFSET))


def _is_numbered(place: FieldPlace) -> bool:
    """Whether the words are those of a page's number; an offset has to be called so plainly."""
    if _AGAINST.search(place.text):
        return False
    if _CALLED_NUMBER.search(place.text):
        return True
    perhaps = _PERHAPS_NUMBER.search(place.text) is not None and _CALLED_SIZE.search(place.text) is None
    return perhaps and not is_called(place, _OFFSET)


def _is_offset(place: FieldPlace) -> bool:
    return _OF_AN_OFFSET.search(place.text) is not None and _OF_NO_OFFSET.search(place.text) is None


def _sound(asked: Asked) -> Asked | None:
    """The way of asking, if the words agree with the name; no words will do beside a strong name and a size."""
    if asked.by_offset:
        return asked if asked.size is not None and (_is_offset(asked.start) or not asked.start.text) else None
    silent = not asked.start.text.strip() and is_called(asked.start, _NUMBER) and asked.size is not None
    return asked if silent or _is_numbered(asked.start) else None


def _find_size(start: FieldPlace, places: Sequence[FieldPlace]) -> FieldPlace | None:
    """The parameter beside it that says how many items a page has."""
    kinds = (Kind.INTEGER, *((Kind.STRING,) if start.holds(Kind.STRING) else ()))
    beside = [place for place in places if place.parent == start.parent and place.holds(*kinds)]
    strong = [place for place in beside if is_called(place, _SIZE) and not _OF_NO_SIZE.search(place.text)]
    weak = [place for place in beside if is_called(place, _WEAK_SIZE) and _is_size(place)]
    return only(strong) if strong else only(weak)


def _is_size(place: FieldPlace) -> bool:
    return _OF_A_SIZE.search(place.text) is not None and _OF_NO_SIZE.search(place.text) is None


def _find_first(start: FieldPlace, usual: int) -> int | None:
    """The number of the first page; None where the words name two."""
    shown = {int(number) for found in _FIRST.finditer(start.text) for number in found.groups() if number}
    default = start.field.limits.default
    shown |= {int(default)} if default in ("0", "1") else set()
    return shown.pop() if len(shown) == 1 else None if shown else usual
