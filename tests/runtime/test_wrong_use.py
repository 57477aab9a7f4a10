"""Mistakes of the caller, wherever a client is called: messages that say what to do instead."""

from __future__ import annotations

import copy
import pickle
from dataclasses import dataclass
from typing import Any, ClassVar

import pytest
from client_shop import ShopGoodsPushRequest, ShopGoodsPushResponse, ShopTimeGetRequest
from client_variants import NOWHERE, ClientVariant, each_client
from fake_gateway import answering
from topclient._runtime.client import AsyncClient, Client
from topclient._runtime.errors import ArgumentError
from topclient._runtime.mismatch import Mismatch
from topclient._runtime.model import Api, Request
from topclient._runtime.namespace import ClientT, Group, Operation


@each_client
@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("x", "takes a request, .*, not str"),
        (None, "takes a request, .*, not NoneType"),
        (ShopTimeGetRequest, r"as ShopTimeGetRequest\(…\) makes one, not the class"),
    ],
)
def test_what_is_no_request_is_not_executed(variant: ClientVariant, given: Any, words: str) -> None:
    with pytest.raises(TypeError, match=words):
        variant.run(NOWHERE, "execute", given)


def test_nor_prepared() -> None:
    with Client("k", "s") as client, pytest.raises(TypeError, match="takes a request"):
        client.prepare("x")  # type: ignore[arg-type]


@each_client
@pytest.mark.parametrize("params", [[], [1], "a=1", 5])
def test_params_of_a_call_are_a_dict(variant: ClientVariant, params: Any) -> None:
    with pytest.raises(
        ArgumentError, match=f"a.b: params: have to be a dict by their names, not {type(params).__name__}"
    ):
        variant.run(NOWHERE, "call", "a.b", params)


@each_client
@pytest.mark.parametrize("requests", [None, "abc", ShopTimeGetRequest(), 5])
def test_requests_of_a_batch_are_a_list(variant: ClientVariant, requests: Any) -> None:
    with pytest.raises(ArgumentError, match=f"requests: have to be a list, not {type(requests).__name__}"):
        variant.run(NOWHERE, "batch", requests)


@each_client
@pytest.mark.parametrize(
    ("sessions", "words"),
    [
        ([""], r"sessions\[0\]: has to be printable text, or None for the client's own"),
        (["\ud800"], r"sessions\[0\]: has to be printable text"),
        ("x", "sessions: have to be a list, not str"),
    ],
)
def test_an_empty_session_of_a_batch_is_not_the_client_s_user(
    variant: ClientVariant, sessions: Any, words: str
) -> None:
    with answering(b"{}") as gateway, pytest.raises(ArgumentError, match=words):
        variant.run(gateway, "batch", [ShopTimeGetRequest()], sessions=sessions, settings={"session": "of-the-client"})
    assert gateway.received == []


def test_nor_is_an_empty_session_of_what_is_prepared() -> None:
    with Client("k", "s", session="of-the-client") as client, pytest.raises(ArgumentError, match="session"):
        client.prepare(ShopTimeGetRequest(), session="")


@each_client
@pytest.mark.parametrize("method", ["pages", "items"])
@pytest.mark.parametrize("limit", ["1", 1.0, True])
def test_a_limit_is_a_number(variant: ClientVariant, method: str, limit: Any) -> None:
    with pytest.raises(TypeError, match=f"limit is a number of pages or items, not {type(limit).__name__}"):
        variant.run(NOWHERE, method, ShopTimeGetRequest(), limit=limit)


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
def test_a_mismatch_names_its_api(variant: ClientVariant) -> None:
    found: list[Mismatch] = []
    with answering(b'{"shop_goods_push_response":{"integer":"x"}}') as gateway:
        variant.run(gateway, "execute", ShopGoodsPushRequest(pid=1), settings={"on_mismatch": found.append})
    assert found == [Mismatch("integer", "integer", "x", "taobao.shop.goods.push")]


@dataclass(kw_only=True, slots=True)
class FormatRequest(Request[ShopGoodsPushResponse]):
    """An API whose parameter has the name of a setting."""

    __api__: ClassVar[Api] = Api("taobao.x.y", session="none", response=ShopGoodsPushResponse)

    timeout: int | None = None


def test_a_parameter_that_is_named_as_a_setting_is_still_one() -> None:
    class Named(Group[ClientT]):
        call = Operation(FormatRequest)

    with answering(b"{}") as gateway, Client("k", "s", gateway=gateway.url) as client:
        Named(client).call(timeout=5)
    assert gateway.received[0].form["timeout"] == "5"
