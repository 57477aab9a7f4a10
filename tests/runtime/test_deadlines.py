"""No call outlives its deadline, whatever the other side does with its bytes."""

from __future__ import annotations

import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from raw_server import Line, Script, answer_of, raw_server, seconds_since
from topclient._runtime.encoding.uploads import FilePart, Multipart
from topclient._runtime.errors import ArgumentError, CallTimeoutError, ConnectError
from topclient._runtime.transport.interface import HttpRequest, Timeouts
from transport_variants import Caller

DEADLINE = 0.4
SLACK = 0.3
LONG = Timeouts(connect=20, read=20)
ANSWER = answer_of(b'{"a":1}')


def say_nothing(line: Line) -> None:
    line.read_request()
    line.over.wait()


def read_nothing(line: Line) -> None:
    line.over.wait()


def read_slowly(line: Line) -> None:
    while line.socket.recv(512) and not line.over.wait(0.05):
        pass


def drip_headers(line: Line) -> None:
    line.read_request()
    line.drip(ANSWER)


def drip_endless_headers(line: Line) -> None:
    line.read_request()
    line.send(b"HTTP/1.1 200 OK\r\n")
    line.drip(b"X-More: 1\r\n" * 1000)


def drip_informational_answers(line: Line) -> None:
    line.read_request()
    while not line.over.wait(0.05):
        line.send(b"HTTP/1.1 103 Early Hints\r\n\r\n")


def drip_body(line: Line) -> None:
    line.read_request()
    line.send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    line.drip(b" " * 1000)


def drip_chunks(line: Line) -> None:
    line.read_request()
    line.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    line.drip(b"1\r\n \r\n" * 1000)


def drip_trailers(line: Line) -> None:
    line.read_request()
    line.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n")
    line.drip(b"X-More: 1\r\n" * 1000)


def stop_inside_the_body(line: Line) -> None:
    line.read_request()
    line.send(ANSWER[:-3])
    line.over.wait()


def request(url: str, body: Any = b"a=1", deadline: float | None = DEADLINE, timeouts: Timeouts = LONG) -> HttpRequest:
    until = None if deadline is None else time.monotonic() + deadline
    return HttpRequest(url, "text/plain", body, timeouts, deadline=until)


SCRIPTS = [
    say_nothing,
    drip_headers,
    drip_endless_headers,
    drip_informational_answers,
    drip_body,
    drip_chunks,
    drip_trailers,
    stop_inside_the_body,
]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.__name__)
def test_a_call_ends_at_its_deadline(caller: Caller, script: Script) -> None:
    with raw_server(script) as server:
        start = time.monotonic()
        with pytest.raises(CallTimeoutError):
            caller.send(request(server.url))
        assert DEADLINE - 0.05 < seconds_since(start) < DEADLINE + SLACK


@pytest.mark.parametrize("script", [read_nothing, read_slowly], ids=lambda script: script.__name__)
def test_an_upload_that_nobody_reads_ends_at_its_deadline(caller: Caller, script: Script) -> None:
    large = bytes(8 * 1024 * 1024)
    file = Multipart({}, {"f": FilePart("f", "text/plain", len(large), large)})
    for body in (large, file):
        with raw_server(script) as server:
            start = time.monotonic()
            with pytest.raises(CallTimeoutError):
                caller.send(request(server.url, body))
            assert DEADLINE - 0.05 < seconds_since(start) < DEADLINE + SLACK


def test_a_handshake_that_nobody_answers_ends_at_its_deadline(caller: Caller) -> None:
    with raw_server(read_nothing) as server:
        start = time.monotonic()
        with pytest.raises(ConnectError):
            caller.send(request(server.url.replace("http:", "https:")))
        assert seconds_since(start) < DEADLINE + SLACK


def test_a_name_that_is_resolved_too_late_ends_at_its_deadline(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    known, answered = socket.getaddrinfo, threading.Event()

    def slow(host: Any, *args: Any, **kwargs: Any) -> Any:
        if host == "gateway.invalid":
            answered.wait()
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return known(host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    # Only after the deadline does the resolver answer, with what would be another error.
    timer = threading.Timer(DEADLINE + SLACK, answered.set)
    timer.start()
    with pytest.raises(ConnectError):
        caller.send(request("http://gateway.invalid/router/rest"))
    timer.join()


@contextmanager
def deaf_address() -> Iterator[str]:
    """The address of a gateway that lets nobody in: its queue is full, so that further packets are dropped."""
    with ExitStack() as stack:
        server = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        for _ in range(3):
            filling = stack.enter_context(socket.socket())
            filling.setblocking(False)
            filling.connect_ex(server.getsockname())
        yield f"http://127.0.0.1:{server.getsockname()[1]}/router/rest"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse where Linux drops")
def test_a_connection_that_is_not_made_by_the_deadline_leaves_the_call_unexecuted(caller: Caller) -> None:
    with deaf_address() as url:
        start = time.monotonic()
        with pytest.raises(ConnectError):
            caller.send(request(url))
        assert DEADLINE - 0.05 < seconds_since(start) < DEADLINE + SLACK


@pytest.mark.parametrize("kind", ["http", "socks5"])
def test_a_proxy_that_never_answers_leaves_the_call_unexecuted(
    caller: Caller, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with raw_server(read_nothing) as proxy:
        address = proxy.url.removesuffix("/router/rest").replace("http:", f"{kind}:")
        monkeypatch.setenv("https_proxy", address)
        with pytest.raises((ConnectError, ArgumentError)):  # aiohttp knows no SOCKS
            caller.send(request("https://gateway.invalid/router/rest"))


def test_a_call_whose_deadline_is_over_is_not_sent(caller: Caller) -> None:
    with raw_server(say_nothing) as server:
        with pytest.raises(ConnectError):
            caller.send(request(server.url, deadline=-1))
        assert server.connections == 0


def test_without_a_deadline_the_time_between_two_bytes_is_limited(caller: Caller) -> None:
    with raw_server(say_nothing) as server, pytest.raises(CallTimeoutError):
        caller.send(request(server.url, deadline=None, timeouts=Timeouts(read=0.2)))


def answer_slowly(line: Line) -> None:
    line.read_request()
    line.drip(ANSWER, 0.002)


def test_a_slow_answer_that_comes_before_the_deadline_is_read(caller: Caller) -> None:
    with raw_server(answer_slowly) as server:
        assert caller.send(request(server.url, deadline=5)).body == b'{"a":1}'
