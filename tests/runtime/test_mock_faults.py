"""Every fault of the mock gateway as a client without manners sees it, and when it comes and goes."""

from __future__ import annotations

import json
import time
from datetime import datetime, timedelta
from typing import Any, get_args
from urllib.parse import urlencode

import pytest
from foreign_client import ADJUST, GMT8, QUERY, UPDATE, params_of, post, signed
from raw_socket import RawReply, exchange, request_of
from topclient.mock import MockGateway
from topclient.mock.faults import FAULTS, Fault, FaultKind, FaultOrder, parse_fault
from topclient.mock.gateway import Gateway
from topclient.mock.wire import HttpCall

EDIT = (
    '{"order_id":"o","store_id":1,"check_mode":2,"recover_deleted_data":true,'
    '"detail_list":[{"item_id":1,"sku_id":0,"sub_order_id":"s","quantity":1}]}'
)
RICH = {"result": {"success": True, "error_code": "中<文", "data": [{"sub_order_id": "11", "success": False}, {}]}}


def call(gateway: MockGateway, **changes: str) -> RawReply:
    return exchange(gateway.url, request_of(signed(params_of(**changes))))


def adjust(gateway: MockGateway, **changes: str) -> RawReply:
    return exchange(gateway.url, request_of(signed(params_of(ADJUST, shop_inventory_edit=EDIT, **changes))))


def rich(gateway: MockGateway, kind: FaultKind, **changes: str) -> Any:
    """The simplified reply of an API that answers with all kinds of values, under a fault."""
    gateway.reply(ADJUST, RICH)
    gateway.fault(kind)
    return json.loads(adjust(gateway, **{"simplify": "true", **changes}).body, strict=False)


def is_good(received: RawReply) -> bool:
    return b"fenxiao_product_update_response" in received.body and received.declared == len(received.body)


def test_without_a_fault_the_reply_is_whole(mock_gateway: MockGateway) -> None:
    assert is_good(call(mock_gateway))
    assert mock_gateway.calls[0].fault is None


def test_a_delay_comes_before_the_reply(mock_gateway: MockGateway) -> None:
    mock_gateway.fault("delay", 0.2, times=1)
    started = time.monotonic()
    assert is_good(call(mock_gateway))
    assert 0.2 <= time.monotonic() - started < 2
    assert mock_gateway.calls[0].fault == "delay=0.2"
    assert mock_gateway.calls[0].milliseconds < 200


def test_a_delay_holds_up_nobody_else(mock_gateway: MockGateway) -> None:
    mock_gateway.fault("delay", 5, api=ADJUST)
    with pytest.raises(TimeoutError):
        exchange(mock_gateway.url, request_of(signed(params_of(ADJUST, shop_inventory_edit=EDIT))), timeout=0.1)
    assert is_good(call(mock_gateway))


def test_a_reset_is_a_reset(mock_gateway: MockGateway) -> None:
    mock_gateway.fault("reset")
    assert call(mock_gateway) == RawReply(b"", was_reset=True)
    assert (mock_gateway.calls[0].fault, mock_gateway.calls[0].failure) == ("reset", None)


def test_a_close_is_an_end_without_a_byte(mock_gateway: MockGateway) -> None:
    mock_gateway.fault("close")
    assert call(mock_gateway) == RawReply(b"")


@pytest.mark.parametrize("size", [0, 1, 40])
def test_a_truncated_body_promises_its_whole_length(mock_gateway: MockGateway, size: int) -> None:
    whole = call(mock_gateway)
    mock_gateway.fault("truncate", size)
    cut = call(mock_gateway)
    assert cut.head.startswith(b"HTTP/1.1 200")
    assert (len(cut.body), cut.declared, cut.was_reset) == (size, whole.declared, False)
    assert whole.body.startswith(cut.body)


def test_a_dripping_reply_is_whole_in_the_end(mock_gateway: MockGateway) -> None:
    mock_gateway.fault("drip", 0.001)
    started = time.monotonic()
    dripped = call(mock_gateway)
    assert is_good(dripped)
    assert time.monotonic() - started > len(dripped.data) * 0.001


def test_a_bad_gateway_is_html_with_its_status(mock_gateway: MockGateway) -> None:
    mock_gateway.fault("bad-gateway")
    received = call(mock_gateway)
    assert received.head.startswith(b"HTTP/1.1 502")
    assert b"content-type: text/html" in received.head.lower()
    assert received.body.startswith(b"<html>")


