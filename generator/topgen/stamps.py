"""Digests of files, made anew only where a file has moved on since the last run.

In:  paths, and the stamps of the last run. Out: SHA-256 digests, and the stamps of this run.
A file is as it was where its size, its times and its inode are. Clocks of file systems move in steps: what was touched
just before it was looked at may be touched again within the same step, so no stamp of it is kept.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import msgspec

_STEP = 50_000_000
"""Nanoseconds in which a clock moves on, several times over."""
_COARSE_STEP = 2_500_000_000
"""The same where a file system knows only seconds."""


class Stamp(msgspec.Struct, frozen=True, array_like=True):
    """A file as it was, and the digest of what it held."""

    size: int
    modified: int
    """Nanoseconds, as the next one."""
    changed: int
    inode: int
    digest: str


class Stamps:
    """The digests of files below a folder, each file read once at most."""

    def __init__(self, root: Path = Path(), known: Mapping[str, Stamp] | None = None) -> None:
        self._root = os.fspath(root)
        self._known = known or {}
        self._digests: dict[str, str | None] = {}
        self._found: dict[str, tuple[int, ...]] = {}
        self.seen: dict[str, Stamp] = {}
        """To be known to the next run."""

    def digest(self, path: str) -> str | None:
        """Return the digest of a file; None where no regular file is, as for a link."""
        if path not in self._digests:
            self._digests[path] = self._look_at(path)
        return self._digests[path]

    def is_unmoved(self, path: str) -> bool:
        """Return whether a file is still as it was when its digest was asked for."""
        try:
            return self._found.get(path) == _said(os.lstat(os.path.join(self._root, path)))
        except OSError:
            return False

    def forget(self, path: str) -> None:
        """Look at a file again when it is asked for next, because it was written."""
        self._digests.pop(path, None)
        self.seen.pop(path, None)

    def _look_at(self, path: str) -> str | None:
        place = os.path.join(self._root, path)
        try:
            found = os.lstat(place)
            if not stat.S_ISREG(found.st_mode):
                return None
            said = self._found[path] = _said(found)
            known = self._known.get(path)
            if known is not None and said == (known.size, known.modified, known.changed, known.inode):
                self.seen[path] = known
                return known.digest
            with open(place, "rb") as stream:
                digest = sha256(stream.read()).hexdigest()
        except (FileNotFoundError, NotADirectoryError):
            return None
        latest = max(found.st_mtime_ns, found.st_ctime_ns)
        if time.time_ns() - latest > (_STEP if latest % 1_000_000_000 else _COARSE_STEP):
            self.seen[path] = Stamp(*said, digest)
        return digest


def _said(found: os.stat_result) -> tuple[int, int, int, int]:
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino
