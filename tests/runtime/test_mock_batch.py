"""Batches at the mock gateway: many calls in one request, each answered on its own, in order."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import pytest
from foreign_client import GMT8, QUERY, UPDATE, timestamp
from raw_socket import exchange
from topclient.mock import Failure, MockGateway
from topclient.mock.gateway import Gateway
from topclient.mock.wire import HttpCall

LINE = "\r\n-S-\r\n"
PID = "pid={}&method=" + UPDATE
VECTOR = {
    "app_key": "12345678",
    "session": "test",
    "timestamp": "2016-01-01 12:00:00",
    "format": "json",
    "v": "2.0",
}
VECTOR_BODY = (
    "#PUBLIC#method=taobao.item.seller.get\r\n-S-\r\nnum_iid=1&fields=num_iid%2Ctitle"
    "\r\n-S-\r\nnum_iid=2&fields=num_iid%2Ctitle"
)


def sign(params: Mapping[str, str], body: str) -> str:
    text = "".join(name + value for name, value in sorted(params.items())) + body
    return hmac.new(b"helloworld", text.encode(), "md5").hexdigest().upper()


def query_of(body: str, **changes: str | None) -> str:
    """A good query for the body; a change to None takes a parameter away."""
    params: dict[str, str | None] = {**VECTOR, "sign_method": "hmac", "timestamp": timestamp(), **changes}
    kept = {name: value for name, value in params.items() if value is not None}
    return urlencode({"sign": sign(kept, body), **kept})


def send(gateway: MockGateway, body: str, headers: str = "", **changes: str | None) -> bytes:
    """The body of the reply."""
    raw = body.encode()
    head = (
        f"POST /router/batch?{query_of(body, **changes)} HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain;charset=UTF-8"
        f"\r\nContent-Length: {len(raw)}\r\n{headers}Connection: close\r\n\r\n"
    )
    return exchange(gateway.url, head.encode() + raw).body


def replies(body: bytes, separator: str = LINE) -> list[dict[str, Any]]:
    return [json.loads(part) for part in body.decode().split(separator)]


def code_of(reply: Mapping[str, Any]) -> int | None:
    return reply["error_response"]["code"] if "error_response" in reply else None


@pytest.mark.parametrize(
    ("method", "value"),
    [
        ("md5", "74C767E29B58F9956CDCDC826B1F6934"),
        ("hmac", "3160D5E54594233E5DF809246CF7C957"),
        ("hmac-sha256", "9CC953AD7875052F6EF4C82B53E867FF2DDC1E03098FE10F160E095B183C01AB"),
    ],
)
def test_the_vector_of_the_official_signer_is_accepted(method: str, value: str) -> None:
    gateway = Gateway(clock=lambda: datetime(2016, 1, 1, 12, tzinfo=GMT8))
    query = urlencode({**VECTOR, "sign_method": method, "sign": value}).encode()
    answer = gateway.answer_batch(HttpCall("POST", query, "text/plain;charset=UTF-8", VECTOR_BODY.encode()))
    # The signature passes; the API is none of this package, as each call is answered.
    assert [code_of(reply) for reply in replies(answer.body)] == [22, 22]
    corrupted = gateway.answer_batch(HttpCall("POST", query, "text/plain", VECTOR_BODY.encode() + b"&x=1"))
    assert [code_of(reply) for reply in replies(corrupted.body)] == [25]


def test_the_oldest_rule_signs_the_body_too() -> None:
    gateway = Gateway(clock=lambda: datetime(2016, 1, 1, 12, tzinfo=GMT8))
    text = "helloworld" + "".join(name + value for name, value in sorted(VECTOR.items())) + VECTOR_BODY
    query = urlencode({**VECTOR, "sign": hashlib.md5(text.encode()).hexdigest().upper()}).encode()
    answer = gateway.answer_batch(HttpCall("POST", query, "", VECTOR_BODY.encode()))
    assert [code_of(reply) for reply in replies(answer.body)] == [22, 22]


def test_calls_are_answered_in_order_and_fail_on_their_own(mock_gateway: MockGateway) -> None:
    mock_gateway.reply(UPDATE, {"pid": 1}, times=1)
    mock_gateway.fail(UPDATE, 50, sub_code="isv.no", times=1)
    bodies = [PID.format(1), PID.format(2), "method=no.such.api", "pid=x&method=" + UPDATE, PID.format(5)]
    answered = replies(send(mock_gateway, LINE.join(bodies)))
    assert [code_of(reply) for reply in answered] == [None, 50, 22, 41, None]
    assert [reply["fenxiao_product_update_response"]["pid"] for reply in (answered[0], answered[4])] == [1, 12313454121]


def test_every_call_is_logged_and_marked_with_its_batch(mock_gateway: MockGateway) -> None:
    body = PID.format(1) + LINE + "method=no.such.api"
    send(mock_gateway, body)
    send(mock_gateway, body)
    calls = mock_gateway.calls
    assert [(call.number, call.api, call.failure and call.failure.code) for call in calls[:2]] == [
        (1, UPDATE, None),
        (2, "no.such.api", 22),
    ]
    assert calls[0].arguments == {"pid": 1}
    assert calls[0].batch == calls[1].batch != calls[2].batch == calls[3].batch
    assert None not in (calls[0].batch, calls[2].batch)


def test_shared_parameters_and_a_call_without_any(mock_gateway: MockGateway) -> None:
    body = LINE.join([f"#PUBLIC#method={UPDATE}&pid=7", "N", "pid=8", "name=%E8%A2%9C+x"])
    assert [code_of(reply) for reply in replies(send(mock_gateway, body))] == [None] * 3
    assert [call.arguments for call in mock_gateway.calls] == [{"pid": 7}, {"pid": 8}, {"pid": 7, "name": "袜 x"}]


def test_sessions_may_differ_but_not_the_key_or_the_form(mock_gateway: MockGateway) -> None:
    rows = [PID.format(1), PID.format(1) + "&session=old", PID.format(1) + "&app_key=1&v=9&format=xml&timestamp=0"]
    assert [code_of(reply) for reply in replies(send(mock_gateway, LINE.join(rows)))] == [None, 27, None]
    own = [PID.format(1) + "&session=test", PID.format(1)]
    assert [code_of(reply) for reply in replies(send(mock_gateway, LINE.join(own), session=None))] == [None, 26]


@pytest.mark.parametrize("separator", ["-S-", "||", ".*", "(", "a", "\\E$^"])
def test_a_separator_of_ones_own_is_taken_to_the_letter(mock_gateway: MockGateway, separator: str) -> None:
    body = separator.join([f"method={QUERY}".replace("a", "%61")] * 3)
    answered = send(mock_gateway, body, f"Top-Api-Separator: {separator}\r\n", format="xml").decode()
    if separator == "a":  # stands in the replies too
        assert len(mock_gateway.calls) == 3
    else:
        assert [part.count("<code>40</code>") for part in answered.split(separator)] == [1, 1, 1]


def test_a_batch_in_xml(mock_gateway: MockGateway) -> None:
    parts = send(mock_gateway, LINE.join([PID.format(1), PID.format("x")]), format=None).decode().split(LINE)
    assert [part.startswith("<?xml") for part in parts] == [True, True]
    assert "<fenxiao_product_update_response>" in parts[0]
    assert "<error_response>" in parts[1]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"app_key": None}, 28),
        ({"app_key": "1"}, 29),
        ({"v": None}, 32),
        ({"format": "yaml"}, 23),
        ({"timestamp": None}, 30),
        ({"timestamp": "2016-01-01 12:00:00"}, 31),
        ({"sign_method": "sha1"}, 25),
    ],
)
def test_a_batch_that_is_refused_as_a_whole_gets_one_error(
    mock_gateway: MockGateway, changes: dict[str, str | None], code: int
) -> None:
    answered = send(mock_gateway, LINE.join([PID.format(1)] * 2), "", **changes)
    words = f"<code>{code}</code>".encode() if changes.get("format") else f'"code":{code},'.encode()
    assert (words in answered, LINE.encode() in answered) == (True, False)
    (call,) = mock_gateway.calls
    assert (call.api, call.failure and call.failure.code, call.batch is None) == (None, code, False)


@pytest.mark.parametrize("body", ["", "#PUBLIC#method=x", LINE * 1000])
def test_a_batch_of_none_or_too_many_is_refused(mock_gateway: MockGateway, body: str) -> None:
    assert [code_of(reply) for reply in replies(send(mock_gateway, body))] == [43]


def test_a_batch_is_no_get_and_is_utf8() -> None:
    gateway = Gateway()
    assert b"<code>9</code>" in gateway.answer_batch(HttpCall("GET")).body
    assert b"<code>47</code>" in gateway.answer_batch(HttpCall("POST", b"", "", b"\xff")).body
    assert gateway.calls[0].failure == Failure(9, "Http action not allowed")


def test_a_part_that_is_no_utf8_fails_alone(mock_gateway: MockGateway) -> None:
    answered = replies(send(mock_gateway, LINE.join(["name=%FF", PID.format(1)])))
    assert [code_of(reply) for reply in answered] == [47, None]


def test_faults_of_the_network_apply_to_a_batch_as_a_whole_and_others_to_each_call(mock_gateway: MockGateway) -> None:
    body = LINE.join([PID.format(1), PID.format(2)])
    mock_gateway.fault("close", times=1)
    assert send(mock_gateway, body) == b""
    assert [call.fault for call in mock_gateway.calls] == ["close", "close"]
    mock_gateway.fault("nulls", times=1)
    pids = [reply["fenxiao_product_update_response"]["pid"] for reply in replies(send(mock_gateway, body))]
    assert pids == [None, 12313454121]
    mock_gateway.reset()
    mock_gateway.fault("flow-limit", api=UPDATE)
    assert [code_of(reply) for reply in replies(send(mock_gateway, body))] == [7, 7]
