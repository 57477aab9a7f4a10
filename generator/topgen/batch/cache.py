"""The cache of page readings: what was read once by the same generator is not read again.

In:  a folder, ``StoredPage`` values. Out: ``PageReading`` values.
The key is made of the page's bytes and of the generator's own source, so a stale entry cannot be met; an entry that is
damaged counts as absent. Readings are kept as JSON that is checked against their types: a cache folder from elsewhere
can at worst be wrong, never run code.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import msgspec

import topgen
from topgen.alignment.known_structs import KnownStructs
from topgen.atomic_file import write_file
from topgen.batch.result import PageReading
from topgen.pages import StoredPage
from topgen.spec.plain import restore

_LIBRARIES = ("beautifulsoup4", "pyyaml", "warcio")
"""What a reading also depends on."""


@dataclass(frozen=True, slots=True)
class Cache:
    """The readings of one generator, in a folder that only costs time when it is deleted."""

    folder: Path
    generator: str
    """The digest of the generator that made them."""

    def key(self, stored: StoredPage, structs: KnownStructs) -> str:
        """Return the name under which the reading of a page is kept, that beside other pages under one of its own."""
        place = f"{stored.first_line}\n{stored.damage}"
        stated = f"{self.generator}\n{stored.name}\n{stored.charset}\n{place}\n{structs.digest}\n".encode(
            "utf-8", "surrogatepass"
        )
        return sha256(stated + stored.data).hexdigest()[:40]

    def load(self, key: str) -> PageReading | None:
        """Return a reading, or None when it is not remembered."""
        try:
            return msgspec.json.decode(self._path(key).read_bytes(), type=PageReading, dec_hook=restore)
        except (OSError, ValueError, RecursionError):
            return None

    def save(self, key: str, reading: PageReading) -> None:
        """Remember a reading; a folder that cannot be written only costs time."""
        path = self._path(key)
        try:
            write_file(path, msgspec.json.encode(reading))
        except (OSError, ValueError, RecursionError):
            return

    def forget_others(self, keys: Iterable[str]) -> None:
        """Delete every reading but those of these keys."""
        kept = {self._path(key) for key in keys}
        for path in self.folder.glob("*/*"):
            if path not in kept:
                path.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key[2:]}.json"


def open_cache(folder: Path) -> Cache:
    """Open the cache of this generator."""
    return Cache(folder, _generator_digest())


@cache
def _generator_digest() -> str:
    """Return a digest of all that decides how a page is read: our source, Python and the libraries."""
    digest = sha256(repr((sys.version_info[:2], [version(name) for name in _LIBRARIES])).encode())
    root = Path(topgen.__file__).parent
    for path in sorted(root.rglob("*.py")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
