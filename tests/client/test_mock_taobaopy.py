"""A client that we did not write, taobaopy 6.0.1, against the mock gateway; it only works in the time zone of China."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from topclient.mock import MockGateway

pytestmark = pytest.mark.skipif(find_spec("taobaopy") is None, reason="taobaopy is not installed (taobaopy==6.0.1)")

PROGRAM = """
import json, sys
from taobaopy.taobao import TaoBaoAPIClient, TaoBaoAPIError
url, call = sys.argv[1:]
client = TaoBaoAPIClient("12345678", "helloworld", domain=url, retry_count=1)
client.set_access_token("test")
try:
    print(json.dumps(eval(call)))
except TaoBaoAPIError as error:
    print(json.dumps([error.code, error.msg, error.sub_code]))
"""


def run(gateway: MockGateway, call: str, zone: str = "Asia/Shanghai") -> Any:
    """What a call in taobaopy's words gives: its data, or code, msg and sub_code of its error."""
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, gateway.url.removesuffix("/router/rest"), call],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "TZ": zone},
    )
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def test_a_reply_is_understood(mock_gateway: MockGateway) -> None:
    data = run(mock_gateway, "client.fenxiao_product_update(pid=444, name='袜子 & 鞋')")
    assert data["fenxiao_product_update_response"]["pid"] == 12313454121
    assert mock_gateway.calls[0].arguments == {"pid": 444, "name": "袜子 & 鞋"}


def test_another_prefix_and_an_object(mock_gateway: MockGateway) -> None:
    argument = "external_icbu_product_rights_query_param='{\"account_id\": 9007199254740993}'"
    run(mock_gateway, f"client.alibaba__icbu_shopclone_icbuproductrights_query({argument})")
    arguments = {"external_icbu_product_rights_query_param": {"account_id": 9007199254740993}}
    assert mock_gateway.calls[0].arguments == arguments


def test_an_upload(mock_gateway: MockGateway, tmp_path: Path) -> None:
    file = tmp_path / "sock.jpg"
    file.write_bytes(bytes(range(256)))
    run(mock_gateway, f"client.fenxiao_product_update(pid=444, image=open({str(file)!r}, 'rb'))")
    assert mock_gateway.calls[0].files["image"].content == file.read_bytes()


def test_a_missing_argument_and_a_failure_are_its_exceptions(mock_gateway: MockGateway) -> None:
    assert run(mock_gateway, "client.fenxiao_product_update(name='x')")[:2] == [40, "Missing required arguments:pid"]
    mock_gateway.fail("taobao.fenxiao.product.update", 15, sub_code="isv.made-up")
    assert run(mock_gateway, "client.fenxiao_product_update(pid=1)") == [15, "Remote service error", "isv.made-up"]


def test_the_clock_of_another_zone_is_refused(mock_gateway: MockGateway) -> None:
    assert run(mock_gateway, "client.fenxiao_product_update(pid=1)", zone="UTC")[0] == 31
