"""No secret is anywhere in what the package shows, says, logs or raises: a grep over all of it."""

from __future__ import annotations

import asyncio
import logging
import pickle
import re
import traceback
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import pytest
from client_shop import ShopGoodsPushRequest, ShopTimeGetRequest
from fake_gateway import GOOD, HANG_UP, SILENCE, Answer, FakeGateway, Received, Script, answering, as_json
from raw_server import Line
from topclient._runtime.calls.attempt import Attempt, Outcome
from topclient._runtime.calls.environment import read_environment
from topclient._runtime.calls.retry import RetryPolicy
from topclient._runtime.client import AsyncClient, Client
from topclient._runtime.errors import GatewayError, TopError
from topclient._runtime.oauth.flow import OAuth
from topclient._runtime.untyped import Batch, UntypedRequest

SECRET = "c0ffee11c0ffee22c0ffee33c0ffee44"
SESSION = "6100a1b2c3d4e5f6a7b8c9d0e1f2"
OTHER_SESSION = "6200ffeeddccbbaa998877665544"
GIVEN = ("settings", "sessions", "response", "code", "token")
LIBRARIES = ("topclient", "httpx2", "httpcore2", "aiohttp", "asyncio", "h11")


@dataclass
class Heard:
    """All texts that came out, and what must not be in them."""

    texts: list[tuple[str, str]] = field(default_factory=list)
    secrets: set[str] = field(default_factory=lambda: {SECRET, SESSION, OTHER_SESSION})

    def hear(self, where: str, *values: object) -> None:
        for value in values:
            self.texts += [(f"{where}, str", str(value)), (f"{where}, repr", repr(value))]

    def hear_error(self, error: BaseException) -> None:
        fault: BaseException | None = error
        while fault:
            self.hear(f"error {type(fault).__name__}", fault, fault.args)
            fault = fault.__cause__ or fault.__context__
        self.texts.append((f"traceback of {type(error).__name__}", "".join(traceback.format_exception(error))))
        # What an API answers with is data, even where it reports a failure; the messages made of it are not.
        attributes = {name: value for name, value in vars(error).items() if name != "response"}
        self.hear(f"attributes of {type(error).__name__}", attributes)
        if getattr(error, "response", None) is None:
            self.texts.append((f"pickle of {type(error).__name__}", pickle.dumps(error).decode("latin-1")))
        self.texts.append((f"locals of the runtime at {type(error).__name__}", locals_of_the_runtime(error)))

    def found(self) -> list[str]:
        """Where a secret was found, and the words around it."""
        found = {}
        for where, text in self.texts:
            for secret in self.secrets:
                before, shown, after = text.partition(secret)
                if shown:
                    found[where] = f"{where}: {before[-150:]}{shown}{after[:50]}"
        return list(found.values())


def locals_of_the_runtime(error: BaseException) -> str:
    """What services that collect crashes store: the variables of all frames, but for what the caller gave as such.

    A session that is an argument of a call is a variable of the caller, too.
    """
    lines = []
    trace: traceback.TracebackException | None
    trace = traceback.TracebackException.from_exception(error, capture_locals=True)
    while trace:
        for frame in trace.stack:
            if "/tests/" not in frame.filename:
                shown = {name: text for name, text in (frame.locals or {}).items() if name not in GIVEN}
                lines += [f"{frame.filename}:{frame.lineno} {name}={text}" for name, text in shown.items()]
        trace = trace.__cause__ or (None if trace.__suppress_context__ else trace.__context__)
    return "\n".join(lines)


@pytest.fixture
def heard(caplog: pytest.LogCaptureFixture) -> Iterator[Heard]:
    for name in LIBRARIES:
        caplog.set_level(logging.DEBUG, name)
    heard = Heard()
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        yield heard
    heard.texts += [("log", record.getMessage()) for record in caplog.get_records("call")]
    heard.texts += [("fields of a log record", repr(vars(record))) for record in caplog.get_records("call")]
    heard.texts += [("warning", str(one)) for one in warned]
    assert len(heard.texts) > 5
    found = heard.found()
    assert not found, "\n".join(found)


SIGN = re.compile(rb'\bsign(?:=|"\r\n\r\n)([0-9A-F]{64})\b')


def note_signatures(heard: Heard, gateway: FakeGateway) -> None:
    """Whatever the gateway was sent for a signature is not to be found either."""
    for received in gateway.received:
        (sign,) = SIGN.findall(received.head + received.body)
        heard.secrets.add(sign.decode())


