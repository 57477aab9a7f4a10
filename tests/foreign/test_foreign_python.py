"""What each of the Python clients does in its own way: uploads, timestamps, compression, retries."""

from __future__ import annotations

import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from foreign_clients import PYPI_TOPSDK, TAOBAO_SDK, TAOBAOPY, Foreign, Start
from topclient.mock import MockGateway
from wire_tap import tapped_wire

UPDATE = "taobao.fenxiao.product.update"
RIGHTS = "alibaba.icbu.shopclone.icbuproductrights.query"
BYTES = bytes(range(256)) * 40 + b"\r\n--boundary--\r\n"


def test_taobaopy_uploads_any_bytes_beside_chinese(mock_gateway: MockGateway, start: Start, tmp_path: Path) -> None:
    file = tmp_path / "袜子.jpg"
    file.write_bytes(BYTES)
    result = start(TAOBAOPY).call(mock_gateway, UPDATE, {"pid": 444, "name": "袜子 & 鞋"}, files={"image": file})
    assert not result.error
    (call,) = mock_gateway.calls
    assert call.arguments == {"pid": 444, "name": "袜子 & 鞋"}
    received = call.files["image"]
    assert (received.filename, received.content) == ("袜子.jpg", BYTES)


def test_taobaopy_writes_numbers_truths_and_integers_of_any_size(mock_gateway: MockGateway, start: Start) -> None:
    params = {"pid": 2**63, "standard_price": 10.5, "have_invoice": True, "name": 123}
    assert not start(TAOBAOPY).call(mock_gateway, UPDATE, params).error
    received = {"pid": 2**63, "standard_price": "10.50", "have_invoice": "true", "name": "123"}
    assert mock_gateway.calls[0].arguments == received


def test_taobaopy_waits_out_a_flow_limit_and_tries_again(mock_gateway: MockGateway, start: Start) -> None:
    mock_gateway.fail(UPDATE, 7, sub_code="accesscontrol.limited-by-api-access-count", times=1)
    began = time.monotonic()
    result = start(TAOBAOPY).call(mock_gateway, UPDATE, {"pid": 444}, attempts=2)
    assert "fenxiao_product_update_response" in result.data
    assert len(mock_gateway.calls) == 2
    assert time.monotonic() - began >= 1


def test_taobaopy_tries_again_when_the_platform_is_at_fault(mock_gateway: MockGateway, start: Start) -> None:
    mock_gateway.fail(UPDATE, 15, sub_code="isp.remote-connection-error", times=2)
    result = start(TAOBAOPY).call(mock_gateway, UPDATE, {"pid": 444}, attempts=3)
    assert "fenxiao_product_update_response" in result.data


@pytest.mark.parametrize(
    ("foreign", "packed"),
    [(TAOBAOPY, True), (TAOBAO_SDK, True), (PYPI_TOPSDK, False)],
    ids=["taobaopy", "taobao-sdk", "topsdk"],
)
def test_replies_are_packed_for_clients_that_ask(
    mock_gateway: MockGateway, start: Start, foreign: Foreign, packed: bool
) -> None:
    with tapped_wire(mock_gateway.url) as tapped:
        assert start(foreign).call(mock_gateway, UPDATE, {"pid": 444}, url=tapped.url).data
    assert (b"content-encoding: gzip" in bytes(tapped.received).lower()) is packed
    assert (b"12313454121" in tapped.received) is not packed


def test_topsdk_sends_milliseconds_and_the_system_parameters_in_the_query(
    mock_gateway: MockGateway, start: Start
) -> None:
    with tapped_wire(mock_gateway.url) as tapped:
        assert not start(PYPI_TOPSDK).call(mock_gateway, UPDATE, {"pid": 444, "name": "袜子"}, url=tapped.url).error
    query = parse_qs(urlsplit(tapped.sent.split(b" ")[1].decode()).query)
    assert {"sign", "session", "method", "partner_id"} <= query.keys() and "pid" not in query
    timestamp = mock_gateway.calls[0].system["timestamp"]
    assert query["timestamp"] == [timestamp]
    assert abs(int(timestamp) / 1000 - time.time()) < 60


def test_topsdk_uploads_what_is_ascii(mock_gateway: MockGateway, start: Start, tmp_path: Path) -> None:
    file = tmp_path / "sock.txt"
    file.write_bytes(b"GIF89a\r\n--PYTHON_SDK_BOUNDARIES\r\n")
    result = start(PYPI_TOPSDK).call(mock_gateway, UPDATE, {"pid": 444, "name": "sock"}, files={"image": file})
    assert not result.error
    (call,) = mock_gateway.calls
    assert call.arguments == {"pid": 444, "name": "sock"}
    received = call.files["image"]
    assert (received.filename, received.content_type) == ("sock.txt", "text/plain")
    assert received.content == file.read_bytes()


def test_an_upload_that_breaks_in_two_is_an_error_that_topsdk_understands(
    mock_gateway: MockGateway, start: Start, tmp_path: Path
) -> None:
    file = tmp_path / "sock.txt"
    file.write_bytes(b"GIF89a\r\n--PYTHON_SDK_BOUNDARY\r\n")  # its boundary never changes
    result = start(PYPI_TOPSDK).call(mock_gateway, UPDATE, {"pid": 444}, files={"image": file})
    assert (result.error["class"], result.error["code"]) == ("TopException", 3)
    assert mock_gateway.calls[0].api == UPDATE


def test_topsdk_cannot_upload_beside_chinese(mock_gateway: MockGateway, start: Start, tmp_path: Path) -> None:
    file = tmp_path / "sock.txt"
    file.write_bytes(b"sock")
    result = start(PYPI_TOPSDK).call(mock_gateway, UPDATE, {"pid": 444, "name": "袜子"}, files={"image": file})
    assert result.error["class"] == "UnicodeEncodeError"
    assert not mock_gateway.calls


def test_topsdk_has_a_class_for_no_api_of_ours_but_takes_other_prefixes(
    mock_gateway: MockGateway, start: Start
) -> None:
    param = '{"account_id":9007199254740993,"from_shop_platform_code":"天猫"}'
    result = start(PYPI_TOPSDK).call(mock_gateway, RIGHTS, {"external_icbu_product_rights_query_param": param})
    assert RIGHTS.replace(".", "_") + "_response" in result.data
    received = mock_gateway.calls[0].arguments["external_icbu_product_rights_query_param"]
    assert received == {"account_id": 9007199254740993, "from_shop_platform_code": "天猫"}


def test_taobao_sdk_finds_no_data_of_other_prefixes_in_a_good_reply(mock_gateway: MockGateway, start: Start) -> None:
    param = '{"account_id":9007199254740993}'
    result = start(TAOBAO_SDK).call(mock_gateway, RIGHTS, {"external_icbu_product_rights_query_param": param})
    assert (result.data, result.error) == (None, {})
    assert mock_gateway.calls[0].failure is None
