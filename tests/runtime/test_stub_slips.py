"""The stub and the mock gateway name the slips of a test instead of swallowing them."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import pytest
from topclient import (
    CallTimeoutError,
    ConnectError,
    FenxiaoProductUpdateResponse,
    InventoryShopinvAdjustRequest,
    InventoryShopinvAdjustResponse,
    RetryPolicy,
)
from topclient.mock import MockGateway
from topclient.testing import StubGateway, example_response

UPDATE = "taobao.fenxiao.product.update"
NEARLY = "taobao.fenxiao.product.updat"
ADJUST = "taobao.inventory.shopinv.adjust"
Gateways = pytest.mark.parametrize("make", [StubGateway, MockGateway])
Make = Callable[[], Any]


@Gateways
@pytest.mark.parametrize(
    ("misuse", "raised", "said"),
    [
        (lambda gateway: gateway.reply(NEARLY, {}), LookupError, r"did you mean taobao\.fenxiao\.product\.update\?"),
        (lambda gateway: gateway.fail("taobao.x", 15), LookupError, "no API"),
        (lambda gateway: gateway.fail(UPDATE, 15, subcode="isv.x"), TypeError, "subcode"),
        (lambda gateway: gateway.fail(UPDATE, "15"), TypeError, "code is a number as 15, not '15'"),
        (lambda gateway: gateway.fail(UPDATE, "isv.x"), TypeError, "is a sub_code"),
        (lambda gateway: gateway.fail(UPDATE, True), TypeError, "code is a number"),
        (lambda gateway: gateway.fail(UPDATE, 15, times=True), TypeError, "times is a number of calls .*, not True"),
        (lambda gateway: gateway.reply(UPDATE, {}, times=0), ValueError, "at least 1"),
        (lambda gateway: gateway.reply(UPDATE, {}, times="2"), TypeError, "times is a number of calls .*, not '2'"),
        (lambda gateway: gateway.reply(UPDATE, {}, time=2), TypeError, "time"),
        (lambda gateway: gateway.reply(UPDATE, None), TypeError, "a dict or a response object, not NoneType"),
        (lambda gateway: gateway.reply(UPDATE, [1]), TypeError, "not list"),
        (lambda gateway: gateway.reply(UPDATE, {"pid": object()}), TypeError, "object has no JSON"),
        (lambda gateway: gateway.reply(UPDATE, InventoryShopinvAdjustResponse()), TypeError, "answers with Fenxiao"),
    ],
)
def test_an_order_that_makes_no_sense_is_an_error(
    make: Make, misuse: Callable[[Any], object], raised: type[Exception], said: str
) -> None:
    with pytest.raises(raised, match=said):
        misuse(make())


@pytest.mark.parametrize("error", [CallTimeoutError, ValueError("x"), "lost", None])
def test_only_errors_of_calls_are_raised(error: Any) -> None:
    with pytest.raises(TypeError, match=r"CallTimeoutError\('no reply'\)"):
        StubGateway().raises(UPDATE, error)


@Gateways
@pytest.mark.parametrize(
    ("api", "data", "said"),
    [
        (UPDATE, {"pidd": 1}, "documents no field pidd; did you mean pid?"),
        (UPDATE, {"zzz": 1}, "documents no field zzz; FenxiaoProductUpdateResponse(extra=…) says that it is meant"),
        (ADJUST, {"result": {"succes": True}}, "no field result.succes; did you mean success?"),
    ],
)
def test_a_field_that_the_page_does_not_list_gives_a_warning(
    make: Make, api: str, data: dict[str, Any], said: str
) -> None:
    with pytest.warns(UserWarning) as caught:
        make().reply(api, data)
    (warned,) = (one for one in caught if one.category is UserWarning)
    assert said in str(warned.message)
    assert warned.filename == __file__


@Gateways
def test_fields_that_are_listed_or_meant_give_none(make: Make) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        make().reply(UPDATE, {"pid": 1, "request_id": "r"})
        make().reply(UPDATE, FenxiaoProductUpdateResponse(extra={"zzz": 1}))
        make().reply(ADJUST, example_response(InventoryShopinvAdjustResponse))


def test_a_condition_may_call_the_client() -> None:
    gateway = StubGateway()
    client = gateway.client()
    gateway.reply(UPDATE, {"pid": 2}, when=lambda sent: sent["pid"] == 1 and asked(client) == 12313454121)
    assert client.taobao.fenxiao.product_update(pid=1).pid == 2
    assert [call.arguments["pid"] for call in gateway.calls] == [9, 1]


def test_what_happens_to_the_call_of_a_condition_is_not_that_of_the_call_it_judges() -> None:
    gateway = StubGateway()
    client = gateway.client()
    gateway.raises(UPDATE, ConnectError("down"), when=lambda sent: sent["pid"] == 9)
    gateway.reply(UPDATE, {"pid": 2}, when=lambda sent: sent["pid"] == 1 and is_down(client))
    assert client.taobao.fenxiao.product_update(pid=1).pid == 2


def test_an_answer_for_one_call_is_not_used_by_the_condition_and_by_its_call() -> None:
    gateway = StubGateway()
    client = gateway.client(retry=RetryPolicy(attempts=1))
    gateway.reply(UPDATE, {"pid": 2}, when=lambda sent: sent["pid"] == 9 or asked(client) == 2)
    assert client.taobao.fenxiao.product_update(pid=1).pid == 12313454121


def asked(client: Any) -> int | None:
    pid: int | None = client.taobao.fenxiao.product_update(pid=9).pid
    return pid


def is_down(client: Any) -> bool:
    with pytest.raises(ConnectError):
        client.taobao.fenxiao.product_update(pid=9)
    return True


@pytest.mark.parametrize(
    ("name", "said"),
    [("product_id", "did you mean pid?"), ("nam", "did you mean name?"), ("xyzzy", "it has pid, name, standard_price")],
)
def test_the_argument_that_was_meant_is_named(name: str, said: str) -> None:
    with pytest.raises(TypeError) as failed:
        StubGateway().assert_called(UPDATE, **{name: 1})
    assert f"{UPDATE} has no argument {name!r}; {said}" in str(failed.value)


def test_the_argument_that_was_meant_is_named_for_objects_too() -> None:
    with pytest.raises(TypeError, match="did you mean shop_inventory_edit"):
        StubGateway().assert_called(InventoryShopinvAdjustRequest.__api__.name, shop_inventory=1)
