"""What the mock gateway refuses, with which of the platform's codes and words, and in which order."""

from __future__ import annotations

import hashlib
import json
import time
from datetime import datetime, timedelta

import pytest
from foreign_client import ADJUST, GMT8, QUERY, UPDATE, params_of, post, send, signed, timestamp
from topclient.mock import Failure, MockGateway
from topclient.mock.gateway import Gateway
from topclient.mock.wire import HttpCall

GOOD_EDIT = {
    "order_id": "o",
    "store_id": 1,
    "check_mode": 2,
    "detail_list": [{"item_id": 1, "sku_id": 0, "sub_order_id": "s", "quantity": 1}],
    "recover_deleted_data": True,
}

NOTHING: dict[str, str] = {}
REFUSED: list[tuple[str, str, dict[str, str], int, str]] = [
    ("no method", "method", NOTHING, 21, "Missing method"),
    ("an empty method", "", {"method": ""}, 21, "Missing method"),
    ("an API that is not here", "", {"method": "taobao.no.such.api"}, 22, "Invalid method"),
    ("a path for a method", "", {"method": "../../etc/passwd"}, 22, "Invalid method"),
    ("no app key", "app_key", NOTHING, 28, "Missing app Key"),
    ("another app key", "", {"app_key": "87654321"}, 29, "Invalid app Key"),
    ("no version", "v", NOTHING, 32, "Missing version"),
    ("a word for a version", "", {"v": "two"}, 33, "Invalid version"),
    ("an old version", "", {"v": "1.0"}, 34, "Unsupported version"),
    ("a format that is none", "", {"format": "yaml"}, 23, "Invalid format"),
    ("no timestamp", "timestamp", NOTHING, 30, "Missing timestamp"),
    ("a word for a timestamp", "", {"timestamp": "now"}, 31, "Invalid timestamp"),
    ("a day that is none", "", {"timestamp": "2026-02-30 00:00:00"}, 31, "Invalid timestamp"),
    ("seconds since 1970", "", {"timestamp": str(int(time.time()))}, 31, "Invalid timestamp"),
    ("the time of UTC", "", {"timestamp": timestamp(hours=-8)}, 31, "Invalid timestamp"),
    ("an absurd number of milliseconds", "", {"timestamp": "9" * 5000}, 31, "Invalid timestamp"),
    ("no session", "session", NOTHING, 26, "Missing session"),
    ("another session", "", {"session": "expired"}, 27, "Invalid session"),
    ("no required argument", "pid", NOTHING, 40, "Missing required arguments:pid"),
    ("an empty required argument", "", {"pid": ""}, 40, "Missing required arguments:pid"),
    ("a word for a number", "", {"pid": "four"}, 41, "Invalid arguments:pid"),
    ("a fraction for a whole number", "", {"pid": "4.4"}, 41, "Invalid arguments:pid"),
    ("a text for a file", "", {"image": "/tmp/file.txt"}, 41, "Invalid arguments:image"),
]


