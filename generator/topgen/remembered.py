"""What a run remembers for the next one, so that nothing is done twice.

In:  a folder, a name, and a value of one of our types. Out: a file in the cache folder; the value.
The cache may be deleted at any time, and what is damaged or of another generator counts as not there. What stands there
is data of our own types, and no text of it becomes code unproven.
"""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import msgspec

from topgen.atomic_file import locate_below, write_file
from topgen.spec.plain import restore

T = TypeVar("T")

CACHE = ".topgen_cache"
"""Folder that keeps what is costly to make twice, in the specs folder and beside the package. Deleting it only costs
time."""


def load_remembered(root: Path, name: str, kind: type[T]) -> T | None:
    """Return what was remembered under a name; None where there is nothing, or where it is damaged."""
    try:
        digest, _, data = locate_below(root, f"{CACHE}/{name}").read_bytes().partition(b"\n")
        if digest != _digest(data):
            return None
        return msgspec.json.decode(data, type=kind, dec_hook=restore)
    except (OSError, ValueError, RecursionError):
        return None


def save_remembered(root: Path, name: str, value: object) -> None:
    """Remember a value; a folder that cannot be written only costs time."""
    with suppress(OSError, ValueError, RecursionError):
        data = msgspec.json.encode(value)
        write_file(root, f"{CACHE}/{name}", _digest(data) + b"\n" + data)


def _digest(data: bytes) -> bytes:
    return sha256(data).hexdigest().encode()
