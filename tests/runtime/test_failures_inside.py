"""Failures that an API tells inside of a successful reply: data by default, exceptions where they are asked for."""

from __future__ import annotations

import json
import logging
import pickle
from dataclasses import dataclass
from typing import Any, ClassVar

import pytest
from client_variants import UNUSED
from topclient._runtime.client import Client
from topclient._runtime.errors import (
    BusinessError,
    CallerError,
    GatewayError,
    MismatchError,
    PlatformError,
    TopError,
)
from topclient._runtime.model import Api, Request, Response, Struct
from topclient._runtime.reply import Reply
from topclient._runtime.untyped import BatchResponse, UntypedRequest, make_batch
from topclient.testing import StubGateway


class OutOfStock(BusinessError):
    """库存不足"""

    __documented__ = "STOCK_0*"


class BadItem(CallerError):
    """商品不存在"""

    __documented__ = "isv.item-not-exist"


@dataclass(kw_only=True, slots=True)
class ResultDTO(Struct):
    success: bool | None = None
    error_code: str | None = None
    error_msg: str | None = None


@dataclass(kw_only=True, slots=True)
class ShopStockAdjustResponse(Response):
    is_success: bool | None = None
    code: int | None = None
    result: ResultDTO | None = None
    results: list[ResultDTO] | None = None


@dataclass(kw_only=True, slots=True)
class ShopStockAdjustRequest(Request[ShopStockAdjustResponse]):
    __api__: ClassVar[Api] = Api(
        "taobao.shop.stock.adjust", session="none", response=ShopStockAdjustResponse, errors=(OutOfStock, BadItem)
    )


def decode(data: Any, request: Request[Any] | None = None, **settings: Any) -> Any:
    body = json.dumps({"shop_stock_adjust_response": data | {"request_id": "r1"}}).encode()
    with Client("1", "secret", transport=UNUSED, **settings) as client:
        return client.decode(request or ShopStockAdjustRequest(), Reply(200, {}, body))


FAILURES: list[tuple[str, dict[str, Any], type[GatewayError], str | None, str | None]] = [
    ("at the root", {"is_success": False, "code": 17, "msg": "满"}, BusinessError, "17", "满"),
    ("at the root, as text", {"is_success": "false"}, BusinessError, None, None),
    ("in an undocumented field", {"success": False, "err_code": "x", "err_msg": "y"}, BusinessError, "x", "y"),
    ("in an undocumented field, as text", {"Success": " False "}, BusinessError, None, None),
    ("in camel case", {"isSuccess": False, "errorCode": "x", "errorMessage": "y"}, BusinessError, "x", "y"),
    ("one object deep", {"result": {"success": False, "error_code": "x"}}, BusinessError, "x", None),
    ("deep and as text", {"result": {"success": "false", "error_msg": "y"}}, BusinessError, None, "y"),
    ("below a root that succeeded", {"is_success": True, "result": {"success": False}}, BusinessError, None, None),
    ("in an undocumented object", {"result_dto": {"success": False, "sub_code": "x"}}, BusinessError, "x", None),
    ("of a documented code", {"result": {"success": False, "error_code": "STOCK_07"}}, OutOfStock, "STOCK_07", None),
    ("of a documented isv", {"success": False, "sub_code": "isv.item-not-exist"}, BadItem, "isv.item-not-exist", None),
    ("of the platform's families", {"success": False, "code": "isp.x"}, PlatformError, "isp.x", None),
    ("with the more telling code first", {"success": False, "code": 1, "sub_code": "x"}, BusinessError, "x", None),
    ("with empty codes", {"success": False, "err_code": " ", "code": "x", "msg": ""}, BusinessError, "x", None),
    ("with codes that are none", {"success": False, "err_code": True, "msg": {"a": 1}}, BusinessError, None, None),
]


@pytest.mark.parametrize(
    ("data", "kind", "code", "words"), [one[1:] for one in FAILURES], ids=[one[0] for one in FAILURES]
)
def test_a_failure_is_raised_where_that_is_asked_for(
    data: dict[str, Any], kind: type[GatewayError], code: str | None, words: str | None
) -> None:
    with pytest.raises(GatewayError) as caught:
        decode(data, raise_on_failure=True)
    error = caught.value
    assert type(error) is kind
    assert (error.code, error.sub_code, error.sub_msg, error.request_id) == (50, code, words, "r1")
    assert error.api == "taobao.shop.stock.adjust" and error.reply is not None
    assert error.response == decode(data) and isinstance(error.response, ShopStockAdjustResponse)
    again = pickle.loads(pickle.dumps(error))
    assert str(again) == str(error) and again.response == error.response


