"""Closing: who lets go of the connections, what happens to calls meanwhile, and what is left."""

from __future__ import annotations

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from client_variants import NOWHERE
from echo_gateway import SLOW, ask, ask_async, echo
from raw_server import Line, raw_server, seconds_since, wait_until
from topclient._runtime.calls.rate_limit import RateLimit
from topclient._runtime.calls.retry import NO_RETRY, RetryPolicy
from topclient._runtime.client import AsyncClient, Client
from topclient._runtime.errors import TopError, TransportError
from topclient._runtime.oauth.flow import OAuth
from topclient._runtime.transport import interface as limits
from transport_variants import each_async_transport


def test_a_closed_client_says_so_and_opens_nothing() -> None:
    with raw_server(echo) as server:
        with Client("k", "s", gateway=server.url) as client:
            copy = client.with_options(session="another")
            assert ask(client, 1) == 1
        client.close()
        for one in (client, copy):
            with pytest.raises(RuntimeError, match="this client is closed"):
                ask(one, 2)
        assert server.connections == 1
    oauth = OAuth("k", "s", server="http://127.0.0.1:9")
    oauth.close()
    oauth.close()
    with pytest.raises(RuntimeError, match="this client is closed"):
        oauth.refresh("6201")


@each_async_transport
def test_a_closed_client_says_so_when_it_is_awaited(transport: str) -> None:
    async def run(url: str) -> None:
        async with AsyncClient("k", "s", gateway=url, transport=transport) as client:
            assert await ask_async(client, 1) == 1
        await client.aclose()
        for one in (client, client.with_options(session="another")):
            with pytest.raises(RuntimeError, match="this client is closed"):
                await ask_async(one, 2)

    with raw_server(echo) as server:
        asyncio.run(run(server.url))
        assert server.connections == 1


def test_copies_come_and_go_while_the_client_calls() -> None:
    over = threading.Event()

    def copy_and_close() -> None:
        while not over.is_set():
            with client.with_options(session="another") as copy:
                assert ask(copy, 1) == 1
            copy.close()

    with raw_server(echo) as server, ThreadPoolExecutor(6) as threads:
        client = Client("k", "s", gateway=server.url, retry=NO_RETRY)
        copying = [threads.submit(copy_and_close) for _ in range(2)]
        calling = [threads.submit(ask, client, SLOW + number) for number in range(8)]
        assert [one.result(10) for one in calling] == list(range(SLOW, SLOW + 8))
        over.set()
        for one in copying:
            one.result(10)
        client.close()


@each_async_transport
def test_copies_come_and_go_while_the_client_awaits(transport: str) -> None:
    async def run(url: str) -> None:
        async with AsyncClient("k", "s", gateway=url, transport=transport, retry=NO_RETRY) as client:
            slow = [asyncio.create_task(ask_async(client, SLOW + number)) for number in range(8)]
            while not all(task.done() for task in slow):
                async with client.with_options(session="another") as copy:
                    assert await ask_async(copy, 1) == 1
            assert [task.result() for task in slow] == list(range(SLOW, SLOW + 8))

    with raw_server(echo) as server:
        asyncio.run(run(server.url))


def test_what_is_opened_while_the_client_is_closed_does_not_stay_open() -> None:
    lines: list[Line] = []

    def keep(line: Line) -> None:
        lines.append(line)
        echo(line)

    def call() -> None:
        with pytest.raises((TopError, RuntimeError)):
            while True:
                ask(client, 1)

    with raw_server(keep) as server, ThreadPoolExecutor(8) as threads:
        client = Client("k", "s", gateway=server.url, retry=NO_RETRY)
        calling = [threads.submit(call) for _ in range(8)]
        time.sleep(0.1)
        client.close()
        for one in calling:
            one.result(10)
        wait_until(lambda: all(line.socket.fileno() < 0 for line in lines))


@each_async_transport
def test_calls_that_wait_for_a_connection_while_the_client_is_closed_are_not_cancelled(
    transport: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def run(url: str) -> list[Any]:
        client = AsyncClient("k", "s", gateway=url, transport=transport)
        await ask_async(client, 1)
        calling = [asyncio.create_task(ask_async(client, SLOW)) for _ in range(6)]
        await asyncio.sleep(0.05)
        await client.aclose()
        return await asyncio.gather(*calling, return_exceptions=True)

    monkeypatch.setattr(limits, "MAX_CONNECTIONS", 2)
    with raw_server(echo) as server:
        ended = asyncio.run(run(server.url))
    assert len(ended) == 6 and all(isinstance(one, TopError | RuntimeError) or one == SLOW for one in ended)
    assert any(isinstance(one, TopError | RuntimeError) for one in ended)


def test_closing_ends_calls_that_would_wait_for_long() -> None:
    asked: list[bytes] = []

    def never_answer(line: Line) -> None:
        asked.append(line.read_request())
        line.over.wait()

    with raw_server(never_answer) as server, ThreadPoolExecutor(4) as threads:
        client = Client("k", "s", gateway=server.url, retry=NO_RETRY)
        waiting = [threads.submit(ask, client, 1) for _ in range(4)]
        wait_until(lambda: len(asked) == 4)
        start = time.monotonic()
        client.close()
        assert all(type(one.exception(10)) is TransportError for one in waiting)
        assert seconds_since(start) < 1


class SlowLimit(RateLimit):
    """Lets no call out for long, and tells when one waits."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = threading.Event()

    def book(self, api: str, latest: float | None = None) -> float | None:
        self.asked.set()
        return 60


@pytest.fixture(params=["rate limit", "retry"])
def waiting(request: pytest.FixtureRequest) -> tuple[Any, threading.Event]:
    """Settings with which a call waits before it is sent, or sent again; and what tells that it does."""
    if request.param == "rate limit":
        limit = SlowLimit()
        return {"rate_limit": limit}, limit.asked
    failed = threading.Event()
    return {"retry": RetryPolicy(first_wait=60, longest_wait=60), "on_attempt": lambda _: failed.set()}, failed


def test_closing_ends_the_waits_between_attempts(waiting: tuple[Any, threading.Event]) -> None:
    settings, waits = waiting
    client = Client("k", "s", gateway=NOWHERE, **settings)
    with ThreadPoolExecutor() as threads:
        call = threads.submit(ask, client.with_options(session="another"), 1)
        assert waits.wait(10)
        client.close()
        with pytest.raises(RuntimeError, match="this client is closed"):
            call.result(5)


def test_closing_ends_the_waits_between_attempts_of_tasks(waiting: tuple[Any, threading.Event]) -> None:
    settings, waits = waiting

    async def run() -> None:
        client = AsyncClient("k", "s", gateway=NOWHERE, **settings)
        call = asyncio.create_task(ask_async(client, 1))
        await asyncio.to_thread(waits.wait, 10)
        await client.aclose()
        with pytest.raises(RuntimeError, match="this client is closed"):
            await asyncio.wait_for(call, 5)

    asyncio.run(run())


@pytest.mark.parametrize("pause", [0, 0.01, 0.03, 0.1, 0.3])
def test_closing_ends_calls_wherever_they_are(pause: float) -> None:
    with raw_server(echo) as server, ThreadPoolExecutor(4) as threads:
        client = Client("k", "s", gateway=server.url, retry=NO_RETRY)
        waiting = [threads.submit(ask, client, -1) for _ in range(4)]
        time.sleep(pause)
        client.close()
        assert all(isinstance(one.exception(5), TransportError | RuntimeError) for one in waiting)
