"""A batch taken apart: many calls in one request, and their replies in one body.

In:  the body of a request to ``/router/batch`` and the parameters of its query. Out: a ``Received`` for each call.
Calls are separated by a line ``-S-``, or by what a header says. Parameters of the first part, if it starts with
``#PUBLIC#``, belong to every call; a call without parameters of its own is the letter ``N``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from topclient.mock.failures import refuse
from topclient.mock.receiving import decode, read_form
from topclient.mock.wire import HttpCall, HttpReply, Received

SEPARATOR = b"\r\n-S-\r\n"
MOST_CALLS = 1000
"""In one batch; the platform's own limit is not known."""

_SHARED = b"#PUBLIC#"
_NOTHING = b"N"
_OF_THE_WHOLE = frozenset({"app_key", "v", "timestamp", "format", "simplify", "sign_method", "sign"})
"""What only the query says; a call may have a session of its own."""


def receive_envelope(http: HttpCall) -> Received:
    """Return the parameters of the whole batch; its body, which is signed, is the document."""
    if http.verb != "POST":
        raise refuse(9)
    if http.is_too_large:
        raise refuse(43, sub_msg="the request is too large")
    return Received(read_form(http.query), {}, decode(http.body))


def split_body(http: HttpCall) -> tuple[dict[str, str], list[bytes]]:
    """Return the shared parameters and the calls, which are still percent-encoded; refuse too many and none with 43."""
    parts = http.body.split(http.separator or SEPARATOR) if http.body else []
    shared = parts.pop(0) if parts and parts[0].startswith(_SHARED) else _SHARED
    if not 0 < len(parts) <= MOST_CALLS:
        raise refuse(43, sub_msg=f"a batch holds 1 to {MOST_CALLS} calls")
    return _read_part(shared.removeprefix(_SHARED)), parts


def _read_part(part: bytes) -> dict[str, str]:
    return {} if part.strip() == _NOTHING else read_form(part.strip(b"\r\n"))


def receive_call(envelope: Mapping[str, str], shared: Mapping[str, str], part: bytes) -> Received:
    """Return one call as if it had come alone."""
    whole = {name: text for name, text in envelope.items() if name in _OF_THE_WHOLE}
    return Received({**envelope, **shared, **_read_part(part), **whole})


def join_replies(replies: list[HttpReply], separator: bytes) -> HttpReply:
    """Return the replies as one, in the order of their calls, with the separator of the request between them."""
    return replace(replies[0], body=(separator or SEPARATOR).join(reply.body for reply in replies))
