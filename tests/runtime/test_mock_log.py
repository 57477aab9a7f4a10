"""What the mock gateway remembers of calls, and what of it programs are shown."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

import pytest
from foreign_client import ADJUST, GMT8, MULTIPART, UPDATE, multipart, params_of, post, send, signed
from raw_socket import exchange
from topclient.mock import Call, MockGateway
from topclient.mock.connection import IncomingRequest
from topclient.mock.gateway import Gateway
from topclient.mock.log import CallLog, Draft, mask_secrets
from topclient.mock.wire import HttpCall, Received

GET_CALLS = b"GET /calls.json HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


def shown(gateway: MockGateway) -> Any:
    received = exchange(gateway.url, GET_CALLS)
    assert b"content-type: application/json" in received.head.lower()
    return json.loads(received.body)


def draft(size: int = 1) -> Draft:
    return Draft(verb="POST", at=datetime(2026, 11, 22, tzinfo=GMT8), request_id="r", size=size, received=Received({}))


def test_an_entry_tells_when_how_long_and_what(mock_gateway: MockGateway) -> None:
    before = datetime.now(GMT8)
    post(mock_gateway, signed(params_of(partner_id="p")))
    (call,) = mock_gateway.calls
    assert before <= call.at <= datetime.now(GMT8)
    assert call.at.utcoffset() == GMT8.utcoffset(None)
    assert 0 < call.milliseconds < 1000
    assert (call.number, call.verb, call.api, call.arguments, call.files) == (1, "POST", UPDATE, {"pid": 444}, {})
    assert set(call.system) == {"app_key", "format", "method", "partner_id", "sign_method", "timestamp", "v"}
    assert (call.failure, call.diagnosis, call.fault, call.batch) == (None, None, None, None)


def test_the_time_is_that_of_the_gateways_clock() -> None:
    gateway = Gateway(clock=lambda: datetime(2020, 2, 29, tzinfo=GMT8))
    gateway.answer(HttpCall("GET"))
    assert gateway.calls[0].at == datetime(2020, 2, 29, tzinfo=GMT8)


def test_a_wrong_signature_is_explained_and_nothing_else_is(mock_gateway: MockGateway) -> None:
    post(mock_gateway, {**params_of(), "sign": "0"})
    post(mock_gateway, params_of())
    mock_gateway.fail(UPDATE, 25)
    post(mock_gateway, signed(params_of()))
    explained = [call.diagnosis for call in mock_gateway.calls]
    assert [call.failure and call.failure.code for call in mock_gateway.calls] == [25, 24, 25]
    assert explained[0] is not None and explained[0].given == "0"
    assert explained[1:] == [None, None]


def test_an_unsorted_signature_is_recognised_by_the_order_in_which_the_parameters_came(
    mock_gateway: MockGateway,
) -> None:
    params = params_of(name="x")
    text = "helloworld" + "".join(name + value for name, value in params.items()) + "helloworld"
    post(mock_gateway, {**params, "sign": hashlib.md5(text.encode()).hexdigest().upper()})
    (call,) = mock_gateway.calls
    assert call.diagnosis and "not sorted by name" in call.diagnosis.causes[0]


def test_the_log_of_an_earlier_moment_does_not_change(mock_gateway: MockGateway) -> None:
    calls = mock_gateway.calls
    post(mock_gateway, signed(params_of()))
    assert (calls, len(mock_gateway.calls)) == ([], 1)


def test_only_the_newest_thousand_are_kept() -> None:
    log = CallLog()
    heard = [log.add(draft()) for _ in range(1005)]
    assert log.read() == heard[5:]
    assert [call.number for call in (log.read()[0], log.read()[-1])] == [6, 1005]
    log.clear()
    assert log.add(draft()).number == 1


def test_large_calls_push_older_ones_out_and_the_newest_always_stays() -> None:
    log, most = CallLog(), 64 * 1024 * 1024
    assert [len(log.read()) for size in (1, most - 1, 1, most + 1, 1) if log.add(draft(size))] == [1, 2, 2, 1, 1]


def test_uploads_count_with_their_bytes(mock_gateway: MockGateway) -> None:
    content = bytes(22 * 1024 * 1024)
    for _ in range(4):
        send(mock_gateway, multipart({}, content), signed(params_of()), kind=MULTIPART)
    assert [call.number for call in mock_gateway.calls] == [3, 4]
    assert [len(call.files["image"].content) for call in mock_gateway.calls] == [len(content)] * 2


def test_programs_read_the_log_as_json(mock_gateway: MockGateway) -> None:
    send(mock_gateway, multipart({}, b"12"), signed(params_of()), kind=MULTIPART)
    mock_gateway.fault("delay", 0)
    post(mock_gateway, signed(params_of(session="s3cr3t")))
    first, second = shown(mock_gateway)
    call = mock_gateway.calls[0]
    assert first == {
        "number": 1,
        "at": call.at.isoformat(),
        "milliseconds": round(call.milliseconds, 3),
        "verb": "POST",
        "api": UPDATE,
        "arguments": {"pid": 444},
        "files": {"image": {"filename": "i.jpg", "content_type": "image/jpeg", "bytes": 2}},
        "system": dict(call.system),
        "request_id": call.request_id,
        "failure": None,
        "fault": None,
        "batch": None,
    }
    assert second["failure"] == {
        "code": 27,
        "msg": "Invalid session",
        "sub_code": "invalid-sessionkey",
        "sub_msg": "SessionKey非法",
    }
    assert second["fault"] == "delay=0"


def test_no_secret_is_shown(mock_gateway: MockGateway) -> None:
    good = signed(params_of(session="s3cr3t-session", access_token="s3cr3t-token"))
    post(mock_gateway, good)
    post(mock_gateway, {**good, "sign": "s3cr3t-sign"})
    edit = {"order_id": "o", "store_id": 1, "check_mode": 2, "detail_list": [], "recover_deleted_data": True}
    deep = {**edit, "new": [{"clientSecret": "s3cr3t-deep", "refresh_token": ["s3cr3t"]}]}
    post(mock_gateway, signed(params_of(ADJUST, shop_inventory_edit=json.dumps(deep), password="s3cr3t-word")))
    calls = shown(mock_gateway)
    text = json.dumps(calls)
    assert not any(secret in text for secret in ("s3cr3t", good["sign"], "helloworld"))
    assert calls[2]["arguments"]["shop_inventory_edit"]["new"] == [{"clientSecret": "●●●●", "refresh_token": "●●●●"}]
    assert "s3cr3t" not in repr(mock_gateway.calls[:2])


def test_a_request_shows_no_parameters_of_its_own() -> None:
    http = HttpCall("POST", b"session=s3cr3t", "text/plain", b"sign=s3cr3t")
    request = IncomingRequest("POST", b"/router/rest?session=s3cr3t", {"cookie": "s3cr3t"}, bytearray(b"s3cr3t"))
    assert "s3cr3t" not in repr((http, request, Received({"session": "s3cr3t"}, document="s3cr3t")))


@pytest.mark.parametrize("data", [{}, {"a": [1, None, {"b": "x"}], "c": True}, {"tokens": {}}])
def test_masking_leaves_all_else_alone(data: dict[str, Any]) -> None:
    masked = mask_secrets(data)
    assert masked == {name: "●●●●" if "token" in name else value for name, value in data.items()}


def test_who_hears_of_calls_hears_what_the_log_keeps() -> None:
    heard = list[Call]()
    gateway = Gateway(on_call=heard.append)
    gateway.answer(HttpCall("GET"))
    gateway.answer_batch(HttpCall("GET"))
    assert heard == gateway.calls
    assert len(heard) == 2
