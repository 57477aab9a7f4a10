"""The stub gateway: a program that calls the platform is tested by what it called and by what it was answered."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import textwrap
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, tzinfo
from pathlib import Path
from threading import Barrier
from typing import Any
from unittest.mock import ANY

import pytest
from topclient import (
    AlibabaIdleCycleshopStoreGoodspushRequest,
    ArgumentError,
    AsyncTopClient,
    CallerError,
    CallTimeoutError,
    ConnectError,
    FenxiaoProductUpdateRequest,
    FenxiaoProductUpdateResponse,
    GatewayError,
    InventoryShopinvAdjustRequest,
    PlatformError,
    SessionError,
    SignatureError,
    TopClient,
    TransportError,
    Upload,
    to_dict,
)
from topclient._index import METHODS
from topclient._runtime.calls.retry import RetryPolicy
from topclient._runtime.gmt8 import GMT8
from topclient._runtime.oauth.flow import OAuth
from topclient.mock.package_apis import find_request
from topclient.testing import StubGateway, example, example_response

UPDATE = "taobao.fenxiao.product.update"
ADJUST = "taobao.inventory.shopinv.adjust"
QUERY = "alibaba.icbu.shopclone.icbuproductrights.query"


@pytest.fixture
def gateway() -> StubGateway:
    return StubGateway()


@pytest.mark.parametrize("api", sorted(METHODS))
@pytest.mark.parametrize("form", [{}, {"simplify": True}, {"format": "xml"}], ids=["json", "simplified", "xml"])
def test_every_api_answers_with_the_example_of_its_page(gateway: StubGateway, api: str, form: Any) -> None:
    request = find_request(api)
    assert request is not None
    answer = gateway.client(**form).execute(example(request))
    assert answer == example_response(request.__api__.response)
    assert answer.request_id == "stub00000001"


def test_the_asynchronous_client_gets_the_same_answers(gateway: StubGateway) -> None:
    async def run() -> Any:
        async with gateway.async_client() as client:
            return await client.execute(example(FenxiaoProductUpdateRequest))

    assert asyncio.run(run()) == gateway.client().execute(example(FenxiaoProductUpdateRequest))


def test_clients_that_the_program_makes_itself_are_served_through_the_transports(gateway: StubGateway) -> None:
    with TopClient("12345678", "helloworld", session="any session", transport=gateway.transport) as client:
        assert client.taobao.fenxiao.product_update(pid=444).pid == 12313454121

    async def run() -> None:
        client = AsyncTopClient("12345678", "helloworld", session="another", transport=gateway.async_transport)
        assert (await client.taobao.fenxiao.product_update(pid=445)).pid == 12313454121

    asyncio.run(run())
    assert [call.arguments["pid"] for call in gateway.calls] == [444, 445]


def test_no_socket_is_opened_and_no_http_library_is_imported() -> None:
    program = """
        import sys
        sys.modules["opentelemetry"] = None  # it may import what it likes
        sys.addaudithook(lambda event, _: event.startswith("socket.") and print(event))
        from topclient.testing import StubGateway
        print(StubGateway().client().taobao.fenxiao.product_update(pid=444).pid)
        print([name for name in ("httpx2", "h11", "aiohttp", "asyncio", "pytest") if name in sys.modules])
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(program)], capture_output=True, text=True, check=True)
    assert done.stdout == "12313454121\n[]\n"


def test_answers_are_given_in_their_order_and_then_the_example_again(gateway: StubGateway) -> None:
    gateway.reply(UPDATE, {"pid": 1})
    gateway.reply(UPDATE, FenxiaoProductUpdateResponse(pid=2), times=2)
    client = gateway.client()
    assert [client.taobao.fenxiao.product_update(pid=444).pid for _ in range(4)] == [1, 2, 2, 12313454121]


