"""The calls of one event loop that are under way, each of which can be ended as its deadline would end it.

In:  how long a call may take. Out: a context around it, and one way to end all of them, whatever they wait for: their
turn, a name, a connection, a handshake, room to send, an answer.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import Generic, TypeVar

from topclient._runtime.errors import ConnectError, TransportError

C = TypeVar("C")


class OpenCall:
    """A call under way."""

    __slots__ = ("connection", "limit")

    def __init__(self, limit: asyncio.Timeout) -> None:
        self.limit = limit
        self.connection: asyncio.Transport | None = None
        """What the call is sent on; None before it has that."""


_CURRENT: ContextVar[OpenCall] = ContextVar("_CURRENT")


def note_connection(connection: asyncio.Transport | None) -> None:
    """Note what the call of this task is sent on."""
    _CURRENT.get().connection = connection


class LoopConnections(Generic[C]):
    """The connections of a transport in one event loop, and the calls that use them."""

    def __init__(self, connections: C) -> None:
        self.connections = connections
        self._calls: set[OpenCall] = set()
        self._ended = False
        self._idle = asyncio.Event()

    @asynccontextmanager
    async def call(self, seconds: float | None) -> AsyncIterator[OpenCall]:
        """Surround a call that may take so many seconds: ``TimeoutError``, or ``TransportError`` once it is ended."""
        limit = asyncio.timeout(seconds)
        call = OpenCall(limit)
        try:
            async with limit:
                token = _CURRENT.set(call)
                self._calls.add(call)
                try:
                    yield call
                finally:
                    self._calls.discard(call)
                    _CURRENT.reset(token)
                    if not self._calls:
                        self._idle.set()
        except TimeoutError:
            if not self._ended:
                raise
            if call.connection is None:
                raise ConnectError("the gateway cannot be reached: the client was closed") from None
            raise TransportError("the connection failed: the client was closed") from None

    async def end_calls(self) -> None:
        """End all calls, of which there must be no further ones, and wait until they are over."""
        self._ended = True
        self._idle.clear()
        for call in self._calls:
            if not call.limit.expired():
                call.limit.reschedule(0)
        if self._calls:
            await self._idle.wait()
