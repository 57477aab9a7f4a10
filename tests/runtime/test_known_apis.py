"""APIs that the package lacks, called by name: stub and mock gateway answer those that a test names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any
from unittest.mock import ANY

import pytest
from topclient import ArgumentError, CallerError, ConnectError, FlowLimitError, TopClient, UntypedRequest
from topclient._runtime.gmt8 import GMT8
from topclient.mock import MockGateway
from topclient.testing import StubGateway

TIME = "taobao.time.get"
UPDATE = "taobao.fenxiao.product.update"
FORMS: list[Any] = [{}, {"simplify": True}]


@pytest.fixture(params=["stub", "mock"])
def both(request: pytest.FixtureRequest) -> Iterator[tuple[StubGateway | MockGateway, TopClient]]:
    """A gateway of either kind and a client of it."""
    if request.param == "stub":
        stub = StubGateway()
        yield stub, stub.client()
        return
    with MockGateway() as mock, client_of(mock) as client:
        yield mock, client


def client_of(mock: MockGateway) -> TopClient:
    return TopClient(mock.app_key, mock.app_secret, session=mock.session, gateway=mock.url, deadline=5)


Both = tuple[StubGateway | MockGateway, TopClient]


@pytest.mark.parametrize("form", FORMS, ids=["json", "simplified"])
def test_a_call_by_name_gets_what_was_ordered(both: Both, form: Any) -> None:
    gateway, client = both
    gateway.know(TIME)
    gateway.reply(TIME, {"time": "2026-01-01 12:00:00", "items": [{"id": 1}, {"id": 2}], "none": []})
    answer = client.call(TIME, {"zone": "GMT+8"}, **form)
    assert answer["time"] == "2026-01-01 12:00:00"
    assert [one["id"] for one in answer["items"]] == [1, 2]
    (call,) = gateway.calls
    assert (call.api, call.arguments, call.failure) == (TIME, {"zone": "GMT+8"}, None)


def test_in_xml_it_is_text(both: Both) -> None:
    gateway, client = both
    gateway.know(TIME)
    gateway.reply(TIME, {"count": 3})
    assert client.call(TIME, format="xml")["count"] == "3"


def test_it_fails_as_ordered(both: Both) -> None:
    gateway, client = both
    gateway.know(TIME)
    gateway.fail(TIME, 15, sub_code="isv.nope")
    with pytest.raises(CallerError, match=r"isv\.nope"):
        client.call(TIME)


def test_a_name_that_nobody_told_of_is_a_slip_of_the_program_or_of_the_test(both: Both) -> None:
    gateway, client = both
    with pytest.raises(CallerError) as failed:
        client.call(TIME)
    assert (failed.value.code, failed.value.sub_msg) == (22, "not an API of this package")
    with pytest.raises(LookupError, match=r"gateway\.know\('taobao\.time\.get'\)"):
        gateway.reply(TIME, {})
    gateway.know(TIME)
    with pytest.raises(LookupError, match=r"did you mean taobao\.time\.get\?"):
        gateway.fail("taobao.tiem.get", 15)
    with pytest.raises(ArgumentError):
        gateway.know("not a name")


def test_without_an_answer_it_is_refused(both: Both) -> None:
    gateway, client = both
    gateway.know(TIME)
    with pytest.raises(CallerError) as failed:
        client.call(TIME)
    assert failed.value.code == 22
    assert failed.value.sub_msg == "not an API of this package, and no answer to it was ordered"


def test_after_a_reset_nothing_is_known_of_it(both: Both) -> None:
    gateway, _ = both
    gateway.know(TIME)
    gateway.reset()
    with pytest.raises(LookupError):
        gateway.reply(TIME, {})


def test_to_know_an_api_of_the_package_changes_nothing(both: Both) -> None:
    gateway, client = both
    gateway.know(UPDATE)
    assert client.taobao.fenxiao.product_update(pid=444).pid == 12313454121


def test_it_may_be_one_call_of_a_batch(both: Both) -> None:
    gateway, client = both
    gateway.know(TIME)
    gateway.reply(TIME, {"time": "now"})
    first, second = client.batch([UntypedRequest(TIME), UntypedRequest("taobao.other.get")])
    assert getattr(first, "data", {})["time"] == "now"
    assert isinstance(second, CallerError) and second.code == 22


def test_a_fault_meets_it_too() -> None:
    gateway = StubGateway()
    gateway.know(TIME)
    gateway.raises(TIME, ConnectError("down"))
    with pytest.raises(ConnectError):
        gateway.client().call(TIME)
    gateway.assert_all_used()
    with MockGateway() as mock, client_of(mock) as client:
        mock.know(TIME)
        mock.fault("flow-limit", 9, api=TIME)
        with pytest.raises(FlowLimitError, match="ban will last"):
            client.call(TIME)


SENT: list[tuple[object, object, object]] = [
    ("text", "text", "other"),
    (5, 5, 6),
    (True, True, False),
    (Decimal("1.50"), Decimal("1.50"), Decimal("1.5")),
    ([1, 2], [1, 2], [1]),
    ({"a": [1]}, {"a": [1]}, {"a": [2]}),
    (datetime(2026, 1, 1, tzinfo=GMT8), datetime(2026, 1, 1, tzinfo=GMT8), datetime(2026, 1, 2, tzinfo=GMT8)),
    (b"bytes", b"bytes", b"other"),
    (5, ANY, None),
]


@pytest.mark.parametrize(("sent", "right", "wrong"), SENT, ids=repr)
def test_a_call_of_it_is_found_by_arguments_as_they_were_given(sent: object, right: object, wrong: object) -> None:
    gateway = StubGateway()
    gateway.know(TIME)
    gateway.reply(TIME, {})
    gateway.client().call(TIME, {"value": sent})
    assert gateway.assert_called(TIME, value=right, other=None).number == 1
    gateway.assert_not_called(TIME, value=wrong)
    assert gateway.calls_to(TIME) == gateway.calls
