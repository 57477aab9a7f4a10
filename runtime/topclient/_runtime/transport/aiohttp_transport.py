"""A transport of ``AsyncClient`` on aiohttp, which takes about half the time that httpx2 takes.

In:  an ``HttpRequest``. Out: a ``Reply``; errors as ``transport`` says.
Note: aiohttp has no timeout for a request that nobody reads; only ``HttpRequest.deadline`` ends that. Its errors are
not shown as causes of ours: some have the address of the call in their words, and a batch's is signed.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Coroutine
from functools import lru_cache
from typing import Any
from weakref import WeakSet

import aiohttp
from aiohttp.client_proto import ResponseHandler
from aiohttp.connector import Connection
from aiohttp.tracing import Trace
from yarl import URL

from topclient._runtime.encoding.uploads import AsyncPieces, open_body
from topclient._runtime.errors import TopError, TransportError
from topclient._runtime.reply import Reply
from topclient._runtime.transport import interface
from topclient._runtime.transport.certificates import needs_trust, trust_in_thread
from topclient._runtime.transport.interface import HttpRequest
from topclient._runtime.transport.open_calls import LoopConnections, OpenCall, note_connection
from topclient._runtime.transport.per_loop import PerLoop, close_in_loops
from topclient._runtime.transport.proxies import HTTP_PROXIES, find_proxy
from topclient._runtime.transport.readable import is_readable
from topclient._runtime.transport.receiving import IncomingReply
from topclient._runtime.transport.translate_errors import translate, without_frames

_UNSENT = (
    aiohttp.ClientConnectorError,
    aiohttp.ClientSSLError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.ClientHttpProxyError,
    aiohttp.NonHttpUrlClientError,
    aiohttp.InvalidURL,
    UnicodeError,  # a host that cannot be a name
)
_ERRORS = (aiohttp.ClientError, OSError, ValueError)  # TimeoutError is an OSError


class AiohttpTransport:
    """Keeps connections for the next call, in each event loop its own; any number of tasks may share it."""

    def __init__(self) -> None:
        self._loops = PerLoop(lambda: LoopConnections(_open()), lambda there: there.connections.detach())
        self._find_proxy = lru_cache(maxsize=64)(find_proxy)

    async def send(self, request: HttpRequest) -> Reply:
        """Return the reply, of any status."""
        here = self._loops.find(asyncio.get_running_loop())
        call = here.call(request.seconds_to_begin())
        try:
            async with call:
                return await _finish_or_abort(self._exchange(here.connections, request), call)
        except TopError as error:  # before the others: one of them is a ValueError too
            ours = error
        except _ERRORS as error:
            of_upload = error.__cause__  # what went wrong with a file
            ours = (
                of_upload
                if isinstance(of_upload, TransportError)
                else translate(error, request, unsent=_unsent(call), late=(TimeoutError,))
            )
        without_frames(ours)
        raise ours

    async def _exchange(self, session: aiohttp.ClientSession, request: HttpRequest) -> Reply:
        url, times = _read_address(request.url), request.timeouts
        proxy = self._find_proxy(url.scheme, url.host or "", HTTP_PROXIES)
        # The context of its own that aiohttp has is from the time of its import.
        is_safe = needs_trust(request.url) or needs_trust(proxy or "")
        context = await trust_in_thread(ssl.create_default_context) if is_safe else True
        with open_body(request.body) as body:
            async with session.post(
                url,
                data=body if isinstance(body, bytes) else AsyncPieces(body),
                headers=request.headers(),
                timeout=aiohttp.ClientTimeout(None, times.pool, sock_connect=times.connect, sock_read=times.read),
                proxy=proxy,
                ssl=context,
                allow_redirects=False,
            ) as answer:
                incoming = IncomingReply(answer.status, answer.raw_headers)
                async for piece in answer.content.iter_any():
                    incoming.add(piece)
        return incoming.finish()

    async def aclose(self) -> None:
        """Close the connections, and end the calls that are under way."""
        await close_in_loops(self._loops, _close)

    def __del__(self) -> None:
        for _, there in self._loops.close():
            there.connections.detach()


def _unsent(call: OpenCall) -> tuple[type[Exception], ...]:
    """Return the errors which mean that nothing was sent: all of them before the call has a connection."""
    return _UNSENT if call.connection is not None else _ERRORS


class _Connector(aiohttp.TCPConnector):
    """Connections that nobody closed are left to asyncio, which has Python's own warning for that.

    The library would write into the log of a loop that may be over, or, after a fork, be that of another process.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._used = WeakSet[ResponseHandler]()

    async def connect(
        self, req: aiohttp.ClientRequest, traces: list[Trace], timeout: aiohttp.ClientTimeout
    ) -> Connection:
        """Return a kept connection on which nothing came meanwhile, or a new one."""
        while True:
            connection = await super().connect(req, traces, timeout)
            if not self._is_stale(connection):
                note_connection(connection.transport)
                return connection
            connection.close()

    def _is_stale(self, connection: Connection) -> bool:
        transport, handler = connection.transport, connection.protocol
        if transport is None or handler is None:
            return False
        if handler in self._used:
            return handler.should_close or is_readable(transport.get_extra_info("socket"))
        self._used.add(handler)
        return False

    def __del__(self, _warnings: Any = None) -> None:
        """Touch nothing."""


async def _finish_or_abort(exchange: Coroutine[Any, Any, Reply], call: OpenCall) -> Reply:
    """Return the reply of an exchange, which leaves nothing behind when it fails.

    The library closes its connection, but that waits for somebody to read what was written.
    """
    try:
        return await exchange
    except BaseException:
        if call.connection is not None and call.connection.is_closing():  # else another call may have it
            call.connection.abort()
        raise


async def _close(here: LoopConnections[aiohttp.ClientSession]) -> None:
    await here.end_calls()
    await here.connections.close()


def _open() -> aiohttp.ClientSession:
    return aiohttp.ClientSession(
        connector=_Connector(
            limit=interface.MAX_CONNECTIONS,
            keepalive_timeout=interface.KEEP_SECONDS,
        ),
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
    )


def _read_address(text: str) -> URL:
    try:
        return URL(text)
    except ValueError as error:
        raise aiohttp.InvalidURL(text, str(error)) from None
