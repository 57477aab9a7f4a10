"""What both clients have in common, before any I/O: options and a transport.

In:  checked options. Out: ``Core``, which prepares and decodes calls without sending them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, Generic, NoReturn, ParamSpec, Self, TypeVar, cast

from topclient._runtime.calls.attempt import Attempt
from topclient._runtime.calls.pauses import Pauses
from topclient._runtime.calls.settings import Options, check_names
from topclient._runtime.model import Request, Response
from topclient._runtime.reply import Reply
from topclient._runtime.transport.interface import AsyncTransport, HttpRequest, Transport
from topclient._runtime.untyped import Batch, not_a_request

R = TypeVar("R", bound=Response)
AnyTransport = TypeVar("AnyTransport", Transport, AsyncTransport)
P = ParamSpec("P")
C = TypeVar("C")


def asking_for_keys(make: Callable[Concatenate[C, P], None]) -> Callable[Concatenate[C, P], None]:
    """Return an ``__init__`` that, called without key and secret, says where they may come from."""

    @wraps(make)
    def made(self: C, /, *args: P.args, **kwargs: P.kwargs) -> None:
        if not args and not {"app_key", "app_secret"} & kwargs.keys():
            name = type(self).__name__
            raise TypeError(
                f"{name} needs an app_key and an app_secret; {name}.from_env() takes them from the environment "
                "variables TOP_APP_KEY and TOP_APP_SECRET"
            )
        make(self, *args, **kwargs)

    return made


class Core(Generic[AnyTransport]):
    """What both clients have in common: options and a transport."""

    def __init__(self, options: Options, transport: AnyTransport) -> None:
        # Only now, since what encodes, signs, decodes and logs is half of what there is to import.
        from topclient._runtime.calls import codec
        from topclient._runtime.calls.call_state import CallState

        self._options = options
        self._transport: AnyTransport = transport
        self._pauses = Pauses()
        self._may_close = True  # and no copy of it may: others call with the same connections
        self._call_state, self._prepare, self._decode = CallState, codec.prepare, codec.decode

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._options.app_key!r}, gateway={self._options.gateway!r})"

    def _changed(self, settings: Any) -> Self:
        """Return a client with other settings on the same connections."""
        check_names(type(self).__name__, settings)
        other = object.__new__(type(self))
        vars(other).update(vars(self), _options=self._options.changed(settings), _may_close=False)
        return other

    def __copy__(self) -> Self:
        return self._changed({})

    def __reduce__(self) -> NoReturn:
        raise TypeError(f"{type(self).__name__} cannot be pickled: it has connections; make one where it is needed")

    def prepare(self, request: Request[R], *, session: str | None = None) -> HttpRequest:
        """Return the signed HTTP request of a call, unsent; ``ArgumentError`` when an argument may not be sent."""
        if not isinstance(request, Request | Batch):
            raise not_a_request(request)
        return self._prepare(self._options, Attempt(request, 1, self._options.session if session is None else session))

    def decode(self, request: Request[R], reply: Reply) -> R:
        """Return the response in a reply; ``GatewayError`` or ``ReplyError`` when there is none."""
        # An Api names its response class only as a value; that it is R is what generated modules guarantee.
        return cast(R, self._decode(self._options, Attempt(request, 1, self._options.session), reply))
