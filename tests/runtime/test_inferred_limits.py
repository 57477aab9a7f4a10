"""Limits that only the words of a page state: a warning at the caller's line, and the call is sent all the same."""

from __future__ import annotations

import asyncio
import warnings
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, ClassVar

import pytest
from client_shop import ShopGoodsPushRequest, SuiteConfDO
from topclient._runtime.client import AsyncClient, Client
from topclient._runtime.encoding.requests import encode_request
from topclient._runtime.errors import ArgumentError, LimitWarning
from topclient._runtime.model import Api, Inferred, Json, Request, Response, Struct, Wire
from topclient._runtime.reply import Reply
from topclient._runtime.transport.interface import HttpRequest


@dataclass(kw_only=True, slots=True)
class LimitedResponse(Response):
    """An answer without any field."""


@dataclass(kw_only=True, slots=True)
class Part(Struct):
    """An object with a limit inside, and others of its class."""

    weight: Annotated[int | None, Wire(inferred=Inferred(more_than=0, maximum=9))] = None
    parts: list[Part] | None = None


@dataclass(kw_only=True, slots=True)
class LimitedRequest(Request[LimitedResponse]):
    """Every limit that prose may state."""

    __api__: ClassVar[Api] = Api("taobao.limited.push", session="none", response=LimitedResponse)

    name: Annotated[str | None, Wire(inferred=Inferred(max_length=3, max_bytes=6))] = None
    price: Annotated[str | None, Wire(name="价", inferred=Inferred(minimum=Decimal("0.01"), maximum=100))] = None
    amount: Annotated[Decimal | None, Wire(inferred=Inferred(more_than=0))] = None
    ids: Annotated[list[int] | None, Wire(inferred=Inferred(max_items=2, minimum=1))] = None
    note: Annotated[Json | None, Wire(inferred=Inferred(max_length=3))] = None
    flag: Annotated[bool | None, Wire(inferred=Inferred(minimum=2))] = None
    part: Part | None = None
    parts: list[Part] | None = None


CASES: list[tuple[dict[str, Any], str]] = [
    ({"name": "abcd"}, "name: has 4 characters, at most 3 are allowed"),
    ({"name": "袜袜袜"}, "name: has 9 bytes in UTF-8, at most 6 are allowed"),
    ({"price": "0.00"}, "价: is 0.00, at least 0.01 is allowed"),
    ({"price": "100.01"}, "价: is 100.01, at most 100 is allowed"),
    ({"amount": Decimal(0)}, "amount: is 0, only more than 0 is allowed"),
    ({"ids": [1, 2, 3]}, "ids: has 3 items, at most 2 are allowed"),
    ({"ids": [1, 0]}, "ids[1]: is 0, at least 1 is allowed"),
    ({"note": "true"}, "note: has 4 characters, at most 3 are allowed"),
    ({"part": Part(weight=0)}, "part.weight: is 0, only more than 0 is allowed"),
    ({"parts": [Part(), Part(parts=[Part(weight=10)])]}, "parts[1].parts[0].weight: is 10, at most 9 is allowed"),
]


@pytest.mark.parametrize(("arguments", "words"), CASES, ids=[words for _, words in CASES])
def test_what_lies_beyond_is_told_of_and_sent(arguments: dict[str, Any], words: str) -> None:
    with pytest.warns(LimitWarning) as caught:
        texts, _ = encode_request(LimitedRequest(**arguments))
    assert len(caught) == 1 and len(texts) == 1
    assert str(caught[0].message).startswith(f"taobao.limited.push: {words}")


def test_what_lies_at_the_limits_or_is_no_number_gives_no_warning() -> None:
    part = Part(weight=9, parts=[Part(weight=1)])
    request = LimitedRequest(
        name="袜袜", amount=Decimal("0.001"), ids=[1, 2], note={"long": 1}, part=part, parts=[part]
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for request.price in ("0.01", "100", "面议", "1e9", "", None):
            for request.flag in (True, None):
                encode_request(request)
        encode_request(ShopGoodsPushRequest(pid=1, suite=SuiteConfDO(item_id=-1)))


def test_what_is_refused_is_not_warned_of() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(ArgumentError):
            encode_request(LimitedRequest(name="abcd", ids=["1"]))  # type: ignore[list-item]


class Echo:
    """A transport that answers at once."""

    def send(self, request: HttpRequest) -> Reply:
        return Reply(200, {}, b"{}")

    def close(self) -> None:
        """Nothing is open."""


class AsyncEcho:
    """The same for tasks."""

    async def send(self, request: HttpRequest) -> Reply:
        return Reply(200, {}, b"{}")

    async def aclose(self) -> None:
        """Nothing is open."""


def test_the_warning_points_at_the_line_of_the_call() -> None:
    request = LimitedRequest(name="abcd")

    async def call() -> None:
        await AsyncClient("key", "secret-of-the-app", transport=AsyncEcho()).execute(request)  # asynchronously

    with pytest.warns(LimitWarning) as caught:
        Client("key", "secret-of-the-app", transport=Echo()).execute(request)  # synchronously
        asyncio.run(call())
    with open(__file__, encoding="utf-8") as file:
        lines = file.read().splitlines()
    assert [one.filename for one in caught] == [__file__] * 2
    assert [lines[one.lineno - 1].rpartition("# ")[2] for one in caught] == ["synchronously", "asynchronously"]
