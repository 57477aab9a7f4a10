"""Bytes to the gateway and back: the request, the protocols that transports keep, and where to find one by its name.

In:  an ``HttpRequest``. Out: a ``Reply``, whatever its status; ``TransportError`` when there is none.
Every transport verifies TLS certificates, follows no redirect, keeps no cookies, uses the proxies of the environment,
raises the same errors, lets no reply arrive later than ``HttpRequest.deadline``, and ends all calls when it is closed.
A transport's module, and with it its HTTP library, is imported when a client is made, not with this module.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias, cast

from topclient._runtime.errors import CallTimeoutError, ConnectError
from topclient._runtime.reply import Reply

if TYPE_CHECKING:
    from topclient._runtime.encoding.uploads import Multipart

MAX_CONNECTIONS = 100
"""Of one transport, all of which it keeps; further calls wait for one to get free."""
KEEP_SECONDS = 5.0
"""A connection that nobody used for so long is closed: gateways close theirs after a while, too."""


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds to wait; the official Java SDK's."""

    connect: float = 15.0
    read: float = 30.0
    """For the next bytes in either direction, not for the whole reply."""

    @property
    def pool(self) -> float:
        """For a free connection: a call waits at most for one whole call before it."""
        return self.connect + self.read


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """One POST."""

    url: str
    """That of a batch holds its session and signature."""
    content_type: str
    body: bytes | Multipart = field(repr=False)
    timeouts: Timeouts = Timeouts()
    extra_headers: Mapping[str, str] = field(default_factory=dict)
    """Sent besides those of ``headers``, as the separator of a batch call is."""
    deadline: float | None = None
    """The moment on ``time.monotonic`` by which the reply has to be complete."""

    def __repr__(self) -> str:
        """Show the address without the query."""
        return f"HttpRequest({self.url.partition('?')[0]!r}, {self.content_type!r}, deadline={self.deadline!r})"

    def headers(self) -> dict[str, str]:
        """Return what the official SDKs send; the length is always known."""
        return {
            "Content-Type": self.content_type,
            "Content-Length": str(len(self.body) if isinstance(self.body, bytes) else self.body.length),
            "Accept": "text/xml,text/javascript",
            "Accept-Encoding": "gzip",
            "User-Agent": "topclient",
            **self.extra_headers,
        }

    def seconds_left(self) -> float | None:
        """Return the seconds until the deadline, None without one; ``CallTimeoutError`` when none are left."""
        if self.deadline is None:
            return None
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise CallTimeoutError("no reply by the deadline")
        return left

    def seconds_to_begin(self) -> float | None:
        """Return the same before anything is sent; ``ConnectError`` when none are left."""
        try:
            return self.seconds_left()
        except CallTimeoutError:
            raise ConnectError("the deadline was over before the call began") from None


class Transport(Protocol):
    """What ``Client`` sends with. Called from many threads at once, and after a fork from both processes."""

    def send(self, request: HttpRequest) -> Reply:
        """Return the reply with gzip undone; ``TransportError`` when none came, ``ReplyError`` for one of no use."""
        ...

    def close(self) -> None:
        """Close the connections, end all calls, and send no more: ``RuntimeError``. May be called again."""
        ...


class AsyncTransport(Protocol):
    """What ``AsyncClient`` sends with. Called from many tasks at once, and from one event loop after the other."""

    async def send(self, request: HttpRequest) -> Reply:
        """Return the reply with gzip undone; ``TransportError`` when none came, ``ReplyError`` for one of no use."""
        ...

    async def aclose(self) -> None:
        """Close the connections, end all calls, and send no more: ``RuntimeError``. May be called again."""
        ...


TransportName: TypeAlias = Literal["httpx2"]
AsyncTransportName: TypeAlias = Literal["httpx2", "aiohttp"]

_SYNC = {"httpx2": "httpx2_transport:Httpx2Transport"}
_ASYNC = {"httpx2": "httpx2_async_transport:AsyncHttpx2Transport", "aiohttp": "aiohttp_transport:AiohttpTransport"}


def find_transport(wanted: Transport | TransportName | None) -> Transport:
    """Return a transport for ``Client``: the object itself, or a new one by its name, httpx2 for None.

    ``ValueError`` for a name that is none, and for an object that cannot be one.
    """
    if wanted is None or isinstance(wanted, str):
        return cast(Transport, _make("httpx2" if wanted is None else wanted, _SYNC))
    _check(wanted, "close", _SYNC)
    return wanted


def find_async_transport(wanted: AsyncTransport | AsyncTransportName | None) -> AsyncTransport:
    """Return a transport for ``AsyncClient``: the object itself, or a new one by its name, httpx2 for None.

    ``ValueError`` for a name that is none, or whose library is not installed, and for an object that cannot be one.
    """
    if wanted is None or isinstance(wanted, str):
        return cast(AsyncTransport, _make("httpx2" if wanted is None else wanted, _ASYNC))
    _check(wanted, "aclose", _ASYNC)
    return wanted


def _check(wanted: object, closing: str, known: Mapping[str, str]) -> None:
    if not all(callable(getattr(wanted, method, None)) for method in ("send", closing)):
        words = f"{' or '.join(known)}, or an object with the methods send and {closing}"
        raise ValueError(f"transport is {words}, not {type(wanted).__name__}")


def _make(name: str, known: Mapping[str, str]) -> Any:
    if name not in known:
        raise ValueError(f"transport is {' or '.join(known)}, or an object, not {name!r}")
    module, _, cls = known[name].partition(":")
    try:
        return getattr(import_module(f"topclient._runtime.transport.{module}"), cls)()
    except ModuleNotFoundError as error:
        raise ValueError(
            f"transport {name!r} needs {error.name}, which is not installed: pip install 'topclient[{name}]'"
        ) from error
