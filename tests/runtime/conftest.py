"""Fixtures of the runtime's tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from client_gateway import Gateway, running_gateway


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    """A gateway for one test, on loopback, that answers what the test tells it to."""
    with running_gateway() as state:
        yield state
