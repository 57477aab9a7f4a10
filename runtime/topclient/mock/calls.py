"""What the log keeps of a call.

In:  nothing; the log fills it. Out: ``Call``.
Surprise: a ``Call`` holds no session and no signature, so that a log can be printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from topclient.mock.diagnosis import Diagnosis
from topclient.mock.failures import Failure
from topclient.mock.received import ReceivedFile


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
