"""The parameters of an HTTP request, from its query, its body or both.

In:  an ``HttpCall``. Out: ``Received``; ``Refused`` with 9 (verb), 3 (upload) or 47 (not UTF-8).
All known clients are understood: system parameters in the query or in the body, urlencoded or multipart, an empty body
without Content-Type. A name that comes twice counts where it came first.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from topclient.mock.calls import HttpCall, Received, ReceivedFile
from topclient.mock.failures import refuse
from topclient.mock.multipart import MultipartError, Part, parse_header, read_parts

_FORMS = frozenset({"", "application/x-www-form-urlencoded"})


def _read_form(form: bytes) -> Iterator[tuple[str, str]]:
    """Names and values, decoded; empty values too, because they may be signed."""
    for pair in form.replace(b"+", b" ").split(b"&"):
        name, _, value = pair.partition(b"=")
        if name:
            yield unquote_to_bytes(name).decode(), unquote_to_bytes(value).decode()


def _read_multipart(http: HttpCall) -> list[Part]:
    try:
        return list(read_parts(http.body, http.content_type))
    except MultipartError as error:
        raise refuse(3, sub_msg=str(error)) from None


def _read_file(part: Part) -> ReceivedFile:
    return ReceivedFile(part.filename or "", part.content_type, part.content)


def receive(http: HttpCall) -> Received:
    """The texts and files of a request."""
    if http.verb not in ("GET", "POST"):
        raise refuse(9)
    kind = parse_header(http.content_type)[0]
    parts = _read_multipart(http) if kind == "multipart/form-data" else []
    if parts and http.verb == "GET":
        raise refuse(9)
    try:
        texts = list(_read_form(http.query))
        texts += _read_form(http.body) if kind in _FORMS else ()
        texts += [(part.name, part.content.decode()) for part in parts if part.filename is None]
    except UnicodeDecodeError:
        raise refuse(47) from None
    files = {part.name: _read_file(part) for part in reversed(parts) if part.filename is not None}
    return Received(dict(reversed(texts)), files)