@pytest.mark.parametrize("accepts", ["identity", "gzip"])
def test_an_empty_body_is_empty_even_where_gzip_is_asked_for(mock_gateway: MockGateway, accepts: str) -> None:
    mock_gateway.fault("empty")
    headers = f"Connection: close\r\nAccept-Encoding: {accepts}\r\n"
    received = exchange(mock_gateway.url, request_of(signed(params_of()), headers=headers))
    assert received.head.startswith(b"HTTP/1.1 200")
    assert (received.declared, received.body, b"gzip" in received.head) == (0, b"", False)


def test_numbers_come_as_text(mock_gateway: MockGateway) -> None:
    data = rich(mock_gateway, "numbers-as-text")["result"]
    assert (data["success"], data["data"][0]) == ("true", {"sub_order_id": "11", "success": "false"})
    assert json.loads(call(mock_gateway, simplify="true").body)["pid"] == "12313454121"


def test_a_naive_clock_is_that_of_gmt8() -> None:
    gateway = Gateway(clock=lambda: datetime(2026, 11, 22))
    params = signed(params_of(timestamp="2026-11-22 00:00:00"))
    gateway.fault("flow-limit", 5)
    gateway.answer(HttpCall("GET", urlencode(params).encode(), "", b""))
    (call,) = gateway.calls
    assert call.failure and call.failure.code == 7


def test_texts_come_as_numbers_and_times_as_milliseconds(mock_gateway: MockGateway) -> None:
    data = rich(mock_gateway, "text-as-numbers")["result"]
    assert data["data"][0]["sub_order_id"] > 2**53
    assert json.loads(call(mock_gateway, simplify="true").body)["modified"] == 946656000000


@pytest.mark.parametrize("simplify", ["true", "false"])
def test_a_list_comes_as_its_first_item(mock_gateway: MockGateway, simplify: str) -> None:
    data = rich(mock_gateway, "objects-for-lists", simplify=simplify)
    data = data.get("inventory_shopinv_adjust_response", data)
    assert data["result"]["data"] == {"sub_order_id": "11", "success": False}


def test_values_come_as_null(mock_gateway: MockGateway) -> None:
    data = rich(mock_gateway, "nulls")["result"]
    assert data == {"success": None, "error_code": None, "data": [{"sub_order_id": None, "success": None}, {}]}


def test_every_object_has_fields_that_nobody_knows(mock_gateway: MockGateway) -> None:
    data = rich(mock_gateway, "unknown-fields")
    objects = [data, data["result"], *data["result"]["data"]]
    assert all({"field_of_tomorrow", "objects_of_tomorrow"} <= one.keys() for one in objects)


@pytest.mark.parametrize("form", ["json", "xml"])
def test_control_characters_are_raw(mock_gateway: MockGateway, form: str) -> None:
    mock_gateway.reply(ADJUST, {"result": {"error_code": r"a\tb\n"}})
    mock_gateway.fault("control-characters")
    body = adjust(mock_gateway, format=form).body.decode()
    if form == "xml":
        assert "<error_code>a\\t\t\r\nb\\n</error_code>" in body
        return
    with pytest.raises(json.JSONDecodeError):
        json.loads(body)
    read = json.loads(body, strict=False)["inventory_shopinv_adjust_response"]["result"]["error_code"]
    assert read == "a\\t\t\r\nb\\n"


def test_an_entity_that_xml_does_not_define(mock_gateway: MockGateway) -> None:
    mock_gateway.reply(ADJUST, RICH)
    mock_gateway.fault("undefined-entities")
    assert "中&le;&lt;文" in adjust(mock_gateway, format="xml").body.decode()
    assert "中≤<文" in adjust(mock_gateway).body.decode()


