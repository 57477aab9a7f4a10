"""One reply of the gateway as it came.

In:  nothing; transports fill it. Out: ``Reply``, which responses and errors keep, so that nothing of it is lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reply:
    """One HTTP reply as it came, but for gzip, which the transport undoes."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    """Names in lower case."""
    body: bytes = field(repr=False)
    request_id: str | None = None
    """The platform's number of this call, to quote to its support; None until the body is understood."""
