"""The client's own limit of calls a second: never more than allowed, nothing lost, shared by all who have it."""

from __future__ import annotations

import asyncio
import threading
import time
from types import SimpleNamespace
from typing import Any

import pytest
from client_shop import ShopGoodsPushRequest, ShopTimeGetRequest
from fake_gateway import GOOD, answering, failure
from hypothesis import given
from hypothesis import strategies as st
from topclient._runtime.calls import rate_limit
from topclient._runtime.calls.rate_limit import RateLimit
from topclient._runtime.calls.retry import RetryPolicy
from topclient._runtime.client import AsyncClient, Client
from topclient._runtime.errors import ConnectError, FlowLimitError, RateLimitError, TopError

PUSH = ShopGoodsPushRequest.__api__.name
rates = st.one_of(st.none(), st.integers(1, 5), st.floats(0.2, 6))


def most_in_a_window(moments: list[float], seconds: float) -> int:
    """The largest number of moments in any half-open window of so many seconds."""
    ordered = sorted(moments)
    return max(sum(start <= moment < start + seconds for moment in ordered) for start in ordered)


def keeps(moments: list[float], rate: float | None) -> bool:
    if rate is None or not moments:
        return True
    # Sums of floats are off by less than this.
    if rate < 1:
        return most_in_a_window(moments, 1 / rate - 1e-6) == 1
    return most_in_a_window(moments, 1 - 1e-6) <= rate


@given(
    st.tuples(rates, rates, rates),
    st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 0.7), st.sampled_from([None, 0.5, 3.0])), max_size=40),
)
def test_in_no_second_more_calls_go_out_than_are_allowed(
    limits: tuple[float | None, float | None, float | None], calls: list[tuple[str, float, float | None]]
) -> None:
    overall, per_api, of_a = limits
    limit = RateLimit(per_api, overall=overall, apis={} if of_a is None else {"a": of_a})
    now, booked = 1000.0, [("", 0.0) for _ in ()]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rate_limit, "time", SimpleNamespace(monotonic=lambda: now))
        for api, pause, patience in calls:
            now += pause
            wait = limit.book(api, None if patience is None else now + patience)
            if wait is not None:
                assert wait >= 0 and (patience is None or wait <= patience)
                booked.append((api, now + wait))
    assert keeps([moment for _, moment in booked], overall)
    for name in "abc":
        rate = of_a if name == "a" and of_a is not None else per_api
        assert keeps([moment for api, moment in booked if api == name], rate)


def test_an_api_that_has_to_wait_holds_up_no_other() -> None:
    limit = RateLimit(overall=2, apis={"slow": 0.1})
    assert [limit.book("slow"), limit.book("other")] == [0, 0]
    slow = limit.book("slow")
    assert slow == pytest.approx(10, abs=0.1)
    assert [round(limit.book("other") or 0, 1) for _ in range(4)] == [1, 1, 2, 2]


def test_nothing_is_booked_for_a_call_that_would_come_too_late() -> None:
    limit = RateLimit(1)
    assert limit.book("a") == 0
    for _ in range(5):
        assert limit.book("a", time.monotonic() + 0.1) is None
    assert limit.book("a", time.monotonic() + 5) == pytest.approx(1, abs=0.1)


def plan_by_trying_all(calls: list[tuple[str, float]], rates: dict[str, float], overall: float) -> list[float]:
    """When calls go out: each at the first moment that has no full row of calls around it, all nearer than a window."""
    booked: list[tuple[str, float]] = []

    def fits(api: str, moment: float) -> bool:
        for rate, others in ((overall, booked), (rates[api], [one for one in booked if one[0] == api])):
            most, window = max(1, int(rate)), max(1.0, 1 / rate)
            near = sorted([moment, *(at for _, at in others if abs(at - moment) < window)])
            if any(last < first + window for first, last in zip(near, near[most:], strict=False)):
                return False
        return True

    for api, now in calls:
        ends = {at + max(1.0, 1 / rate) for _, at in booked for rate in (overall, *rates.values())}
        booked.append((api, next(moment for moment in sorted({now, *ends}) if moment >= now and fits(api, moment))))
    return [moment for _, moment in booked]


