"""``StubGateway``: the platform inside the process of a test.

In:  calls of real clients, through a transport that opens no socket. Out: the page's example, or what the test ordered.
Calls are encoded, signed, verified and decoded as those that go out; ``topclient.mock`` does the same behind a socket.
Note: a client made here sends each call once, so that a failure that a test ordered is not repeated away.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from threading import RLock
from typing import Any, Self, Unpack, cast
from urllib.parse import urlsplit

from topclient._runtime import gmt8
from topclient._runtime.calls.retry import NO_RETRY
from topclient._runtime.calls.settings import AsyncSettings, Settings
from topclient._runtime.errors import TopError, TransportError
from topclient._runtime.model import Response
from topclient._runtime.reply import Reply
from topclient._runtime.transport.interface import HttpRequest
from topclient.client import AsyncTopClient, TopClient
from topclient.mock.checks import Credentials
from topclient.mock.failures import make_failure
from topclient.mock.log import Call, CallLog
from topclient.mock.ordering import plain_answer
from topclient.mock.serving import Serving
from topclient.mock.wire import HttpCall
from topclient.testing.finding import Expected, describe_calls
from topclient.testing.orders import Order, StubOrders, When


@dataclass(frozen=True, slots=True)
class StubTransport:
    """For ``TopClient(…, transport=…)``; closing it changes nothing."""

    serve: Callable[[HttpRequest], Reply] = field(repr=False)

    def send(self, request: HttpRequest) -> Reply:
        """Return the reply, or raise the fault."""
        return self.serve(request)

    def close(self) -> None:
        """Do nothing: nothing is held."""


@dataclass(frozen=True, slots=True)
class AsyncStubTransport:
    """For ``AsyncTopClient(…, transport=…)``; closing it changes nothing."""

    serve: Callable[[HttpRequest], Reply] = field(repr=False)

    async def send(self, request: HttpRequest) -> Reply:
        """Return the reply, or raise the fault."""
        return self.serve(request)

    async def aclose(self) -> None:
        """Do nothing: nothing is held."""


class StubGateway:
    """Answers clients as the platform would, and remembers what they called; safe to share among threads.

    Leaving its ``with`` block checks that all ordered answers were used.
    """

    def __init__(
        self,
        app_key: str = "12345678",
        app_secret: str = "helloworld",
        session: str | None = None,
        *,
        clock: Callable[[], datetime] = gmt8.now,
    ) -> None:
        """Key and secret are the only ones that are accepted, and so is the session, unless it is None.

        ``clock`` gives the time, a naive one is taken as GMT+8; clients that are made here sign with it.
        """
        self.app_key = app_key
        self.app_secret = app_secret
        self.session = session or "test"
        self._clock = clock
        self._lock = RLock()
        self._log = CallLog()
        self._orders = StubOrders(clock)
        credentials = Credentials(app_key, app_secret, self.session, takes_any_session=session is None)
        self._serving = Serving(credentials, clock, self._orders, self._log)
        self.transport = StubTransport(self._serve)
        """For clients that the program under test makes: ``TopClient(key, secret, transport=gateway.transport)``."""
        self.async_transport = AsyncStubTransport(self._serve)
        """The same for ``AsyncTopClient``."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.app_key!r})"

    def client(self, **settings: Unpack[Settings]) -> TopClient:
        """Return a client of this gateway, with its session; each call is sent once unless ``retry`` is set."""
        merged = cast(Settings, self._defaults() | dict(settings))
        return TopClient(self.app_key, self.app_secret, transport=self.transport, **merged)

    def async_client(self, **settings: Unpack[AsyncSettings]) -> AsyncTopClient:
        """Return an asynchronous client, as ``client`` does."""
        merged = cast(AsyncSettings, self._defaults() | dict(settings))
        return AsyncTopClient(self.app_key, self.app_secret, transport=self.async_transport, **merged)

    def _defaults(self) -> dict[str, Any]:
        return {"session": self.session, "clock": self._clock, "retry": NO_RETRY}

    def know(self, api: str) -> None:
        """Let an API that this package lacks be called, answered by ``reply``, ``fail`` and ``raises``.

        Clients call it by ``client.call("taobao.time.get", …)``. Of its arguments only the texts are known, by which
        ``assert_called`` finds it; a call without an answer is refused with 22, as an unknown API is.
        ``ArgumentError`` for what no API is called.
        """
        self._orders.known.add(api)

    def reply(
        self,
        api: str,
        response: Mapping[str, Any] | Response,
        *,
        times: int | None = 1,
        when: When | None = None,
    ) -> None:
        """Let an API answer with this: plain data under wire names without list wrappers, or a response object.

        For so many calls, None for all that come, and only for those that ``when`` chooses by their arguments under
        wire names: ``lambda arguments: arguments["pid"] == 444``. ``LookupError`` for an API that this package does not
        have, unless ``know`` named it; ``TypeError`` for what is no answer of it, or no number of times. A field that
        the page does not list gives a warning, since it may be a slip: unknown fields that are meant go into ``extra``
        of a response object.
        """
        self._orders.put(Order(api, plain_answer(self._orders.known.get(api), response), times, when))

    def fail(
        self,
        api: str,
        code: int,
        *,
        sub_code: str | None = None,
        sub_msg: str | None = None,
        msg: str | None = None,
        times: int | None = 1,
        when: When | None = None,
    ) -> None:
        """Let an API answer with an error, once a call has passed all checks; ``times`` and ``when`` as for ``reply``.

        ``msg`` is the platform's for the code when left out. ``LookupError`` as for ``reply``.
        """
        self._orders.known.get(api)
        self._orders.put(Order(api, make_failure(code, msg=msg, sub_code=sub_code, sub_msg=sub_msg), times, when))

    def raises(self, api: str, error: TopError, *, times: int | None = 1, when: When | None = None) -> None:
        """Let the transport raise this after a call, as when its reply gets lost: ``CallTimeoutError("no reply")``.

        Each call raises a copy of it. The call is in ``calls`` all the same, even when ``ConnectError`` says that it
        never arrived. ``LookupError``, ``times`` and ``when`` as for ``reply``; ``TypeError`` for what is no error of
        a transport.
        """
        self._orders.known.get(api)
        if not isinstance(error, TopError):
            raise TypeError(f"raises takes an object of a TopError, as CallTimeoutError('no reply'), not {error!r}")
        self._orders.put(Order(api, error, times, when))

    @property
    def calls(self) -> list[Call]:
        """The calls so far, refused ones too, oldest first; the newest 1,000 are kept."""
        return self._log.read()

    def calls_to(self, api: str) -> list[Call]:
        """Return the calls to one API. ``LookupError`` as for ``reply``."""
        self._orders.known.get(api)
        return [call for call in self.calls if call.api == api]

    def assert_called(self, api: str, /, **arguments: object) -> Call:
        """Return the newest call to an API with these arguments among its own, or say what came instead.

        Arguments go by the names of the method or of the platform; None stands for one that was not sent, bytes for the
        content of a file. ``AssertionError`` when there is none, ``LookupError`` as for ``reply``, ``TypeError`` for a
        name that the API does not have.
        """
        expected = Expected(self._orders.known.get(api), arguments)
        found = expected.find(self.calls_to(api))
        if found is None:
            raise AssertionError(expected.explain(self.calls))
        return found

    def assert_not_called(self, api: str, /, **arguments: object) -> None:
        """Raise ``AssertionError`` when an API was called, or was called with these arguments among its own."""
        found = Expected(self._orders.known.get(api), arguments).find(self.calls_to(api))
        if found is not None:
            raise AssertionError(f"{api} was called:\n{describe_calls([found])}")

    def assert_all_used(self) -> None:
        """Raise ``AssertionError`` when answers were ordered and never fetched, and name them."""
        if unused := self._orders.list_unused():
            listed = "\n".join(f"    {order}" for order in unused)
            raise AssertionError(f"ordered but not fetched:\n{listed}\nThe calls were:\n{describe_calls(self.calls)}")

    def reset(self) -> None:
        """Forget all calls, all answers that were ordered, and what ``know`` named."""
        self._log.clear()
        self._orders.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, failed: type[BaseException] | None, *_: object) -> None:
        # A test that has failed already has not to hear what it therefore did not do.
        if failed is None:
            self.assert_all_used()

    def _serve(self, request: HttpRequest) -> Reply:
        """Return what the gateway answers; or raise the fault that was ordered, after the call has been logged."""
        path = urlsplit(request.url).path
        if path.endswith("/token"):
            raise TransportError("the stub gateway answers calls, and grants no tokens as an OAuth server does")
        call, is_batch = _receive(request), path.endswith("/batch")
        # Answers and faults are matched to calls one at a time; but a condition of a test may make calls of its own.
        with self._lock, self._orders.breaking() as broken:
            reply = self._serving.answer_batch(call) if is_batch else self._serving.answer(call)
        if broken:
            raise broken[-1]
        return Reply(reply.status, {name.lower(): value for name, value in reply.headers.items()}, reply.body)


def _receive(request: HttpRequest) -> HttpCall:
    """Return the request as a server has it."""
    try:
        body = request.body if isinstance(request.body, bytes) else b"".join(request.body)
    except OSError as error:
        raise TransportError(f"a file cannot be read: {error.strerror}") from error
    query = urlsplit(request.url).query.encode()
    separator = request.extra_headers.get("top-api-separator", "").encode()
    return HttpCall("POST", query, request.content_type, body, separator=separator)
