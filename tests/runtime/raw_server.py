"""A server that speaks bytes, not HTTP: each connection is handed to a function of the test."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


@dataclass
class Line:
    """One connection, as the server has it."""

    socket: socket.socket
    over: threading.Event
    """Set when the test is over; whoever waits, waits for this."""
    last: bytes = b""
    """The request that was read last."""

    def read_request(self) -> bytes:
        """Everything up to the end of the body."""
        data = b""
        while b"\r\n\r\n" not in data:
            data += self._more()
        head, _, body = data.partition(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
        while len(body) < length:
            body += self._more()
        self.last = head + b"\r\n\r\n" + body
        return self.last

    def _more(self) -> bytes:
        data = self.socket.recv(65536)
        if not data:
            raise ConnectionError
        return data

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def drip(self, data: bytes, pause: float = 0.05) -> None:
        """One byte at a time."""
        for index in range(len(data)):
            self.socket.sendall(data[index : index + 1])
            if self.over.wait(pause):
                return


@dataclass
class RawServer:
    """Where it listens, and how often it was called."""

    url: str
    connections: int = 0
    over: threading.Event = field(default_factory=threading.Event)


Script = Callable[[Line], None]


@contextmanager
def raw_server(script: Script) -> Iterator[RawServer]:
    """A server on loopback whose connections the script answers, until the block ends."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=128)
    server = RawServer(f"http://127.0.0.1:{listener.getsockname()[1]}/router/rest")

    def answer(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            script(Line(connection, server.over))

    def accept() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                server.connections += 1
                threading.Thread(target=answer, args=(connection,), daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(1)


def answer_of(body: bytes, headers: bytes = b"") -> bytes:
    """A whole answer in bytes."""
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n%s\r\n%s" % (len(body), headers, body)


def seconds_since(start: float) -> float:
    return time.monotonic() - start


def wait_until(true: Callable[[], bool]) -> None:
    """Return once it is so; fail when it is not for long."""
    end = time.monotonic() + 10
    while not true():
        assert time.monotonic() < end
        time.sleep(0.005)
