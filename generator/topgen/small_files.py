"""Small files that people write: specs, corrections, the name lock, lists of patterns.

In:  a path. Out: its text, or ``SpecFormatError`` with the place and what to do.
Note: whatever stands at the path is looked at before it is opened, since a pipe or a device would never end.
"""

from __future__ import annotations

from pathlib import Path

from topgen.errors import SpecFormatError

MOST_BYTES = 64 * 1024 * 1024
"""A name lock of 100,000 APIs takes a third of it."""


def read_small_file(path: Path) -> str:
    """Return the text of a file, with its line ends as ``\\n`` and without the mark of its encoding."""
    try:
        if not path.is_file():
            said = "this is no ordinary file" if path.exists() else "there is no such file"
            raise SpecFormatError(said, file=str(path), hint="put a text file there, or remove it")
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise SpecFormatError(f"this cannot be read: {error.strerror}", file=str(path)) from error
    if len(data) > MOST_BYTES:
        raise SpecFormatError(f"this is larger than the {MOST_BYTES:,} bytes that it may have", file=str(path))
    try:
        return "\n".join(data.decode("utf-8-sig").replace("\r\n", "\n").split("\r"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SpecFormatError("this is no UTF-8", file=str(path), line=line, hint="save it as UTF-8") from error
