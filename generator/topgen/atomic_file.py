"""Files that are never half there, whoever looks and whatever interrupts the run, and never outside of their folder.

In:  a root folder, a path below it, and bytes.
Out: the file, written beside its place and then renamed; one that holds these bytes already is not touched. No folder
between root and file may be a link: through one, files of somebody else would be overwritten or removed.
What a killed run leaves beside a place, the next one that writes there takes away. Nothing is forced to the platter:
this is for caches and notes, and what people keep is written by ``exclusive``.
"""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from topgen.errors import LinkedPathError

_MODE = 0o644
"""Of every file that is written, less what the umask takes."""


def write_file(root: Path, path: str, data: bytes) -> None:
    """Make a file hold these bytes.

    Raises:
        LinkedPathError: a folder on the way is a link.
        OSError: the disk refuses; it names the file.
    """
    place = locate_below(root, path)
    try:
        if place.is_file() and not place.is_symlink() and place.read_bytes() == data:
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        _replace(place, data)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(place)) from None


def write_new_file(place: Path, data: bytes) -> None:
    """Write a file where there is none; raises ``FileExistsError`` where something is, a link too."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(place, flags, _MODE), "wb") as stream:
        stream.write(data)


def remove_file(root: Path, path: str) -> None:
    """Remove a file if it is there; raises as ``write_file`` does."""
    locate_below(root, path).unlink(missing_ok=True)


def locate_below(root: Path, path: str) -> Path:
    """Return where a file stands, once no folder between it and the root is a link."""
    *folders, name = path.split("/")
    place = root
    for folder in folders:
        place = place / folder
        refuse_link(place)
    return place / name


def refuse_link(place: Path) -> None:
    """Raise ``LinkedPathError`` where a place that is written, locked or swept is a link."""
    if place.is_symlink():
        hint = "remove the link, or put the folder itself here"
        raise LinkedPathError("this is a link, and nothing is written through links", file=str(place), hint=hint)


def _replace(place: Path, data: bytes) -> None:
    temporary = place.with_name(f".topgen-{sha256(place.name.encode('utf-8', 'surrogateescape')).hexdigest()[:16]}")
    temporary.unlink(missing_ok=True)
    try:
        write_new_file(temporary, data)
        os.replace(temporary, place)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
