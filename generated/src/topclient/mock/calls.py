"""What came over the wire, before anyone judges it, and what the log keeps of it.

In:  nothing. Out: ``HttpCall`` (the request's bytes), ``Received`` (its parameters) and ``Call`` (an entry of the log).
Surprise: a ``Call`` holds no session and no signature, so that a log can be printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from topclient.mock.failures import Failure

if TYPE_CHECKING:
    from topclient.mock.diagnosis import Diagnosis

SYSTEM_PARAMETERS = frozenset(
    {"method", "app_key", "session", "timestamp", "v", "sign_method", "sign", "format", "simplify", "partner_id"}
    | {"target_app_key", "customerId"}
)
"""Names that stand for something else in no API, but that a page may list among its own."""
SECRET_PARAMETERS = frozenset({"session", "sign"})


@dataclass(frozen=True, slots=True)
class HttpCall:
    """One HTTP request as it came."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call in the log."""

    number: int
    """Counted from 1, on through what the log has dropped."""
    at: datetime
    """When it came, in GMT+8, by the gateway's clock."""
    milliseconds: float
    """What the gateway itself took, without the waits of a fault."""
    verb: str
    """``POST`` as a rule; whatever the client sent."""
    api: str | None
    """As the client named it; None when it did not."""
    arguments: Mapping[str, Any]
    """Plain data by wire name, typed as documented; empty when the call was refused before they were read.

    Integers and truths are such, times, decimals and JSON are text, lists and objects are lists and dicts. Parameters
    that the page does not document are text.
    """
    files: Mapping[str, ReceivedFile]
    """By the name of their parameter."""
    system: Mapping[str, str]
    """The platform's public parameters (``format``, ``sign_method``…) but for session and sign."""
    request_id: str
    """As the reply says it."""
    failure: Failure | None
    """What was answered; None for a success."""
    diagnosis: Diagnosis | None = field(default=None, repr=False)
    """Why the signature is wrong; None unless the call was refused with 25."""
    fault: str | None = None
    """The fault that befell the call, in the words of the option: ``truncate=10``."""
    batch: int | None = None
    """Which batch it came in, counted from 1; None for a call of its own."""
