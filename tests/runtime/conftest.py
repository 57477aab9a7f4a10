"""Fixtures of the runtime's tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fake_gateway import GOOD, FakeGateway, answering
from transport_variants import NAMES, Caller, open_caller


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
