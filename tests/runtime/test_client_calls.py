"""Whole calls through a real socket: what arrives at the gateway, and what comes of its answers."""

from __future__ import annotations

import asyncio
import gzip
import io
import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qsl

import pytest
from client_gateway import Gateway
from client_shop import ShopGoodsPushRequest, ShopGoodsPushResponse, ShopTimeGetRequest, ShopTimeGetResponse
from topclient._runtime.client import AsyncClient, Client
from topclient._runtime.decoding import body as body_module
from topclient._runtime.encoding.signing import SIGN_METHODS, SignMethod, sign
from topclient._runtime.encoding.uploads import Multipart, read_upload
from topclient._runtime.errors import (
    ArgumentError,
    CallTimeoutError,
    ConnectError,
    GatewayError,
    ReplyError,
    TopError,
    TransportError,
)
from topclient._runtime.model import Api, Request, Upload
from topclient._runtime.reply import Reply
from topclient._runtime.transport.interface import HttpRequest, Timeouts

KEY, SECRET, SESSION = "12345678", "helloworld-secret", "token-of-the-user"
Caller = Callable[..., Any]


def noon() -> datetime:
    return datetime(2016, 1, 1, 12)


def call_sync(gateway: Gateway, request: Request[Any], session: str | None = None, **settings: Any) -> Any:
    with Client(KEY, SECRET, gateway=gateway.url, **settings) as client:
        return client.execute(request, session=session)


def call_async(gateway: Gateway, request: Request[Any], session: str | None = None, **settings: Any) -> Any:
    async def call() -> Any:
        async with AsyncClient(KEY, SECRET, gateway=gateway.url, **settings) as client:
            return await client.execute(request, session=session)

    return asyncio.run(call())


@pytest.fixture(params=[call_sync, call_async], ids=["sync", "async"])
def call(request: pytest.FixtureRequest) -> Caller:
    caller: Caller = request.param
    return caller


def form(gateway: Gateway) -> dict[str, str]:
    return dict(parse_qsl(gateway.received[-1][2].decode(), keep_blank_values=True, strict_parsing=True))


def test_a_call_sends_everything_in_the_body_and_returns_the_answer(gateway: Gateway, call: Caller) -> None:
    request = ShopGoodsPushRequest(pid=1, text="袜 &=+")
    response = call(gateway, request, session=SESSION, clock=noon, partner_id="me", target_app_key="99")
    assert response == ShopGoodsPushResponse(integer=1) and response.request_id == "r1"
    path, headers, _ = gateway.received[0]
    params = form(gateway)
    signature = params.pop("sign")
    assert path == "/router/rest"
    assert headers["content-type"] == "application/x-www-form-urlencoded;charset=UTF-8"
    assert headers["accept-encoding"] == "gzip"
    assert params == {
        "pid": "1",
        "text": "袜 &=+",
        "method": "taobao.shop.goods.push",
        "app_key": KEY,
        "session": SESSION,
        "timestamp": "2016-01-01 12:00:00",
        "v": "2.0",
        "sign_method": "hmac-sha256",
        "format": "json",
        "partner_id": "me",
        "target_app_key": "99",
    }
    assert signature == sign(params, SECRET, "hmac-sha256")


@pytest.mark.parametrize("method", SIGN_METHODS)
def test_every_sign_method_signs_what_is_sent(gateway: Gateway, call: Caller, method: SignMethod) -> None:
    call(gateway, ShopGoodsPushRequest(pid=1, text="  ", words=[]), sign_method=method)
    params = form(gateway)
    assert params["sign_method"] == method and "text" not in params and "words" not in params
    assert params["sign"] == sign(params, SECRET, method)


@dataclass(kw_only=True, slots=True)
class QimenRequest(Request[ShopTimeGetResponse]):
    """A call of the Qimen cloud."""

    __api__: ClassVar[Api] = Api("qimen.alibaba.order.query", session="none", response=ShopTimeGetResponse)


