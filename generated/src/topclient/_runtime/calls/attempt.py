"""One attempt of a call, as middleware sees it before and hooks see it after.

In:  the request and what the client adds to it. Out: ``Attempt`` and ``Outcome``, immutable; no secret in any ``repr``.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from topclient._runtime.errors import TopError
from topclient._runtime.model import Response
from topclient._runtime.untyped import Sendable


@dataclass(frozen=True, slots=True)
class Attempt:
    """What is about to be encoded, signed and sent; change it with ``dataclasses.replace``."""

    request: Sendable
    number: int
    """1 for the first attempt of a call."""
    session: str | None
    """The access token that this attempt is sent with."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """HTTP headers to send besides the usual ones."""
    deadline: float | None = None
    """The moment of ``time.monotonic()`` at which the whole call ends."""

    def __repr__(self) -> str:
        return f"Attempt({self.api!r}, number={self.number})"

    @property
    def api(self) -> str:
        """The name of the API."""
        return self.request.__api__.name


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an attempt."""

    api: str
    number: int
    """1 for the first attempt of a call."""
    seconds: float
    """How long the attempt took."""
    response: Response | None = field(repr=False)
    """None when it failed."""
    error: TopError | None
    """None when it succeeded."""
    wait: float | None
    """Seconds until the next attempt; None when this was the last one."""


OnAttempt: TypeAlias = Callable[[Outcome], object]
Send: TypeAlias = Callable[[Attempt], Response]
AsyncSend: TypeAlias = Callable[[Attempt], Awaitable[Response]]
Middleware: TypeAlias = Callable[[Attempt, Send], Response]
"""Takes an attempt and the function that sends it; returns the response, its own or that function's."""
AsyncMiddleware: TypeAlias = Callable[[Attempt, AsyncSend], Awaitable[Response]]
