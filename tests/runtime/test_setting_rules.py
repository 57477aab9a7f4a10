"""The settings of a client: each is checked when the client is made, with a message that says what to do."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from client_shop import ShopGoodsPushRequest
from client_variants import UNUSED
from topclient import AsyncTopClient, RateLimit, RetryPolicy, Timeouts, TopClient
from topclient._runtime.calls.setting_rules import GATEWAYS, RULES, is_address
from topclient._runtime.calls.settings import SETTING_NAMES, Options

each_client = pytest.mark.parametrize("cls", [TopClient, AsyncTopClient])
NAN, INF = float("nan"), float("inf")

WRONG: list[tuple[str, list[Any], str]] = [
    ("timeout", [0, -1, NAN, INF, "5", None, True, Timeouts(0, 1), Timeouts(1, INF)], "a number of seconds above 0"),
    ("deadline", [0, -1, NAN, INF, "5", True], "a number of seconds above 0, or None"),
    ("retry", [3, None, "never", RetryPolicy], r"a RetryPolicy, as RetryPolicy\(attempts=3\)"),
    ("rate_limit", [5, "5", RateLimit], "a RateLimit, or None"),
    ("middleware", [print, [1], None, "ab", {print}], "a list of functions"),
    *((name, [1, 0, None, "yes"], "True or False") for name in ("simplify", "strict", "raise_on_failure")),
    ("idempotent", [1, "yes"], "True, False or None"),
    ("session", ["", "a\nb", "\ud800", 5, b"x"], "printable text, or None"),
    ("partner_id", ["", 5], "printable text, or None"),
    ("target_app_key", ["", 5], "printable text, or None"),
    ("on_mismatch", [1, "x"], "a function, or None"),
    ("on_attempt", [1, []], "a function, or None"),
    ("clock", [None, 5], "a function"),
    ("format", ["yaml", None, 5, []], "one of json, xml"),
    ("sign_method", ["sha1", None, {}], "one of md5, hmac, hmac-sha256"),
    ("gateway", [None, 5, "", "moon", b"http://a.b"], "one of production, overseas, sandbox, or the http address"),
]


@each_client
@pytest.mark.parametrize(("name", "values", "words"), WRONG, ids=[row[0] for row in WRONG])
def test_what_a_setting_may_not_be_is_refused_when_the_client_is_made(
    cls: Any, name: str, values: list[Any], words: str
) -> None:
    client = cls("k", "s", transport=UNUSED)
    for value in values:
        for make in (
            lambda v: cls("k", "s", transport=UNUSED, **{name: v}),
            lambda v: client.with_options(**{name: v}),
        ):
            with pytest.raises(ValueError, match=f"^{name} has to be {words}"):
                make(value)


def test_there_is_a_rule_for_every_setting() -> None:
    assert RULES.keys() == SETTING_NAMES | {"app_key", "app_secret"}
    assert {name for name, _, _ in WRONG} == SETTING_NAMES


def test_other_settings_leave_the_rest_as_it_is() -> None:
    options = Options("k", "s", session="x", timeout=3, middleware=[print])
    assert options.changed({}) == options and options.changed({"session": None}) == Options(
        "k", "s", timeout=3, middleware=[print]
    )


@pytest.mark.parametrize(
    "address",
    [
        "http://",
        "https:///router/rest",
        "http://a.b/router/rest?x=1",
        "http://a.b/#x",
        "http://u:p@a.b/",
        "http://u@a.b",
        "http://a b/",
        "http://a.b/\ud800",
        "http://a.b/\n",
        "http://a.b:x/",
        "http://a.b:0/",
        "ftp://a.b/",
        "a.b/router",
        "http://a.b:99999/",
        "http://[::1/",
        "http://a.b\\c",
    ],
)
def test_a_gateway_s_address_is_that_of_a_host_without_anything_behind_it(address: str) -> None:
    assert not is_address(address)
    with pytest.raises(ValueError, match=r"gateway has to be .* http address of a router, without") as caught:
        TopClient("k", "s", transport=UNUSED, gateway=address)
    assert "u:p" not in str(caught.value) and "x=1" not in str(caught.value)


@pytest.mark.parametrize("address", ["http://[::1]:80/router/rest", "https://a.b", "http://袜.example/", *GATEWAYS])
def test_an_address_and_a_name_are_gateways(address: str) -> None:
    assert TopClient("k", "s", transport=UNUSED, gateway=address)._options.gateway == address


def test_a_token_is_no_session_but_has_one() -> None:
    token: Any = SimpleNamespace(access_token="of-the-user")
    with pytest.raises(ValueError, match=r"the session is token.access_token") as caught:
        TopClient("k", "s", transport=UNUSED, session=token)
    assert "of-the-user" not in str(caught.value)


@each_client
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("max_retries", "has no setting 'max_retries'; did you mean 'retry'?"),
        ("sesion", "has no setting 'sesion'; did you mean 'session'?"),
        ("ratelimit", "has no setting 'ratelimit'; did you mean 'rate_limit'?"),
        ("verify", "has no setting 'verify'"),
    ],
)
def test_a_setting_that_does_not_exist_is_named(cls: Any, name: str, words: str) -> None:
    client = cls("k", "s", transport=UNUSED)
    for make in (lambda **named: cls("k", "s", transport=UNUSED, **named), client.with_options):
        with pytest.raises(TypeError) as caught:
            make(**{name: 3})
        assert str(caught.value) == f"{cls.__name__} {words}"


def test_settings_of_a_single_call_are_checked_too() -> None:
    client: Any = TopClient("k", "s", transport=UNUSED)
    with pytest.raises(TypeError, match="did you mean 'retry'"):
        client.execute(ShopGoodsPushRequest(pid=1), retries=3)
    with pytest.raises(ValueError, match=r"^timeout has to be"):
        client.call("a.b", timeout=0)


@pytest.mark.parametrize("name", ["app_key", "app_secret", "transport"])
def test_what_a_client_is_made_of_stays(name: str) -> None:
    client: Any = TopClient("k", "s", transport=UNUSED)
    with pytest.raises(TypeError, match=f"^{name} is "):
        client.with_options(**{name: "x"})


@each_client
def test_without_key_and_secret_the_environment_is_named(cls: Any) -> None:
    for settings in ({}, {"session": "x"}):
        with pytest.raises(
            TypeError, match=f"{cls.__name__}.from_env\\(\\) takes them .* TOP_APP_KEY and TOP_APP_SECRET"
        ):
            cls(**settings)
    with pytest.raises(TypeError, match="app_secret"):
        cls("k")


@each_client
@pytest.mark.parametrize("transport", [object(), 5, "curl", "", TopClient])
def test_a_transport_is_one_by_its_methods_or_by_its_name(cls: Any, transport: Any) -> None:
    with pytest.raises(ValueError, match=r"^transport is httpx2.* object"):
        cls("k", "s", transport=transport)
