"""A batch taken apart: many calls in one request, and their replies in one body.

In:  the body of a request to ``/router/batch`` and the parameters of its query. Out: a ``Received`` for each call.
Calls are separated by a line ``-S-``, or by what a header says. Parameters of the first piece, if it starts with
``#PUBLIC#``, belong to every call; a call without parameters of its own is the letter ``N``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from topclient.mock.failures import refuse
from topclient.mock.received import HttpCall, Received
from topclient.mock.receiving import read_form
from topclient.mock.replies import HttpAnswer

SEPARATOR = b"\r\n-S-\r\n"
MOST_CALLS = 1000
"""In one batch; the platform's own limit is not known."""

_SHARED = b"#PUBLIC#"
_NOTHING = b"N"
_OF_THE_WHOLE = frozenset({"app_key", "v", "timestamp", "format", "simplify", "sign_method", "sign"})
"""What only the query says; a call may have a session of its own."""


def receive_envelope(http: HttpCall) -> Received:
    """The parameters of the whole batch; its body, which is signed, is the document."""
    if http.verb != "POST":
        raise refuse(9)
    if http.is_too_large:
        raise refuse(43, sub_msg="the request is too large")
    try:
        return Received(dict(reversed(list(read_form(http.query)))), {}, http.body.decode())
    except UnicodeDecodeError:
        raise refuse(47) from None


def split_body(http: HttpCall) -> tuple[dict[str, str], list[bytes]]:
    """The shared parameters and the calls, still percent-encoded; ``Refused`` with 43 for too many or none."""
    pieces = http.body.split(http.separator or SEPARATOR) if http.body else []
    shared = pieces.pop(0) if pieces and pieces[0].startswith(_SHARED) else _SHARED
    if not 0 < len(pieces) <= MOST_CALLS:
        raise refuse(43, sub_msg=f"a batch holds 1 to {MOST_CALLS} calls")
    return _read_piece(shared.removeprefix(_SHARED)), pieces


def _read_piece(piece: bytes) -> dict[str, str]:
    try:
        return {} if piece.strip() == _NOTHING else dict(reversed(list(read_form(piece.strip(b"\r\n")))))
    except UnicodeDecodeError:
        raise refuse(47) from None


def receive_call(envelope: Mapping[str, str], shared: Mapping[str, str], piece: bytes) -> Received:
    """One call as if it had come alone."""
    whole = {name: text for name, text in envelope.items() if name in _OF_THE_WHOLE}
    return Received({**envelope, **shared, **_read_piece(piece), **whole})


def join_answers(answers: list[HttpAnswer], separator: bytes) -> HttpAnswer:
    """The replies in the order of their calls, with the separator of the request between them."""
    return replace(answers[0], body=(separator or SEPARATOR).join(answer.body for answer in answers))
