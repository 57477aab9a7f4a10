"""The default transport of ``Client``, on the connection pools of httpx2.

In:  an ``HttpRequest``. Out: a ``Reply``; errors as ``transport`` says.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias, cast

import httpcore2

from topclient._runtime.encoding.uploads import open_body
from topclient._runtime.errors import TopError
from topclient._runtime.reply import Reply
from topclient._runtime.transport.httpx2_network import DeadlineTimeout, Network
from topclient._runtime.transport.httpx2_pools import ERRORS, LATE, UNSENT, Pools, Route
from topclient._runtime.transport.interface import HttpRequest
from topclient._runtime.transport.per_loop import PerLoop
from topclient._runtime.transport.receiving import IncomingReply
from topclient._runtime.transport.translate_errors import translate, without_frames

_Pools: TypeAlias = Pools[httpcore2.ConnectionPool, Network]


class Httpx2Transport:
    """Keeps connections for the next call; any number of threads may share it, and a forked process may go on."""

    def __init__(self) -> None:
        self._pools = PerLoop(_open, lambda pools: pools.network.forget())

    def send(self, request: HttpRequest) -> Reply:
        """Return the reply, of any status."""
        pools, waits = self._pools.find(), _waits(request)
        try:
            return _exchange(pools.find(request.url), request, waits)
        except ERRORS as error:
            closed = pools.network.closed
            raise translate(error, request, unsent=UNSENT, late=LATE, closed=closed) from error
        except TopError as error:
            without_frames(error)
            raise

    def close(self) -> None:
        """Close the connections, and end the calls that are under way."""
        for _, pools in self._pools.close():
            pools.network.close()


def _open() -> _Pools:
    return Pools(Network(), httpcore2.ConnectionPool, httpcore2.HTTPProxy, httpcore2.SOCKSProxy)


def _exchange(route: Route[httpcore2.ConnectionPool], request: HttpRequest, waits: dict[str, float]) -> Reply:
    with open_body(request.body) as body:
        answer = route.pool.handle_request(route.request(request, body, waits))
        try:
            incoming = IncomingReply(answer.status, answer.headers)
            for piece in cast("Iterable[bytes]", answer.stream):
                incoming.add(piece)
        finally:
            answer.close()
    return incoming.finish()


def _waits(request: HttpRequest) -> dict[str, float]:
    times, left, until = request.timeouts, request.seconds_to_begin(), request.deadline
    if left is None or until is None:
        return {"connect": times.connect, "read": times.read, "write": times.read, "pool": times.pool}
    step = DeadlineTimeout.of(times.read, until)
    return {
        "connect": DeadlineTimeout.of(times.connect, until),
        "read": step,
        "write": step,
        "pool": min(times.pool, left),
    }
