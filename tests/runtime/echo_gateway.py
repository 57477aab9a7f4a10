"""An echo gateway for the tests of a client's life, and questions to it."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

from client_shop import ShopGoodsPushRequest
from fake_gateway import as_json
from raw_server import Line, answer_of
from topclient._runtime.client import AsyncClient, Client

SLOW = 10_000
"""Numbers from here on are answered after a while."""


def read_number(line: Line) -> int:
    """Return the number in the next question."""
    return int(dict(parse_qsl(line.read_request().partition(b"\r\n\r\n")[2].decode()))["pid"])


def answer_to(number: int) -> bytes:
    return answer_of(as_json({"shop_goods_push_response": {"integer": number}}))


def echo(line: Line) -> None:
    """Answer with the number that was asked; never, when that is below 0."""
    while True:
        number = read_number(line)
        line.over.wait(10 if number < 0 else 0.2 if number >= SLOW else 0)
        line.send(answer_to(number))


def ask(client: Client, number: int) -> Any:
    return client.execute(ShopGoodsPushRequest(pid=number)).integer


async def ask_async(client: AsyncClient, number: int) -> Any:
    return (await client.execute(ShopGoodsPushRequest(pid=number))).integer
