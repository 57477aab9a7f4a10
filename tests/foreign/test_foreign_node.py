"""What each of the Node clients does in its own way: streams, GET, objects as JSON, multipart without files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from foreign_clients import ALI_TOPSDK, NODE_TAOBAO_TOPCLIENT, NPM_TOPSDK, Foreign, Start
from topclient import FenxiaoProductUpdateResponse
from topclient._index import METHODS
from topclient.mock import MockGateway
from topclient.mock.package_apis import read_example
from wire_tap import tapped_wire

UPDATE = "taobao.fenxiao.product.update"
PUSH = "alibaba.idle.cycleshop.store.goodspush"
GOODS = {"goods_ids": [1234345435], "event": "袜子 & = + / ? % 😀"}
BYTES = bytes(range(256)) * 400 + b"\r\n----------------------------\r\n"


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    file = tmp_path / "sock.jpg"
    file.write_bytes(BYTES)
    return file


@pytest.mark.parametrize("foreign", [NPM_TOPSDK, ALI_TOPSDK], ids=["topsdk", "ali-topSdk"])
@pytest.mark.parametrize("buffers", [False, True], ids=["stream", "buffer"])
def test_an_upload_arrives_byte_for_byte_beside_chinese(
    mock_gateway: MockGateway, start: Start, foreign: Foreign, picture: Path, buffers: bool
) -> None:
    params = {"pid": "444", "name": "袜子 & 鞋"}
    result = start(foreign).call(mock_gateway, UPDATE, params, files={"image": picture}, buffers=buffers)
    assert not result.error
    (call,) = mock_gateway.calls
    assert call.arguments == {"pid": 444, "name": "袜子 & 鞋"}
    received = call.files["image"]
    assert received.content == BYTES
    name = "image" if foreign is ALI_TOPSDK and buffers else "sock.jpg"  # it gives a buffer its parameter's name
    assert received.filename == name


def test_ali_topsdk_sends_multipart_even_without_a_file(mock_gateway: MockGateway, start: Start) -> None:
    with tapped_wire(mock_gateway.url) as tapped:
        assert start(ALI_TOPSDK).call(mock_gateway, UPDATE, {"pid": "444"}, url=tapped.url).data["pid"]
    assert "content-type: multipart/form-data; boundary=" in tapped.request_head
    assert b"filename" not in tapped.sent


@pytest.mark.parametrize("api", sorted(METHODS))
def test_node_taobao_topclient_can_put_everything_in_the_query_of_a_get(
    mock_gateway: MockGateway, start: Start, api: str
) -> None:
    params = {name: value for name, value in read_example(api).request.items() if name != "image"}
    with tapped_wire(mock_gateway.url) as tapped:
        result = start(NODE_TAOBAO_TOPCLIENT).call(mock_gateway, api, params, verb="GET", url=tapped.url)
    assert result.data and not result.error
    assert tapped.request_head.startswith("get /router/rest?") and "content-type" not in tapped.request_head
    (call,) = mock_gateway.calls
    assert (call.verb, call.failure) == ("GET", None)


@pytest.mark.parametrize("verb", ["GET", "POST"])
def test_node_taobao_topclient_writes_objects_as_json_before_it_signs(
    mock_gateway: MockGateway, start: Start, verb: str
) -> None:
    result = start(NODE_TAOBAO_TOPCLIENT).call(mock_gateway, PUSH, {"param": GOODS}, verb=verb)
    assert result.data["result"]
    assert mock_gateway.calls[0].arguments == {"param": GOODS}


def test_npm_topsdk_signs_an_object_before_it_writes_it_as_json_and_is_refused(
    mock_gateway: MockGateway, start: Start
) -> None:
    result = start(NPM_TOPSDK).call(mock_gateway, PUSH, {"param": GOODS})
    assert result.error["code"] == 25


def test_npm_topsdk_gives_long_integers_as_text_wherever_they_stand(mock_gateway: MockGateway, start: Start) -> None:
    undocumented: dict[str, Any] = {"id": 1234567890123456, "short": 123456789012345}
    mock_gateway.reply(UPDATE, FenxiaoProductUpdateResponse(pid=9223372036854775807, extra=undocumented))
    result = start(NPM_TOPSDK).call(mock_gateway, UPDATE, {"pid": "9223372036854775807"})
    assert mock_gateway.calls[0].arguments == {"pid": 9223372036854775807}
    assert result.data.pop("request_id")
    assert result.data == {"pid": "9223372036854775807", "id": "1234567890123456", "short": 123456789012345}


def test_several_calls_of_one_client_share_its_connections(mock_gateway: MockGateway, start: Start) -> None:
    with tapped_wire(mock_gateway.url) as tapped:
        for pid in ("1", "2", "3"):
            assert start(NPM_TOPSDK).call(mock_gateway, UPDATE, {"pid": pid}, url=tapped.url).data
    assert [call.arguments["pid"] for call in mock_gateway.calls] == [1, 2, 3]
    assert tapped.sent.count(b"POST /router/rest") == 3