def test_a_flow_limit_counts_down_and_lifts_itself() -> None:
    moments = [datetime(2026, 11, 22, tzinfo=GMT8)]
    gateway = Gateway(clock=lambda: moments[-1])

    def failure_after(seconds: float, **changes: str) -> tuple[int, str | None, str | None] | None:
        moments.append(moments[0] + timedelta(seconds=seconds))
        text = moments[-1].strftime("%Y-%m-%d %H:%M:%S")
        params = signed(params_of(timestamp=text, **changes))
        gateway.answer(HttpCall("POST", body="&".join(f"{name}={value}" for name, value in params.items()).encode()))
        failure = gateway.calls[-1].failure
        return (failure.code, failure.sub_code, failure.sub_msg) if failure else None

    def ban(seconds: int) -> tuple[int, str, str]:
        words = f"This ban will last for {seconds} more seconds"
        return 7, "accesscontrol.limited-by-api-access-count", words

    gateway.fault("flow-limit", 10, api=UPDATE)
    assert failure_after(99, v="1.0") == (34, None, None)  # refused for other reasons: the ban has not begun
    assert [failure_after(seconds) for seconds in (100, 100.5, 104, 109.9)] == [ban(10), ban(10), ban(6), ban(1)]
    assert failure_after(105, pid="x") == ban(5)  # before the arguments are looked at
    assert [failure_after(seconds) for seconds in (110, 105)] == [None, None]


def test_faults_follow_each_other_and_those_of_an_api_go_first(mock_gateway: MockGateway) -> None:
    mock_gateway.fault("close", times=2)
    mock_gateway.fault("bad-gateway")
    mock_gateway.fault("empty", api=UPDATE, times=1)
    for _ in range(4):
        call(mock_gateway)
    adjust(mock_gateway)
    assert [one.fault for one in mock_gateway.calls] == ["empty", "close", "close", "bad-gateway", "bad-gateway"]
    mock_gateway.reset()
    assert is_good(call(mock_gateway))


def test_a_fault_of_the_network_applies_to_refused_calls_and_one_of_data_waits_for_a_good_one(
    mock_gateway: MockGateway,
) -> None:
    mock_gateway.fault("close", times=1)
    mock_gateway.fault("nulls", times=1)
    assert call(mock_gateway, pid="x") == RawReply(b"")
    assert post(mock_gateway, signed(params_of(pid="x"))).error[0] == 41
    assert json.loads(call(mock_gateway, simplify="true").body)["pid"] is None
    assert [one.fault for one in mock_gateway.calls] == ["close", None, "nulls"]


def test_a_reply_that_nobody_got_is_still_due(mock_gateway: MockGateway) -> None:
    mock_gateway.reply(UPDATE, {"pid": 7}, times=1)
    mock_gateway.fault("reset", times=1)
    call(mock_gateway)
    assert json.loads(call(mock_gateway, simplify="true").body)["pid"] == 7


def test_a_fault_of_another_api_applies_to_nobody(mock_gateway: MockGateway) -> None:
    mock_gateway.fault("reset", api=QUERY)
    assert is_good(call(mock_gateway))


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("reset", FaultOrder(Fault("reset"))),
        ("delay=0.5", FaultOrder(Fault("delay", 0.5))),
        ("delay", FaultOrder(Fault("delay", 2))),
        ("truncate=0,times=3", FaultOrder(Fault("truncate", 0), None, 3)),
        (f"{UPDATE}:flow-limit=30", FaultOrder(Fault("flow-limit", 30), UPDATE)),
    ],
)
def test_the_text_of_an_option_is_an_order(text: str, order: FaultOrder) -> None:
    assert parse_fault(text) == order


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no fault ''; there are: delay, reset"),
        ("explode", "no fault 'explode'"),
        ("delay=soon", "'soon' is no number"),
        ("delay=", "'' is no number"),
        ("delay=-1", "takes a number from 0"),
        ("delay=nan", "takes a number from 0"),
        ("delay=1e9", "takes a number from 0"),
        ("reset=1", "reset takes no number"),
        ("reset,times=0", "at least 1"),
        ("reset,times=²", "not of the form"),
        ("reset,often=2", "not of the form"),
        (":reset", "not of the form"),
        ("flow-limit=3,times=2", "ends by its seconds"),
    ],
)
def test_an_order_that_makes_no_sense_is_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(ValueError) as refused:
        parse_fault(text)
    assert words in str(refused.value)


def test_every_kind_is_told_and_written_as_it_is_read() -> None:
    kinds = {kind for alias in get_args(FaultKind) for kind in get_args(alias) or (alias,)}
    assert kinds == set(FAULTS)
    for kind in FAULTS:
        order = parse_fault(kind)
        assert parse_fault(str(order.fault)) == order
