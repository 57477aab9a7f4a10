"""Many calls that travel as one: what is sent, in which order answers come back, and what fails alone or together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from urllib.parse import parse_qsl

import pytest
from client_shop import ShopGoodsPushRequest, ShopGoodsPushResponse, ShopTimeGetRequest, ShopTimeGetResponse
from client_variants import NOWHERE, SECRET, SESSION, ClientVariant, each_client
from fake_gateway import HANG_UP, Received, answering
from hypothesis import given
from hypothesis import strategies as st
from signature_vectors import VECTORS
from topclient import FenxiaoProductUpdateRequest, FenxiaoProductUpdateResponse
from topclient._runtime.calls.attempt import Attempt, Outcome, Send
from topclient._runtime.calls.batch import SEPARATOR, batch_address, encode_batch
from topclient._runtime.calls.codec import prepare
from topclient._runtime.calls.settings import Options
from topclient._runtime.client import Client
from topclient._runtime.encoding.signing import SIGN_METHODS, SignMethod, sign
from topclient._runtime.errors import (
    ArgumentError,
    BusinessError,
    CallerError,
    FlowLimitError,
    GatewayError,
    MismatchError,
    ReplyError,
    SessionError,
    SignatureError,
    TransportError,
)
from topclient._runtime.model import Api, Request, Response
from topclient._runtime.untyped import Batch, UntypedRequest, UntypedResponse, make_batch
from topclient.mock import MockGateway

PUSHED = b'{"shop_goods_push_response":{"integer":%d,"request_id":"r%d"}}'
LIMITED = b'{"error_response":{"code":7,"msg":"App Call Limited","sub_msg":"This ban will last for 0 more seconds"}}'


class PidTakenError(BusinessError):
    """A code that a page documents."""

    __documented__ = "PID_TAKEN"


@dataclass(kw_only=True, slots=True)
class ItemSellerGetRequest(Request[ShopTimeGetResponse]):
    """The request of the published vectors."""

    __api__: ClassVar[Api] = Api(
        "taobao.item.seller.get", session="required", response=ShopTimeGetResponse, errors=(PidTakenError,)
    )

    num_iid: int
    fields: str


def noon() -> datetime:
    return datetime(2016, 1, 1, 12)


def pieces_of(received: Received) -> list[dict[str, str]]:
    """The calls of a batch, read by the platform's description and not by our code."""
    first, *rest = received.body.decode("ascii").split("\r\n-S-\r\n")
    shared = (
        dict(parse_qsl(first.removeprefix("#PUBLIC#"), strict_parsing=True)) if first.startswith("#PUBLIC#") else None
    )
    pieces = rest if shared is not None else [first, *rest]
    return [{**(shared or {}), **({} if one == "N" else dict(parse_qsl(one, strict_parsing=True)))} for one in pieces]


def joined(*replies: bytes) -> bytes:
    return b"\r\n-S-\r\n".join(replies)


@pytest.mark.parametrize("method", SIGN_METHODS)
@each_client
def test_v5_a_batch_is_the_official_one_byte_for_byte(variant: ClientVariant, method: SignMethod) -> None:
    (vector,) = [one for one in VECTORS if one.body]
    settings = {"sign_method": method, "clock": noon, "session": "test"}
    requests = [ItemSellerGetRequest(num_iid=number, fields="num_iid,title") for number in (1, 2)]
    with answering(joined(b"{}", b"{}")) as gateway:
        variant.run(gateway, "batch", requests, settings=settings)
    (received,) = gateway.received
    signature = received.query.pop("sign")
    assert received.body == vector.body and received.query == vector.texts(method)
    assert (received.path, received.headers["content-type"]) == ("/router/batch", "text/plain;charset=UTF-8")
    assert signature == sign(received.query, SECRET, method, vector.body)
    options = Options("12345678", "helloworld", session="test", sign_method=method, clock=noon)
    assert f"sign={vector.signs[method]}" in prepare(options, Attempt(make_batch(requests, None), 1, "test")).url


@each_client
def test_answers_come_in_the_order_of_the_calls(variant: ClientVariant) -> None:
    def answer(received: Received) -> bytes:
        return joined(*(PUSHED % (int(one["pid"]), int(one["pid"])) for one in pieces_of(received)))

    with answering(answer) as gateway:
        results = variant.run(gateway, "batch", [ShopGoodsPushRequest(pid=pid) for pid in (3, 1, 2)])
    assert results == [ShopGoodsPushResponse(integer=number) for number in (3, 1, 2)]
    assert [one.request_id for one in results] == ["r3", "r1", "r2"]
    assert results[1].reply and results[1].reply.body == PUSHED % (1, 1)


