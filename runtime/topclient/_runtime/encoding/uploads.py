"""Files on their way into a multipart body: opened as late as possible, read in pieces, sent again from their start.

In:  whatever ``model.File`` allows, and the parameters that travel beside it.
Out: ``FilePart`` (name, type, size, bytes in pieces) and ``Multipart``, a body that knows its length and keeps to it:
``TransportError`` for a file that is another one by the time it is read, before the end of the body is sent.
Note: an open file stands afterwards where it stood before, and what can be read only once is kept, because the
next attempt of a call reads it again.
"""

from __future__ import annotations

import errno
import mimetypes
import os
import stat
from collections.abc import Generator, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Self
from weakref import WeakKeyDictionary

from topclient._runtime.errors import TransportError
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
        """Yield the bytes in pieces; a path is opened only now, and closed again.

        ``TransportError`` when they cannot be read, or are not ``size``; nothing beyond that is given out.
        """
        left = self.size
        try:
            for piece in self._read():
                left -= len(piece)
                if left < 0:
                    break
                yield piece
        except Exception as error:  # of any kind: files are objects of the caller's
            raise TransportError(f"the file {self.filename!r:.100} cannot be read: {error}") from error
        if left:
            change = "shorter" if left > 0 else "longer"
            raise TransportError(f"the file {self.filename!r:.100} became {change} while it was sent")

    def _read(self) -> Iterator[bytes]:
        if isinstance(self.content, bytes):
            yield self.content
        elif isinstance(self.content, Path):
            with self.content.open("rb") as file:
                yield from _read_pieces(file)
        else:
            self.content.seek(self.start)
            try:
                yield from _read_pieces(self.content)
            finally:
                with suppress(Exception):  # nobody wants the place in a file that was closed
                    self.content.seek(self.start)


def _read_pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(_PIECE):
        yield piece


def read_upload(file: File, parameter: str) -> FilePart:
    """Return the part that a file becomes; without a name of its own it gets the parameter's.

    ``OSError`` for a path or a file that cannot be read, ``TypeError`` for what is no file or gives no bytes.
    """
    upload = file if isinstance(file, Upload) else Upload(file)
    try:
        content, start, size, own_name = _look_at(upload.content)
    except ValueError as error:  # of a closed file, or of a path with a zero byte
        raise OSError(errno.EBADF, str(error)) from None
    name = upload.filename or own_name or parameter
    kind = upload.content_type or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return FilePart(name, kind, size, content, start)


def _look_at(content: Any) -> tuple[bytes | Path | IO[bytes], int, int, str | None]:
    """Return what to read, from where, how many bytes that is, and the name that it has of itself."""
    if isinstance(content, str | os.PathLike):
        path = Path(content)
        return path, 0, _size_of(path), path.name
    if isinstance(content, bytes | bytearray | memoryview):
        held = bytes(content)
        return held, 0, len(held), None
    if not isinstance(content.read(0), bytes):
        raise TypeError("the file is open for text, not for bytes")
    opened_as = getattr(content, "name", None)
    name = os.path.basename(opened_as) if isinstance(opened_as, str) else None
    if content.seekable():
        return content, *_measure(content), name
    held = _read_once(content)
    return held, 0, len(held), name


def _size_of(path: Path) -> int:
    found = path.stat()
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(found.st_mode):  # a pipe, which has no size; the body's length has to be known
        raise OSError(errno.ESPIPE, "no regular file; open it, or give its bytes")
    return found.st_size


def _measure(content: IO[bytes]) -> tuple[int, int]:
    start = content.tell()
    try:
        return start, content.seek(0, os.SEEK_END) - start
    finally:
        content.seek(start)  # the next attempt of the call measures again


_READ_ONCE: WeakKeyDictionary[Any, bytes] = WeakKeyDictionary()
"""What streams that cannot be read a second time gave, while somebody still has them."""


def _read_once(stream: IO[bytes]) -> bytes:
    """Return all that a stream has, and the same when it is asked again.

    Its length has to be known, because gateways refuse chunked bodies.
    """
    if stream not in _READ_ONCE:
        _READ_ONCE[stream] = stream.read()
    return _READ_ONCE[stream]


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

    def __iter__(self) -> Generator[bytes, None, None]:
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
        return f'{self._head(name)}; filename="{filename}"\r\nContent-Type: {kind}\r\n\r\n'.encode("utf-8", "replace")


@contextmanager
def open_body(body: bytes | Multipart) -> Iterator[bytes | Iterator[bytes]]:
    """Yield a body to be sent once, and close its files at the end, even if a library still holds on to the pieces."""
    if isinstance(body, bytes):
        yield body
    else:
        with closing(iter(body)) as pieces:
            yield pieces


class AsyncPieces:
    """Pieces of a body for ``async for``."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        try:
            return next(self._pieces)
        except StopIteration:
            raise StopAsyncIteration from None
