"""A gateway that gives its answers one after the other, and counts what it was asked: the other side of retries."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from urllib.parse import parse_qsl

from client_raw import Line, answer_of, raw_server

Turn = Callable[[Line], object]
"""What happens once a request has been read; a turn that raises ``OSError`` hangs up."""


@dataclass
class Asked:
    """Where the gateway listens, and the parameters of each call that it received whole."""

    url: str = ""
    calls: list[dict[str, str]] = field(default_factory=list)
    heads: list[bytes] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)


def reply(data: object, status: str = "200 OK") -> Turn:
    """A JSON answer."""
    body = json.dumps(data, ensure_ascii=False).encode()
    return lambda line: line.send(answer_of(body).replace(b"200 OK", status.encode(), 1))


def failure(code: int, sub_code: str | None = None, sub_msg: str | None = None) -> Turn:
    """The gateway's own error reply."""
    told = {"code": code, "msg": "Remote service error", "sub_code": sub_code, "sub_msg": sub_msg, "request_id": "r0"}
    return reply({"error_response": {name: value for name, value in told.items() if value is not None}})


def hang_up(line: Line) -> None:
    raise ConnectionError


def page(status: str) -> Turn:
    """A proxy's page."""
    body = b"<html><body>no</body></html>"
    return lambda line: line.send(answer_of(body).replace(b"200 OK", status.encode(), 1))


GOOD = reply({"shop_goods_push_response": {"integer": 1, "request_id": "r1"}})


@contextmanager
def answering(*turns: Turn) -> Iterator[Asked]:
    """A gateway on loopback; the last turn is taken again and again."""
    asked = Asked()

    def script(line: Line) -> None:
        while True:
            head, _, body = line.read_request().partition(b"\r\n\r\n")
            with asked.lock:
                turn = turns[min(len(asked.calls), len(turns) - 1)]
                asked.heads.append(head)
                asked.bodies.append(body)
                asked.calls.append(dict(parse_qsl(body.decode())))
            turn(line)

    with raw_server(script) as server:
        asked.url = server.url
        yield asked
