"""Files on their way into a multipart body: opened as late as possible, read in pieces, sent again from their start.

In:  whatever ``model.File`` allows, and the parameters that travel beside it.
Out: ``FilePart`` (name, type, size, bytes in pieces) and ``Multipart``, a body that knows its length.
"""

from __future__ import annotations

import io
import mimetypes
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from topclient._runtime.model import File, Upload

_PIECE = 64 * 1024
_ESCAPES = str.maketrans({'"': "%22", "\r": "%0D", "\n": "%0A"})  # as browsers do


@dataclass(frozen=True, slots=True)
class FilePart:
    """One file of a request."""

    filename: str
    content_type: str
    size: int
    """Bytes."""
    content: bytes | Path | IO[bytes] = field(repr=False)
    start: int = field(default=0, repr=False)
    """Where an open file stood when it was handed over; that is where it is sent from, each time."""

    def pieces(self) -> Iterator[bytes]:
        """The bytes in pieces; a path is opened only now, and closed again."""
        if isinstance(self.content, bytes):
            yield self.content
        elif isinstance(self.content, Path):
            with self.content.open("rb") as file:
                yield from _read_pieces(file)
        else:
            self.content.seek(self.start)
            yield from _read_pieces(self.content)


def _read_pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(_PIECE):
        yield piece


def _measure(content: IO[bytes]) -> tuple[int, int]:
    start = content.tell()
    return start, content.seek(0, os.SEEK_END) - start


def read_upload(file: File, parameter: str) -> FilePart:
    """The part that a file becomes; without a name of its own it gets the parameter's.

    ``OSError`` for a path that cannot be read, ``TypeError`` for what is no file or gives no bytes.
    """
    upload = file if isinstance(file, Upload) else Upload(file)
    content = upload.content
    name, start = upload.filename, 0
    if isinstance(content, str | os.PathLike):
        content = Path(content)
        name, size = name or content.name, content.stat().st_size
    elif isinstance(content, bytes | bytearray | memoryview):
        content = bytes(content)
        size = len(content)
    elif isinstance(content.read(0), bytes):
        opened_as = getattr(content, "name", None)
        name = name or (os.path.basename(opened_as) if isinstance(opened_as, str) else None)
        if not content.seekable():  # its length has to be known, because gateways refuse chunked bodies
            content = io.BytesIO(content.read())
        start, size = _measure(content)
    else:
        raise TypeError("the file is open for text, not for bytes")
    name = name or parameter
    kind = upload.content_type or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return FilePart(name, kind, size, content, start)


class Multipart:
    """A multipart/form-data body: texts first, then files. It can be iterated any number of times."""

    def __init__(self, texts: Mapping[str, str], files: Mapping[str, FilePart]) -> None:
        self._boundary = os.urandom(16).hex()
        self._texts = "".join(self._head(name) + f"\r\n\r\n{text}\r\n" for name, text in texts.items()).encode()
        self._files = [(self._file_head(name, part), part) for name, part in files.items()]
        self._end = f"--{self._boundary}--\r\n".encode()
        self.content_type = f"multipart/form-data;charset=UTF-8;boundary={self._boundary}"
        self.length = len(self._texts) + sum(len(head) + part.size + 2 for head, part in self._files) + len(self._end)
        """Bytes."""

    def __iter__(self) -> Iterator[bytes]:
        yield self._texts
        for head, part in self._files:
            yield head
            yield from part.pieces()
            yield b"\r\n"
        yield self._end

    def _head(self, name: str) -> str:
        return f'--{self._boundary}\r\nContent-Disposition: form-data; name="{name.translate(_ESCAPES)}"'

    def _file_head(self, name: str, part: FilePart) -> bytes:
        filename, kind = part.filename.translate(_ESCAPES), part.content_type.translate(_ESCAPES)
        return f'{self._head(name)}; filename="{filename}"\r\nContent-Type: {kind}\r\n\r\n'.encode()
