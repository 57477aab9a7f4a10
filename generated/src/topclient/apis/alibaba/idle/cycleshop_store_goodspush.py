# Generated from specs/apis/alibaba/alibaba.idle.cycleshop.store.goodspush.yaml; edit the overlay, not this file.
"""alibaba.idle.cycleshop.store.goodspush: 闲鱼循环商店-门店SAAS-推进货品状态

闲鱼循环商店-门店SAAS-推进货品状态(批量时需要根据寄卖卖家进行推送)

Session: required.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from topclient._runtime.model import Api, Request, Response, Struct

__all__ = [
    "AlibabaIdleCycleshopStoreGoodspushRequest",
    "AlibabaIdleCycleshopStoreGoodspushResponse",
    "CommonResult",
    "CycleShopGoodsStatusUpdateTopCmd",
    "CycleShopGoodsStatusUpdateTopVO",
]


@dataclass(kw_only=True, slots=True)
class CycleShopGoodsStatusUpdateTopCmd(Struct):
    """请求参数"""

    goods_ids: list[int]
    """闲鱼货品Id"""
    event: Literal["FORCE_RETRIEVE", "FINISH_RETRIEVED", "INVITE_CLEARANCE", "DELETE"] | str
    """推进的状态事件 【FORCE_RETRIEVE:卖家强行要求取回,FINISH_RETRIEVED:已完成-卖家已取回,INVITE_CLEARANCE:寄卖中-清
    仓邀约,DELETE:已删除-商店删除】

    Values:
    - FORCE_RETRIEVE: 卖家强行要求取回
    - FINISH_RETRIEVED: 已完成-卖家已取回
    - INVITE_CLEARANCE: 寄卖中-清仓邀约
    - DELETE: 已删除-商店删除
    """
    jm_sellerid: int | None = None
    """寄卖卖家id,批量货品状态推送时必填(批量货品id列表中非此卖家的货品会被忽略,状态不会变更)"""


@dataclass(kw_only=True, slots=True)
class CycleShopGoodsStatusUpdateTopVO(Struct):
    """返回数据"""

    success_count: int | None = None
    """推送成功数量"""
    success_goodids: list[int] | None = None
    """推送成功的货品id,批量的时候返回

    Doubt (parent, taken as result.data): the example does not show it, and it could as well stand in result
    """
    fail_goodids: list[int] | None = None
    """推送失败的货品id,批量的时候返回

    Doubt (parent, taken as result.data): the example does not show it, and it could as well stand in result
    """


@dataclass(kw_only=True, slots=True)
class CommonResult(Struct):
    """返回结果"""

    success: bool | None = None
    """是否成功"""
    err_code: str | None = None
    """错误码"""
    err_msg: str | None = None
    """错误描述"""
    data: CycleShopGoodsStatusUpdateTopVO | None = None
    """返回数据"""


@dataclass(kw_only=True, slots=True)
class AlibabaIdleCycleshopStoreGoodspushResponse(Response):
    """What alibaba.idle.cycleshop.store.goodspush answers."""

    result: CommonResult | None = None
    """返回结果"""


@dataclass(kw_only=True, slots=True)
class AlibabaIdleCycleshopStoreGoodspushRequest(Request[AlibabaIdleCycleshopStoreGoodspushResponse]):
    """alibaba.idle.cycleshop.store.goodspush: 闲鱼循环商店-门店SAAS-推进货品状态

    闲鱼循环商店-门店SAAS-推进货品状态(批量时需要根据寄卖卖家进行推送)

    Session: required.
    """

    __api__: ClassVar[Api] = Api(
        "alibaba.idle.cycleshop.store.goodspush",
        session="required",
        response=AlibabaIdleCycleshopStoreGoodspushResponse,
    )

    param: CycleShopGoodsStatusUpdateTopCmd
    """请求参数"""
