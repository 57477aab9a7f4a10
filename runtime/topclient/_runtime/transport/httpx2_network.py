"""A network layer for the pools of httpcore2 in which a deadline holds for every single step.

In:  addresses and bytes, and with each step a ``DeadlineTimeout``. Out: bytes, or the library's own errors.
The library hands a step the time that the step may take, and nothing else; so the moment by which the call has to end
travels inside of that number. A reply of one byte a second ends then, and so does a request that nobody reads.
Note: the last byte that came is given out by itself, and only when it is asked for. The library keeps what comes
after the end of a reply, and would take it for the answer to the next call; but no reply that was complete before the
last byte asks for that, and a connection with something left to read is not used again.
"""

from __future__ import annotations

import os
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from queue import Empty, SimpleQueue
from threading import Lock, RLock, Thread
from typing import Any, TypeVar
from weakref import WeakSet

import httpcore2

T = TypeVar("T")

_SLICE = 4096
"""Bytes written at once: what a socket that takes anything takes whole, so that no write waits twice."""
REQUEST = b"POST "
"""How a call begins. What is read before belongs to a proxy, and SOCKS has to be read as it comes."""
PROXY_ENDED = "the proxy closed the connection"


class DeadlineTimeout(float):
    """Seconds that one step may take, and the moment on ``time.monotonic`` when the last one has to be over."""

    __slots__ = ("until",)

    until: float

    @classmethod
    def of(cls, seconds: float, until: float) -> DeadlineTimeout:
        """Return both numbers in one."""
        timeout = cls(seconds)
        timeout.until = until
        return timeout


def _clamp(timeout: float | None, late: type[httpcore2.TimeoutException]) -> float | None:
    """Return seconds for a step that begins now; ``late`` is raised when there are none."""
    if not isinstance(timeout, DeadlineTimeout):
        return timeout
    left = timeout.until - time.monotonic()
    if left <= 0:
        raise late("the deadline is over")
    return min(timeout, left)


class Stream(httpcore2.NetworkStream):
    """A connection whose steps end with the call's deadline, and which any thread may close."""

    def __init__(self, inner: httpcore2.NetworkStream, network: Network) -> None:
        self._inner = inner
        self._network = network
        self._process = os.getpid()
        self._step = RLock()
        self._holds_back = False
        self._held = b""

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        with self._step, self._before_the_call():
            data, self._held = self._held, b""
            data = data or self._inner.read(max_bytes, _clamp(timeout, httpcore2.ReadTimeout))
            if not data and not self._holds_back:
                raise httpcore2.ReadError(PROXY_ENDED)
            if self._holds_back and len(data) > 1:
                data, self._held = data[:-1], data[-1:]
            return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._holds_back = self._holds_back or buffer.startswith(REQUEST)
        with self._before_the_call():
            for start in range(0, len(buffer), _SLICE):
                with self._step:
                    self._inner.write(buffer[start : start + _SLICE], _clamp(timeout, httpcore2.WriteTimeout))

    @contextmanager
    def _before_the_call(self) -> Iterator[None]:
        """Surround a step that, as long as only a proxy was spoken to, fails for want of a connection."""
        try:
            yield
        except (httpcore2.ReadError, httpcore2.WriteError) as error:
            if self._holds_back:
                raise
            raise httpcore2.ConnectError(str(error)) from error
        except (httpcore2.ReadTimeout, httpcore2.WriteTimeout) as error:
            if self._holds_back:
                raise
            raise httpcore2.ConnectTimeout(str(error)) from error

    def close(self) -> None:
        if self._process == os.getpid():  # else another process goes on with it, and nobody here ends a step
            # Closing alone would let a thread that waits in a step wait on, maybe for the bytes of the next
            # connection: numbers of files are used again.
            _shut_down(self._inner.get_extra_info("socket"))
            with self._step:
                self._inner.close()
        else:
            self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        left = _clamp(timeout, httpcore2.ConnectTimeout)
        with _twin(self._inner.get_extra_info("socket")) as twin, self._network.ending(lambda: _shut_down(twin)):
            return self._network.keep(self._inner.start_tls(ssl_context, server_hostname, left))

    def get_extra_info(self, info: str) -> Any:
        if info == "is_readable" and self._held:  # of no reply: see above
            return True
        return self._inner.get_extra_info(info)


