"""The pytest fixture ``top_stub``; it is there as soon as the package is installed.

In:  nothing. Out: a ``StubGateway`` of the test's own. A test that leaves ordered answers unused fails at its end.
Nothing of the package is imported until a test asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from topclient.testing import StubGateway


@pytest.fixture
def top_stub() -> Iterator[StubGateway]:
    """Yield the platform as a stub: ``client()``, ``reply``, ``fail``, ``raises``, ``assert_called``."""
    from topclient.testing import StubGateway

    with StubGateway() as gateway:
        yield gateway
