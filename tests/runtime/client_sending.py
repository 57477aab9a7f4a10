"""The three transports behind one function, so that each test holds for all of them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial

import pytest
from topclient._runtime.encoding.uploads import Multipart
from topclient._runtime.reply import Reply
from topclient._runtime.transport.interface import HttpRequest, Timeouts, find_async_transport, find_transport

Sender = Callable[[HttpRequest], Reply]
Session = Callable[[float], AbstractContextManager[Sender]]
"""Takes the seconds to wait after each call."""


@contextmanager
def _sync(rest: float) -> Iterator[Sender]:
    def send(request: HttpRequest) -> Reply:
        reply = transport.send(request)
        time.sleep(rest)
        return reply

    transport = find_transport("httpx2")
    try:
        yield send
    finally:
        transport.close()


@contextmanager
def _async(name: str, rest: float) -> Iterator[Sender]:
    async def send(request: HttpRequest) -> Reply:
        reply = await transport.send(request)
        await asyncio.sleep(rest)
        return reply

    if name == "aiohttp":
        pytest.importorskip("aiohttp", reason="the extra aiohttp is not installed")
    with asyncio.Runner() as runner:
        transport = find_async_transport(name)
        try:
            yield lambda request: runner.run(send(request))
        finally:
            runner.run(transport.aclose())


def _session(name: str) -> Session:
    return partial(_async, name.removeprefix("async ")) if name.startswith("async") else _sync


def _sender(session: Session) -> Sender:
    def send(request: HttpRequest) -> Reply:
        with session(0) as sender:
            return sender(request)

    return send


NAMES = ("httpx2", "async httpx2", "async aiohttp")
SENDERS = {name: _sender(_session(name)) for name in NAMES}
each_transport = pytest.mark.parametrize("send", SENDERS.values(), ids=NAMES)
"""With a transport of its own for each call."""
each_session = pytest.mark.parametrize("session", [_session(name) for name in NAMES], ids=NAMES)
"""With one transport for all calls of the test."""


_FIVE = Timeouts(5, 5)


def post(url: str, body: bytes | Multipart = b"a=1", times: Timeouts = _FIVE) -> HttpRequest:
    """A request with a header that not every request has."""
    return HttpRequest(url, "text/plain", body, times, {"top-api-separator": "-S-"})
