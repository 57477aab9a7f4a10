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
    """taobao.fenxiao.product.update

    更新分销平台产品数据,不传更新数据返回失败
    1. 对sku进行增、删操作时,原有的sku_ids字段会被忽略,请使用sku_properties和sku_properties_del。

    Session: required.

    Error codes:
    - isv.invalid-parameter:authz: 代销产品必须授权: 不更新产品,返回错误 (``InvalidParameterAuthzError``)

    Doubt (name, taken as taobao.fenxiao.product.update): the page prints no name; it is inferred from the root
    <fenxiao_product_update_response>, which does not tell its prefix
    """
