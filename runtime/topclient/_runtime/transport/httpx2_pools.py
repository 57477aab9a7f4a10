"""What both transports on httpx2 share: where a call goes, what it looks like there, and what an error means.

In:  an ``HttpRequest``. Out: a pool of connections, a request for it, and our error for each of the library's.
The calls are made with the connection pools of httpcore2, the engine inside of httpx2, and not with ``httpx2.Client``:
only the pools take a network layer of ours, which is what ends a reply that drips, and they take half the time.
Addresses, proxies and certificates are read by httpx2, so they mean what they mean to it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.util import find_spec
from typing import Any, Generic, TypeAlias, TypeVar

import httpcore2
import httpx2

from topclient._runtime.transport import interface
from topclient._runtime.transport.certificates import trust
from topclient._runtime.transport.interface import HttpRequest
from topclient._runtime.transport.proxies import find_proxy, proxy_error

N = TypeVar("N")
P = TypeVar("P")
Body: TypeAlias = "bytes | Iterable[bytes] | AsyncIterator[bytes]"

UNSENT = (
    httpcore2.ConnectError,
    httpcore2.ConnectTimeout,
    httpcore2.PoolTimeout,
    httpcore2.ProxyError,
    httpcore2.UnsupportedProtocol,
    httpx2.InvalidURL,
    UnicodeError,  # a host that cannot be a name
)
LATE = (httpcore2.TimeoutException, TimeoutError)
ERRORS = (
    *UNSENT,
    httpcore2.NetworkError,
    httpcore2.TimeoutException,
    httpcore2.ProtocolError,
    OSError,  # of certificates that cannot be read; TimeoutError is one of them
)
_HIGHEST_PORT = 65535


@dataclass(frozen=True, slots=True)
class Route(Generic[P]):
    """The way to one address."""

    pool: P
    url: httpcore2.URL = field(repr=False)
    host: tuple[bytes, bytes]
    """The header."""

    def request(self, request: HttpRequest, body: Body, waits: dict[str, float]) -> httpcore2.Request:
        """Return the library's request; ``waits`` are seconds for connect, read, write and pool."""
        headers = [self.host]
        headers += [(name.encode(), value.encode()) for name, value in request.headers().items()]
        return httpcore2.Request("POST", self.url, headers=headers, content=body, extensions={"timeout": waits})


class Pools(Generic[P, N]):
    """The pools of connections that a transport has opened, one for each proxy, on one network layer."""

    def __init__(
        self, network: N, direct: Callable[..., P], http_proxy: Callable[..., P], socks_proxy: Callable[..., P]
    ) -> None:
        """``direct`` and the others are the library's classes of pools."""
        self.network = network
        self._direct = direct
        self._http_proxy = http_proxy
        self._socks_proxy = socks_proxy
        self._pools: dict[tuple[str | None, bool], P] = {}
        self.find = lru_cache(maxsize=64)(self._find)

    @property
    def opened(self) -> list[P]:
        """All pools there are."""
        return list(self._pools.values())

    def _find(self, address: str) -> Route[P]:
        """Return the way to an address; ``InvalidURL`` when it is none."""
        url = httpx2.URL(address)
        if (url.port or 0) > _HIGHEST_PORT:
            raise httpx2.InvalidURL(f"Invalid port: {url.port}")
        place = find_proxy(url.scheme, url.host), url.scheme == "https"
        # Two threads may both be here: the pool that comes second is dropped unused.
        pool = self._pools.get(place) or self._pools.setdefault(place, self._open(*place))
        return Route(pool, _split(url), (b"Host", url.netloc))

    def _open(self, address: str | None, is_safe: bool) -> P:
        """Open the pool of a proxy; what is not ``is_safe`` has no use for certificates."""
        settings: dict[str, Any] = {
            "ssl_context": trust(httpx2.create_ssl_context) if is_safe else None,
            "max_connections": interface.MAX_CONNECTIONS,
            "max_keepalive_connections": interface.MAX_CONNECTIONS,
            "keepalive_expiry": interface.KEEP_SECONDS,
            "network_backend": self.network,
        }
        if address is None:
            return self._direct(**settings)
        proxy = httpx2.Proxy(address)
        login = proxy.raw_auth and tuple(map(_Unseen, proxy.raw_auth))
        if not proxy.url.scheme.startswith("socks"):
            its = trust(httpx2.create_ssl_context) if proxy.url.scheme == "https" else None
            return self._http_proxy(_split(proxy.url), login, proxy_ssl_context=its, **settings)
        if not find_spec("socksio"):
            reason = "a SOCKS proxy needs a library more: pip install 'httpx2[socks]'"
            raise proxy_error("https" if is_safe else "http", reason)
        return self._socks_proxy(_split(proxy.url), login, **settings)


class _Unseen(bytes):
    """A name or password, which the library would write into its log."""

    def __repr__(self) -> str:
        return "…"


def _split(url: httpx2.URL) -> httpcore2.URL:
    return httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
