"""Whole calls through a real socket: what arrives at the gateway, and what comes of its answers."""

from __future__ import annotations

import io
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qsl

import pytest
from client_shop import ShopGoodsPushRequest, ShopGoodsPushResponse, ShopTimeGetRequest, ShopTimeGetResponse
from client_variants import KEY, SECRET, SESSION, SYNC, ClientVariant, each_client
from fake_gateway import FakeGateway, Received
from topclient._runtime.client import Client
from topclient._runtime.encoding.signing import SIGN_METHODS, SignMethod, sign
from topclient._runtime.encoding.uploads import Multipart, read_upload
from topclient._runtime.model import Api, Request, Upload
from topclient._runtime.reply import Reply
from topclient._runtime.transport.interface import HttpRequest


def noon() -> datetime:
    return datetime(2016, 1, 1, 12)


@each_client
def test_a_call_sends_everything_in_the_body_and_returns_the_answer(
    gateway: FakeGateway, variant: ClientVariant
) -> None:
    request = ShopGoodsPushRequest(pid=1, text="袜 &=+")
    response = variant.call(gateway, request, session=SESSION, clock=noon, partner_id="me", target_app_key="99")
    assert response == ShopGoodsPushResponse(integer=1) and response.request_id == "r1"
    (received,) = gateway.received
    params = received.form
    signature = params.pop("sign")
    assert received.path == "/router/rest"
    assert received.headers["content-type"] == "application/x-www-form-urlencoded;charset=UTF-8"
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


@each_client
@pytest.mark.parametrize("method", SIGN_METHODS)
def test_every_sign_method_signs_what_is_sent(gateway: FakeGateway, variant: ClientVariant, method: SignMethod) -> None:
    variant.call(gateway, ShopGoodsPushRequest(pid=1, text="  ", words=[]), sign_method=method)
    params = gateway.forms[-1]
    assert params["sign_method"] == method and "text" not in params and "words" not in params
    assert params["sign"] == sign(params, SECRET, method)


@dataclass(kw_only=True, slots=True)
class QimenRequest(Request[ShopTimeGetResponse]):
    """A call of the Qimen cloud."""

    __api__: ClassVar[Api] = Api("qimen.alibaba.order.query", session="none", response=ShopTimeGetResponse)


@each_client
def test_the_qimen_cloud_is_asked_for_simplified_json_in_any_case(gateway: FakeGateway, variant: ClientVariant) -> None:
    gateway.answer(b'{"request_id":"r9"}')
    response = variant.call(gateway, QimenRequest(), format="xml", target_app_key="99")
    params = gateway.forms[-1]
    assert (params["format"], params["simplify"], params["target_app_key"]) == ("json", "true", "99")
    assert response.request_id == "r9"


V3 = {
    "md5": "66987CB115214E59E6EC978214934FB8",
    "hmac": "D56D7858309C31B6251083A874D48273",
    "hmac-sha256": "04DB15AD0774D5CFCE2C837DE43E3FCEA9011ED74F3038FB6AB5F3C4CEA119E8",
}


@pytest.mark.parametrize("method", SIGN_METHODS)
def test_v3_empty_values_change_no_signature(gateway: FakeGateway, method: SignMethod) -> None:
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
def test_the_format_is_asked_for(gateway: FakeGateway, settings: Any, expected: dict[str, str]) -> None:
    SYNC.call(gateway, ShopGoodsPushRequest(pid=1), **settings)
    assert {name: value for name, value in gateway.forms[-1].items() if name in ("format", "simplify")} == expected


def test_without_a_session_none_is_sent(gateway: FakeGateway) -> None:
    SYNC.call(gateway, ShopTimeGetRequest(), session=None)
    assert "session" not in gateway.forms[-1]


def test_the_session_of_a_call_wins_over_that_of_the_client(gateway: FakeGateway) -> None:
    with Client(KEY, SECRET, gateway=gateway.url, session="one") as client:
        client.execute(ShopTimeGetRequest())
        client.execute(ShopTimeGetRequest(), session="two")
        client.with_options(session="three", format="xml").execute(ShopTimeGetRequest())
        client.execute(ShopTimeGetRequest())
    assert [form["session"] for form in gateway.forms] == ["one", "two", "three", "one"]


def test_the_timestamp_is_in_gmt8_wherever_the_machine_is(
    monkeypatch: pytest.MonkeyPatch, gateway: FakeGateway
) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        SYNC.call(gateway, ShopTimeGetRequest())
        stamp = datetime.fromisoformat(gateway.forms[-1]["timestamp"] + "+08:00")
        assert abs(stamp.timestamp() - time.time()) < 5
    finally:
        monkeypatch.undo()
        time.tzset()


@each_client
def test_files_travel_as_parts_outside_of_the_signature(gateway: FakeGateway, variant: ClientVariant) -> None:
    upload = Upload(io.BytesIO(b"\r\n--\x00\xff"), '袜"子.png')
    variant.call(gateway, ShopGoodsPushRequest(pid=1, text="袜\r\n子", image=upload), session=SESSION, clock=noon)
    parts = read_parts(gateway.received[-1])
    texts = {name: data.decode() for name, (filename, _, data) in parts.items() if filename is None}
    assert parts["image"][1:] == ("image/png", b"\r\n--\x00\xff")
    assert '; filename="袜%22子.png"'.encode() in gateway.received[-1].body
    assert texts["text"] == "袜\r\n子" and texts["session"] == SESSION
    assert texts["sign"] == sign(texts, SECRET, "hmac-sha256")


def test_a_large_file_is_read_in_pieces(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(bytes(range(256)) * 4096)
    multipart = Multipart({"a": "1"}, {"f": read_upload(path, "f")})
    assert max(map(len, multipart)) <= 64 * 1024 and sum(map(len, multipart)) == multipart.length


def read_parts(received: Received) -> dict[str, tuple[str | None, str, bytes]]:
    assert int(received.headers["content-length"]) == len(received.body)
    content_type = received.headers["content-type"].encode()
    whole = message_from_bytes(b"Content-Type: " + content_type + b"\r\n\r\n" + received.body)
    parts = {}
    for part in whole.get_payload():
        assert not isinstance(part, str)
        name = part.get_param("name", header="content-disposition")
        data = part.get_payload(decode=True)
        assert isinstance(name, str) and isinstance(data, bytes)
        parts[name] = (part.get_filename(), part.get_content_type(), data)
    return parts


class Echo:
    """A transport of the caller."""

    def __init__(self) -> None:
        self.sent: list[HttpRequest] = []
        self.closed = False

    def send(self, request: HttpRequest) -> Reply:
        self.sent.append(request)
        return Reply(200, {}, b"{}")

    def close(self) -> None:
        self.closed = True


def test_with_a_transport_of_the_caller_no_http_library_is_imported() -> None:
    program = (
        "import sys; from topclient._runtime.client import Client; from topclient._runtime.model import Reply\n"
        "Client('k', 's', transport=type('Own', (), {'send': print, 'close': print})())\n"
        "print(sorted({'httpx2', 'httpx', 'ssl', 'asyncio'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout.strip() == "[]"


def test_a_transport_of_the_caller_is_used_and_closed() -> None:
    transport = Echo()
    with Client(KEY, SECRET, transport=transport) as client:
        assert client.execute(ShopTimeGetRequest()).extra == {}
    assert transport.closed and transport.sent[0].url == "https://gw.api.taobao.com/router/rest"