@given(
    st.fixed_dictionaries({name: st.sampled_from([0.25, 0.5, 1, 2, 3]) for name in "abc"}),
    st.sampled_from([0.5, 1, 2, 4]),
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from([0, 0, 0.125, 0.5, 2.0])), max_size=25),
)
def test_no_call_waits_longer_than_the_rates_ask_for(
    rates: dict[str, float], overall: float, calls: list[tuple[str, float]]
) -> None:
    limit, now, timed, found = RateLimit(overall=overall, apis=rates), 1000.0, [], []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rate_limit, "time", SimpleNamespace(monotonic=lambda: now))
        for api, pause in calls:
            now += pause
            timed.append((api, now))
            found.append(now + (limit.book(api) or 0))
    assert found == plan_by_trying_all(timed, rates, overall)


@pytest.mark.parametrize("rate", [1, 0.5, 30])
@pytest.mark.parametrize("names", [1, 40])
def test_thousands_of_waiting_calls_are_booked_in_no_time(rate: float, names: int) -> None:
    limit = RateLimit(rate, overall=rate * 2)
    start = time.perf_counter()
    for number in range(3000):
        limit.book(f"api{number % names}")
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize("apis", [["a"], {1: 2}, "a", {"a": "5"}])
def test_rates_of_apis_are_a_dict_by_their_names(apis: Any) -> None:
    with pytest.raises(ValueError, match="rate"):
        RateLimit(apis=apis)


@pytest.mark.parametrize("rate", [0, -1, float("nan"), float("inf"), "5", True])
def test_a_rate_that_is_none_is_refused(rate: Any) -> None:
    for arguments in ({"per_api": rate}, {"overall": rate}, {"apis": {"a": rate}}):
        with pytest.raises(ValueError, match="above 0"):
            RateLimit(**arguments)


def test_a_limit_says_what_it_is() -> None:
    assert repr(RateLimit(2, overall=5, apis={"a": 1})) == "RateLimit(2, overall=5, apis={'a': 1})"


def test_threads_and_tasks_and_clients_share_a_limit() -> None:
    limit, sent = RateLimit(per_api=8), []

    def note(attempt: Any, send: Any) -> Any:
        sent.append(time.monotonic())
        return send(attempt)

    async def note_task(attempt: Any, send: Any) -> Any:
        sent.append(time.monotonic())
        return await send(attempt)

    def work(url: str) -> None:
        with Client("k", "s", gateway=url, rate_limit=limit, middleware=[note]) as client:
            for _ in range(3):
                client.execute(ShopGoodsPushRequest(pid=1))

    async def tasks(url: str) -> None:
        async with AsyncClient("k", "s", gateway=url, rate_limit=limit, middleware=[note_task]) as client:
            await asyncio.gather(*(client.execute(ShopGoodsPushRequest(pid=1)) for _ in range(6)))

    with answering(GOOD) as gateway:
        threads = [threading.Thread(target=work, args=(gateway.url,)) for _ in range(4)]
        for thread in threads:
            thread.start()
        asyncio.run(tasks(gateway.url))
        for thread in threads:
            thread.join()
    # Who sleeps may wake up late, and comes closer to the next one by that.
    assert len(sent) == len(gateway.received) == 18 and most_in_a_window(sent, 0.8) <= 8
    assert max(sent) - min(sent) < 3.5


def test_apis_do_not_share_the_limit_of_each() -> None:
    with (
        answering(GOOD) as gateway,
        Client("k", "s", gateway=gateway.url, rate_limit=RateLimit(1), deadline=0.5) as client,
    ):
        client.execute(ShopGoodsPushRequest(pid=1))
        client.execute(ShopTimeGetRequest())
        assert len(gateway.received) == 2


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_a_call_whose_turn_comes_only_after_its_deadline_is_not_sent(kind: str) -> None:
    limit = RateLimit(0.1)
    limit.book(PUSH)

    async def run(url: str) -> None:
        async with AsyncClient("k", "s", gateway=url, rate_limit=limit, deadline=1) as client:
            await client.execute(ShopGoodsPushRequest(pid=1))

    start = time.monotonic()
    with (
        answering(GOOD) as gateway,
        pytest.raises(RateLimitError, match=f"{PUSH}: .*own rate limit.*never tried") as caught,
    ):
        if kind == "async":
            asyncio.run(run(gateway.url))
        else:
            Client("k", "s", gateway=gateway.url, rate_limit=limit, deadline=1).execute(ShopGoodsPushRequest(pid=1))
    assert isinstance(caught.value, ConnectError) and caught.value.api == PUSH
    assert gateway.received == [] and caught.value.attempts == 0 and time.monotonic() - start < 0.5


