"""What both transports on httpx2 share: where a call goes, what it looks like there, and what a fault means.

In:  an ``HttpRequest``. Out: a pool of connections, a request for it, and our error for each of the library's.
The calls are made with the connection pools of httpcore2, the engine inside of httpx2, and not with ``httpx2.Client``:
only the pools take a network layer of ours, which is what ends a reply that drips, and they take half the time.
Addresses, proxies and certificates are read by httpx2, so they mean what they mean to it.
"""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Generic, TypeVar

import httpcore2
import httpx2

from topclient._runtime.errors import CallTimeoutError, ConnectError, TransportError
from topclient._runtime.transport import interface
from topclient._runtime.transport.interface import HttpRequest, without_frames, words_of
from topclient._runtime.transport.proxies import find_proxy

P = TypeVar("P")

FAULTS = (
    httpcore2.NetworkError,
    httpcore2.TimeoutException,
    httpcore2.ProtocolError,
    httpcore2.ProxyError,
    httpcore2.UnsupportedProtocol,
    httpx2.InvalidURL,
    UnicodeError,  # a host that cannot be a name
    OSError,  # of certificates that cannot be read; TimeoutError is one of them
)
_UNSENT = (
    httpcore2.ConnectError,
    httpcore2.ConnectTimeout,
    httpcore2.PoolTimeout,
    httpcore2.ProxyError,
    httpcore2.UnsupportedProtocol,
    httpx2.InvalidURL,
    UnicodeError,
)
_HIGHEST_PORT = 65535
_LATE = (httpcore2.TimeoutException, TimeoutError)


@dataclass(frozen=True, slots=True)
class Route(Generic[P]):
    """The way to one address."""

    pool: P
    url: httpcore2.URL = field(repr=False)
    host: tuple[bytes, bytes]
    """The header."""

    def request(
        self, request: HttpRequest, body: bytes | Iterable[bytes] | AsyncIterator[bytes], waits: dict[str, float]
    ) -> httpcore2.Request:
        """The library's request; ``waits`` are seconds for connect, read, write and pool."""
        headers = [self.host]
        headers += [(name.encode(), value.encode()) for name, value in request.headers().items()]
        return httpcore2.Request("POST", self.url, headers=headers, content=body, extensions={"timeout": waits})


class Routes(Generic[P]):
    """The ways that a transport has gone, and the pools of connections behind them, one for each proxy."""

    def __init__(self, open_pool: Callable[[httpx2.Proxy | None], P]) -> None:
        self._open_pool = open_pool
        self._pools: dict[str | None, P] = {}
        self.find = lru_cache(maxsize=64)(self._find)

    def _find(self, address: str) -> Route[P]:
        """The way to an address; ``InvalidURL`` when it is none."""
        url = httpx2.URL(address)
        if (url.port or 0) > _HIGHEST_PORT:
            raise httpx2.InvalidURL(f"Invalid port: {url.port}")
        proxy = find_proxy(url.scheme, url.host)
        # Two threads may both be here: the pool that comes second is dropped unused. A third one may close them all.
        pool = self._pools.get(proxy)
        if pool is None:
            pool = self._pools.setdefault(proxy, self._open_pool(httpx2.Proxy(proxy) if proxy else None))
        return Route(pool, _split(url), (b"Host", url.netloc))

    def leave(self) -> list[P]:
        """All pools, which the caller closes."""
        self.find.cache_clear()
        pools, self._pools = list(self._pools.values()), {}
        return pools


def _split(url: httpx2.URL) -> httpcore2.URL:
    return httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)


def make_pool(
    direct: Callable[..., P], http: Callable[..., P], socks: Callable[..., P], proxy: httpx2.Proxy | None, **more: Any
) -> P:
    """A pool of the class that the proxy needs, of which three are given; ``more`` are further settings of it."""
    trust: ssl.SSLContext = httpx2.create_ssl_context()
    most, seconds = interface.MAX_CONNECTIONS, interface.KEEP_SECONDS
    limits = {"max_connections": most, "max_keepalive_connections": most, "keepalive_expiry": seconds}
    if proxy is None:
        return direct(ssl_context=trust, **limits, **more)
    opener = socks if proxy.url.scheme.startswith("socks") else http
    return opener(_split(proxy.url), proxy.raw_auth, ssl_context=trust, **limits, **more)


def translate(error: Exception, request: HttpRequest, *, closed: bool = False) -> TransportError:
    """The library's fault as ours; ``closed`` tells that the client was, which is then the reason."""
    without_frames(error)
    if isinstance(error, _LATE):
        request.seconds_left()  # once the deadline is over, that is what happened
    words = "the client was closed" if closed else words_of(error)
    if isinstance(error, _UNSENT):
        return ConnectError(f"the gateway cannot be reached: {words}")
    if isinstance(error, _LATE):
        return CallTimeoutError("no reply in time")
    return TransportError(f"the connection failed: {words}")
