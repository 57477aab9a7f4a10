"""A multipart/form-data body taken apart, forgiving what clients of the platform are known to send.

In:  a header value, or the body's bytes and its Content-Type. Out: ``Part`` values; ``MultipartError`` for a body that
ends before its last boundary or has none.
The official Java SDK writes ``charset`` before ``boundary`` and no space after the colon of a part's header.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from email.utils import collapse_rfc2231_value


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


def parse_header(value: str) -> tuple[str, Mapping[str, str]]:
    """The value before the first semicolon in lower case, and the options behind it: ``form-data``, ``{name: …}``."""
    message = Message()
    message["Content-Type"] = value
    first, *options = message.get_params([("", "")])
    return first[0].lower(), {name.lower(): collapse_rfc2231_value(text) for name, text in options}


def _read_part(piece: bytes) -> Part | None:
    head, _, content = piece.partition(b"\r\n\r\n")
    headers = {"content-disposition": "", "content-type": "text/plain"}
    for line in head.decode("utf-8", "replace").split("\r\n"):
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    _, options = parse_header(headers["content-disposition"])
    if not options.get("name"):
        return None
    return Part(options["name"], options.get("filename"), headers["content-type"], content)


def read_parts(body: bytes, content_type: str) -> Iterator[Part]:
    """The parts that have a name, in order."""
    boundary = parse_header(content_type)[1].get("boundary")
    if not boundary:
        raise MultipartError("no boundary")
    delimiter = re.compile(rb"\r\n--" + re.escape(boundary.encode()) + rb"(?:(--)|[ \t]*(?=\r\n))")
    preamble, *rest = delimiter.split(b"\r\n" + body)
    # Each delimiter leaves two items: its dashes when it is the last one, and what stands behind it.
    for last, piece in zip(rest[::2], rest[1::2], strict=True):
        if last:
            return
        if part := _read_part(piece):
            yield part
    raise MultipartError(f"cut short after {len(preamble) + len(body)} bytes")
