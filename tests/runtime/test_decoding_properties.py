"""Decoding: whatever form an object is sent in, the same object arrives."""

from __future__ import annotations

from datetime import datetime
from random import Random
from typing import Any

from client_shop import ShopGoodsPushRequest, ShopGoodsPushResponse, ShopItem, SuiteConfDO
from hypothesis import given, settings
from hypothesis import strategies as st
from reply_writer import gateway_data, write_json, write_xml
from topclient._runtime.decoding.responses import Mismatch, decode_reply, from_dict, to_dict
from topclient._runtime.gmt8 import GMT8
from topclient._runtime.reply import Reply

ROOT = "shop_goods_push_response"

texts = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\t\r\n\x01≤é袜&<>\"'\\{[]}"), max_size=12)
integers = st.integers(-(2**70), 2**70)
decimals = st.decimals(allow_nan=False, allow_infinity=False, places=3) | st.decimals(0, 100, places=0)
moments = st.datetimes(datetime(1990, 1, 1), datetime(2200, 1, 1)).map(lambda t: t.replace(microsecond=0, tzinfo=GMT8))
maps = st.dictionaries(st.text("abcXYZ_", min_size=1, max_size=5), texts, max_size=3)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def lists(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return maybe(st.lists(strategy, max_size=3))


def items(parts: st.SearchStrategy[Any]) -> st.SearchStrategy[ShopItem]:
    return st.builds(
        ShopItem,
        extra=st.just({}),
        item_id=maybe(integers),
        title=maybe(texts),
        state=maybe(st.sampled_from(["new", "old", "odd"])),
        from_=maybe(texts),
        price=maybe(decimals),
        listed=maybe(moments),
        tags=lists(texts),
        parts=parts,
    )


responses = st.builds(
    ShopGoodsPushResponse,
    extra=st.just({}),
    reply=st.none(),
    text=maybe(texts),
    integer=maybe(integers),
    decimal=maybe(decimals),
    boolean=maybe(st.booleans()),
    moment=maybe(moments),
    note=maybe(texts),
    attributes=maybe(maps),
    whatever=maybe(texts),
    item=maybe(items(st.none())),
    words=lists(texts),
    numbers=lists(integers),
    prices=lists(decimals),
    truths=lists(st.booleans()),
    moments=lists(moments),
    items=lists(items(lists(items(st.none())))),
    loose=lists(st.dictionaries(st.sampled_from(["a", "b"]), texts, min_size=1)),
)


def read(body: str) -> tuple[ShopGoodsPushResponse, list[Mismatch]]:
    found: list[Mismatch] = []
    reply = Reply(200, {"content-type": "text/plain;charset=utf-8"}, body.encode())
    response = decode_reply(reply, ShopGoodsPushRequest.__api__, found.append)
    assert isinstance(response, ShopGoodsPushResponse)
    return response, found


@settings(deadline=None, max_examples=150)
@given(responses, st.randoms(use_true_random=False))
def test_json_simplified_json_and_xml_decode_to_the_object_that_was_sent(
    sent: ShopGoodsPushResponse, chance: Random
) -> None:
    wrapped = gateway_data(sent, chance, wrapped=True) | {"request_id": "r1"}
    bodies = [
        write_json({ROOT: wrapped}),
        write_json(gateway_data(sent, chance, wrapped=False) | {"request_id": "r1"}),
        '<?xml version="1.0" encoding="utf-8" ?>\n' + write_xml(ROOT, wrapped, chance) + "<!--top011009063212.na61-->",
    ]
    for body in bodies:
        response, found = read(body)
        assert (response, found, response.request_id) == (sent, [], "r1")


@settings(deadline=None, max_examples=100)
@given(responses)
def test_plain_data_comes_back_as_the_object_that_gave_it(sent: ShopGoodsPushResponse) -> None:
    assert from_dict(ShopGoodsPushResponse, to_dict(sent)) == sent


@settings(deadline=None, max_examples=100)
@given(st.recursive(st.none() | st.booleans() | integers | texts, lambda inner: st.lists(inner) | maps | inner))
def test_no_value_makes_reading_fail(value: Any) -> None:
    names = [
        attribute for attribute in ShopGoodsPushResponse.__dataclass_fields__ if attribute not in ("reply", "extra")
    ]
    response = from_dict(ShopGoodsPushResponse, dict.fromkeys(names, value))
    assert isinstance(response, ShopGoodsPushResponse)


def test_a_request_is_read_from_its_example_even_where_the_example_lacks_what_is_required() -> None:
    request = from_dict(ShopGoodsPushRequest, {"from": "a", "suite": {"from": "b", "numbers": ["1"]}})
    assert request == ShopGoodsPushRequest(pid=None, from_="a", suite=SuiteConfDO(item_id=None, from_="b", numbers=[1]))  # type: ignore[arg-type]
