"""Waits between the attempts of calls, which end early when the client is closed.

In:  seconds. Out: nothing, once they are over or the client is closed.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from threading import Event


class Pauses:
    """The waits of one client and its copies, in whatever threads and event loops they are."""

    def __init__(self) -> None:
        self._closed = False
        self._wakers: set[Callable[[], object]] = set()

    def sleep(self, seconds: float) -> None:
        """Block this thread."""
        waking = Event()  # of this wait alone: one that threads share might be locked for ever after a fork
        self._wakers.add(waking.set)
        try:
            if not self._closed:
                waking.wait(seconds)
        finally:
            self._wakers.discard(waking.set)

    async def sleep_async(self, seconds: float) -> None:
        """Suspend this task."""
        import asyncio  # not for programs that only block

        loop, waking = asyncio.get_running_loop(), asyncio.Event()

        def wake() -> None:
            with suppress(RuntimeError):  # the loop is over
                loop.call_soon_threadsafe(waking.set)

        self._wakers.add(wake)
        try:
            if not self._closed:
                async with asyncio.timeout(seconds):
                    await waking.wait()
        except TimeoutError:
            return
        finally:
            self._wakers.discard(wake)

    def close(self) -> None:
        """End all waits, and let none begin."""
        self._closed = True
        for wake in list(self._wakers):
            wake()
