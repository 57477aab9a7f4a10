# Generated from specs/apis/taobao/taobao.inventory.shopinv.adjust.yaml; edit the overlay, not this file.
"""taobao.inventory.shopinv.adjust: 编辑闪购门店库存

远场前端+近场闪购门店库存模式下,编辑闪购门店库存

Session: required.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from topclient._runtime.model import Api, Inferred, Request, Response, Struct, Wire

__all__ = [
    "InventoryShopinvAdjustRequest",
    "InventoryShopinvAdjustResponse",
    "ShopInventoryEditDTO",
    "ShopInventoryEditDetailDTO",
    "ShopInventoryEditResultDTO",
    "SingleResult",
]


@dataclass(kw_only=True, slots=True)
class ShopInventoryEditDetailDTO(Struct):
    """库存编辑明细,一次最多不超过20条明细"""

    item_id: int
    """商品id"""
    sku_id: int
    """skuid,若商品无sku,则填0。若有sku需要填对应skuid"""
    sub_order_id: str
    """子单据号,作为业务调整依据,幂等字段,处理时会根据此单据号作幂等"""
    quantity: int
    """调整数量,增量编辑时,正数盘盈,负数盘亏;全量编辑时,全量覆盖"""


@dataclass(kw_only=True, slots=True)
class ShopInventoryEditDTO(Struct):
    """库存编辑对象"""

    order_id: str
    """库存编辑请求的主单据号。不是幂等字段"""
    store_id: int
    """在商户创建的门店的门店id"""
    check_mode: int
    """1:全量更新 2: 出入库盘盈盘亏

    Values:
    - 1: 全量更新
    - 2: 出入库盘盈盘亏
    """
    detail_list: Annotated[list[ShopInventoryEditDetailDTO], Wire(inferred=Inferred(max_items=20))]
    """库存编辑明细,一次最多不超过20条明细

    At most 20 items, inferred from: 一次最多不超过20条明细
    """
    recover_deleted_data: bool
    """对于删除过的库存行,是否支持重新激活后编辑库存。若为false,想要编辑的品的门店库存曾经存在过且被删除过,那么会报
    错。系统默认值为false

    Default: false, inferred from: 默认值为false
    """


@dataclass(kw_only=True, slots=True)
class ShopInventoryEditResultDTO(Struct):
    """成功的结果对象"""

    error_msg: str | None = None
    """错误信息"""
    error_code: str | None = None
    """错误码"""
    success: bool | None = None
    """每个子调整单据是否成功"""
    idempotent: bool | None = None
    """是否幂等成功。幂等成功代表本次的单据已经被操作过,本次不需要操作,幂等成功。"""
    sub_order_id: str | None = None
    """子单据号,作为业务调整依据,处理时会根据此单据号作幂等"""
    idempotent_reason: str | None = None
    """幂等原因,幂等情况下可以做参考,可能不一定都有值"""


@dataclass(kw_only=True, slots=True)
class SingleResult(Struct):
    """result"""

    error_message: str | None = None
    """错误信息"""
    error_code: str | None = None
    """错误码"""
    success: bool | None = None
    """如果是失败,可能是部分失败。如果是成功,则全部成功。成功,有可能是本次操作成功,也可能是本次的单据已经被操作过,本
    次不需要操作,幂等成功。需要看子单据的详情
    """
    data: list[ShopInventoryEditResultDTO] | None = None
    """成功的结果对象"""


@dataclass(kw_only=True, slots=True)
class InventoryShopinvAdjustResponse(Response):
    """What taobao.inventory.shopinv.adjust answers."""

    result: SingleResult | None = None
    """result"""


@dataclass(kw_only=True, slots=True)
class InventoryShopinvAdjustRequest(Request[InventoryShopinvAdjustResponse]):
    """taobao.inventory.shopinv.adjust: 编辑闪购门店库存

    远场前端+近场闪购门店库存模式下,编辑闪购门店库存

    Session: required.
    """

    __api__: ClassVar[Api] = Api(
        "taobao.inventory.shopinv.adjust",
        session="required",
        response=InventoryShopinvAdjustResponse,
    )

    shop_inventory_edit: ShopInventoryEditDTO
    """库存编辑对象"""
