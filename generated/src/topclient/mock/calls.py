"""What came over the wire, before anyone judges it, and what the log keeps of it.

In:  nothing. Out: ``HttpCall`` (the request's bytes), ``Received`` (its parameters) and ``Call`` (an entry of the log).
Surprise: a ``Call`` holds no session and no signature, so that a log can be printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from topclient.mock.failures import Failure

SYSTEM_PARAMETERS = frozenset(
    {"method", "app_key", "session", "timestamp", "v", "sign_method", "sign", "format", "simplify", "partner_id"}
    | {"target_app_key"}
)
"""Names that no API has for a parameter of its own."""
SECRET_PARAMETERS = frozenset({"session", "sign"})


@dataclass(frozen=True, slots=True)
class HttpCall:
    """One HTTP request as it came."""

    verb: str
    query: bytes = b""
    """Still percent-encoded."""
    content_type: str = ""
    body: bytes = b""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call in the log."""

    api: str | None
    """As the client named it; None when it did not."""
    arguments: Mapping[str, Any]
    """Plain data by wire name, typed as documented; empty when the call was refused before they were read.

    Integers and truths are such, times, decimals and JSON are text, lists and objects are lists and dicts. Parameters
    that the page does not document are text.
    """
    files: Mapping[str, ReceivedFile]
    system: Mapping[str, str]
    """The platform's public parameters (``format``, ``sign_method``…) but for session and sign."""
    verb: str
    request_id: str
    failure: Failure | None
    """What was answered; None for a success."""