@pytest.mark.parametrize(
    ("without", "changes", "code", "msg"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_a_call_is_refused_in_the_platforms_words(
    mock_gateway: MockGateway, without: str, changes: dict[str, str], code: int, msg: str
) -> None:
    answer = post(mock_gateway, signed(params_of(UPDATE, without, **changes)))
    in_xml = f"<code>{code}</code><msg>{msg}</msg>".encode() in answer.body
    assert answer.status == 200
    assert in_xml or answer.error == (code, msg)
    failure = mock_gateway.calls[0].failure
    assert failure and (failure.code, failure.msg) == (code, msg)


BROKEN_EDITS: list[tuple[str, object, int, str]] = [
    ("no JSON", "{", 41, ""),
    ("a list for an object", "[]", 41, ""),
    ("JSON without an end", "[" * 100_000, 41, ""),
    ("a null", {**GOOD_EDIT, "store_id": None}, 40, ".store_id"),
    ("a word inside", {**GOOD_EDIT, "store_id": "x"}, 41, ".store_id"),
    ("a truth for a number", {**GOOD_EDIT, "store_id": True}, 41, ".store_id"),
    ("a number for a truth", {**GOOD_EDIT, "recover_deleted_data": 1}, 41, ".recover_deleted_data"),
    ("no list", {**GOOD_EDIT, "detail_list": {}}, 41, ".detail_list"),
    ("an item that lacks all", {**GOOD_EDIT, "detail_list": [{}]}, 40, ".detail_list.item_id"),
]


@pytest.mark.parametrize(
    ("edit", "code", "path"), [row[1:] for row in BROKEN_EDITS], ids=[row[0] for row in BROKEN_EDITS]
)
def test_an_object_is_checked_inside(mock_gateway: MockGateway, edit: object, code: int, path: str) -> None:
    text = edit if isinstance(edit, str) else json.dumps(edit)
    words = {40: "Missing required arguments", 41: "Invalid arguments"}[code]
    answer = post(mock_gateway, signed(params_of(ADJUST, shop_inventory_edit=text)))
    assert answer.error == (code, f"{words}:shop_inventory_edit{path}")


def test_an_object_may_say_numbers_as_text_and_say_more_than_documented(mock_gateway: MockGateway) -> None:
    edit = {**GOOD_EDIT, "store_id": "18014398509481985", "recover_deleted_data": "true", "order_id": 7, "new": 1.50}
    assert (
        "error_response" not in post(mock_gateway, signed(params_of(ADJUST, shop_inventory_edit=json.dumps(edit)))).json
    )
    received = {**edit, "store_id": 18014398509481985, "recover_deleted_data": True, "order_id": "7", "new": "1.5"}
    assert mock_gateway.calls[0].arguments == {"shop_inventory_edit": received}


@pytest.mark.parametrize("sign_method", ["md5", "hmac", "hmac-sha256"])
def test_every_sign_method_is_verified(mock_gateway: MockGateway, sign_method: str) -> None:
    good = signed(params_of(sign_method=sign_method, name="袜子 & a=b/?+%😀"))
    assert "error_response" not in post(mock_gateway, good).json
    for params, code, msg in [
        ({**good, "name": "袜"}, 25, "Invalid signature"),
        ({**good, "sign": good["sign"].lower()}, 25, "Invalid signature"),
        ({**good, "sign": "签"}, 25, "Invalid signature"),
        (signed(params_of(sign_method=sign_method), "another secret"), 25, "Invalid signature"),
        (signed(params_of(sign_method="sha1")), 25, "Invalid signature"),
        (signed(params_of(UPDATE, "sign_method")), 25, "Invalid signature"),
        ({**good, "sign": ""}, 24, "Missing signature"),
        (params_of(), 24, "Missing signature"),
    ]:
        assert post(mock_gateway, params).error == (code, msg)


@pytest.mark.parametrize("without", [("sign_method",), ("sign_method", "format", "session")])
def test_where_no_method_is_named_the_oldest_rule_counts(mock_gateway: MockGateway, without: tuple[str, ...]) -> None:
    params = params_of(UPDATE, *without)
    text = "helloworld" + "".join(name + value for name, value in sorted(params.items()))
    sign = hashlib.md5(text.encode()).hexdigest().upper()
    post(mock_gateway, {**params, "sign": sign})
    post(mock_gateway, {**params, "sign": sign, "empty": "", "sign_method": ""})
    post(mock_gateway, {**params, "sign": sign, "pid": "445"})
    codes = [call.failure and call.failure.code for call in mock_gateway.calls]
    assert codes == ([26, 26, 25] if "session" in without else [None, None, 25])


def test_a_value_of_blanks_is_signed_as_it_came(mock_gateway: MockGateway) -> None:
    """The official Java SDK drops blank values and .NET keeps them: what comes counts."""
    good = signed(params_of(name="   ", outer_id=" lead and trail "))
    assert "error_response" not in post(mock_gateway, good).json
    assert mock_gateway.calls[0].arguments == {"pid": 444, "name": "   ", "outer_id": " lead and trail "}


def test_empty_values_may_be_signed_or_not(mock_gateway: MockGateway) -> None:
    signed_empty = signed(params_of(outer_id="", name=""))
    unsigned_empty = {**signed(params_of()), "outer_id": "", "name": ""}
    for params in (signed_empty, unsigned_empty):
        assert "error_response" not in post(mock_gateway, params).json
        assert mock_gateway.calls[-1].arguments == {"pid": 444}


def test_the_published_vector_is_accepted_at_its_time() -> None:
    """Vector 2 of the platform's older documentation: app key, secret and session are all ``test``."""
    gateway = Gateway("test", "test", "test", clock=lambda: datetime(2013, 5, 6, 13, 52, 3, tzinfo=GMT8))
    params = {
        "app_key": "test",
        "fields": "nick",
        "format": "xml",
        "method": "taobao.user.seller.get",
        "session": "test",
        "sign_method": "md5",
        "timestamp": "2013-05-06 13:52:03",
        "v": "2.0",
    }
    assert signed(params, "test")["sign"] == "72CB4D809B375A54502C09360D879C64"
    query = "&".join(f"{name}={value.replace(' ', '%20')}" for name, value in signed(params, "test").items())
    assert b"<code>22</code>" in gateway.answer(HttpCall("GET", query.encode())).body  # it is no API of this package


@pytest.mark.parametrize(("seconds", "accepted"), [(-601, False), (-600, True), (0, True), (600, True), (601, False)])
@pytest.mark.parametrize("form", ["text", "milliseconds"])
def test_a_clock_may_be_off_by_ten_minutes(form: str, seconds: int, accepted: bool) -> None:
    now = datetime(2026, 11, 22, 0, 0, 0, tzinfo=GMT8)
    gateway = Gateway(clock=lambda: now)
    moment = now + timedelta(seconds=seconds)
    text = moment.strftime("%Y-%m-%d %H:%M:%S") if form == "text" else str(int(moment.timestamp() * 1000))
    params = signed(params_of(timestamp=text))
    gateway.answer(HttpCall("POST", body="&".join(f"{name}={value}" for name, value in params.items()).encode()))
    assert gateway.calls[0].failure == (None if accepted else Failure(31, "Invalid timestamp"))


def drop(params: dict[str, str], name: str) -> dict[str, str]:
    return {other: text for other, text in params.items() if other != name}


def test_the_first_fault_is_reported_in_the_documented_order(mock_gateway: MockGateway) -> None:
    wrong = {"method": "no.api", "app_key": "0", "v": "1.0", "timestamp": "0", "sign": "0", "session": "0", "pid": "x"}
    codes = []
    for repaired in tuple(wrong):
        # Everything that is still wrong is signed as it is, unless the signature itself is still wrong.
        codes.append(post(mock_gateway, {**signed({**params_of(), **drop(wrong, "sign")}), **wrong}).error[0])
        del wrong[repaired]
    assert codes == [22, 29, 34, 31, 25, 27, 41]


def test_an_api_without_authorization_takes_any_session_and_none(mock_gateway: MockGateway) -> None:
    arguments = {"external_icbu_product_rights_query_param": '{"account_id": 1}'}
    for params in (params_of(QUERY, "session"), params_of(QUERY, session="of another app")):
        assert "error_response" not in post(mock_gateway, signed({**params, **arguments})).json


def test_more_is_said_where_the_platform_says_more(mock_gateway: MockGateway) -> None:
    unknown_key = post(mock_gateway, signed(params_of(app_key="1"))).json["error_response"]
    assert unknown_key["sub_code"] == "isv.appkey-not-exists"
    bad_session = post(mock_gateway, signed(params_of(session="x"))).json["error_response"]
    assert (bad_session["sub_code"], bad_session["sub_msg"]) == ("invalid-sessionkey", "SessionKey非法")
    assert bad_session["request_id"] == mock_gateway.calls[1].request_id != unknown_key["request_id"]


def test_other_verbs_and_other_encodings_are_refused(mock_gateway: MockGateway) -> None:
    gbk = send(mock_gateway, "method=x&name=袜子".encode("gbk"), kind="application/x-www-form-urlencoded")
    assert (gbk.status, b"<code>47</code><msg>Invalid encoding</msg>" in gbk.body) == (200, True)
    put = send(mock_gateway, b"", signed(params_of()), "PUT")
    assert (put.status, put.error) == (200, (9, "Http action not allowed"))
