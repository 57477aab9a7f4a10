"""A gateway on a real socket, in a thread: it answers what a test tells it to and keeps what it received."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Gateway:
    """Where it listens, what it answers and what it got."""

    url: str
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/javascript;charset=UTF-8"})
    body: bytes = b'{"shop_goods_push_response":{"integer":1,"request_id":"r1"}}'
    delay: threading.Event | None = None
    """Answers only when it is set."""
    cut: bool = False
    """Announces more bytes than it sends."""
    received: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    """Path, headers in lower case, body."""


def _handler(gateway: Gateway) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            gateway.received.append((self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            if gateway.delay:
                gateway.delay.wait(10)
            self.send_response(gateway.status)
            for name, value in gateway.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(gateway.body) + (10 if gateway.cut else 0)))
            self.end_headers()
            self.wfile.write(gateway.body)
            self.close_connection = gateway.cut

        def log_message(self, *_: Any) -> None:
            """Stay quiet."""

    return Handler


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256  # a hundred callers connect at once

    def handle_error(self, *_: Any) -> None:
        """Callers that hang up are part of the tests."""


@contextmanager
def running_gateway() -> Iterator[Gateway]:
    """A gateway on loopback, until the block ends."""
    state = Gateway("")
    server = _Server(("127.0.0.1", 0), _handler(state))
    state.url = f"http://127.0.0.1:{server.server_port}/router/rest"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield state
    if state.delay:
        state.delay.set()
    server.shutdown()
    server.server_close()
    thread.join()
