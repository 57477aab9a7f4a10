# Generated from specs/apis/taobao/taobao.paimai.auction.edit.yaml; edit the overlay, not this file.
"""taobao.paimai.auction.edit: 修改拍卖商品

Session: required.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from topclient._runtime.model import Api, Request, Response, Struct

__all__ = [
    "PaimaiAuctionEditRequest",
    "PaimaiAuctionEditResponse",
    "UpdateRequest",
]


@dataclass(kw_only=True, slots=True)
class UpdateRequest(Struct):
    """参数"""

    increment: int
    """增价(降价)幅度,单位元"""
    ceil_price: int | None = None
    """增价拍封顶价,不设置表示无封顶价"""
    status: int | None = None
    """上架1,放入仓库为2,默认为上架"""
    delay_in_minutes: int | None = None
    """增价拍出价延迟时间,为0则表示不延迟,默认为5

    Default: 5, inferred from: 默认为5
    """
    foregift: int
    """保证金金额(元)"""
    end_time: datetime
    """拍卖结束时间"""
    type: int
    """增价拍为1,降价拍为2"""
    item_id: int
    """商品id"""
    start_price: int
    """拍品起拍价"""
    floor_price: int | None = None
    """降价拍专用,表示底价"""
    start_time: datetime | None = None
    """拍卖开始时间"""
    quantity: int | None = None
    """拍品数量,增价拍必须为1,降价拍为1~10000"""
    repeat_times: int | None = None
    """重复上拍次数,默认为0,0表示不自动重新上架"""


@dataclass(kw_only=True, slots=True)
class PaimaiAuctionEditResponse(Response):
    """What taobao.paimai.auction.edit answers."""

    data: int | None = None
    """变更的商品id"""


@dataclass(kw_only=True, slots=True)
class PaimaiAuctionEditRequest(Request[PaimaiAuctionEditResponse]):
    """taobao.paimai.auction.edit: 修改拍卖商品

    Session: required.
    """

    __api__: ClassVar[Api] = Api(
        "taobao.paimai.auction.edit",
        session="required",
        response=PaimaiAuctionEditResponse,
    )

    param0: UpdateRequest | None = None
    """参数"""
