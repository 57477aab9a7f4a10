"""Closing ends a call whatever it waits for just then, with each transport.

Each test waits until that state is reached. What may have been executed is a ``TransportError``; what was not sent is
a ``ConnectError``.
"""

from __future__ import annotations

import socket
import ssl
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx2
import pytest
from raw_server import Line, answer_of, raw_server, wait_until
from topclient._runtime.errors import ConnectError, TransportError
from topclient._runtime.reply import Reply
from topclient._runtime.transport import interface
from topclient._runtime.transport.interface import HttpRequest, Timeouts
from transport_variants import Caller

SOON = 3
"""Seconds in which a call has to end; each would wait for 20 by itself."""
NOWHERE = "http://127.0.0.1:9/router/rest"


def request_to(url: str, body: bytes = b"a=1") -> HttpRequest:
    return HttpRequest(url, "text/plain", body, Timeouts(20, 20))


def check_end(call: Future[Reply], kind: type[TransportError]) -> None:
    fault = call.exception(SOON)
    assert type(fault) is kind and "the client was closed" in str(fault), repr(fault)


@contextmanager
def silent_server(wanted: bytes, answer: bytes = b"") -> Iterator[tuple[str, threading.Event, threading.Event]]:
    """A server that answers only this, to what begins so; its events are: that came; the client's end was closed."""
    asked, gone = threading.Event(), threading.Event()

    def script(line: Line) -> None:
        data = line.socket.recv(65536)
        if not data.startswith(wanted):
            return
        line.send(answer)
        asked.set()
        with suppress(OSError):
            while line.socket.recv(65536):
                pass
        gone.set()

    with raw_server(script) as server:
        yield server.url, asked, gone


@pytest.mark.parametrize(
    "answer", [b"", answer_of(b"1234")[:-1], b"HTTP/1.1 200 OK\r\nContent-Le"], ids=["waiting", "body", "headers"]
)
def test_a_call_that_waits_for_its_answer(caller: Caller, answer: bytes) -> None:
    with silent_server(b"POST ", answer) as (url, asked, gone):
        call = caller.start(request_to(url))
        assert asked.wait(SOON)
        caller.close()
        check_end(call, TransportError)
        assert gone.wait(SOON)


def test_a_call_that_nobody_reads(caller: Caller) -> None:
    arrived, ended, gone = threading.Event(), threading.Event(), threading.Event()

    def peek_only(line: Line) -> None:
        while len(line.socket.recv(65536, socket.MSG_PEEK)) < 65536:
            pass
        arrived.set()
        ended.wait(SOON)
        with suppress(OSError):
            while line.socket.recv(65536):
                pass
        gone.set()

    with raw_server(peek_only) as server:
        call = caller.start(request_to(server.url, bytes(32 * 1024 * 1024)))
        assert arrived.wait(SOON)
        caller.close()
        check_end(call, TransportError)
        ended.set()
        assert gone.wait(SOON)


def test_calls_that_wait_for_their_turn(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interface, "MAX_CONNECTIONS", 1)
    with silent_server(b"POST ") as (url, asked, _):
        first = caller.start(request_to(url))
        assert asked.wait(SOON)
        others = [caller.start(request_to(url)) for _ in range(3)]
        caller.close()
        check_end(first, TransportError)
        for call in others:  # which may have come too late for the queue
            assert isinstance(call.exception(SOON), ConnectError | RuntimeError)


def test_a_call_for_which_certificates_are_being_read(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    making, closed = threading.Event(), threading.Event()

    def slow(make: Callable[..., Any]) -> Callable[..., Any]:
        def wait_and_make(*args: Any, **kwargs: Any) -> Any:
            making.set()
            closed.wait(SOON)
            return make(*args, **kwargs)

        return wait_and_make

    monkeypatch.setattr(httpx2, "create_ssl_context", slow(httpx2.create_ssl_context))
    monkeypatch.setattr(ssl, "create_default_context", slow(ssl.create_default_context))
    with silent_server(b"POST ") as (url, asked, _):
        call = caller.start(request_to(url.replace("http:", "https:")))
        assert making.wait(SOON)
        caller.close_elsewhere()
        closed.set()
        assert isinstance(call.exception(SOON), ConnectError | RuntimeError)
        assert not asked.is_set()


def test_a_call_whose_host_is_being_looked_up(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    looking, over = threading.Event(), threading.Event()
    known = socket.getaddrinfo

    def slow(host: Any, *args: Any, **kwargs: Any) -> Any:
        if host != "gateway.invalid":
            return known(host, *args, **kwargs)
        looking.set()
        over.wait()
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    try:
        call = caller.start(request_to("http://gateway.invalid/router/rest"))
        assert looking.wait(SOON)
        caller.close()
        check_end(call, ConnectError)
    finally:
        over.set()


@contextmanager
def full_backlog() -> Iterator[int]:
    """The number of a port that lets nobody in: those who try wait for an answer to their first packet."""
    with ExitStack() as stack:
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        for _ in range(4):
            filling = stack.enter_context(socket.socket())
            filling.setblocking(False)
            filling.connect_ex(listener.getsockname())
        yield listener.getsockname()[1]


def count_connecting(port: int) -> int:
    """How many sockets of this machine wait for the first answer of a port: state 02, SYN_SENT."""
    lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return sum(line[2].endswith(f":{port:04X}") and line[3] == "02" for line in lines)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells in which state a connection is")
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_call_that_is_connecting(caller: Caller, scheme: str) -> None:
    with full_backlog() as port:
        wait_until(lambda: count_connecting(port) > 0)
        before = count_connecting(port)
        call = caller.start(request_to(f"{scheme}://127.0.0.1:{port}/router/rest"))
        wait_until(lambda: count_connecting(port) > before)
        caller.close()
        check_end(call, ConnectError)


def test_a_call_whose_handshake_nobody_answers(caller: Caller) -> None:
    with silent_server(b"\x16\x03") as (url, asked, gone):
        call = caller.start(request_to(url.replace("http:", "https:")))
        assert asked.wait(SOON)
        caller.close()
        check_end(call, ConnectError)
        assert gone.wait(SOON)


@pytest.mark.parametrize(
    ("scheme", "wanted", "answer"),
    [
        ("http", b"CONNECT ", b""),
        ("http", b"CONNECT ", b"HTTP/1.1 200 OK\r\n\r\n"),  # and then nobody answers the handshake
        ("socks5", b"\x05", b""),
        ("socks5", b"\x05", b"\x05\x00"),
    ],
)
def test_a_call_whose_proxy_says_no_more(
    caller: Caller,
    transport_name: str,
    monkeypatch: pytest.MonkeyPatch,
    scheme: str,
    wanted: bytes,
    answer: bytes,
) -> None:
    if scheme == "socks5":
        pytest.importorskip("socksio", reason="httpx2 needs it for SOCKS")
        if "aiohttp" in transport_name:
            pytest.skip("aiohttp knows no SOCKS")
    with silent_server(wanted, answer) as (url, asked, gone):
        monkeypatch.setenv("HTTPS_PROXY", url.replace("http:", f"{scheme}:").removesuffix("/router/rest"))
        monkeypatch.delenv("NO_PROXY", raising=False)
        call = caller.start(request_to("https://gateway.invalid/router/rest"))
        assert asked.wait(SOON), call.exception(0)
        caller.close()
        check_end(call, ConnectError)
        assert gone.wait(SOON)


def test_a_call_that_begins_after_all(caller: Caller) -> None:
    caller.close()
    with pytest.raises(RuntimeError, match="this client is closed"):
        caller.start(request_to(NOWHERE)).result(SOON)
