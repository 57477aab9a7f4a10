"""A call and its attempts, over real sockets; the API of these tests is a write."""

from __future__ import annotations

import asyncio
import socket
import time
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from client_shop import ShopGoodsPushRequest, ShopGoodsPushResponse
from client_variants import QUICK, ClientVariant, each_client
from fake_gateway import GOOD, HANG_UP, SILENCE, Script, answering, as_json, failure, page
from raw_server import Line
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
@pytest.mark.parametrize("answer", [failure(15, "isp.unknown-error"), failure(10), HANG_UP, page(502)])
def test_a_write_that_may_have_been_executed_is_sent_once(variant: ClientVariant, answer: Any) -> None:
    with answering(answer, GOOD) as gateway, pytest.raises(TopError) as caught:
        variant.call(gateway)
    assert len(gateway.received) == 1 and caught.value.attempts == 1


@each_client
@pytest.mark.parametrize("answer", [failure(15, "isp.unknown-error"), failure(10), HANG_UP, page(502)])
def test_a_write_marked_as_idempotent_is_sent_until_it_is_answered(variant: ClientVariant, answer: Any) -> None:
    with answering(answer, answer, answer, GOOD) as gateway:
        assert variant.call(gateway, idempotent=True) == ShopGoodsPushResponse(integer=1)
    assert len(gateway.received) == 4
    with answering(answer, answer, answer, answer, GOOD) as gateway, pytest.raises(TopError) as caught:
        variant.call(gateway, idempotent=True)
    assert len(gateway.received) == 4 and caught.value.attempts == 4


@each_client
def test_a_timeout_is_no_reason_to_write_again(variant: ClientVariant) -> None:
    for settings in ({"timeout": 0.3}, {"deadline": 0.3}):
        with answering(SILENCE) as gateway, pytest.raises(CallTimeoutError):
            variant.call(gateway, **settings)
        assert len(gateway.received) == 1


def test_a_read_is_known_by_the_last_word_of_its_name() -> None:
    class Get(ShopGoodsPushRequest):
        __api__ = replace(ShopGoodsPushRequest.__api__, name="taobao.shop.goods.get")

    with answering(HANG_UP, GOOD) as gateway, Client("k", "s", gateway=gateway.url, retry=QUICK) as client:
        assert client.execute(Get(pid=1)) == ShopGoodsPushResponse(integer=1)
        assert len(gateway.received) == 2
    with answering(HANG_UP, GOOD) as gateway, Client("k", "s", gateway=gateway.url, idempotent=False) as client:
        with pytest.raises(TransportError):
            client.execute(Get(pid=1))
        assert len(gateway.received) == 1


@each_client
def test_a_gateway_that_cannot_be_reached_is_tried_again_for_writes_too(variant: ClientVariant) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/"
    outcomes: list[Outcome] = []
    with pytest.raises(ConnectError) as caught:
        variant.call(url, on_attempt=outcomes.append)
    assert caught.value.attempts == 4 and [one.number for one in outcomes] == [1, 2, 3, 4]


@each_client
def test_each_attempt_is_signed_anew(variant: ClientVariant) -> None:
    moments = iter([f"2016-01-01 12:00:0{second}" for second in range(9)])
    with answering(failure(7), GOOD) as gateway:
        variant.call(
            gateway,
            retry=replace(QUICK, rules=(RetryRule("7", "always"),)),
            clock=lambda: datetime.fromisoformat(next(moments)),
        )
    first, second = gateway.forms
    assert first["timestamp"] < second["timestamp"] and first["sign"] != second["sign"]


@each_client
def test_a_ban_is_waited_out_within_the_deadline(variant: ClientVariant) -> None:
    ban = failure(7, "accesscontrol.limited-by-app-api-access-count", "This ban will last for 0 more seconds")
    start = time.monotonic()
    with answering(ban, GOOD) as gateway:
        assert variant.call(gateway, deadline=5) == ShopGoodsPushResponse(integer=1)
    assert 1 <= time.monotonic() - start < 2 and len(gateway.received) == 2


@each_client
def test_a_ban_that_does_not_fit_into_the_deadline_ends_the_call_at_once(variant: ClientVariant) -> None:
    ban = failure(7, "accesscontrol.limited-by-app-access-count", "This ban will last for 31062 more seconds")
    start = time.monotonic()
    with answering(ban, GOOD) as gateway, pytest.raises(FlowLimitError) as caught:
        variant.call(gateway, deadline=60)
    assert caught.value.ban_seconds == 31062 and time.monotonic() - start < 0.5 and len(gateway.received) == 1


@each_client
def test_the_deadline_holds_for_all_attempts_and_waits_together(variant: ClientVariant) -> None:
    def wait(line: Line) -> None:
        line.over.wait(0.1)
        raise ConnectionError

    start = time.monotonic()
    with answering(Script(wait)) as gateway, pytest.raises(TransportError) as caught:
        policy = RetryPolicy(attempts=100, first_wait=0.01, longest_wait=0.01)
        variant.call(gateway, idempotent=True, deadline=0.6, retry=policy)
    assert 0.4 < time.monotonic() - start < 0.8
    assert 2 <= caught.value.attempts <= 6
    # The deadline may end the last attempt before its request has arrived.
    assert len(gateway.received) in (caught.value.attempts, caught.value.attempts - 1)


