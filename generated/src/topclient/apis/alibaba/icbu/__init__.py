"""The APIs of alibaba.icbu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from topclient._runtime.namespace import ClientT, Group, Operation, deferred

if TYPE_CHECKING:
    from topclient.apis.alibaba.icbu.shopclone_icbuproductrights_query import (
        AlibabaIcbuShopcloneIcbuproductrightsQueryRequest,
    )
else:
    AlibabaIcbuShopcloneIcbuproductrightsQueryRequest = deferred(
        "topclient.apis.alibaba.icbu.shopclone_icbuproductrights_query:AlibabaIcbuShopcloneIcbuproductrightsQueryRequest"
    )

__all__ = ["AlibabaIcbuApis"]


class AlibabaIcbuApis(Group[ClientT]):
    """The APIs of alibaba.icbu."""

    shopclone_icbuproductrights_query = Operation(AlibabaIcbuShopcloneIcbuproductrightsQueryRequest)
    """alibaba.icbu.shopclone.icbuproductrights.query: ICBU商品权益查询

    查询用户在其他平台店铺的商品发布到ICBU后,是否获得了优品权益的状态和外贸服务平台所关注的其他数据

    Session: none.
    """
