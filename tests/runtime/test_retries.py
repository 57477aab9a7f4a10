"""The way of a call through its attempts, over real sockets; the API of these tests is a write."""

from __future__ import annotations

import asyncio
import socket
import time
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from client_answers import GOOD, answering, failure, hang_up, page, reply
from client_callers import QUICK, Caller, each_client
from client_raw import Line
from client_shop import ShopGoodsPushRequest, ShopGoodsPushResponse
from topclient._runtime.calls.attempt import Outcome
from topclient._runtime.calls.retry import NO_RETRY, RetryPolicy, RetryRule
from topclient._runtime.client import AsyncClient, Client
from topclient._runtime.errors import (
    ArgumentError,
    CallerError,
    CallTimeoutError,
    ConnectError,
    FlowLimitError,
    PlatformError,
    TopError,
    TransportError,
)
from topclient._runtime.model import Request
from topclient._runtime.transport.interface import Timeouts


@each_client
@pytest.mark.parametrize("turn", [failure(15, "isp.unknown-error"), failure(10), hang_up, page("502 Bad Gateway")])
def test_a_write_that_may_have_been_executed_is_sent_once(call: Caller, turn: Any) -> None:
    with answering(turn, GOOD) as asked, pytest.raises(TopError) as caught:
        call(asked)
    assert len(asked.calls) == 1 and caught.value.attempts == 1


@each_client
@pytest.mark.parametrize("turn", [failure(15, "isp.unknown-error"), failure(10), hang_up, page("502 Bad Gateway")])
def test_a_write_marked_as_idempotent_is_sent_until_it_is_answered(call: Caller, turn: Any) -> None:
    with answering(turn, turn, turn, GOOD) as asked:
        assert call(asked, idempotent=True) == ShopGoodsPushResponse(integer=1)
    assert len(asked.calls) == 4
    with answering(turn, turn, turn, turn, GOOD) as asked, pytest.raises(TopError) as caught:
        call(asked, idempotent=True)
    assert len(asked.calls) == 4 and caught.value.attempts == 4


@each_client
def test_a_timeout_is_no_reason_to_write_again(call: Caller) -> None:
    def wait(line: Line) -> None:
        line.over.wait()

    for settings in ({"timeout": 0.3}, {"deadline": 0.3}):
        with answering(wait) as asked, pytest.raises(CallTimeoutError):
            call(asked, **settings)
        assert len(asked.calls) == 1


def test_a_read_is_known_by_the_last_word_of_its_name() -> None:
    class Get(ShopGoodsPushRequest):
        __api__ = replace(ShopGoodsPushRequest.__api__, name="taobao.shop.goods.get")

    with answering(hang_up, GOOD) as asked, Client("k", "s", gateway=asked.url, retry=QUICK) as client:
        assert client.execute(Get(pid=1)) == ShopGoodsPushResponse(integer=1)
        assert len(asked.calls) == 2
    with answering(hang_up, GOOD) as asked, Client("k", "s", gateway=asked.url, idempotent=False) as client:
        with pytest.raises(TransportError):
            client.execute(Get(pid=1))
        assert len(asked.calls) == 1


@each_client
def test_a_gateway_that_cannot_be_reached_is_tried_again_for_writes_too(call: Caller) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/"
    outcomes: list[Outcome] = []
    with pytest.raises(ConnectError) as caught:
        call(url, on_attempt=outcomes.append)
    assert caught.value.attempts == 4 and [one.number for one in outcomes] == [1, 2, 3, 4]


@each_client
def test_each_attempt_is_signed_anew(call: Caller) -> None:
    moments = iter([f"2016-01-01 12:00:0{second}" for second in range(9)])
    with answering(failure(7), GOOD) as asked:
        call(
            asked,
            retry=replace(QUICK, rules=(RetryRule("7", "always"),)),
            clock=lambda: datetime.fromisoformat(next(moments)),
        )
    first, second = asked.calls
    assert first["timestamp"] < second["timestamp"] and first["sign"] != second["sign"]


@each_client
def test_a_ban_is_waited_out_within_the_deadline(call: Caller) -> None:
    ban = failure(7, "accesscontrol.limited-by-app-api-access-count", "This ban will last for 0 more seconds")
    start = time.monotonic()
    with answering(ban, GOOD) as asked:
        assert call(asked, deadline=5) == ShopGoodsPushResponse(integer=1)
    assert 1 <= time.monotonic() - start < 2 and len(asked.calls) == 2


@each_client
def test_a_ban_that_does_not_fit_into_the_deadline_ends_the_call_at_once(call: Caller) -> None:
    ban = failure(7, "accesscontrol.limited-by-app-access-count", "This ban will last for 31062 more seconds")
    start = time.monotonic()
    with answering(ban, GOOD) as asked, pytest.raises(FlowLimitError) as caught:
        call(asked, deadline=60)
    assert caught.value.ban_seconds == 31062 and time.monotonic() - start < 0.5 and len(asked.calls) == 1


