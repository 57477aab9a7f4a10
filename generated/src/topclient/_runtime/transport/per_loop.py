"""Where connections belong: to one process, and those of asyncio to one event loop of it.

In:  the process and the loop that a call is made in. Out: what the transport holds there; nobody else touches that.
After ``os.fork`` both processes have the sockets of the one before, and each would read answers to the other; so the
child starts anew and forgets what it inherited. Likewise what belongs to an event loop that is over is forgotten.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from collections.abc import Coroutine

H = TypeVar("H")
_Place: TypeAlias = "tuple[int, AbstractEventLoop | None]"
"""The number of a process, and a loop."""


class PerLoop(Generic[H]):
    """What a transport holds in each process and event loop; safe to share among threads.

    No lock guards it: after a fork it might be held by a thread that the child does not have.
    """

    def __init__(self, make: Callable[[], H], forget: Callable[[H], object]) -> None:
        """``make`` makes what is held, in its place; ``forget`` gets, elsewhere, what nobody will use again."""
        self._make = make
        self._forget = forget
        self._held: dict[_Place, H] = {}
        self._closed = False

    def find(self, loop: AbstractEventLoop | None = None) -> H:
        """Return what is held here; ``RuntimeError`` once all is closed."""
        place = os.getpid(), loop
        held = self._held.get(place)
        if held is None and not self._closed:
            held = self._add(place)
        if held is None or self._closed:  # which may have happened meanwhile, and without seeing this one
            raise RuntimeError("this client is closed")
        return held

    def _add(self, place: _Place) -> H:
        self._drop_lost()
        # Another thread may be here, too: what comes second is dropped before anybody used it.
        return self._held.setdefault(place, self._make())

    def _drop_lost(self) -> None:
        for place in list(self._held):
            if _is_lost(place) and (held := self._held.pop(place, None)) is not None:
                self._forget(held)

    def close(self) -> list[tuple[AbstractEventLoop | None, H]]:
        """Return what the caller has to close now, and the loops in which that has to be done; it is held no more."""
        self._closed = True
        self._drop_lost()
        return [(place[1], held) for place in list(self._held) if (held := self._held.pop(place, None)) is not None]


async def close_in_loops(holder: PerLoop[H], close: Callable[[H], Coroutine[Any, Any, None]]) -> None:
    """Close all that is held, each in its event loop; what is in a loop that stands still is left to itself."""
    import asyncio  # not for programs that only wait

    for loop, held in holder.close():
        if loop is asyncio.get_running_loop():
            await close(held)
        elif loop is not None and loop.is_running():
            asyncio.run_coroutine_threadsafe(close(held), loop)


def _is_lost(place: _Place) -> bool:
    process, loop = place
    return process != os.getpid() or (loop is not None and loop.is_closed())
