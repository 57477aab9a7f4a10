"""What a reply may look like and still be understood, value by value and as a whole; and what stays as it came."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from client_shop import ShopGoodsPushRequest, ShopGoodsPushResponse, ShopItem, ShopTimeGetRequest
from topclient._runtime.decoding.responses import Mismatch, decode_reply, from_dict, to_dict
from topclient._runtime.errors import ReplyError
from topclient._runtime.gmt8 import GMT8
from topclient._runtime.model import Response
from topclient._runtime.reply import Reply
from topclient._runtime.schema import schema_of, wrapper_name

API = ShopGoodsPushRequest.__api__
NOON = datetime(2016, 1, 1, 12, tzinfo=GMT8)


def read(body: str | bytes, status: int = 200, content_type: str = "text/javascript;charset=UTF-8") -> Response:
    data = body if isinstance(body, bytes) else body.encode()
    return decode_reply(Reply(status, {"content-type": content_type}, data), API)


COERCED: list[tuple[str, str, Any, Any]] = [
    ("a number is text", "text", 12, "12"),
    ("truth is text", "text", True, "true"),
    ("an object is JSON text", "text", {"价": [1, Decimal("1.5")]}, '{"价":[1,1.5]}'),
    ("a decimal keeps its digits in JSON text", "text", [Decimal("1.10")], '["1.10"]'),
    ("digits are an integer", "integer", " 7091800003790954036 ", 7091800003790954036),
    ("a whole decimal is an integer", "integer", Decimal("12.00"), 12),
    ("the text of a whole decimal is an integer", "integer", "-12.00", -12),
    ("truth is a number", "integer", True, 1),
    ("an integer is a decimal", "decimal", 10, Decimal(10)),
    ("text is a decimal", "decimal", "1e3", Decimal("1E+3")),
    ("a word is truth", "boolean", "True", True),
    ("zero is untruth", "boolean", 0, False),
    ("the text of one is truth", "boolean", "1", True),
    ("text is a time", "moment", "2016-01-01 12:00:00", NOON),
    ("a day is its first moment", "moment", "2016-01-01", NOON.replace(hour=0)),
    ("ISO 8601 is a time", "moment", "2016-01-01T04:00:00Z", NOON),
    ("fractions of seconds stay", "moment", "2016-01-01 12:00:00.5", NOON.replace(microsecond=500000)),
    ("epoch milliseconds are a time", "moment", 1451620800000, NOON),
    ("the text of epoch milliseconds is a time", "moment", "1451620800001", NOON.replace(microsecond=1000)),
    ("one of one is itself", "integer", [7], 7),
    ("an empty list is an empty map", "attributes", [], {}),
    ("one is a list", "numbers", 7, [7]),
    ("one text is a list", "words", "a", ["a"]),
    ("an empty object is an empty list", "numbers", {}, []),
    ("an empty text is an empty list", "numbers", "", []),
    ("a wrapper is taken off", "numbers", {"number": ["1", 2]}, [1, 2]),
    ("a wrapper around one is taken off", "numbers", {"number": 1}, [1]),
    ("a wrapper around nothing is taken off", "numbers", {"number": None}, []),
    ("a wrapper of another name is taken off", "numbers", {"numbe": [1]}, [1]),
    ("the name of a wrapper follows the class", "items", {"item_d_t_o": [{"item_id": 1}]}, [ShopItem(item_id=1)]),
    ("a wrapper named after the field is taken off", "items", {"item": [{"item_id": 1}]}, [ShopItem(item_id=1)]),
    ("one object is a list", "items", {"item_id": 1, "title": "a"}, [ShopItem(item_id=1, title="a")]),
    ("JSON inside text is opened for objects", "item", '{"item_id":"1"}', ShopItem(item_id=1)),
    ("JSON inside text is opened for lists", "numbers", "[1,2]", [1, 2]),
    ("one of one is an object", "item", [{"item_id": 1}], ShopItem(item_id=1)),
    ("unlisted values of enumerations pass", "item", {"state": "odd"}, ShopItem(state="odd")),
]
LEFT_ALONE: list[tuple[str, str, Any, str, Any]] = [
    ("a fraction is no integer", "integer", Decimal("12.5"), "integer", ...),
    ("a word is no integer", "integer", "Top,Pub", "integer", ...),
    ("a huge exponent is no integer", "integer", Decimal("1e999999"), "integer", ...),
    ("underscores make no number", "integer", "1_000", "integer", ...),
    ("truth is no decimal", "decimal", True, "decimal", ...),
    ("a grouped number is no decimal", "decimal", "1,234.50", "decimal", ...),
    ("two is no truth", "boolean", 2, "boolean", ...),
    ("a word is no truth", "boolean", "Y", "boolean", ...),
    ("seconds are no milliseconds", "moment", 1451620800, "datetime", ...),
    ("fourteen digits are no milliseconds", "moment", "20160101120000", "datetime", ...),
    ("nulls of a database are no time", "moment", "0000-00-00 00:00:00", "datetime", ...),
    ("truth is no time", "moment", True, "datetime", ...),
    ("two are not one", "integer", [1, 2], "integer", ...),
    ("an object is no number", "integer", {"a": 1}, "integer", ...),
    ("a word is no object", "item", "abc", "object", ...),
    ("two objects are not one", "item", [{}, {}], "object", ...),
    ("a word is no map", "attributes", "abc", "map", ...),
]


@pytest.mark.parametrize(("name", "value", "expected"), [c[1:] for c in COERCED], ids=[c[0] for c in COERCED])
def test_coerced(name: str, value: Any, expected: Any) -> None:
    found: list[Mismatch] = []
    response = from_dict(ShopGoodsPushResponse, {name: value}, found.append)
    got = getattr(response, name)
    assert (got, type(got), found, response.extra) == (expected, type(expected), [], {})


@pytest.mark.parametrize(("name", "value", "kind"), [c[1:4] for c in LEFT_ALONE], ids=[c[0] for c in LEFT_ALONE])
def test_left_alone(name: str, value: Any, kind: str) -> None:
    found: list[Mismatch] = []
    response = from_dict(ShopGoodsPushResponse, {name: value}, found.append)
    assert getattr(response, name) is value
    assert found == [Mismatch(name, kind, value)]


def test_a_mismatch_deep_inside_is_found_by_its_path_and_spoils_nothing_else() -> None:
    found: list[Mismatch] = []
    data = {"items": {"item_d_t_o": [{"item_id": 1}, {"item_id": 2, "parts": [{"price": "x"}]}]}, "numbers": ["1", "b"]}
    response = from_dict(ShopGoodsPushResponse, data, found.append)
    assert response.items == [ShopItem(item_id=1), ShopItem(item_id=2, parts=[ShopItem(price="x")])]  # type: ignore[arg-type]
    assert response.numbers == [1, "b"]
    assert [(one.path, one.expected, one.value) for one in found] == [
        ("numbers[1]", "integer", "b"),
        ("items[1].parts[0].price", "decimal", "x"),
    ]


def test_what_was_missing_null_empty_and_unknown_is_told_apart() -> None:
    response = read('{"shop_goods_push_response":{"text":null,"integer":"","new_field":{"a":1}}}')
    assert (response.text, response.integer, response.boolean) == (None, None, None)  # type: ignore[attr-defined]
    assert response.extra == {"text": None, "integer": "", "new_field": {"a": 1}}
    assert "text=" not in repr(response) and "new_field" in repr(response)
    assert repr(ShopItem(item_id=1)) == "ShopItem(item_id=1)"


def test_numbers_lose_no_digit() -> None:
    response = read('{"shop_goods_push_response":{"integer":7091800003790954036,"decimal":10.10,"whatever":[0.1]}}')
    assert to_dict(response) == {"integer": 7091800003790954036, "decimal": "10.10", "whatever": ["0.1"]}


ONE = ShopGoodsPushResponse(integer=1)
SHAPES: list[tuple[str, str]] = [
    ("a root of its name", '{"shop_goods_push_response":{"integer":1}}'),
    ("a root of another name", '{"goods_push_response":{"integer":1}}'),
    ("a root of any name", '{"whatever_it_is":{"integer":1}}'),
    ("no root, as in simplified JSON", '{"integer":1,"request_id":"r"}'),
    ("an XML root", "<shop_goods_push_response><integer>1</integer></shop_goods_push_response>"),
    ("a byte order mark and white space", '\ufeff\n{"integer":1}\n'),
]


@pytest.mark.parametrize("body", [c[1] for c in SHAPES], ids=[c[0] for c in SHAPES])
def test_the_data_is_found_below(body: str) -> None:
    assert read(body) == ONE


@pytest.mark.parametrize(
    "body",
    [
        '{"shop_goods_push_response":{}}',
        '{"shop_goods_push_response":null}',
        '{"shop_goods_push_response":{"request_id":"r"}}',
        '{"request_id":"r"}',
        "{}",
        "<shop_goods_push_response/>",
    ],
)
def test_an_answer_may_be_empty(body: str) -> None:
    assert read(body) == ShopGoodsPushResponse()


def test_other_families_keep_their_prefix_in_the_root() -> None:
    body = b'{"alibaba_shop_time_get_response":{"request_id":"r9"}}'
    assert decode_reply(Reply(200, {}, body), ShopTimeGetRequest.__api__).request_id == "r9"


def test_the_raw_reply_is_kept_and_does_not_count_when_comparing() -> None:
    response = read('{"shop_goods_push_response":{"request_id":"r1"}}')
    assert response.reply is not None and response.request_id == "r1"
    assert json.loads(response.reply.body) and response.reply.headers["content-type"].startswith("text/javascript")
    assert response == ShopGoodsPushResponse()


def test_the_charset_of_the_reply_is_respected() -> None:
    body = '{"text":"袜子"}'
    for charset in ("gbk", "utf-8", "no-such-charset"):
        encoded = body.encode(charset if charset != "no-such-charset" else "utf-8")
        response = read(encoded, content_type=f"text/javascript;charset={charset}")
        assert response == ShopGoodsPushResponse(text="袜子")


def test_xml_keeps_raw_control_characters_foreign_entities_and_bare_ampersands() -> None:
    text = "a\x01\r\n&le;&#x888B;&amp;lt; b & c &nosuch; <![CDATA[<d>&le;]]>"
    response = read(f"<r_response><text>{text}</text></r_response><!--top011.na61-->\n")
    assert response == ShopGoodsPushResponse(text="a\x01\r\n≤袋&lt; b & c &nosuch; <d>&le;")


NOT_UNDERSTOOD: list[tuple[str, str, int]] = [
    ("nothing", "", 200),
    ("text", "Service Unavailable", 503),
    ("a proxy's page", "<html><head><title>502</title></head><body><hr>nginx</body></html>", 502),
    ("a page that happens to be XML", "<html><body>login</body></html>", 200),
    ("a document type", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 200),
    ("JSON cut short", '{"shop_goods_push_response":{"integer":1', 200),
    ("XML cut short", "<shop_goods_push_response><integer>1</integer>", 200),
    ("XML cut inside a tag", "<shop_goods_push_response><integer>1</integ", 200),
    ("crossed elements", "<a><b></a></b>", 200),
    ("two roots", "<a/><b/>", 200),
    ("an array", "[1]", 200),
    ("JSON of somebody else with a bad status", '{"message":"no healthy upstream"}', 503),
    ("a redirection", '{"integer":1}', 302),
    ("a root that is no object", '{"shop_goods_push_response":[1]}', 200),
    ("JSON of ten thousand levels", '{"whatever":' + "[" * 10_000 + "]" * 10_000 + "}", 200),
    ("XML of ten thousand levels", "<a>" * 10_000 + "</a>" * 10_000, 200),
]


@pytest.mark.parametrize(("body", "status"), [c[1:] for c in NOT_UNDERSTOOD], ids=[c[0] for c in NOT_UNDERSTOOD])
def test_is_not_understood(body: str, status: int) -> None:
    with pytest.raises(ReplyError) as caught:
        read(body, status)
    assert caught.value.reply is not None and caught.value.reply.body == body.encode()
    assert f"HTTP {status}" in str(caught.value)


@pytest.mark.parametrize("end", range(1, 60))
def test_a_reply_cut_anywhere_is_never_taken_for_a_whole_one(end: int) -> None:
    for body in (
        '{"shop_goods_push_response":{"integer":12,"text":"abcdefgh"}}',
        "<r_response><integer>12</integer><text>abcdefghijklmn</text></r_response>",
    ):
        with pytest.raises(ReplyError):
            read(body[:end])


@pytest.mark.parametrize(
    ("name", "element"),
    [
        ("items", "item_d_t_o"),
        ("words", "string"),
        ("numbers", "number"),
        ("prices", "price"),
        ("truths", "boolean"),
        ("moments", "date"),
        ("loose", "loose_d_t_o"),
    ],
)
def test_list_items_are_named_after_their_type(name: str, element: str) -> None:
    attribute = next(one for one in schema_of(ShopGoodsPushResponse) if one.attr == name)
    assert wrapper_name(attribute) == element


@pytest.mark.parametrize("charset", ["undefined", "idna", "hex", "no-such-thing"])
def test_a_charset_that_decodes_nothing_is_read_as_utf_8(charset: str) -> None:
    response = read('{"shop_goods_push_response":{"text":"袜子"}}', content_type=f"text/javascript;charset={charset}")
    assert response == ShopGoodsPushResponse(text="袜子")


def test_a_number_of_more_digits_than_python_reads_stays_text_and_spoils_nothing_else() -> None:
    response = read('{"shop_goods_push_response":{"text":"a","integer":%s}}' % ("9" * 5000))
    assert isinstance(response, ShopGoodsPushResponse) and response.text == "a" and str(response.integer) == "9" * 5000


def test_white_space_around_a_value_is_none_of_it() -> None:
    padded = {"integer": " 12\n", "decimal": " 1.50 ", "boolean": "\ntrue", "moment": "2016-01-01 12:00:00 "}
    noon = datetime(2016, 1, 1, 12, tzinfo=GMT8)
    expected = ShopGoodsPushResponse(integer=12, decimal=Decimal("1.50"), boolean=True, moment=noon)
    found: list[Mismatch] = []
    assert from_dict(ShopGoodsPushResponse, padded, found.append) == expected and not found
    blank = from_dict(ShopGoodsPushResponse, dict.fromkeys(padded, "\n"), found.append)
    assert (blank.integer, blank.decimal, blank.boolean, blank.moment) == (None,) * 4 and not found


def test_what_stands_beside_the_items_of_a_list_is_told() -> None:
    found: list[Mismatch] = []
    response = from_dict(ShopGoodsPushResponse, {"numbers": {"number": [1], "x": 2}}, found.append)
    assert response.numbers == [1] and [(one.path, one.value) for one in found] == [("numbers", {"x": 2})]
