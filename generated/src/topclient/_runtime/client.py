"""The two clients, and the part of a call that both share and that knows no I/O: ``prepare`` and ``decode``.

In:  request objects. Out: response objects, or the errors of ``errors``.
All parameters travel in the body, as from the official .NET SDK: addresses end up in the logs of proxies and of HTTP
libraries, where neither a session nor a signature belongs. Secrets are in no ``repr`` and in no exception.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Generic, Literal, Self, TypedDict, TypeVar, Unpack, cast
from urllib.parse import urlencode

from topclient._runtime import gmt8
from topclient._runtime.decoding import OnMismatch, decode_reply
from topclient._runtime.encoding import encode_request
from topclient._runtime.model import Reply, Request, Response
from topclient._runtime.signing import SIGN_METHODS, SignMethod, sign
from topclient._runtime.transport import (
    AsyncHttpx2Transport,
    AsyncTransport,
    HttpRequest,
    Httpx2Transport,
    Timeouts,
    Transport,
)
from topclient._runtime.uploads import Multipart

R = TypeVar("R", bound=Response)
G = TypeVar("G")
AnyTransport = TypeVar("AnyTransport", Transport, AsyncTransport)


class Settings(TypedDict, total=False):
    """What a client can be told besides its key and secret."""

    session: str | None
    """The user's access token, for APIs that need authorisation."""
    gateway: str
    """Address of the router; ``https://gw.api.taobao.com/router/rest`` when left out."""
    format: Literal["json", "xml"]
    simplify: bool
    """Ask for JSON without list wrappers."""
    sign_method: SignMethod
    """``hmac-sha256`` when left out."""
    timeout: Timeouts | float
    """Seconds; a number alone is for connecting and for reading."""
    partner_id: str | None
    target_app_key: str | None
    """The app key of another developer whose API is called."""
    clock: Callable[[], datetime]
    """Gives the time to sign; a naive one is taken as GMT+8."""
    on_mismatch: OnMismatch | None
    """Told of every value in a reply that is not of its documented type."""


@dataclass(frozen=True, slots=True)
class _Options:
    app_key: str
    app_secret: str = field(repr=False)
    session: str | None = field(default=None, repr=False)
    gateway: str = "https://gw.api.taobao.com/router/rest"
    format: Literal["json", "xml"] = "json"
    simplify: bool = False
    sign_method: SignMethod = "hmac-sha256"
    timeout: Timeouts | float = field(default_factory=Timeouts)
    partner_id: str | None = None
    target_app_key: str | None = None
    clock: Callable[[], datetime] = gmt8.now
    on_mismatch: OnMismatch | None = None

    def __post_init__(self) -> None:
        if self.sign_method not in SIGN_METHODS:
            raise ValueError(f"sign_method is one of {', '.join(SIGN_METHODS)}, not {self.sign_method!r}")
        if self.format not in ("json", "xml"):
            raise ValueError(f"format is json or xml, not {self.format!r}")

    @property
    def timeouts(self) -> Timeouts:
        return self.timeout if isinstance(self.timeout, Timeouts) else Timeouts(self.timeout, self.timeout)

    def system_params(self, method: str, session: str | None) -> dict[str, str]:
        """The platform's public parameters of one call, but for ``sign``."""
        params = {
            "method": method,
            "app_key": self.app_key,
            "session": session or self.session,
            "timestamp": gmt8.to_text(self.clock()),
            "v": "2.0",
            "sign_method": self.sign_method,
            "format": self.format,
            "simplify": "true" if self.simplify and self.format == "json" else None,
            "partner_id": self.partner_id,
            "target_app_key": self.target_app_key,
        }
        return {name: value for name, value in params.items() if value}


class _Core(Generic[AnyTransport]):
    """What both clients are: options and a transport."""

    def __init__(self, options: _Options, transport: AnyTransport) -> None:
        self._options = options
        self._transport: AnyTransport = transport

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._options.app_key!r}, gateway={self._options.gateway!r})"

    def with_options(self, **changes: Unpack[Settings]) -> Self:
        """A client with other settings on the same connections; closing either closes both."""
        other = copy.copy(self)
        other._options = replace(self._options, **changes)
        return other

    def prepare(self, request: Request[R], *, session: str | None = None) -> HttpRequest:
        """The signed HTTP request of a call; ``ArgumentError`` when an argument may not be sent."""
        options = self._options
        params, files = encode_request(request)
        params |= options.system_params(request.__api__.name, session)
        params["sign"] = sign(params, options.app_secret, options.sign_method)
        if files:
            body = Multipart(params, files)
            return HttpRequest(options.gateway, body.content_type, body, options.timeouts)
        form = urlencode(params).encode()
        return HttpRequest(options.gateway, "application/x-www-form-urlencoded;charset=UTF-8", form, options.timeouts)

    def decode(self, request: Request[R], reply: Reply) -> R:
        """The response that a reply holds; ``GatewayError`` and ``ReplyError`` when it holds none."""
        # An Api names its response class only as a value; that it is R is what generated modules guarantee.
        return cast(R, decode_reply(reply, request.__api__, self._options.on_mismatch))


class Client(_Core[Transport]):
    """Calls the platform and waits for the answer; safe to share among threads."""

    def __init__(
        self, app_key: str, app_secret: str, *, transport: Transport | None = None, **settings: Unpack[Settings]
    ) -> None:
        """``settings`` are those of ``Settings``. Without a transport of its own the client uses httpx2."""
        super().__init__(_Options(app_key, app_secret, **settings), transport or Httpx2Transport())

    def execute(self, request: Request[R], *, session: str | None = None) -> R:
        """The answer to a call; every failure is a ``TopError``. ``session`` is for this call alone."""
        return self.decode(request, self._transport.send(self.prepare(request, session=session)))

    def _open(self, group: Callable[[Client], G]) -> G:
        """The APIs below a prefix, bound to this client."""
        return group(self)

    def close(self) -> None:
        """Let go of the connections."""
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class AsyncClient(_Core[AsyncTransport]):
    """Calls the platform without blocking; safe to share among tasks of one event loop."""

    def __init__(
        self, app_key: str, app_secret: str, *, transport: AsyncTransport | None = None, **settings: Unpack[Settings]
    ) -> None:
        """``settings`` are those of ``Settings``. Without a transport of its own the client uses httpx2."""
        super().__init__(_Options(app_key, app_secret, **settings), transport or AsyncHttpx2Transport())

    async def execute(self, request: Request[R], *, session: str | None = None) -> R:
        """The answer to a call; every failure is a ``TopError``. ``session`` is for this call alone."""
        return self.decode(request, await self._transport.send(self.prepare(request, session=session)))

    def _open(self, group: Callable[[AsyncClient], G]) -> G:
        """The APIs below a prefix, bound to this client."""
        return group(self)

    async def aclose(self) -> None:
        """Let go of the connections."""
        await self._transport.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()
