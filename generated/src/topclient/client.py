"""``TopClient`` and ``AsyncTopClient``: every API as a method, grouped by the words of its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from topclient._runtime.client import AsyncClient, Client
from topclient._runtime.namespace import deferred

if TYPE_CHECKING:
    from topclient.apis.alibaba import AlibabaApis
    from topclient.apis.taobao import TaobaoApis
else:
    AlibabaApis = deferred("topclient.apis.alibaba:AlibabaApis")
    TaobaoApis = deferred("topclient.apis.taobao:TaobaoApis")

__all__ = ["AsyncTopClient", "TopClient"]


class TopClient(Client):
    """Calls the Taobao Open Platform and waits for its answers."""

    @property
    def alibaba(self) -> AlibabaApis[Client]:
        """APIs alibaba.*"""
        return self._open(AlibabaApis)

    @property
    def taobao(self) -> TaobaoApis[Client]:
        """APIs taobao.*"""
        return self._open(TaobaoApis)


class AsyncTopClient(AsyncClient):
    """Calls the Taobao Open Platform without blocking."""

    @property
    def alibaba(self) -> AlibabaApis[AsyncClient]:
        """APIs alibaba.*"""
        return self._open(AlibabaApis)

    @property
    def taobao(self) -> TaobaoApis[AsyncClient]:
        """APIs taobao.*"""
        return self._open(TaobaoApis)