def test_the_qimen_cloud_is_asked_for_simplified_json_in_any_case(gateway: Gateway, call: Caller) -> None:
    gateway.body = b'{"request_id":"r9"}'
    response = call(gateway, QimenRequest(), format="xml", target_app_key="99")
    params = form(gateway)
    assert (params["format"], params["simplify"], params["target_app_key"]) == ("json", "true", "99")
    assert response.request_id == "r9"


V3 = {
    "md5": "66987CB115214E59E6EC978214934FB8",
    "hmac": "D56D7858309C31B6251083A874D48273",
    "hmac-sha256": "04DB15AD0774D5CFCE2C837DE43E3FCEA9011ED74F3038FB6AB5F3C4CEA119E8",
}


@pytest.mark.parametrize("method", SIGN_METHODS)
def test_v3_empty_values_change_no_signature(gateway: Gateway, method: SignMethod) -> None:
    request = ShopTimeGetRequest(
        extra={
            "fields": "num_iid,title,nick,price,num",
            "num_iid": 11223344,
            "outer_id": "",
            "desc": "   ",
            "x": None,
        }
    )
    with Client(KEY, "helloworld", gateway=gateway.url, session="test", clock=noon, sign_method=method) as client:
        prepared = client.prepare(request)
    assert isinstance(prepared.body, bytes)
    params = dict(parse_qsl(prepared.body.decode())) | {"method": "taobao.item.seller.get"}
    assert {"outer_id", "desc", "x"}.isdisjoint(params)
    assert sign(params, "helloworld", method) == V3[method]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, {"format": "json"}),
        ({"simplify": True}, {"format": "json", "simplify": "true"}),
        ({"format": "xml"}, {"format": "xml"}),
        ({"format": "xml", "simplify": True}, {"format": "xml"}),
    ],
)
def test_the_format_is_asked_for(gateway: Gateway, settings: Any, expected: dict[str, str]) -> None:
    call_sync(gateway, ShopGoodsPushRequest(pid=1), **settings)
    assert {name: value for name, value in form(gateway).items() if name in ("format", "simplify")} == expected


def test_without_a_session_none_is_sent(gateway: Gateway) -> None:
    call_sync(gateway, ShopTimeGetRequest())
    assert "session" not in form(gateway)


def test_the_session_of_a_call_wins_over_that_of_the_client(gateway: Gateway) -> None:
    with Client(KEY, SECRET, gateway=gateway.url, session="one") as client:
        client.execute(ShopTimeGetRequest())
        client.execute(ShopTimeGetRequest(), session="two")
        client.with_options(session="three", format="xml").execute(ShopTimeGetRequest())
        client.execute(ShopTimeGetRequest())
    assert [dict(parse_qsl(body.decode()))["session"] for _, _, body in gateway.received] == [
        "one",
        "two",
        "three",
        "one",
    ]


def test_the_timestamp_is_in_gmt8_wherever_the_machine_is(monkeypatch: pytest.MonkeyPatch, gateway: Gateway) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        call_sync(gateway, ShopTimeGetRequest())
        stamp = datetime.fromisoformat(form(gateway)["timestamp"] + "+08:00")
        assert abs(stamp.timestamp() - time.time()) < 5
    finally:
        monkeypatch.undo()
        time.tzset()


def test_files_travel_as_parts_outside_of_the_signature(gateway: Gateway, call: Caller) -> None:
    upload = Upload(io.BytesIO(b"\r\n--\x00\xff"), '袜"子.png')
    call(gateway, ShopGoodsPushRequest(pid=1, text="袜\r\n子", image=upload), session=SESSION, clock=noon)
    parts = read_parts(gateway)
    texts = {name: data.decode() for name, (filename, _, data) in parts.items() if filename is None}
    assert parts["image"][1:] == ("image/png", b"\r\n--\x00\xff")
    assert '; filename="袜%22子.png"'.encode() in gateway.received[-1][2]
    assert texts["text"] == "袜\r\n子" and texts["session"] == SESSION
    assert texts["sign"] == sign(texts, SECRET, "hmac-sha256")


