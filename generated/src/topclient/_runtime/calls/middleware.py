"""Functions of the caller around every attempt: how they are put around each other.

In:  a middleware and the function that sends. Out: a function that sends through it; ``TypeError`` when the middleware
returns something else than a response, which would be an obscure failure elsewhere.
"""

from __future__ import annotations

from collections.abc import Awaitable

from topclient._runtime.calls.attempt import AsyncMiddleware, AsyncSend, Attempt, Middleware, Send
from topclient._runtime.model import Response


def wrap(outer: Middleware, inner: Send) -> Send:
    """Return what sends an attempt through a middleware."""

    def send(attempt: Attempt) -> Response:
        return _check(outer, outer(attempt, inner))

    return send


def wrap_async(outer: AsyncMiddleware, inner: AsyncSend) -> AsyncSend:
    """Return the same for tasks; the middleware may be any function that returns something to await."""

    async def send(attempt: Attempt) -> Response:
        given: object = outer(attempt, inner)
        return _check(outer, await given if isinstance(given, Awaitable) else given)

    return send


def _check(middleware: object, given: object) -> Response:
    if isinstance(given, Response):
        return given
    name = getattr(middleware, "__qualname__", type(middleware).__name__)
    what = "nothing" if given is None else f"a value of type {type(given).__name__}"
    raise TypeError(
        f"the middleware {name} returned {what}; it has to return what send gives, or a response of its own"
    )
