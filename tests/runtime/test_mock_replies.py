"""The mock gateway's replies: their three forms to the letter, gzip, and what a test can make an API answer."""

from __future__ import annotations

import gzip
from typing import Any

import pytest
from foreign_client import ADJUST, QUERY, UPDATE, params_of, post, signed
from topclient.mock import MockGateway

EDIT = (
    '{"order_id":"o","store_id":1,"check_mode":2,"recover_deleted_data":true,'
    '"detail_list":[{"item_id":1,"sku_id":0,"sub_order_id":"s","quantity":1}]}'
)
TWO = {"result": {"success": True, "data": [{"sub_order_id": "1"}, {"sub_order_id": "<2>"}]}}


def adjust(gateway: MockGateway, *without: str, **changes: str) -> Any:
    return post(gateway, signed(params_of(ADJUST, *without, shop_inventory_edit=EDIT, **changes)))


def request_id(gateway: MockGateway) -> str:
    return gateway.calls[-1].request_id


def test_json_has_a_root_wrapped_lists_and_the_request_id_inside(mock_gateway: MockGateway) -> None:
    mock_gateway.reply(ADJUST, TWO)
    answer = adjust(mock_gateway)
    items = {"shop_inventory_edit_result_d_t_o": [{"sub_order_id": "1"}, {"sub_order_id": "<2>"}]}
    root = {"result": {"success": True, "data": items}, "request_id": request_id(mock_gateway)}
    assert answer.json == {"inventory_shopinv_adjust_response": root}
    assert answer.headers["content-type"] == "text/javascript;charset=UTF-8"


@pytest.mark.parametrize("simplify", ["true", "1"])
def test_simplified_json_has_neither_root_nor_wrappers(mock_gateway: MockGateway, simplify: str) -> None:
    mock_gateway.reply(ADJUST, TWO)
    assert adjust(mock_gateway, simplify=simplify).json == {**TWO, "request_id": request_id(mock_gateway)}


@pytest.mark.parametrize("without", [(), ("format",)])
def test_xml_is_the_default_and_ends_with_the_hosts_comment(mock_gateway: MockGateway, without: tuple[str]) -> None:
    mock_gateway.reply(ADJUST, TWO)
    answer = adjust(mock_gateway, *without, **({} if without else {"format": "xml"}), simplify="true")
    assert answer.body.decode() == (
        '<?xml version="1.0" encoding="utf-8" ?><inventory_shopinv_adjust_response><result><success>true</success>'
        "<data><shop_inventory_edit_result_d_t_o><sub_order_id>1</sub_order_id></shop_inventory_edit_result_d_t_o>"
        "<shop_inventory_edit_result_d_t_o><sub_order_id>&lt;2&gt;</sub_order_id></shop_inventory_edit_result_d_t_o>"
        f"</data></result><request_id>{request_id(mock_gateway)}</request_id></inventory_shopinv_adjust_response>"
        "<!--top-mock.localhost-->"
    )
    assert answer.headers["content-type"] == "text/xml;charset=UTF-8"


def test_an_empty_list_is_an_empty_object(mock_gateway: MockGateway) -> None:
    mock_gateway.reply(ADJUST, {"result": {"data": []}})
    assert adjust(mock_gateway).json["inventory_shopinv_adjust_response"]["result"] == {"data": {}}
    assert adjust(mock_gateway, simplify="true").json["result"] == {"data": []}
    assert b"<result><data></data></result>" in adjust(mock_gateway, format="xml").body


def test_a_list_of_plain_values_is_wrapped_by_its_kind(mock_gateway: MockGateway) -> None:
    ids = [9007199254740993, 2]
    whole = {"result_dto": {"external_icbu_product_rights_query_result_dto": {"unknown_product_ids": ids}}}
    mock_gateway.reply(QUERY, whole)
    params = params_of(QUERY, external_icbu_product_rights_query_param='{"account_id":1}')
    root = post(mock_gateway, signed(params)).json["alibaba_icbu_shopclone_icbuproductrights_query_response"]
    inner = root["result_dto"]["external_icbu_product_rights_query_result_dto"]
    assert inner == {"unknown_product_ids": {"number": ids}}


