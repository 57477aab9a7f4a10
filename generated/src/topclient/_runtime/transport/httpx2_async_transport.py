"""The default transport of ``AsyncClient``, on the connection pools of httpx2.

In:  an ``HttpRequest``. Out: a ``Reply``; faults as ``transport`` says.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable
from typing import TypeAlias, cast

import httpcore2
import httpx2

from topclient._runtime.encoding.uploads import AsyncPieces, reading
from topclient._runtime.errors import TopError
from topclient._runtime.reply import Reply
from topclient._runtime.transport.httpx2_async_network import AsyncNetwork
from topclient._runtime.transport.httpx2_pools import FAULTS, Route, Routes, make_pool, translate
from topclient._runtime.transport.interface import HttpRequest, without_frames
from topclient._runtime.transport.open_calls import LoopConnections
from topclient._runtime.transport.per_loop import PerLoop, close_at_home
from topclient._runtime.transport.receiving import Incoming

_Connections: TypeAlias = LoopConnections[Routes[httpcore2.AsyncConnectionPool]]


class AsyncHttpx2Transport:
    """Keeps connections for the next call, in each event loop its own; any number of tasks may share it."""

    def __init__(self) -> None:
        # What is forgotten is not touched: closing would be a matter of its event loop.
        self._homes: PerLoop[_Connections] = PerLoop(lambda: LoopConnections(Routes(_open_pool)), lambda _: None)

    async def send(self, request: HttpRequest) -> Reply:
        """The reply, of any status."""
        home = self._homes.find(asyncio.get_running_loop())
        left = request.seconds_left()
        try:
            async with home.call(left):
                incoming = await self._exchange(home.connections.find(request.url), request)
        except FAULTS as error:
            raise translate(error, request) from error
        except TopError as error:
            without_frames(error)
            raise
        return incoming.reply()

    async def _exchange(self, route: Route[httpcore2.AsyncConnectionPool], request: HttpRequest) -> Incoming:
        times = request.timeouts
        waits = {"connect": times.connect, "read": times.read, "write": times.read, "pool": times.pool}
        with reading(request.body) as body:
            pieces = body if isinstance(body, bytes) else AsyncPieces(body)
            answer = await route.pool.handle_async_request(route.request(request, pieces, waits))
            try:
                incoming = Incoming(answer.status, answer.headers)
                async for piece in cast("AsyncIterable[bytes]", answer.stream):
                    incoming.add(piece)
            finally:
                await answer.aclose()
        return incoming

    async def aclose(self) -> None:
        """Let go of the connections."""
        await close_at_home(self._homes, _close)


async def _close(home: _Connections) -> None:
    await home.end_calls()
    for pool in home.connections.leave():
        await pool.aclose()
    await asyncio.sleep(0)  # so that the event loop sees to it, even if it ends now


def _open_pool(proxy: httpx2.Proxy | None) -> httpcore2.AsyncConnectionPool:
    kinds = (httpcore2.AsyncConnectionPool, httpcore2.AsyncHTTPProxy, httpcore2.AsyncSOCKSProxy)
    return make_pool(*kinds, proxy, network_backend=AsyncNetwork())
