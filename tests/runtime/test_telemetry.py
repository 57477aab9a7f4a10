"""What a call leaves behind: spans where OpenTelemetry is installed, lines in the log, and no word of its arguments."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from client_shop import ShopGoodsPushRequest
from client_variants import NOWHERE, SECRET, SYNC, ClientVariant, each_client
from fake_gateway import GOOD, HANG_UP, SILENCE, FakeGateway, answering, as_json, failure
from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode
from topclient._runtime.calls.rate_limit import RateLimit
from topclient._runtime.client import AsyncClient
from topclient._runtime.errors import CallerError, ConnectError, PlatformError, TopError

SESSION = "6100a1b2c3d4e5f6"
ARGUMENT = "某人的电话13800000000"

EXPORTER = InMemorySpanExporter()


@pytest.fixture(scope="module", autouse=True)
def provider() -> None:
    """The library allows one for the whole program."""
    own = TracerProvider()
    own.add_span_processor(SimpleSpanProcessor(EXPORTER))
    trace.set_tracer_provider(own)


@pytest.fixture
def spans() -> Callable[[], list[ReadableSpan]]:
    EXPORTER.clear()
    return lambda: list(EXPORTER.get_finished_spans())


REQUEST = ShopGoodsPushRequest(pid=1, extra={"phone": ARGUMENT})


def call(variant: ClientVariant, gateway: FakeGateway | str, **settings: Any) -> Any:
    return variant.call(gateway, REQUEST, **({"session": SESSION} | settings))


@each_client
def test_a_call_is_a_span_with_its_attempts(variant: ClientVariant, spans: Any) -> None:
    with answering(HANG_UP, GOOD) as gateway:
        call(variant, gateway, idempotent=True)
    (span,) = spans()
    assert span.name == "taobao.shop.goods.push" and span.kind is SpanKind.CLIENT
    assert span.status.status_code is StatusCode.UNSET and span.events == ()
    assert dict(span.attributes) == {
        "rpc.system": "taobao_top",
        "rpc.method": "taobao.shop.goods.push",
        "server.address": gateway.url.split("/")[2],
        "topclient.attempts": 2,
        "topclient.request_id": "r1",
    }


@each_client
def test_a_failed_call_is_a_span_with_its_error(variant: ClientVariant, spans: Any) -> None:
    with answering(failure(50, "isv.invalid-parameter", "非法参数")) as gateway, pytest.raises(CallerError):
        call(variant, gateway)
    (span,) = spans()
    assert span.status.status_code is StatusCode.ERROR
    found = {name: value for name, value in span.attributes.items() if name.startswith(("topclient", "error"))}
    assert found == {
        "topclient.attempts": 1,
        "error.type": "CallerError",
        "topclient.code": 50,
        "topclient.sub_code": "isv.invalid-parameter",
        "topclient.request_id": "r0",
    }
    (event,) = span.events
    assert event.name == "exception" and "CallerError" in event.attributes["exception.type"]


@each_client
def test_faults_of_the_connection_and_of_the_limit_are_errors_too(variant: ClientVariant, spans: Any) -> None:
    limit = RateLimit(0.01)
    limit.book("taobao.shop.goods.push")
    for settings in ({}, {"rate_limit": limit}):
        with pytest.raises(ConnectError):
            call(variant, NOWHERE, deadline=0.5, **settings)
    first, second = spans()
    assert [one.attributes["error.type"] for one in (first, second)] == ["ConnectError", "RateLimitError"]
    assert first.attributes["topclient.attempts"] >= 1 and second.attributes["topclient.attempts"] == 0


@each_client
def test_a_bug_in_middleware_ends_the_span(variant: ClientVariant, spans: Any) -> None:
    def fail(attempt: Any, send: Any) -> Any:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        call(variant, NOWHERE, middleware=[fail])
    (span,) = spans()
    assert span.status.status_code is StatusCode.ERROR and trace.get_current_span() is trace.INVALID_SPAN


def test_spans_nest_in_those_of_the_program_and_around_those_of_middleware(spans: Any) -> None:
    tracer = trace.get_tracer("test")

    def note(attempt: Any, send: Any) -> Any:
        with tracer.start_as_current_span(f"attempt {attempt.number}"):
            return send(attempt)

    with answering(HANG_UP, GOOD) as gateway, tracer.start_as_current_span("job"):
        call(SYNC, gateway, idempotent=True, middleware=[note])
    first, second, outer, job = spans()
    assert [one.name for one in (first, second, outer, job)] == ["attempt 1", "attempt 2", outer.name, "job"]
    assert first.parent.span_id == second.parent.span_id == outer.context.span_id
    assert outer.parent.span_id == job.context.span_id


def test_spans_of_tasks_do_not_mix(spans: Any) -> None:
    tracer = trace.get_tracer("test")

    async def job(client: AsyncClient, number: int) -> None:
        with tracer.start_as_current_span(f"job {number}"):
            await client.execute(ShopGoodsPushRequest(pid=number))

    async def run(url: str) -> None:
        async with AsyncClient("1", SECRET, gateway=url) as client:
            await asyncio.gather(*(job(client, number) for number in range(10)))

    with answering(GOOD) as gateway:
        asyncio.run(run(gateway.url))
    jobs = {span.context.span_id: span.name for span in spans() if span.name.startswith("job")}
    calls = [span for span in spans() if not span.name.startswith("job")]
    assert sorted(jobs[span.parent.span_id] for span in calls) == sorted(jobs.values()) and len(calls) == 10


def test_a_cancelled_call_ends_its_span(spans: Any) -> None:
    async def run(url: str) -> None:
        async with AsyncClient("1", SECRET, gateway=url) as client:
            async with asyncio.timeout(0.1):
                await client.execute(ShopGoodsPushRequest(pid=1))

    with answering(SILENCE) as gateway, pytest.raises(TimeoutError):
        asyncio.run(run(gateway.url))
    assert [span.name for span in spans()] == ["taobao.shop.goods.push"]


@each_client
def test_no_span_holds_a_secret_or_an_argument(variant: ClientVariant, spans: Any) -> None:
    echo = failure(27, "session-expired", f"the session {SESSION} and the secret {SECRET}")
    inside = as_json({"shop_goods_push_response": {"success": "false", "error_msg": SESSION}})
    for answer in (GOOD, HANG_UP, echo, inside, failure(10)):
        with answering(answer) as gateway:
            with suppress(TopError):
                call(variant, gateway, raise_on_failure=True)
            signs = [form["sign"] for form in gateway.forms]
        for span in spans():
            text = span.to_json()
            for word in (SESSION, SECRET, ARGUMENT, "13800000000", *signs):
                assert word not in text


PROGRAM = """
import sys
if {blocked}:
    sys.modules["opentelemetry"] = None
