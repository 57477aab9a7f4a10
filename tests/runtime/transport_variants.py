"""The three transports behind one object, whose calls go on in the background."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Protocol

import pytest
from topclient._runtime.encoding.uploads import Multipart
from topclient._runtime.reply import Reply
from topclient._runtime.transport.interface import HttpRequest, Timeouts, find_async_transport, find_transport

_needs_aiohttp = pytest.mark.skipif(find_spec("aiohttp") is None, reason="the extra aiohttp is not installed")
each_async_transport = pytest.mark.parametrize("transport", ["httpx2", pytest.param("aiohttp", marks=_needs_aiohttp)])
NAMES = ["httpx2", "async httpx2", pytest.param("async aiohttp", marks=_needs_aiohttp)]
_FIVE = Timeouts(5, 5)


class Caller(Protocol):
    """A transport to send with."""

    def start(self, request: HttpRequest) -> Future[Reply]: ...
    def send(self, request: HttpRequest) -> Reply: ...
    def close(self) -> None: ...
    def close_elsewhere(self) -> None:
        """Close in another thread, and another event loop, than those of the calls."""


class _SyncCaller:
    def __init__(self, threads: ThreadPoolExecutor) -> None:
        self._transport = find_transport("httpx2")
        self._threads = threads

    def start(self, request: HttpRequest) -> Future[Reply]:
        return self._threads.submit(self._transport.send, request)

    def send(self, request: HttpRequest) -> Reply:
        return self.start(request).result()

    def close(self) -> None:
        self._transport.close()

    close_elsewhere = close


class _AsyncCaller:
    def __init__(self, name: str, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = find_async_transport(name)
        self._loop = loop

    def start(self, request: HttpRequest) -> Future[Reply]:
        return asyncio.run_coroutine_threadsafe(self._transport.send(request), self._loop)

    def send(self, request: HttpRequest) -> Reply:
        return self.start(request).result()

    def close(self) -> None:
        asyncio.run_coroutine_threadsafe(self._transport.aclose(), self._loop).result(10)

    def close_elsewhere(self) -> None:
        asyncio.run(self._transport.aclose())


@contextmanager
def running_loop() -> Iterator[asyncio.AbstractEventLoop]:
    """Run an event loop in a thread of its own."""
    with asyncio.Runner() as runner:
        loop = runner.get_loop()
        thread = threading.Thread(target=loop.run_forever)
        thread.start()
        try:
            yield loop
        finally:
            loop.call_soon_threadsafe(loop.stop)
            thread.join()


@contextmanager
def open_caller(name: str) -> Iterator[Caller]:
    """Open a transport by its name, until the block ends."""
    caller: Caller
    if name.startswith("async "):
        with running_loop() as loop:
            caller = _AsyncCaller(name.removeprefix("async "), loop)
            try:
                yield caller
            finally:
                caller.close()
    else:
        with ThreadPoolExecutor() as threads:
            caller = _SyncCaller(threads)
            try:
                yield caller
            finally:
                caller.close()


def post(url: str, body: bytes | Multipart = b"a=1", times: Timeouts = _FIVE) -> HttpRequest:
    """Return a request with a header that not every request has."""
    return HttpRequest(url, "text/plain", body, times, {"top-api-separator": "-S-"})
