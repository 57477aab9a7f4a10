"""The calls of one event loop that are under way, each of which can be ended as its deadline would end it.

In:  how long a call may take. Out: a context around it, and one way to end all of them, whatever they wait for: their
turn, a name, a connection, a handshake, room to send, an answer.
"""

from __future__ import annotations

import asyncio
from contextvars import ContextVar
from typing import Any, Generic, Self, TypeVar

from topclient._runtime.errors import ConnectError, TransportError

C = TypeVar("C")


class OpenCall:
    """A call under way, as a context around it: ``TimeoutError`` when it takes too long, ``TransportError`` when ended.

    Either is a ``ConnectError`` as long as nothing of the call was sent. It is a context of a class, since one of a
    generator takes a twentieth of a call's time.
    """

    __slots__ = ("_home", "_token", "connection", "limit")

    def __init__(self, home: LoopConnections[Any], seconds: float | None) -> None:
        self._home = home
        self.limit = asyncio.timeout(seconds)
        self.connection: asyncio.Transport | None = None
        """What the call is sent on; None before it has that."""

    async def __aenter__(self) -> Self:
        await self.limit.__aenter__()
        self._token = _CURRENT.set(self)
        self._home.calls.add(self)
        return self

    async def __aexit__(self, *raised: Any) -> None:
        _CURRENT.reset(self._token)
        self._home.remove(self)
        try:
            await self.limit.__aexit__(*raised)
        except TimeoutError:
            if self.connection is None:
                why = "the client was closed" if self._home.ended else "not by the deadline"
                raise ConnectError(f"the gateway cannot be reached: {why}") from None
            if not self._home.ended:
                raise
            raise TransportError("the connection failed: the client was closed") from None


_CURRENT: ContextVar[OpenCall] = ContextVar("_CURRENT")


def note_connection(connection: asyncio.Transport | None) -> None:
    """Note what the call of this task is sent on."""
    _CURRENT.get().connection = connection


class LoopConnections(Generic[C]):
    """The connections of a transport in one event loop, and the calls that use them."""

    def __init__(self, connections: C) -> None:
        self.connections = connections
        self.calls: set[OpenCall] = set()
        self.ended = False
        self._idle = asyncio.Event()

    def call(self, seconds: float | None) -> OpenCall:
        """Return the context of a call that may take so many seconds."""
        return OpenCall(self, seconds)

    def remove(self, call: OpenCall) -> None:
        """Forget a call that is over."""
        self.calls.discard(call)
        if self.ended and not self.calls:
            self._idle.set()

    async def end_calls(self) -> None:
        """End all calls, of which there must be no further ones, and wait until they are over."""
        self.ended = True
        for call in self.calls:
            if not call.limit.expired():
                call.limit.reschedule(0)
        if self.calls:
            await self._idle.wait()
