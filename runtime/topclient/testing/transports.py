"""The two transports of a stub gateway: what clients take for the network.

In:  an ``HttpRequest`` of a client, as it would go out. Out: the ``Reply``, or the fault that the test ordered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from topclient._runtime.reply import Reply
from topclient._runtime.transport.interface import HttpRequest

Serve: TypeAlias = Callable[[HttpRequest], Reply]


@dataclass(frozen=True, slots=True)
class StubTransport:
    """For ``TopClient(…, transport=…)``; closing it changes nothing."""

    serve: Serve = field(repr=False)

    def send(self, request: HttpRequest) -> Reply:
        """Return the reply, or raise the fault."""
        return self.serve(request)

    def close(self) -> None:
        """Do nothing: nothing is held."""


@dataclass(frozen=True, slots=True)
class AsyncStubTransport:
    """For ``AsyncTopClient(…, transport=…)``; closing it changes nothing."""

    serve: Serve = field(repr=False)

    async def send(self, request: HttpRequest) -> Reply:
        """Return the reply, or raise the fault."""
        return self.serve(request)

    async def aclose(self) -> None:
        """Do nothing: nothing is held."""
