"""A wire that is listened in on: bytes go through unchanged, and both directions are kept.

In:  a gateway's address. Out: an address in its place, and what went over it.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Thread
from urllib.parse import urlsplit


@dataclass
class Tapped:
    """The address to call and the bytes so far, all connections in one."""

    url: str
    sent: bytearray = field(default_factory=bytearray)
    received: bytearray = field(default_factory=bytearray)

    @property
    def request_head(self) -> str:
        """First line and headers of the first request, in lower case."""
        return self.sent.partition(b"\r\n\r\n")[0].decode("latin-1").lower()


def _pump(source: socket.socket, target: socket.socket, kept: bytearray) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            kept += data
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)


def _connect(tapped: Tapped, client: socket.socket, gateway: tuple[str, int]) -> None:
    server = socket.create_connection(gateway)
    for source, target, kept in ((client, server, tapped.sent), (server, client, tapped.received)):
        Thread(target=_pump, args=(source, target, kept), daemon=True).start()


def _accept(listening: socket.socket, tapped: Tapped, gateway: tuple[str, int]) -> None:
    with suppress(OSError):
        while True:
            _connect(tapped, listening.accept()[0], gateway)


@contextmanager
def tapped_wire(url: str) -> Iterator[Tapped]:
    """Listen in on a wire to the gateway at ``url``, until the block ends."""
    address = urlsplit(url)
    assert address.hostname and address.port
    with socket.create_server(("127.0.0.1", 0)) as listening:
        tapped = Tapped(f"http://127.0.0.1:{listening.getsockname()[1]}{address.path}")
        Thread(target=_accept, args=(listening, tapped, (address.hostname, address.port)), daemon=True).start()
        yield tapped
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)  # wakes the thread that accepts
