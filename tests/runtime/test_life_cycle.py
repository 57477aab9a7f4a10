"""The life of a client: forks, event loops one after the other, closing, losing, and calls that are broken off."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
import timeit
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import client_processes
import pytest
from echo_gateway import SLOW, answer_to, ask, ask_async, echo, read_number
from raw_server import Line, answer_of, raw_server
from topclient._runtime.client import AsyncClient, Client
from topclient._runtime.errors import CallTimeoutError
from topclient._runtime.oauth.flow import AsyncOAuth
from topclient._runtime.transport.interface import HttpRequest, find_async_transport
from topclient._runtime.transport.per_loop import PerLoop
from transport_variants import each_async_transport, running_loop

pytestmark = pytest.mark.slow


def run_process(life: Callable[[str, str], None], url: str, transport: str, *options: str) -> tuple[int, str]:
    """Run a function of ``client_processes`` in a process of its own; return its exit code and what is on stderr."""
    program = [sys.executable, *options, client_processes.__file__, life.__name__, url, transport]
    ended = subprocess.run(program, capture_output=True, text=True, timeout=30, check=False)
    return ended.returncode, ended.stderr


needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no forks")


@needs_fork
@pytest.mark.parametrize(
    ("life", "transport", "connections"),
    [
        (client_processes.fork, "httpx2", 2),
        (client_processes.fork_and_close, "httpx2", 1),
        (client_processes.fork_between_loops, "httpx2", 3),
        (client_processes.fork_between_loops, "aiohttp", 3),
        (client_processes.fork_in_a_loop, "httpx2", 2),
        (client_processes.fork_in_a_loop, "aiohttp", 2),
    ],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
def test_after_a_fork_each_process_gets_its_own_answers(
    life: Callable[[str, str], None], transport: str, connections: int
) -> None:
    with raw_server(echo) as server:
        assert run_process(life, server.url, transport, "-W", "ignore") == (0, "")
        # And the parent goes on with the connection that it had.
        assert server.connections == connections


@pytest.mark.parametrize(
    ("life", "transport"),
    [
        (client_processes.never_close, "httpx2"),
        (client_processes.never_close_async, "httpx2"),
        (client_processes.never_close_async, "aiohttp"),
        (client_processes.lose_in_a_loop, "httpx2"),
        (client_processes.lose_in_a_loop, "aiohttp"),
        (client_processes.leave_a_call, "httpx2"),
        (client_processes.leave_a_call, "aiohttp"),
    ],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
def test_a_client_that_nobody_closes_is_quiet_but_for_python_s_own_warnings(
    life: Callable[[str, str], None], transport: str
) -> None:
    with raw_server(echo) as server:
        code, output = run_process(life, server.url, transport, "-X", "dev")
    # Besides, the debug mode of asyncio finds that importing an HTTP library in an event loop takes long.
    other = (" ", "ResourceWarning: Enable tracemalloc", "Executing <Task")
    lines = [line for line in output.splitlines() if not line.startswith(other)]
    assert code == 0 and all("ResourceWarning: unclosed" in line for line in lines)


@pytest.mark.parametrize(
    "life", [client_processes.fork, client_processes.fork_in_a_loop], ids=lambda life: life.__name__
)
@needs_fork
def test_a_client_that_is_closed_leaves_nothing(life: Callable[[str, str], None]) -> None:
    with raw_server(echo) as server:
        code, output = run_process(life, server.url, "httpx2", "-X", "dev")
    assert code == 0 and "Warning" not in output.replace("DeprecationWarning: This process", "")


def test_to_know_where_a_call_is_made_costs_less_than_a_microsecond() -> None:
    held = PerLoop(object, id)
    held.find()
    assert min(timeit.repeat(held.find, number=1000, repeat=20)) / 1000 < 1e-6


@each_async_transport
def test_one_client_serves_event_loops_one_after_the_other(transport: str) -> None:
    async def work(first: int) -> list[int]:
        return await asyncio.gather(*(ask_async(client, first + number) for number in range(10)))

    with raw_server(echo) as server:
        client = AsyncClient("k", "s", gateway=server.url, transport=transport)
        for first in (100, 200, 300):
            assert asyncio.run(work(first)) == list(range(first, first + 10))
        asyncio.run(client.aclose())


@each_async_transport
def test_one_client_serves_event_loops_of_several_threads(transport: str) -> None:
    def work(first: int) -> list[int]:
        async def ask_all() -> list[int]:
            return [await ask_async(client, first + number) for number in range(50)]

        return asyncio.run(ask_all())

    with raw_server(echo) as server, ThreadPoolExecutor(4) as threads:
        client = AsyncClient("k", "s", gateway=server.url, transport=transport)
        for thread, numbers in enumerate(threads.map(work, range(0, 400, 100))):
            assert numbers == list(range(thread * 100, thread * 100 + 50))
        asyncio.run(client.aclose())


@each_async_transport
def test_closing_in_one_event_loop_closes_the_connections_of_another(transport: str) -> None:
    ended = threading.Event()

    def note_end(line: Line) -> None:
        try:
            echo(line)
        finally:
            ended.set()

    with raw_server(note_end) as server, running_loop() as loop:
        client = AsyncClient("k", "s", gateway=server.url, transport=transport)
        assert asyncio.run_coroutine_threadsafe(ask_async(client, 1), loop).result(5) == 1
        asyncio.run(client.aclose())
        assert ended.wait(5)
        with pytest.raises(RuntimeError, match="this client is closed"):
            asyncio.run_coroutine_threadsafe(ask_async(client, 2), loop).result(5)


@each_async_transport
def test_oauth_serves_event_loops_one_after_the_other(transport: str) -> None:
    def give_token(line: Line) -> None:
        while line.read_request():
            line.send(answer_of(b'{"access_token":"6200","expires_in":1}'))

    with raw_server(give_token) as server:
        oauth = AsyncOAuth("k", "s", server=server.url, transport=transport)
        for _ in range(2):
            assert asyncio.run(oauth.refresh("6201")).access_token == "6200"
        asyncio.run(oauth.aclose())
        with pytest.raises(RuntimeError, match="this client is closed"):
            asyncio.run(oauth.refresh("6201"))


@each_async_transport
def test_after_a_cancelled_call_the_next_one_gets_its_own_answer(transport: str) -> None:
    async def run(url: str) -> None:
        async with AsyncClient("k", "s", gateway=url, transport=transport) as client:
            for number in range(10):
                with pytest.raises(TimeoutError):
                    await asyncio.wait_for(ask_async(client, SLOW + number), 0.01 * number)
                assert await ask_async(client, number) == number

    with raw_server(echo) as server:
        asyncio.run(run(server.url))


def drip(line: Line) -> None:
    """Answers byte by byte with the number that was asked."""
    while True:
        line.drip(answer_to(read_number(line)), 0.0005)


@each_async_transport
@pytest.mark.parametrize("cancelled", [False, True])
def test_what_was_not_yet_sent_is_dropped_with_the_call(transport: str, cancelled: bool) -> None:
    size = 32 * 1024 * 1024
    arriving, broken_off, read_all = threading.Event(), threading.Event(), threading.Event()
    received: list[int] = []

    def read_later(line: Line) -> None:
        received.append(len(line.socket.recv(1024)))
        arriving.set()
        broken_off.wait(5)
        line.socket.settimeout(5)
        with suppress(ConnectionError):
            while data := line.socket.recv(1024 * 1024):
                received.append(len(data))
        read_all.set()

    async def run(url: str) -> None:
        sender = find_async_transport(transport)
        deadline = time.monotonic() + (20 if cancelled else 0.5)
        call = asyncio.create_task(sender.send(HttpRequest(url, "text/plain", bytes(size), deadline=deadline)))
        assert await asyncio.to_thread(arriving.wait, 5)
        if cancelled:
            call.cancel()
        with pytest.raises(asyncio.CancelledError if cancelled else CallTimeoutError):
            await call
        broken_off.set()
        assert await asyncio.to_thread(read_all.wait, 5)
        await sender.aclose()

    with raw_server(read_later) as server:
        asyncio.run(run(server.url))
    assert 0 < sum(received) < size


@each_async_transport
def test_an_answer_that_was_half_read_is_not_read_on_by_the_next_call(transport: str) -> None:
    async def run(url: str) -> None:
        async with AsyncClient("k", "s", gateway=url, transport=transport) as client:
            for number in range(10):
                task = asyncio.create_task(ask_async(client, SLOW + number))
                await asyncio.sleep(0.005 * number)
                task.cancel()
                task.cancel()
                assert await ask_async(client, number) == number

    with raw_server(drip) as server:
        asyncio.run(run(server.url))


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal")
def test_an_interrupted_call_leaves_nothing_to_the_next_one() -> None:
    with raw_server(drip) as server, Client("k", "s", gateway=server.url) as client:
        for number in range(10):
            timer = threading.Timer(0.01 + 0.003 * number, os.kill, (os.getpid(), signal.SIGINT))
            with pytest.raises(KeyboardInterrupt):
                timer.start()
                while True:
                    ask(client, SLOW + number)
            assert ask(client, number) == number
            timer.join()
