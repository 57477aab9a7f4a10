"""A gateway on loopback that answers as a test tells it to, and keeps what it received."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock
from typing import TypeAlias
from urllib.parse import parse_qsl

from raw_server import Line, answer_of, raw_server


@dataclass(frozen=True)
class Received:
    """One request as it came."""

    head: bytes
    body: bytes

    @cached_property
    def target(self) -> str:
        return self.head.split(b" ", 2)[1].decode()

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @cached_property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(self.target.partition("?")[2]))

    @cached_property
    def headers(self) -> dict[str, str]:
        """By lower-case names."""
        lines = (line.split(": ", 1) for line in self.head.decode().split("\r\n")[1:])
        return {name.lower(): value for name, value in lines}

    @cached_property
    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body.decode(), keep_blank_values=True, strict_parsing=True))


Content: TypeAlias = bytes | tuple[int, bytes] | tuple[int, bytes, dict[str, str]]
"""A body, perhaps after its status, perhaps with headers."""
Answer: TypeAlias = "Content | Callable[[Received], Content] | Script"


@dataclass(frozen=True)
class Script:
    """An answer that a function gives with the connection in hand; an ``OSError`` of it hangs up."""

    run: Callable[[Line], object]


@dataclass
class FakeGateway:
    """Where it listens, what it answers and what it received."""

    answers: tuple[Answer, ...]
    """One after the other; the last one is given again and again."""
    url: str = ""
    received: list[Received] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    @property
    def forms(self) -> list[dict[str, str]]:
        return [one.form for one in self.received]

    def answer(self, answer: Answer) -> None:
        """Return another answer from now on."""
        self.answers = (answer,)

    def serve(self, line: Line) -> None:
        while True:
            head, _, body = line.read_request().partition(b"\r\n\r\n")
            received = Received(head, body)
            with self._lock:
                answer = self.answers[min(len(self.received), len(self.answers) - 1)]
                self.received.append(received)
            if isinstance(answer, Script):
                answer.run(line)
            else:
                line.send(_in_http(answer(received) if callable(answer) else answer))


def _in_http(content: Content) -> bytes:
    status, body, headers = (200, content, {}) if isinstance(content, bytes) else (*content, {})[:3]  # type: ignore[misc]
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items()).encode()
    return answer_of(body, lines).replace(b"200 OK", f"{status} Status".encode(), 1)


@contextmanager
def answering(*answers: Answer) -> Iterator[FakeGateway]:
    """Run a gateway until the block ends."""
    gateway = FakeGateway(answers)
    with raw_server(gateway.serve) as server:
        gateway.url = server.url
        yield gateway


def as_json(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode()


def failure(code: int, sub_code: str | None = None, sub_msg: str | None = None) -> bytes:
    """Return the gateway's own error reply."""
    error = {"code": code, "msg": "Remote service error", "sub_code": sub_code, "sub_msg": sub_msg, "request_id": "r0"}
    return as_json({"error_response": {name: value for name, value in error.items() if value is not None}})


def _hang_up(_: Line) -> None:
    raise ConnectionError


HANG_UP = Script(_hang_up)
SILENCE = Script(lambda line: line.over.wait())
GOOD = as_json({"shop_goods_push_response": {"integer": 1, "request_id": "r1"}})


def page(status: int) -> tuple[int, bytes]:
    """Return a proxy's page."""
    return status, b"<html><body>no</body></html>"
