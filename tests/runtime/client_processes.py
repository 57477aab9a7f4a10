"""What a client does in a process of its own: ``python client_processes.py NAME URL TRANSPORT``.

In:  an echo server, which answers with the number that it was asked with. Out: nothing, unless something is wrong:
an exit code, or words on stderr.
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys
from collections.abc import Callable
from typing import Any

from client_shop import ShopGoodsPushRequest
from topclient._runtime.client import AsyncClient, Client

CALLS = 60


def ask(client: Client, *numbers: int) -> None:
    for number in numbers:
        assert client.execute(ShopGoodsPushRequest(pid=number)).integer == number


async def ask_async(client: AsyncClient, *numbers: int) -> None:
    for number in numbers:
        assert (await client.execute(ShopGoodsPushRequest(pid=number))).integer == number


def in_both_processes(work: Callable[[range], Any]) -> None:
    """Do the same in a child and in the parent, at the same time."""
    if child := os.fork():
        work(range(1000, 1000 + CALLS))
        assert os.waitpid(child, 0)[1] == 0
    else:
        work(range(2000, 2000 + CALLS))


def fork(url: str, transport: str) -> None:
    with Client("k", "s", gateway=url, transport=transport) as client:
        ask(client, 1)
        in_both_processes(lambda numbers: ask(client, *numbers))


def fork_and_close(url: str, transport: str) -> None:
    client = Client("k", "s", gateway=url, transport=transport)
    ask(client, 1)
    if child := os.fork():
        assert os.waitpid(child, 0)[1] == 0
        ask(client, 2)
    client.close()


def fork_between_loops(url: str, transport: str) -> None:
    client = AsyncClient("k", "s", gateway=url, transport=transport)
    asyncio.run(ask_async(client, 1))
    in_both_processes(lambda numbers: asyncio.run(ask_async(client, *numbers)))


def fork_in_a_loop(url: str, transport: str) -> None:
    asyncio.run(_fork_in_a_loop(url, transport))


async def _fork_in_a_loop(url: str, transport: str) -> None:
    async with AsyncClient("k", "s", gateway=url, transport=transport) as client:
        await ask_async(client, 1)
        child = os.fork()
        if not child:
            asyncio.run(ask_async(client, *range(2000, 2000 + CALLS)))
            del client
            gc.collect()
            os._exit(0)
        await ask_async(client, *range(1000, 1000 + CALLS))
        assert os.waitpid(child, 0)[1] == 0
        await ask_async(client, 2)


def never_close(url: str, transport: str) -> None:
    client = Client("k", "s", gateway=url, transport=transport)
    ask(client, 1)
    ask(client.with_options(session="another"), 2)


def never_close_async(url: str, transport: str) -> None:
    client = AsyncClient("k", "s", gateway=url, transport=transport)
    asyncio.run(ask_async(client, 1))
    asyncio.run(ask_async(client, 2))


def lose_in_a_loop(url: str, transport: str) -> None:
    async def lose() -> None:
        await ask_async(AsyncClient("k", "s", gateway=url, transport=transport), 1)
        gc.collect()

    asyncio.run(lose())


def leave_a_call(url: str, transport: str) -> None:
    async def leave() -> None:
        client = AsyncClient("k", "s", gateway=url, transport=transport)
        tasks.append(asyncio.create_task(ask_async(client, -1)))  # which is never answered
        await asyncio.sleep(0.1)

    tasks: list[asyncio.Task[None]] = []
    asyncio.run(leave())


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
