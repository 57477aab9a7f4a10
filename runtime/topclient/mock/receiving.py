"""The parameters of an HTTP request, from its query, its body or both.

In:  an ``HttpCall``. Out: ``Received``; ``Refused`` with 9 (verb), 3 (upload), 43 (too many) or 47 (not UTF-8).
All known clients are understood: system parameters in the query or in the body, urlencoded or multipart, an empty body
without Content-Type, a body of XML or JSON behind a query. A name that comes twice counts where it came first.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from urllib.parse import unquote_to_bytes

from topclient.mock.failures import Refused, refuse
from topclient.mock.multipart import MultipartError, Part, parse_header, read_parts
from topclient.mock.received import HttpCall, Received, ReceivedFile

MOST_PARAMETERS = 2000
"""Of one call; the longest page lists some hundreds."""

_FORMS = frozenset({"", "application/x-www-form-urlencoded"})
_DOCUMENTS = frozenset({"text/xml", "application/xml", "application/json", "text/json"})


def read_form(form: bytes) -> Iterator[tuple[str, str]]:
    """Names and values, decoded; empty values too, because they may be signed. ``UnicodeDecodeError``, ``Refused``."""
    if form.count(b"&") >= MOST_PARAMETERS:
        raise _too_many()
    for pair in form.replace(b"+", b" ").split(b"&"):
        name, _, value = pair.partition(b"=")
        if name:
            yield unquote_to_bytes(name).decode(), unquote_to_bytes(value).decode()


def _too_many() -> Exception:
    return refuse(43, sub_msg=f"more than {MOST_PARAMETERS} parameters")


def _read_multipart(http: HttpCall) -> list[Part]:
    try:
        parts = list(islice(read_parts(http.body, http.content_type), MOST_PARAMETERS + 1))
    except MultipartError as error:
        raise refuse(3, sub_msg=str(error)) from None
    if len(parts) > MOST_PARAMETERS:
        raise _too_many()
    return parts


def _read_file(part: Part) -> ReceivedFile:
    return ReceivedFile(part.filename or "", part.content_type, part.content)


def receive_query(http: HttpCall) -> Received:
    """What the query says, as far as it can be read: the form that a refusal of the body is to have."""
    try:
        return Received(dict(reversed(list(read_form(http.query)))))
    except (UnicodeDecodeError, Refused):
        return Received()


def receive(http: HttpCall) -> Received:
    """The texts and files of a request."""
    if http.verb not in ("GET", "POST"):
        raise refuse(9)
    kind = parse_header(http.content_type)[0]
    if http.is_too_large:
        raise refuse(3 if kind == "multipart/form-data" else 43, sub_msg="the request is too large")
    parts = _read_multipart(http) if kind == "multipart/form-data" else []
    if parts and http.verb == "GET":
        raise refuse(9)
    try:
        texts = list(read_form(http.query))
        texts += read_form(http.body) if kind in _FORMS else ()
        texts += [(part.name, part.content.decode()) for part in parts if part.filename is None]
        document = http.body.decode() if kind in _DOCUMENTS else None
    except UnicodeDecodeError:
        raise refuse(47) from None
    files = {part.name: _read_file(part) for part in reversed(parts) if part.filename is not None}
    return Received(dict(reversed(texts)), files, document)
