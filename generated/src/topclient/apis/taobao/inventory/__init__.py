"""The APIs of taobao.inventory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from topclient._runtime.namespace import ClientT, Group, Operation, deferred

if TYPE_CHECKING:
    from topclient.apis.taobao.inventory.shopinv_adjust import InventoryShopinvAdjustRequest
else:
    InventoryShopinvAdjustRequest = deferred(
        "topclient.apis.taobao.inventory.shopinv_adjust:InventoryShopinvAdjustRequest"
    )

__all__ = ["TaobaoInventoryApis"]


class TaobaoInventoryApis(Group[ClientT]):
    """The APIs of taobao.inventory."""

    shopinv_adjust = Operation(InventoryShopinvAdjustRequest)
    """taobao.inventory.shopinv.adjust: 编辑闪购门店库存

    远场前端+近场闪购门店库存模式下,编辑闪购门店库存

    Session: required.
    """