def test_when_only_the_next_attempt_comes_too_late_the_failure_of_the_last_one_is_told() -> None:
    policy = RetryPolicy(first_wait=0.01).extended()
    flow = failure(15, "isp.unknown-error")
    with answering(flow) as gateway, pytest.raises(TopError) as caught:
        client = Client("k", "s", gateway=gateway.url, rate_limit=RateLimit(0.1), deadline=1, retry=policy)
        client.execute(ShopGoodsPushRequest(pid=1), idempotent=True)
    assert "isp.unknown-error" in str(caught.value) and caught.value.attempts == len(gateway.received) == 1


def test_attempts_count_like_calls() -> None:
    policy = RetryPolicy(attempts=3, first_wait=0.01)
    flow = failure(7, "accesscontrol.limited-by-app-access-count", "This ban will last for 0 more seconds")
    with answering(flow) as gateway, pytest.raises(FlowLimitError):
        Client("k", "s", gateway=gateway.url, rate_limit=RateLimit(1), retry=policy, deadline=1.9).execute(
            ShopGoodsPushRequest(pid=1)
        )
    assert len(gateway.received) == 2


@given(
    st.tuples(rates, rates),
    st.lists(st.tuples(st.sampled_from("ab"), st.floats(0, 0.7), st.integers(0, 9)), max_size=40),
)
def test_a_moment_that_is_given_back_is_free_again_and_no_more_than_that(
    limits: tuple[float | None, float | None], calls: list[tuple[str, float, int]]
) -> None:
    overall, per_api = limits
    limit = RateLimit(per_api, overall=overall)
    now, booked = 1000.0, [("", 0.0) for _ in ()]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rate_limit, "time", SimpleNamespace(monotonic=lambda: now))
        for api, pause, which in calls:
            now += pause
            waiting = [each for each in booked if each[1] > now]
            if waiting and which < 4:
                given_back = waiting[which % len(waiting)]
                booked.remove(given_back)
                limit.give_back(*given_back)
                again = now + (limit.book(given_back[0]) or 0)
                assert again <= given_back[1] + 0.01
                booked.append((given_back[0], again))
            else:
                booked.append((api, now + (limit.book(api) or 0)))
    assert keeps([moment for _, moment in booked], overall)
    for name in "ab":
        assert keeps([moment for api, moment in booked if api == name], per_api)


def test_calls_that_are_cancelled_while_they_wait_keep_no_places() -> None:
    async def run(url: str) -> float:
        async with AsyncClient("k", "s", gateway=url, rate_limit=RateLimit(10)) as client:
            calls = [asyncio.ensure_future(client.execute(ShopGoodsPushRequest(pid=1))) for _ in range(200)]
            await calls[0]
            for call in calls:
                call.cancel()
            await asyncio.gather(*calls, return_exceptions=True)
            start = time.monotonic()
            await client.execute(ShopGoodsPushRequest(pid=2))
            return time.monotonic() - start

    with answering(GOOD) as gateway:
        assert asyncio.run(run(gateway.url)) < 3  # and not 19 s


def test_a_wait_that_is_interrupted_keeps_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    limit = RateLimit(0.1)
    with answering(GOOD) as gateway, Client("k", "s", gateway=gateway.url, rate_limit=limit) as client:
        client.execute(ShopGoodsPushRequest(pid=1))
        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr("topclient._runtime.calls.pauses.Pauses.sleep", interrupt)
            client.execute(ShopGoodsPushRequest(pid=2))
        assert (limit.book(PUSH) or 0) <= 10
