"""An exchange is broken at every single byte, in both directions: right results or errors, in time, no write twice."""

from __future__ import annotations

import asyncio
import gzip
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

import pytest
from client_shop import ShopGoodsPushRequest, ShopGoodsPushResponse
from raw_server import Line, raw_server
from topclient._runtime.calls.retry import RetryPolicy
from topclient._runtime.client import AsyncClient, Client
from topclient._runtime.errors import CallTimeoutError, ConnectError, ReplyError, TopError, TransportError

pytestmark = pytest.mark.slow

WORKERS = 8
WAITING_WORKERS = 40
QUICK = RetryPolicy(first_wait=0.001, longest_wait=0.002)
TIMEOUT = 1.0
"""Seconds that a call may take whose other side says nothing more."""
SLACK = 3.0
"""Seconds that the machine may be busy with the other threads."""
SENT = ShopGoodsPushResponse(integer=2**60, text="袜")

Way = Literal["close", "reset", "hang", "half"]
"""``half``: the server says that it will say nothing more, but reads on."""


@dataclass(kw_only=True, slots=True)
class ShopGoodsGetRequest(ShopGoodsPushRequest):
    """The same as a question."""

    __api__ = replace(ShopGoodsPushRequest.__api__, name="taobao.shop.goods.get")


JSON = f'{{"shop_goods_push_response":{{"integer":{2**60},"text":"袜","request_id":"r"}}}}'.encode()
SIMPLE = f'{{"integer":"{2**60}","text":"袜","request_id":"r"}}'.encode()
XML = (
    f'<?xml version="1.0"?><shop_goods_push_response><integer>{2**60}</integer><text>袜</text>'
    "</shop_goods_push_response><!--top-->"
).encode()


def _with_length(body: bytes, headers: bytes = b"") -> bytes:
    return b"HTTP/1.1 200 OK\r\n%sContent-Length: %d\r\n\r\n%s" % (headers, len(body), body)


def _chunked(body: bytes, headers: bytes = b"") -> bytes:
    pieces = [body[start : start + 30] for start in range(0, len(body), 30)]
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces)
    return b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n%s\r\n%s0\r\n\r\n" % (headers, chunks)


_GZIP = b"Content-Encoding: gzip\r\n"
FORMS = {
    "JSON": _with_length(JSON),
    "simplified JSON in gzip": _with_length(gzip.compress(SIMPLE, mtime=0), _GZIP),
    "JSON in chunks": _chunked(JSON),
    "XML in gzip in chunks": _chunked(gzip.compress(XML, mtime=0), _GZIP),
    "JSON without length": b"HTTP/1.1 200 OK\r\n\r\n" + JSON,
    "XML without length": b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + XML,
    "XML": _with_length(XML),
}


@dataclass(frozen=True)
class Case:
    """One exchange that breaks."""

    way: Way
    reads: int | None = None
    """The server stops after so many bytes of the request; None when it reads all of them."""
    form: str = "JSON"
    writes: int | None = None
    """The server stops after so many bytes of its answer; None when it writes all of them."""
    reused: bool = False
    """Whether a good exchange on the same connection goes before."""
    question: bool = False


@dataclass
class Faulty:
    """A server that breaks the next exchange as the test says, and answers all others; one caller at a time."""

    case: Case | None = None
    executed: int = 0
    """Requests that arrived whole."""
    broken: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def script(self, line: Line) -> None:
        while True:
            # Whoever reads the first byte of the exchange that is to break takes it on.
            first = line.socket.recv(1, socket.MSG_PEEK) if not self._breaks_unread() else b"x"
            if not first:
                return
            with self.lock:
                case, self.case = (self.case, None) if self._armed() else (None, self.case)
            if case is None:
                self._answer(line, FORMS["JSON"])
            else:
                self.broken += 1
                self._break(line, case)
                return

    def _armed(self) -> bool:
        return self.case is not None

    def _breaks_unread(self) -> bool:
        return self.case is not None and self.case.reads == 0 and not self.case.reused

    def _answer(self, line: Line, answer: bytes) -> None:
        line.read_request()
        self.executed += 1
        line.send(answer)

    def _break(self, line: Line, case: Case) -> None:
        if case.reads is None:
            self._answer(line, FORMS[case.form][: case.writes])
        else:
            _read_exactly(line, case.reads)
        if case.way == "hang":
            line.socket.settimeout(TIMEOUT + SLACK)
            while line.socket.recv(65536):
                pass
        elif case.way == "reset":
            line.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        elif case.way == "half":
            line.socket.shutdown(socket.SHUT_WR)
            line.socket.settimeout(1)
            while line.socket.recv(65536):
                pass


def _read_exactly(line: Line, count: int) -> None:
    while count:
        data = line.socket.recv(count)
        if not data:
            raise ConnectionError
        count -= len(data)


Call = Callable[[Any, float], Any]


@contextmanager
def sync_client(url: str) -> Iterator[Call]:
    with Client("12345678", "secret", gateway=url, retry=QUICK, clock=lambda: datetime(2016, 1, 1)) as client:
        yield lambda request, deadline: client.execute(request, deadline=deadline)


def async_client(name: str) -> Callable[[str], Any]:
    @contextmanager
    def open_client(url: str) -> Iterator[Call]:
        with asyncio.Runner() as runner:
            client = AsyncClient(
                "12345678", "secret", gateway=url, retry=QUICK, clock=lambda: datetime(2016, 1, 1), transport=name
            )
            yield lambda request, deadline: runner.run(run(client, request, deadline))
            runner.run(client.aclose())

    return open_client


