"""Bytes to a mock gateway and bytes back, without any HTTP library that would tidy them up.

In:  a gateway's address and the bytes of requests. Out: all that came back, and how the connection ended.
"""

from __future__ import annotations

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

FORM_TYPE = "application/x-www-form-urlencoded;charset=UTF-8"


@dataclass(frozen=True)
class RawReply:
    """What a connection gave."""

    data: bytes
    was_reset: bool = False

    @property
    def head(self) -> bytes:
        return self.data.partition(b"\r\n\r\n")[0]

    @property
    def body(self) -> bytes:
        return self.data.partition(b"\r\n\r\n")[2]

    @property
    def declared(self) -> int:
        """The Content-Length."""
        lines = dict(line.lower().split(b": ", 1) for line in self.head.split(b"\r\n")[1:])
        return int(lines[b"content-length"])


def request_of(
    params: Mapping[str, str], path: str = "/router/rest", headers: str = "Connection: close\r\n", kind: str = FORM_TYPE
) -> bytes:
    """A POST with everything in the body."""
    body = urlencode(params).encode()
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{headers}\r\n"
    return head.encode() + body


def exchange(url: str, data: bytes, *, timeout: float = 10, half_close: bool = False) -> RawReply:
    """Send the bytes and read until the end; ``half_close`` says that no more will be sent."""
    address = urlsplit(url)
    with socket.create_connection((address.hostname, address.port), timeout=timeout) as connection:
        got = b""
        try:
            connection.sendall(data)
            if half_close:
                connection.shutdown(socket.SHUT_WR)
            while more := connection.recv(65536):
                got += more
        except TimeoutError:
            raise
        except OSError:
            return RawReply(got, was_reset=True)
        return RawReply(got)
