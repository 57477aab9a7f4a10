"""The default transport of ``AsyncClient``, on the connection pools of httpx2.

In:  an ``HttpRequest``. Out: a ``Reply``; errors as ``transport`` says.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable
from typing import TypeAlias, cast

import httpcore2
import httpx2

from topclient._runtime.encoding.uploads import AsyncPieces, open_body
from topclient._runtime.errors import TopError
from topclient._runtime.reply import Reply
from topclient._runtime.transport.certificates import needs_trust, trust_in_thread
from topclient._runtime.transport.httpx2_async_network import AsyncNetwork
from topclient._runtime.transport.httpx2_pools import ERRORS, LATE, UNSENT, Pools, Route
from topclient._runtime.transport.interface import HttpRequest
from topclient._runtime.transport.open_calls import LoopConnections
from topclient._runtime.transport.per_loop import PerLoop, close_in_loops
from topclient._runtime.transport.receiving import IncomingReply
from topclient._runtime.transport.translate_errors import translate, without_frames

_Pools: TypeAlias = Pools[httpcore2.AsyncConnectionPool, AsyncNetwork]


class AsyncHttpx2Transport:
    """Keeps connections for the next call, in each event loop its own; any number of tasks may share it."""

    def __init__(self) -> None:
        # What is forgotten is not touched: closing would be a matter of its event loop.
        self._loops: PerLoop[LoopConnections[_Pools]] = PerLoop(lambda: LoopConnections(_open()), lambda _: None)

    async def send(self, request: HttpRequest) -> Reply:
        """Return the reply, of any status."""
        here = self._loops.find(asyncio.get_running_loop())
        call = here.call(request.seconds_to_begin())
        try:
            async with call:
                if needs_trust(request.url):
                    await trust_in_thread(httpx2.create_ssl_context)
                return await _exchange(here.connections.find(request.url), request)
        except ERRORS as error:
            unsent = UNSENT if call.connection is not None else ERRORS
            raise translate(error, request, unsent=unsent, late=LATE) from error
        except TopError as error:
            without_frames(error)
            raise

    async def aclose(self) -> None:
        """Close the connections, and end the calls that are under way."""
        await close_in_loops(self._loops, _close)


def _open() -> _Pools:
    pools = httpcore2.AsyncConnectionPool, httpcore2.AsyncHTTPProxy, httpcore2.AsyncSOCKSProxy
    return Pools(AsyncNetwork(), *pools)


async def _close(here: LoopConnections[_Pools]) -> None:
    await here.end_calls()
    for pool in here.connections.opened:
        await pool.aclose()
    await asyncio.sleep(0)  # so that the event loop sees to it, even if it ends now


async def _exchange(route: Route[httpcore2.AsyncConnectionPool], request: HttpRequest) -> Reply:
    times = request.timeouts
    waits = {"connect": times.connect, "read": times.read, "write": times.read, "pool": times.pool}
    with open_body(request.body) as body:
        pieces = body if isinstance(body, bytes) else AsyncPieces(body)
        answer = await route.pool.handle_async_request(route.request(request, pieces, waits))
        try:
            incoming = IncomingReply(answer.status, answer.headers)
            async for piece in cast("AsyncIterable[bytes]", answer.stream):
                incoming.add(piece)
        finally:
            await answer.aclose()
    return incoming.finish()
