"""The default transport of ``Client``, on the connection pools of httpx2.

In:  an ``HttpRequest``. Out: a ``Reply``; faults as ``transport`` says.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import cast

import httpcore2
import httpx2

from topclient._runtime.encoding.uploads import reading
from topclient._runtime.errors import TopError
from topclient._runtime.reply import Reply
from topclient._runtime.transport.httpx2_network import DeadlineTimeout, Network
from topclient._runtime.transport.httpx2_pools import FAULTS, Route, Routes, make_pool, translate
from topclient._runtime.transport.interface import HttpRequest, without_frames
from topclient._runtime.transport.per_loop import PerLoop
from topclient._runtime.transport.receiving import Incoming


@dataclass(frozen=True, slots=True)
class _Connections:
    """What there is in one process."""

    network: Network
    routes: Routes[httpcore2.ConnectionPool]


class Httpx2Transport:
    """Keeps connections for the next call; any number of threads may share it, and a forked process may go on."""

    def __init__(self) -> None:
        self._homes = PerLoop(_open, lambda connections: connections.network.forget())

    def send(self, request: HttpRequest) -> Reply:
        """The reply, of any status."""
        connections, waits = self._homes.find(), _waits(request)
        try:
            incoming = _exchange(connections.routes.find(request.url), request, waits)
        except FAULTS as error:
            raise translate(error, request, closed=connections.network.closed) from error
        except TopError as error:
            without_frames(error)
            raise
        return incoming.reply()

    def close(self) -> None:
        """Let go of the connections."""
        for _, connections in self._homes.close():
            connections.network.close()


def _exchange(route: Route[httpcore2.ConnectionPool], request: HttpRequest, waits: dict[str, float]) -> Incoming:
    with reading(request.body) as body:
        answer = route.pool.handle_request(route.request(request, body, waits))
        try:
            incoming = Incoming(answer.status, answer.headers)
            for piece in cast("Iterable[bytes]", answer.stream):
                incoming.add(piece)
        finally:
            answer.close()
    return incoming


def _open() -> _Connections:
    network = Network()
    return _Connections(network, Routes(partial(_open_pool, network)))


def _open_pool(network: Network, proxy: httpx2.Proxy | None) -> httpcore2.ConnectionPool:
    kinds = (httpcore2.ConnectionPool, httpcore2.HTTPProxy, httpcore2.SOCKSProxy)
    return make_pool(*kinds, proxy, network_backend=network)


def _waits(request: HttpRequest) -> dict[str, float]:
    times, left, until = request.timeouts, request.seconds_left(), request.deadline
    if left is None or until is None:
        return {"connect": times.connect, "read": times.read, "write": times.read, "pool": times.pool}
    step = DeadlineTimeout.of(times.read, until)
    return {
        "connect": DeadlineTimeout.of(times.connect, until),
        "read": step,
        "write": step,
        "pool": min(times.pool, left),
    }
