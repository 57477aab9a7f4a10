"""APIs as methods of groups: imported late, documented by their request class, the same on both clients."""

from __future__ import annotations

import asyncio
import inspect
import pydoc
import sys
from typing import Any

import pytest
from client_shop import ShopGoodsPushRequest, ShopGoodsPushResponse
from topclient._runtime.client import AsyncClient, Client
from topclient._runtime.errors import ArgumentError
from topclient._runtime.namespace import ClientT, Group, Operation, deferred
from topclient._runtime.reply import Reply
from topclient._runtime.transport.interface import HttpRequest

REPLY = Reply(200, {}, b'{"integer":"1"}')


class Goods(Group[ClientT]):
    push = Operation(ShopGoodsPushRequest)
    push_later: Operation[Any, Any] = Operation(deferred("client_shop:ShopGoodsPushRequest"))
    nowhere: Operation[Any, Any] = Operation(deferred("client_shop_nowhere:Missing"))


class Shop(Group[ClientT]):
    @property
    def goods(self) -> Goods[ClientT]:
        return self._open(Goods)


class ShopClient(Client):
    @property
    def shop(self) -> Shop[Client]:
        return self._open(Shop)

    @property
    def late(self) -> Any:
        return self._open(deferred(f"{__name__}:Shop"))


class AsyncShopClient(AsyncClient):
    @property
    def shop(self) -> Shop[AsyncClient]:
        return self._open(Shop)


class Answers:
    def send(self, request: HttpRequest) -> Reply:
        return REPLY

    def close(self) -> None:
        """Nothing is open."""


class AsyncAnswers:
    async def send(self, request: HttpRequest) -> Reply:
        return REPLY

    async def aclose(self) -> None:
        """Nothing is open."""


CLIENT = ShopClient("k", "s", transport=Answers())


def test_a_method_takes_the_parameters_and_gives_the_response() -> None:
    assert CLIENT.shop.goods.push(pid=1, text="a") == ShopGoodsPushResponse(integer=1)
    assert CLIENT.shop.goods.push_later(pid=1) == CLIENT.late.goods.push(pid=1) == ShopGoodsPushResponse(integer=1)


def test_a_method_of_the_asynchronous_client_is_awaited() -> None:
    client = AsyncShopClient("k", "s", transport=AsyncAnswers())

    async def call() -> ShopGoodsPushResponse:
        return await client.shop.goods.push(pid=1)

    assert asyncio.run(call()) == ShopGoodsPushResponse(integer=1)


def test_a_group_says_what_it_holds() -> None:
    assert repr(CLIENT.shop) == "Shop(1 group)"
    assert repr(CLIENT.shop.goods) == "Goods(3 APIs)"


def test_groups_of_a_client_with_other_options_use_those() -> None:
    assert CLIENT.with_options(session="x").shop.goods._client._options.session == "x"
    assert CLIENT.shop.goods._client is CLIENT


def test_help_shows_the_page_s_words_and_the_parameters() -> None:
    text = pydoc.plain(pydoc.render_doc(CLIENT.shop.goods.push_later))
    assert "推送商品" in text and "push_later" in text and "pid: int" in text
    assert "self" not in inspect.signature(CLIENT.shop.goods.push).parameters


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({}, "taobao.shop.goods.push: pid: is required"),
        ({"pid": 1, "form": "x"}, "taobao.shop.goods.push: form: is no parameter of this API"),
        ({"pid": 1, "reply": None}, "taobao.shop.goods.push: reply: is no parameter of this API"),
    ],
)
def test_missing_and_unknown_arguments_are_refused(arguments: dict[str, Any], words: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        CLIENT.shop.goods.push(**arguments)
    assert str(caught.value).startswith(words)


def test_nothing_is_imported_before_it_is_used() -> None:
    assert "client_shop_nowhere" not in sys.modules
    with pytest.raises(ModuleNotFoundError):
        _ = CLIENT.shop.goods.nowhere
