"""The APIs of alibaba.idle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from topclient._runtime.namespace import ClientT, Group, Operation, deferred

if TYPE_CHECKING:
    from topclient.apis.alibaba.idle.cycleshop_store_goodspush import AlibabaIdleCycleshopStoreGoodspushRequest
else:
    AlibabaIdleCycleshopStoreGoodspushRequest = deferred(
        "topclient.apis.alibaba.idle.cycleshop_store_goodspush:AlibabaIdleCycleshopStoreGoodspushRequest"
    )

__all__ = ["AlibabaIdleApis"]


class AlibabaIdleApis(Group[ClientT]):
    """The APIs of alibaba.idle."""

    cycleshop_store_goodspush = Operation(AlibabaIdleCycleshopStoreGoodspushRequest)
    """alibaba.idle.cycleshop.store.goodspush: 闲鱼循环商店-门店SAAS-推进货品状态

    闲鱼循环商店-门店SAAS-推进货品状态(批量时需要根据寄卖卖家进行推送)

    Session: required.
    """