async def run(client: AsyncClient, request: Any, deadline: float) -> Any:
    await asyncio.sleep(0.001)  # the loop hears of what happened while it did not run
    return await client.execute(request, deadline=deadline)


def run_case(faulty: Faulty, call: Call, case: Case) -> str | None:
    """What was wrong; None when all was well."""
    request = ShopGoodsGetRequest(pid=1) if case.question else ShopGoodsPushRequest(pid=1)
    if case.reused:
        call(request, 10)
    faulty.case, faulty.executed, faulty.broken = case, 0, 0
    start = time.monotonic()
    result: Any
    try:
        result = call(request, TIMEOUT if case.way == "hang" else 10)
    except TopError as error:
        result = error
    except BaseException as error:
        return f"{case}: no TopError, but {error!r}"
    taken = time.monotonic() - start
    wrong = _find_fault(faulty, case, result, taken)
    faulty.case = None
    return f"{case}: {wrong}: {result!r}, {faulty.executed} times executed" if wrong else None


def _find_fault(faulty: Faulty, case: Case, result: Any, taken: float) -> str | None:
    if faulty.broken != 1:
        return f"broken {faulty.broken} times"
    if taken > TIMEOUT + SLACK:
        return f"took {taken:.1f} s"
    if faulty.executed > 1 and not case.question:
        return "a write was executed twice"
    if not isinstance(result, TopError):
        return None if result == SENT else "a wrong result"
    if faulty.executed and isinstance(result, ConnectError):
        return "was executed, but is said not to have been"
    if case.question and case.way != "hang":
        return "a question was not asked again"
    if case.reads is None and case.writes is None and case.way not in ("reset", "hang"):
        return "a whole answer was not taken"
    if case.way == "hang":
        return None if isinstance(result, CallTimeoutError) else "no timeout"
    return None if isinstance(result, TransportError | ReplyError) else "an error of another kind"


def run_all(open_client: Callable[[str], Any], cases: list[Case], workers: int = WORKERS) -> None:
    """All cases, shared out among threads with a server and a client each."""

    def work(mine: list[Case]) -> list[str]:
        faulty = Faulty()
        with ExitStack() as stack:
            server = stack.enter_context(raw_server(faulty.script))
            call = stack.enter_context(open_client(server.url))
            call(ShopGoodsPushRequest(pid=1), 30)
            return [wrong for case in mine if (wrong := run_case(faulty, call, case))]

    with ThreadPoolExecutor(workers) as pool:
        found = [wrong for one in pool.map(work, [cases[start::workers] for start in range(workers)]) for wrong in one]
    assert not found, f"{len(found)} of {len(cases)}:\n" + "\n".join(found[:20])


def _length_of_the_request(open_client: Callable[[str], Any]) -> int:
    lengths = []

    def script(line: Line) -> None:
        lengths.append(len(line.read_request()))
        line.send(FORMS["JSON"])

    with raw_server(script) as server, open_client(server.url) as call:
        call(ShopGoodsPushRequest(pid=1), 10)
    return lengths[0]


@pytest.fixture
def open_client(transport_name: str) -> Any:
    return async_client(transport_name.removeprefix("async ")) if " " in transport_name else sync_client


WAYS: tuple[Way, ...] = ("close", "reset", "half")


def test_a_request_that_the_server_stops_reading_at_any_byte(open_client: Any) -> None:
    length = _length_of_the_request(open_client)
    cases = [Case(WAYS[at % 3], reads=at, reused=at % 2 == 0) for at in range(length)]
    run_all(open_client, cases)


def test_an_answer_that_stops_at_any_byte(open_client: Any, transport_name: str) -> None:
    step = 3 if transport_name == "async httpx2" else 1  # what parses the answer is that of the other one
    cases = [
        Case(WAYS[(at + index) % 3], form=form, writes=at, reused=at % 5 == 0, question=at % 7 == 0)
        for index, (form, answer) in enumerate(FORMS.items())
        for at in range(index % step, len(answer), step)
    ]
    run_all(open_client, cases + [Case("close", form=form) for form in FORMS])


def test_a_server_that_says_nothing_more_after_any_byte(open_client: Any) -> None:
    length = _length_of_the_request(open_client)
    cases = [Case("hang", reads=at) for at in range(0, length, 7)]
    cases += [Case("hang", form="JSON in chunks", writes=at) for at in range(0, len(FORMS["JSON in chunks"]), 3)]
    run_all(open_client, cases, WAITING_WORKERS)


@pytest.mark.parametrize("way", ["close", "half", "reset"])
def test_a_write_takes_a_new_connection_when_the_server_has_closed_the_kept_one(open_client: Any, way: Way) -> None:
    executed = []

    def script(line: Line) -> None:
        executed.append(line.read_request())
        line.send(FORMS["JSON"])
        time.sleep(0.02)  # or a reset overtakes the answer
        if way == "reset":
            line.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        elif way == "half":
            line.socket.shutdown(socket.SHUT_WR)
            executed.append(line.read_request())

    with raw_server(script) as server, open_client(server.url) as call:
        for count in (1, 2, 3):
            assert call(ShopGoodsPushRequest(pid=1), 10) == SENT
            assert len(executed) == server.connections == count
            time.sleep(0.05)
