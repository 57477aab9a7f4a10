"""Mistakes of the caller, at every door of a client: words that say what to do instead of a fault from inside."""

from __future__ import annotations

import copy
import pickle
from dataclasses import dataclass
from typing import Any, ClassVar

import pytest
from client_answers import GOOD, answering, page
from client_callers import Caller, call_sync, each_client
from client_shop import ShopGoodsPushRequest, ShopGoodsPushResponse, ShopTimeGetRequest
from client_variants import NOWHERE, Face, each_face, serving
from topclient._runtime.calls.attempt import Attempt
from topclient._runtime.calls.retry import NO_RETRY
from topclient._runtime.client import AsyncClient, Client
from topclient._runtime.errors import ArgumentError, ReplyError, TransportError
from topclient._runtime.mismatch import Mismatch
from topclient._runtime.model import Api, Request
from topclient._runtime.namespace import ClientT, Group, Operation


@each_face
@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("x", "takes a request, .*, not str"),
        (None, "takes a request, .*, not NoneType"),
        (ShopTimeGetRequest, r"as ShopTimeGetRequest\(…\) makes one, not the class"),
    ],
)
def test_what_is_no_request_is_not_executed(face: Face, given: Any, words: str) -> None:
    with pytest.raises(TypeError, match=words):
        face(NOWHERE, "execute", given)


def test_nor_prepared() -> None:
    with Client("k", "s") as client, pytest.raises(TypeError, match="takes a request"):
        client.prepare("x")  # type: ignore[arg-type]


@each_face
@pytest.mark.parametrize("params", [[], [1], "a=1", 5])
def test_params_of_a_call_are_a_dict(face: Face, params: Any) -> None:
    with pytest.raises(
        ArgumentError, match=f"a.b: params: have to be a dict by their names, not {type(params).__name__}"
    ):
        face(NOWHERE, "call", "a.b", params)


@each_face
@pytest.mark.parametrize("requests", [None, "abc", ShopTimeGetRequest(), 5])
def test_requests_of_a_batch_are_a_list(face: Face, requests: Any) -> None:
    with pytest.raises(ArgumentError, match=f"requests: have to be a list, not {type(requests).__name__}"):
        face(NOWHERE, "batch", requests)


@each_face
@pytest.mark.parametrize(
    ("sessions", "words"),
    [
        ([""], r"sessions\[0\]: has to be printable text, or None for the client's own"),
        (["\ud800"], r"sessions\[0\]: has to be printable text"),
        ("x", "sessions: have to be a list, not str"),
    ],
)
def test_an_empty_session_of_a_batch_is_not_the_client_s_user(face: Face, sessions: Any, words: str) -> None:
    with serving(b"{}") as served, pytest.raises(ArgumentError, match=words):
        face(served.url, "batch", [ShopTimeGetRequest()], sessions=sessions, settings={"session": "of-the-client"})
    assert served.got == []


def test_nor_is_an_empty_session_of_what_is_prepared() -> None:
    with Client("k", "s", session="of-the-client") as client, pytest.raises(ArgumentError, match="session"):
        client.prepare(ShopTimeGetRequest(), session="")


@each_face
@pytest.mark.parametrize("method", ["pages", "items"])
@pytest.mark.parametrize("limit", ["1", 1.0, True])
def test_a_limit_is_a_number(face: Face, method: str, limit: Any) -> None:
    with pytest.raises(TypeError, match=f"limit is a number of pages or items, not {type(limit).__name__}"):
        face(NOWHERE, method, ShopTimeGetRequest(), limit=limit)


def forgetful(attempt: Attempt, send: Any) -> Any:
    send(attempt)


async def forgetful_task(attempt: Attempt, send: Any) -> Any:
    await send(attempt)


def chatty(attempt: Attempt, send: Any) -> Any:
    return "done"


@each_client
def test_middleware_that_returns_no_response_is_named(call: Caller) -> None:
    with answering(GOOD) as asked:
        for middleware in (forgetful if call is call_sync else forgetful_task, chatty):
            words = f"{middleware.__name__} returned (nothing|a value of type str); it has to return what send gives"
            with pytest.raises(TypeError, match=words):
                call(asked, middleware=[middleware])


@pytest.mark.parametrize("client", [Client("k", "s"), AsyncClient("k", "s")])
def test_a_client_cannot_be_pickled_but_copied(client: Any) -> None:
    for spread in (pickle.dumps, copy.deepcopy):
        with pytest.raises(TypeError, match=r"Client cannot be pickled: .*; make one where it is needed"):
            spread(client)
    assert copy.copy(client)._options == client._options