def _twin(connection: socket.socket) -> socket.socket:
    """Return another socket of the same connection: a handshake takes the file's number away from the first one."""
    try:
        return socket.fromfd(connection.fileno(), connection.family, connection.type)
    except OSError as error:
        raise httpcore2.ConnectError(str(error)) from error


def _shut_down(connection: socket.socket) -> None:
    """Wake the thread that waits in a step of a connection, and let no further step wait."""
    with suppress(OSError):  # The method of TLS sockets would take away what the other thread reads with.
        socket.socket.shutdown(connection, socket.SHUT_RDWR)


class Network(httpcore2.NetworkBackend):
    """Opens such connections; closing it ends every step that waits, those on the way to a connection too."""

    def __init__(self) -> None:
        self.closed = False
        self._inner = httpcore2.SyncBackend()
        self._lock = Lock()
        self._streams = WeakSet[Stream]()
        self._ends: set[Callable[[], object]] = set()
        """What ends each step on the way to a connection."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Try the addresses of a host in turn; the error is that of the last one when none answers."""
        seconds = _clamp(timeout, httpcore2.ConnectTimeout)
        failure: Exception = httpcore2.ConnectError("the name has no address")
        for address in self._in_thread(partial(_resolve, host, port), seconds):
            try:
                return self._in_thread(partial(self._connect, address, port, timeout, local_address, socket_options))
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
        raise failure

    def _connect(self, address: str, port: int, timeout: float | None, *rest: Any) -> Stream:
        left = _clamp(timeout, httpcore2.ConnectTimeout)
        return self.keep(self._inner.connect_tcp(address, port, left, *rest))

    def keep(self, inner: httpcore2.NetworkStream) -> Stream:
        """Return a new connection as one of this network; ``ConnectError`` when that was closed meanwhile."""
        stream = Stream(inner, self)
        with self._lock:
            if not self.closed:
                self._streams.add(stream)
                return stream
        stream.close()
        raise httpcore2.ConnectError("the network is closed")

    @contextmanager
    def ending(self, end: Callable[[], object]) -> Iterator[None]:
        """Surround a step on the way to a connection, which ``end`` ends when this network is closed."""
        with self._lock:
            if self.closed:
                raise httpcore2.ConnectError("the network is closed")
            self._ends.add(end)
        try:
            yield
        finally:
            with self._lock:
                self._ends.discard(end)

    def _in_thread(self, work: Callable[[], T], seconds: float | None = None) -> T:
        """Return the result of work that nothing can interrupt: its thread is left to itself when the time is over.

        The system's resolver has no timeout that could be set, and not every system lets go of a connection that is
        being made.
        """
        results: SimpleQueue[T | Exception] = SimpleQueue()

        def run() -> None:
            try:
                results.put(work())
            except Exception as error:
                results.put(error)

        with self.ending(lambda: results.put(httpcore2.ConnectError("the network is closed"))):
            Thread(target=run, daemon=True).start()
            try:
                result = results.get(timeout=seconds)
            except Empty:
                raise httpcore2.ConnectTimeout("the name is not resolved in time") from None
            if isinstance(result, Exception):
                raise result
            return result

    def close(self) -> None:
        """End what waits, close all connections, and open none from now on."""
        with self._lock:
            self.closed = True
            ends = [*self._ends, *(stream.close for stream in self._streams)]
        for end in ends:
            end()

    def forget(self) -> None:
        """Close here what another process has, too, which it does not notice.

        Without the lock: another thread of that process may have held it.
        """
        for stream in list(self._streams):
            stream.close()


def _resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a name."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        return [socket.getnameinfo(one[4], socket.NI_NUMERICHOST | socket.NI_NUMERICSERV)[0] for one in found]
    except (OSError, UnicodeError) as error:
        raise httpcore2.ConnectError(str(error)) from error
