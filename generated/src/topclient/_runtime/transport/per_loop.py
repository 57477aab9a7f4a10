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
    """What a transport holds, by the place where it is used; safe to share among threads."""

    def __init__(self, settle: Callable[[], H], forget: Callable[[H], object]) -> None:
        """``settle`` makes what is held, in its place; ``forget`` is told, elsewhere, that nobody will use it again."""
        self._settle = settle
        self._forget = forget
        self._held: dict[_Place, H] = {}
        self.closed = False

    def find(self, loop: AbstractEventLoop | None = None) -> H:
        """What is held here; ``RuntimeError`` once all is closed."""
        if self.closed:
            raise RuntimeError("this client is closed")
        place = os.getpid(), loop
        home = self._held.get(place)
        return self._move_in(place) if home is None else home

    def _move_in(self, place: _Place) -> H:
        for other in list(self._held):
            if _is_lost(other):
                self._drop(other)
        # Another thread may be here, too: what comes second is dropped before anybody used it.
        home = self._held.setdefault(place, self._settle())
        if self.closed:  # by another thread meanwhile, which may not have seen it
            raise RuntimeError("this client is closed")
        return home

    def _drop(self, place: _Place) -> None:
        home = self._held.pop(place, None)
        if home is not None:
            self._forget(home)

    def close(self) -> list[tuple[AbstractEventLoop | None, H]]:
        """The end: what the caller has to close now, and the loops in which that has to be done."""
        self.closed = True
        for place in list(self._held):
            if _is_lost(place):
                self._drop(place)
        return [(place[1], home) for place in list(self._held) if (home := self._held.pop(place, None)) is not None]


async def close_at_home(homes: PerLoop[H], close: Callable[[H], Coroutine[Any, Any, None]]) -> None:
    """Close all, each in its event loop; those of a loop that stands still are left to themselves."""
    import asyncio  # not for programs that only wait

    for loop, home in homes.close():
        if loop is asyncio.get_running_loop():
            await close(home)
        elif loop is not None and loop.is_running():
            asyncio.run_coroutine_threadsafe(close(home), loop)


def _is_lost(place: _Place) -> bool:
    process, loop = place
    return process != os.getpid() or (loop is not None and loop.is_closed())
