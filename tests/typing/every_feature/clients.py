"""Every setting of a client, transports of one's own, middleware and hooks."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import assert_type

from topclient import (
    NO_RETRY,
    PLATFORM_RULES,
    AsyncMiddleware,
    AsyncSend,
    AsyncSettings,
    AsyncTopClient,
    AsyncTransport,
    Attempt,
    FenxiaoProductUpdateRequest,
    FenxiaoProductUpdateResponse,
    HttpRequest,
    Middleware,
    Mismatch,
    Outcome,
    RateLimit,
    Reply,
    Response,
    RetryPolicy,
    RetryRule,
    Send,
    Settings,
    Timeouts,
    TopClient,
    TopError,
    Transport,
)

log = logging.getLogger(__name__)


def notice(mismatch: Mismatch) -> None:
    log.warning("%s: no %s: %r", mismatch.path, mismatch.expected, mismatch.value)


def measure(outcome: Outcome) -> None:
    assert_type(outcome.error, TopError | None)
    assert_type(outcome.response, Response | None)
    log.info("%s #%d took %.3f s, next in %s", outcome.api, outcome.number, outcome.seconds, outcome.wait)


def numbered(attempt: Attempt, send: Send) -> Response:
    if attempt.number > 1:
        attempt = replace(attempt, headers={**attempt.headers, "X-Attempt": str(attempt.number)})
    return send(attempt)


async def with_session(attempt: Attempt, send: AsyncSend) -> Response:
    return await send(replace(attempt, session=f"session for {attempt.api}"))


def passed_on(attempt: Attempt, send: AsyncSend) -> Awaitable[Response]:
    return send(attempt)


def policies() -> Sequence[RetryPolicy]:
    rule = RetryRule("isv.busy-*", "reads", slow=True)
    return [NO_RETRY, RetryPolicy(attempts=6, first_wait=0.1).extended(rule), RetryPolicy(rules=PLATFORM_RULES[:2])]


def every_setting() -> TopClient:
    middleware: Middleware = numbered
    client = TopClient(
        "12345678",
        "helloworld",
        transport="httpx2",
        session="…",
        gateway="sandbox",
        format="json",
        simplify=True,
        sign_method="hmac-sha256",
        timeout=Timeouts(connect=3, read=10),
        deadline=None,
        retry=policies()[0],
        idempotent=False,
        rate_limit=RateLimit(40, overall=100, apis={"taobao.fenxiao.product.update": 0.5}),
        strict=True,
        raise_on_failure=True,
        on_mismatch=notice,
        on_attempt=measure,
        partner_id="me",
        target_app_key="87654321",
        clock=datetime.now,
        middleware=[middleware, lambda attempt, send: send(attempt)],
    )
    settings: Settings = {"session": None, "timeout": 2.5, "format": "xml"}
    assert_type(client.with_options(**settings), TopClient)
    return client


def every_asynchronous_setting() -> AsyncTopClient:
    middleware: AsyncMiddleware = with_session
    settings: AsyncSettings = {
        "middleware": [middleware, passed_on],
        "on_attempt": measure,
        "gateway": "https://localhost/",
    }
    client = AsyncTopClient("12345678", "helloworld", transport="aiohttp", **settings)
    assert_type(client.with_options(rate_limit=None, retry=NO_RETRY), AsyncTopClient)
    return client


def opened_and_closed() -> None:
    with TopClient.from_env(session="…") as client:
        assert_type(client, TopClient)
    client.close()


async def opened_and_closed_asynchronously() -> None:
    async with AsyncTopClient.from_env(transport="httpx2") as client:
        assert_type(client, AsyncTopClient)
    await client.aclose()


class Canned:
    def send(self, request: HttpRequest) -> Reply:
        return Reply(200, {"content-type": "text/javascript"}, request.url.encode())

    def close(self) -> None:
        """Nothing is open."""


class AsyncCanned:
    async def send(self, request: HttpRequest) -> Reply:
        return Canned().send(request)

    async def aclose(self) -> None:
        """Nothing is open."""


def transports_of_one_s_own() -> None:
    transport: Transport = Canned()
    asynchronous: AsyncTransport = AsyncCanned()
    client = TopClient("12345678", "helloworld", transport=transport)
    AsyncTopClient("12345678", "helloworld", transport=asynchronous)
    request = FenxiaoProductUpdateRequest(pid=1)
    unsent = client.prepare(request, session="…")
    assert_type(client.decode(request, transport.send(unsent)), FenxiaoProductUpdateResponse)