@each_client
def test_the_deadline_holds_for_all_attempts_and_waits_together(call: Caller) -> None:
    def wait(line: Line) -> None:
        line.over.wait(0.1)
        raise ConnectionError

    start = time.monotonic()
    with answering(wait) as asked, pytest.raises(TransportError) as caught:
        policy = RetryPolicy(attempts=100, first_wait=0.01, longest_wait=0.01)
        call(asked, idempotent=True, deadline=0.6, retry=policy)
    assert 0.4 < time.monotonic() - start < 0.8
    assert 2 <= caught.value.attempts == len(asked.calls) <= 6


def test_a_single_call_may_have_a_policy_of_its_own() -> None:
    with answering(hang_up) as asked, Client("k", "s", gateway=asked.url, retry=QUICK, idempotent=True) as client:
        with pytest.raises(TransportError) as caught:
            client.execute(ShopGoodsPushRequest(pid=1), retry=NO_RETRY)
        assert caught.value.attempts == len(asked.calls) == 1
        with pytest.raises(TransportError) as caught:
            client.with_options(retry=replace(QUICK, attempts=2)).execute(ShopGoodsPushRequest(pid=1))
        assert caught.value.attempts == 2 and len(asked.calls) == 3
        with pytest.raises(TransportError) as caught:
            client.execute(ShopGoodsPushRequest(pid=1))
        assert caught.value.attempts == 4 and len(asked.calls) == 7


@each_client
def test_a_refused_argument_is_no_attempt_at_all(call: Caller) -> None:
    with answering(GOOD) as asked, Client("k", "s", gateway=asked.url) as client:
        with pytest.raises(ArgumentError):
            client.execute(ShopGoodsPushRequest(pid="1"))  # type: ignore[arg-type]
        assert asked.calls == []


@each_client
def test_a_failure_in_the_data_is_never_sent_again(call: Caller) -> None:
    failed = reply({"shop_goods_push_response": {"success": False, "error_code": "isp.unknown-error"}})
    with answering(failed, GOOD) as asked, pytest.raises(PlatformError):
        call(asked, idempotent=True, raise_on_failure=True)
    assert len(asked.calls) == 1


@each_client
def test_the_hook_sees_every_attempt(call: Caller) -> None:
    outcomes: list[Outcome] = []
    with answering(failure(15, "isp.unknown-error"), hang_up, GOOD) as asked:
        response = call(asked, idempotent=True, on_attempt=outcomes.append)
    first, second, third = outcomes
    assert [one.number for one in outcomes] == [1, 2, 3]
    assert {one.api for one in outcomes} == {"taobao.shop.goods.push"}
    assert isinstance(first.error, PlatformError) and type(second.error) is TransportError and third.error is None
    assert (first.response, second.response, third.response) == (None, None, response)
    assert first.wait and second.wait and third.wait is None
    assert all(0 < one.seconds < 1 for one in outcomes)


@each_client
def test_the_hook_is_told_that_no_attempt_follows(call: Caller) -> None:
    outcomes: list[Outcome] = []
    with answering(failure(50, "isv.invalid-parameter")) as asked, pytest.raises(CallerError) as caught:
        call(asked, on_attempt=outcomes.append)
    (only,) = outcomes
    assert only.error is caught.value and only.wait is None


def test_timeouts_of_one_attempt_leave_time_for_the_next() -> None:
    def wait_once(line: Line) -> None:
        line.over.wait()

    settings: dict[str, Any] = {"timeout": Timeouts(read=0.1), "deadline": 5, "idempotent": True, "retry": QUICK}
    with answering(wait_once, GOOD) as asked, Client("k", "s", gateway=asked.url, **settings) as client:
        assert client.execute(ShopGoodsPushRequest(pid=1)).integer == 1


@each_client
def test_requests_are_not_changed_by_their_calls(call: Caller) -> None:
    request: Request[Any] = ShopGoodsPushRequest(pid=1)
    with answering(hang_up, GOOD) as asked, Client("k", "s", gateway=asked.url, retry=QUICK, idempotent=True) as client:
        client.execute(request)
    assert request == ShopGoodsPushRequest(pid=1)


def test_who_waits_for_the_next_attempt_holds_up_no_other_task() -> None:
    async def run(url: str) -> None:
        policy = RetryPolicy(attempts=2, first_wait=0.6)
        async with AsyncClient("k", "s", gateway=url, retry=policy, idempotent=True) as client:
            calls = (client.execute(ShopGoodsPushRequest(pid=1)) for _ in range(20))
            assert all(isinstance(one, TransportError) for one in await asyncio.gather(*calls, return_exceptions=True))

    start = time.monotonic()
    with answering(hang_up) as asked:
        asyncio.run(run(asked.url))
    assert len(asked.calls) == 40 and time.monotonic() - start < 3