def quoted(received: Received) -> str:
    """Return the sessions that were sent, in words."""
    sent = received.head + received.body
    return " and ".join(one for one in (SESSION, OTHER_SESSION) if one.encode() in sent) + " are wrong"


def echo(received: Received) -> bytes:
    """Quote what was sent in every text of an error."""
    words = quoted(received)
    return as_json(
        {"error_response": {"code": 27, "msg": words, "sub_code": f"isv.{words}", "sub_msg": f"{words} {SECRET}"}}
    )


def stop(line: Line) -> None:
    line.send(b"HTTP/1.1 200 OK\r\nContent-Length: 300\r\n\r\nabc")
    raise ConnectionError


ANSWERS: dict[str, Answer] = {
    "good": GOOD,
    "echo": echo,
    "hang up": HANG_UP,
    "page": lambda received: (502, f"<html>{quoted(received)} {SECRET}</html>".encode()),
    "garbage": (200, b"abc", {"Content-Encoding": "gzip"}),
    "stopped": Script(stop),
    "silence": SILENCE,
    "no http": Script(lambda line: line.send(b"HTTP/1.1 abc\r\n\r\n")),
    "mismatch": as_json({"shop_goods_push_response": {"integer": "x"}}),
    "failure inside": lambda received: as_json(
        {"shop_goods_push_response": {"success": "false", "error_msg": quoted(received)}}
    ),
}
REQUESTS: dict[str, Callable[[Any], Any]] = {
    "typed": lambda client: client.execute(ShopGoodsPushRequest(pid=1)),
    "session of the call": lambda client: client.execute(ShopGoodsPushRequest(pid=1), session=OTHER_SESSION),
    "upload": lambda client: client.execute(ShopGoodsPushRequest(pid=1, image=b"x")),
    "untyped": lambda client: client.call("taobao.shop.goods.push", {"pid": 1}),
    "batch": lambda client: client.batch([ShopTimeGetRequest(), ShopTimeGetRequest()], sessions=[None, OTHER_SESSION]),
    "refused": lambda client: client.execute(ShopGoodsPushRequest(pid="1")),  # type: ignore[arg-type]
}
SETTINGS: dict[str, Any] = {
    "session": SESSION,
    "retry": RetryPolicy(attempts=2, first_wait=0.001),
    "idempotent": True,
    "strict": True,
    "raise_on_failure": True,
    "deadline": 0.2,
}


def run_sync(url: str, request: Callable[[Any], Any], heard: Heard, **settings: Any) -> None:
    with Client("12345678", SECRET, gateway=url, **settings) as client:
        heard.hear("client", client, vars(client))
        try:
            heard.hear("response", request(client))
        except TopError as error:
            heard.hear_error(error)


def run_async(url: str, request: Callable[[Any], Any], heard: Heard, **settings: Any) -> None:
    async def run() -> None:
        async with AsyncClient("12345678", SECRET, gateway=url, **settings) as client:
            heard.hear("client", client, vars(client))
            try:
                heard.hear("response", await request(client))
            except TopError as error:
                heard.hear_error(error)

    asyncio.run(run())


def run_aiohttp(url: str, request: Callable[[Any], Any], heard: Heard, **settings: Any) -> None:
    pytest.importorskip("aiohttp", reason="the extra aiohttp is not installed")
    run_async(url, request, heard, transport="aiohttp", **settings)


@pytest.mark.slow
@pytest.mark.parametrize("run", [run_sync, run_async, run_aiohttp])
@pytest.mark.parametrize("request_name", REQUESTS)
def test_calls_show_no_secret_whatever_comes_of_them(run: Any, request_name: str, heard: Heard) -> None:
    outcomes: list[Outcome] = []
    for answer in ANSWERS.values():
        with answering(answer) as gateway:
            run(gateway.url, REQUESTS[request_name], heard, on_attempt=outcomes.append, **SETTINGS)
        note_signatures(heard, gateway)
    for nowhere in ("127.0.0.1:9", "a..b"):
        run(f"http://{nowhere}/router/rest", REQUESTS[request_name], heard, **SETTINGS)
    heard.hear("outcome", *outcomes)
    assert outcomes or request_name == "refused"


def test_a_session_that_middleware_put_in_is_hidden_too(heard: Heard) -> None:
    def renew(attempt: Attempt, send: Any) -> Any:
        heard.hear("attempt", attempt)
        return send(replace(attempt, session=OTHER_SESSION))

    with answering(echo) as gateway:
        run_sync(gateway.url, REQUESTS["typed"], heard, middleware=[renew], **SETTINGS)
        assert gateway.forms[0]["session"] == OTHER_SESSION
    note_signatures(heard, gateway)


