"""Functions of one's own around every attempt: what they see, change, answer and raise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from client_answers import GOOD, answering, failure, hang_up
from client_callers import Caller, call_sync, each_client
from client_shop import ShopGoodsPushRequest, ShopGoodsPushResponse
from topclient._runtime.calls.attempt import Attempt, Send
from topclient._runtime.errors import (
    ConnectError,
    GatewayError,
)


class Layer:
    """A middleware for both clients that notes what passes through it."""

    def __init__(self, change: Callable[[Attempt], Attempt] = lambda attempt: attempt) -> None:
        self.seen: list[int] = []
        self.change = change

    def sync(self, attempt: Attempt, send: Send) -> Any:
        self.seen.append(attempt.number)
        return send(self.change(attempt))

    async def tasks(self, attempt: Attempt, send: Any) -> Any:
        self.seen.append(attempt.number)
        return await send(self.change(attempt))

    def fit(self, call: Caller) -> Any:
        return self.sync if call is call_sync else self.tasks


@each_client
def test_middleware_sees_every_attempt_the_first_one_outermost(call: Caller) -> None:
    order: list[str] = []

    def noting(name: str) -> Layer:
        def note(attempt: Attempt) -> Attempt:
            order.append(name)
            return attempt

        return Layer(note)

    outer, inner = noting("outer"), noting("inner")
    with answering(hang_up, failure(10), GOOD) as asked:
        call(asked, idempotent=True, middleware=[outer.fit(call), inner.fit(call)])
    assert outer.seen == inner.seen == [1, 2, 3] and order == ["outer", "inner"] * 3


@each_client
def test_middleware_changes_session_headers_and_arguments(call: Caller) -> None:
    layer = Layer(
        lambda attempt: replace(
            attempt, session="another", headers={"X-Trace": "7"}, request=ShopGoodsPushRequest(pid=2)
        )
    )
    with answering(GOOD) as asked:
        call(asked, session="one", middleware=[layer.fit(call)])
    assert asked.calls[0]["session"] == "another" and asked.calls[0]["pid"] == "2"
    assert b"\r\nX-Trace: 7" in asked.heads[0]


@each_client
def test_middleware_renews_a_session_and_sends_again_itself(call: Caller) -> None:
    def renew(attempt: Attempt, send: Send) -> Any:
        try:
            return send(attempt)
        except GatewayError:
            return send(replace(attempt, session="new"))

    async def renew_in_task(attempt: Attempt, send: Any) -> Any:
        try:
            return await send(attempt)
        except GatewayError:
            return await send(replace(attempt, session="new"))

    with answering(failure(27, "session-expired"), GOOD) as asked:
        call(asked, session="old", middleware=[renew if call is call_sync else renew_in_task])
    assert [params["session"] for params in asked.calls] == ["old", "new"]


@each_client
def test_middleware_answers_itself(call: Caller) -> None:
    own = ShopGoodsPushResponse(integer=7)

    def answer(attempt: Attempt, send: Send) -> Any:
        return own

    async def answer_in_task(attempt: Attempt, send: Any) -> Any:
        return own

    with answering(GOOD) as asked:
        assert call(asked, middleware=[answer if call is call_sync else answer_in_task]) is own
    assert asked.calls == []


@each_client
def test_what_middleware_raises_is_judged_like_every_failure(call: Caller) -> None:
    faults: list[Exception] = [ConnectError("of one's own"), ValueError("a bug")]

    def fail(attempt: Attempt, send: Send) -> Any:
        if attempt.number <= len(faults):
            raise faults[attempt.number - 1]
        return send(attempt)

    async def fail_in_task(attempt: Attempt, send: Any) -> Any:
        return fail(attempt, send) if attempt.number <= len(faults) else await send(attempt)

    middleware = [fail if call is call_sync else fail_in_task]
    with answering(GOOD) as asked:
        with pytest.raises(ValueError, match="a bug"):
            call(asked, middleware=middleware)
        assert asked.calls == []
        faults.pop()
        assert call(asked, middleware=middleware) == ShopGoodsPushResponse(integer=1)
