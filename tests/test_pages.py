"""The five real pages: what they settle, what they leave open, and that their packaging does not matter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from topgen.errors import PageError
from topgen.pages import page_from_bytes
from topgen.pipeline import PageAnalysis
from topgen.spec.model import Api, DoubtKind, Field, Kind, Required, Session
from topgen.spec.paths import walk_api

PAGES = Path(__file__).parents[1] / "specs" / "pages"


def read(name: str, change: Callable[[bytes], bytes] = bytes) -> Api:
    data = change((PAGES / f"{name}.txt").read_bytes())
    return PageAnalysis(page_from_bytes(data, name, name)).api


def field(api: Api, path: str) -> Field:
    return dict(walk_api(api))[path]


def doubts(api: Api) -> set[tuple[str, DoubtKind]]:
    return {(doubt.at, doubt.kind) for doubt in api.doubts}


def test_lists_without_a_sample_are_placed_with_a_doubt() -> None:
    api = read("alibaba.idle.cycleshop.store.goodspush")
    assert [inner.name for inner in field(api, "response.result.data").fields] == [
        "success_count",
        "success_goodids",
        "fail_goodids",
    ]
    assert doubts(api) == {
        ("response.result.data.success_goodids", DoubtKind.PARENT),
        ("response.result.data.fail_goodids", DoubtKind.PARENT),
    }
    goods = field(api, "request.param.goods_ids")
    assert (str(goods.type), goods.required, goods.example) == ("list[integer]", Required.TRUE, (1234345435,))
    event = field(api, "request.param.event")
    assert [value.value for value in event.known_values] == [
        "FORCE_RETRIEVE",
        "FINISH_RETRIEVED",
        "INVITE_CLEARANCE",
        "DELETE",
    ]
    assert event.known_values[3].meaning == "已删除-商店删除"


def test_a_flat_reply_and_dates() -> None:
    api = read("taobao.paimai.auction.edit")
    inside = field(api, "request.param0").fields
    assert len(inside) == 13
    assert [inner.name for inner in inside if inner.type.kind is Kind.DATETIME] == ["end_time", "start_time"]
    assert [(inner.name, str(inner.type)) for inner in api.response] == [("data", "integer")]
    assert not api.doubts


def test_samples_that_contradict_their_type_are_doubts() -> None:
    api = read("alibaba.icbu.shopclone.icbuproductrights.query")
    above = "response.result_dto.external_icbu_product_rights_query_result_dto"
    assert doubts(api) == {
        (f"{above}.unknown_product_ids", DoubtKind.SAMPLE),
        (f"{above}.invalid_product_ids", DoubtKind.SAMPLE),
        (f"{above}.unknown_from_product_ids", DoubtKind.PARENT),
    }
    assert [inner.name for inner in field(api, above).fields] == [
        "succeed_products",
        "unknown_product_ids",
        "invalid_product_ids",
        "unknown_from_product_ids",
    ]
    ids = field(api, "request.external_icbu_product_rights_query_param.from_product_unique_ids")
    assert ids.example == ("5A2E6C1F", "567ABCDE")
    assert api.session is Session.NONE


def test_a_field_after_a_nested_block_belongs_where_the_example_has_it() -> None:
    api = read("taobao.inventory.shopinv.adjust")
    assert field(api, "request.shop_inventory_edit.recover_deleted_data").required is Required.TRUE
    for level in ("response.result", "response.result.data"):
        assert {"success", "error_code"} <= {inner.name for inner in field(api, level).fields}
    assert not api.doubts


def test_a_pipe_table_without_an_api_name() -> None:
    api = read("taobao.fenxiao.product.update")
    assert api.name == "taobao.fenxiao.product.update"
    assert len(api.request) == 37
    assert doubts(api) == {("api", DoubtKind.NAME), ("request.image", DoubtKind.LIMITS)}
    image = field(api, "request.image")
    assert image.type.kind is Kind.FILE and image.description.startswith("主图图片,如果pic_path")
    assert field(api, "request.is_authz").description.endswith("yes|no yes:需要授权 no:不需要授权")
    assert len(api.description.splitlines()) == 2
    (error,) = api.errors
    assert (error.code, error.message) == ("isv.invalid-parameter:authz", "代销产品必须授权")
    assert error.solution == "不更新产品,返回错误"


FORMS: dict[str, Callable[[bytes], bytes]] = {
    "CRLF": lambda data: data.replace(b"\n", b"\r\n"),
    "a byte order mark": lambda data: b"\xef\xbb\xbf" + data,
    "GB18030": lambda data: data.decode().encode("gb18030"),
    "UTF-16": lambda data: data.decode().encode("utf-16"),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", sorted(path.stem for path in PAGES.glob("*.txt")))
def test_the_form_of_the_bytes_does_not_matter(name: str, form: str) -> None:
    plain, other = read(name), read(name, FORMS[form])
    assert replace(other, source=plain.source) == plain


def test_nested_rows_without_a_row_above_them_are_no_crash() -> None:
    lost = "param CycleShopGoodsStatusUpdateTopCmd 必须 请求参数\n".encode()
    with pytest.raises(PageError, match="goods_ids"):
        read("alibaba.idle.cycleshop.store.goodspush", lambda data: data.replace(lost, b""))
