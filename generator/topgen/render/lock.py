"""One writer at a time for a generated tree.

In:  the folder of the tree. Out: a context in which no other process writes there.
The operating system lets go of the lock when a process dies, however it dies, so a stale one cannot exist.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK = ".topgen-lock"

if sys.platform == "win32":
    import msvcrt

    def _wait(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)

else:
    import fcntl

    def _wait(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)


@contextmanager
def taking_turns(out: Path) -> Iterator[None]:
    """Wait until nobody else writes the tree, and keep others waiting meanwhile; closing the file lets them in."""
    out.mkdir(parents=True, exist_ok=True)
    with (out / LOCK).open("ab") as file:
        _wait(file.fileno())
        yield
