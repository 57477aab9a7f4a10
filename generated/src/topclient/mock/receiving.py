"""The parameters of an HTTP request, from its query, its body or both.

In:  an ``HttpCall``. Out: ``Received``; refused with 9 (verb), 3 (upload), 43 (too many) or 47 (not UTF-8).
All known clients are understood: system parameters in the query or in the body, urlencoded or multipart, an empty body
without Content-Type, a body of XML or JSON behind a query. A name that comes twice counts where it came first.
"""

from __future__ import annotations

from itertools import islice
from urllib.parse import unquote_to_bytes

from topclient.mock.failures import CallRefusedError, refuse
from topclient.mock.multipart import MultipartError, Part, parse_header, read_parts
from topclient.mock.wire import HttpCall, Received, ReceivedFile

MOST_PARAMETERS = 2000
"""Of one call; the longest page lists some hundreds."""

_FORMS = frozenset({"", "application/x-www-form-urlencoded"})
_DOCUMENTS = frozenset({"text/xml", "application/xml", "application/json", "text/json"})
_MULTIPART = "multipart/form-data"


def decode(text: bytes) -> str:
    """Return UTF-8 as text; refuse other bytes with 47."""
    try:
        return text.decode()
    except UnicodeDecodeError:
        raise refuse(47) from None


def read_form(form: bytes) -> dict[str, str]:
    """Return names and values, decoded, as they came; empty values too, because they may be signed."""
    if form.count(b"&") >= MOST_PARAMETERS:
        raise _too_many()
    texts: dict[str, str] = {}
    for pair in form.replace(b"+", b" ").split(b"&"):
        name, _, value = pair.partition(b"=")
        if name:
            texts.setdefault(decode(unquote_to_bytes(name)), decode(unquote_to_bytes(value)))
    return texts


def _too_many() -> CallRefusedError:
    return refuse(43, sub_msg=f"more than {MOST_PARAMETERS} parameters")


def _read_multipart(http: HttpCall) -> list[Part]:
    try:
        parts = list(islice(read_parts(http.body, http.content_type), MOST_PARAMETERS + 1))
    except MultipartError as error:
        raise refuse(3, sub_msg=str(error)) from None
    if len(parts) > MOST_PARAMETERS:
        raise _too_many()
    return parts


def receive_query(http: HttpCall) -> Received:
    """Return what the query says, as far as it can be read: the form that a refusal of the body is to have."""
    try:
        return Received(read_form(http.query))
    except CallRefusedError:
        return Received()


def receive(http: HttpCall) -> Received:
    """Return the texts and files of a request."""
    if http.verb not in ("GET", "POST"):
        raise refuse(9)
    kind = parse_header(http.content_type)[0]
    if http.is_too_large:
        raise refuse(3 if kind == _MULTIPART else 43, sub_msg="the request is too large")
    parts = _read_multipart(http) if kind == _MULTIPART else []
    if parts and http.verb == "GET":
        raise refuse(9)
    texts, files = read_form(http.query), dict[str, ReceivedFile]()
    for name, text in (read_form(http.body) if kind in _FORMS else {}).items():
        texts.setdefault(name, text)
    for part in parts:
        if part.filename is None:
            texts.setdefault(part.name, decode(part.content))
        else:
            files.setdefault(part.name, ReceivedFile(part.filename, part.content_type, part.content))
    return Received(texts, files, decode(http.body) if kind in _DOCUMENTS else None)
