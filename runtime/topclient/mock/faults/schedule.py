"""Which fault applies to a call.

In:  orders, the name of an API, the time. Out: the fault that is due; ``CallRefusedError`` with 7 while a flow limit
lasts. Faults of an API go before those of all. Each has a queue; at most one fault applies to a call.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from topclient._runtime.gmt8 import to_aware
from topclient.mock.failures import refuse_flow
from topclient.mock.faults import FLOW_FAULTS, Fault, FaultOrder
from topclient.mock.reply_queue import ReplyQueue


@dataclass(slots=True, eq=False)
class _Scheduled:
    fault: Fault
    lifted: datetime | None = None
    """When a flow limit ends; None until a call meets it."""

    def seconds_left(self, now: datetime) -> float:
        if self.lifted is None:
            self.lifted = now + timedelta(seconds=self.fault.value)
        return (self.lifted - now).total_seconds()


class FaultSchedule:
    """The faults that were ordered; any thread may order and ask."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._queue = ReplyQueue[_Scheduled]()

    def order(self, order: FaultOrder) -> None:
        """Let a fault apply to coming calls."""
        self._queue.put(order.api, _Scheduled(order.fault), order.times)

    def clear(self) -> None:
        """Forget all faults."""
        self._queue.clear()

    def take(self, api: str | None, kinds: frozenset[str]) -> Fault | None:
        """Return the fault of one of these kinds that applies to a call, and count it as used."""
        due = self._next(api, kinds)
        return due.fault if due else None

    def check_flow(self, api: str) -> None:
        """Refuse a call with 7 while a flow limit lasts."""
        while due := self._next(api, FLOW_FAULTS):
            left = due.seconds_left(to_aware(self._clock()))
            if left > 0:
                raise refuse_flow(left)
            for key in (api, None):
                self._queue.drop(key, due)

    def _next(self, api: str | None, kinds: frozenset[str]) -> _Scheduled | None:
        keys = (None,) if api is None else (api, None)
        taken = (self._queue.take(key, lambda one: one.fault.kind in kinds) for key in keys)
        return next((due for due in taken if due), None)
