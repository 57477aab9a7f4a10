"""How pages are found in names, types and words; where anything leaves a choice, nothing is found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from topgen.extract.prose.paging import find_misplaced, find_paging
from topgen.spec.inferred import Deprecation, Inferred, InferredPaging, InferredPlace
from topgen.spec.model import Doubt, DoubtKind, Field, Kind, Limits, TypeRef


def field(name: str, kind: str = "string", description: str = "", *fields: Field, **more: Any) -> Field:
    is_list = kind.startswith("list[")
    kind_ = Kind(kind.removeprefix("list[").removesuffix("]"))
    return Field(name=name, type=TypeRef(kind_, is_list), description=description, fields=fields, **more)


def number(name: str = "page_no", words: str = "页码", **more: Any) -> Field:
    return field(name, "integer", words, **more)


SIZE = field("page_size", "integer", "每页条数")
ITEMS = field("items", "list[object]", "商品列表", field("id", "integer"))


def paging_of(
    request: Sequence[Field], response: Sequence[Field] = (ITEMS,), *doubts: Doubt, said: str = ""
) -> InferredPaging | None:
    paging = find_paging(said, request, response, doubts)
    assert paging is None or not find_misplaced(paging, request, response)
    return paging


def parts_of(request: Sequence[Field], response: Sequence[Field] = (ITEMS,)) -> dict[str, str]:
    paging = paging_of(request, response)
    assert paging is not None
    return {name: place.at for name, place in paging.places}


def first_of(*request: Field) -> tuple[int, bool]:
    paging = paging_of(request)
    assert paging is not None
    return paging.first, paging.by_offset


def test_pages_by_number_with_all_their_parts_and_their_words() -> None:
    total, more = number("total_results", "搜索到的总数"), field("has_next", "boolean", "是否有下一页。可翻页")
    assert paging_of((number(words="页码，从1开始。最大100"), SIZE), (ITEMS, total, more)) == InferredPaging(
        page=InferredPlace("request.page_no", "页码，从1开始"),
        size=InferredPlace("request.page_size", "每页条数"),
        items=InferredPlace("response.items", "商品列表"),
        total=InferredPlace("response.total_results", "搜索到的总数"),
        more=InferredPlace("response.has_next", "是否有下一页"),
    )


@pytest.mark.parametrize("name", ["page", "pageNo", "PAGE_NUM", "page_number", "currentPage", "cur_page", "to_page"])
def test_the_number_of_a_page_has_many_spellings(name: str) -> None:
    assert parts_of((number(name),)) == {"page": f"request.{name}", "items": "response.items"}


def test_both_sides_may_be_deep_inside_of_objects() -> None:
    request = (field("param", "object", "", field("page", "object", "", number("page"), SIZE)),)
    response = (field("result", "object", "", field("data", "object", "", ITEMS), number("total", "总数")),)
    assert parts_of(request, response) == {
        "page": "request.param.page.page",
        "size": "request.param.page.page_size",
        "items": "response.result.data.items",
        "total": "response.result.total",
    }


def test_numbers_may_be_text_where_the_words_are_plain() -> None:
    request = (field("page_index", "string", "当前页数"), field("page_size", "string", "每页条数"))
    assert parts_of(request)["size"] == "request.page_size"


@pytest.mark.parametrize("kind", ["list[string]", "list[integer]", "list[json]", "list[object]"])
def test_the_items_may_be_plain_values(kind: str) -> None:
    assert parts_of((number(),), (field("ids", kind),))["items"] == "response.ids"


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("页码", 1),
        ("页码,从0开始", 0),
        ("页码，从 １ 开始", 1),
        ("页码(0为第一页)", 0),
        ("第几页,默认:1", 1),
        ("页码。默认值为0", 0),
        ("页码,默认10", 1),
        ("page number, starts from 0", 0),
    ],
)
def test_the_words_tell_the_number_of_the_first_page(words: str, first: int) -> None:
    assert first_of(number(words=words)) == (first, False)


def test_the_table_may_tell_the_first_page_and_a_sample_never_does() -> None:
    assert first_of(number(limits=Limits(default="0"))) == (0, False)
    assert first_of(number(example=0)) == (1, False)


def test_an_offset_counts_items() -> None:
    assert first_of(field("offset", "integer", "偏移量"), SIZE) == (0, True)
    assert first_of(field("offset", "integer", "页码(0为第一页)"), SIZE) == (0, False)
    assert first_of(field("start", "integer", "查询起始位置,默认为0"), field("limit", "integer", "条数")) == (0, True)
    assert paging_of((field("offset", "integer", "偏移量"),)) is None


def test_a_cursor_is_what_the_answer_hands_out() -> None:
    request = (field("scroll_id", "string", "滚动ID"), SIZE)
    assert parts_of(request, (ITEMS, field("scroll_id", "string", "滚动ID"))) == {
        "cursor": "request.scroll_id",
        "size": "request.page_size",
        "items": "response.items",
        "next": "response.scroll_id",
    }
    assert parts_of((field("cursor"),), (ITEMS, field("next_cursor")))["next"] == "response.next_cursor"
    assert paging_of(request) is None
    assert paging_of(request, (ITEMS, field("scroll_id", "integer"))) is None
    assert paging_of(request, (ITEMS, field("scroll_id", "string", "当为-1时表示没有更多数据"))) is None
    assert paging_of((field("token"),), (ITEMS, field("token"))) is None


@pytest.mark.parametrize(
    "request_",
    [
        (),
        (SIZE,),
        (number("page", ""), SIZE),
        (number("page", "每页多少条"), SIZE),
        (field("page_no", "string", "页面"), SIZE),
        (field("page", "string", "页码"), SIZE),
        (field("page_no", "list[integer]", "页码"), SIZE),
        (field("list", "list[object]", "", number()),),
        (number(), number("current_page", "当前页")),
        (number(), field("offset", "integer", "偏移量"), SIZE),
        (number(), field("page_token", "string", "游标")),
        (number(words="页码。必须采用倒序的分页方式(从最后一页往回取)"),),
        (number(words="选择步骤2时,分页查询参数"),),
        (number(words="页码,从0开始,默认1"),),
        (number(words="分页游标"),),
        (number(), field("by_page", "boolean", "是否分页")),
        (number(inferred=Inferred(deprecated=Deprecation("废弃"))),),
        (number(), number()),
    ],
)
def test_a_request_that_leaves_a_choice_has_no_pages(request_: tuple[Field, ...]) -> None:
    assert paging_of(request_) is None


@pytest.mark.parametrize(
    "response",
    [
        (),
        (field("data", "object", "", field("id")),),
        (ITEMS, field("others", "list[object]")),
        (field("error_list", "list[string]"),),
        (field("outer", "list[object]", "", ITEMS), field("more", "list[string]")),
        (ITEMS, ITEMS),
    ],
)
def test_an_answer_that_leaves_a_choice_has_no_pages(response: tuple[Field, ...]) -> None:
    assert paging_of((number(), SIZE), response) is None


def test_of_several_lists_the_one_beside_the_total_is_meant() -> None:
    data = field("data", "object", "", ITEMS, number("total_count", "总条数"))
    assert parts_of((number(),), (data, field("labels", "list[string]")))["items"] == "response.data.items"
    errors = field("error_messages", "list[string]")
    assert parts_of((number(),), (ITEMS, errors))["items"] == "response.items"


@pytest.mark.parametrize("words", ["总页数", "本页条数", "当前查询的结果数,非总数", "总数,只在第一页返回"])
def test_what_is_no_total_of_all_items_is_left_out(words: str) -> None:
    assert "total" not in parts_of((number(),), (ITEMS, number("total", words)))


def test_two_totals_are_none_and_the_nearest_counts() -> None:
    assert "total" not in parts_of((number(),), (ITEMS, number("total", "总数"), number("total_count", "总数")))
    result = field("result", "object", "", ITEMS, number("total", "总数"))
    assert parts_of((number(),), (result, number("total_count", "总数")))["total"] == "response.result.total"
    pager = field("page_info", "object", "", number("total", "总数"))
    assert parts_of((number(),), (ITEMS, pager))["total"] == "response.page_info.total"


@pytest.mark.parametrize("kind", [DoubtKind.PARENT, DoubtKind.ROW, DoubtKind.LIST, DoubtKind.TYPE])
@pytest.mark.parametrize("at", ["request.page_no", "response.result", "response.result.items"])
def test_a_doubt_about_a_part_or_what_it_stands_in_is_a_choice(at: str, kind: DoubtKind) -> None:
    response = (field("result", "object", "", ITEMS),)
    doubt, sample = (Doubt(at=at, kind=each, chosen="", reason="", line=1) for each in (kind, DoubtKind.SAMPLE))
    assert paging_of((number(),), response, doubt) is None
    assert paging_of((number(),), response, sample) is not None


def test_an_api_that_says_that_it_has_no_pages_has_none() -> None:
    assert paging_of((number(),), said="查询全量列表(不分页)") is None


@pytest.mark.parametrize(
    ("parts", "fault"),
    [
        ({"page": "request.x", "items": "response.items"}, "no request.x"),
        ({"page": "response.items", "items": "response.items"}, "no resp"),
        ({"page": "request.page_no", "items": "response.items.id"}, "no response.items.id"),
        ({"items": "response.items"}, "either page is there"),
        ({"cursor": "request.page_no", "items": "response.items"}, "either page is there"),
        (
            {"page": "request.page_no", "items": "response.items", "total": "response.items"},
            "total: response.items is list[object]",
        ),
    ],
)
def test_a_scheme_that_does_not_fit_the_fields_is_told(parts: dict[str, str], fault: str) -> None:
    paging = InferredPaging(first=1, by_offset=False, **{name: InferredPlace(at, "") for name, at in parts.items()})
    assert fault in find_misplaced(paging, (number(),), (ITEMS,))
