"""The gateway behind a socket: a starlette application, served by uvicorn.

In:  a ``Gateway`` and an address. Out: HTTP at ``/router/rest``, always status 200, gzip for clients that take it.
Surprise: connections are accepted as soon as the socket listens, so nobody has to wait for the server to be up.
"""

from __future__ import annotations

import gzip
import socket
from threading import Thread
from typing import Self

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from uvicorn import Config, Server

from topclient.mock.calls import HttpCall
from topclient.mock.gateway import Gateway

ROUTER = "/router/rest"
_VERBS = ["GET", "POST", "PUT", "PATCH", "DELETE"]  # a wrong one is refused by the gateway, not by HTTP


def _takes_gzip(accepted: str) -> bool:
    codings = [coding.replace(" ", "").lower() for coding in accepted.split(",")]
    return any(coding.startswith("gzip") and not coding.endswith(("q=0", "q=0.0")) for coding in codings)


def build_app(gateway: Gateway) -> Starlette:
    """The application that hands each request to the gateway."""

    async def route(request: Request) -> Response:
        content_type = request.headers.get("content-type", "")
        query: bytes = request.scope["query_string"]
        answer = gateway.answer(HttpCall(request.method, query, content_type, await request.body()))
        response = Response(answer.body, headers={"Content-Type": answer.content_type})
        if _takes_gzip(request.headers.get("accept-encoding", "")):
            response.body = gzip.compress(answer.body)
            response.headers.update({"Content-Encoding": "gzip", "Content-Length": str(len(response.body))})
        return response

    return Starlette(routes=[Route(ROUTER, route, methods=_VERBS)])


def listen(host: str, port: int) -> socket.socket:
    """A socket that takes connections; ``OSError`` when the address is in use or not this machine's."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family)


def address_of(listening: socket.socket) -> str:
    """The router's address, to be given to clients."""
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}{ROUTER}"


def build_server(gateway: Gateway) -> Server:
    """A server that is ready to run, and that leaves logging as it is."""
    config = Config(
        build_app(gateway),
        loop="asyncio",
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=1,
    )
    return Server(config)


class MockGateway(Gateway):
    """A gateway that listens on a free port of the loopback while its ``with`` block lasts.

    ``TopClient(gateway.app_key, gateway.app_secret, session=gateway.session, gateway=gateway.url)`` calls it.
    """

    url: str
    """The router's address; set while the gateway listens."""

    def __enter__(self) -> Self:
        listening = listen("127.0.0.1", 0)
        self.url = address_of(listening)
        self._server = build_server(self)
        self._thread = Thread(target=self._server.run, args=([listening],), name="topclient.mock", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join()