def test_an_answer_without_an_end_stands_behind_those_that_are_queued(gateway: StubGateway) -> None:
    gateway.reply(UPDATE, {"pid": 9}, times=None)
    gateway.reply(UPDATE, {"pid": 1})
    client = gateway.client()
    assert [client.taobao.fenxiao.product_update(pid=444).pid for _ in range(3)] == [1, 9, 9]
    gateway.reply(UPDATE, {"pid": 8}, times=None)
    assert client.taobao.fenxiao.product_update(pid=444).pid == 8


def test_a_condition_chooses_the_calls_that_an_answer_is_for(gateway: StubGateway) -> None:
    gateway.reply(UPDATE, {"pid": 5}, when=lambda arguments: arguments["pid"] == 5)
    gateway.fail(UPDATE, 15, sub_code="isv.six", when=lambda arguments: arguments["pid"] == 6)
    client = gateway.client()
    assert client.taobao.fenxiao.product_update(pid=4).pid == 12313454121
    with pytest.raises(GatewayError, match=r"isv\.six"):
        client.taobao.fenxiao.product_update(pid=6)
    assert client.taobao.fenxiao.product_update(pid=5).pid == 5
    gateway.assert_all_used()


def test_a_condition_may_look_at_the_gateway_itself(gateway: StubGateway) -> None:
    gateway.reply(UPDATE, {"pid": 2}, when=lambda _: len(gateway.calls_to(UPDATE)) == 1)
    client = gateway.client()
    assert [client.taobao.fenxiao.product_update(pid=444).pid for _ in range(2)] == [12313454121, 2]


def test_a_failure_arrives_as_the_error_of_its_code(gateway: StubGateway) -> None:
    gateway.fail(UPDATE, 15, sub_code="isp.top-remote-service-unavailable", sub_msg="稍后再试")
    with pytest.raises(PlatformError) as failed:
        gateway.client().taobao.fenxiao.product_update(pid=444)
    assert (failed.value.code, failed.value.msg, failed.value.sub_msg) == (15, "Remote service error", "稍后再试")
    assert failed.value.request_id == "stub00000001"
    gateway.fail(UPDATE, 40, msg="Missing required arguments:name")
    with pytest.raises(CallerError, match="arguments:name"):
        gateway.client().taobao.fenxiao.product_update(pid=444)


def test_a_fault_of_the_network_is_raised_as_ordered_and_the_call_is_remembered(gateway: StubGateway) -> None:
    lost = CallTimeoutError("no reply in time")
    gateway.raises(UPDATE, lost, times=2)
    client, raised = gateway.client(), []
    for pid in (444, 445):
        with pytest.raises(CallTimeoutError) as failed:
            client.taobao.fenxiao.product_update(pid=pid)
        raised.append(failed.value)
    assert all(type(error) is CallTimeoutError and error.args == lost.args for error in raised)
    assert len({id(error) for error in (*raised, lost)}) == 3  # each call raises an error of its own
    assert lost.__traceback__ is None and lost.__context__ is None
    assert client.taobao.fenxiao.product_update(pid=446).pid == 12313454121
    assert [call.arguments["pid"] for call in gateway.calls] == [444, 445, 446]


def test_a_client_with_retries_gets_over_what_was_ordered(gateway: StubGateway) -> None:
    gateway.raises(UPDATE, ConnectError("down"), times=2)
    client = gateway.client(retry=RetryPolicy(first_wait=0.001))
    assert client.taobao.fenxiao.product_update(pid=444).pid == 12313454121
    assert len(gateway.calls) == 3


@pytest.mark.parametrize(
    ("key", "secret", "session", "expected"),
    [
        ("12345678", "wrong", "mine", SignatureError),
        ("87654321", "helloworld", "mine", CallerError),
        ("12345678", "helloworld", "others", SessionError),
        ("12345678", "helloworld", None, SessionError),
    ],
)
def test_calls_are_verified_as_by_the_platform(
    key: str, secret: str, session: str | None, expected: type[GatewayError]
) -> None:
    gateway = StubGateway(session="mine")
    gateway.reply(UPDATE, {"pid": 1})
    with pytest.raises(expected):
        TopClient(key, secret, session=session, transport=gateway.transport).taobao.fenxiao.product_update(pid=444)
    with pytest.raises(AssertionError, match="ordered but not fetched"):
        gateway.assert_all_used()


