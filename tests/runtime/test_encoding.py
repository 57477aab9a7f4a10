"""How every kind of value travels, at top level and inside an object, and what is refused."""

from __future__ import annotations

import io
import json
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from enum import IntEnum
from pathlib import Path
from typing import Any

import pytest
from client_shop import ShopGoodsPushRequest, ShopTimeGetRequest, SuiteConfDO
from hypothesis import given
from hypothesis import strategies as st
from topclient._runtime.encoding.requests import encode_request
from topclient._runtime.encoding.untyped import SYSTEM_NAMES, encode_untyped
from topclient._runtime.errors import ArgumentError
from topclient._runtime.model import File, Upload
from topclient._runtime.untyped import UntypedRequest


class Level(IntEnum):
    HIGH = 3


NEW_YORK = timezone(timedelta(hours=-5))
AT_TOP: list[tuple[str, str, Any, str]] = [
    ("text is sent as it is", "text", " 袜 &", " 袜 &"),
    ("an integer of any size is digits", "numbers", [2**70], str(2**70)),
    ("an enumeration of integers is its number", "amount", Level.HIGH, "3"),
    ("a decimal has no exponent", "price", Decimal("1E+3"), "1000"),
    ("a decimal keeps its zeros", "price", Decimal("10.50"), "10.50"),
    ("the text of a decimal is one", "price", "10.50", "10.50"),
    ("true is lower case", "boolean", True, "true"),
    ("false is sent", "boolean", False, "false"),
    ("a naive time is in GMT+8", "moment", datetime(2016, 1, 1, 12), "2016-01-01 12:00:00"),
    ("an aware time is moved to GMT+8", "moment", datetime(2016, 1, 1, tzinfo=NEW_YORK), "2016-01-01 13:00:00"),
    ("parts of seconds are cut", "moment", datetime(2016, 1, 1, 0, 0, 0, 999999), "2016-01-01 00:00:00"),
    ("JSON text passes", "note", ' {"a": 1.0}', ' {"a": 1.0}'),
    ("other text becomes JSON text", "note", "plain", '"plain"'),
    ("data becomes JSON text", "note", {"价": [1, True, None, Decimal("1.10")]}, '{"价":[1,true,null,"1.10"]}'),
    ("a map is a JSON object", "attributes", {"k": datetime(2016, 1, 1)}, '{"k":"2016-01-01 00:00:00"}'),
    ("an empty map is sent", "attributes", {}, "{}"),
    ("undocumented text is sent as it is", "whatever", "a", "a"),
    ("undocumented data becomes JSON", "whatever", {"a": [1]}, '{"a":[1]}'),
    ("an unlisted value of an enumeration is sent", "from_", "z", "z"),
    ("texts are joined by commas", "words", ["a", "袜"], "a,袜"),
    ("a tuple is a list", "words", ("a", "b"), "a,b"),
    ("integers are joined by commas", "numbers", [1, 2], "1,2"),
    ("decimals are joined by commas", "prices", [Decimal("1.0"), Decimal(2)], "1.0,2"),
    ("truths are joined by commas", "truths", [True, False], "true,false"),
    ("times are joined by commas", "moments", [datetime(2016, 1, 1)] * 2, "2016-01-01 00:00:00,2016-01-01 00:00:00"),
    ("an object is JSON text", "suite", SuiteConfDO(item_id=1), '{"item_id":1}'),
    ("objects are a JSON array", "suites", [SuiteConfDO(item_id=1)], '[{"item_id":1}]'),
    ("an empty list of objects is sent", "suites", [], "[]"),
    ("loose objects are a JSON array", "loose", [{"a": 1}], '[{"a":1}]'),
]
INSIDE: list[tuple[str, str, Any, Any]] = [
    ("text stays text", "title", "袜", "袜"),
    ("empty text stays", "title", "", ""),
    ("a decimal is text", "price", Decimal("10.50"), "10.50"),
    ("truth is bare", "on_sale", False, False),
    ("time is text", "listed", datetime(2016, 1, 1, 12), "2016-01-01 12:00:00"),
    ("JSON is text in the JSON", "note", {"a": 1}, '{"a":1}'),
    ("a map is an object", "attributes", {"a": Decimal("1.0")}, {"a": "1.0"}),
    ("undocumented data is data", "whatever", [1, "a"], [1, "a"]),
    ("a keyword keeps its name", "from_", "x", "x"),
    ("a dotted name stays one key", "dotted", "x", "x"),
    ("texts are an array", "words", ["a,b", ""], ["a,b", ""]),
    ("integers are an array", "numbers", [1, 2**60], [1, 2**60]),
    ("an empty list is one", "numbers", [], []),
    ("objects nest", "children", [SuiteConfDO(item_id=2)], [{"item_id": 2}]),
]
SPELLING = {"from_": "from", "dotted": "reentry.employee.account"}


def wire(name: str) -> str:
    return {"from_": "from", "dotted": "location.state"}.get(name, name)


