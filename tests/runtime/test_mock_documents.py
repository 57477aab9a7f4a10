"""Calls whose arguments are one XML or JSON body, signed as it stands; warehouses (Qimen) get their own replies."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any, ClassVar
from urllib.parse import urlencode

import pytest
from foreign_client import ADJUST, GatewayReply, params_of, send, signed
from topclient._index import METHODS
from topclient._runtime.model import Api, Request, Response, Struct
from topclient.mock import MockGateway
from topclient.mock.documents import parse_json

ENTRY = "taobao.qimen.entryorder.create"
XML = """<?xml version="1.0" encoding="utf-8"?>
<request><entryOrder><entryOrderCode>E&amp;1</entryOrderCode><totalOrderLines>2</totalOrderLines></entryOrder>
<orderLines><orderLine><itemCode>a</itemCode></orderLine><orderLine><itemCode>袜</itemCode></orderLine></orderLines>
<tags><tag>x</tag></tags><extendProps><key1>v</key1></extendProps></request>"""
DATA = {
    "entryOrder": {"entryOrderCode": "E&1", "totalOrderLines": 2},
    "orderLines": [{"itemCode": "a"}, {"itemCode": "袜"}],
    "tags": ["x"],
    "extendProps": {"key1": "v"},
}


@dataclass(kw_only=True, slots=True)
class EntryOrder(Struct):
    entryOrderCode: str
    totalOrderLines: int | None = None


@dataclass(kw_only=True, slots=True)
class OrderLine(Struct):
    itemCode: str


@dataclass(kw_only=True, slots=True)
class EntryResponse(Response):
    flag: str | None = None
    code: str | None = None
    message: str | None = None
    entryOrderId: str | None = None


@dataclass(kw_only=True, slots=True)
class EntryRequest(Request[EntryResponse]):
    __api__: ClassVar[Api] = Api(ENTRY, session="none", response=EntryResponse)

    entryOrder: EntryOrder
    orderLines: list[OrderLine]
    tags: list[str] | None = None
    extendProps: dict[str, Any] | None = None


@pytest.fixture
def warehouse(mock_gateway: MockGateway, monkeypatch: pytest.MonkeyPatch) -> Iterator[MockGateway]:
    """The gateway as it is in a package that holds an API of warehouses."""
    module = ModuleType("topclient.apis.entryorder_of_a_test")
    module.EntryRequest = EntryRequest  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setitem(METHODS, ENTRY, "entryorder_of_a_test:EntryRequest")
    mock_gateway.reply(ENTRY, {"flag": "success", "code": "", "message": "", "entryOrderId": "E1"})
    yield mock_gateway


def call(gateway: MockGateway, body: str, kind: str, api: str = ENTRY, **changes: str) -> GatewayReply:
    params = params_of(api, customerId="c1", **changes)
    text = "helloworld" + "".join(name + value for name, value in sorted(params.items())) + body + "helloworld"
    sign = hashlib.md5(text.encode()).hexdigest().upper()
    return send(gateway, body.encode(), {**params, "sign": sign}, kind=kind)


@pytest.mark.parametrize(
    ("body", "kind"),
    [(XML, "text/xml;charset=utf-8"), (XML, "application/xml"), (json.dumps(DATA), "application/json")],
)
def test_a_body_of_xml_or_json_is_signed_and_read_by_the_page(warehouse: MockGateway, body: str, kind: str) -> None:
    answer = call(warehouse, body, kind)
    (logged,) = warehouse.calls
    assert logged.failure is None
    assert logged.arguments == DATA
    assert logged.system["customerId"] == "c1"
    fields = {"flag": "success", "code": "", "message": "", "entryOrderId": "E1", "request_id": logged.request_id}
    assert answer.json == {"response": fields}


@pytest.mark.parametrize(("version", "code"), [("1.0", None), ("2.0", None), ("3.0", "34")])
def test_warehouses_have_two_versions(warehouse: MockGateway, version: str, code: str | None) -> None:
    assert call(warehouse, XML, "text/xml", v=version).json["response"]["code"] == (code or "")


def test_the_reply_is_xml_where_it_is_asked_for(warehouse: MockGateway) -> None:
    assert b"?><response><flag>success</flag><code></code>" in call(warehouse, XML, "text/xml", format="xml").body


@pytest.mark.parametrize(
    ("body", "code", "message"),
    [
        ("<request><orderLines/></request>", "40", "Missing required arguments:entryOrder"),
        ("<request/>", "40", "Missing required arguments:entryOrder"),
        ("", "40", "Missing required arguments:entryOrder"),
        (XML.replace("<itemCode>a</itemCode>", ""), "40", "Missing required arguments:orderLines.itemCode"),
        (XML.replace("<itemCode>a</itemCode>", "text"), "41", "Invalid arguments:orderLines"),
        (XML.replace(">2<", ">two<"), "41", "Invalid arguments:entryOrder.totalOrderLines"),
        ("<request>", "43", "the body is neither a JSON object nor an XML element"),
        ("<request>text</request>", "43", "the body is neither a JSON object nor an XML element"),
        ("[]", "43", "the body is neither a JSON object nor an XML element"),
        ("<a>" * 5000, "43", "the body is neither a JSON object nor an XML element"),
    ],
)
def test_a_failure_is_told_as_warehouses_tell_it(warehouse: MockGateway, body: str, code: str, message: str) -> None:
    fields = call(warehouse, body, "text/xml").json["response"]
    assert (fields["flag"], fields["code"], fields["message"]) == ("failure", code, message)


def test_a_changed_body_is_a_wrong_signature(warehouse: MockGateway) -> None:
    params = signed(params_of(ENTRY, "session"))  # over the query alone
    fields = send(warehouse, XML.encode(), params, kind="text/xml").json["response"]
    assert (fields["code"], fields["message"]) == ("25", "Invalid signature")
    assert warehouse.calls[0].diagnosis is not None


def test_the_same_api_takes_a_form_and_answers_it_as_all_others(warehouse: MockGateway) -> None:
    params = {name: json.dumps(value) for name, value in DATA.items() if name != "tags"}
    query = signed(params_of(ENTRY, "session", tags="x", **params))
    answer = send(warehouse, urlencode(query).encode())
    assert answer.json["qimen_entryorder_create_response"]["entryOrderId"] == "E1"
    assert warehouse.calls[0].arguments == DATA


def test_another_api_may_have_a_body_of_json_too(mock_gateway: MockGateway) -> None:
    edit = {"order_id": "o", "store_id": 1, "check_mode": 2, "detail_list": [], "recover_deleted_data": True}
    answer = call(mock_gateway, json.dumps({"shop_inventory_edit": edit}), "application/json", ADJUST)
    assert "inventory_shopinv_adjust_response" in answer.json
    assert mock_gateway.calls[0].arguments == {"shop_inventory_edit": edit}


@pytest.mark.parametrize("text", ["", "{", "NaN", "[-Infinity]", "[" * 101 + "]" * 101, '{"":' * 101 + "0" + "}" * 101])
def test_what_is_no_json_or_too_deep_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_json(text)


def test_no_digit_of_a_number_is_lost() -> None:
    assert parse_json("[9007199254740993, 1.10, 1e400]") == [9007199254740993, "1.10", "1e400"]


def test_a_depth_that_is_still_good() -> None:
    assert parse_json("[" * 99 + "]" * 99)
