"""What was ordered for coming calls, and for how many of them.

In:  items under a key, from a test's thread. Out: the item that is due, from the thread that serves.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


def check_times(times: int | None) -> None:
    """Raise for what is no number of times, at the line that orders rather than at the call that it meets."""
    if times is None:
        return
    if not isinstance(times, int) or isinstance(times, bool):
        raise TypeError(f"times is a number of calls as 2, or None for all, not {times!r}")
    if times < 1:
        raise ValueError(f"times is at least 1, not {times}")


@dataclass(slots=True)
class _Ordered(Generic[T]):
    item: T
    times: int | None


class ReplyQueue(Generic[T]):
    """Queues of items; one that was put without ``times`` lasts until the next is put behind it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._queues: dict[Hashable, deque[_Ordered[T]]] = {}

    def put(self, key: Hashable, item: T, times: int | None) -> None:
        """Order an item for the given number of calls, behind those that were ordered before."""
        check_times(times)
        with self._lock:
            queue = self._queues.setdefault(key, deque())
            if queue and queue[-1].times is None:
                queue.pop()
            queue.append(_Ordered(item, times))

    def take(self, key: Hashable, is_due: Callable[[T], bool] = lambda item: True) -> T | None:
        """Return the next item, which counts as used; None when there is none, or when it is not due."""
        with self._lock:
            queue = self._queues.get(key)
            if not queue or not is_due(queue[0].item):
                return None
            ordered = queue[0]
            if ordered.times is not None:
                ordered.times -= 1
                if ordered.times <= 0:
                    queue.popleft()
            return ordered.item

    def drop(self, key: Hashable, item: T) -> None:
        """Take an item back that is next; nothing happens when it is not."""
        with self._lock:
            queue = self._queues.get(key)
            if queue and queue[0].item is item:
                queue.popleft()

    def clear(self) -> None:
        """Forget all items."""
        with self._lock:
            self._queues.clear()
