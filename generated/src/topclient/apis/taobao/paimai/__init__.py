"""The APIs of taobao.paimai."""

from __future__ import annotations

from typing import TYPE_CHECKING

from topclient._runtime.namespace import ClientT, Group, Operation, deferred

if TYPE_CHECKING:
    from topclient.apis.taobao.paimai.auction_edit import PaimaiAuctionEditRequest
else:
    PaimaiAuctionEditRequest = deferred("topclient.apis.taobao.paimai.auction_edit:PaimaiAuctionEditRequest")

__all__ = ["TaobaoPaimaiApis"]


class TaobaoPaimaiApis(Group[ClientT]):
    """The APIs of taobao.paimai."""

    auction_edit = Operation(PaimaiAuctionEditRequest)
    """taobao.paimai.auction.edit: 修改拍卖商品

    Session: required.
    """