def test_arguments_are_checked_before_anything_is_called(gateway: StubGateway) -> None:
    with pytest.raises(ArgumentError):
        gateway.client().taobao.fenxiao.product_update(pid="many")  # type: ignore[arg-type]
    assert gateway.calls == []


@pytest.mark.parametrize("zone", [GMT8, None], ids=["aware", "naive"])
def test_a_frozen_clock_signs_and_verifies(zone: tzinfo | None) -> None:
    gateway = StubGateway(clock=lambda: datetime(2016, 1, 1, 12, tzinfo=zone))
    gateway.client().taobao.fenxiao.product_update(pid=444)
    assert gateway.calls[0].system["timestamp"] == "2016-01-01 12:00:00"
    assert gateway.calls[0].at == datetime(2016, 1, 1, 12, tzinfo=GMT8)


def test_a_batch_is_served_and_each_of_its_calls_gets_its_own_answer(gateway: StubGateway) -> None:
    gateway.reply(UPDATE, {"pid": 2}, when=lambda arguments: arguments["pid"] == 20)
    gateway.fail(UPDATE, 15, sub_code="isv.x", when=lambda arguments: arguments["pid"] == 30)
    requests = [FenxiaoProductUpdateRequest(pid=pid) for pid in (10, 20, 30)]
    first, second, third = gateway.client().batch(requests)
    assert isinstance(first, FenxiaoProductUpdateResponse) and first.pid == 12313454121
    assert isinstance(second, FenxiaoProductUpdateResponse) and second.pid == 2
    assert isinstance(third, GatewayError) and third.sub_code == "isv.x"
    gateway.assert_called(UPDATE, pid=30)


def test_called_finds_the_call_by_arguments_of_every_kind(gateway: StubGateway, tmp_path: Path) -> None:
    client = gateway.client()
    client.taobao.fenxiao.product_update(pid=444, name="袜子", standard_price="10.56", image=b"\xff\xd8")
    request = example(InventoryShopinvAdjustRequest)
    client.execute(request)
    client.execute(example(AlibabaIdleCycleshopStoreGoodspushRequest))
    assert gateway.assert_called(UPDATE).number == 1
    assert gateway.assert_called(UPDATE, pid=444, name="袜子", standard_price="10.56", desc=None).number == 1
    gateway.assert_called(UPDATE, image=b"\xff\xd8")
    gateway.assert_called(UPDATE, image=Upload(b"\xff\xd8"), pid=ANY)
    gateway.assert_called(ADJUST, shop_inventory_edit=request.shop_inventory_edit)
    for wrong in ({"pid": 445}, {"pid": "444"}, {"image": b"\xff"}, {"image": None}, {"desc": "红色"}, {"name": None}):
        gateway.assert_not_called(UPDATE, **wrong)
        with pytest.raises(AssertionError):
            gateway.assert_called(UPDATE, **wrong)


def test_an_object_is_found_as_an_object_and_as_plain_data(gateway: StubGateway) -> None:
    request = example(InventoryShopinvAdjustRequest)
    gateway.client().execute(request)
    plain = to_dict(request.shop_inventory_edit)
    gateway.assert_called(ADJUST, shop_inventory_edit=plain)
    gateway.assert_not_called(ADJUST, shop_inventory_edit={**plain, "store_id": 0})


def test_the_newest_of_several_calls_that_fit_is_the_one_that_is_found(gateway: StubGateway) -> None:
    client = gateway.client()
    for name in ("袜子", "鞋子", "袜子", "帽子"):
        client.taobao.fenxiao.product_update(pid=444, name=name)
    assert gateway.assert_called(UPDATE, name="袜子").number == 3
    assert [call.number for call in gateway.calls_to(UPDATE)] == [1, 2, 3, 4]