def test_a_file_is_sent_from_where_it_stood_each_time() -> None:
    file = io.BytesIO(b"0123456789")
    file.seek(5)
    request = ShopGoodsPushRequest(pid=1, image=file)
    with Client(KEY, SECRET, transport=Echo()) as client:
        prepared = client.prepare(request)
    assert not isinstance(prepared.body, bytes)
    assert b"".join(prepared.body) == b"".join(prepared.body)
    assert b"56789" in b"".join(prepared.body) and b"01234" not in b"".join(prepared.body)


def test_a_large_file_is_read_in_pieces(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(bytes(range(256)) * 4096)
    multipart = Multipart({"a": "1"}, {"f": read_upload(path, "f")})
    assert max(map(len, multipart)) <= 64 * 1024 and sum(map(len, multipart)) == multipart.length


def read_parts(gateway: Gateway) -> dict[str, tuple[str | None, str, bytes]]:
    _, headers, body = gateway.received[-1]
    assert int(headers["content-length"]) == len(body)
    whole = message_from_bytes(b"Content-Type: " + headers["content-type"].encode() + b"\r\n\r\n" + body)
    parts = {}
    for part in whole.get_payload():
        assert not isinstance(part, str)
        name = part.get_param("name", header="content-disposition")
        data = part.get_payload(decode=True)
        assert isinstance(name, str) and isinstance(data, bytes)
        parts[name] = (part.get_filename(), part.get_content_type(), data)
    return parts


def test_a_gzipped_answer_is_unpacked(gateway: Gateway, call: Caller) -> None:
    gateway.headers["Content-Encoding"] = "gzip"
    gateway.body = gzip.compress(gateway.body)
    assert call(gateway, ShopGoodsPushRequest(pid=1)) == ShopGoodsPushResponse(integer=1)


def test_a_broken_gzip_is_no_answer(gateway: Gateway, call: Caller) -> None:
    gateway.headers["Content-Encoding"] = "gzip"
    for body in (b"not gzip", gzip.compress(gateway.body)[:-12]):
        gateway.body = body
        with pytest.raises(ReplyError):
            call(gateway, ShopGoodsPushRequest(pid=1))


def test_a_gateway_error_is_raised(gateway: Gateway, call: Caller) -> None:
    gateway.body = b'{"error_response":{"code":27,"msg":"Invalid session","sub_code":"session-expired"}}'
    with pytest.raises(GatewayError) as caught:
        call(gateway, ShopGoodsPushRequest(pid=1))
    assert caught.value.code == 27


def test_a_refused_argument_sends_nothing(gateway: Gateway, call: Caller) -> None:
    with pytest.raises(ArgumentError):
        call(gateway, ShopGoodsPushRequest(pid="1"))  # type: ignore[arg-type]
    assert gateway.received == []


def test_a_gateway_that_is_not_there_cannot_be_reached(call: Caller) -> None:
    with pytest.raises(ConnectError):
        call(Gateway("http://127.0.0.1:9/router/rest"), ShopTimeGetRequest())


def test_a_gateway_that_does_not_answer_in_time_is_a_timeout(gateway: Gateway, call: Caller) -> None:
    gateway.delay = threading.Event()
    for timeout in (0.1, Timeouts(read=0.1)):
        with pytest.raises(CallTimeoutError):
            call(gateway, ShopTimeGetRequest(), timeout=timeout)


def test_an_answer_cut_short_is_a_fault_of_the_connection(gateway: Gateway, call: Caller) -> None:
    gateway.cut = True
    with pytest.raises(TransportError) as caught:
        call(gateway, ShopTimeGetRequest())
    assert not isinstance(caught.value, ConnectError)


def test_a_proxy_s_page_is_no_answer(gateway: Gateway, call: Caller) -> None:
    gateway.status, gateway.body = 502, b"<html><body>Bad Gateway</body></html>"
    with pytest.raises(ReplyError, match="502"):
        call(gateway, ShopTimeGetRequest())


def test_a_redirection_is_not_followed(gateway: Gateway, call: Caller) -> None:
    gateway.status, gateway.headers["Location"] = 307, gateway.url
    with pytest.raises(ReplyError, match="307"):
        call(gateway, ShopTimeGetRequest())
    assert len(gateway.received) == 1


def test_an_answer_without_end_is_not_read_to_its_end(gateway: Gateway, call: Caller) -> None:
    gateway.headers["Content-Encoding"] = "gzip"
    gateway.body = gzip.compress(b" " * (body_module.MAX_BYTES + 1), 1)
    with pytest.raises(ReplyError, match="larger than"):
        call(gateway, ShopTimeGetRequest())


def test_mismatches_reach_the_hook(gateway: Gateway, call: Caller) -> None:
    gateway.body = b'{"shop_goods_push_response":{"integer":"x"}}'
    found: list[Any] = []
    assert call(gateway, ShopGoodsPushRequest(pid=1), on_mismatch=found.append).integer == "x"
    assert [(one.path, one.value) for one in found] == [("integer", "x")]


def test_fifty_threads_share_a_client(gateway: Gateway) -> None:
    with Client(KEY, SECRET, gateway=gateway.url) as client:
        results: list[Any] = []
        threads = [
            threading.Thread(target=lambda: results.append(client.execute(ShopGoodsPushRequest(pid=1))))
            for _ in range(50)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert results == [ShopGoodsPushResponse(integer=1)] * 50


def test_a_hundred_tasks_share_a_client(gateway: Gateway) -> None:
    async def run() -> list[Any]:
        async with AsyncClient(KEY, SECRET, gateway=gateway.url) as client:
            return await asyncio.gather(*(client.execute(ShopGoodsPushRequest(pid=1)) for _ in range(100)))

    assert asyncio.run(run()) == [ShopGoodsPushResponse(integer=1)] * 100


class Echo:
    """A transport of one's own."""

    def __init__(self) -> None:
        self.sent: list[HttpRequest] = []
        self.closed = False

    def send(self, request: HttpRequest) -> Reply:
        self.sent.append(request)
        return Reply(200, {}, b"{}")

    def close(self) -> None:
        self.closed = True


def test_with_a_transport_of_one_s_own_no_http_library_is_imported() -> None:
    program = (
        "import sys; from topclient._runtime.client import Client; from topclient._runtime.model import Reply\n"
        "Client('k', 's', transport=type('Own', (), {'send': print, 'close': print})())\n"
        "print(sorted({'httpx2', 'httpx', 'ssl', 'asyncio'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout.strip() == "[]"


def test_a_transport_of_one_s_own_is_used_and_closed() -> None:
    transport = Echo()
    with Client(KEY, SECRET, transport=transport) as client:
        assert client.execute(ShopTimeGetRequest()).extra == {}
    assert transport.closed and transport.sent[0].url == "https://gw.api.taobao.com/router/rest"


@pytest.mark.parametrize(("name", "value"), [("sign_method", "sha1"), ("format", "yaml")])
def test_a_setting_that_does_not_exist_is_refused_when_the_client_is_made(name: str, value: Any) -> None:
    with pytest.raises(ValueError, match=value):
        Client(KEY, SECRET, transport=Echo(), **{name: value})


def test_no_secret_is_in_any_repr_log_or_exception(
    gateway: Gateway, call: Caller, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    seen: list[str] = []
    request = ShopGoodsPushRequest(pid=1, image=io.BytesIO(b"x"))
    for status, body, cut in [(200, b"{}", False), (502, b"<html>", False), (200, b'{"error_response":{}}', True)]:
        gateway.status, gateway.body, gateway.cut = status, body, cut
        try:
            seen.append(repr(call(gateway, request, session=SESSION)))
        except TopError as error:
            fault: BaseException | None = error
            while fault:
                seen += [str(fault), repr(fault), repr(vars(fault))]
                fault = fault.__cause__
    client = Client(KEY, SECRET, transport=Echo(), session=SESSION)
    prepared = client.prepare(request)
    seen += [repr(client), repr(vars(client)), repr(client._options), repr(prepared), repr(prepared.body)]
    seen += [record.getMessage() for record in caplog.records]
    text = "\n".join(seen)
    assert SECRET not in text and SESSION not in text and "sign=" not in text
