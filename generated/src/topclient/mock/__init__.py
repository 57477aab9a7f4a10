"""A gateway to test against: a real HTTP server on the loopback that knows the APIs of this package.

In:  calls of any client for the platform, ours or not. Out: the page's example, or the platform's error.
``MockGateway`` for tests, ``python -m topclient.mock`` for a terminal, the fixture ``mock_gateway`` for pytest.
Surprise: nothing is imported until ``MockGateway`` is asked for, which needs the extra ``mock`` (starlette, uvicorn).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from topclient.mock.calls import Call, ReceivedFile
from topclient.mock.failures import Failure

if TYPE_CHECKING:
    from topclient.mock.server import MockGateway
else:

    def __getattr__(name: str) -> object:
        if name != "MockGateway":
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from topclient.mock.extra import import_server

        return import_server().MockGateway


__all__ = ["Call", "Failure", "MockGateway", "ReceivedFile"]
