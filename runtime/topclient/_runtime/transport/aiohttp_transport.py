"""A transport of ``AsyncClient`` on aiohttp, which takes about half the time that httpx2 takes.

In:  an ``HttpRequest``. Out: a ``Reply``; faults as ``transport`` says.
Surprise: aiohttp has no timeout for a request that nobody reads; only ``HttpRequest.deadline`` ends that. Its
faults are not shown as causes of ours: some have the address of the call in their words, and a batch's is signed.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Coroutine
from contextvars import ContextVar
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
_LINE: ContextVar[asyncio.Transport | None] = ContextVar("_LINE", default=None)
"""The connection that the call of this task has."""


class AiohttpTransport:
    """Keeps connections for the next call, in each event loop its own; any number of tasks may share it."""

    def __init__(self) -> None:
        self._homes = PerLoop(_open, aiohttp.ClientSession.detach)
        self._find_proxy = lru_cache(maxsize=64)(find_proxy)

    async def send(self, request: HttpRequest) -> Reply:
        """The reply, of any status."""
        session = self._homes.find(asyncio.get_running_loop())
        left = request.seconds_left()
        try:
            async with asyncio.timeout(left):
                incoming = await _exchange_or_abort(self._exchange(session, request))
        except _FAULTS as error:
            uploading = error.__cause__  # of a file to upload
            fault: TopError = uploading if isinstance(uploading, TransportError) else _translate(error, request)
        except TopError as error:
            fault = error
        except asyncio.CancelledError:
            if not self._homes.closed or _is_cancelled():
                raise
            # The library means to say that it was closed; but nobody cancelled this call.
            fault = ConnectError("the client was closed before there was a connection")
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
        await close_at_home(self._homes, aiohttp.ClientSession.close)

    def __del__(self) -> None:
        for _, session in self._homes.close():
            session.detach()


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
                _LINE.set(connection.transport)
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


async def _exchange_or_abort(exchange: Coroutine[Any, Any, Incoming]) -> Incoming:
    """An exchange that leaves nothing behind when it fails.

    The library closes its connection, but that waits for somebody to read what was written.
    """
    _LINE.set(None)
    try:
        return await exchange
    except BaseException:
        line = _LINE.get()
        if line is not None and line.is_closing():  # else another call may have it
            line.abort()
        raise
    finally:
        _LINE.set(None)


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


def _is_cancelled() -> bool:
    task = asyncio.current_task()
    return task is None or task.cancelling() > 0


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
