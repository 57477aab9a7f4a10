"""The wire shapes of the platform's own SDKs against the mock gateway: it has to take each as the platform does."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any
from xml.etree import ElementTree

import pytest
from official_shapes import (
    UnpackedReply,
    exchange,
    java_batch,
    java_call,
    java_form,
    java_upload,
    net_call,
    php_call,
    python_call,
    python_form,
    python_upload,
    system_params,
)
from topclient.mock import MockGateway

UPDATE = "taobao.fenxiao.product.update"
RIGHTS = "alibaba.icbu.shopclone.icbuproductrights.query"
ADJUST = "taobao.inventory.shopinv.adjust"
AWKWARD = "袜子 & a=b/?+%~* 😀"
FILE = ("image", "袜子.jpg", "image/jpeg", bytes(range(256)) * 50 + b"\r\n--148005346257\r\n")
JAVA_JSON = (
    '{"check_mode":2,"detail_list":[{"item_id":9007199254740993,"quantity":1,"sku_id":0,"sub_order_id":"a\\/b"}],'
    '"order_id":"订单","recover_deleted_data":true,"store_id":111111111}'
)
"""As the Java SDK writes an object: keys in alphabetical order, slashes escaped, Chinese as it is."""
PYTHON_JSON = '{"account_id": 1, "company_id": null, "from_shop_platform_code": "\\u5929\\u732b"}'
"""As the new Python client does: what was not set is null."""

Shape = Callable[[str, Mapping[str, str], Mapping[str, str]], bytes]
every_shape = pytest.mark.parametrize("shape", [java_call, net_call, php_call, python_call])
every_sign_method = pytest.mark.parametrize("sign_method", ["md5", "hmac", "hmac-sha256"])


def send(gateway: MockGateway, shape: Shape, method: str, business: Mapping[str, str], **system: str) -> UnpackedReply:
    return exchange(gateway.url, shape(gateway.url, system_params(method, **system), business))


def data_of(answer: UnpackedReply) -> Any:
    assert answer.status == 200
    return json.loads(answer.body)


@every_sign_method
@every_shape
def test_a_call_is_understood(mock_gateway: MockGateway, shape: Shape, sign_method: str) -> None:
    answer = send(mock_gateway, shape, UPDATE, {"pid": "444", "name": AWKWARD}, sign_method=sign_method)
    assert data_of(answer)["fenxiao_product_update_response"]["pid"] == 12313454121
    (call,) = mock_gateway.calls
    assert (call.failure, call.arguments) == (None, {"pid": 444, "name": AWKWARD})


@every_shape
def test_a_value_that_was_changed_on_its_way_is_refused(mock_gateway: MockGateway, shape: Shape) -> None:
    good = shape(mock_gateway.url, system_params(UPDATE), {"pid": "444"})
    answer = exchange(mock_gateway.url, good.replace(b"pid=444", b"pid=445"))
    assert data_of(answer)["error_response"]["code"] == 25


@every_shape
def test_without_arguments_the_body_is_empty_and_the_signature_still_counts(
    mock_gateway: MockGateway, shape: Shape
) -> None:
    error = data_of(send(mock_gateway, shape, UPDATE, {}))["error_response"]
    assert (error["code"], error["msg"]) == (40, "Missing required arguments:pid")


def test_java_asks_for_xml_by_default_and_gets_it_packed(mock_gateway: MockGateway) -> None:
    answer = send(mock_gateway, java_call, ADJUST, {"shop_inventory_edit": JAVA_JSON}, format="xml", simplify="true")
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["content-type"] == "text/xml;charset=UTF-8"
    root = ElementTree.fromstring(answer.body)
    assert root.tag == "inventory_shopinv_adjust_response"
    assert root.findtext("result/data/shop_inventory_edit_result_d_t_o/sub_order_id") == "subOrderId1"
    received = mock_gateway.calls[0].arguments["shop_inventory_edit"]
    assert received == json.loads(JAVA_JSON)


@every_sign_method
@pytest.mark.parametrize("shape", [java_upload, python_upload])
def test_an_upload_arrives_byte_for_byte(
    mock_gateway: MockGateway, shape: Callable[..., bytes], sign_method: str
) -> None:
    system = system_params(UPDATE, sign_method)
    answer = exchange(mock_gateway.url, shape(mock_gateway.url, system, {"pid": "444", "name": AWKWARD}, FILE))
    assert data_of(answer)["fenxiao_product_update_response"]
    (call,) = mock_gateway.calls
    assert call.arguments == {"pid": 444, "name": AWKWARD}
    file = call.files["image"]
    assert (file.filename, file.content_type, file.content) == FILE[1:]


@pytest.mark.parametrize("simplify", ["true", "false"])
def test_the_new_python_client_says_simplify_either_way(mock_gateway: MockGateway, simplify: str) -> None:
    business = {"external_icbu_product_rights_query_param": PYTHON_JSON}
    more = {"simplify": simplify, "partner_id": "new_python3_sdk", "sign_method": "hmac-sha256"}
    data = data_of(send(mock_gateway, python_call, RIGHTS, business, **more))
    assert ("result_dto" in data) is (simplify == "true")
    received = mock_gateway.calls[0].arguments["external_icbu_product_rights_query_param"]
    assert received == {"account_id": 1, "from_shop_platform_code": "天猫"}


def test_the_new_python_client_signs_and_sends_what_is_empty(mock_gateway: MockGateway) -> None:
    business = {"pid": "444", "name": "", "desc": "", "outer_id": "x"}
    request = python_call(mock_gateway.url, system_params(UPDATE, "hmac-sha256"), business)
    assert b"name=&desc=&" in request
    assert data_of(exchange(mock_gateway.url, request))["fenxiao_product_update_response"]
    assert mock_gateway.calls[0].arguments == {"pid": 444, "outer_id": "x"}


CALLS = [
    {"method": UPDATE, "pid": "1", "name": AWKWARD},
    {"method": RIGHTS, "external_icbu_product_rights_query_param": '{"account_id":1}'},
    {"method": UPDATE, "name": "without a pid"},
    {"method": UPDATE, "pid": "2", "session": "of nobody"},
]


def outcome(part: bytes) -> Any:
    """Return the code of an error reply, or the root of a success."""
    data = json.loads(part)
    return data["error_response"]["code"] if "error_response" in data else next(iter(data))


@every_sign_method
@pytest.mark.parametrize("separator", [None, "##", "-=-=-"])
def test_a_batch_is_answered_call_by_call(mock_gateway: MockGateway, sign_method: str, separator: str | None) -> None:
    request = java_batch(mock_gateway.url, system_params(None, sign_method), CALLS, {}, separator)
    answer = exchange(mock_gateway.url, request)
    parts = answer.body.split((separator or "\r\n-S-\r\n").encode())
    roots = ["fenxiao_product_update_response", RIGHTS.replace(".", "_") + "_response", 40, 27]
    assert [outcome(part) for part in parts] == roots
    assert mock_gateway.calls[0].arguments == {"pid": 1, "name": AWKWARD}


def test_a_batch_whose_body_was_changed_is_refused_as_a_whole(mock_gateway: MockGateway) -> None:
    request = java_batch(mock_gateway.url, system_params(None), CALLS, {})
    answer = exchange(mock_gateway.url, request.replace(b"pid=1", b"pid=3"))
    assert outcome(answer.body) == 25


def test_a_tilde_and_an_asterisk_are_escaped_by_one_and_not_by_the_other() -> None:
    assert (java_form({"a": "~*"}), python_form({"a": "~*"})) == ("a=%7E*", "a=~%2A")
