"""Values that are meant to break something: replies of a hostile gateway, and arguments that no wire can carry."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum, IntEnum
from typing import Any
from urllib.parse import parse_qsl

import pytest
from client_shop import ShopGoodsPushRequest, ShopGoodsPushResponse, ShopTimeGetRequest, SuiteConfDO
from client_variants import UNUSED
from topclient._runtime.calls.retry import RetryPolicy
from topclient._runtime.client import Client
from topclient._runtime.decoding.responses import to_dict
from topclient._runtime.encoding.signing import sign
from topclient._runtime.errors import ArgumentError, FlowLimitError, TopError
from topclient._runtime.model import Upload
from topclient._runtime.reply import Reply
from topclient._runtime.untyped import UntypedRequest

SECRET, SESSION = "c0ffee11c0ffee22", "6100a1b2c3d4e5f6"


@pytest.fixture
def client() -> Client:
    return Client("12345678", SECRET, session=SESSION, transport=UNUSED, raise_on_failure=True, strict=False)


def multipart(client: Client, request: Any) -> bytes:
    body = client.prepare(request).body
    assert not isinstance(body, bytes)
    return b"".join(body)


def sent(client: Client, request: Any) -> dict[str, str]:
    body = client.prepare(request).body
    assert isinstance(body, bytes)
    return dict(parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=True))


HUGE, TINY = "1e999999999", "1e-999999999"
BODIES = {
    "a number of gigabytes": f'{{"decimal":{HUGE}}}',
    "a number of gigabytes as text": f'{{"decimal":"{HUGE}"}}',
    "a very small number": f'{{"decimal":{TINY},"prices":[{TINY}]}}',
    "a huge integer": f'{{"integer":{HUGE},"numbers":[{HUGE}]}}',
    "a huge number somewhere else": f'{{"whatever":{HUGE},"new":{{"a":{HUGE}}},"text":{HUGE}}}',
    "a huge time": f'{{"moment":{HUGE},"moments":["{"9" * 300}"]}}',
    "a huge truth": f'{{"boolean":{HUGE}}}',
    "digits without end": f'{{"integer":"{"9" * 100_000}","decimal":"{"9" * 100_000}"}}',
    "lists in lists": f'{{"whatever":{"[" * 900}{"]" * 900}}}',
    "objects in objects": '{"item":' + '{"parts":[' * 200 + "]}" * 200 + "}",
    "lists in lists without end": f'{{"whatever":{"[" * 100_000}{"]" * 100_000}}}',
}


@pytest.mark.parametrize(("name", "body"), BODIES.items(), ids=BODIES.keys())
def test_a_hostile_reply_costs_nothing_and_breaks_nothing(client: Client, name: str, body: str) -> None:
    start = time.process_time()
    try:
        response = client.decode(ShopGoodsPushRequest(pid=1), Reply(200, {}, body.encode()))
        if " in " not in name:  # what is nested that deeply is decoded, but nothing in Python writes it out
            assert len(repr(response)) < 1_000_000
    except TopError:
        pass
    assert time.process_time() - start < 1


@pytest.mark.parametrize("body", [body for name, body in BODIES.items() if " in " not in name])
def test_a_hostile_reply_as_plain_data_is_small(client: Client, body: str) -> None:
    response = client.decode(ShopGoodsPushRequest(pid=1), Reply(200, {}, body.encode()))
    assert isinstance(response, ShopGoodsPushResponse) and len(repr(to_dict(response))) < 1_000_000


@pytest.mark.parametrize("seconds", ["9" * 400, "9" * 5000, "١٢", "-5", ""])
def test_a_ban_that_is_no_number_of_seconds_is_none(seconds: str) -> None:
    error = FlowLimitError(7, "App Call Limited", None, f"This ban will last for {seconds} more seconds")
    assert error.ban_seconds is None
    wait = RetryPolicy().wait_after(error, 1, repeatable=False)
    assert wait is not None and 0 < wait < 2


def ring() -> SuiteConfDO:
    suite = SuiteConfDO(item_id=1)
    suite.children = [suite]
    return suite


def circle() -> dict[str, Any]:
    data: dict[str, Any] = {}
    data["a"] = data
    return data


def deep() -> Any:
    data: Any = []
    for _ in range(5000):
        data = [data]
    return data


UNSENDABLE: dict[str, Callable[[], Any]] = {
    "an integer of thousands of digits": lambda: ShopGoodsPushRequest(pid=10**5000),
    "such an integer in a list": lambda: ShopGoodsPushRequest(pid=1, numbers=[10**5000]),
    "such an integer in data": lambda: ShopGoodsPushRequest(pid=1, whatever={"a": 10**5000}),
    "a decimal of gigabytes": lambda: ShopGoodsPushRequest(pid=1, price=Decimal(HUGE)),
    "a decimal with as many decimals": lambda: ShopGoodsPushRequest(pid=1, price=Decimal(TINY)),
    "such a decimal for an untyped call": lambda: UntypedRequest("a.b", {"a": Decimal(HUGE)}),
    "an object that holds itself": lambda: ShopGoodsPushRequest(pid=1, suite=ring()),
    "data that holds itself": lambda: ShopGoodsPushRequest(pid=1, whatever=circle()),
    "such data for an untyped call": lambda: UntypedRequest("a.b", {"a": circle()}),
    "lists in lists without end": lambda: ShopGoodsPushRequest(pid=1, whatever=deep()),
    "half a surrogate pair in an object": lambda: ShopGoodsPushRequest(
        pid=1, suite=SuiteConfDO(item_id=1, title="\ud800")
    ),
    "half a surrogate pair in a name": lambda: ShopGoodsPushRequest(pid=1, extra={"\ud800": "x"}),
    "a name that is no text": lambda: ShopGoodsPushRequest(pid=1, extra={5: "x"}),  # type: ignore[dict-item]
    "such a name for an untyped call": lambda: UntypedRequest("a.b", {5: "x"}),  # type: ignore[dict-item]
    "bytes in a list that no page documents": lambda: ShopGoodsPushRequest(pid=1, extra={"f": [b"x"]}),
    "nothing in a list": lambda: ShopGoodsPushRequest(pid=1, suites=[None]),  # type: ignore[list-item]
}


@pytest.mark.parametrize("make", UNSENDABLE.values(), ids=UNSENDABLE.keys())
def test_what_cannot_be_sent_is_refused(client: Client, make: Callable[[], Any]) -> None:
    start = time.process_time()
    with pytest.raises(ArgumentError) as caught:
        client.prepare(make())
    assert caught.value.parameter and caught.value.reason
    assert time.process_time() - start < 1


@pytest.mark.parametrize("session", ["\ud800", "a\nb", "", 5])
def test_a_session_that_cannot_be_signed_is_refused_and_not_told(session: Any) -> None:
    client = Client("12345678", SECRET, transport=UNUSED)
    with pytest.raises(ArgumentError, match="session: has to be printable text") as caught:
        client.prepare(ShopTimeGetRequest(), session=session)
    assert repr(session) not in repr(caught.value) and SECRET not in repr(caught.value)
    for name in ("session", "partner_id", "target_app_key"):
        with pytest.raises(ValueError, match=f"{name} has to be printable text"):
            client.with_options(**{name: session})


@pytest.mark.parametrize(("key", "secret"), [("", "x"), ("k\n", "x"), ("k", "\ud800"), (5, "x"), ("k", b"x")])
def test_a_key_or_secret_that_cannot_be_signed_is_refused(key: Any, secret: Any) -> None:
    with pytest.raises(ValueError, match="the text that the platform gave the app") as caught:
        Client(key, secret, transport=UNUSED)
    assert repr(secret) not in str(caught.value)


class Colour(str, Enum):  # noqa: UP042  # its str() is not its value, as that of StrEnum is
    RED = "red"


class Size(IntEnum):
    LARGE = 3


def test_members_of_enumerations_are_sent_as_their_values_and_signed_as_such(client: Client) -> None:
    suite = SuiteConfDO(item_id=Size.LARGE, title=Colour.RED)
    request = ShopGoodsPushRequest(pid=Size.LARGE, text=Colour.RED, words=[Colour.RED], suite=suite)
    expected = {"pid": "3", "text": "red", "words": "red", "suite": '{"item_id":3,"title":"red"}'}
    params = sent(client, request)
    assert {name: params[name] for name in expected} == expected
    signature = params.pop("sign")
    assert signature == sign(params, SECRET, "hmac-sha256")
    request.image = b"x"
    assert b'name="text"\r\n\r\nred\r\n' in multipart(client, request)
    assert sent(client, UntypedRequest("a.b", {"q": Colour.RED}))["q"] == "red"


def test_a_file_whose_name_is_no_text_is_sent_under_a_readable_one(client: Client) -> None:
    request = ShopGoodsPushRequest(pid=1, image=Upload(b"x", "袜\udcff.png"))
    assert 'filename="袜?.png"'.encode() in multipart(client, request)


ZONES = ["America/New_York", "Asia/Kolkata", "Pacific/Kiritimati", "UTC", "Asia/Shanghai"]


@pytest.fixture(params=ZONES)
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("zone")
def test_times_are_those_of_the_platform_wherever_the_machine_is(client: Client) -> None:
    noon = datetime(2016, 3, 13, 2, 30)  # an hour that New York does not have
    suite = SuiteConfDO(item_id=1, listed=noon)
    west = timezone(timedelta(hours=-5))
    params = sent(
        client.with_options(clock=lambda: noon.replace(tzinfo=west)),
        ShopGoodsPushRequest(pid=1, moment=noon, moments=[noon.replace(tzinfo=west)], suite=suite),
    )
    assert params["moment"] == "2016-03-13 02:30:00" and params["moments"] == "2016-03-13 15:30:00"
    assert params["suite"] == '{"item_id":1,"listed":"2016-03-13 02:30:00"}'
    assert params["timestamp"] == "2016-03-13 15:30:00"
    assert sent(client.with_options(clock=lambda: noon), ShopTimeGetRequest())["timestamp"] == "2016-03-13 02:30:00"
    epoch = 1457807400000
    body = f'{{"moment":{epoch},"moments":["{epoch}","2016-03-13 02:30:00","2016-03-12T13:30:00-05:00"]}}'
    response = client.decode(ShopGoodsPushRequest(pid=1), Reply(200, {}, body.encode()))
    moment = datetime(2016, 3, 13, 2, 30, tzinfo=timezone(timedelta(hours=8)))
    assert [response.moment, *(response.moments or [])] == [moment] * 4
    assert {one.utcoffset() for one in [response.moment, *(response.moments or [])] if one} == {timedelta(hours=8)}
