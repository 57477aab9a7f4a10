"""Every way to test a program without the platform."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, assert_type

import pytest
from topclient import (
    AsyncTopClient,
    CallTimeoutError,
    FenxiaoProductUpdateRequest,
    FenxiaoProductUpdateResponse,
    GatewayError,
    TopClient,
)
from topclient.mock import Call, Failure, MockGateway, ReceivedFile
from topclient.testing import StubGateway, example, example_response

UPDATE = "taobao.fenxiao.product.update"


def mock_gateway() -> None:
    with MockGateway() as gateway, TopClient(gateway.app_key, gateway.app_secret, gateway=gateway.url) as client:
        client.taobao.fenxiao.product_update(pid=444, image=b"GIF89a")
        gateway.know("taobao.time.get")
        gateway.reply(UPDATE, {"pid": 1}, times=2)
        gateway.fail(UPDATE, 15, sub_code="isv.product-not-exist", times=None)
        gateway.fault("reset", api=UPDATE)
        (call,) = gateway.calls
        assert_type(call, Call)
        assert_type(call.failure, Failure | None)
        assert_type(call.arguments, Mapping[str, Any])
        assert_type(call.files, Mapping[str, ReceivedFile])


def stub_gateway(top_stub: StubGateway) -> None:
    request, answer = example(FenxiaoProductUpdateRequest), example_response(FenxiaoProductUpdateResponse)
    assert_type(request, FenxiaoProductUpdateRequest)
    assert_type(answer, FenxiaoProductUpdateResponse)
    top_stub.know("taobao.time.get")
    top_stub.reply(UPDATE, answer, when=lambda arguments: arguments["pid"] == 444)
    top_stub.raises(UPDATE, CallTimeoutError("no reply"), times=None)
    with top_stub.client(strict=True) as client:
        assert_type(client, TopClient)
        assert_type(client.execute(request), FenxiaoProductUpdateResponse)
    assert_type(top_stub.assert_called(UPDATE, pid=444), Call)
    top_stub.assert_not_called(UPDATE, pid=1)
    assert_type(top_stub.calls_to(UPDATE), list[Call])
    top_stub.assert_all_used()
    top_stub.reset()


async def asynchronous_stub_gateway() -> None:
    with StubGateway(session="…") as gateway:
        gateway.fail(UPDATE, 7, sub_code="accesscontrol.limited-by-api-access-count")
        with pytest.raises(GatewayError) as caught:
            await gateway.async_client().taobao.fenxiao.product_update(pid=1)
        assert_type(caught.value, GatewayError)
        AsyncTopClient("12345678", "helloworld", transport=gateway.async_transport)