def test_the_message_shows_what_was_called_instead(gateway: StubGateway) -> None:
    client = gateway.client()
    client.taobao.fenxiao.product_update(pid=445, name="袜子")
    client.taobao.fenxiao.product_update(pid=446)
    gateway.fail(UPDATE, 15, sub_code="isv.x")
    with pytest.raises(GatewayError):
        client.taobao.fenxiao.product_update(pid=447, desc="长" * 1000)
    with pytest.raises(AssertionError) as failed:
        gateway.assert_called(UPDATE, pid=444, name="袜子")
    assert str(failed.value) == (
        f"{UPDATE} was not called with these arguments. The nearest call, number 1, differs in\n"
        "    pid: sent 445, expected 444\n"
        "Its calls were:\n"
        f"    1. {UPDATE}(pid=445, name='袜子')\n"
        f"    2. {UPDATE}(pid=446)\n"
        f"    3. {UPDATE}(pid=447, desc='{'长' * 119}…) → 15 isv.x"
    )
    with pytest.raises(AssertionError) as failed:
        gateway.assert_called(ADJUST)
    assert str(failed.value).startswith(f"{ADJUST} was not called. The calls were:\n    1. {UPDATE}(pid=445")
    with pytest.raises(AssertionError, match=r"was called:\n    2\. .*pid=446"):
        gateway.assert_not_called(UPDATE, pid=446)


def test_no_secret_is_in_any_message(gateway: StubGateway) -> None:
    request = FenxiaoProductUpdateRequest(pid=1, extra={"app_secret": "s3cret", "access_token": "t0ken"})
    gateway.client(session="s3ssion").execute(request)
    with pytest.raises(AssertionError) as failed:
        gateway.assert_called(UPDATE, pid=2)
    shown = f"{failed.value} {gateway!r} {gateway.transport!r} {gateway.client()!r}"
    assert not any(secret in shown for secret in ("s3cret", "t0ken", "s3ssion", "helloworld"))


def test_what_was_ordered_and_never_fetched_is_named(gateway: StubGateway) -> None:
    gateway.reply(UPDATE, {"pid": 1}, times=3)
    gateway.fail(ADJUST, 15, sub_code="isv.x", when=lambda arguments: False)
    gateway.raises(QUERY, ConnectError("down"))
    gateway.reply(QUERY, {}, times=None)
    gateway.client().taobao.fenxiao.product_update(pid=444)
    with pytest.raises(AssertionError) as failed:
        gateway.assert_all_used()
    assert str(failed.value) == (
        "ordered but not fetched:\n"
        f"    {UPDATE}: reply, used 1 of 3 times\n"
        f"    {ADJUST}: fail 15 isv.x to certain arguments\n"
        f"    {QUERY}: raise ConnectError\n"
        f"    {QUERY}: reply\n"
        f"The calls were:\n    1. {UPDATE}(pid=444)"
    )
    gateway.reset()
    gateway.assert_all_used()
    assert gateway.calls == []


def test_leaving_the_block_checks_that_all_was_used_unless_the_test_has_failed_already() -> None:
    with pytest.raises(AssertionError, match="ordered but not fetched"), StubGateway() as gateway:
        gateway.reply(UPDATE, {"pid": 1})
    with pytest.raises(ZeroDivisionError), StubGateway() as gateway:
        gateway.reply(UPDATE, {"pid": 1})
        raise ZeroDivisionError