@each_client
def test_calls_of_several_apis_name_theirs(variant: ClientVariant) -> None:
    requests = [
        ShopGoodsPushRequest(pid=1, text="袜 &=+\r\n-S-\r\n"[:5]),
        ShopTimeGetRequest(),
        UntypedRequest("a.b.get", {"x": [1, 2]}),
    ]
    with answering(joined(PUSHED % (1, 1), b"{}", b'{"y":[1]}')) as gateway:
        results = variant.run(gateway, "batch", requests)
    assert pieces_of(gateway.received[0]) == [
        {"pid": "1", "text": "袜 &=+", "method": "taobao.shop.goods.push"},
        {"method": "alibaba.shop.time.get"},
        {"x": "1,2", "method": "a.b.get"},
    ]
    assert results[:2] == [ShopGoodsPushResponse(integer=1), ShopTimeGetResponse()]
    assert type(results[2]) is UntypedResponse and results[2]["y"] == [1]
    assert gateway.received[0].query["simplify"] == "true" and "method" not in gateway.received[0].query


def test_a_call_without_parameters_is_the_letter_n() -> None:
    body = encode_batch([{"method": "alibaba.shop.time.get"}] * 2)
    assert body == b"#PUBLIC#method=alibaba.shop.time.get\r\n-S-\r\nN\r\n-S-\r\nN"


@each_client
def test_each_call_may_have_a_session_of_its_own(variant: ClientVariant) -> None:
    with answering(joined(b"{}", b"{}", b"{}")) as gateway:
        variant.run(gateway, "batch", [ShopTimeGetRequest()] * 3, sessions=["one-of-them", None, "another"])
    assert [one.get("session") for one in pieces_of(gateway.received[0])] == ["one-of-them", None, "another"]
    assert gateway.received[0].query["session"] == SESSION


@each_client
def test_settings_may_be_for_one_batch_alone(variant: ClientVariant) -> None:
    xml = b"<shop_goods_push_response><integer>1</integer></shop_goods_push_response><!--host-->"
    with answering(joined(xml, xml)) as gateway:
        results = variant.run(
            gateway, "batch", [ShopGoodsPushRequest(pid=1)] * 2, format="xml", partner_id="p", target_app_key="t"
        )
    assert results == [ShopGoodsPushResponse(integer=1)] * 2
    query = gateway.received[0].query
    assert (query["format"], query["partner_id"], query["target_app_key"]) == ("xml", "p", "t")


@each_client
def test_a_failed_call_is_its_error_and_no_other_call_s(variant: ClientVariant) -> None:
    body = b'{"error_response":{"code":50,"sub_code":"PID_TAKEN","sub_msg":"of other-session","request_id":"r2"}}'
    requests = [ItemSellerGetRequest(num_iid=number, fields="a") for number in range(3)]
    with answering(joined(b"{}", body, LIMITED)) as gateway:
        results = variant.run(gateway, "batch", requests, sessions=[None, "other-session", None])
    assert len(gateway.received) == 1 and results[0] == ShopTimeGetResponse()
    assert type(results[1]) is PidTakenError and type(results[2]) is FlowLimitError
    assert (results[1].api, results[1].request_id, results[1].sub_msg) == ("taobao.item.seller.get", "r2", "of …")
    assert results[1].reply and results[1].reply.body == body.replace(b"other-session", "…".encode())
    assert results[1].__traceback__ is None and results[2].ban_seconds == 0


@each_client
def test_the_error_of_a_single_call_is_its_answer(variant: ClientVariant) -> None:
    with answering(LIMITED) as gateway:
        (error,) = variant.run(gateway, "batch", [ShopTimeGetRequest()])
    assert isinstance(error, FlowLimitError)


@each_client
def test_an_error_of_the_whole_is_raised(variant: ClientVariant) -> None:
    body = b'{"error_response":{"code":25,"msg":"Invalid signature of token-of-the-user"}}'
    with answering(body) as gateway, pytest.raises(SignatureError) as caught:
        variant.run(gateway, "batch", [ShopTimeGetRequest()] * 2)
    assert caught.value.api == "batch" and SESSION not in str(caught.value)


BROKEN: list[tuple[bytes, str]] = [
    (b"{}", "1 answers to a batch of 2"),
    (joined(b"{}", b"{}", b"{}"), "3 answers to a batch of 2"),
    (b"<html><body>Bad Gateway</body></html>", "not a reply of the gateway"),
    (b"", "neither JSON nor XML"),
]


