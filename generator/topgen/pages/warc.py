"""Pages as crawlers write them (WARC, plain or gzipped): replies of web servers one after the other.

In:  the open file.
Out: the text replies with status 200 that it holds, one at a time.
A record is decompressed only as far as a page may be long, so no small file fills the memory; what cannot
be a page (pictures, scripts, requests, revisits, error replies) is passed over in silence; whole files that were
gzipped afterwards are read as well as those gzipped record by record.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import redirect_stderr
from email.message import Message
from typing import Any, BinaryIO

from warcio.archiveiterator import WARCIterator
from warcio.bufferedreaders import BufferedReader

from topgen.errors import UnreadablePageError
from topgen.pages.mail_headers import read_media_type, read_parameter
from topgen.pages.page import MAX_BYTES, Addresses, StoredPage

_GZIP = b"\x1f\x8b"
_BLOCK = 64 * 1024
_MAX_HEAD = 1024 * 1024
_MAX_RECORD = 256 * 1024 * 1024
_TYPES = frozenset(("text/html", "application/xhtml+xml", "application/json", "text/json", "text/plain"))


class _BrokenRecord(Exception):
    """The container cannot be followed any further."""


def is_warc(head: bytes) -> bool:
    """Return whether a file that begins with these bytes is a WARC file."""
    if head.startswith(_GZIP):
        try:
            head = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(head, 16)
        except zlib.error:
            return False
    return head.startswith(b"WARC/")


class _Source:
    """The decompressed file, of which only so much may be read at a time."""

    def __init__(self, stream: BinaryIO) -> None:
        gzipped = stream.read(2) == _GZIP
        stream.seek(0)
        # Not a byte further than the decoder has come, so that a break does not take the records before it along.
        self._read = gzip.GzipFile(fileobj=stream).read1 if gzipped else stream.read
        self._at = 0
        self.left = _MAX_HEAD

    def tell(self) -> int:
        return self._at

    def read(self, size: int) -> bytes:
        if self.left <= 0:
            raise _BrokenRecord("it is longer than any page's record")
        try:
            data = self._read(min(size, _BLOCK))
        except (OSError, EOFError, zlib.error) as error:
            raise _BrokenRecord(f"the compressed data is damaged: {error}") from error
        self._at += len(data)
        self.left -= len(data)
        return data


def read_warc(stream: BinaryIO, path: str, name: str) -> Iterator[StoredPage]:
    """Yield the pages of a crawl in the order of the file.

    Raises:
        UnreadablePageError: the file breaks off or is damaged; all pages before that place have been yielded.
    """
    source, addresses, number = _Source(stream), Addresses(), 0
    records = WARCIterator(source, block_size=_BLOCK)
    try:
        while (record := _next_record(records, source)) is not None:
            number += 1
            if not _is_page(record):
                _drain(record)
                continue
            mark = f"#{addresses.give(record.rec_headers.get_header('WARC-Target-URI') or '')}"
            data, trouble = _read_content(record)
            _drain(record)
            yield StoredPage(path + mark, name + mark, data, _charset(record), path, trouble, may_differ=True)
    except _BrokenRecord as error:
        raise UnreadablePageError(
            f"the file breaks off or is damaged at record {number} or the next: {error}",
            file=path,
            hint="the pages before it were read; crawl again, or cut the file there",
        ) from error


def _next_record(records: Any, source: _Source) -> Any:
    """Return the next record, None at the end of the file."""
    source.left = _MAX_HEAD
    with redirect_stderr(io.StringIO()):
        try:
            record = next(records, None)
        except _BrokenRecord:
            raise
        except Exception as error:
            # The library meets hostile bytes with exceptions of any kind; which one says nothing more.
            raise _BrokenRecord("its header is no WARC header") from error
    source.left = _MAX_RECORD
    if records.err_count:
        raise _BrokenRecord("the record before it is longer than it says")
    return record


def _is_page(record: Any) -> bool:
    headers = record.http_headers
    if record.rec_type == "resource":
        return _media_type(record) in _TYPES
    if record.rec_type != "response" or headers is None or headers.get_statuscode() != "200":
        return False
    return _media_type(record) in _TYPES


def _content_type(record: Any) -> Message:
    headers = record.http_headers if record.http_headers is not None else record.rec_headers
    message = Message()
    message["Content-Type"] = " ".join((headers.get_header("Content-Type") or "").split())
    return message


def _media_type(record: Any) -> str:
    return read_media_type(_content_type(record))


def _charset(record: Any) -> str:
    return read_parameter(_content_type(record), "charset")


def _read_content(record: Any) -> tuple[bytes, str]:
    """Read the reply's body, unchunked and decompressed, and what went wrong; a body beyond the limit is cut there."""
    headers = record.http_headers
    coding = ((headers.get_header("Content-Encoding") if headers is not None else "") or "identity").lower()
    if coding != "identity" and coding not in BufferedReader.get_supported_decompressors():
        return b"", f"the crawler stored it compressed as {coding[:20]!r}, which cannot be read here"
    content, blocks, left = record.content_stream(), [], MAX_BYTES + 1
    with redirect_stderr(io.StringIO()) as complaints:
        try:
            while left and (block := content.read(min(left, _BLOCK))):
                blocks.append(block)
                left -= len(block)
        except (ValueError, AssertionError, zlib.error) as error:
            return b"", f"its compressed or chunked body is damaged: {error}"
    if complaints.getvalue():
        return b"", "its compressed body is damaged"
    return b"".join(blocks), ""


def _drain(record: Any) -> None:
    """Read what is left of a record; it is cut when the file ends before the length that the record states."""
    while record.raw_stream.read(_BLOCK):
        pass
    if getattr(record.raw_stream, "limit", 0):
        raise _BrokenRecord("the file ends in the middle of it")
