"""How the mock gateway reads arguments of every kind, and what of them it refuses."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import client_shop
import pytest
from foreign_client import MULTIPART, multipart, params_of, post, send, signed
from topclient._index import METHODS
from topclient.mock import MockGateway

PUSH = "taobao.shop.goods.push"


@pytest.fixture
def shop(mock_gateway: MockGateway, monkeypatch: pytest.MonkeyPatch) -> Iterator[MockGateway]:
    """The gateway as it is in a package that holds an API with every kind of argument."""
    monkeypatch.setitem(sys.modules, "topclient.apis.client_shop", client_shop)
    monkeypatch.setitem(METHODS, PUSH, "client_shop:ShopGoodsPushRequest")
    yield mock_gateway


def read(gateway: MockGateway, name: str, text: str) -> Any:
    """What the log holds of one argument; its failure's words when it was refused."""
    post(gateway, signed(params_of(PUSH, pid="1", **{name: text})))
    call = gateway.calls[-1]
    return call.failure.msg if call.failure else call.arguments[name]


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("text", "[1,2]", "[1,2]"),
        ("amount", "-7", -7),
        ("amount", "9007199254740993", 9007199254740993),
        ("price", "10.50", "10.50"),
        ("boolean", "false", False),
        ("moment", "2026-11-22 00:00:00", "2026-11-22 00:00:00"),
        ("note", '{"a":1.10}', '{"a":1.10}'),
        ("attributes", '{"a":1.10,"b":null}', {"a": "1.10", "b": None}),
        ("whatever", "[1", "[1"),
        ("words", "a,b", ["a", "b"]),
        ("words", '["a","b,c"]', ["a", "b,c"]),
        ("words", "[a,b]", ["[a", "b]"]),
        ("words", "[]", []),
        ("numbers", "1,2", [1, 2]),
        ("numbers", '[1,"2"]', [1, 2]),
        ("prices", "[1.10,2]", ["1.10", "2"]),
        ("truths", "true,false", [True, False]),
        ("truths", "[true]", [True]),
        ("moments", '["2026-11-22 00:00:00"]', ["2026-11-22 00:00:00"]),
        ("suites", '[{"item_id":"1","numbers":[1],"from":"x"}]', [{"item_id": 1, "numbers": [1], "from": "x"}]),
        ("suite", '{"item_id":1,"title":null}', {"item_id": 1}),
        ("location.state", "x", "x"),
    ],
)
def test_a_text_becomes_what_its_page_says(shop: MockGateway, name: str, text: str, value: object) -> None:
    assert read(shop, name, text) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("amount", "1.0"),
        ("amount", "１"),
        ("amount", "9" * 5000),
        ("price", "1e3"),
        ("price", "NaN"),
        ("boolean", "True"),
        ("moment", "2026-11-22"),
        ("moment", "2026-13-01 00:00:00"),
        ("note", "{"),
        ("attributes", "[]"),
        ("numbers", "1,x"),
        ("numbers", "[1,[2]]"),
        ("numbers", "[1,2"),
        ("words", '[{"a":1}]'),
        ("truths", "[1]"),
        ("suites", "{}"),
        ("suites", "[1]"),
        ("suite", "1"),
    ],
)
def test_a_text_of_another_type_is_refused_by_name(shop: MockGateway, name: str, text: str) -> None:
    assert read(shop, name, text) == f"Invalid arguments:{name}"


@pytest.mark.parametrize(
    ("size", "expected"), [(10, None), (11, (3, "Upload fail", None, "image is larger than 10 bytes"))]
)
def test_a_file_beyond_the_limit_of_its_page_is_refused(shop: MockGateway, size: int, expected: object) -> None:
    send(shop, multipart({}, bytes(size)), signed(params_of(PUSH, pid="1")), kind=MULTIPART)
    (call,) = shop.calls
    failure = call.failure and (call.failure.code, call.failure.msg, call.failure.sub_code, call.failure.sub_msg)
    assert failure == expected
    assert [(file.filename, file.content_type, len(file.content)) for file in call.files.values()] == [
        ("i.jpg", "image/jpeg", size)
    ]