def test_a_single_call_may_have_a_policy_of_its_own() -> None:
    with answering(HANG_UP) as gateway, Client("k", "s", gateway=gateway.url, retry=QUICK, idempotent=True) as client:
        with pytest.raises(TransportError) as caught:
            client.execute(ShopGoodsPushRequest(pid=1), retry=NO_RETRY)
        assert caught.value.attempts == len(gateway.received) == 1
        with pytest.raises(TransportError) as caught:
            client.with_options(retry=replace(QUICK, attempts=2)).execute(ShopGoodsPushRequest(pid=1))
        assert caught.value.attempts == 2 and len(gateway.received) == 3
        with pytest.raises(TransportError) as caught:
            client.execute(ShopGoodsPushRequest(pid=1))
        assert caught.value.attempts == 4 and len(gateway.received) == 7


@each_client
def test_a_refused_argument_is_no_attempt_at_all(variant: ClientVariant) -> None:
    with answering(GOOD) as gateway, pytest.raises(ArgumentError):
        variant.call(gateway, ShopGoodsPushRequest(pid="1"))  # type: ignore[arg-type]
    assert gateway.received == []


@each_client
def test_a_failure_in_the_data_is_never_sent_again(variant: ClientVariant) -> None:
    failed = as_json({"shop_goods_push_response": {"success": False, "error_code": "isp.unknown-error"}})
    with answering(failed, GOOD) as gateway, pytest.raises(PlatformError):
        variant.call(gateway, idempotent=True, raise_on_failure=True)
    assert len(gateway.received) == 1


@each_client
def test_the_hook_sees_every_attempt(variant: ClientVariant) -> None:
    outcomes: list[Outcome] = []
    with answering(failure(15, "isp.unknown-error"), HANG_UP, GOOD) as gateway:
        response = variant.call(gateway, idempotent=True, on_attempt=outcomes.append)
    first, second, third = outcomes
    assert [one.number for one in outcomes] == [1, 2, 3]
    assert {one.api for one in outcomes} == {"taobao.shop.goods.push"}
    assert isinstance(first.error, PlatformError) and type(second.error) is TransportError and third.error is None
    assert (first.response, second.response, third.response) == (None, None, response)
    assert first.wait and second.wait and third.wait is None
    assert all(0 < one.seconds < 1 for one in outcomes)


@each_client
def test_the_hook_sees_that_no_attempt_follows(variant: ClientVariant) -> None:
    outcomes: list[Outcome] = []
    with answering(failure(50, "isv.invalid-parameter")) as gateway, pytest.raises(CallerError) as caught:
        variant.call(gateway, on_attempt=outcomes.append)
    (only,) = outcomes
    assert only.error is caught.value and only.wait is None


def test_timeouts_of_one_attempt_leave_time_for_the_next() -> None:
    settings: dict[str, Any] = {"timeout": Timeouts(read=0.1), "deadline": 5, "idempotent": True, "retry": QUICK}
    with answering(SILENCE, GOOD) as gateway, Client("k", "s", gateway=gateway.url, **settings) as client:
        assert client.execute(ShopGoodsPushRequest(pid=1)).integer == 1


@each_client
def test_requests_are_not_changed_by_their_calls(variant: ClientVariant) -> None:
    request: Request[Any] = ShopGoodsPushRequest(pid=1)
    with answering(HANG_UP, GOOD) as gateway:
        variant.call(gateway, request, idempotent=True)
    assert request == ShopGoodsPushRequest(pid=1)


def test_who_waits_for_the_next_attempt_holds_up_no_other_task() -> None:
    async def run(url: str) -> None:
        policy = RetryPolicy(attempts=2, first_wait=0.6)
        async with AsyncClient("k", "s", gateway=url, retry=policy, idempotent=True) as client:
            calls = (client.execute(ShopGoodsPushRequest(pid=1)) for _ in range(20))
            assert all(isinstance(one, TransportError) for one in await asyncio.gather(*calls, return_exceptions=True))

    start = time.monotonic()
    with answering(HANG_UP) as gateway:
        asyncio.run(run(gateway.url))
    assert len(gateway.received) == 40 and time.monotonic() - start < 3


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_a_hook_that_fails_costs_no_answer(kind: str, caplog: pytest.LogCaptureFixture) -> None:
    def fail(_: object) -> None:
        raise ZeroDivisionError("secret")

    async def run(url: str) -> object:
        async with AsyncClient("k", "s", gateway=url, on_attempt=fail) as client:
            return await client.execute(ShopGoodsPushRequest(pid=1))

    with answering(GOOD) as gateway:
        if kind == "async":
            assert asyncio.run(run(gateway.url))
        else:
            with Client("k", "s", gateway=gateway.url, on_attempt=fail) as client:
                assert client.execute(ShopGoodsPushRequest(pid=1))
        assert len(gateway.received) == 1
    assert "on_attempt raised ZeroDivisionError, and the call goes on" in caplog.text and "secret" not in caplog.text
