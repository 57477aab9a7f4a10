"""The APIs of taobao."""

from __future__ import annotations

from typing import TYPE_CHECKING

from topclient._runtime.namespace import ClientT, Group, deferred

if TYPE_CHECKING:
    from topclient.apis.taobao.fenxiao import TaobaoFenxiaoApis
    from topclient.apis.taobao.inventory import TaobaoInventoryApis
    from topclient.apis.taobao.paimai import TaobaoPaimaiApis
else:
    TaobaoFenxiaoApis = deferred("topclient.apis.taobao.fenxiao:TaobaoFenxiaoApis")
    TaobaoInventoryApis = deferred("topclient.apis.taobao.inventory:TaobaoInventoryApis")
    TaobaoPaimaiApis = deferred("topclient.apis.taobao.paimai:TaobaoPaimaiApis")

__all__ = ["TaobaoApis"]


class TaobaoApis(Group[ClientT]):
    """The APIs of taobao."""

    @property
    def fenxiao(self) -> TaobaoFenxiaoApis[ClientT]:
        """APIs taobao.fenxiao.*"""
        return self._open(TaobaoFenxiaoApis)

    @property
    def inventory(self) -> TaobaoInventoryApis[ClientT]:
        """APIs taobao.inventory.*"""
        return self._open(TaobaoInventoryApis)

    @property
    def paimai(self) -> TaobaoPaimaiApis[ClientT]:
        """APIs taobao.paimai.*"""
        return self._open(TaobaoPaimaiApis)