@pytest.mark.parametrize(("body", "words"), BROKEN, ids=[words for _, words in BROKEN])
@each_client
def test_what_is_no_answer_to_all_calls_is_no_reply(variant: ClientVariant, body: bytes, words: str) -> None:
    with answering(body) as gateway, pytest.raises(ReplyError, match=words) as caught:
        variant.run(gateway, "batch", [ShopTimeGetRequest()] * 2, settings={"idempotent": False})
    assert caught.value.reply is not None and caught.value.reply.body == body


@each_client
def test_a_proxy_s_page_with_the_right_number_of_pieces_is_no_answer(variant: ClientVariant) -> None:
    with answering((502, joined(b"{}", b"{}"))) as gateway, pytest.raises(ReplyError, match="502"):
        variant.run(gateway, "batch", [ShopTimeGetRequest()] * 2, settings={"idempotent": False})


@pytest.mark.parametrize(("body", "words"), [(b'{"a', "broken JSON"), (b"<html></html>", "not a reply of the gateway")])
@each_client
def test_one_answer_that_cannot_be_read_leaves_the_others(variant: ClientVariant, body: bytes, words: str) -> None:
    answer = b'{"alibaba_shop_time_get_response":{"request_id":"r"}}'
    with answering(joined(answer, body, answer)) as gateway:
        first, second, third = variant.run(gateway, "batch", [ShopTimeGetRequest()] * 3, settings={"idempotent": False})
    assert first.request_id == third.request_id == "r"
    assert isinstance(second, ReplyError) and words in str(second) and second.api == "alibaba.shop.time.get"


@each_client
def test_no_call_is_no_batch(variant: ClientVariant) -> None:
    assert variant.run(NOWHERE, "batch", []) == [] == variant.run(NOWHERE, "batch", iter([]), sessions=[])


REFUSED: list[tuple[Sequence[Any], Any, str, str]] = [
    ([ShopTimeGetRequest(), ShopGoodsPushRequest(pid=1, image=b"x")], None, "image", r"\[1\].*file"),
    ([ShopTimeGetRequest(), UntypedRequest("a.b", {"f": b"x"})], None, "f", r"\[1\].*file"),
    ([ShopGoodsPushRequest(pid="1")], None, "pid", r"\[0\].*taobao.shop.goods.push.*int"),  # type: ignore[arg-type]
    ([ShopTimeGetRequest(), "taobao.time.get"], None, "[1]", "not str"),
    ([ShopTimeGetRequest()], [], "sessions", "0 for 1"),
    ([ShopTimeGetRequest()], [7], "sessions[0]", "printable text"),
    ([ShopTimeGetRequest()], ["\ud800"], "sessions[0]", "printable text"),
]


@pytest.mark.parametrize(("requests", "sessions", "parameter", "words"), REFUSED, ids=[words for *_, words in REFUSED])
@each_client
def test_what_no_batch_can_carry_is_named(
    variant: ClientVariant, requests: Sequence[Any], sessions: Any, parameter: str, words: str
) -> None:
    with pytest.raises(ArgumentError, match=words) as caught:
        variant.run(NOWHERE, "batch", requests, sessions=sessions)
    assert caught.value.parameter == parameter


@pytest.mark.parametrize(
    ("requests", "times"),
    [
        ([ShopTimeGetRequest(), ItemSellerGetRequest(num_iid=1, fields="a")], 2),
        ([ShopTimeGetRequest(), ShopGoodsPushRequest(pid=1)], 1),
    ],
    ids=["reads", "a write among them"],
)
@each_client
def test_a_batch_is_repeated_only_when_all_of_it_reads(variant: ClientVariant, requests: list[Any], times: int) -> None:
    with answering(HANG_UP, joined(b"{}", b"{}")) as gateway:
        if times == 1:
            with pytest.raises(TransportError):
                variant.run(gateway, "batch", requests)
        else:
            assert len(variant.run(gateway, "batch", requests)) == 2
    assert len(gateway.received) == times


@each_client
def test_a_flow_limit_of_the_whole_is_waited_for(variant: ClientVariant) -> None:
    with answering(LIMITED, joined(PUSHED % (1, 1), PUSHED % (2, 2))) as gateway:
        assert len(variant.run(gateway, "batch", [ShopGoodsPushRequest(pid=1)] * 2)) == 2
    assert len(gateway.received) == 2


