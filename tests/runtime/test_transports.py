"""What each transport makes of an exchange: the same replies, and the same faults, whatever library is beneath."""

from __future__ import annotations

import gzip
import os
import socket
import struct
import time
import zlib

import pytest
from fake_gateway import FakeGateway
from raw_server import Line, Script, answer_of, raw_server
from topclient._runtime.errors import ReplyError, TransportError
from topclient._runtime.transport import receiving
from transport_variants import Caller, post

TEXT = b'{"a":"\xe8\xa2\x9c"}'


def test_a_reply_of_any_status_comes_back_whole(caller: Caller, gateway: FakeGateway) -> None:
    for status in (200, 404, 502):
        body = os.urandom(300_000)
        gateway.answer((status, body, {"Content-Type": "text/javascript;charset=UTF-8"}))
        reply = caller.send(post(gateway.url))
        assert (reply.status, reply.body) == (status, body)
        assert reply.headers["content-type"] == "text/javascript;charset=UTF-8"


def test_what_is_sent_is_what_was_asked_for_and_nothing_else(caller: Caller, gateway: FakeGateway) -> None:
    caller.send(post(gateway.url + "?a=%20b&c=%2B"))
    (received,) = gateway.received
    assert (received.target, received.body) == ("/router/rest?a=%20b&c=%2B", b"a=1")
    assert received.headers == {
        "host": gateway.url.split("/")[2],
        "content-type": "text/plain",
        "content-length": "3",
        "accept": "text/xml,text/javascript",
        "accept-encoding": "gzip",
        "user-agent": "topclient",
        "top-api-separator": "-S-",
    }


@pytest.mark.parametrize("encoding", ["gzip", "GZIP", "x-gzip", "deflate", "identity"])
def test_a_packed_reply_is_unpacked(caller: Caller, gateway: FakeGateway, encoding: str) -> None:
    packed = {"deflate": zlib.compress(TEXT), "identity": TEXT}
    gateway.answer((200, packed.get(encoding) or gzip.compress(TEXT), {"Content-Encoding": encoding}))
    assert caller.send(post(gateway.url)).body == TEXT


def test_a_reply_that_cannot_be_unpacked_is_none(caller: Caller, gateway: FakeGateway) -> None:
    packed = gzip.compress(TEXT)
    for encoding, body in [
        ("gzip", TEXT),
        ("gzip", packed[:-9]),
        ("gzip", packed[:-1]),
        ("gzip", packed[:-8] + bytes(8)),
        ("gzip", packed + b"more"),
        ("gzip", b""),
        ("br", TEXT),
        ("gzip, gzip", packed),
    ]:
        gateway.answer((200, body, {"Content-Encoding": encoding}))
        with pytest.raises(ReplyError, match="cannot be unpacked"):
            caller.send(post(gateway.url))


def test_a_reply_that_is_too_large_is_none(
    caller: Caller, gateway: FakeGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "MAX_BYTES", 1000)
    gateway.answer(bytes(1000))
    assert len(caller.send(post(gateway.url)).body) == 1000
    for body, headers in ((bytes(1001), {}), (gzip.compress(bytes(100_000_000), 9), {"Content-Encoding": "gzip"})):
        gateway.answer((200, body, headers))
        with pytest.raises(ReplyError, match="larger than 1000"):
            caller.send(post(gateway.url))


def cut(line: Line) -> None:
    line.read_request()
    line.send(answer_of(TEXT)[:-1])


def cut_headers(line: Line) -> None:
    line.read_request()
    line.send(b"HTTP/1.1 200 OK\r\nContent-Le")


def cut_chunks(line: Line) -> None:
    line.read_request()
    line.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n")


def hang_up(line: Line) -> None:
    line.read_request()


def hang_up_at_once(line: Line) -> None:
    """Say nothing and read nothing."""


def reset(line: Line) -> None:
    line.read_request()
    line.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def reset_in_the_body(line: Line) -> None:
    line.read_request()
    line.send(answer_of(TEXT)[:-1])
    line.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def speak_no_http(line: Line) -> None:
    line.read_request()
    line.send(b"220 mail.example.com ESMTP\r\n\r\n")


def lie_about_the_length(line: Line) -> None:
    line.read_request()
    line.send(b"HTTP/1.1 200 OK\r\nContent-Length: two\r\n\r\n{}")


def break_chunks(line: Line) -> None:
    line.read_request()
    line.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n")


def send_headers_without_end(line: Line) -> None:
    line.read_request()
    line.send(b"HTTP/1.1 200 OK\r\n")
    for index in range(20_000):
        line.send(b"X-%d: %s\r\n" % (index, b"x" * 100))


