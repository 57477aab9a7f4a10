"""What comes and goes over the wire, before anyone judges it.

In:  nothing; the server, ``receiving`` and ``replies`` fill these values. Out: ``HttpCall`` (the bytes of a request),
``Received`` (its parameters and files) and ``HttpReply`` (what is sent back).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from topclient._runtime.encoding.untyped import SYSTEM_NAMES
from topclient.mock.faults import Fault

SYSTEM_PARAMETERS = SYSTEM_NAMES | {"customerId"}
"""Names that stand for something else in no API, but that a page may list among its own."""
SECRET_PARAMETERS = frozenset({"session", "sign"})


@dataclass(frozen=True, slots=True)
class HttpCall:
    """One HTTP request to a router."""

    verb: str
    query: bytes = field(default=b"", repr=False)
    """Still percent-encoded."""
    content_type: str = ""
    body: bytes = field(default=b"", repr=False)
    separator: bytes = b""
    """What stands between the calls of a batch, from the header ``top-api-separator``; empty for the usual one."""
    is_too_large: bool = False
    """The body is beyond what the server takes, and was not read to its end."""


@dataclass(frozen=True, slots=True)
class HttpReply:
    """One HTTP reply before it is sent."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    fault: Fault | None = None
    """What is to go wrong while it is sent."""


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """One uploaded file."""

    filename: str
    content_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Received:
    """The parameters of one request, whichever way they came."""

    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    files: Mapping[str, ReceivedFile] = field(default_factory=dict)
    document: str | None = field(default=None, repr=False)
    """The body of a call that sends XML or JSON instead of a form; it is signed as it stands."""
