"""What the HTTP libraries raise, as errors of this package, and without anything that was sent.

In:  a library's exception and the request. Out: a ``TransportError``.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from topclient._runtime.errors import CallTimeoutError, ConnectError, TransportError
from topclient._runtime.transport.interface import HttpRequest

Kinds: TypeAlias = tuple[type[Exception], ...]

_QUERY = re.compile(r"\?[^\s'\"]+")
_USER = re.compile(r"[^\s'\"]*@")
"""Name and password of an address."""


def translate(
    error: Exception, request: HttpRequest, *, unsent: Kinds, late: Kinds, closed: bool = False
) -> TransportError:
    """Return the error of this package for an error of a library, of which ``unsent`` and ``late`` are two kinds.

    ``closed`` tells that the client was closed meanwhile, which is then the reason. ``CallTimeoutError`` is raised
    when the deadline of the request is over.
    """
    without_frames(error)
    words = "the client was closed" if closed else without_secrets(str(error)) or type(error).__name__
    if isinstance(error, unsent):
        return ConnectError(f"the gateway cannot be reached: {words}")
    if isinstance(error, late):
        request.seconds_left()
        return CallTimeoutError("no reply in time")
    return TransportError(f"the connection failed: {words}")


def without_secrets(words: str) -> str:
    """Return words of a library without what an address in them may tell: who may use a proxy, what was signed."""
    return _USER.sub("…@", _QUERY.sub("?…", words))


def without_frames(error: BaseException | None) -> None:
    """Rid an error of its frames: their variables hold what was sent, and crash reporters store them."""
    while error:
        error.__traceback__ = None
        error = error.__cause__ or error.__context__
