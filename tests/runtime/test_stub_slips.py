"""Slips of a test are told by the stub and the mock gateway, instead of being swallowed."""

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
ADJUST = "taobao.inventory.shopinv.adjust"
Gateways = pytest.mark.parametrize("make", [StubGateway, MockGateway])
Make = Callable[[], Any]


@Gateways
@pytest.mark.parametrize(
    ("misuse", "said"),
    [
        (lambda gateway: gateway.fail(UPDATE, 15, subcode="isv.x"), "subcode"),
        (lambda gateway: gateway.reply(UPDATE, {}, time=2), "time"),
        (lambda gateway: gateway.fail(UPDATE, "15"), "code is a number as 15, not '15'"),
        (lambda gateway: gateway.fail(UPDATE, "isv.x"), "is a sub_code"),
        (lambda gateway: gateway.fail(UPDATE, True), "code is a number"),
        (lambda gateway: gateway.reply(UPDATE, None), "a dict or a response object, not NoneType"),
        (lambda gateway: gateway.reply(UPDATE, [1]), "not list"),
        (lambda gateway: gateway.reply(UPDATE, InventoryShopinvAdjustResponse()), "answers with Fenxiao"),
    ],
)
def test_what_makes_no_sense_is_a_type_error(make: Make, misuse: Callable[[Any], object], said: str) -> None:
    with pytest.raises(TypeError, match=said):
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
    with pytest.warns(UserWarning) as told:
        make().reply(api, data)
    (warned,) = (one for one in told if one.category is UserWarning)
    assert said in str(warned.message)
    assert warned.filename == __file__


@Gateways
def test_fields_that_are_listed_or_meant_give_none(make: Make) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        make().reply(UPDATE, {"pid": 1, "request_id": "r"})
        make().reply(UPDATE, FenxiaoProductUpdateResponse(extra={"zzz": 1}))
        make().reply(ADJUST, example_response(InventoryShopinvAdjustResponse))


def test_each_call_raises_an_error_of_its_own() -> None:
    gateway = StubGateway()
    lost = CallTimeoutError("no reply")
    gateway.raises(UPDATE, lost, times=2)
    client, raised = gateway.client(), []
    for _ in range(2):
        with pytest.raises(CallTimeoutError) as failed:
            client.taobao.fenxiao.product_update(pid=444)
        raised.append(failed.value)
    assert len({id(error) for error in (*raised, lost)}) == 3
    assert lost.__traceback__ is None and lost.__context__ is None


def test_a_condition_may_call_the_client() -> None:
    gateway = StubGateway()
    client = gateway.client()
    gateway.reply(UPDATE, {"pid": 2}, when=lambda sent: sent["pid"] == 1 and asked(client) == 12313454121)
    assert client.taobao.fenxiao.product_update(pid=1).pid == 2
    assert [call.arguments["pid"] for call in gateway.calls] == [9, 1]


def test_what_befalls_the_call_of_a_condition_is_not_that_of_the_call_it_judges() -> None:
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
