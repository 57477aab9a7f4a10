"""A network layer on asyncio alone for the pools of httpcore2.

In:  addresses and bytes. Out: bytes, or the library's own errors.
The library's own one waits for a thread when it looks up a name, and nothing cancels that; it also takes half as long
again. Deadlines need no care here: whatever waits can be cancelled.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any, cast

import httpcore2

from topclient._runtime.transport.httpx2_network import PROXY_ENDED, REQUEST
from topclient._runtime.transport.open_calls import note_connection
from topclient._runtime.transport.readable import is_readable

_NEXT_ADDRESS = 0.25
"""Seconds to wait for one address of a host before the next one is tried beside it, as RFC 8305 advises."""
_ENOUGH = 64 * 1024
"""Bytes that may wait to be read before the other side is kept from sending more."""


class _Line(asyncio.Protocol):
    """A connection as asyncio sees it: what came waits here until it is read."""

    def __init__(self) -> None:
        self.received = bytearray()
        self.ended = False
        self.holds_back = False
        """Whether the last byte that came is given out only when it is asked for; see ``httpx2_network``."""
        self._error: Exception | None = None
        self._news = asyncio.Event()
        self._writable = asyncio.Event()
        self._writable.set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self.received += data
        self._news.set()
        if len(self.received) > _ENOUGH:
            self.transport.pause_reading()

    def connection_lost(self, exc: Exception | None) -> None:
        self.ended, self._error = True, exc
        self._news.set()
        self._writable.set()

    def pause_writing(self) -> None:
        self._writable.clear()

    def resume_writing(self) -> None:
        self._writable.set()

    async def read(self, most: int) -> bytes:
        """Return what came, or else what comes next; nothing at the end."""
        while not self.received and not self.ended:
            self._news.clear()
            await self._news.wait()
        if not self.received and self._error:
            raise self._error
        if self.holds_back and len(self.received) > 1:
            most = min(most, len(self.received) - 1)
        data = bytes(self.received[:most])
        del self.received[:most]
        if not self.ended:
            self.transport.resume_reading()
        return data

    async def write(self, data: bytes) -> None:
        """Send bytes, and wait until there is room for more."""
        self.transport.write(data)
        await self._writable.wait()
        if self.ended:
            raise self._error or ConnectionResetError("the connection was closed")


@asynccontextmanager
async def _step(timeout: float | None, late: type[Exception], broken: type[Exception]) -> AsyncIterator[None]:
    """Surround one step of a connection, and raise its errors as the library knows them."""
    try:
        async with asyncio.timeout(timeout):
            yield
    except TimeoutError as error:
        raise late(str(error)) from error
    except (OSError, UnicodeError) as error:  # UnicodeError: a host that cannot be a name
        raise broken(str(error)) from error


class AsyncStream(httpcore2.AsyncNetworkStream):
    """A connection as the library sees it."""

    def __init__(self, line: _Line) -> None:
        self._line = line

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        begun = self._line.holds_back
        late = httpcore2.ReadTimeout if begun else httpcore2.ConnectTimeout
        try:
            async with _step(timeout, late, httpcore2.ReadError if begun else httpcore2.ConnectError):
                data = await self._line.read(max_bytes)
                if not data and not self._line.holds_back:
                    raise ConnectionError(PROXY_ENDED)
                return data
        except BaseException:
            await self.aclose()  # The library forgets to when a SOCKS proxy fails.
            raise

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        if buffer.startswith(REQUEST):
            self._line.holds_back = True
            note_connection(self._line.transport)
        begun = self._line.holds_back
        late = httpcore2.WriteTimeout if begun else httpcore2.ConnectTimeout
        async with _step(timeout, late, httpcore2.WriteError if begun else httpcore2.ConnectError):
            await self._line.write(buffer)

    async def aclose(self) -> None:
        # Not close(), which first waits for somebody to read what was written. And nothing here may wait: a call that
        # is cancelled once more would leave its place in the pool taken.
        self._line.transport.abort()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.AsyncNetworkStream:
        loop, line = asyncio.get_running_loop(), self._line
        try:
            async with _step(timeout, httpcore2.ConnectTimeout, httpcore2.ConnectError):
                secure = await loop.start_tls(line.transport, line, ssl_context, server_hostname=server_hostname)
        except BaseException:
            await self.aclose()
            raise
        line.transport = cast("asyncio.Transport", secure)
        return self

    def get_extra_info(self, info: str) -> Any:
        if info == "is_readable":  # asked of a connection that nobody uses: whatever it says, it is of no more use
            line = self._line
            return bool(line.received) or line.ended or is_readable(line.transport.get_extra_info("socket"))
        return self._line.transport.get_extra_info(info)


class AsyncNetwork(httpcore2.AsyncNetworkBackend):
    """Opens such connections."""

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Try the addresses of a host; the two last arguments, which no pool of ours gives, are not heeded."""
        loop = asyncio.get_running_loop()
        async with _step(timeout, httpcore2.ConnectTimeout, httpcore2.ConnectError):
            _, line = await loop.create_connection(_Line, host, port, happy_eyeballs_delay=_NEXT_ADDRESS)
        return AsyncStream(line)
