"""Bytes to the gateway and back: the protocol that a transport keeps, and the default ones on httpx2.

In:  an ``HttpRequest``. Out: a ``Reply``, whatever its status; ``TransportError`` when there is none.
Surprise: httpx2 is imported when a transport is made, not with this module. It verifies TLS certificates, follows no
redirect, and logs addresses; nothing secret is in them, because all parameters travel in the body.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from topclient._runtime.body import MAX_BYTES
from topclient._runtime.errors import CallTimeoutError, ConnectError, ReplyError, TransportError
from topclient._runtime.model import Reply
from topclient._runtime.uploads import Multipart

if TYPE_CHECKING:
    import httpx2


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds to wait; the official Java SDK's."""

    connect: float = 15.0
    read: float = 30.0
    """For the next bytes in either direction, not for the whole reply."""


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """One POST."""

    url: str
    content_type: str
    body: bytes | Multipart = field(repr=False)
    timeouts: Timeouts = Timeouts()

    def headers(self) -> dict[str, str]:
        """What the official SDKs send; the length is always known."""
        return {
            "Content-Type": self.content_type,
            "Content-Length": str(len(self.body) if isinstance(self.body, bytes) else self.body.length),
            "Accept": "text/xml,text/javascript",
            "Accept-Encoding": "gzip",
            "User-Agent": "topclient",
        }


class Transport(Protocol):
    """What ``Client`` sends with. Called from many threads at once."""

    def send(self, request: HttpRequest) -> Reply:
        """The reply with gzip undone; ``TransportError`` when there is none."""
        ...

    def close(self) -> None:
        """Let go of the connections."""
        ...


class AsyncTransport(Protocol):
    """What ``AsyncClient`` sends with. Called from many tasks at once."""

    async def send(self, request: HttpRequest) -> Reply:
        """The reply with gzip undone; ``TransportError`` when there is none."""
        ...

    async def aclose(self) -> None:
        """Let go of the connections."""
        ...


class Httpx2Transport:
    """The default transport; it keeps connections for the next call."""

    def __init__(self) -> None:
        self._faults = _Faults()
        self._client: httpx2.Client = import_module("httpx2").Client()

    def send(self, request: HttpRequest) -> Reply:
        """The reply, of any status."""
        with self._faults.translated():
            outgoing = _build(self._client, request, request.body)
            incoming = self._client.send(outgoing, stream=True)
            try:
                body = bytearray()
                for piece in incoming.iter_bytes():
                    _append(body, piece)
            finally:
                incoming.close()
        return _reply(incoming, body)

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()


class AsyncHttpx2Transport:
    """The default transport of ``AsyncClient``."""

    def __init__(self) -> None:
        self._faults = _Faults()
        self._client: httpx2.AsyncClient = import_module("httpx2").AsyncClient()

    async def send(self, request: HttpRequest) -> Reply:
        """The reply, of any status."""
        with self._faults.translated():
            body_out = request.body if isinstance(request.body, bytes) else _pieces(request.body)
            incoming = await self._client.send(_build(self._client, request, body_out), stream=True)
            try:
                body = bytearray()
                async for piece in incoming.aiter_bytes():
                    _append(body, piece)
            finally:
                await incoming.aclose()
        return _reply(incoming, body)

    async def aclose(self) -> None:
        """Let go of the connections."""
        await self._client.aclose()


class _Faults:
    """The faults of httpx2 as ours."""

    def __init__(self) -> None:
        known = import_module("httpx2")
        self._unsent = (known.ConnectError, known.ConnectTimeout, known.PoolTimeout, known.UnsupportedProtocol)
        self._late: type[Exception] = known.TimeoutException
        self._broken: type[Exception] = known.DecodingError
        self._any: tuple[type[Exception], ...] = (known.TransportError, OSError)  # OSError: of a file to upload

    @contextmanager
    def translated(self) -> Iterator[None]:
        try:
            yield
        except self._unsent as error:
            raise ConnectError(f"the gateway cannot be reached: {str(error) or type(error).__name__}") from error
        except self._late as error:
            raise CallTimeoutError("no reply in time") from error
        except self._broken as error:
            raise ReplyError(f"the reply cannot be unpacked: {error}") from error
        except self._any as error:
            raise TransportError(f"the connection failed: {str(error) or type(error).__name__}") from error


def _build(
    client: httpx2.Client | httpx2.AsyncClient,
    request: HttpRequest,
    body: bytes | Multipart | AsyncIterator[bytes],
) -> httpx2.Request:
    waits = request.timeouts
    # A call that waits for a free connection waits at most for one whole call before it.
    pool = waits.connect + waits.read
    timeout = {"connect": waits.connect, "read": waits.read, "write": waits.read, "pool": pool}
    return client.build_request(
        "POST", request.url, content=body, headers=request.headers(), extensions={"timeout": timeout}
    )


async def _pieces(body: Multipart) -> AsyncIterator[bytes]:
    for piece in body:
        yield piece


def _append(body: bytearray, piece: bytes) -> None:
    body += piece
    if len(body) > MAX_BYTES:
        raise ReplyError(f"the reply is larger than {MAX_BYTES} bytes")


def _reply(incoming: httpx2.Response, body: bytearray) -> Reply:
    headers = {name.lower(): value for name, value in incoming.headers.items()}
    return Reply(incoming.status_code, headers, bytes(body))