@pytest.mark.parametrize(
    "script",
    [
        cut,
        cut_headers,
        cut_chunks,
        hang_up,
        hang_up_at_once,
        reset,
        reset_in_the_body,
        speak_no_http,
        lie_about_the_length,
        break_chunks,
        send_headers_without_end,
    ],
    ids=lambda script: script.__name__,
)
def test_whether_a_broken_exchange_was_executed_is_not_known(caller: Caller, script: Script) -> None:
    with raw_server(script) as server, pytest.raises(TransportError) as caught:
        caller.send(post(server.url))
    assert type(caught.value) is TransportError and server.connections == 1


def answer_twice_to_the_first_call(line: Line) -> None:
    line.read_request()
    line.send(answer_of(b"1"))
    time.sleep(0.05)
    line.send(answer_of(b"1"))
    while True:
        line.read_request()
        line.send(answer_of(b"2"))


def test_an_answer_too_many_is_not_taken_for_that_of_the_next_call(caller: Caller) -> None:
    with raw_server(answer_twice_to_the_first_call) as server:
        assert caller.send(post(server.url)).body == b"1"
        time.sleep(0.1)  # and the second answer comes while nobody asks
        caller.send(post(server.url))
        assert server.connections == 2


def chunks_of(body: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)


EXCESSES = {
    "a second reply": lambda body: answer_of(body) + answer_of(b"another's"),
    "a second reply in chunks": lambda body: chunks_of(body) + chunks_of(b"another's"),
    "a comment": lambda body: answer_of(body) + b"<!--top011-->\n",
    "one byte": lambda body: answer_of(body) + b"x",
    "an empty line": lambda body: chunks_of(body) + b"\r\n",
    "a second reply to an empty one": lambda body: answer_of(b"") + answer_of(b"another's"),
    "half a reply": lambda body: answer_of(body) + answer_of(b"another's")[:30],
}


@pytest.mark.parametrize("excess", EXCESSES)
def test_what_comes_with_a_reply_beyond_its_end_is_not_given_to_the_next_call(
    caller: Caller, transport_name: str, excess: str
) -> None:
    def answer(line: Line) -> None:
        while True:
            line.send(EXCESSES[excess](line.read_request()[-1:]))

    replies = []
    with raw_server(answer) as server:
        for body in (b"1", b"2", b"3"):
            try:
                replies.append(caller.send(post(server.url, body)).body in (body, b""))
            except TransportError:
                replies.append("aiohttp" in transport_name)  # Which reads on before it gives out what it has read.
        assert replies == [True] * 3


def test_a_connection_is_kept_after_replies_that_end_where_they_say(caller: Caller) -> None:
    bodies = (b"", b"1", b"12" * 100_000)

    def answer(line: Line) -> None:
        for body in bodies:
            for form in (answer_of, chunks_of) if body else (answer_of,):
                line.read_request()
                line.send(form(body))

    with raw_server(answer) as server:
        received = [caller.send(post(server.url)).body for _ in range(5)]
        assert received == [b"", b"1", b"1", bodies[2], bodies[2]] and server.connections == 1


def answer_once(line: Line) -> None:
    line.read_request()
    line.send(answer_of(b"1"))
    line.read_request()


def test_a_call_is_not_sent_again_when_a_kept_connection_dies(caller: Caller) -> None:
    with raw_server(answer_once) as server:
        caller.send(post(server.url))
        time.sleep(0.1)
        with pytest.raises(TransportError) as caught:
            caller.send(post(server.url))
        assert type(caught.value) is TransportError and server.connections == 1


def answer_and_hang_up(line: Line) -> None:
    line.read_request()
    line.send(answer_of(b"1"))


def test_a_kept_connection_that_was_closed_meanwhile_is_not_used(caller: Caller) -> None:
    with raw_server(answer_and_hang_up) as server:
        for _ in range(3):
            assert caller.send(post(server.url)).body == b"1"
            time.sleep(0.1)
        assert server.connections == 3


def test_a_connection_is_kept_for_the_next_call_but_a_cookie_is_not(caller: Caller) -> None:
    received: list[bytes] = []

    def answer(line: Line) -> None:
        while True:
            received.append(line.read_request())
            line.send(answer_of(b"1", b"Set-Cookie: a=1; Path=/\r\n"))

    with raw_server(answer) as server:
        for _ in range(3):
            caller.send(post(server.url))
        assert server.connections == 1 and len(received) == 3
    assert b"cookie" not in b"".join(received).lower()


def redirect(line: Line) -> None:
    line.read_request()
    line.send(b"HTTP/1.1 307 Temporary Redirect\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n")


def test_a_redirection_is_an_answer(caller: Caller) -> None:
    with raw_server(redirect) as server:
        assert caller.send(post(server.url)).status == 307 and server.connections == 1
