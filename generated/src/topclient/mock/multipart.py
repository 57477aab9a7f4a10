"""A multipart/form-data body taken apart, forgiving what clients of the platform are known to send.

In:  a header value, or the body's bytes and its Content-Type. Out: ``Part`` values; ``MultipartError`` for a body that
ends before its last boundary, has none, or has a part with an endless head.
The official Java SDK writes ``charset`` before ``boundary`` and no space after the colon of a part's header.
By hand, because the standard library's reader of messages takes 10 s for one crafted header of a megabyte, and gives
no bytes of a file that is itself a message.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

MOST_HEAD = 8192
"""Bytes of the headers of one part."""

# Where a quote does not end there is no match, and the reading ends: nothing is looked at twice.
_OPTION = re.compile(r""";\s*([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*+)"|([^\s;"][^;"]*)?)[^;"]*""", re.DOTALL)


class MultipartError(ValueError):
    """The body is not what its Content-Type says."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the body."""

    name: str
    filename: str | None
    """None for a text."""
    content_type: str
    content: bytes


def _read_options(text: str) -> Iterator[tuple[str, str]]:
    position = 0
    while match := _OPTION.match(text, position):
        position = match.end()
        name, quoted, bare = match[1].lower(), match[2], match[3] or ""
        value = bare.strip() if quoted is None else re.sub(r'\\(["\\])', r"\1", quoted)
        if name.endswith("*"):  # RFC 5987: UTF-8''%E8%A2%9C
            name, value = name[:-1], unquote(value.rpartition("'")[2])
        yield name, value


def parse_header(value: str) -> tuple[str, Mapping[str, str]]:
    """Return the value before the first semicolon in lower case, and the options: ``form-data``, ``{name: …}``."""
    first, semicolon, rest = value.partition(";")
    return first.strip().lower(), dict(_read_options(semicolon + rest))


def _read_part(part: bytes) -> Part | None:
    head, found, content = part.partition(b"\r\n\r\n")
    if not found or len(head) > MOST_HEAD:
        raise MultipartError("a part without content" if not found else "a part with an endless head")
    headers = {"content-disposition": "", "content-type": "text/plain"}
    for line in head.decode("utf-8", "replace").split("\r\n"):
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    _, options = parse_header(headers["content-disposition"])
    if not options.get("name"):
        return None
    return Part(options["name"], options.get("filename"), headers["content-type"], content)


def read_parts(body: bytes, content_type: str) -> Iterator[Part]:
    """Yield the parts that have a name, in order."""
    boundary = parse_header(content_type)[1].get("boundary")
    if not boundary:
        raise MultipartError("no boundary")
    delimiter = re.compile(rb"\r\n--" + re.escape(boundary.encode()) + rb"(?:(--)|[ \t]*+(?=\r\n))")
    whole = b"\r\n" + body
    start: int | None = None
    for found in delimiter.finditer(whole):
        if start is not None and (part := _read_part(whole[start : found.start()])):
            yield part
        if found[1]:
            return
        start = found.end()
    raise MultipartError(f"cut short after {len(body)} bytes")
