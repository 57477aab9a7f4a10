"""Users' authorization: the address that their browser is sent to, and the tokens that come of it.

In:  key and secret of the app, and what the browser brought back. Out: ``Token``; every failure is a ``TopError``.
A request for a token is sent again only when the server could not be reached: codes and refresh tokens work once.
Secrets are in no ``repr`` and in no exception. Source: the platform's document on authorization.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Generic, Literal, Self, TypeVar
from urllib.parse import urlencode

from topclient._runtime import gmt8
from topclient._runtime.calls.pauses import Pauses
from topclient._runtime.calls.retry import RetryPolicy
from topclient._runtime.calls.setting_rules import RULES, Rule, is_address, is_printable
from topclient._runtime.decoding.body import parse_body
from topclient._runtime.errors import ArgumentError, OAuthError, ReplyError, TopError
from topclient._runtime.oauth.token import Token
from topclient._runtime.reply import Reply
from topclient._runtime.transport.interface import (
    AsyncTransport,
    AsyncTransportName,
    HttpRequest,
    Timeouts,
    Transport,
    TransportName,
    find_async_transport,
    find_transport,
)

OAUTH_SERVERS: Mapping[str, str] = {
    "production": "https://oauth.taobao.com",
    "sandbox": "https://oauth.tbsandbox.com",
}
"""Authorization servers by name."""

_SERVER = Rule(
    lambda value: (isinstance(value, str) and value in OAUTH_SERVERS) or is_address(value),
    f"one of {', '.join(OAUTH_SERVERS)}, or an http address, without a user and a password or a query",
)

AnyTransport = TypeVar("AnyTransport", Transport, AsyncTransport)

_FORM = "application/x-www-form-urlencoded;charset=UTF-8"
_SECONDS = 60.0
"""For one token, with all attempts and waits."""
_RETRY = RetryPolicy()
_SECRETS = ("client_secret", "code", "refresh_token")
_SHORTEST_SECRET = 6


class _OAuthBase(Generic[AnyTransport]):
    """What both classes have in common: the app, the server, and the form of requests."""

    def __init__(
        self, app: tuple[str, str], server: str, transport: AnyTransport, clock: Callable[[], datetime]
    ) -> None:
        for name, text in zip(("app_key", "app_secret"), app, strict=True):
            RULES[name].check(name, text)
        _SERVER.check("server", server)
        self._app_key, self._app_secret = app
        self._server = OAUTH_SERVERS.get(server, server).rstrip("/")
        self._transport: AnyTransport = transport
        self._clock = clock
        self._pauses = Pauses()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._app_key!r}, server={self._server!r})"

    def authorize_url(
        self,
        redirect_uri: str,
        *,
        state: str | None = None,
        view: Literal["web", "tmall", "wap"] = "web",
        implicit: bool = False,
    ) -> str:
        """Return the address to send the user's browser to.

        It comes back to ``redirect_uri``, which has to be on the domain that the app has registered, with ``code`` and
        ``state``; with ``implicit``, with the token itself, for ``Token.from_address``. ``state`` is a text that nobody
        can guess, as ``secrets.token_urlsafe()`` gives it, and that is compared when it comes back. ``ArgumentError``
        when either is no printable text.
        """
        for name, text in {"redirect_uri": redirect_uri, "state": "-" if state is None else state}.items():
            if not is_printable(text):
                raise ArgumentError("OAuth", name, "has to be printable text, and not empty")
        query = {
            "response_type": "token" if implicit else "code",
            "client_id": self._app_key,
            "redirect_uri": redirect_uri,
            "state": state,
            "view": view,
        }
        return f"{self._server}/authorize?{urlencode({name: text for name, text in query.items() if text})}"

    def _code_form(self, code: str, redirect_uri: str) -> dict[str, str]:
        return self._form("authorization_code", code=code, redirect_uri=redirect_uri)

    def _refresh_form(self, token: Token | str) -> dict[str, str]:
        return self._form("refresh_token", refresh_token=token.refresh_token if isinstance(token, Token) else token)

    def _form(self, grant: str, **texts: str | None) -> dict[str, str]:
        form = {"grant_type": grant, "client_id": self._app_key, "client_secret": self._app_secret}
        for name, text in texts.items():
            if text is None or not is_printable(text):
                raise ArgumentError("OAuth", name, "is required, as printable text")
            form[name] = text
        return form


class _TokenCall:
    """One request for a token, through its attempts."""

    def __init__(self, server: str, form: Mapping[str, str], clock: Callable[[], datetime]) -> None:
        self._server = server
        self._form = form
        self._clock = clock
        self._began = time.monotonic()
        self._ends = self._began + _SECONDS
        self._number = 0
        self._asked_at = gmt8.now()

    def begin(self) -> HttpRequest:
        """Return the request to send now."""
        self._number += 1
        self._began = time.monotonic()
        self._asked_at = self._clock()
        body = urlencode(self._form).encode()
        return HttpRequest(f"{self._server}/token", _FORM, body, Timeouts(), deadline=self._ends)

    def decode(self, reply: Reply) -> Token:
        """Return the token in a reply."""
        try:
            return self._decode(reply)
        except (OAuthError, ReplyError) as error:
            self._hide_secrets(error)
            # Services that collect crashes store the variables of all frames, and those below hold the texts.
            raise error.with_traceback(None) from None

    def _decode(self, reply: Reply) -> Token:
        data = parse_body(reply)
        if reply.status >= 300 and "error" not in data:
            raise ReplyError("not a reply of the authorization server", reply)
        return Token.from_reply(reply, data, self._asked_at)

    def wait_after(self, error: TopError) -> float | None:
        """Return seconds until the next attempt; None when there is none."""
        error.attempts, error.gateway = self._number, self._server.split("/")[2]
        error.seconds = time.monotonic() - self._began
        wait = _RETRY.wait_after(error, self._number, repeatable=False)
        return None if wait is None or time.monotonic() + wait >= self._ends else wait

    def _hide_secrets(self, error: OAuthError | ReplyError) -> None:
        sent = (self._form.get(name, "") for name in _SECRETS)
        for secret in (text for text in sent if len(text) >= _SHORTEST_SECRET):
            if error.reply:
                error.reply = replace(error.reply, body=error.reply.body.replace(secret.encode(), "…".encode()))
            if isinstance(error, OAuthError):
                error.error = error.error.replace(secret, "…")
                error.description = error.description.replace(secret, "…")
        error.args = (error.error, error.description) if isinstance(error, OAuthError) else (error.reason, error.reply)


class OAuth(_OAuthBase[Transport]):
    """Gets tokens and waits for them; safe to share among threads."""

    def __init__(
        self,
        app_key: str,
        app_secret: str,
        *,
        server: str = "production",
        transport: Transport | TransportName | None = None,
        clock: Callable[[], datetime] = gmt8.now,
    ) -> None:
        """Take ``production``, ``sandbox``, or the address of another server; ``transport`` as for a client.

        ``clock`` returns the time from which a token's period runs, a naive one is taken as GMT+8.
        """
        super().__init__((app_key, app_secret), server, find_transport(transport), clock)

    def exchange(self, code: str, redirect_uri: str) -> Token:
        """Return the token for a code, which works once; ``redirect_uri`` is the one that was in ``authorize_url``."""
        return self._request_token(self._code_form(code, redirect_uri))

    def refresh(self, token: Token | str) -> Token:
        """Return a new token for a token, or for the text of its refresh token."""
        return self._request_token(self._refresh_form(token))

    def _request_token(self, form: Mapping[str, str]) -> Token:
        call = _TokenCall(self._server, form, self._clock)
        del form  # services that collect crashes store the variables of all frames
        while True:
            try:
                return call.decode(self._transport.send(call.begin()))
            except TopError as error:
                wait = call.wait_after(error)
                if wait is None:
                    raise
            self._pauses.sleep(wait)

    def close(self) -> None:
        """Close the connections and end all calls; from now on a call is a ``RuntimeError``."""
        self._transport.close()
        self._pauses.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class AsyncOAuth(_OAuthBase[AsyncTransport]):
    """Gets tokens without blocking; safe to share among tasks, also of several event loops."""

    def __init__(
        self,
        app_key: str,
        app_secret: str,
        *,
        server: str = "production",
        transport: AsyncTransport | AsyncTransportName | None = None,
        clock: Callable[[], datetime] = gmt8.now,
    ) -> None:
        """Take the same as ``OAuth``."""
        super().__init__((app_key, app_secret), server, find_async_transport(transport), clock)

    async def exchange(self, code: str, redirect_uri: str) -> Token:
        """Return the token for a code, as from ``OAuth.exchange``."""
        return await self._request_token(self._code_form(code, redirect_uri))

    async def refresh(self, token: Token | str) -> Token:
        """Return a new token, as from ``OAuth.refresh``."""
        return await self._request_token(self._refresh_form(token))

    async def _request_token(self, form: Mapping[str, str]) -> Token:
        call = _TokenCall(self._server, form, self._clock)
        del form  # services that collect crashes store the variables of all frames
        while True:
            try:
                return call.decode(await self._transport.send(call.begin()))
            except TopError as error:
                wait = call.wait_after(error)
                if wait is None:
                    raise
            await self._pauses.sleep_async(wait)

    async def aclose(self) -> None:
        """Close the connections and end all calls; from now on a call is a ``RuntimeError``."""
        await self._transport.aclose()
        self._pauses.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()
