"""Files on their way: as large as announced, the same with every attempt, and let go of afterwards."""

from __future__ import annotations

import errno
import io
import os
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from client_shop import ShopGoodsPushRequest
from fake_gateway import FakeGateway
from raw_server import Line, answer_of, raw_server, seconds_since
from topclient._runtime.calls.retry import RetryPolicy
from topclient._runtime.client import Client
from topclient._runtime.encoding.uploads import FilePart, Multipart, read_upload
from topclient._runtime.errors import ArgumentError, CallTimeoutError, ConnectError, TransportError
from transport_variants import Caller, post


def test_a_file_is_streamed_with_its_length_announced(caller: Caller, gateway: FakeGateway, tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(os.urandom(300_000))
    body = Multipart({"a": "1"}, {"f": FilePart("f", "text/plain", 300_000, path)})
    caller.send(post(gateway.url, body))
    (received,) = gateway.received
    assert received.body == b"".join(body) and received.headers["content-length"] == str(body.length)
    assert "transfer-encoding" not in received.headers


class Fickle(io.BytesIO):
    """A file that gives other bytes when it is sent than when it was measured, or fails."""

    def __init__(self, measured: bytes, given: bytes, fault: Exception | None = None) -> None:
        super().__init__(measured)
        self._given = io.BytesIO(given)
        self._fault = fault

    def read(self, size: int | None = -1, /) -> bytes:
        if size == 0:
            return b""
        if piece := self._given.read(size):
            return piece
        if self._fault:
            raise self._fault
        return b""


LARGE = bytes(200_000)
SECRET = "6100-the-session"


@pytest.mark.parametrize(
    ("fickle", "words"),
    [
        (None, "the file 'photo.jpg' cannot be read: .+"),
        ((b"123", b""), "the file 'photo.jpg' became shorter while it was sent"),
        ((LARGE, LARGE[1:]), "became shorter"),
        ((b"123", b"12345"), "the file 'photo.jpg' became longer while it was sent"),
        ((LARGE, LARGE + b"1"), "became longer"),
        ((b"", b"1"), "became longer"),
        ((b"123", b"12", OSError(errno.EIO, "Input/output error")), "cannot be read: .*Input/output error"),
        ((LARGE, LARGE[1:], ValueError("read of closed file")), "cannot be read: read of closed file"),
        ((LARGE, LARGE[1:], TimeoutError("the network drive")), "cannot be read: the network drive"),
        ((b"123", b"12", KeyError("of an odd file")), "cannot be read: 'of an odd file'"),
    ],
    ids=range(10),
)
def test_a_file_that_is_not_what_it_was_ends_the_call_at_once(caller: Caller, fickle: Any, words: str) -> None:
    file = Fickle(*fickle) if fickle else Path("/nowhere/at/all")
    read: list[bytes] = []

    def never_answer(line: Line) -> None:
        while piece := line.socket.recv(65536):
            read.append(piece)

    size = len(fickle[0]) if fickle else 3
    body = Multipart({"session": SECRET}, {"f": FilePart("photo.jpg", "image/jpeg", size, file)})
    with raw_server(never_answer) as server:
        start = time.monotonic()
        with pytest.raises(TransportError, match=words) as caught:
            caller.send(post(server.url, body))
        assert seconds_since(start) < 2 and type(caught.value) is TransportError
        assert SECRET not in "".join(traceback.format_exception(caught.value))
        assert [frame for frame in traceback.walk_tb(caught.value.__traceback__) if "httpcore2" in str(frame)] == []
    # What arrived is never a whole body: none that a gateway would execute.
    assert len(b"".join(read).partition(b"\r\n\r\n")[2]) < body.length


def test_after_a_file_that_failed_the_next_call_gets_its_own_answer(caller: Caller, gateway: FakeGateway) -> None:
    for given in (b"", b"12345"):
        body = Multipart({}, {"f": FilePart("f", "text/plain", 3, Fickle(b"123", given))})
        with pytest.raises(TransportError):
            caller.send(post(gateway.url, body))
        assert caller.send(post(gateway.url)).status == 200


def test_an_open_file_stands_where_it_stood_whatever_came_of_the_call(caller: Caller, gateway: FakeGateway) -> None:
    file = io.BytesIO(b"skipped" + LARGE)
    file.seek(7)
    for url in ("http://127.0.0.1:9/", gateway.url, gateway.url):
        part = read_upload(file, "f")
        assert (part.size, file.tell()) == (len(LARGE), 7)
        with suppress(ConnectError):
            caller.send(post(url, Multipart({}, {"f": part})))
        assert file.tell() == 7
    assert all(LARGE in body and b"skipped" not in body for body in (received.body for received in gateway.received))


def read_nothing(line: Line) -> None:
    line.over.wait()


def test_a_call_that_is_cut_off_lets_go_of_its_file(caller: Caller) -> None:
    file = io.BytesIO(bytes(8 * 1024 * 1024))
    with raw_server(read_nothing) as server:
        with pytest.raises(CallTimeoutError):
            caller.send(
                replace(post(server.url, Multipart({}, {"f": read_upload(file, "f")})), deadline=time.monotonic() + 0.2)
            )
        assert file.tell() == 0


class Stream(io.RawIOBase):
    """What can be read only once, as an answer of another server."""

    def __init__(self, data: bytes) -> None:
        self._data = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._data.readinto(buffer)


@pytest.mark.parametrize("make", [io.BytesIO, Stream], ids=["file", "stream"])
def test_every_attempt_sends_the_whole_file(make: Callable[[bytes], Any]) -> None:
    bodies: list[bytes] = []

    def answer_the_third(line: Line) -> None:
        bodies.append(line.read_request())
        if len(bodies) > 2:
            line.send(answer_of(b'{"shop_goods_push_response":{"integer":1}}', b"Connection: close\r\n"))

    content, policy = os.urandom(10), RetryPolicy(first_wait=0.001)
    with raw_server(answer_the_third) as server, Client("k", "s", gateway=server.url, retry=policy) as client:
        request = ShopGoodsPushRequest(pid=1, image=make(content))
        client.execute(request, idempotent=True)
        client.execute(request)
    assert len(bodies) == 4 and all(content in body for body in bodies)


def closed_file() -> io.BytesIO:
    file = io.BytesIO(b"1")
    file.close()
    return file


def write_only(path: Path) -> Any:
    return (path / "new").open("wb")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda _: closed_file(), "cannot be read: .+"),
        (lambda path: path, "cannot be read: .+"),
        (lambda path: str(path / "gone"), "cannot be read: .+"),
        (lambda _: "with\0zero", "cannot be read: .+"),
        (lambda _: os.devnull, "cannot be read: no regular file"),
        (write_only, "cannot be read: .+"),
        (lambda _: io.StringIO("text"), "has to be bytes, a path, a file open for bytes, or an Upload"),
    ],
    ids=["closed", "directory", "gone", "zero", "device", "write only", "text"],
)
def test_what_cannot_be_read_is_refused_before_anything_is_sent(
    make: Callable[[Path], Any], words: str, tmp_path: Path
) -> None:
    with pytest.raises(ArgumentError, match=f"image: {words}"):
        Client("k", "s").prepare(ShopGoodsPushRequest(pid=1, image=make(tmp_path)))