def test_the_answer_is_the_pages_example_unless_told_otherwise(mock_gateway: MockGateway) -> None:
    root = post(mock_gateway, signed(params_of())).json["fenxiao_product_update_response"]
    assert root == {
        "pid": 12313454121,
        "modified": "2000-01-01 00:00:00",
        "request_id": request_id(mock_gateway),
    }


def test_gzip_is_for_those_who_ask(mock_gateway: MockGateway) -> None:
    zipped = post(mock_gateway, signed(params_of()), accepts="deflate, gzip;q=0.8")
    assert zipped.headers["content-encoding"] == "gzip"
    assert b"fenxiao_product_update_response" in gzip.decompress(zipped.body)
    for refused in ("identity", "gzip;q=0", ""):
        plain = post(mock_gateway, signed(params_of()), accepts=refused)
        assert "content-encoding" not in plain.headers
        assert b"fenxiao_product_update_response" in plain.body


@pytest.mark.parametrize("simplify", ["false", "true"])
def test_errors_are_wrapped_in_every_json(mock_gateway: MockGateway, simplify: str) -> None:
    mock_gateway.fail(UPDATE, 50, sub_code="isv.invalid-parameter", sub_msg="非法参数")
    assert post(mock_gateway, signed(params_of(simplify=simplify))).json == {
        "error_response": {
            "code": 50,
            "msg": "Remote service error",
            "sub_code": "isv.invalid-parameter",
            "sub_msg": "非法参数",
            "request_id": request_id(mock_gateway),
        }
    }


def test_an_error_in_xml(mock_gateway: MockGateway) -> None:
    mock_gateway.fail(UPDATE, 7, sub_msg="This ban will last for 2 more seconds")
    assert post(mock_gateway, signed(params_of(format="xml"))).body.decode() == (
        '<?xml version="1.0" encoding="utf-8" ?><error_response><code>7</code><msg>App Call Limited</msg>'
        "<sub_msg>This ban will last for 2 more seconds</sub_msg>"
        f"<request_id>{request_id(mock_gateway)}</request_id></error_response><!--top-mock.localhost-->"
    )


def test_ordered_answers_are_given_in_order_and_only_to_good_calls(mock_gateway: MockGateway) -> None:
    mock_gateway.fail(UPDATE, 15, sub_code="isp.top-remote-connection-error", times=2)
    mock_gateway.reply(UPDATE, {"pid": 1}, times=1)
    assert post(mock_gateway, params_of()).error == (24, "Missing signature")
    replies = [post(mock_gateway, signed(params_of())).json for _ in range(4)]
    assert [next(iter(reply)) for reply in replies] == ["error_response"] * 2 + ["fenxiao_product_update_response"] * 2
    assert [next(iter(reply.values())).get("pid") for reply in replies] == [None, None, 1, 12313454121]


def test_an_answer_for_good_lasts_until_the_next_one(mock_gateway: MockGateway) -> None:
    for pid in (1, 2):
        mock_gateway.reply(UPDATE, {"pid": pid})
        replies = [post(mock_gateway, signed(params_of(simplify="true"))).json["pid"] for _ in range(2)]
        assert replies == [pid, pid]


def test_a_reply_may_be_a_response_object_and_is_forgotten_on_reset(mock_gateway: MockGateway) -> None:
    from topclient.apis.taobao.fenxiao.product_update import FenxiaoProductUpdateResponse

    mock_gateway.reply(UPDATE, FenxiaoProductUpdateResponse(pid=5))
    assert post(mock_gateway, signed(params_of(simplify="true"))).json["pid"] == 5
    mock_gateway.reset()
    assert mock_gateway.calls == []
    assert post(mock_gateway, signed(params_of(simplify="true"))).json["pid"] == 12313454121
