"""An echo gateway for the tests of a client's life, and questions to it."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl

import pytest
from client_raw import Line, answer_of
from client_shop import ShopGoodsPushRequest
from topclient._runtime.client import AsyncClient, Client

each_async_transport = pytest.mark.parametrize("transport", ["httpx2", "aiohttp"])
SLOW = 10_000
"""Numbers from here on are answered after a while."""


def echo(line: Line) -> None:
    """Answers with the number that was asked; never, when that is below 0."""
    while True:
        number = int(dict(parse_qsl(line.read_request().partition(b"\r\n\r\n")[2].decode()))["pid"])
        line.over.wait(10 if number < 0 else 0.2 if number >= SLOW else 0)
        answer = json.dumps({"shop_goods_push_response": {"integer": number}}).encode()
        line.send(answer_of(answer))


def ask(client: Client, number: int) -> Any:
    return client.execute(ShopGoodsPushRequest(pid=number)).integer


async def ask_async(client: AsyncClient, number: int) -> Any:
    return (await client.execute(ShopGoodsPushRequest(pid=number))).integer