@pytest.mark.parametrize(("name", "value", "expected"), [c[1:] for c in AT_TOP], ids=[c[0] for c in AT_TOP])
def test_at_top_level(name: str, value: Any, expected: str) -> None:
    texts, files = encode_request(ShopGoodsPushRequest(pid=1, **{name: value}))
    assert (texts, files) == ({"pid": "1", wire(name): expected}, {})


@pytest.mark.parametrize(("name", "value", "expected"), [c[1:] for c in INSIDE], ids=[c[0] for c in INSIDE])
def test_inside_an_object(name: str, value: Any, expected: Any) -> None:
    texts, _ = encode_request(ShopGoodsPushRequest(pid=1, suite=SuiteConfDO(item_id=7, **{name: value})))
    assert json.loads(texts["suite"]) == {"item_id": 7, SPELLING.get(name, name): expected}


@pytest.mark.parametrize(
    ("name", "value"), [("text", ""), ("text", "   "), ("text", None), ("words", []), ("note", ""), ("note", " ")]
)
def test_nothing_empty_is_sent(name: str, value: Any) -> None:
    assert encode_request(ShopGoodsPushRequest(pid=1, **{name: value}))[0] == {"pid": "1"}


def test_a_call_without_arguments_has_no_parameters() -> None:
    assert encode_request(ShopTimeGetRequest()) == ({}, {})


def test_undocumented_parameters_travel_in_extra() -> None:
    suite = SuiteConfDO(item_id=1, title="a", extra={"item_id": None, "new": [1.5], "title": ""})
    request = ShopGoodsPushRequest(pid=1, suite=suite, extra={"pid": None, "new": [1, 2], "none": None})
    texts, _ = encode_request(request)
    assert texts == {"pid": "1", "suite": '{"item_id":1,"title":"a","new":[1.5]}', "new": "1,2"}


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text() | st.floats(), st.lists, max_leaves=4))
def test_what_is_in_extra_travels_as_it_does_from_an_untyped_call(value: Any) -> None:
    found = []
    for encode in (
        lambda: encode_request(ShopTimeGetRequest(extra={"p": value})),
        lambda: encode_untyped(UntypedRequest("alibaba.shop.time.get", {"p": value})),
    ):
        try:
            found.append(encode())
        except ArgumentError as error:
            found.append(str(error))
    assert found[0] == found[1]


def test_a_file_may_be_in_extra() -> None:
    texts, files = encode_request(ShopTimeGetRequest(extra={"image": b"x", "empty": []}))
    assert texts == {} and list(files) == ["image"]


@pytest.mark.parametrize(
    ("extra", "words"),
    [
        ({"pid": 2}, "pid: is set already"),
        (
            {"session": "x"},
            r"session: is sent by the client itself, and is a setting: client\.with_options\(session=…\)",
        ),
        *(({name: "x"}, f"{name}: is sent by the client itself") for name in sorted(SYSTEM_NAMES - {"session"})),
        ({"": "x"}, "is no name of a parameter"),
        ({"a\nb": "x"}, "is no name of a parameter"),
        (None, "extra: has to be a dict, not NoneType"),
        ([("a", 1)], "extra: has to be a dict, not list"),
    ],
)
def test_extra_is_no_way_around_parameters_and_settings(extra: Any, words: str) -> None:
    with pytest.raises(ArgumentError, match=words):
        encode_request(ShopGoodsPushRequest(pid=1, extra=extra))


@pytest.mark.parametrize(
    ("extra", "words"), [({"title": "b"}, "suite.title: is set already"), (None, "suite.extra: has to be a dict")]
)
def test_nor_is_that_of_an_object(extra: Any, words: str) -> None:
    with pytest.raises(ArgumentError, match=words):
        encode_request(ShopGoodsPushRequest(pid=1, suite=SuiteConfDO(item_id=1, title="a", extra=extra)))


