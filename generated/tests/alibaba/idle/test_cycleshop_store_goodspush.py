# Generated from specs/apis/alibaba/alibaba.idle.cycleshop.store.goodspush.yaml; edit the overlay, not this file.
"""alibaba.idle.cycleshop.store.goodspush: 闲鱼循环商店-门店SAAS-推进货品状态

What the example of the page sends, and what comes back.
"""

from __future__ import annotations

from asyncio import Runner

import pytest
from topclient import AsyncTopClient, CallerError, SessionError, TopClient
from topclient.apis.alibaba.idle.cycleshop_store_goodspush import (
    AlibabaIdleCycleshopStoreGoodspushRequest,
    AlibabaIdleCycleshopStoreGoodspushResponse,
    CommonResult,
    CycleShopGoodsStatusUpdateTopCmd,
    CycleShopGoodsStatusUpdateTopVO,
)
from topclient.mock import Call, MockGateway

REQUEST = AlibabaIdleCycleshopStoreGoodspushRequest(
    param=CycleShopGoodsStatusUpdateTopCmd(goods_ids=[1234345435], event="FORCE_RETRIEVE", jm_sellerid=3243453245454),
)

SENT: dict[str, str] = {"param": '{"goods_ids":[1234345435],"event":"FORCE_RETRIEVE","jm_sellerid":3243453245454}'}


def check_call(call: Call) -> None:
    """Compare what the gateway received with what the page shows."""
    assert call.api == "alibaba.idle.cycleshop.store.goodspush"
    assert call.form == SENT


def check_reply(reply: AlibabaIdleCycleshopStoreGoodspushResponse) -> None:
    """Compare what came back with what the page shows."""
    assert isinstance(reply.result, CommonResult)
    assert reply.result.success is True
    assert reply.result.err_code == "PARAM_ERROR"
    assert reply.result.err_msg == "参数不合法"
    assert isinstance(reply.result.data, CycleShopGoodsStatusUpdateTopVO)
    assert reply.result.data.success_count == 1


def test_call(client: TopClient, mock_gateway: MockGateway) -> None:
    check_reply(client.execute(REQUEST))
    check_call(mock_gateway.calls[0])


def test_async_call(async_client: AsyncTopClient, runner: Runner, mock_gateway: MockGateway) -> None:
    check_reply(runner.run(async_client.execute(REQUEST)))
    check_call(mock_gateway.calls[0])


def test_required_parameters(client: TopClient) -> None:
    for name in ["param"]:
        others = {other: text for other, text in SENT.items() if other != name}
        with pytest.raises(CallerError) as caught:
            client.call("alibaba.idle.cycleshop.store.goodspush", others)
        assert caught.value.msg.endswith(name)


def test_session_is_required(client: TopClient) -> None:
    with pytest.raises(SessionError):
        client.execute(REQUEST, session=None)
