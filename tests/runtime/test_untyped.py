"""Calls of APIs that have no class here: what is sent by the types of plain data, and plain data as the answer."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from client_shop import ShopItem, SuiteConfDO
from client_variants import NOWHERE, ClientVariant, each_client
from fake_gateway import HANG_UP, answering
from hypothesis import given
from hypothesis import strategies as st
from topclient._runtime.calls.attempt import Attempt, Outcome, Send
from topclient._runtime.client import Client
from topclient._runtime.decoding.responses import decode_reply
from topclient._runtime.encoding.signing import sign
from topclient._runtime.encoding.untyped import SYSTEM_NAMES, encode_untyped
from topclient._runtime.errors import ArgumentError, CallerError, ReplyError, TransportError
from topclient._runtime.model import Upload
from topclient._runtime.reply import Reply
from topclient._runtime.untyped import UntypedRequest, UntypedResponse

API = "taobao.trade.fullinfo.get"
ANSWER = b'{"trades":[{"tid":9007199254740993,"payment":10.50}],"request_id":"r1"}'


@each_client
def test_any_api_can_be_called_by_its_name(variant: ClientVariant) -> None:
    with answering(ANSWER) as gateway:
        reply = variant.run(gateway, "call", API, {"fields": "tid,payment", "tid": 123})
    form = gateway.received[0].form
    assert form["method"] == API and form["tid"] == "123" and form["fields"] == "tid,payment"
    assert (form["format"], form["simplify"]) == ("json", "true")
    assert form["sign"] == sign(form, "secret-of-the-app", "hmac-sha256")
    assert reply.data == {"trades": [{"tid": 9007199254740993, "payment": Decimal("10.50")}]}
    assert "trades" in reply and "tid" not in reply and list(reply) == ["trades"]
    assert reply["trades"] is reply.data["trades"] and reply.request_id == "r1"
    assert reply.reply.body == ANSWER and type(reply) is UntypedResponse


@each_client
def test_a_call_without_parameters_and_with_settings_of_its_own(variant: ClientVariant) -> None:
    with answering(b"{}") as gateway:
        assert variant.run(gateway, "call", "taobao.time.get", session="another").data == {}
    assert gateway.received[0].form["session"] == "another"


WRITTEN: list[tuple[Any, str]] = [
    ("袜 &=+", "袜 &=+"),
    (" lead", " lead"),
    (True, "true"),
    (False, "false"),
    (0, "0"),
    (2**70, str(2**70)),
    (Decimal("1E+2"), "100"),
    (Decimal("10.50"), "10.50"),
    (datetime(2016, 1, 1, 12), "2016-01-01 12:00:00"),
    (datetime(2016, 1, 1, 4, tzinfo=UTC), "2016-01-01 12:00:00"),
    (["a", "袜"], "a,袜"),
    ((1, Decimal("2.5"), True), "1,2.5,true"),
    ([datetime(2016, 1, 1)], "2016-01-01 00:00:00"),
    ({"a": [1, None], "b": Decimal("1.50")}, '{"a":[1,null],"b":"1.50"}'),
    ({}, "{}"),
    ([{"a": 1}, {"b": True}], '[{"a":1},{"b":true}]'),
    ([[1, 2], [3]], "[[1,2],[3]]"),
    (ShopItem(item_id=1, from_="x"), '{"item_id":1,"from":"x"}'),
    ([SuiteConfDO(item_id=1, price=Decimal("1.0"))], '[{"item_id":1,"price":"1.0"}]'),
]


@pytest.mark.parametrize(("value", "text"), WRITTEN, ids=[text for _, text in WRITTEN])
def test_a_value_travels_by_its_type(value: Any, text: str) -> None:
    assert encode_untyped(UntypedRequest(API, {"p": value})) == ({"p": text}, {})


@pytest.mark.parametrize("value", [None, "", "  \t", [], (), [""][:0]])
def test_what_is_empty_is_not_sent(value: Any) -> None:
    assert encode_untyped(UntypedRequest(API, {"p": value, "q": 1})) == ({"q": "1"}, {})


def test_fields_in_extra_are_sent_too() -> None:
    request = UntypedRequest(API, {"p": 1}, extra={"q": [2, 3]})
    assert encode_untyped(request)[0] == {"p": "1", "q": "2,3"}


@each_client
def test_files_travel_as_parts(variant: ClientVariant, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"of a path")
    files = {
        "bytes": b"of bytes",
        "view": memoryview(b"of a view"),
        "path": path,
        "open": io.BytesIO(b"of a file"),
        "upload": Upload(b"of an upload", "b.gif", "image/gif"),
    }
    with answering(b"{}") as gateway:
        variant.run(gateway, "call", "taobao.picture.upload", {**files, "title": "t"})
    body = gateway.received[0].body
    assert gateway.received[0].headers["content-type"].startswith("multipart/form-data")
    for part in (
        b"of bytes",
        b"of a view",
        b"of a path",
        b"of a file",
        b"of an upload",
        b'filename="a.png"',
        b"image/gif",
    ):
        assert part in body


REFUSED: list[tuple[Any, str, str]] = [
    (1.5, "p", "not float"),
    (float("nan"), "p", "not float"),
    (Decimal("NaN"), "p", "finite"),
    ({1, 2}, "p", "not set"),
    (object(), "p", "not object"),
    ([1, 2.5], "p[1]", "not float"),
    ([1, None], "p[1]", "not NoneType"),
    (["a,b"], "p", "comma"),
    (["a", ""], "p", "empty item"),
    ([b"x"], "p", "file"),
    ({"a": b"x"}, "p", "bytes has no JSON"),
    ({1: 2}, "p", "keys"),
    ({"a": float("inf")}, "p", "infinity"),
    ("\ud800", "p", "surrogate"),
    (Path("/nowhere/at/all"), "p", "cannot be read"),
    (io.StringIO("text"), "p", "file"),
    (datetime(1, 1, 1, tzinfo=UTC).replace(year=9999, month=12, day=31, hour=23), "p", "calendar"),
    (SuiteConfDO(item_id="1"), "p.item_id", "integer"),  # type: ignore[arg-type]
    ([SuiteConfDO(item_id=1, numbers=[1, 2, 3])], "p[0].numbers", "limit is 2"),
]


@pytest.mark.parametrize(("value", "where", "reason"), REFUSED, ids=[f"{type(v).__name__} {r}" for v, _, r in REFUSED])
@each_client
def test_what_cannot_be_sent_is_named(variant: ClientVariant, value: Any, where: str, reason: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        variant.run(NOWHERE, "call", API, {"p": value})
    assert (caught.value.where, caught.value.parameter) == (API, where) and reason in caught.value.reason


@pytest.mark.parametrize("name", ["", 1, None, "a\nb", "\ud800", *sorted(SYSTEM_NAMES)])
def test_a_parameter_s_name_is_one_of_the_api_s(name: Any) -> None:
    with pytest.raises(ArgumentError):
        encode_untyped(UntypedRequest(API, {name: "x"}))


def test_the_names_that_no_parameter_may_have_are_those_that_the_client_sends() -> None:
    with Client("k", "s", session="s", partner_id="p", target_app_key="t", simplify=True) as client:
        prepared = client.prepare(UntypedRequest(API))
    assert isinstance(prepared.body, bytes)
    assert {pair.partition("=")[0] for pair in prepared.body.decode().split("&")} == SYSTEM_NAMES


@pytest.mark.parametrize(
    "name", ["taobao.time.get", "slb.aliyuncs.com.SetLoadBalancerName.2013-02-21", "a.get_unactive_corp"]
)
def test_names_of_apis_are_taken_as_they_are(name: str) -> None:
    assert UntypedRequest(name).__api__.name == name


BAD_NAMES: list[Any] = [
    "",
    "time",
    "taobao.",
    ".get",
    "a..b",
    "a b.c",
    "a.b\n",
    "a/b.c",
    "1.a",
    "ä.b",
    "a." * 200 + "b",
    7,
]


@pytest.mark.parametrize("name", BAD_NAMES)
@each_client
def test_what_no_api_is_called_is_refused(variant: ClientVariant, name: Any) -> None:
    with pytest.raises(ArgumentError, match="method"):
        variant.run(NOWHERE, "call", name, {})


DATA = {"result": {"items": [{"id": 1}], "success": True}}


@pytest.mark.parametrize(
    "body",
    [
        {**DATA, "request_id": "r"},
        DATA,
        {"trade_fullinfo_get_response": DATA},
        {"trade_fullinfo_get_response": {**DATA, "request_id": "r"}},
    ],
    ids=["simplified", "simplified without a number", "with a root", "with both"],
)
def test_the_data_is_found_in_every_json(body: Any) -> None:
    response = decode_reply(Reply(200, {}, json.dumps(body).encode()), UntypedRequest(API).__api__)
    assert response.extra == DATA


@pytest.mark.parametrize("root", ["trade_fullinfo_get_response", "response"])
@each_client
def test_in_xml_the_data_is_what_the_root_holds(variant: ClientVariant, root: str) -> None:
    body = f"<?xml version='1.0'?>\n<{root}><total>2</total><ids><number>1</number></ids></{root}><!--h-->"
    with answering(body.encode()) as gateway:
        reply = variant.run(gateway, "call", API, settings={"format": "xml"})
    assert reply.data == {"total": "2", "ids": {"number": "1"}}
    assert gateway.received[0].form["format"] == "xml" and "simplify" not in gateway.received[0].form


@each_client
def test_an_error_of_the_gateway_is_raised(variant: ClientVariant) -> None:
    error = b'{"error_response":{"code":41,"msg":"Invalid arguments:tid","request_id":"r9"}}'
    with answering(error) as gateway, pytest.raises(CallerError) as caught:
        variant.run(gateway, "call", API)
    assert (caught.value.api, caught.value.parameter, caught.value.request_id) == (API, "tid", "r9")


@each_client
@pytest.mark.parametrize("body", [b"[1]", b"7", b"", b"<html></html>", b'{"trade_fullinfo_get_response":[1]}'])
def test_what_is_no_reply_is_no_data(variant: ClientVariant, body: bytes) -> None:
    with answering(body) as gateway, pytest.raises(ReplyError):
        variant.run(gateway, "call", API, settings={"idempotent": False})


@each_client
def test_only_names_that_read_are_repeated(variant: ClientVariant) -> None:
    with answering(HANG_UP, ANSWER) as gateway:
        assert variant.run(gateway, "call", API)["trades"]
        assert len(gateway.received) == 2
    with answering(HANG_UP, ANSWER) as gateway, pytest.raises(TransportError):
        variant.run(gateway, "call", "taobao.trade.memo.add", {"tid": 1})
    assert len(gateway.received) == 1


def test_middleware_and_hooks_see_the_call() -> None:
    seen: list[Outcome] = []

    def tenfold(attempt: Attempt, send: Send) -> Any:
        assert isinstance(attempt.request, UntypedRequest) and attempt.api == API
        return send(replace(attempt, request=replace(attempt.request, params={"tid": 10})))

    with (
        answering(ANSWER) as gateway,
        Client("k", "s", gateway=gateway.url, middleware=[tenfold], on_attempt=seen.append) as client,
    ):
        client.call(API, {"tid": 1})
    assert gateway.received[0].form["tid"] == "10" and [one.api for one in seen] == [API]


def test_arguments_are_in_no_repr() -> None:
    assert "secret" not in repr(UntypedRequest("taobao.top.auth.token.refresh", {"refresh_token": "secret"}))


SCALARS = st.text().filter(lambda text: text.strip()) | st.integers() | st.booleans()


@given(st.dictionaries(st.text("abc_", min_size=1), st.none() | SCALARS | st.lists(st.integers() | st.booleans())))
def test_all_that_is_not_empty_is_sent_and_nothing_else(params: dict[str, Any]) -> None:
    texts, _ = encode_untyped(UntypedRequest(API, params))
    assert texts.keys() == {name for name, value in params.items() if value not in (None, [])}
    assert all(text for text in texts.values())