@pytest.mark.parametrize(
    ("misuse", "expected", "said"),
    [
        (lambda gateway: gateway.raises("taobao.x", ConnectError("")), LookupError, "no API"),
        (lambda gateway: gateway.assert_called("taobao.x"), LookupError, "no API"),
        (lambda gateway: gateway.assert_not_called("taobao.x"), LookupError, "no API"),
        (lambda gateway: gateway.assert_not_called(UPDATE, pidd=4), TypeError, "no argument 'pidd'; did you mean pid?"),
        (lambda gateway: gateway.raises(UPDATE, ConnectError("x"), times=2.0), TypeError, "times is a number"),
        (lambda gateway: example(FenxiaoProductUpdateResponse), TypeError, "not the request class"),
        (lambda gateway: example_response(FenxiaoProductUpdateRequest), TypeError, "not the response class"),
    ],
)
def test_a_slip_of_the_test_itself_is_named(
    gateway: StubGateway, misuse: Callable[[StubGateway], object], expected: type[Exception], said: str
) -> None:
    with pytest.raises(expected, match=said.replace("?", r"\?")):
        misuse(gateway)


def test_examples_are_new_objects_each_time() -> None:
    first = example(FenxiaoProductUpdateRequest)
    first.pid = 1
    assert example(FenxiaoProductUpdateRequest).pid == 444
    assert example_response(FenxiaoProductUpdateResponse).pid == 12313454121


def test_a_missing_file_fails_as_with_a_real_transport(gateway: StubGateway, tmp_path: Path) -> None:
    path = tmp_path / "image.jpg"
    path.write_bytes(b"x")
    request = FenxiaoProductUpdateRequest(pid=444, image=path)
    gateway.client().execute(request)
    path.unlink()
    with pytest.raises((ArgumentError, OSError)):
        gateway.client().execute(request)


def test_it_is_no_oauth_server(gateway: StubGateway) -> None:
    oauth = OAuth("12345678", "helloworld", transport=gateway.transport)
    with pytest.raises(TransportError, match="grants no tokens"):
        oauth.exchange("code", "https://app.example/back")
    assert gateway.calls == []


def test_thirty_threads_get_each_queued_answer_once(gateway: StubGateway) -> None:
    for pid in range(300):
        gateway.reply(UPDATE, {"pid": pid})
    client, start = gateway.client(), Barrier(30)

    def work(_: int) -> list[int | None]:
        start.wait()
        return [client.taobao.fenxiao.product_update(pid=444).pid for _ in range(10)]

    with ThreadPoolExecutor(30) as pool:
        answers = [pid for pids in pool.map(work, range(30)) for pid in pids]
    assert sorted(answers, key=str) == sorted(range(300), key=str)
    gateway.assert_all_used()


def test_faults_reach_the_thread_whose_call_they_were_ordered_for(gateway: StubGateway) -> None:
    for pid in range(0, 200, 2):
        gateway.raises(UPDATE, ConnectError(str(pid)), when=lambda arguments, pid=pid: arguments["pid"] == pid)
    client = gateway.client()

    def work(pid: int) -> str:
        try:
            client.taobao.fenxiao.product_update(pid=pid)
        except ConnectError as error:
            return str(error.args[0])
        return "ok"

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(20) as pool:
            outcomes = list(pool.map(work, range(200)))
    finally:
        sys.setswitchinterval(interval)
    assert outcomes == [str(pid) if pid % 2 == 0 else "ok" for pid in range(200)]


def test_the_fixture_gives_a_stub_and_fails_a_test_that_leaves_answers_unused(tmp_path: Path) -> None:
    (tmp_path / "test_program.py").write_text(textwrap.dedent("""
        def test_used(top_stub):
            top_stub.reply("taobao.fenxiao.product.update", {"pid": 7})
            assert top_stub.client().taobao.fenxiao.product_update(pid=444).pid == 7

        def test_unused(top_stub):
            top_stub.reply("taobao.fenxiao.product.update", {"pid": 7})
    """))
    command = [sys.executable, "-m", "pytest", "-p", "topclient.testing.pytest_plugin", "-p", "no:cacheprovider", "-q"]
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert "2 passed, 1 error" in done.stdout
    assert "AssertionError: ordered but not fetched" in done.stdout
