# Generated from specs/apis/taobao/taobao.inventory.shopinv.adjust.yaml; edit the overlay, not this file.
"""taobao.inventory.shopinv.adjust: 编辑闪购门店库存

What the example of the page sends, and what comes back.
"""

from __future__ import annotations

from asyncio import Runner

import pytest
from topclient import AsyncTopClient, CallerError, SessionError, TopClient
from topclient.apis.taobao.inventory.shopinv_adjust import (
    InventoryShopinvAdjustRequest,
    InventoryShopinvAdjustResponse,
    ShopInventoryEditDetailDTO,
    ShopInventoryEditDTO,
    ShopInventoryEditResultDTO,
    SingleResult,
)
from topclient.mock import Call, MockGateway

REQUEST = InventoryShopinvAdjustRequest(
    shop_inventory_edit=ShopInventoryEditDTO(
        order_id="mainOrderId1",
        store_id=111111111,
        check_mode=2,
        detail_list=[ShopInventoryEditDetailDTO(item_id=1231111, sku_id=0, sub_order_id="subOrderId1", quantity=1)],
        recover_deleted_data=True,
    ),
)

SENT: dict[str, str] = {
    "shop_inventory_edit": (
        '{"order_id":"mainOrderId1","store_id":111111111,"check_mode":2,"detail_list":[{"item_id":1231111,"sku_id":0,'
        '"sub_order_id":"subOrderId1","quantity":1}],"recover_deleted_data":true}'
    ),
}


def check_call(call: Call) -> None:
    """Compare what the gateway received with what the page shows."""
    assert call.api == "taobao.inventory.shopinv.adjust"
    assert call.form == SENT


def check_reply(reply: InventoryShopinvAdjustResponse) -> None:
    """Compare what came back with what the page shows."""
    assert isinstance(reply.result, SingleResult)
    assert reply.result.error_message == "errorMessage"
    assert reply.result.error_code == "IP_ILLEGAL_ARGUMENT"
    assert reply.result.success is False
    assert reply.result.data is not None and len(reply.result.data) == 1
    assert isinstance(reply.result.data[0], ShopInventoryEditResultDTO)
    assert reply.result.data[0].error_msg == "errorMsg"
    assert reply.result.data[0].error_code == "errorCode"
    assert reply.result.data[0].success is False
    assert reply.result.data[0].idempotent is False
    assert reply.result.data[0].sub_order_id == "subOrderId1"
    assert reply.result.data[0].idempotent_reason == "已处理过"


def test_call(client: TopClient, mock_gateway: MockGateway) -> None:
    check_reply(client.execute(REQUEST))
    check_call(mock_gateway.calls[0])


def test_async_call(async_client: AsyncTopClient, runner: Runner, mock_gateway: MockGateway) -> None:
    check_reply(runner.run(async_client.execute(REQUEST)))
    check_call(mock_gateway.calls[0])


def test_required_parameters(client: TopClient) -> None:
    for name in ["shop_inventory_edit"]:
        others = {other: text for other, text in SENT.items() if other != name}
        with pytest.raises(CallerError) as caught:
            client.call("taobao.inventory.shopinv.adjust", others)
        assert caught.value.msg.endswith(name)


def test_session_is_required(client: TopClient) -> None:
    with pytest.raises(SessionError):
        client.execute(REQUEST, session=None)