@pytest.mark.parametrize("data", [one[1] for one in FAILURES], ids=[one[0] for one in FAILURES])
def test_a_failure_is_data_by_default(data: dict[str, Any]) -> None:
    assert isinstance(decode(data), ShopStockAdjustResponse)


AMBIGUOUS: list[tuple[str, dict[str, Any]]] = [
    ("nothing", {}),
    ("success", {"is_success": True, "code": 17}),
    ("no word of success", {"code": 17, "error_code": "x", "result": {"error_code": "x"}}),
    ("null", {"is_success": None, "success": None}),
    ("a number", {"success": 0}),
    ("a number as text", {"success": "0"}),
    ("other text", {"success": "no"}),
    ("an object", {"success": {"success": "no"}}),
    ("an item of a list", {"results": [{"success": False, "error_code": "x"}]}),
    ("two objects deep", {"result": {"inner": {"success": False}}}),
]


@pytest.mark.parametrize("data", [one[1] for one in AMBIGUOUS], ids=[one[0] for one in AMBIGUOUS])
def test_what_is_not_clearly_a_failure_is_none(data: dict[str, Any]) -> None:
    assert isinstance(decode(data, raise_on_failure=True), ShopStockAdjustResponse)


def test_failures_are_found_in_untyped_answers_too() -> None:
    with pytest.raises(BusinessError, match="x: y"):
        decode(
            {"success": False, "code": "x", "msg": "y"},
            UntypedRequest("taobao.shop.stock.adjust"),
            raise_on_failure=True,
        )


def test_failures_are_found_in_the_answers_of_a_batch() -> None:
    pieces = [
        {"shop_stock_adjust_response": {"is_success": False, "code": 17}},
        {"shop_stock_adjust_response": {"is_success": True}},
        {"error_response": {"code": 50, "sub_code": "isv.item-not-exist"}},
    ]
    body = b"\r\n-S-\r\n".join(json.dumps(piece).encode() for piece in pieces)
    with Client("1", "secret", transport=UNUSED, raise_on_failure=True) as client:
        batch: Any = make_batch([ShopStockAdjustRequest()] * 3, None)
        answers: Any = client.decode(batch, Reply(200, {}, body))
    assert isinstance(answers, BatchResponse)
    assert [type(one) for one in answers.results] == [BusinessError, ShopStockAdjustResponse, BadItem]


WRONG = {"is_success": "perhaps", "result": {"success": 7, "error_code": "x"}, "results": [{}, {"success": []}, 5]}


def test_strict_raises_what_is_not_of_its_documented_type_with_its_path() -> None:
    heard: list[Any] = []
    with pytest.raises(MismatchError) as caught:
        decode(WRONG, strict=True, on_mismatch=heard.append)
    error = caught.value
    assert [(one.path, one.expected, one.value) for one in error.mismatches] == [
        ("is_success", "boolean", "perhaps"),
        ("result.success", "boolean", 7),
        ("results[2]", "object", 5),
    ]
    assert error.response == decode(WRONG) and heard == list(error.mismatches)
    assert str(error).startswith("taobao.shop.stock.adjust: is_success: no boolean: 'perhaps'; result.success: no")
    assert not isinstance(error, GatewayError) and isinstance(error, TopError)


def test_strict_finds_nothing_wrong_with_what_is_right_missing_null_or_new() -> None:
    data: dict[str, Any] = {"is_success": "true", "code": "17", "result": None, "results": {}, "new": [1]}
    assert decode(data, strict=True).code == 17


def test_the_log_tells_where_values_are_wrong_but_not_the_values(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "topclient")
    gateway = StubGateway()
    gateway.reply("taobao.fenxiao.product.update", {"pid": "name-of-a-person"})
    with gateway.client(strict=True) as client, pytest.raises(MismatchError, match="name-of-a-person"):
        client.taobao.fenxiao.product_update(pid=1)
    assert "not as documented: pid" in caplog.text and "name-of-a-person" not in caplog.text
