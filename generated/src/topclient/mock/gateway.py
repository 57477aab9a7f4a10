"""The gateway without its socket: a request's parameters in, a reply and an entry of the log out.

In:  an ``HttpCall``, and what a test wants to happen. Out: an ``HttpReply``.
Any thread may order answers and faults, and read the log, while another one serves. ``server`` knows the addresses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from topclient._runtime import gmt8
from topclient._runtime.model import Response
from topclient.mock.checks import Credentials
from topclient.mock.failures import make_failure
from topclient.mock.faults import FAULTS, FaultKind, FaultOrder, order_fault
from topclient.mock.log import Call, CallLog
from topclient.mock.ordering import plain_answer
from topclient.mock.serving import Orders, Serving
from topclient.mock.wire import HttpCall, HttpReply

F = TypeVar("F", bound=Callable[..., Any])


def _with_faults(method: F) -> F:
    """Return the method with a docstring that ends with every kind of fault."""
    kinds = (f"        {kind:<20}{meaning}" for kind, meaning in FAULTS.items())
    method.__doc__ = "\n".join(((method.__doc__ or "").rstrip(), *kinds))
    return method


class Gateway:
    """Verifies calls as the platform does and answers them with the examples of the pages."""

    def __init__(
        self,
        app_key: str = "12345678",
        app_secret: str = "helloworld",
        session: str = "test",
        *,
        clock: Callable[[], datetime] = gmt8.now,
        on_call: Callable[[Call], object] | None = None,
    ) -> None:
        """Key, secret and session are the only ones that are accepted.

        ``clock`` gives the time, a naive one is taken as GMT+8. ``on_call`` gets every call,
        from the thread that serves.
        """
        self.app_key = app_key
        self.app_secret = app_secret
        self.session = session
        self._log = CallLog()
        self._orders = Orders(clock)
        self._serving = Serving(Credentials(app_key, app_secret, session), clock, self._orders, self._log, on_call)

    @property
    def calls(self) -> list[Call]:
        """The calls since the start or the last ``reset``, refused ones too, oldest first.

        The newest 1,000 are kept, and fewer when they are larger than 64 MB together.
        """
        return self._log.read()

    def know(self, api: str) -> None:
        """Let an API that this package lacks be called, answered by ``reply`` and ``fail``: ``taobao.time.get``.

        Of its arguments only the texts are known; a call without an answer is refused with 22, as an unknown API is.
        ``ArgumentError`` for what no API is called.
        """
        self._orders.known.add(api)

    def reply(self, api: str, response: Mapping[str, Any] | Response, *, times: int | None = None) -> None:
        """Let an API answer with this: plain data under wire names without list wrappers, or a response object.

        From now on, or for the given number of calls. Several answers are given in the order they were set, and one
        that was set without ``times`` ends when another is.
        ``LookupError`` for an API that this package does not have, unless ``know`` named it; ``TypeError`` for what
        is no answer of it, or no number of times. A field that the page does not list gives a warning, outside of a
        response's ``extra``.
        """
        self._orders.answers.put(api, plain_answer(self._orders.known.get(api), response), times)

    def fail(
        self,
        api: str,
        code: int,
        *,
        msg: str | None = None,
        sub_code: str | None = None,
        sub_msg: str | None = None,
        times: int | None = None,
    ) -> None:
        """Let an API answer with an error, once the call has passed all checks; ``times`` as for ``reply``.

        ``msg`` is the platform's for the code when left out. ``LookupError`` for an unknown API.
        """
        self._orders.known.get(api)
        self._orders.answers.put(api, make_failure(code, msg=msg, sub_code=sub_code, sub_msg=sub_msg), times)

    @_with_faults
    def fault(
        self, kind: FaultKind, value: float | None = None, *, api: str | None = None, times: int | None = None
    ) -> None:
        """Let something go wrong for the calls of an API, or of all; ``times`` as for ``reply``.

        ``value`` is seconds for ``delay``, ``drip`` and ``flow-limit``, and bytes for ``truncate``; the other kinds
        have none. A ``flow-limit`` takes no ``times``: it ends by its seconds. Of several faults the one of the API
        goes first, then they follow in the order they were set. ``reset``, ``close``, ``bad-gateway`` and ``empty``
        use up no answer of ``reply`` and ``fail``.
        ``LookupError`` for an unknown API, ``ValueError`` for an unknown kind or a number that makes no sense.

        The kinds, which are ``topclient.mock.FAULTS`` too:
        """
        self.order_fault(order_fault(kind, value, api, times))

    def order_fault(self, order: FaultOrder) -> None:
        """Do the same with what ``parse_fault`` makes of the text of an option."""
        if order.api is not None:
            self._orders.known.get(order.api)
        self._orders.faults.order(order)

    def reset(self) -> None:
        """Forget all calls, all answers and faults that were set, and what ``know`` named."""
        self._log.clear()
        self._orders.clear()

    def answer(self, http: HttpCall) -> HttpReply:
        """Return the reply to a request to the router; it never raises for what came over the wire."""
        return self._serving.answer(http)

    def answer_batch(self, http: HttpCall) -> HttpReply:
        """Return the reply to a request to the batch router: those to its calls, or one error for all of them."""
        return self._serving.answer_batch(http)
