"""What arrives of a reply, put together: headers by name, and a body whose size is bounded while it is unpacked.

In:  raw headers and pieces of a body, as a transport's library gives them. Out: a ``Reply``.
``ReplyError`` for a body that is too large, cut short or packed in a way that was not asked for. All transports use
this rather than the unpacking of their libraries, so that they agree, and so that no gzip bomb goes off in any.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from topclient._runtime.decoding.body import MAX_BYTES
from topclient._runtime.errors import ReplyError
from topclient._runtime.reply import Reply

_UNPACKED = ("", "identity")
_PACKED = ("gzip", "x-gzip", "deflate")
_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32


class IncomingReply:
    """A reply whose body is still arriving."""

    def __init__(self, status: int, headers: Iterable[tuple[bytes, bytes]]) -> None:
        """Raise ``ReplyError`` for a ``Content-Encoding`` that nobody asked for."""
        self._status = status
        self._headers = _read_headers(headers)
        self._pieces: list[bytes] = []
        self._room = MAX_BYTES
        encoding = self._headers.get("content-encoding", "").strip().lower()
        if encoding not in _UNPACKED and encoding not in _PACKED:
            raise ReplyError(f"the reply cannot be unpacked: its encoding is {encoding!r:.50}")
        self._unpacker = zlib.decompressobj(_GZIP_OR_ZLIB) if encoding in _PACKED else None

    def add(self, piece: bytes) -> None:
        """Take what arrived next; ``ReplyError`` when it cannot be unpacked, or is too much."""
        if self._unpacker:
            try:
                piece = self._unpacker.decompress(piece, self._room + 1)
            except zlib.error as error:
                raise ReplyError(f"the reply cannot be unpacked: {error}") from error
            if self._unpacker.unused_data:
                raise ReplyError("the reply cannot be unpacked: it goes on after its end")
        self._pieces.append(piece)
        self._room -= len(piece)
        if self._room < 0:
            raise ReplyError(f"the reply is larger than {MAX_BYTES} bytes")

    def finish(self) -> Reply:
        """Return the reply, once all of it has arrived."""
        if self._unpacker and not self._unpacker.eof:
            raise ReplyError("the reply cannot be unpacked: it is cut short")
        return Reply(self._status, self._headers, b"".join(self._pieces))


def _read_headers(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Return the headers by lower-case name; the values of a repeated one are joined, as HTTP allows."""
    headers: dict[str, str] = {}
    for name, value in raw:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        headers[key] = f"{headers[key]}, {text}" if key in headers else text
    return headers