class Goods(Group[ClientT]):
    push = Operation(ShopGoodsPushRequest)
    time = Operation(ShopTimeGetRequest)


def test_arguments_of_a_method_go_by_name() -> None:
    goods: Any = Goods(Client("k", "s"))
    with pytest.raises(TypeError, match=r"^arguments go by name: push\(pid=…\)$"):
        goods.push(1)
    with pytest.raises(TypeError, match=r"^time takes no arguments$"):
        goods.time(1)


@pytest.mark.parametrize("name", ["session", "timeout", "simplify"])
def test_a_setting_among_the_arguments_is_told_where_it_belongs(name: str) -> None:
    goods: Any = Goods(Client("k", "s"))
    words = rf"{name}: is no parameter of this API; it is a setting: client\.with_options\({name}=…\)"
    with pytest.raises(ArgumentError, match=words):
        goods.push(pid=1, **{name: "x"})


@each_client
def test_a_fault_of_the_connection_names_api_gateway_and_seconds(call: Caller) -> None:
    with pytest.raises(TransportError) as caught:
        call("http://127.0.0.1:9/router/rest", retry=NO_RETRY)
    error = caught.value
    assert (error.api, error.gateway) == ("taobao.shop.goods.push", "127.0.0.1:9") and 0 <= (error.seconds or -1) < 5
    assert str(error).startswith("taobao.shop.goods.push: ") and str(error).endswith(" s)")
    assert "(127.0.0.1:9, after 0." in str(error)


@each_client
@pytest.mark.parametrize("path", ["", "/", "/router/rest"])
def test_a_page_from_an_incomplete_address_asks_for_the_rest_of_it(call: Caller, path: str) -> None:
    with answering(page("404 Not Found")) as asked, pytest.raises(ReplyError) as caught:
        host = asked.url.split("/")[2]
        call(f"http://{host}{path}", retry=NO_RETRY)
    hint = f"is the address complete: http://{host}/router/rest?"
    assert (hint in str(caught.value)) == (path != "/router/rest") and "(HTTP 404, " in str(caught.value)
    assert caught.value.api == "taobao.shop.goods.push" and f"{host}, after 0." in str(caught.value)


@each_client
def test_every_failure_of_a_call_knows_its_api(call: Caller) -> None:
    def refuse(attempt: Attempt, send: Any) -> Any:
        raise ArgumentError("elsewhere", "x", "y")

    with pytest.raises(ArgumentError) as caught:
        call(NOWHERE, middleware=[refuse])
    assert caught.value.api == "taobao.shop.goods.push" and str(caught.value) == "elsewhere: x: y"


def test_a_failure_of_another_call_inside_of_middleware_stays_that_one_s() -> None:
    def look_up(attempt: Attempt, send: Any) -> Any:
        with Client("k", "s", gateway=NOWHERE, retry=NO_RETRY) as other:
            return other.execute(ShopTimeGetRequest())

    with answering(GOOD) as asked, pytest.raises(TransportError) as caught:
        call_sync(asked, middleware=[look_up], retry=NO_RETRY)
    assert (caught.value.api, caught.value.gateway) == ("alibaba.shop.time.get", "127.0.0.1:9")


@each_face
def test_a_mismatch_names_its_api(face: Face) -> None:
    found: list[Mismatch] = []
    with serving(b'{"shop_goods_push_response":{"integer":"x"}}') as served:
        face(served.url, "execute", ShopGoodsPushRequest(pid=1), settings={"on_mismatch": found.append})
    assert found == [Mismatch("integer", "integer", "x", "taobao.shop.goods.push")]


@dataclass(kw_only=True, slots=True)
class FormatRequest(Request[ShopGoodsPushResponse]):
    """An API whose parameter has the name of a setting."""

    __api__: ClassVar[Api] = Api("taobao.x.y", session="none", response=ShopGoodsPushResponse)

    timeout: int | None = None


def test_a_parameter_that_is_named_as_a_setting_is_still_one() -> None:
    class Named(Group[ClientT]):
        call = Operation(FormatRequest)

    with serving(b"{}") as served, Client("k", "s", gateway=served.url) as client:
        Named(client).call(timeout=5)
    assert served.got[0].form["timeout"] == "5"
