"""The gateway behind a socket: which address is answered with what.

In:  a ``Gateway`` and an address. Out: HTTP at ``/router/rest`` and ``/router/batch``, gzip for clients that take it; a
page for people at ``/``, the log for programs at ``/calls.json``; both only under a name of this machine.
It is built on h11 rather than on a web framework, because those are too polite to reset a connection or to cut a body.
Note: connections are accepted as soon as the socket listens, so nobody has to wait for the server to be up.
"""

from __future__ import annotations

import asyncio
import gzip
import socket
from asyncio import StreamReader, StreamWriter
from dataclasses import dataclass, replace
from threading import Thread
from typing import Self

from topclient.mock.connection import Connection, IncomingRequest, Room
from topclient.mock.gateway import Gateway
from topclient.mock.hosts import REFUSAL, is_own_host
from topclient.mock.log import write_json
from topclient.mock.wire import HttpCall, HttpReply

ROUTER = "/router/rest"
QIMEN_ROUTER = "/router/qimen/service"
BATCH_ROUTER = "/router/batch"
PAGE = "/"
CALLS = "/calls.json"

_WAITING = 1024
"""Connections that may wait to be accepted."""
MOST_CONNECTIONS = 2048
"""Connections that are served at once; one more is answered with status 503 and closed."""
_FULL = b"HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
_READ_AHEAD = 1024 * 1024


def _takes_gzip(accepted: str) -> bool:
    codings = [coding.replace(" ", "").lower() for coding in accepted.split(",")]
    return any(coding.startswith("gzip") and not coding.endswith(("q=0", "q=0.0")) for coding in codings)


def _pack(reply: HttpReply, request: IncomingRequest) -> HttpReply:
    """Return the reply, compressed for a client that takes that."""
    if not reply.body or not _takes_gzip(request.headers.get("accept-encoding", "")):
        return reply
    return replace(reply, headers={**reply.headers, "Content-Encoding": "gzip"}, body=gzip.compress(reply.body))


def _to_call(request: IncomingRequest, query: bytes) -> HttpCall:
    return HttpCall(
        request.verb,
        query,
        request.headers.get("content-type", ""),
        bytes(request.body),
        separator=request.headers.get("top-api-separator", "").encode("latin-1"),
        is_too_large=request.is_too_large,
    )


@dataclass(frozen=True, slots=True)
class Router:
    """Answers requests by their addresses."""

    gateway: Gateway
    url: str
    """The router's own address, which the page shows."""
    host: str
    """The name that was listened at."""

    def answer(self, request: IncomingRequest) -> HttpReply:
        """Return the reply; one of status 404 for an address that is none of the gateway's."""
        address, _, query = request.target.partition(b"?")
        path = address.decode("latin-1")
        if request.verb == "CONNECT":  # a good status would say that this is a proxy
            return HttpReply(405, {"Allow": "GET, POST"}, b"")
        if path in (ROUTER, QIMEN_ROUTER):
            return _pack(self.gateway.answer(_to_call(request, query)), request)
        if path == BATCH_ROUTER:
            return _pack(self.gateway.answer_batch(_to_call(request, query)), request)
        if path in (PAGE, CALLS) and request.verb in ("GET", "HEAD"):
            if not is_own_host(request.headers.get("host"), self.host):
                return HttpReply(421, {"Content-Type": "text/plain; charset=utf-8"}, REFUSAL.encode())
            return self._show(path, query)
        return HttpReply(404, {}, b"")

    def _show(self, path: str, query: bytes) -> HttpReply:
        if path == CALLS:
            headers = {"Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store"}
            return HttpReply(200, headers, write_json(self.gateway.calls))
        # Only who looks at the page has jinja2 imported.
        from topclient.mock.page import write_page

        return write_page(self.gateway, self.url, query)


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that takes connections; ``OSError`` when the address is in use or not this machine's."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=_WAITING)


def address_of(listening: socket.socket) -> str:
    """Return the router's address, to be given to clients."""
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}{ROUTER}"


class Server:
    """Serves a gateway from one event loop, in whatever thread runs it."""

    def __init__(self, gateway: Gateway, listening: socket.socket, host: str = "localhost") -> None:
        """``host`` is the name under which the page and the log are shown too."""
        self._router = Router(gateway, address_of(listening), host)
        self._listening = listening
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._open = set[asyncio.Task[None]]()
        self._room = Room()

    def run(self) -> None:
        """Serve until ``stop`` or Ctrl-C; connections that are open then are cut."""
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve())

    def stop(self) -> None:
        """Let ``run`` return; from any thread, even before it has begun."""
        self._loop.call_soon_threadsafe(self._stop.set)

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._connect, sock=self._listening, limit=_READ_AHEAD, backlog=_WAITING)
        try:
            await self._stop.wait()
        finally:
            server.close()
            for connection in self._open:
                connection.cancel()
            await asyncio.gather(*self._open, return_exceptions=True)

    def _connect(self, reader: StreamReader, writer: StreamWriter) -> None:
        if len(self._open) >= MOST_CONNECTIONS:
            writer.write(_FULL)
            writer.close()
            return
        # Were this a coroutine, asyncio would log it as an exception when it is cancelled.
        connection = self._loop.create_task(Connection(reader, writer, self._router.answer, self._room).serve())
        self._open.add(connection)
        connection.add_done_callback(self._open.discard)


class MockGateway(Gateway):
    """A gateway that listens on a free port of the loopback while its ``with`` block lasts.

    ``TopClient(gateway.app_key, gateway.app_secret, session=gateway.session, gateway=gateway.url)`` calls it.
    """

    url: str
    """The router's address; set while the gateway listens."""

    def __enter__(self) -> Self:
        listening = listen("127.0.0.1", 0)
        self.url = address_of(listening)
        self._server = Server(self, listening)
        self._thread = Thread(target=self._server.run, name="topclient.mock", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.stop()
        self._thread.join()
