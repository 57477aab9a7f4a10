"""Fixtures of the runtime's tests."""

from __future__ import annotations

import os
import ssl
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import Any

import httpx2
import pytest
from fake_gateway import GOOD, FakeGateway, answering
from transport_variants import NAMES, Caller, open_caller

# pytest rewrites modules of its plugins as they are imported, and Python 3.11 cannot parse in two threads at once.
for name in ("httpx2_transport", "httpx2_async_transport", "aiohttp_transport"):
    import_module(f"topclient._runtime.transport.{name}")


@cache
def _context(make: Callable[[], ssl.SSLContext], certificates: str | None) -> ssl.SSLContext:
    return make()


@pytest.fixture(autouse=True)
def one_ssl_context(monkeypatch: pytest.MonkeyPatch) -> None:
    """Load the certificates of the machine once for all clients: that takes longer than most tests."""

    def load_once(make: Callable[..., ssl.SSLContext]) -> Callable[..., ssl.SSLContext]:
        def load(*args: Any, **kwargs: Any) -> ssl.SSLContext:
            return make(*args, **kwargs) if args or kwargs else _context(make, os.environ.get("SSL_CERT_FILE"))

        return load

    monkeypatch.setattr(httpx2, "create_ssl_context", load_once(httpx2.create_ssl_context))
    monkeypatch.setattr(ssl, "create_default_context", load_once(ssl.create_default_context))


@pytest.fixture
def gateway() -> Iterator[FakeGateway]:
    """A gateway for one test, which may change its answers."""
    with answering(GOOD) as running:
        yield running


@pytest.fixture(params=NAMES)
def transport_name(request: pytest.FixtureRequest) -> str:
    """The name of each transport, for ``open_caller``."""
    name: str = request.param
    return name


@pytest.fixture
def caller(transport_name: str) -> Iterator[Caller]:
    """Each transport, for all calls of a test."""
    with open_caller(transport_name) as opened:
        yield opened
