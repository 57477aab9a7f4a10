"""Clients from environment variables: what counts, what wins, and that no value is ever shown."""

from __future__ import annotations

from typing import Any

import pytest
from client_variants import UNUSED
from fake_gateway import answering
from topclient import AsyncTopClient, TopClient
from topclient._runtime.calls.environment import read_environment

KEY, SECRET, SESSION = "12345678", "secret-of-the-app", "token-of-the-user"
NAMES = (
    "TOP_APP_KEY",
    "TOP_APP_SECRET",
    "TOP_SESSION",
    "TOP_GATEWAY",
    "TOP_SIGN_METHOD",
    "TOP_FORMAT",
    "TOP_TIMEOUT",
    "TOP_DEADLINE",
)


each_client = pytest.mark.parametrize("client", [TopClient, AsyncTopClient])


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Nothing but key and secret is set."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TOP_APP_KEY", KEY)
    monkeypatch.setenv("TOP_APP_SECRET", SECRET)
    return monkeypatch


@each_client
def test_key_and_secret_are_enough(client: Any) -> None:
    options = client.from_env(transport=UNUSED)._options
    assert (options.app_key, options.app_secret, options.session) == (KEY, SECRET, None)
    assert options == client(KEY, SECRET, transport=UNUSED)._options


@each_client
def test_every_variable_counts(client: Any, environment: pytest.MonkeyPatch) -> None:
    for name, text in zip(NAMES[2:], (SESSION, "sandbox", "md5", "xml", "2.5", "7"), strict=True):
        environment.setenv(name, text)
    options = client.from_env(transport=UNUSED)._options
    assert (options.session, options.gateway, options.sign_method) == (SESSION, "sandbox", "md5")
    assert (options.format, options.timeout, options.deadline) == ("xml", 2.5, 7.0)
    assert options.timeouts.read == 2.5 and options.router == "https://gw.api.tbsandbox.com/router/rest"


@each_client
def test_settings_win_over_variables(client: Any, environment: pytest.MonkeyPatch) -> None:
    environment.setenv("TOP_SESSION", "of the environment")
    environment.setenv("TOP_DEADLINE", "7")
    options = client.from_env(transport=UNUSED, session=SESSION, deadline=None)._options
    assert (options.session, options.deadline) == (SESSION, None)


@each_client
def test_an_empty_variable_is_as_good_as_none(client: Any, environment: pytest.MonkeyPatch) -> None:
    for name in NAMES[2:]:
        environment.setenv(name, "")
    assert client.from_env(transport=UNUSED)._options == client(KEY, SECRET, transport=UNUSED)._options


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        (["TOP_APP_KEY"], "set the environment variable TOP_APP_KEY$"),
        (["TOP_APP_SECRET"], "set the environment variable TOP_APP_SECRET$"),
        (["TOP_APP_KEY", "TOP_APP_SECRET"], "set the environment variables TOP_APP_KEY and TOP_APP_SECRET$"),
    ],
)
@pytest.mark.parametrize("empty", [True, False])
@each_client
def test_what_is_missing_is_named(
    client: Any, environment: pytest.MonkeyPatch, missing: list[str], words: str, empty: bool
) -> None:
    for name in missing:
        if empty:
            environment.setenv(name, "")
        else:
            environment.delenv(name)
    with pytest.raises(ValueError, match=words) as caught:
        client.from_env(transport=UNUSED)
    assert KEY not in str(caught.value) and SECRET not in str(caught.value)


@pytest.mark.parametrize("name", ["TOP_TIMEOUT", "TOP_DEADLINE"])
@pytest.mark.parametrize("text", [SECRET, "1,5", "10s", "nan", "inf", "-1", "0"])
def test_what_is_no_number_of_seconds_is_named_and_not_shown(
    environment: pytest.MonkeyPatch, name: str, text: str
) -> None:
    environment.setenv(name, text)
    with pytest.raises(ValueError, match=name) as caught:
        read_environment()
    assert str(caught.value) == f"the environment variable {name} has to be a number of seconds above 0"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (
            "TOP_GATEWAY",
            "production, overseas, sandbox, or the http address of a router, without a user and a password or a query",
        ),
        ("TOP_SIGN_METHOD", "md5, hmac, hmac-sha256"),
        ("TOP_FORMAT", "json, xml"),
    ],
)
@each_client
def test_a_word_that_is_none_is_told_what_it_may_be_and_not_shown(
    client: Any, environment: pytest.MonkeyPatch, name: str, words: str
) -> None:
    environment.setenv(name, SECRET)
    with pytest.raises(ValueError, match=name) as caught:
        client.from_env(transport=UNUSED)
    assert str(caught.value) == f"the environment variable {name} has to be one of {words}"


def test_a_client_from_the_environment_calls(environment: pytest.MonkeyPatch) -> None:
    with answering(b"{}") as gateway:
        environment.setenv("TOP_GATEWAY", gateway.url)
        environment.setenv("TOP_SESSION", SESSION)
        with TopClient.from_env() as client:
            client.call("taobao.time.get")
    assert (gateway.received[0].form["app_key"], gateway.received[0].form["session"]) == (KEY, SESSION)


def test_no_variable_is_in_the_repr(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("TOP_SESSION", SESSION)
    client = TopClient.from_env(transport=UNUSED)
    text = repr((client, client._options))
    assert KEY in text and SECRET not in text and SESSION not in text
