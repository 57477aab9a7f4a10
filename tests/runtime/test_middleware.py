"""Functions of the caller around every attempt: what they see, change, answer and raise."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from client_shop import ShopGoodsPushRequest, ShopGoodsPushResponse
from client_variants import NOWHERE, ClientVariant, Steps, each_client
from fake_gateway import GOOD, HANG_UP, answering, failure, page
from topclient._runtime.calls.attempt import Attempt
from topclient._runtime.calls.retry import NO_RETRY
from topclient._runtime.client import Client
from topclient._runtime.errors import ArgumentError, ConnectError, GatewayError, ReplyError, TransportError


@each_client
def test_middleware_sees_every_attempt_the_first_one_outermost(variant: ClientVariant) -> None:
    seen: list[tuple[str, int]] = []

    def noting(name: str) -> Any:
        def note(attempt: Attempt) -> Steps:
            seen.append((name, attempt.number))
            return (yield attempt)

        return variant.middleware(note)

    with answering(HANG_UP, failure(10), GOOD) as gateway:
        variant.call(gateway, idempotent=True, middleware=[noting("outer"), noting("inner")])
    assert seen == [(name, number) for number in (1, 2, 3) for name in ("outer", "inner")]


@each_client
def test_middleware_changes_session_headers_and_arguments(variant: ClientVariant) -> None:
    def change(attempt: Attempt) -> Steps:
        request = ShopGoodsPushRequest(pid=2)
        return (yield replace(attempt, session="another", headers={"X-Trace": "7"}, request=request))

    with answering(GOOD) as gateway:
        variant.call(gateway, session="one", middleware=[variant.middleware(change)])
    assert gateway.forms[0]["session"] == "another" and gateway.forms[0]["pid"] == "2"
    assert gateway.received[0].headers["x-trace"] == "7"


@each_client
def test_middleware_renews_a_session_and_sends_again_itself(variant: ClientVariant) -> None:
    def renew(attempt: Attempt) -> Steps:
        try:
            return (yield attempt)
        except GatewayError:
            return (yield replace(attempt, session="new"))

    with answering(failure(27, "session-expired"), GOOD) as gateway:
        variant.call(gateway, session="old", middleware=[variant.middleware(renew)])
    assert [form["session"] for form in gateway.forms] == ["old", "new"]


@each_client
def test_middleware_answers_itself(variant: ClientVariant) -> None:
    own = ShopGoodsPushResponse(integer=7)

    def answer(_: Attempt) -> Steps:
        return own
        yield

    with answering(GOOD) as gateway:
        assert variant.call(gateway, middleware=[variant.middleware(answer)]) is own
    assert gateway.received == []


@each_client
def test_what_middleware_raises_is_handled_like_every_failure(variant: ClientVariant) -> None:
    errors: list[Exception] = [ConnectError("of the middleware"), ValueError("a bug")]

    def fail(attempt: Attempt) -> Steps:
        if attempt.number <= len(errors):
            raise errors[attempt.number - 1]
        return (yield attempt)

    middleware = [variant.middleware(fail)]
    with answering(GOOD) as gateway:
        with pytest.raises(ValueError, match="a bug"):
            variant.call(gateway, middleware=middleware)
        assert gateway.received == []
        errors.pop()
        assert variant.call(gateway, middleware=middleware) == ShopGoodsPushResponse(integer=1)


@each_client
def test_middleware_that_returns_no_response_is_named(variant: ClientVariant) -> None:
    def forget(attempt: Attempt) -> Steps:
        yield attempt

    def chatty(attempt: Attempt, send: Any) -> Any:
        return "done"

    with answering(GOOD) as gateway:
        for middleware, what in ((variant.middleware(forget), "nothing"), (chatty, "a value of type str")):
            with pytest.raises(TypeError, match=f"returned {what}; it has to return what send gives"):
                variant.call(gateway, middleware=[middleware])


@each_client
def test_every_failure_of_a_call_knows_its_api(variant: ClientVariant) -> None:
    def refuse(attempt: Attempt, send: Any) -> Any:
        raise ArgumentError("elsewhere", "x", "y")

    with pytest.raises(ArgumentError) as caught:
        variant.call(NOWHERE, middleware=[refuse])
    assert caught.value.api == "taobao.shop.goods.push" and str(caught.value) == "elsewhere: x: y"


def test_a_failure_of_another_call_inside_of_middleware_stays_that_one_s() -> None:
    def look_up(attempt: Attempt, send: Any) -> Any:
        with Client("k", "s", gateway=NOWHERE, retry=NO_RETRY) as other:
            return other.call("alibaba.shop.time.get")

    with Client("k", "s", middleware=[look_up], retry=NO_RETRY) as client, pytest.raises(TransportError) as caught:
        client.execute(ShopGoodsPushRequest(pid=1))
    assert (caught.value.api, caught.value.gateway) == ("alibaba.shop.time.get", "127.0.0.1:9")


@each_client
def test_a_failure_of_the_connection_names_api_gateway_and_seconds(variant: ClientVariant) -> None:
    with pytest.raises(TransportError) as caught:
        variant.call(NOWHERE, retry=NO_RETRY)
    error = caught.value
    assert (error.api, error.gateway) == ("taobao.shop.goods.push", "127.0.0.1:9") and 0 <= (error.seconds or -1) < 5
    assert str(error).startswith("taobao.shop.goods.push: ") and str(error).endswith(" s)")
    assert "(127.0.0.1:9, after " in str(error)


@each_client
@pytest.mark.parametrize("path", ["", "/", "/router/rest"])
def test_a_page_from_an_incomplete_address_asks_for_the_rest_of_it(variant: ClientVariant, path: str) -> None:
    with answering(page(404)) as gateway, pytest.raises(ReplyError) as caught:
        host = gateway.url.split("/")[2]
        variant.call(f"http://{host}{path}", retry=NO_RETRY)
    hint = f"is the address complete: http://{host}/router/rest?"
    assert (hint in str(caught.value)) == (path != "/router/rest") and "(HTTP 404, " in str(caught.value)
    assert caught.value.api == "taobao.shop.goods.push" and f"{host}, after " in str(caught.value)
