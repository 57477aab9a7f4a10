"""What differs between two specs of one API, and what a poorer page has only lost."""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

sys.path.insert(0, str(Path(__file__).parents[1] / "python_model"))

from apis_by_hand import a_field, an_api, needed

from topgen.diff import find_changes, find_losses
from topgen.spec.model import Api, Doubt, DoubtKind, ErrorCode, Field, Limits, Required, Session, Source
from topgen.spec.spec_file import load_api

CASES = sorted((Path(__file__).parents[1] / "cases").glob("*/*/spec.txt"))


def told(old: Api, new: Api) -> list[str]:
    return [str(change) for change in find_changes(old, new)]


def lost(old: Api, new: Api) -> list[str]:
    return [f"{loss.at} {loss.fact}" for loss in find_losses(old, new)]


def api_of(*request: Field, response: tuple[Field, ...] = (), **more: object) -> Api:
    return an_api(request=request, response=response, **more)


PRICE = needed("price", "decimal", description="多少钱")


@pytest.mark.parametrize(
    ("after", "line"),
    [
        (
            a_field("price", "string", required=Required.TRUE, description="多少钱"),
            "request.price: type decimal → string",
        ),
        (replace(PRICE, type=replace(PRICE.type, is_list=True)), "request.price: type decimal → list[decimal]"),
        (replace(PRICE, required=Required.FALSE), "request.price: required true → false"),
        (replace(PRICE, description="价格"), "request.price: description 多少钱 → 价格"),
        (replace(PRICE, limits=Limits(maximum=Decimal("9.5"))), "request.price: maximum none → 9.5"),
    ],
)
def test_each_fact_that_changes_is_one_line(after: Field, line: str) -> None:
    assert told(api_of(PRICE), api_of(after)) == [line]


def test_fields_come_and_go_as_a_whole() -> None:
    box = a_field("box", "object", a_field("a"), a_field("b"), struct="Box")
    assert told(api_of(), api_of(box)) == ["request.box: new, object Box, with 2 fields"]
    assert told(api_of(box), api_of()) == ["request.box: gone, was object Box, with 2 fields"]


def test_a_field_that_stands_elsewhere_has_moved() -> None:
    inside = a_field("result", "object", a_field("ids", "list[string]"), a_field("x"))
    beside = (a_field("result", "object", a_field("x")), a_field("ids", "list[string]"))
    moved = "response.ids: parent response.result → response"
    assert told(an_api(response=(inside,)), an_api(response=beside)) == [moved]


def test_errors_session_and_titles_are_told() -> None:
    old = an_api(title="查", session=Session.NONE, errors=(ErrorCode("isv.a", "x", ""), ErrorCode("isv.b", "", "")))
    new = an_api(
        title="查询", session=Session.REQUIRED, errors=(ErrorCode("isv.a", "y", "z"), ErrorCode("isv.c", "", ""))
    )
    assert told(old, new) == [
        "api: title 查 → 查询",
        "api: session none → required",
        "errors: isv.a x → y / z",
        "errors: new, isv.c",
        "errors: gone, was isv.b",
    ]


def test_another_page_of_the_same_words_is_no_change() -> None:
    api = api_of(PRICE)
    assert told(api, replace(api, source=Source("pages/b.md", "1" * 64, "markdown"))) == []


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_a_spec_differs_in_nothing_from_itself_and_has_lost_nothing(path: Path) -> None:
    api = load_api(path.read_text("utf-8"), str(path))
    assert find_changes(api, api) == ()
    assert find_losses(api, api) == ()


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_an_empty_page_has_lost_all_and_a_fuller_one_nothing(path: Path) -> None:
    api = load_api(path.read_text("utf-8"), str(path))
    cut = replace(api, request=(), response=(), errors=())
    assert find_losses(api, cut)
    assert find_losses(cut, api) == ()


CUT = Doubt("api", DoubtKind.TRUNCATED, "the whole page", "it ends in the middle", 9)


def test_a_field_that_is_gone_is_lost_only_on_a_poorer_page() -> None:
    old, new = api_of(PRICE, a_field("id")), api_of(PRICE)
    assert lost(old, new) == []
    assert lost(old, replace(new, doubts=(CUT,))) == ["request.id field", "api end of the page"]
    assert lost(old, replace(new, source=replace(new.source, dialect="pipe"))) == ["request.id field"]
    assert lost(replace(old, doubts=(CUT,)), replace(new, doubts=(CUT,))) == []


def test_what_was_known_and_is_unknown_is_lost_on_any_page() -> None:
    assert lost(api_of(PRICE), api_of(replace(PRICE, required=Required.UNKNOWN))) == ["request.price required"]
    assert lost(api_of(PRICE), api_of(replace(PRICE, required=Required.FALSE))) == []
    assert lost(an_api(session=Session.NONE), an_api()) == ["api session"]


def test_a_fact_that_changes_into_a_doubted_one_is_lost() -> None:
    new = api_of(replace(PRICE, type=replace(PRICE.type, is_list=True)))
    doubt = Doubt("request.price", DoubtKind.LIST, "list", "only the name tells it", 4)
    assert lost(api_of(PRICE), new) == []
    assert lost(api_of(PRICE), replace(new, doubts=(doubt,))) == ["request.price type"]


def test_a_fuller_page_of_another_layout_has_lost_nothing() -> None:
    pipe = replace(an_api(response=(a_field("id"),)), source=Source("pages/a.txt", "0" * 64, "pipe"))
    bullets = an_api(response=(a_field("id", "integer", description="编号"), a_field("name", description="名")))
    assert lost(pipe, bullets) == []
