"""The APIs of alibaba."""

from __future__ import annotations

from typing import TYPE_CHECKING

from topclient._runtime.namespace import ClientT, Group, deferred

if TYPE_CHECKING:
    from topclient.apis.alibaba.icbu import AlibabaIcbuApis
    from topclient.apis.alibaba.idle import AlibabaIdleApis
else:
    AlibabaIcbuApis = deferred("topclient.apis.alibaba.icbu:AlibabaIcbuApis")
    AlibabaIdleApis = deferred("topclient.apis.alibaba.idle:AlibabaIdleApis")

__all__ = ["AlibabaApis"]


class AlibabaApis(Group[ClientT]):
    """The APIs of alibaba."""

    @property
    def icbu(self) -> AlibabaIcbuApis[ClientT]:
        """APIs alibaba.icbu.*"""
        return self._open(AlibabaIcbuApis)

    @property
    def idle(self) -> AlibabaIdleApis[ClientT]:
        """APIs alibaba.idle.*"""
        return self._open(AlibabaIdleApis)
