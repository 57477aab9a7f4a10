"""The log and the page are shown to this machine's own names alone; calls are answered under any."""

from __future__ import annotations

import pytest
from raw_socket import exchange
from topclient.mock import MockGateway
from topclient.mock.hosts import is_own_host

ADDRESSES = ("/", "/calls.json")


def get(gateway: MockGateway, path: str, host: str) -> bytes:
    request = f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    return exchange(gateway.url, request.encode()).data


@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8000", "127.0.0.1:8000", "[::1]:8000", "192.168.0.7", "LocalHost"]
)
def test_they_are_shown_under_localhost_and_addresses(mock_gateway: MockGateway, path: str, host: str) -> None:
    assert get(mock_gateway, path, host).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "localhost.evil", "[", "a@b"]
)
def test_a_name_that_somebody_else_may_own_is_turned_away(mock_gateway: MockGateway, path: str, host: str) -> None:
    answer = get(mock_gateway, path, host)
    assert answer.startswith(b"HTTP/1.1 421 ")
    assert b"under localhost" in answer and b"evil" not in answer


def test_calls_are_answered_under_any_name(mock_gateway: MockGateway) -> None:
    assert get(mock_gateway, "/router/rest", "evil.example").startswith(b"HTTP/1.1 200 ")


def test_the_name_that_was_listened_at_is_its_own() -> None:
    assert is_own_host("MyBox:8000", "mybox") and is_own_host("mybox", "MyBox")
    assert not is_own_host("other", "mybox")
    assert is_own_host(None, "mybox")
