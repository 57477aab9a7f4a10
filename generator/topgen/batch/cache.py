"""The cache of page readings: what was read once by the same generator is not read again.

In:  a folder, ``StoredPage`` values. Out: ``PageReading`` values.
The key is made of the page's bytes and of the generator's own source, so a stale entry cannot be met; an entry that is
damaged counts as absent. Readings are kept as JSON that is checked against their types: a cache folder from elsewhere
can at worst be wrong, never run code.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import msgspec

import topgen
from topgen.atomic_file import locate_below, remove_file, write_file
from topgen.batch.result import PageReading
from topgen.known_structs import KnownStructs
from topgen.pages import StoredPage
from topgen.remembered import CACHE
from topgen.spec.plain import restore

FOLDER = f"{CACHE}/pages"
_OURS = re.compile(rf"{re.escape(FOLDER)}/[0-9a-f]{{2}}/[0-9a-f]{{38}}\.json")
_LIBRARIES = ("beautifulsoup4", "pyyaml", "warcio")
"""What a reading also depends on."""


@dataclass(frozen=True, slots=True)
class Cache:
    """The readings of one generator."""

    root: Path
    """The specs folder."""
    generator: str
    """The digest of the generator that made them."""
    is_kept: bool = True
    """Whether what is new is remembered, and what is old forgotten."""

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
            return msgspec.json.decode((self.root / _path(key)).read_bytes(), type=PageReading, dec_hook=restore)
        except (OSError, ValueError, RecursionError):
            return None

    def save(self, key: str, reading: PageReading) -> None:
        """Remember a reading; a folder that cannot be written only costs time."""
        try:
            if self.is_kept:
                write_file(self.root, _path(key), msgspec.json.encode(reading))
        except (OSError, ValueError, RecursionError):
            return

    def forget_others(self, keys: Iterable[str]) -> None:
        """Delete every reading but those of these keys."""
        if not self.is_kept:
            return
        kept = {_path(key) for key in keys}
        for path in (self.root / FOLDER).glob("*/*"):
            name = path.relative_to(self.root).as_posix()
            if name not in kept and _OURS.fullmatch(name):
                remove_file(self.root, name)


def _path(key: str) -> str:
    return f"{FOLDER}/{key[:2]}/{key[2:]}.json"


def open_cache(specs: Path, *, is_kept: bool = True) -> Cache:
    """Open the cache of this generator beside the pages.

    Raises:
        LinkedPathError: its folder is a link.
    """
    locate_below(specs, f"{FOLDER}/any")
    return Cache(specs, generator_digest(), is_kept)


@cache
def generator_digest() -> str:
    """Return a digest of all that decides how a page is read: our source, Python and the libraries."""
    digest = sha256(repr((sys.version_info[:2], [version(name) for name in _LIBRARIES])).encode())
    root = Path(topgen.__file__).parent
    for path in sorted(root.rglob("*.py")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
