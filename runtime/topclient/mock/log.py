"""The log of calls: the newest ones, within limits of number and memory.

In:  a ``Draft`` while a call is served. Out: ``Call`` values, and the log as JSON for a program to read.
A ``Call`` holds no session and no signature, so that a log can be printed.
Note: uploaded files stay in the log whole, so it counts bytes too and may hold fewer calls than its number.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from time import perf_counter
from typing import Any

from topclient._runtime.to_dict import dump_json
from topclient.mock.diagnosis import Diagnosis
from topclient.mock.diagnosis.masking import MASK, is_secret
from topclient.mock.failures import Failure
from topclient.mock.faults import Fault
from topclient.mock.wire import SECRET_PARAMETERS, SYSTEM_PARAMETERS, Received, ReceivedFile

MOST_CALLS = 1000
MOST_BYTES = 64 * 1024 * 1024
"""Of the requests that the log keeps; the newest one stays even when it is larger."""

_PUBLIC = SYSTEM_PARAMETERS - SECRET_PARAMETERS


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
    form: Mapping[str, str] = field(repr=False)
    """The texts that the arguments came as, by wire name; empty for a call whose body is a document."""
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
    """The fault that the call met, in the words of the option: ``truncate=10``."""
    batch: int | None = None
    """Which batch it came in, counted from 1; None for a call of its own."""


@dataclass(slots=True, kw_only=True)
class Draft:
    """An entry while its call is served; each step adds what it learns."""

    verb: str
    at: datetime
    request_id: str
    size: int
    """Bytes of the request, or of its share of a batch."""
    batch: int | None = None
    started: float = field(default_factory=perf_counter)
    received: Received = field(default_factory=Received)
    arguments: Mapping[str, Any] = field(default_factory=dict)
    failure: Failure | None = None
    diagnosis: Diagnosis | None = None
    fault: Fault | None = None

    def finish(self, number: int) -> Call:
        """Return the entry as it stays."""
        texts = self.received.texts
        return Call(
            number=number,
            at=self.at,
            milliseconds=(perf_counter() - self.started) * 1000,
            verb=self.verb,
            api=texts.get("method"),
            arguments=self.arguments,
            form={name: text for name, text in texts.items() if name not in SYSTEM_PARAMETERS},
            files=self.received.files,
            system={name: text for name, text in texts.items() if name in _PUBLIC},
            request_id=self.request_id,
            failure=self.failure,
            diagnosis=self.diagnosis,
            fault=str(self.fault) if self.fault else None,
            batch=self.batch,
        )


class CallLog:
    """The newest calls, oldest first; any thread may read."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: deque[tuple[int, Call]] = deque()
        self._bytes = 0
        self._count = 0

    def add(self, draft: Draft) -> Call:
        """Keep a call, and drop the oldest ones that are too many."""
        with self._lock:
            self._count += 1
            call = draft.finish(self._count)
            self._kept.append((draft.size, call))
            self._bytes += draft.size
            while len(self._kept) > MOST_CALLS or (self._bytes > MOST_BYTES and len(self._kept) > 1):
                self._bytes -= self._kept.popleft()[0]
            return call

    def read(self) -> list[Call]:
        """Return the calls that are kept, as of now."""
        with self._lock:
            return [call for _, call in self._kept]

    def clear(self) -> None:
        """Forget all calls, and count from 1 again."""
        with self._lock:
            self._kept.clear()
            self._bytes = self._count = 0


def mask_secrets(value: Any) -> Any:
    """Return plain data without what stands under a name that promises a secret, at any depth."""
    if isinstance(value, Mapping):
        return {name: MASK if is_secret(name) else mask_secrets(item) for name, item in value.items()}
    return [mask_secrets(item) for item in value] if isinstance(value, list) else value


def _to_dict(call: Call) -> dict[str, Any]:
    return {
        "number": call.number,
        "at": call.at.isoformat(),
        "milliseconds": round(call.milliseconds, 3),
        "verb": call.verb,
        "api": call.api,
        "arguments": mask_secrets(call.arguments),
        "files": {
            name: {"filename": file.filename, "content_type": file.content_type, "bytes": len(file.content)}
            for name, file in call.files.items()
        },
        "system": dict(call.system),
        "request_id": call.request_id,
        "failure": call.failure and call.failure.fields(),
        "fault": call.fault,
        "batch": call.batch,
    }


def write_json(calls: list[Call]) -> bytes:
    """Return the calls as a JSON array, without session and signature; what is named like a secret is masked."""
    # A client may send half a surrogate pair inside JSON, which UTF-8 has no bytes for.
    return dump_json([_to_dict(call) for call in calls]).encode("utf-8", "replace")
