"""Stored pages as they came: bytes, digest, and their text with line ends made equal.

In:  files of any name.
Out: ``Page`` values; what is written on them is for the dialects to say.
Surprise: pages come as UTF-8 (with or without a byte order mark), UTF-16 with one, or GB18030; the bytes decide, never
the name. Lines are numbered from 1, and CRLF or a lone CR end a line just as LF does.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from generator.errors import UnreadablePage

MAX_BYTES = 32 * 1024 * 1024
"""The largest page that is read. The largest page seen is 0.1 MB; beyond this a file is no documentation page."""


@dataclass(frozen=True, slots=True)
class Page:
    """One stored page."""

    path: str
    """Where the user finds it, as given on the command line; for messages."""
    name: str
    """Relative to the specs folder with forward slashes (``pages/a.txt``), or the bare file name; for the spec."""
    data: bytes
    sha256: str
    text: str
    lines: tuple[str, ...]
    """The text line by line without line ends; ``lines[0]`` is line 1."""


def find_pages(folder: Path) -> tuple[Path, ...]:
    """Give every file below a folder but hidden ones, in an order that no file system decides."""
    found = [
        Path(root, name)
        for root, folders, names in os.walk(folder)
        for name in names
        if not name.startswith(".") and not any(part.startswith(".") for part in Path(root).relative_to(folder).parts)
    ]
    return tuple(sorted(found, key=lambda path: path.as_posix()))


def read_page(path: Path, specs: Path) -> Page:
    """Read one page from disk.

    Raises:
        UnreadablePage: the file cannot be opened, is larger than ``MAX_BYTES``, is empty, or is no text.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UnreadablePage(f"{size} bytes are more than the {MAX_BYTES} that a page may have", file=str(path))
        data = path.read_bytes()
    except OSError as error:
        raise UnreadablePage(f"cannot be read: {error.strerror}", file=str(path)) from error
    return page_from_bytes(data, str(path), page_name(path, specs))


def page_name(path: Path, specs: Path) -> str:
    """Give the name that a spec records: relative to the specs folder, never a path of one machine."""
    absolute, folder = path.absolute(), specs.absolute()
    return absolute.relative_to(folder).as_posix() if absolute.is_relative_to(folder) else path.name


def page_from_bytes(data: bytes, path: str, name: str) -> Page:
    """Decode a page that was read elsewhere.

    Raises:
        UnreadablePage: nothing but white space, or bytes that are no text.
    """
    text = decode(data, path).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise UnreadablePage("the page is empty", file=path, hint="remove it, or save the page again")
    return Page(path, name, data, hashlib.sha256(data).hexdigest(), text, tuple(text.split("\n")))


def decode(data: bytes, path: str) -> str:
    """Decode the bytes of a page; the byte order mark speaks first, then UTF-8, then GB18030."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadablePage("the bytes are neither UTF-8 nor GB18030 text", file=path, hint="save the page as UTF-8")
