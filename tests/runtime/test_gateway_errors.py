"""The platform's error replies as exceptions to catch, in every format."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from client_shop import ShopGoodsPushRequest
from topclient._runtime.decoding.responses import decode_reply
from topclient._runtime.errors import (
    AccessDeniedError,
    ArgumentError,
    BusinessError,
    CallerError,
    CallTimeoutError,
    ConnectError,
    FlowLimitError,
    GatewayError,
    MismatchError,
    OAuthError,
    PlatformError,
    ReplyError,
    SessionError,
    SignatureError,
    TopError,
    TransportError,
)
from topclient._runtime.reply import Reply

API = ShopGoodsPushRequest.__api__


def read_error(body: str, status: int = 200) -> GatewayError:
    with pytest.raises(GatewayError) as caught:
        decode_reply(Reply(status, {}, body.encode()), API)
    return caught.value


FORMS = [
    '{"error_response":{"code":50,"msg":"Remote service error","sub_code":"isv.invalid-parameter",'
    '"sub_msg":"非法参数","request_id":"r1"}}',
    '{"error_response":{"code":"50","msg":"Remote service error","sub_code":"isv.invalid-parameter",'
    '"sub_msg":"非法参数","request_id":"r1","top_host":"x"},"request_id":"r1"}',
    '<?xml version="1.0" encoding="utf-8" ?><error_response><code>50</code><msg>Remote service error</msg>'
    "<sub_code>isv.invalid-parameter</sub_code><sub_msg>非法参数</sub_msg><request_id>r1</request_id>"
    "</error_response><!--top011009063212.na61-->",
]


@pytest.mark.parametrize("status", [200, 400, 500])
@pytest.mark.parametrize("body", FORMS)
def test_an_error_keeps_all_the_platform_says(body: str, status: int) -> None:
    error = read_error(body, status)
    assert type(error) is CallerError
    assert (error.code, error.msg, error.sub_code) == (50, "Remote service error", "isv.invalid-parameter")
    assert (error.sub_msg, error.request_id, error.api) == ("非法参数", "r1", "taobao.shop.goods.push")
    assert error.reply is not None and error.reply.body == body.encode() and error.reply.request_id == "r1"
    assert str(error) == (
        "taobao.shop.goods.push: 50 Remote service error; isv.invalid-parameter: 非法参数 (request_id r1)"
    )


KINDS: list[tuple[int, str | None, type[GatewayError]]] = [
    (7, "accesscontrol.limited-by-app-api-access-count", FlowLimitError),
    (15, "accesscontrol.limited-by-api-access-count", FlowLimitError),
    (8, None, FlowLimitError),
    (11, "isv.permission-api-package-limit", AccessDeniedError),
    (15, "isv.permission-ip-whitelist-limit", AccessDeniedError),
    (12, None, AccessDeniedError),
    (13, None, AccessDeniedError),
    (42, None, AccessDeniedError),
    (53, None, AccessDeniedError),
    (24, None, SignatureError),
    (25, None, SignatureError),
    (26, None, SessionError),
    (27, "session-expired", SessionError),
    (27, "invalid-sessionkey", SessionError),
    (10, None, PlatformError),
    (15, "isp.top-remote-connection-timeout", PlatformError),
    (520, "isp.remote-service-error", PlatformError),
    (15, "isv.MOBILE_NUMBER_ILLEGAL", CallerError),
    (530, "isv.item-listing-service-error:GENERIC_FAILURE-tmall", CallerError),
    (22, None, CallerError),
    (29, "isv.appkey-not-exists", CallerError),
    (31, None, CallerError),
    (40, None, CallerError),
    (15, "20000", BusinessError),
    (15, "A-AUDIT-00-16-003-01", BusinessError),
    (50, None, BusinessError),
    (88, None, GatewayError),
]


@pytest.mark.parametrize(("code", "sub_code", "kind"), KINDS)
def test_an_error_is_caught_by_its_kind(code: int, sub_code: str | None, kind: type[GatewayError]) -> None:
    sub = f',"sub_code":"{sub_code}"' if sub_code else ""
    assert type(read_error(f'{{"error_response":{{"code":{code},"msg":"m"{sub}}}}}')) is kind


@pytest.mark.parametrize(
    ("words", "seconds"),
    [("This ban will last for 2 more seconds", 2), ("This ban will last for 31062 more seconds", 31062), ("", None)],
)
def test_a_flow_limit_tells_how_long_to_wait(words: str, seconds: int | None) -> None:
    error = read_error(f'{{"error_response":{{"code":7,"msg":"App Call Limited","sub_msg":"{words}"}}}}')
    assert isinstance(error, FlowLimitError) and error.ban_seconds == seconds


@pytest.mark.parametrize(
    ("code", "msg", "parameter"),
    [
        (40, "Missing required arguments:num_iid", "num_iid"),
        (41, "Invalid arguments: location.state", "location.state"),
        (40, "Missing required arguments", None),
        (22, "Invalid method:x", None),
    ],
)
def test_a_wrong_argument_is_named(code: int, msg: str, parameter: str | None) -> None:
    error = read_error(f'{{"error_response":{{"code":{code},"msg":"{msg}"}}}}')
    assert isinstance(error, CallerError) and error.parameter == parameter


@pytest.mark.parametrize("body", ['{"error_response":{}}', '{"error_response":null}', "<error_response/>"])
def test_an_error_that_says_nothing_is_an_error_all_the_same(body: str) -> None:
    assert read_error(body).code == ""


def test_a_code_that_is_no_number_stays_text() -> None:
    assert read_error('{"error_response":{"code":"E-1","msg":"m"}}').code == "E-1"


def test_code_and_msg_in_the_data_are_no_error() -> None:
    reply = Reply(200, {}, b'{"shop_goods_push_response":{"code":"15","msg":"m","integer":1}}')
    assert decode_reply(reply, API).extra == {"code": "15", "msg": "m"}


@pytest.mark.parametrize(
    "error",
    [
        ArgumentError("taobao.a.b", "c.d", "is required"),
        GatewayError(15, "m", "s", "sm", "r"),
        FlowLimitError(7, "m"),
        ReplyError("why", Reply(502, {}, b"")),
        TransportError("x"),
        OAuthError("invalid_grant", "why"),
    ],
)
def test_errors_survive_the_way_between_processes(error: TopError) -> None:
    again: Any = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))


def test_the_tree_is_the_one_that_is_drawn() -> None:
    assert issubclass(ArgumentError, ValueError) and issubclass(CallTimeoutError, TimeoutError)
    assert {ConnectError, CallTimeoutError} == set(TransportError.__subclasses__())
    assert set(TopError.__subclasses__()) == {
        ArgumentError,
        TransportError,
        ReplyError,
        MismatchError,
        OAuthError,
        GatewayError,
    }
