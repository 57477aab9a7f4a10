"""Calls over loopback: ours, other clients of the platform, and bare HTTP libraries that post the same bytes.

In:  how many rounds. Out: tables for waiting callers, for tasks, and for what of a call is not the network.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, ExitStack, contextmanager
from importlib import import_module
from typing import Any

from client_report import Table, compare
from client_rounds import Call, run_rounds
from client_server import running_server
from topclient import AsyncTopClient, FenxiaoProductUpdateRequest, TopClient
from topclient._runtime.reply import Reply
from topclient._runtime.transport.interface import HttpRequest

CALLS = 150
"""In a row, by one contestant, before it is the next one's turn."""
KEY, SECRET, SESSION = "12345678", "helloworld", "6100e23b06fb1"
ARGUMENTS: dict[str, Any] = {
    "pid": 444,
    "name": "加厚羊毛袜子 男士中筒袜",
    "standard_price": "10.56",
    "desc": "<p>精梳棉，吸汗透气</p>" * 8,
    "quantity": 1000,
    "prov": "浙江",
    "city": "杭州",
}
REPLY = '{"fenxiao_product_update_response":{"pid":444,"modified":"2016-01-01 12:00:00","request_id":"rxn6gucwgtpv"}}'
AsyncCall = Callable[[], Awaitable[object]]


def measure_calls(rounds: int) -> list[Table]:
    """Return every contestant that is installed, in turns."""
    with running_server(REPLY) as port:
        return [_measure_sync(rounds, port), asyncio.run(_measure_async(rounds, port)), _measure_preparing(rounds)]


def _request() -> FenxiaoProductUpdateRequest:
    return FenxiaoProductUpdateRequest(**ARGUMENTS)


class _Keeping:
    """A transport that keeps what it is to send."""

    sent: HttpRequest

    def send(self, request: HttpRequest) -> Reply:
        self.sent = request
        return Reply(200, {}, REPLY.encode())

    def close(self) -> None:
        """Nothing is open."""


def _capture() -> tuple[bytes, dict[str, str]]:
    """Body and headers that our client sends."""
    transport = _Keeping()
    TopClient(KEY, SECRET, session=SESSION, transport=transport).execute(_request())
    assert isinstance(transport.sent.body, bytes)
    return transport.sent.body, transport.sent.headers()


def _measure_sync(rounds: int, port: int) -> Table:
    httpx2: Any = import_module("httpx2")
    url = f"http://127.0.0.1:{port}/router/rest"
    body, headers = _capture()
    with ExitStack() as stack:
        ours = stack.enter_context(TopClient(KEY, SECRET, session=SESSION, gateway=url))
        bare = stack.enter_context(httpx2.Client())
        contestants: dict[str, Call] = {
            "bare httpx2 post": lambda: bare.post(url, content=body, headers=headers).content,
            "topclient": lambda: ours.execute(_request()),
        }
        absent: dict[str, str] = {}
        for name, make in {"taobaopy": _make_taobaopy, "topsdk": _make_topsdk}.items():
            with _absence(name, absent):
                contestants[name] = make(port)
        return compare("A call that waits", "bare httpx2 post", run_rounds(contestants, rounds, CALLS), absent)


async def _measure_async(rounds: int, port: int) -> Table:
    httpx2: Any = import_module("httpx2")
    url = f"http://127.0.0.1:{port}/router/rest"
    body, headers = _capture()
    absent: dict[str, str] = {}
    async with AsyncExitStack() as stack:
        bare = await stack.enter_async_context(httpx2.AsyncClient())
        ours = await stack.enter_async_context(AsyncTopClient(KEY, SECRET, session=SESSION, gateway=url))
        contestants: dict[str, AsyncCall] = {
            "bare httpx2 post": lambda: bare.post(url, content=body, headers=headers),
            "topclient on httpx2": lambda: ours.execute(_request()),
        }
        with _absence("aiohttp", absent):
            light = await stack.enter_async_context(
                AsyncTopClient(KEY, SECRET, session=SESSION, gateway=url, transport="aiohttp")
            )
            contestants["topclient on aiohttp"] = lambda: light.execute(_request())
            aiohttp: Any = import_module("aiohttp")
            session = await stack.enter_async_context(aiohttp.ClientSession())

            async def post() -> object:
                async with session.post(url, data=body, headers=headers) as answer:
                    return await answer.read()

            contestants["bare aiohttp post"] = post
        times = await _run_async(contestants, rounds, CALLS)
        return compare("A call of a task", "bare httpx2 post", times, absent)


def _measure_preparing(rounds: int) -> Table:
    client = TopClient(KEY, SECRET, session=SESSION, transport=_Keeping())
    urllib: Any = import_module("urllib.parse")
    pairs = dict(urllib.parse_qsl(_capture()[0].decode()))
    contestants: dict[str, Call] = {
        "urlencode alone": lambda: urllib.urlencode(pairs).encode(),
        "topclient: encode, sign, decode the reply": lambda: client.execute(_request()),
    }
    times = run_rounds(contestants, rounds, 10 * CALLS)
    return compare("A call without the network", "urlencode alone", times)


def _make_taobaopy(port: int) -> Call:
    library: Any = import_module("taobaopy.taobao")
    client = library.TaoBaoAPIClient(KEY, SECRET, domain=f"http://127.0.0.1:{port}", retry_count=1)
    client.set_access_token(SESSION)
    return lambda: client.fenxiao_product_update(**ARGUMENTS)


def _make_topsdk(port: int) -> Call:
    library: Any = import_module("top.api")
    top: Any = import_module("top")

    update: Any = type("Update", (library.base.RestApi,), {"getapiname": lambda _: "taobao.fenxiao.product.update"})

    def call() -> object:
        request = update("127.0.0.1", port)
        request.set_app_info(top.appinfo(KEY, SECRET))
        vars(request).update(ARGUMENTS)
        return request.getResponse(SESSION)

    return call


@contextmanager
def _absence(name: str, absent: dict[str, str]) -> Iterator[None]:
    """Note that a library is missing rather than stop."""
    try:
        yield
    except (ImportError, ValueError):
        absent[name] = "not installed"


async def _run_async(contestants: dict[str, AsyncCall], rounds: int, calls: int) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(rounds + 1):
        for name, call in contestants.items():
            start = time.perf_counter()
            for _ in range(calls):
                await call()
            times[name].append((time.perf_counter() - start) / calls)
    return {name: measured[1:] for name, measured in times.items()}
