"""What a test wants to be answered, to which calls, and what of it has been used.

In:  ``Order`` values from a test; the calls of the client, once the gateway has passed them. Out: what to answer.
Answers for a number of calls go first, in the order they were put; then the newest of those that stand for all calls.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from threading import RLock
from typing import Any, TypeAlias

from topclient._runtime.errors import TopError
from topclient.mock.failures import Failure
from topclient.mock.reply_queue import check_times
from topclient.mock.serving import Orders

Arguments: TypeAlias = Mapping[str, Any]
When: TypeAlias = Callable[[Arguments], bool]


@dataclass(slots=True)
class Order:
    """One answer that was ordered."""

    api: str
    answer: Arguments | Failure | TopError
    times: int | None
    """For how many calls; None for all that come."""
    when: When | None
    """Which calls it is for, by their arguments."""
    used: int = 0

    def __post_init__(self) -> None:
        check_times(self.times)

    @property
    def is_left(self) -> bool:
        """Whether it is for another call."""
        return self.times is None or self.used < self.times

    @property
    def is_unused(self) -> bool:
        """Whether calls were expected that did not come."""
        return self.used < (1 if self.times is None else self.times)

    def fits(self, api: str, arguments: Arguments) -> bool:
        """Return whether this is an answer to a call."""
        # A condition may call the client, which then is answered before the call that it judges.
        return self.api == api and self.is_left and (self.when is None or self.when(arguments)) and self.is_left

    def __str__(self) -> str:
        match self.answer:
            case Failure(code, _, sub_code):
                what = f"fail {code}" + (f" {sub_code}" if sub_code else "")
            case TopError():
                what = f"raise {type(self.answer).__name__}"
            case _:
                what = "reply"
        times = "" if self.times in (None, 1) else f", used {self.used} of {self.times} times"
        return f"{self.api}: {what}{times}{' to certain arguments' if self.when else ''}"


class StubOrders(Orders):
    """The orders of a stub gateway; any thread may put some while another one takes."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        super().__init__(clock)
        # A condition of a test may look at the gateway while this lock is held.
        self._lock = RLock()
        self._orders: list[Order] = []
        self._numbers = count(1)
        self._broken: list[TopError] = []

    def put(self, order: Order) -> None:
        """Order an answer."""
        with self._lock:
            self._orders.append(order)

    def take_answer(self, api: str, arguments: Arguments) -> Arguments | Failure | None:
        """Return the answer that is due: None for the page's example, any data when the reply gets lost on its way."""
        with self._lock:
            queued = (order for order in self._orders if order.times is not None)
            standing = (order for order in reversed(self._orders) if order.times is None)
            for order in [*queued, *standing]:
                if order.fits(api, arguments):
                    order.used += 1
                    if not isinstance(order.answer, TopError):
                        return order.answer
                    self._broken.append(copy(order.answer))
                    return {}
        return None

    @contextmanager
    def breaking(self) -> Iterator[list[TopError]]:
        """Collect what the transport is to raise for the calls that are answered inside of the block."""
        before, self._broken = self._broken, []
        try:
            yield self._broken
        finally:
            self._broken = before

    def new_request_id(self) -> str:
        """Return the same ones in every run of a test."""
        return f"stub{next(self._numbers):08d}"

    def list_unused(self) -> list[Order]:
        """Return the orders that were never fetched, or not as often as they were to be."""
        with self._lock:
            return [order for order in self._orders if order.is_unused]

    def clear(self) -> None:
        """Forget all orders, and number calls from 1 again."""
        super().clear()
        with self._lock:
            self._orders.clear()
            self._numbers = count(1)
