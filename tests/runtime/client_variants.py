"""Both clients behind one function, and a gateway that answers by a function: for what goes beyond single calls."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

import pytest
from topclient._runtime.calls.retry import RetryPolicy
from topclient._runtime.client import AsyncClient, Client

KEY, SECRET, SESSION = "12345678", "secret-of-the-app", "token-of-the-user"
QUICK = RetryPolicy(first_wait=0.002)
NOWHERE = "http://127.0.0.1:9/router/rest"
Face = Callable[..., Any]


def _settings(url: str, settings: dict[str, Any] | None) -> dict[str, Any]:
    return {"gateway": url, "retry": QUICK, "session": SESSION} | (settings or {})


def sync_face(url: str, method: str, *arguments: Any, settings: dict[str, Any] | None = None, **named: Any) -> Any:
    with Client(KEY, SECRET, **_settings(url, settings)) as client:
        result = getattr(client, method)(*arguments, **named)
        return list(result) if isinstance(result, Iterator) else result


def async_face(url: str, method: str, *arguments: Any, settings: dict[str, Any] | None = None, **named: Any) -> Any:
    async def run() -> Any:
        async with AsyncClient(KEY, SECRET, **_settings(url, settings)) as client:
            result = getattr(client, method)(*arguments, **named)
            return [one async for one in result] if isinstance(result, AsyncIterator) else await result

    return asyncio.run(run())


each_face = pytest.mark.parametrize("face", [sync_face, async_face], ids=["sync", "async"])


@dataclass(frozen=True)
class Got:
    """One request as it came."""

    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    @property
    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body.decode(), keep_blank_values=True, strict_parsing=True))


Answer = Callable[[Got], "bytes | tuple[int, bytes] | None"]
"""A body, a status and a body, or None to hang up."""


@dataclass
class Served:
    """Where the gateway listens, and what it got."""

    url: str
    got: list[Got] = field(default_factory=list)


def _handler(served: Served, answer: Answer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            path, _, query = self.path.partition("?")
            got = Got(path, dict(parse_qsl(query)), {k.lower(): v for k, v in self.headers.items()}, body)
            served.got.append(got)
            answered = answer(got)
            if answered is None:
                self.close_connection = True
                return
            status, told = answered if isinstance(answered, tuple) else (200, answered)
            self.send_response(status)
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)

        def log_message(self, *_: Any) -> None:
            """Stay quiet."""

    return Handler


@contextmanager
def serving(answer: Answer | bytes) -> Iterator[Served]:
    """A gateway on loopback, until the block ends; bytes are its answer to everything."""
    served = Served("")
    told = (lambda _: answer) if isinstance(answer, bytes) else answer
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(served, told))
    server.daemon_threads = True
    served.url = f"http://127.0.0.1:{server.server_port}/router/rest"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
