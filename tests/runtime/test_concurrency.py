"""One client for many threads, or many tasks: every answer belongs to its question, and connections are used again."""

from __future__ import annotations

import asyncio
import json
import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any
from urllib.parse import parse_qsl

import pytest
from client_shop import ShopGoodsPushRequest, ShopItem
from raw_server import Line, RawServer, answer_of, raw_server
from topclient._runtime.client import AsyncClient, Client
from topclient._runtime.errors import CallerError, TopError
from topclient._runtime.model import Upload
from transport_variants import each_async_transport

pytestmark = pytest.mark.slow

THREADS, TASKS, CALLS = 50, 300, 10
MOST_CONNECTIONS = 100


def echo(line: Line) -> None:
    """Answers with what was asked, now and then after a while, and every tenth question with an error."""
    while True:
        head, _, body = line.read_request().partition(b"\r\n\r\n")
        if b"multipart" in head:
            asked = {"pid": body.partition(b'name="pid"\r\n\r\n')[2].split(b"\r\n")[0].decode()}
        else:
            asked = dict(parse_qsl(body.decode()))
        if random.random() < 0.05:
            time.sleep(0.01)
        answer: dict[str, Any] = {
            "shop_goods_push_response": {
                "integer": asked["pid"],
                "text": asked.get("session"),
                "request_id": asked["pid"],
                "items": {"item_d_t_o": [{"item_id": asked["pid"]}] * 3},
            }
        }
        if asked["pid"].endswith("7"):
            answer = {"error_response": {"code": 50, "sub_code": "isv.x", "sub_msg": asked["pid"]}}
        line.send(answer_of(json.dumps(answer).encode()))


def question(number: int) -> ShopGoodsPushRequest:
    return ShopGoodsPushRequest(pid=number, image=Upload(b"x" * (number % 9)) if number % 10 == 3 else None)


def check(number: int, session: str, call: Callable[[], Any]) -> None:
    if number % 10 == 7:
        with pytest.raises(CallerError) as caught:
            call()
        assert caught.value.sub_msg == str(number)
    else:
        check_answer(number, session, call())


def check_answer(number: int, session: str, answer: Any) -> None:
    assert answer.integer == number and answer.request_id == str(number)
    assert answer.items == [ShopItem(item_id=number)] * 3
    assert answer.text == (None if number % 10 == 3 else session)


def test_fifty_threads_get_their_own_answers() -> None:
    seen: list[int] = []
    started = threading.Barrier(THREADS)

    def work(thread: int) -> None:
        started.wait(10)
        for number in range(thread * CALLS, (thread + 1) * CALLS):
            session = f"session-{number}"
            if number % 2:
                check(number, session, partial(client.execute, question(number), session=session))
            else:
                check_answer(number, session, client.with_options(session=session).execute(question(number)))

    with raw_server(echo) as server, ThreadPoolExecutor(THREADS) as pool:
        with Client("k", "s", gateway=server.url, on_attempt=lambda outcome: seen.append(outcome.number)) as client:
            for _ in pool.map(work, range(THREADS), timeout=30):
                pass
        assert server.connections <= THREADS and seen == [1] * THREADS * CALLS


@each_async_transport
def test_three_hundred_tasks_get_their_own_answers(transport: str) -> None:
    async def work(client: AsyncClient, number: int) -> None:
        for _ in range(2):
            session = f"session-{number}"
            try:
                check_answer(number, session, await client.execute(question(number), session=session))
            except CallerError as error:
                assert error.sub_msg == str(number)

    async def run(server: RawServer) -> None:
        async with AsyncClient("k", "s", gateway=server.url, transport=transport) as client, asyncio.timeout(30):
            await asyncio.gather(*(work(client, number) for number in range(TASKS)))

    with raw_server(echo) as server:
        asyncio.run(run(server))
        assert server.connections <= MOST_CONNECTIONS


@each_async_transport
def test_calls_that_are_cancelled_leave_room_for_the_others(transport: str) -> None:
    def slowly(line: Line) -> None:
        while True:
            asked = dict(parse_qsl(line.read_request().partition(b"\r\n\r\n")[2].decode()))
            line.over.wait(5 if asked["pid"] == "1" else 0)
            line.send(answer_of(json.dumps({"shop_goods_push_response": {"integer": asked["pid"]}}).encode()))

    async def run(url: str) -> None:
        async with AsyncClient("k", "s", gateway=url, transport=transport) as client:
            stuck = [asyncio.create_task(client.execute(ShopGoodsPushRequest(pid=1))) for _ in range(300)]
            await asyncio.sleep(0.3)
            for task in stuck:
                task.cancel()
            ended = await asyncio.gather(*stuck, return_exceptions=True)
            assert all(isinstance(one, asyncio.CancelledError) for one in ended)
            answers = await asyncio.gather(*(client.execute(ShopGoodsPushRequest(pid=n)) for n in range(2, 200)))
            assert [answer.integer for answer in answers] == list(range(2, 200))

    with raw_server(slowly) as server:
        asyncio.run(asyncio.wait_for(run(server.url), 30))


def test_a_client_in_one_thread_is_closed_while_others_call() -> None:
    """Whatever the others get, it is an answer, an error of ours or that the client is closed, and nobody waits."""
    ended: list[Any] = []

    def work(number: int) -> None:
        for _ in range(20):
            try:
                ended.append(client.execute(ShopGoodsPushRequest(pid=number * 10), deadline=5))
            except (TopError, RuntimeError) as error:
                ended.append(error)

    with raw_server(echo) as server, ThreadPoolExecutor(8) as pool:
        client = Client("k", "s", gateway=server.url)
        running = pool.map(work, range(8), timeout=30)
        time.sleep(0.05)
        client.close()
        client.close()
        for _ in running:
            pass
    assert len(ended) == 160 and str(ended[-1]) == "this client is closed"
