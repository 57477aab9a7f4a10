"""The two clients: one blocks, the other does not; all else is the same.

In:  request objects. Out: response objects, or the errors of ``errors``.
What both decide alike is in ``call_state`` (attempts and their waits) and ``codec`` (signing, decoding); here is the
I/O alone. Secrets are in no ``repr`` and in no exception.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from typing import Any, Self, TypeVar, Unpack, cast

from topclient._runtime.calls.attempt import AsyncSend, Attempt, Send
from topclient._runtime.calls.environment import read_environment
from topclient._runtime.calls.middleware import wrap, wrap_async
from topclient._runtime.calls.paging import walk_items, walk_items_async, walk_pages, walk_pages_async
from topclient._runtime.calls.settings import AsyncSettings, Options, Settings, check_names
from topclient._runtime.core import Core, asking_for_keys
from topclient._runtime.errors import TopError
from topclient._runtime.model import PagedRequest, Request, Response
from topclient._runtime.transport.interface import (
    AsyncTransport,
    AsyncTransportName,
    Transport,
    TransportName,
    find_async_transport,
    find_transport,
)
from topclient._runtime.untyped import Sendable, UntypedRequest, UntypedResponse, make_batch, not_a_request

R = TypeVar("R", bound=Response)
T = TypeVar("T")
G = TypeVar("G")


class Client(Core[Transport]):
    """Calls the platform and waits for the answer; safe to share among threads."""

    @asking_for_keys
    def __init__(
        self,
        app_key: str,
        app_secret: str,
        *,
        transport: Transport | TransportName | None = None,
        **settings: Unpack[Settings],
    ) -> None:
        """Take the settings of ``Settings``; ``ValueError`` for what they may not be.

        ``transport`` is an object, or "httpx2", which is used without one.
        """
        check_names(type(self).__name__, settings)
        super().__init__(Options(app_key, app_secret, **settings), find_transport(transport))

    @classmethod
    def from_env(cls, *, transport: Transport | TransportName | None = None, **settings: Unpack[Settings]) -> Self:
        """Return a client with key and secret from ``TOP_APP_KEY`` and ``TOP_APP_SECRET``.

        Where they are set, ``TOP_SESSION``, ``TOP_GATEWAY``, ``TOP_SIGN_METHOD``, ``TOP_FORMAT``, ``TOP_TIMEOUT`` and
        ``TOP_DEADLINE`` count too, unless ``settings`` say otherwise. ``ValueError`` names a variable that is missing.
        """
        app_key, app_secret, found = read_environment()
        merged = cast(Settings, found | dict(settings))
        return cls(app_key, app_secret, transport=transport, **merged)

    def with_options(self, **settings: Unpack[Settings]) -> Self:
        """Return a client with other settings on the same connections, which only this one closes, not the copy."""
        return self._changed(settings)

    def execute(self, request: Request[R], **settings: Unpack[Settings]) -> R:
        """Return the answer to a call; every failure is a ``TopError``. ``settings`` are for this call alone."""
        if not isinstance(request, Request):
            raise not_a_request(request)
        client = self._changed(settings) if settings else self
        return cast(R, client._run(request))

    def call(self, name: str, params: Mapping[str, Any] | None = None, **settings: Unpack[Settings]) -> UntypedResponse:
        """Return the answer of any API, by its name; for those that have no class here.

        ``params`` are under the platform's names. Texts are sent as they are, numbers (``int``, ``Decimal``), booleans
        and times as the platform writes them, lists of these joined by commas; dicts, and lists of dicts, as JSON text;
        bytes, paths and open files as files. None, empty text and empty lists are left out. ``ArgumentError`` names
        what cannot be sent.
        """
        return self.execute(UntypedRequest(name, {} if params is None else params), **settings)

    def batch(
        self,
        requests: Iterable[Request[R]],
        *,
        sessions: Iterable[str | None] | None = None,
        **settings: Unpack[Settings],
    ) -> list[R | TopError]:
        """Return the answers to many calls that travel as one, in their order: a response, or the error of that call.

        ``sessions`` has one for each call, where users differ; None in it stands for the client's own. Requests with
        files are refused, as ``ArgumentError``. What goes wrong with the whole is raised; what may have been executed
        is repeated only if all calls merely read. The error of a single call is an answer and never repeated: a flow
        limit among them is for the caller to wait for, and a ``ReplyError`` may have been executed. Rate limits count a
        batch as one.
        """
        batch = make_batch(requests, sessions)
        client = self._changed(settings) if settings else self
        return list(client._run(batch).results) if batch.requests else []

    def pages(self, request: PagedRequest[R, T], limit: int | None = None) -> Iterator[R]:
        """Return the answers page by page, from the page that the request asks for, at most ``limit`` of them.

        ``TypeError`` for a request whose API shows no pages.
        """
        return walk_pages(self.execute, request, limit)

    def items(self, request: PagedRequest[R, T], limit: int | None = None) -> Iterator[T]:
        """Return the items of all pages, from the page that the request asks for, at most ``limit`` of them.

        ``TypeError`` for a request whose API shows no pages.
        """
        return walk_items(self.execute, request, limit)

    def _run(self, request: Sendable) -> Any:
        send = self._middle()
        with self._call_state(self._options, request) as state:
            while True:
                if turn := state.wait_for_turn():
                    self._pauses.sleep(turn)
                try:
                    return state.succeeded(send(state.begin()))
                except TopError as error:
                    wait = state.failed(error)
                    if wait is None:
                        raise
                self._pauses.sleep(wait)

    def _middle(self) -> Send:
        """Return the function that sends an attempt, inside of all middleware."""
        send: Send = self._send
        for outer in reversed(self._options.middleware):
            send = wrap(outer, send)
        return send

    def _send(self, attempt: Attempt) -> Any:
        reply = self._transport.send(self._prepare(self._options, attempt))
        return self._decode(self._options, attempt, reply)

    def _open(self, group: Callable[[Client], G]) -> G:
        """Return the APIs below a prefix, bound to this client."""
        return group(self)

    def close(self) -> None:
        """Close the connections and end all calls; from now on a call is a ``RuntimeError``. A copy closes nothing."""
        if self._may_close:
            self._transport.close()
            self._pauses.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class AsyncClient(Core[AsyncTransport]):
    """Calls the platform without blocking; safe to share among tasks, also of several event loops."""

    @asking_for_keys
    def __init__(
        self,
        app_key: str,
        app_secret: str,
        *,
        transport: AsyncTransport | AsyncTransportName | None = None,
        **settings: Unpack[AsyncSettings],
    ) -> None:
        """Take the settings of ``AsyncSettings``; ``ValueError`` for what they may not be.

        ``transport`` is an object, "httpx2", which is used without one, or "aiohttp".
        """
        check_names(type(self).__name__, settings)
        super().__init__(Options(app_key, app_secret, **settings), find_async_transport(transport))

    @classmethod
    def from_env(
        cls, *, transport: AsyncTransport | AsyncTransportName | None = None, **settings: Unpack[AsyncSettings]
    ) -> Self:
        """Return a client as from ``Client.from_env``."""
        app_key, app_secret, found = read_environment()
        merged = cast(AsyncSettings, found | dict(settings))
        return cls(app_key, app_secret, transport=transport, **merged)

    def with_options(self, **settings: Unpack[AsyncSettings]) -> Self:
        """Return a client with other settings on the same connections, which only this one closes, not the copy."""
        return self._changed(settings)

    async def execute(self, request: Request[R], **settings: Unpack[AsyncSettings]) -> R:
        """Return the answer to a call; every failure is a ``TopError``. ``settings`` are for this call alone."""
        if not isinstance(request, Request):
            raise not_a_request(request)
        client = self._changed(settings) if settings else self
        return cast(R, await client._run(request))

    async def call(
        self, name: str, params: Mapping[str, Any] | None = None, **settings: Unpack[AsyncSettings]
    ) -> UntypedResponse:
        """Return the answer of any API, by its name, as from ``Client.call``."""
        return await self.execute(UntypedRequest(name, {} if params is None else params), **settings)

    async def batch(
        self,
        requests: Iterable[Request[R]],
        *,
        sessions: Iterable[str | None] | None = None,
        **settings: Unpack[AsyncSettings],
    ) -> list[R | TopError]:
        """Return the answers to many calls that travel as one, as from ``Client.batch``."""
        batch = make_batch(requests, sessions)
        client = self._changed(settings) if settings else self
        return list((await client._run(batch)).results) if batch.requests else []

    def pages(self, request: PagedRequest[R, T], limit: int | None = None) -> AsyncIterator[R]:
        """Return the answers page by page, as from ``Client.pages``; for ``async for``."""
        return walk_pages_async(self.execute, request, limit)

    def items(self, request: PagedRequest[R, T], limit: int | None = None) -> AsyncIterator[T]:
        """Return the items of all pages, as from ``Client.items``; for ``async for``."""
        return walk_items_async(self.execute, request, limit)

    async def _run(self, request: Sendable) -> Any:
        send = self._middle()
        with self._call_state(self._options, request) as state:
            while True:
                if turn := state.wait_for_turn():
                    await self._pauses.sleep_async(turn)
                try:
                    return state.succeeded(await send(state.begin()))
                except TopError as error:
                    wait = state.failed(error)
                    if wait is None:
                        raise
                await self._pauses.sleep_async(wait)

    def _middle(self) -> AsyncSend:
        """Return the function that sends an attempt, inside of all middleware."""
        send: AsyncSend = self._send
        for outer in reversed(self._options.middleware):
            send = wrap_async(outer, send)
        return send

    async def _send(self, attempt: Attempt) -> Any:
        reply = await self._transport.send(self._prepare(self._options, attempt))
        return self._decode(self._options, attempt, reply)

    def _open(self, group: Callable[[AsyncClient], G]) -> G:
        """Return the APIs below a prefix, bound to this client."""
        return group(self)

    async def aclose(self) -> None:
        """Close the connections and end all calls; from now on a call is a ``RuntimeError``. A copy closes nothing."""
        if self._may_close:
            await self._transport.aclose()
            self._pauses.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()