def test_params_and_extra_of_an_untyped_request_do_not_overlap() -> None:
    with pytest.raises(ArgumentError, match="p: is set already"):
        encode_untyped(UntypedRequest("a.b", {"p": 1}, extra={"p": 2}))


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("text for an integer", {"pid": "1"}, "pid: has to be an integer (int), not str"),
    ("truth for an integer", {"pid": True}, "pid: has to be an integer (int), not bool"),
    ("nothing for what is required", {"pid": None}, "pid: is required"),
    ("a number for text", {"text": 1}, "text: has to be text (str), not int"),
    ("a number for truth", {"boolean": 1}, "boolean: has to be true or false"),
    ("a float for a decimal", {"price": 1.5}, "price: has to be a finite Decimal"),
    ("an infinite decimal", {"price": Decimal("Infinity")}, "price: has to be a finite Decimal"),
    ("other text for a decimal", {"price": "1e5"}, "price: has to be a finite Decimal"),
    ("a day for a time", {"moment": date(2016, 1, 1)}, "moment: has to be a datetime, not date"),
    ("text for a time", {"moment": "2016-01-01 00:00:00"}, "moment: has to be a datetime"),
    ("a time that GMT+8 does not have", {"moment": datetime.max.replace(tzinfo=NEW_YORK)}, "moment: lies outside"),
    ("text for a list", {"words": "a,b"}, "words: has to be a list, not str"),
    ("a wrong item", {"numbers": [1, "2"]}, "numbers[1]: has to be an integer"),
    ("an item with a comma", {"words": ["a,b"]}, "words: an empty item, or one with a comma"),
    ("an empty item", {"words": ["a", ""]}, "words: an empty item, or one with a comma"),
    ("a dict for an object", {"suite": {"item_id": 1}}, "suite: has to be SuiteConfDO, not dict"),
    ("a list for a map", {"attributes": []}, "attributes: has to be a dict"),
    ("a key that is no text", {"attributes": {1: 1}}, "attributes: cannot be sent: keys have to be text"),
    ("NaN", {"note": float("nan")}, "note: cannot be sent: NaN"),
    ("bytes in data", {"whatever": {"a": b""}}, "whatever: cannot be sent: bytes has no JSON"),
    ("half a surrogate pair", {"text": "\ud800"}, "text: holds half a surrogate pair"),
    ("a keyword, as the platform spells it", {"from_": 1}, "from: has to be text"),
    ("a dotted name, as the platform spells it", {"dotted": 1}, "location.state: has to be text"),
    ("too long a text", {"text": "袜" * 6}, "text: has 6 characters, the documented limit is 5"),
    ("too many items", {"words": ["a"] * 4}, "words: has 4 items, the documented limit is 3"),
    ("too small", {"amount": 0}, "amount: is 0, the documented minimum is 1"),
    ("too large", {"amount": 100}, "amount: is 100, the documented maximum is 99"),
    ("too cheap, as text", {"price": "0.001"}, "price: is 0.001, the documented minimum is 0.01"),
    ("too large a file", {"image": b"12345678901"}, "image: has 11 bytes, the documented limit is 10"),
    ("a number for a file", {"image": 1}, "image: has to be bytes, a path"),
    ("a file open for text", {"image": io.StringIO("a")}, "image: has to be bytes, a path"),
    ("a file that is not there", {"image": Path("/nowhere/a.png")}, "image: cannot be read: "),
    ("a wrong value in an object", {"suite": SuiteConfDO(item_id="1")}, "suite.item_id: has to be an integer"),  # type: ignore[arg-type]
    ("a missing value in an object", {"suite": SuiteConfDO(item_id=None)}, "suite.item_id: is required"),  # type: ignore[arg-type]
    (
        "a value deep inside",
        {"suites": [SuiteConfDO(item_id=1, children=[SuiteConfDO(item_id=2, numbers=[1, 2, 3])])]},
        "suites[0].children[0].numbers: has 3 items, the documented limit is 2",
    ),
    ("a keyword deep inside", {"suite": SuiteConfDO(item_id=1, from_=1)}, "suite.from: has to be text"),  # type: ignore[arg-type]
]


@pytest.mark.parametrize(("arguments", "words"), [c[1:] for c in REFUSED], ids=[c[0] for c in REFUSED])
def test_is_refused(arguments: dict[str, Any], words: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        encode_request(ShopGoodsPushRequest(**({"pid": 1} | arguments)))
    assert str(caught.value).startswith(f"taobao.shop.goods.push: {words}")


def test_values_at_their_limits_are_sent() -> None:
    request = ShopGoodsPushRequest(pid=1, text="袜" * 5, amount=99, words=["a"] * 3, price="0.01", image=b"1" * 10)  # type: ignore[arg-type]
    texts, files = encode_request(request)
    assert texts["amount"] == "99" and files["image"].size == 10


def test_a_file_is_taken_from_bytes_a_path_an_open_file_and_an_upload(tmp_path: Path) -> None:
    path = tmp_path / "袜.png"
    path.write_bytes(b"PNG")
    with path.open("rb") as open_file:
        cases: list[tuple[File, str, str]] = [
            (b"PNG", "image", "application/octet-stream"),
            (path, "袜.png", "image/png"),
            (str(path), "袜.png", "image/png"),
            (open_file, "袜.png", "image/png"),
            (io.BytesIO(b"PNG"), "image", "application/octet-stream"),
            (Upload(b"PNG", "a.gif"), "a.gif", "image/gif"),
            (Upload(path, "a.gif", "image/x"), "a.gif", "image/x"),
        ]
        for given, name, kind in cases:
            texts, files = encode_request(ShopGoodsPushRequest(pid=1, image=given))
            part = files["image"]
            assert (texts, part.filename, part.content_type, part.size) == ({"pid": "1"}, name, kind, 3)
            assert b"".join(part.pieces()) == b"".join(part.pieces()) == b"PNG"
