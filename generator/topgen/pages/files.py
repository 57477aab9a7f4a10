"""Files on disk and the pages in them.

In:  paths.
Out: the pages of a file one after the other, so that a crawl of any size takes the memory of one page.
A file may break in the middle; its pages before the break have been given by then.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from topgen.errors import UnreadablePageError
from topgen.pages.many import take_apart
from topgen.pages.mhtml import is_mhtml, read_mhtml
from topgen.pages.page import MAX_BYTES, Page, StoredPage, decode_page
from topgen.pages.warc import is_warc, read_warc

_HEAD = 4096
_LISTED = 5
_INPUT = "-"
"""What stands for standard input in place of a path."""


def find_pages(folder: Path) -> tuple[Path, ...]:
    """Return every file below a folder but hidden ones, in an order that no file system decides."""
    found: list[str] = []
    for root, folders, names in os.walk(folder, onerror=_refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [os.path.join(root, name) for name in names if not name.startswith(".")]
    return tuple(map(Path, sorted(found, key=lambda path: path.replace(os.sep, "/"))))


def _refuse(error: OSError) -> None:
    """Pass over a folder that is not there, and no other: its pages would be missed in silence."""
    if not isinstance(error, FileNotFoundError):
        raise error


def page_name(path: Path, specs: Path) -> str:
    """Return the name that a spec records: relative to the specs folder, never a path of one machine."""
    absolute, folder = path.absolute(), specs.absolute()
    return absolute.relative_to(folder).as_posix() if absolute.is_relative_to(folder) else path.name


def open_pages(path: Path, specs: Path) -> Iterator[StoredPage]:
    """Yield the pages of one file, a single one unless the file holds many.

    Raises:
        UnreadablePageError: the file cannot be opened, is beyond a limit, or is a container that breaks off; what
            stands before the break has been yielded.
    """
    if path.exists() and not path.is_file():
        raise UnreadablePageError("this is no ordinary file", file=str(path))
    try:
        with path.open("rb") as stream:
            opened = _open(stream, path, page_name(path, specs))
            yield from _apart(page for stored in opened for page in take_apart(stored))
    except OSError as error:
        raise UnreadablePageError(f"cannot be read: {error.strerror or error}", file=str(path)) from error


def _apart(pages: Iterable[StoredPage]) -> Iterator[StoredPage]:
    """Give a name of its own to a page in a page of a container whose address is that of another one."""
    seen: set[str] = set()
    for stored in pages:
        name, times = stored.name, 1
        while name in seen:
            times += 1
            name = f"{stored.name}#{times}"
        seen.add(name)
        yield stored if times == 1 else replace(stored, name=name, path=f"{stored.path}#{times}")


def _open(stream: BinaryIO, path: Path, name: str) -> Iterator[StoredPage]:
    head = stream.read(_HEAD)
    stream.seek(0)
    if is_warc(head):
        yield from read_warc(stream, str(path), name)
        return
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        size = os.fstat(stream.fileno()).st_size
        raise UnreadablePageError(f"{size} bytes are more than the {MAX_BYTES} that a page may have", file=str(path))
    if is_mhtml(head):
        yield from read_mhtml(data, str(path), name)
    else:
        yield StoredPage(str(path), name, data)


def read_pages(path: Path, specs: Path) -> Iterator[Page]:
    """Yield the pages of one file as text.

    Raises:
        UnreadablePageError: as ``open_pages``, or a page is no text.
    """
    return map(decode_page, open_pages(path, specs))


def _read_input() -> Iterator[StoredPage]:
    """Yield the pages that stand on standard input."""
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise UnreadablePageError(f"more than the {MAX_BYTES} bytes that a page may have", file=_INPUT)
    opened = _open(BytesIO(data), Path(_INPUT), _INPUT)
    return _apart(page for stored in opened for page in take_apart(stored))


def split_address(path: str | Path) -> tuple[Path, str]:
    """Split ``crawl.warc#https://…`` into the file and the address in it, which is empty where the file is meant."""
    text = os.fspath(path)
    ends = [len(text), *(index for index, letter in enumerate(text) if letter == "#")]
    for end in ends:
        if Path(text[:end]).is_file():
            return Path(text[:end]), text[end + 1 :]
    return Path(text), ""


def read_page(path: str | Path, specs: Path) -> Page:
    """Read one page; one in a container is called ``file#address``, standard input ``-``.

    Raises:
        UnreadablePageError: there is no such page, it is no text or beyond a limit, or the path leaves open which page
            of a container is meant.
    """
    file, address = split_address(path)
    if not file.is_file() and os.fspath(path).partition("#")[0] == _INPUT:
        file, address = Path(_INPUT), os.fspath(path)[2:]
        pages = _read_input()
    else:
        pages = open_pages(file, specs)
    wanted = f"{file}#{address}" if address else str(file)
    others: list[StoredPage] = []
    for stored in pages:
        if stored.path == wanted:
            return decode_page(stored)
        others = [*others, stored][:_LISTED]
    if len(others) == 1 and not address:
        return decode_page(others[0])
    listed = "there are " + ", ".join(stored.path for stored in others) if others else ""
    if address:
        raise UnreadablePageError("there is no such page in this file", file=wanted, hint=listed)
    raise UnreadablePageError("this file holds other than one page; name the one you mean", file=wanted, hint=listed)