@each_client
def test_mismatches_are_told_and_with_strict_the_error_of_that_call(variant: ClientVariant) -> None:
    body = joined(PUSHED % (1, 1), b'{"shop_goods_push_response":{"integer":"x"}}')
    found: list[Any] = []
    with answering(body) as gateway:
        variant.run(gateway, "batch", [ShopGoodsPushRequest(pid=1)] * 2, settings={"on_mismatch": found.append})
        right, wrong = variant.run(gateway, "batch", [ShopGoodsPushRequest(pid=1)] * 2, settings={"strict": True})
    assert [one.path for one in found] == ["integer"]
    assert isinstance(right, ShopGoodsPushResponse) and isinstance(wrong, MismatchError) and wrong.paths == "integer"


@each_client
def test_a_failure_inside_an_answer_is_the_error_of_that_call(variant: ClientVariant) -> None:
    body = joined(b'{"success":false,"error_code":"E1","request_id":"r"}', b"{}")
    with answering(body) as gateway:
        results = variant.run(gateway, "batch", [UntypedRequest("a.b")] * 2, raise_on_failure=True)
    assert isinstance(results[0], GatewayError) and results[0].sub_code == "E1" and results[0].response is not None
    assert isinstance(results[1], Response)


def test_middleware_and_hooks_see_the_batch_as_one_call() -> None:
    seen: list[Outcome] = []

    def watch(attempt: Attempt, send: Send) -> Any:
        assert isinstance(attempt.request, Batch) and len(attempt.request.requests) == 2
        return send(attempt)

    with (
        answering(joined(b"{}", b"{}")) as gateway,
        Client("k", "s", gateway=gateway.url, middleware=[watch], on_attempt=seen.append) as client,
    ):
        client.batch([ShopTimeGetRequest()] * 2)
    assert [one.api for one in seen] == ["batch"]


def test_the_address_of_a_batch_is_in_no_repr() -> None:
    request = make_batch([ShopTimeGetRequest()], ["own-session"])
    prepared = prepare(Options("k", "the-secret", session="the-session"), Attempt(request, 1, "the-session"))
    text = repr((request, prepared))
    assert "the-session" in prepared.url and "sign=" in prepared.url
    assert "the-session" not in text and "own-session" not in text and "sign" not in text


@pytest.mark.parametrize(
    ("router", "address"),
    [
        ("https://gw.api.taobao.com/router/rest", "https://gw.api.taobao.com/router/batch"),
        ("http://[::1]:8080/router/rest/", "http://[::1]:8080/router/batch"),
        ("http://proxy.example/top/router/rest?x=1", "http://proxy.example/top/router/batch"),
        ("http://proxy.example", "http://proxy.example/batch"),
    ],
)
def test_a_batch_goes_beside_single_calls(router: str, address: str) -> None:
    assert batch_address(router) == address


TEXTS = st.dictionaries(st.text(min_size=1).filter(lambda name: name != "method"), st.text(min_size=1), max_size=4)


@given(st.lists(st.tuples(st.sampled_from(["a.b", "c.d.get"]), TEXTS), min_size=1))
def test_every_call_is_found_again_in_the_body(calls: list[tuple[str, Mapping[str, str]]]) -> None:
    whole = [{**texts, "method": method} for method, texts in calls]
    body = encode_batch(whole)
    assert pieces_of(Received(b"", body)) == whole
    assert body.isascii() and body.count(SEPARATOR) == len(whole) - (len({method for method, _ in calls}) > 1)


@each_client
@pytest.mark.parametrize("form", [{"format": "json"}, {"simplify": True}, {"format": "xml"}], ids=str)
def test_the_mock_gateway_answers_a_batch(variant: ClientVariant, form: Any) -> None:
    good = FenxiaoProductUpdateRequest(pid=1)
    with MockGateway(app_secret=SECRET, session=SESSION) as gateway:
        gateway.reply(good.__api__.name, {"pid": 7}, times=1)
        gateway.fail(good.__api__.name, 50, sub_code="isv.no", times=1)
        results = variant.run(gateway.url, "batch", [good, good, UntypedRequest("a.b"), good], settings=form)
        same = variant.run(gateway.url, "batch", [good, good], sessions=["another", None], settings=form)
    with MockGateway(app_secret="another", session=SESSION) as gateway, pytest.raises(SignatureError):
        variant.run(gateway.url, "batch", [good, good], settings=form)
    assert isinstance(results[0], FenxiaoProductUpdateResponse) and results[0].pid == 7
    assert isinstance(results[1], CallerError) and results[1].sub_code == "isv.no"
    assert isinstance(results[2], CallerError) and results[2].code == 22
    assert isinstance(results[3], FenxiaoProductUpdateResponse) and results[3].pid == same[1].pid != 7
    assert isinstance(same[0], SessionError)