from topclient._runtime.client import Client
from topclient._runtime.errors import ConnectError
from topclient._runtime.calls.retry import NO_RETRY
from topclient._runtime.model import Api, Request, Response
class R(Request):
    __api__ = Api("a.b.get", session="none", response=Response)
try:
    Client("k", "s", gateway="http://127.0.0.1:9/", retry=NO_RETRY).execute(R())
except ConnectError:
    print("called", "opentelemetry.trace" in sys.modules)
"""


@pytest.mark.parametrize(("blocked", "imported"), [(True, False), (False, True)])
def test_the_library_is_used_where_it_is_installed_and_missed_nowhere(blocked: bool, imported: bool) -> None:
    program = PROGRAM.format(blocked=blocked)
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=30)
    assert (ran.stdout.strip(), ran.stderr) == (f"called {imported}", "")


LATE = """
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from topclient._runtime.calls.telemetry import open_span

def call():
    with open_span("taobao.time.get", "http://127.0.0.1/"):
        return trace.get_current_span() is not trace.INVALID_SPAN

before, exporter, provider = call(), InMemorySpanExporter(), TracerProvider()
provider.add_span_processor(SimpleSpanProcessor(exporter))
trace.set_tracer_provider(provider)
print(before, call(), [span.name for span in exporter.get_finished_spans()])
"""


def test_nobody_s_spans_are_made_until_a_provider_is_set() -> None:
    ran = subprocess.run([sys.executable, "-c", LATE], capture_output=True, text=True, timeout=30)
    assert (ran.stdout.strip(), ran.stderr) == ("False True ['taobao.time.get']", "")


def test_importing_the_package_imports_no_telemetry() -> None:
    program = "import sys, topclient; topclient.TopClient; print([n for n in sys.modules if n == 'opentelemetry'])"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=30)
    assert (ran.stdout.strip(), ran.stderr) == ("[]", "")


def lines(caplog: pytest.LogCaptureFixture) -> list[tuple[str, str]]:
    return [(one.levelname, one.getMessage()) for one in caplog.records if one.name == "topclient"]


@each_client
def test_attempts_are_logged_with_what_came_of_them(variant: ClientVariant, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "topclient")
    with answering(HANG_UP, failure(10), GOOD) as gateway:
        call(variant, gateway, idempotent=True)
    (level1, first), (level2, second), (level3, third) = lines(caplog)
    assert (level1, level2, level3) == ("WARNING", "WARNING", "DEBUG")
    assert "attempt 1, the next one follows in 0.0 s" in first
    assert second.startswith("taobao.shop.goods.push: 10 Remote service error (request_id r0); attempt 2")
    assert third.startswith("taobao.shop.goods.push: attempt 3 answered in ") and third.endswith("request_id r1")


@each_client
def test_the_end_of_a_failed_call_is_no_warning_since_it_is_raised(
    variant: ClientVariant, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "topclient")
    with answering(failure(15, "isp.unknown-error")) as gateway, pytest.raises(PlatformError):
        call(variant, gateway)
    ((level, line),) = lines(caplog)
    assert level == "INFO" and line.endswith("isp.unknown-error (request_id r0), after 1 attempt")


@each_client
def test_no_argument_and_no_secret_is_logged(variant: ClientVariant, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for answer in (GOOD, HANG_UP, failure(10), failure(27, None, f"{SESSION} {SECRET}")):
        with answering(answer) as gateway, suppress(TopError):
            call(variant, gateway)
    assert caplog.records
    for record in caplog.records:
        text = record.getMessage() + repr(record.args)
        assert not any(word in text for word in (SESSION, SECRET, ARGUMENT, "13800000000"))


@each_client
def test_a_line_of_the_log_is_one_line_whatever_the_gateway_says(
    variant: ClientVariant, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "topclient")
    with answering(failure(50, "isv.x", "a\nERROR root: forged\r\n")) as gateway, pytest.raises(CallerError):
        call(variant, gateway)
    ((_, line),) = lines(caplog)
    assert "\n" not in line and "\r" not in line and "forged" in line
