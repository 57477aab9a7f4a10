"""A transport of ``AsyncClient`` on aiohttp, which takes about half the time that httpx2 takes.

In:  an ``HttpRequest``. Out: a ``Reply``; faults as ``transport`` says.
Surprise: aiohttp has no timeout for a request that nobody reads; only ``HttpRequest.deadline`` ends that. Its
faults are not shown as causes of ours: some have the address of the call in their words, and a batch's is signed.
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

from topclient._runtime.encoding.uploads import AsyncPieces, reading
from topclient._runtime.errors import CallTimeoutError, ConnectError, TopError, TransportError
from topclient._runtime.reply import Reply
from topclient._runtime.transport import interface
from topclient._runtime.transport.arrivals import has_bytes
from topclient._runtime.transport.interface import HttpRequest, without_frames, words_of
from topclient._runtime.transport.open_calls import LoopConnections, OpenCall, note_connection
from topclient._runtime.transport.per_loop import PerLoop, close_at_home
from topclient._runtime.transport.proxies import find_proxy
from topclient._runtime.transport.receiving import Incoming

_UNSENT = (
    aiohttp.ClientConnectorError,
    aiohttp.ClientSSLError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.ClientHttpProxyError,
    aiohttp.NonHttpUrlClientError,
    aiohttp.InvalidURL,
    UnicodeError,  # a host that cannot be a name
)
_FAULTS = (aiohttp.ClientError, OSError, ValueError)  # TimeoutError is an OSError


class AiohttpTransport:
    """Keeps connections for the next call, in each event loop its own; any number of tasks may share it."""

    def __init__(self) -> None:
        self._homes = PerLoop(lambda: LoopConnections(_open()), lambda home: home.connections.detach())
        self._find_proxy = lru_cache(maxsize=64)(find_proxy)

    async def send(self, request: HttpRequest) -> Reply:
        """The reply, of any status."""
        home = self._homes.find(asyncio.get_running_loop())
        left = request.seconds_left()
        try:
            async with home.call(left) as call:
                incoming = await _exchange_or_abort(self._exchange(home.connections, request), call)
        except _FAULTS as error:
            uploading = error.__cause__  # of a file to upload
            fault: TopError = uploading if isinstance(uploading, TransportError) else _translate(error, request)
        except TopError as error:
            fault = error
        else:
            return incoming.reply()
        without_frames(fault)
        raise fault

    async def _exchange(self, session: aiohttp.ClientSession, request: HttpRequest) -> Incoming:
        url, times = _read_address(request.url), request.timeouts
        with reading(request.body) as body:
            async with session.post(
                url,
                data=body if isinstance(body, bytes) else AsyncPieces(body),
                headers=request.headers(),
                timeout=aiohttp.ClientTimeout(None, times.pool, sock_connect=times.connect, sock_read=times.read),
                proxy=self._find_proxy(url.scheme, url.host or ""),
                allow_redirects=False,
            ) as answer:
                incoming = Incoming(answer.status, answer.raw_headers)
                async for piece in answer.content.iter_any():
                    incoming.add(piece)
        return incoming

    async def aclose(self) -> None:
        """Let go of the connections."""
        await close_at_home(self._homes, _close)

    def __del__(self) -> None:
        for _, home in self._homes.close():
            home.connections.detach()


class _Connections(aiohttp.TCPConnector):
    """Connections that nobody closed are left to asyncio, which has Python's own warning for that.

    The library would write into the log of a loop that may be over, or, after a fork, be that of another process.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._used = WeakSet[ResponseHandler]()

    async def connect(
        self, req: aiohttp.ClientRequest, traces: list[Trace], timeout: aiohttp.ClientTimeout
    ) -> Connection:
        """A kept connection on which nothing came meanwhile, or a new one."""
        while True:
            connection = await super().connect(req, traces, timeout)
            if not self._is_stale(connection):
                note_connection(connection.transport)
                return connection
            connection.close()

    def _is_stale(self, connection: Connection) -> bool:
        line, handler = connection.transport, connection.protocol
        if line is None or handler is None:
            return False
        if handler in self._used:
            return handler.should_close or has_bytes(line.get_extra_info("socket"))
        self._used.add(handler)
        return False

    def __del__(self, _warnings: Any = None) -> None:
        """Nothing is touched."""


async def _exchange_or_abort(exchange: Coroutine[Any, Any, Incoming], call: OpenCall) -> Incoming:
    """An exchange that leaves nothing behind when it fails.

    The library closes its connection, but that waits for somebody to read what was written.
    """
    try:
        return await exchange
    except BaseException:
        if call.connection is not None and call.connection.is_closing():  # else another call may have it
            call.connection.abort()
        raise


async def _close(home: LoopConnections[aiohttp.ClientSession]) -> None:
    await home.end_calls()
    await home.connections.close()


def _open() -> aiohttp.ClientSession:
    return aiohttp.ClientSession(
        connector=_Connections(
            limit=interface.MAX_CONNECTIONS,
            keepalive_timeout=interface.KEEP_SECONDS,
            # The context of its own that aiohttp has is from the time of its import.
            ssl=ssl.create_default_context(),
        ),
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
    )


def _read_address(text: str) -> URL:
    try:
        return URL(text)
    except ValueError as error:
        raise aiohttp.InvalidURL(text, str(error)) from None


def _translate(error: Exception, request: HttpRequest) -> TransportError:
    without_frames(error)
    if isinstance(error, TimeoutError):
        request.seconds_left()  # once the deadline is over, that is what happened
    words = words_of(error)
    if isinstance(error, _UNSENT):
        return ConnectError(f"the gateway cannot be reached: {words}")
    if isinstance(error, TimeoutError):
        return CallTimeoutError("no reply in time")
    return TransportError(f"the connection failed: {words}")
