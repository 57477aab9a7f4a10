"""Both clients behind one function, so that each test of a call holds for both."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from client_answers import Asked
from client_shop import ShopGoodsPushRequest
from topclient._runtime.calls.retry import RetryPolicy
from topclient._runtime.client import AsyncClient, Client

QUICK = RetryPolicy(first_wait=0.002)
Caller = Callable[..., Any]


def call_sync(asked: Asked | str, **settings: Any) -> Any:
    with Client("12345678", "secret-of-the-app", gateway=url_of(asked), **({"retry": QUICK} | settings)) as client:
        return client.execute(ShopGoodsPushRequest(pid=1))


def call_async(asked: Asked | str, **settings: Any) -> Any:
    async def call() -> Any:
        options = {"retry": QUICK} | settings
        async with AsyncClient("12345678", "secret-of-the-app", gateway=url_of(asked), **options) as client:
            return await client.execute(ShopGoodsPushRequest(pid=1))

    return asyncio.run(call())


def url_of(asked: Asked | str) -> str:
    return asked if isinstance(asked, str) else asked.url


each_client = pytest.mark.parametrize("call", [call_sync, call_async], ids=["sync", "async"])
