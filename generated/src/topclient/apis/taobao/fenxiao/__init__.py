"""The APIs of taobao.fenxiao."""

from __future__ import annotations

from typing import TYPE_CHECKING

from topclient._runtime.namespace import ClientT, Group, Operation, deferred

if TYPE_CHECKING:
    from topclient.apis.taobao.fenxiao.product_update import FenxiaoProductUpdateRequest
else:
    FenxiaoProductUpdateRequest = deferred("topclient.apis.taobao.fenxiao.product_update:FenxiaoProductUpdateRequest")

__all__ = ["TaobaoFenxiaoApis"]


class TaobaoFenxiaoApis(Group[ClientT]):
    """The APIs of taobao.fenxiao."""

    product_update = Operation(FenxiaoProductUpdateRequest)
    """taobao.fenxiao.product.update"""
