"""A network layer for the pools of httpcore2 in which a deadline holds for every single step.

In:  addresses and bytes, and with each step a ``DeadlineTimeout``. Out: bytes, or the library's own faults.
The library hands a step the time that the step may take, and nothing else; so the moment by which the call has to end
travels inside of that number. A reply of one byte a second ends then, and so does a request that nobody reads.
Surprise: the last byte that came is given out by itself, and only when it is asked for. The library keeps what comes
after the end of a reply, and would take it for the answer to the next call; but no reply that was complete before the
last byte asks for that, and a connection with something left to read is not used again.
"""

from __future__ import annotations

import os
import socket
import ssl
import time
from collections.abc import Iterable
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import RLock, Thread
from typing import Any

import httpcore2

_SLICE = 4096
"""Bytes written at once: what a socket that takes anything takes whole, so that no write waits twice."""


REQUEST = b"POST "
"""How a call begins. What is read before belongs to a proxy, and SOCKS has to be read as it comes."""


class DeadlineTimeout(float):
    """Seconds that one step may take, and the moment on ``time.monotonic`` when the last one has to be over."""

    __slots__ = ("until",)

    until: float

    @classmethod
    def of(cls, seconds: float, until: float) -> DeadlineTimeout:
        """Both numbers in one."""
        patience = cls(seconds)
        patience.until = until
        return patience


def _clamp(timeout: float | None, late: type[httpcore2.TimeoutException]) -> float | None:
    """Seconds for a step that begins now; ``late`` is raised when there are none."""
    if not isinstance(timeout, DeadlineTimeout):
        return timeout
    left = timeout.until - time.monotonic()
    if left <= 0:
        raise late("the deadline is over")
    return min(timeout, left)


class Stream(httpcore2.NetworkStream):
    """A connection whose steps end with the call's deadline, and which any thread may close."""

    def __init__(self, inner: httpcore2.NetworkStream) -> None:
        self._inner = inner
        self._process = os.getpid()
        self._step = RLock()
        self._holds_back = False
        self._held = b""

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        with self._step:
            data, self._held = self._held, b""
            data = data or self._inner.read(max_bytes, _clamp(timeout, httpcore2.ReadTimeout))
            if self._holds_back and len(data) > 1:
                data, self._held = data[:-1], data[-1:]
            return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._holds_back = self._holds_back or buffer.startswith(REQUEST)
        for start in range(0, len(buffer), _SLICE):
            with self._step:
                self._inner.write(buffer[start : start + _SLICE], _clamp(timeout, httpcore2.WriteTimeout))

    def close(self) -> None:
        if self._process == os.getpid():  # else another process goes on with it, and nobody here ends a step
            self._end_step()
            with self._step:
                self._inner.close()
        else:
            self._inner.close()

    def _end_step(self) -> None:
        """Wake the thread that waits in a step.

        Closing alone would let it wait, maybe for the bytes of the next connection: numbers of files are used again.
        """
        with suppress(OSError):  # The method of TLS sockets would take away what the other thread reads with.
            socket.socket.shutdown(self._inner.get_extra_info("socket"), socket.SHUT_RDWR)

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        left = _clamp(timeout, httpcore2.ConnectTimeout)
        return Stream(self._inner.start_tls(ssl_context, server_hostname, left))

    def get_extra_info(self, info: str) -> Any:
        if info == "is_readable" and self._held:  # of no reply: see above
            return True
        return self._inner.get_extra_info(info)


class Network(httpcore2.NetworkBackend):
    """Opens such connections."""

    def __init__(self) -> None:
        self._inner = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Tries the addresses of a host in turn; the fault of the last one when none answers."""
        fault: Exception = httpcore2.ConnectError("the name has no address")
        for address in _resolve(host, port, _clamp(timeout, httpcore2.ConnectTimeout)):
            left = _clamp(timeout, httpcore2.ConnectTimeout)
            try:
                return Stream(self._inner.connect_tcp(address, port, left, local_address, socket_options))
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                fault = error
        raise fault


def _resolve(host: str, port: int, seconds: float | None) -> list[str]:
    """The addresses of a name, asked for in a thread: the system's resolver has no timeout that could be set."""
    answers: SimpleQueue[list[str] | Exception] = SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put([socket.getnameinfo(one[4], socket.NI_NUMERICHOST | socket.NI_NUMERICSERV)[0] for one in found])
        except (OSError, UnicodeError) as error:
            answers.put(error)

    Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except Empty:
        raise httpcore2.ConnectTimeout("the name is not resolved in time") from None
    if isinstance(answer, Exception):
        raise httpcore2.ConnectError(str(answer)) from answer
    return answer
