"""The pytest fixture ``mock_gateway``; it is there as soon as the package is installed with the extra ``mock``.

In:  nothing. Out: a running ``MockGateway`` without calls, ordered answers and faults.
One server runs for the whole test session, so a test costs no start. Nothing is imported until a test asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from topclient.mock import MockGateway


@pytest.fixture(scope="session")
def _running_mock_gateway() -> Iterator[MockGateway]:
    from topclient.mock import MockGateway

    with MockGateway() as gateway:
        yield gateway


@pytest.fixture
def mock_gateway(_running_mock_gateway: MockGateway) -> MockGateway:
    """Return a running gateway: ``url``, ``app_key``, ``app_secret``, ``session``, ``calls``."""
    _running_mock_gateway.reset()
    return _running_mock_gateway
