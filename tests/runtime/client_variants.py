"""Both clients behind one object, so that each test of a call holds for both."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Generator, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import pytest
from client_shop import ShopGoodsPushRequest
from fake_gateway import FakeGateway
from topclient._runtime.calls.attempt import Attempt
from topclient._runtime.calls.retry import RetryPolicy
from topclient._runtime.client import AsyncClient, Client

KEY, SECRET, SESSION = "12345678", "secret-of-the-app", "token-of-the-user"
QUICK = RetryPolicy(first_wait=0.002)
Steps: TypeAlias = Generator[Attempt, Any, Any]
NOWHERE = "http://127.0.0.1:9/router/rest"


class _Unused:
    """A transport for either client that is never used."""

    send = close = aclose = print


UNUSED: Any = _Unused()


@dataclass(frozen=True)
class ClientVariant:
    """One of the two clients, made anew for each call."""

    is_async: bool

    def run(
        self,
        gateway: FakeGateway | str,
        method: str,
        *arguments: Any,
        settings: dict[str, Any] | None = None,
        **named: Any,
    ) -> Any:
        """Return what a method gives; all values of what it iterates over."""
        url = gateway if isinstance(gateway, str) else gateway.url
        options = {"gateway": url, "retry": QUICK, "session": SESSION} | (settings or {})
        if self.is_async:
            return asyncio.run(_run_async(options, method, arguments, named))
        with Client(KEY, SECRET, **options) as client:
            result = getattr(client, method)(*arguments, **named)
            return list(result) if isinstance(result, Iterator) else result

    def middleware(self, steps: Callable[[Attempt], Steps]) -> Any:
        """Return middleware of a generator that yields attempts, gets what comes of each, and returns the response."""

        def send_all(attempt: Attempt, send: Any) -> Any:
            run = steps(attempt)
            try:
                asked = next(run)
                while True:
                    try:
                        response = send(asked)
                    except Exception as error:
                        asked = run.throw(error)
                    else:
                        asked = run.send(response)
            except StopIteration as end:
                return end.value

        async def send_all_async(attempt: Attempt, send: Any) -> Any:
            run = steps(attempt)
            try:
                asked = next(run)
                while True:
                    try:
                        response = await send(asked)
                    except Exception as error:
                        asked = run.throw(error)
                    else:
                        asked = run.send(response)
            except StopIteration as end:
                return end.value

        return send_all_async if self.is_async else send_all

    def call(self, gateway: FakeGateway | str, request: Any = None, **settings: Any) -> Any:
        """Return the answer to a request, or to one that pushes goods, which is a write."""
        return self.run(gateway, "execute", request or ShopGoodsPushRequest(pid=1), settings=settings)


async def _run_async(options: dict[str, Any], method: str, arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
    async with AsyncClient(KEY, SECRET, **options) as client:
        result = getattr(client, method)(*arguments, **named)
        return [one async for one in result] if isinstance(result, AsyncIterator) else await result


SYNC, ASYNC = ClientVariant(False), ClientVariant(True)
each_client = pytest.mark.parametrize("variant", [SYNC, ASYNC], ids=["sync", "async"])
