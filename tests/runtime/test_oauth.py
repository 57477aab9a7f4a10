"""Users' authorization: the address for their browser, tokens from the server, from the gateway and from an address."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from fake_gateway import HANG_UP, FakeGateway, answering
from hypothesis import given
from hypothesis import strategies as st
from topclient import AsyncOAuth, OAuth, Token, TopClient
from topclient._runtime.calls.retry import RetryPolicy
from topclient._runtime.errors import (
    ArgumentError,
    ConnectError,
    OAuthError,
    ReplyError,
    TopError,
    TransportError,
)
from topclient._runtime.gmt8 import GMT8
from topclient._runtime.oauth import flow as oauth_module
from topclient._runtime.reply import Reply
from topclient._runtime.transport.interface import HttpRequest

KEY, SECRET, CODE, HOME = "12345678", "secret-of-the-app", "code-of-the-user", "https://app.example/back?x=1"
NOON = datetime(2016, 1, 1, 12, tzinfo=GMT8)
GIVEN = {
    "access_token": "6100aaaabbbb",
    "token_type": "Bearer",
    "expires_in": 7776000,
    "refresh_token": "6101ccccdddd",
    "re_expires_in": "7776000",
    "r1_expires_in": 7776000,
    "r2_expires_in": 259200,
    "w1_expires_in": 7776000,
    "w2_expires_in": 1800,
    "r1_valid": 1459396800000,
    "r2_valid": 1451880000123,
    "w1_valid": "1459396800000",
    "w2_valid": 1451622600000,
    "expire_time": 1459396800000,
    "refresh_token_valid_time": 1459396800000,
    "taobao_user_id": 2054342163,
    "taobao_user_nick": "%E5%95%86%E5%AE%B6+a%2Bb",
    "sub_taobao_user_id": "9",
    "sub_taobao_user_nick": "%E5%95%86%3A1",
    "taobao_open_uid": "AAH",
    "hra_expires_in": "1",
}
Ask = Callable[..., Token]


def ask_sync(gateway: FakeGateway | str, method: str, *arguments: Any) -> Token:
    with OAuth(KEY, SECRET, server=server_of(gateway), clock=lambda: NOON) as oauth:
        token: Token = getattr(oauth, method)(*arguments)
        return token


def ask_async(gateway: FakeGateway | str, method: str, *arguments: Any) -> Token:
    async def run() -> Token:
        async with AsyncOAuth(KEY, SECRET, server=server_of(gateway), clock=lambda: NOON) as oauth:
            token: Token = await getattr(oauth, method)(*arguments)
            return token

    return asyncio.run(run())


def server_of(gateway: FakeGateway | str) -> str:
    return gateway if isinstance(gateway, str) else gateway.url.removesuffix("/router/rest")


each_way = pytest.mark.parametrize("ask", [ask_sync, ask_async], ids=["sync", "async"])


def body_of(data: Any) -> bytes:
    return json.dumps(data).encode()


@pytest.mark.parametrize("cls", [OAuth, AsyncOAuth])
@pytest.mark.parametrize(
    ("settings", "address"),
    [
        ({}, "https://oauth.taobao.com/authorize"),
        ({"server": "sandbox"}, "https://oauth.tbsandbox.com/authorize"),
        ({"server": "https://oauth.aliexpress.com/"}, "https://oauth.aliexpress.com/authorize"),
    ],
)
def test_the_user_is_sent_to_the_platform_s_page(cls: Any, settings: Any, address: str) -> None:
    url = cls(KEY, SECRET, transport=AsyncKeeps(), **settings).authorize_url(HOME, state="a b&c", view="wap")
    assert url.partition("?")[0] == address
    assert dict(parse_qsl(urlsplit(url).query, strict_parsing=True)) == {
        "response_type": "code",
        "client_id": KEY,
        "redirect_uri": HOME,
        "state": "a b&c",
        "view": "wap",
    }
    assert SECRET not in url


@pytest.mark.parametrize("text", ["", None, 5, "a\nb", "\ud800"])
@pytest.mark.parametrize("cls", [OAuth, AsyncOAuth])
def test_the_user_is_sent_nowhere_without_an_address_to_come_back_to(cls: Any, text: Any) -> None:
    oauth = cls(KEY, SECRET, transport=AsyncKeeps())
    with pytest.raises(ValueError, match="redirect_uri: has to be printable text"):
        oauth.authorize_url(text)
    if text is not None:
        with pytest.raises(ValueError, match="state: has to be printable text"):
            oauth.authorize_url(HOME, state=text)


@pytest.mark.parametrize("server", ["https://", "https://u:p@a.b", "https://a.b/?x=1", "ftp://a.b", "https://a b", 5])
def test_a_server_s_address_is_that_of_a_host(server: Any) -> None:
    with pytest.raises(ValueError, match="server has to be one of production, sandbox, or an http address") as caught:
        OAuth(KEY, SECRET, server=server, transport=Keeps())
    assert ":p@" not in str(caught.value)


@given(
    st.fixed_dictionaries(
        {"access_token": st.text("ab1袜%+ ", min_size=1)},
        optional={
            "taobao_user_nick": st.text("ab袜%+ "),
            "expires_in": st.one_of(st.integers(0, 10**9), st.text()),
            "expire_time": st.integers(1_000_000_000_000, 1_900_000_000_000),
            "other": st.recursive(
                st.none() | st.integers() | st.integers(-999, 999).map(lambda number: number / 4),
                st.lists,
                max_leaves=3,
            ),
        },
    ),
    st.none() | st.datetimes(datetime(1971, 1, 1), datetime(9000, 1, 1)),
)
def test_a_token_is_stored_as_text_and_comes_back_the_same(data: dict[str, Any], obtained_at: datetime | None) -> None:
    token = Token.from_text(json.dumps(data), obtained_at)
    text = token.to_text()
    assert Token.from_text(text) == token and json.loads(text).keys() == token.to_dict().keys()
    assert "access_token" in token.to_dict() and "access_token" not in repr(token)


def test_a_stored_token_may_be_told_another_time_and_hostile_ones_do_no_harm() -> None:
    token = Token.from_text('{"access_token":"a","obtained_at":"2016-01-01T12:00:00+08:00"}')
    assert token.obtained_at == datetime(2016, 1, 1, 12, tzinfo=GMT8) and token.extra == {}
    assert Token.from_text(token.to_text(), datetime(2020, 1, 1, tzinfo=GMT8)).obtained_at.year == 2020
    for odd in ('"junk"', "null", "[]", "1e999", '"\\ud800"', "99999999999999999999"):
        Token.from_text(f'{{"access_token":"a","taobao_user_nick":"\\ud800","obtained_at":{odd}}}').to_text()


@pytest.mark.usefixtures("hasty")
def test_a_server_that_is_not_reached_is_named() -> None:
    with pytest.raises(ConnectError) as caught:
        OAuth(KEY, SECRET, server="http://a.example", transport=Keeps(9)).exchange(CODE, HOME)
    assert "unreachable (a.example, after 0.0" in str(caught.value)


def test_without_a_state_none_is_sent_and_tokens_may_come_at_once() -> None:
    url = OAuth(KEY, SECRET, transport=Keeps()).authorize_url(HOME, implicit=True)
    query = dict(parse_qsl(urlsplit(url).query))
    assert (query["response_type"], query["view"]) == ("token", "web") and "state" not in query


@each_way
def test_a_code_is_exchanged_for_a_token(ask: Ask) -> None:
    with answering(body_of(GIVEN)) as gateway:
        token = ask(gateway, "exchange", CODE, HOME)
    (received,) = gateway.received
    assert (received.path, received.query) == ("/token", {})
    assert received.form == {
        "grant_type": "authorization_code",
        "client_id": KEY,
        "client_secret": SECRET,
        "code": CODE,
        "redirect_uri": HOME,
    }
    assert (token.access_token, token.refresh_token, token.token_type) == ("6100aaaabbbb", "6101ccccdddd", "Bearer")
    assert (token.expires_in, token.re_expires_in, token.w2_expires_in) == (7776000, 7776000, 1800)
    assert token.taobao_user_id == "2054342163" and token.sub_taobao_user_id == "9" and token.taobao_open_uid == "AAH"
    assert (token.taobao_user_nick, token.sub_taobao_user_nick) == ("商家 a+b", "商:1")
    assert token.extra == {"hra_expires_in": "1"} and token.obtained_at == NOON


def test_every_moment_is_aware_and_every_documented_field_has_a_place() -> None:
    token = Token.from_text(json.dumps(GIVEN), NOON)
    assert token.r1_valid == token.w1_valid == token.expires_at == datetime(2016, 3, 31, 12, tzinfo=GMT8)
    assert token.r2_valid == datetime(2016, 1, 4, 12, 0, 0, 123000, tzinfo=GMT8)
    assert token.w2_valid == NOON + timedelta(minutes=30) and token.refreshable_until == token.refresh_token_valid_time
    assert all(getattr(token, name) is not None for name in GIVEN if name != "hra_expires_in")


@pytest.mark.parametrize(
    ("changes", "expires", "refreshable"),
    [
        ({"expires_in": 60, "re_expires_in": 120}, NOON + timedelta(minutes=1), NOON + timedelta(minutes=2)),
        ({"expires_in": 60, "re_expires_in": 0}, NOON + timedelta(minutes=1), None),
        ({}, None, None),
        ({"expires_in": "soon", "re_expires_in": -1}, None, None),
        ({"expires_in": 10**30, "expire_time": 10**40, "r1_valid": "tomorrow", "w1_valid": []}, None, None),
    ],
)
def test_without_moments_of_the_server_they_follow_from_the_periods(
    changes: dict[str, Any], expires: datetime | None, refreshable: datetime | None
) -> None:
    token = Token.from_text(json.dumps({"access_token": "t", **changes}), NOON)
    assert (token.expires_at, token.refreshable_until) == (expires, refreshable)
    assert {**changes, **token.extra} == changes


def test_a_naive_clock_is_taken_as_gmt8_and_without_one_it_is_now() -> None:
    assert Token.from_text('{"access_token":"t"}', datetime(2016, 1, 1, 12)).obtained_at == NOON
    assert abs(Token.from_text('{"access_token":"t"}').obtained_at - datetime.now(UTC)) < timedelta(seconds=5)


@each_way
def test_a_token_is_refreshed_by_itself_or_by_its_text(ask: Ask) -> None:
    with answering(body_of({**GIVEN, "access_token": "new"})) as gateway:
        assert ask(gateway, "refresh", Token.from_text(json.dumps(GIVEN))).access_token == "new"
        assert ask(gateway, "refresh", "6101ccccdddd").access_token == "new"
    assert gateway.received[0].form == gateway.received[1].form
    assert gateway.received[0].form == {
        "grant_type": "refresh_token",
        "client_id": KEY,
        "client_secret": SECRET,
        "refresh_token": "6101ccccdddd",
    }


@each_way
@pytest.mark.parametrize(
    ("method", "arguments", "parameter"),
    [
        ("exchange", ("", HOME), "code"),
        ("exchange", (CODE, ""), "redirect_uri"),
        ("exchange", ("\ud800", HOME), "code"),
        ("refresh", ("",), "refresh_token"),
        ("refresh", (Token(access_token="t", obtained_at=NOON),), "refresh_token"),
    ],
)
def test_what_is_missing_is_named(ask: Ask, method: str, arguments: tuple[Any, ...], parameter: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        ask("http://127.0.0.1:9", method, *arguments)
    assert caught.value.parameter == parameter


@each_way
@pytest.mark.parametrize("status", [400, 200, 401])
def test_a_refusal_tells_why_and_no_secret(ask: Ask, status: int) -> None:
    words = f"expire code {CODE} of {SECRET}"
    body = body_of({"error": "invalid_grant", "error_description": words})
    with answering((status, body)) as gateway, pytest.raises(OAuthError) as caught:
        ask(gateway, "exchange", CODE, HOME)
    error = caught.value
    assert (error.error, error.description) == ("invalid_grant", "expire code … of …")
    assert str(error) == "invalid_grant: expire code … of …" and error.reply is not None
    shown = repr((error, error.args, error.reply, error.reply.body))
    assert CODE not in shown and SECRET not in shown and len(gateway.received) == 1


@each_way
@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, b"<html>login</html>"),
        (502, b"<html>Bad Gateway secret-of-the-app</html>"),
        (200, b""),
        (200, b"[]"),
        (200, b"{}"),
        (200, b'{"access_token":""}'),
        (200, b'{"access_token":{"a":1}}'),
        (200, b'{"access_token":null}'),
        (500, b'{"access_token":"6100aaaabbbb"}'),
        (302, b"{}"),
    ],
)
def test_what_is_no_token_is_no_reply(ask: Ask, status: int, body: bytes) -> None:
    with answering((status, body)) as gateway, pytest.raises(ReplyError) as caught:
        ask(gateway, "exchange", CODE, HOME)
    assert caught.value.reply is not None and caught.value.reply.status == status
    assert SECRET.encode() not in caught.value.reply.body and len(gateway.received) == 1


@each_way
def test_a_code_is_not_sent_twice_when_the_connection_breaks(ask: Ask) -> None:
    with answering(HANG_UP) as gateway, pytest.raises(TransportError) as caught:
        ask(gateway, "exchange", CODE, HOME)
    assert len(gateway.received) == 1 and not isinstance(caught.value, ConnectError) and caught.value.attempts == 1


class Keeps:
    """A transport that cannot reach the server a few times, and then answers."""

    def __init__(self, failures: int = 0) -> None:
        self.failures = failures
        self.sent: list[HttpRequest] = []

    def send(self, request: HttpRequest) -> Reply:
        self.sent.append(request)
        if len(self.sent) <= self.failures:
            raise ConnectError("unreachable")
        return Reply(200, {}, body_of(GIVEN))

    def close(self) -> None:
        """Nothing is open."""


class AsyncKeeps(Keeps):
    async def send(self, request: HttpRequest) -> Reply:  # type: ignore[override]
        return super().send(request)

    async def aclose(self) -> None:
        """Nothing is open."""


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(oauth_module, "_RETRY", RetryPolicy(first_wait=0.002))


@pytest.mark.usefixtures("hasty")
def test_a_server_that_was_not_reached_is_asked_again() -> None:
    transport, other = Keeps(2), AsyncKeeps(2)
    assert OAuth(KEY, SECRET, transport=transport).exchange(CODE, HOME).access_token == "6100aaaabbbb"
    assert asyncio.run(AsyncOAuth(KEY, SECRET, transport=other).refresh("x")).access_token == "6100aaaabbbb"
    assert len(transport.sent) == len(other.sent) == 3
    assert {one.url for one in transport.sent} == {"https://oauth.taobao.com/token"}
    assert all(one.deadline is not None for one in transport.sent)


@pytest.mark.usefixtures("hasty")
@each_way
def test_a_server_that_is_never_reached_is_given_up(ask: Ask) -> None:
    with pytest.raises(ConnectError) as caught:
        ask("http://127.0.0.1:9", "exchange", CODE, HOME)
    assert caught.value.attempts == 4


def test_the_gateway_s_own_apis_for_tokens_give_the_same() -> None:
    body = body_of({"token_result": json.dumps(GIVEN), "request_id": "r"})
    with answering(body) as gateway, TopClient(KEY, SECRET, gateway=gateway.url) as client:
        reply = client.call("taobao.top.auth.token.create", {"code": CODE})
    assert Token.from_text(reply["token_result"], NOON) == Token.from_text(json.dumps(GIVEN), NOON)
    with pytest.raises(OAuthError):
        Token.from_text('{"error":"invalid_grant"}')


BACK = (
    "https://app.example/back#access_token=6102&token_type=Bearer&expires_in=60&refresh_token=6101&re_expires_in=0"
    "&taobao_user_nick=%E5%95%86%2525&w2_expires_in=1800&state=abc&top_sign=B343F21A32556656DD747B1B83DBF10D"
)


@pytest.mark.parametrize(
    "address", [BACK, BACK.partition("#")[2], BACK.replace("#", "?")], ids=["whole", "part", "query"]
)
def test_a_token_may_come_in_an_address(address: str) -> None:
    token = Token.from_address(address, NOON)
    assert (token.access_token, token.expires_in, token.taobao_user_nick) == ("6102", 60, "商%25")
    assert token.extra == {"state": "abc", "top_sign": "B343F21A32556656DD747B1B83DBF10D"}
    assert token.expires_at == NOON + timedelta(minutes=1) and token.refreshable_until is None


def test_a_user_may_refuse() -> None:
    with pytest.raises(OAuthError, match="access_denied: authorize reject"):
        Token.from_address("https://app.example/back#error=access_denied&error_description=authorize%20reject")


@pytest.mark.parametrize("text", ["", "[]", "null", "{", "nothing", "{}", '{"access_token":[1]}', "[" * 100_000])
def test_text_without_a_token_is_none(text: str) -> None:
    with pytest.raises(ReplyError):
        Token.from_text(text)
    with pytest.raises(ReplyError):
        Token.from_address(text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=4,
)


@given(st.dictionaries(st.sampled_from([*GIVEN, "error", "error_description"]) | st.text(), JSON))
def test_whatever_the_server_says_gives_a_token_or_an_error(data: dict[str, Any]) -> None:
    try:
        token = Token.from_text(json.dumps(data), NOON)
    except TopError:
        return
    assert token.access_token and (token.expires_at is None or token.expires_at.tzinfo)
    assert repr(token)


@given(st.text())
def test_whatever_the_address_is_gives_a_token_or_an_error(address: str) -> None:
    with suppress(TopError):
        assert Token.from_address(address).access_token


def test_no_secret_is_in_any_repr() -> None:
    token = Token.from_text(json.dumps({**GIVEN, "odd_token": "odd-secret"}))
    text = repr([token, OAuth(KEY, SECRET, transport=Keeps()), AsyncOAuth(KEY, SECRET, transport=AsyncKeeps())])
    transport = Keeps()
    OAuth(KEY, SECRET, transport=transport).exchange(CODE, HOME)
    text += repr(transport.sent)
    assert not re.search("6100aaaabbbb|6101ccccdddd|odd-secret|secret-of-the-app|code-of-the-user", text)
    assert KEY in text


@pytest.mark.parametrize("cls", [OAuth, AsyncOAuth])
@pytest.mark.parametrize(
    ("arguments", "settings", "words"),
    [(("", SECRET), {}, "app_key"), ((KEY, ""), {}, "app_secret"), ((KEY, SECRET), {"server": "moon"}, "moon")],
)
def test_what_cannot_be_an_app_or_a_server_is_refused(cls: Any, arguments: Any, settings: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        cls(*arguments, transport=AsyncKeeps(), **settings)
