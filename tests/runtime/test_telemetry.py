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
from client_answers import GOOD, answering, failure, hang_up, reply
from client_shop import ShopGoodsPushRequest
from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode
from topclient._runtime.calls.rate_limit import RateLimit
from topclient._runtime.calls.retry import RetryPolicy
from topclient._runtime.client import AsyncClient, Client
from topclient._runtime.errors import CallerError, ConnectError, PlatformError, TopError

SECRET, SESSION = "c0ffee11c0ffee22", "6100a1b2c3d4e5f6"
ARGUMENT = "某人的电话13800000000"
QUICK = RetryPolicy(first_wait=0.001)
Caller = Callable[..., Any]

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


def call_sync(url: str, request: Any = None, **settings: Any) -> Any:
    with Client("1", SECRET, gateway=url, session=SESSION, **({"retry": QUICK} | settings)) as client:
        return client.execute(request or ShopGoodsPushRequest(pid=1, extra={"phone": ARGUMENT}))


def call_async(url: str, request: Any = None, **settings: Any) -> Any:
    async def run() -> Any:
        async with AsyncClient("1", SECRET, gateway=url, session=SESSION, **({"retry": QUICK} | settings)) as client:
            return await client.execute(request or ShopGoodsPushRequest(pid=1, extra={"phone": ARGUMENT}))

    return asyncio.run(run())


@pytest.fixture(params=[call_sync, call_async], ids=["sync", "async"])
def call(request: pytest.FixtureRequest) -> Caller:
    caller: Caller = request.param
    return caller


def test_a_call_is_a_span_with_its_attempts(call: Caller, spans: Any) -> None:
    with answering(hang_up, GOOD) as asked:
        call(asked.url, idempotent=True)
    (span,) = spans()
    assert span.name == "taobao.shop.goods.push" and span.kind is SpanKind.CLIENT
    assert span.status.status_code is StatusCode.UNSET and span.events == ()
    assert dict(span.attributes) == {
        "rpc.system": "taobao_top",
        "rpc.method": "taobao.shop.goods.push",
        "server.address": asked.url.split("/")[2],
        "topclient.attempts": 2,
        "topclient.request_id": "r1",
    }


def test_a_failed_call_is_a_span_with_its_error(call: Caller, spans: Any) -> None:
    with answering(failure(50, "isv.invalid-parameter", "非法参数")) as asked, pytest.raises(CallerError):
        call(asked.url)
    (span,) = spans()
    assert span.status.status_code is StatusCode.ERROR
    told = {name: value for name, value in span.attributes.items() if name.startswith(("topclient", "error"))}
    assert told == {
        "topclient.attempts": 1,
        "error.type": "CallerError",
        "topclient.code": 50,
        "topclient.sub_code": "isv.invalid-parameter",
        "topclient.request_id": "r0",
    }
    (event,) = span.events
    assert event.name == "exception" and "CallerError" in event.attributes["exception.type"]


def test_faults_of_the_connection_and_of_the_limit_are_errors_too(call: Caller, spans: Any) -> None:
    limit = RateLimit(0.01)
    limit.book("taobao.shop.goods.push")
    for settings in ({}, {"rate_limit": limit}):
        with pytest.raises(ConnectError):
            call("http://127.0.0.1:9/", deadline=0.5, **settings)
    first, second = spans()
    assert [one.attributes["error.type"] for one in (first, second)] == ["ConnectError", "RateLimitError"]
    assert first.attributes["topclient.attempts"] >= 1 and second.attributes["topclient.attempts"] == 0


def test_a_bug_in_middleware_ends_the_span(call: Caller, spans: Any) -> None:
    def fail(attempt: Any, send: Any) -> Any:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        call("http://127.0.0.1:9/", middleware=[fail])
    (span,) = spans()
    assert span.status.status_code is StatusCode.ERROR and trace.get_current_span() is trace.INVALID_SPAN


def test_spans_nest_in_those_of_the_program_and_around_those_of_middleware(spans: Any) -> None:
    tracer = trace.get_tracer("test")

    def note(attempt: Any, send: Any) -> Any:
        with tracer.start_as_current_span(f"attempt {attempt.number}"):
            return send(attempt)

    with answering(hang_up, GOOD) as asked, tracer.start_as_current_span("job"):
        call_sync(asked.url, idempotent=True, middleware=[note])
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

    with answering(GOOD) as asked:
        asyncio.run(run(asked.url))
    jobs = {span.context.span_id: span.name for span in spans() if span.name.startswith("job")}
    calls = [span for span in spans() if not span.name.startswith("job")]
    assert sorted(jobs[span.parent.span_id] for span in calls) == sorted(jobs.values()) and len(calls) == 10


def test_a_cancelled_call_ends_its_span(spans: Any) -> None:
    async def run(url: str) -> None:
        async with AsyncClient("1", SECRET, gateway=url) as client:
            async with asyncio.timeout(0.1):
                await client.execute(ShopGoodsPushRequest(pid=1))

    with answering(lambda line: line.over.wait()) as asked, pytest.raises(TimeoutError):
        asyncio.run(run(asked.url))
    assert [span.name for span in spans()] == ["taobao.shop.goods.push"]


def test_no_span_holds_a_secret_or_an_argument(call: Caller, spans: Any) -> None:
    echo = failure(27, "session-expired", f"the session {SESSION} and the secret {SECRET}")
    inside = reply({"shop_goods_push_response": {"success": "false", "error_msg": SESSION}})
    for turn in (GOOD, hang_up, echo, inside, failure(10)):
        with answering(turn) as asked:
            with suppress(TopError):
                call(asked.url, raise_on_failure=True)
            signs = [params["sign"] for params in asked.calls]
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


def test_attempts_are_logged_with_what_came_of_them(call: Caller, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "topclient")
    with answering(hang_up, failure(10), GOOD) as asked:
        call(asked.url, idempotent=True)
    (level1, first), (level2, second), (level3, third) = lines(caplog)
    assert (level1, level2, level3) == ("WARNING", "WARNING", "DEBUG")
    assert "attempt 1, the next one follows in 0.0 s" in first
    assert second.startswith("taobao.shop.goods.push: 10 Remote service error (request_id r0); attempt 2")
    assert third.startswith("taobao.shop.goods.push: attempt 3 answered in ") and third.endswith("request_id r1")


def test_the_end_of_a_failed_call_is_no_warning_since_it_is_raised(
    call: Caller, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "topclient")
    with answering(failure(15, "isp.unknown-error")) as asked, pytest.raises(PlatformError):
        call(asked.url)
    ((level, line),) = lines(caplog)
    assert level == "INFO" and line.endswith("isp.unknown-error (request_id r0), after 1 attempts")


def test_no_argument_and_no_secret_is_logged(call: Caller, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for turn in (GOOD, hang_up, failure(10), failure(27, None, f"{SESSION} {SECRET}")):
        with answering(turn) as asked, suppress(TopError):
            call(asked.url)
    assert caplog.records
    for record in caplog.records:
        text = record.getMessage() + repr(record.args)
        assert not any(word in text for word in (SESSION, SECRET, ARGUMENT, "13800000000"))


def test_a_line_of_the_log_is_one_line_whatever_the_gateway_says(
    call: Caller, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "topclient")
    with answering(failure(50, "isv.x", "a\nERROR root: forged\r\n")) as asked, pytest.raises(CallerError):
        call(asked.url)
    ((_, line),) = lines(caplog)
    assert "\n" not in line and "\r" not in line and "forged" in line