def test_what_is_about_to_be_sent_shows_no_secret(heard: Heard) -> None:
    with Client("12345678", SECRET, **SETTINGS) as client:
        batch = Batch(ShopTimeGetRequest.__api__, (ShopTimeGetRequest(),), (OTHER_SESSION,))
        for request in (
            ShopGoodsPushRequest(pid=1),
            ShopGoodsPushRequest(pid=1, image=b"x"),
            UntypedRequest("a.b"),
            batch,
        ):
            prepared = client.prepare(request)  # type: ignore[arg-type]
            heard.hear("request", prepared, prepared.body if not isinstance(prepared.body, bytes) else "", batch)
        heard.hear("options", client._options, client.with_options(session=OTHER_SESSION))
        heard.hear("settings", Attempt(ShopTimeGetRequest(), 1, SESSION))


def test_an_error_keeps_what_the_gateway_said_but_for_the_secrets(heard: Heard) -> None:
    with answering(echo) as gateway, pytest.raises(GatewayError) as caught:
        Client("1", SECRET, gateway=gateway.url, session=SESSION).execute(ShopTimeGetRequest())
    error = caught.value
    assert (error.msg, error.sub_code, error.sub_msg) == ("… are wrong", "isv.… are wrong", "… are wrong …")
    assert error.reply is not None and '"msg": "… are wrong"'.encode() in error.reply.body
    heard.hear_error(error)


def test_a_gateway_with_a_password_is_refused(heard: Heard) -> None:
    with pytest.raises(ValueError, match="without a user and a password") as caught:
        Client("12345678", SECRET, gateway=f"https://user:{SESSION}@gateway.invalid/router/rest")
    heard.hear("refusal", caught.value, *traceback.format_exception(caught.value), caught.value.args)


def test_settings_that_are_refused_are_refused_without_their_values(
    heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong: list[dict[str, Any]] = [{"gateway": "http://[::1/"}, {"gateway": "http://a:99999/"}, {"gateway": "http:///"}]
    wrong += [{"sign_method": "x"}, {"format": "x"}, {"gateway": "x"}, {"transport": "x"}]
    for settings in wrong:
        with pytest.raises(ValueError) as caught:
            Client("12345678", SECRET, session=SESSION, **settings)
        heard.hear("refusal", caught.value, *traceback.format_exception(caught.value))
    monkeypatch.setenv("TOP_APP_SECRET", SECRET)
    monkeypatch.delenv("TOP_APP_KEY", raising=False)
    with pytest.raises(ValueError) as caught:
        read_environment()
    heard.hear("refusal", caught.value)
    monkeypatch.setenv("TOP_APP_KEY", "12345678")
    monkeypatch.setenv("TOP_TIMEOUT", SESSION)
    with pytest.raises(ValueError) as caught:
        read_environment()
    heard.hear("refusal", caught.value)


CODE, REFRESH, ACCESS = "c0de77c0de77c0de77", "4efe4efe4efe4efe4e", "acce55acce55acce55"


def refuse_form(received: Received) -> tuple[int, bytes]:
    form = received.body.decode()
    return 400, as_json({"error": f"invalid {form}", "error_description": form})


TOKEN = as_json({"access_token": ACCESS, "refresh_token": REFRESH, "expires_in": 60, "taobao_user_nick": "%E8%A2%9C"})


OAUTH_ANSWERS: dict[str, Answer] = {
    "token": TOKEN,
    "echo": lambda received: (502, b"<html>" + received.body),
    "refusal": refuse_form,
    "hang up": HANG_UP,
    "stopped": Script(stop),
}


@pytest.mark.parametrize("answer", OAUTH_ANSWERS.values(), ids=OAUTH_ANSWERS)
def test_oauth_shows_no_secret(answer: Answer, heard: Heard) -> None:
    heard.secrets |= {CODE, REFRESH, ACCESS}
    with answering(answer) as gateway, OAuth("12345678", SECRET, server=gateway.url) as oauth:
        heard.hear("oauth", oauth, vars(oauth).keys())
        for ask in (partial(oauth.exchange, CODE, "http://a.b/"), partial(oauth.refresh, REFRESH)):
            try:
                heard.hear("token", ask())
            except TopError as error:
                heard.hear_error(error)
    assert len(gateway.received) == 2 and SECRET.encode() in gateway.received[0].body


def test_the_grep_finds_what_is_there() -> None:
    heard = Heard()
    heard.hear("x", f"a {SECRET} b")
    assert heard.found()
