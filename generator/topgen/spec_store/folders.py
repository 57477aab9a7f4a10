"""What lies in the specs folder, without opening any of it.

In:  the specs folder. Out: paths below its folders, and the names of APIs.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from topgen.errors import NameConflictError
from topgen.spec.names import spec_path


def files_below(folder: Path) -> Iterator[str]:
    """Yield the paths of all files below a folder, without those that are hidden, sorted folder by folder."""
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        below = Path(root).relative_to(folder).as_posix()
        for name in sorted(names):
            if not name.startswith("."):
                yield name if below == "." else f"{below}/{name}"


def is_spec(path: str) -> bool:
    """Return whether a path below ``apis`` or ``kept`` is the place of a spec."""
    prefix, _, name = path.removesuffix(".yaml").rpartition("/")
    if not path.endswith(".yaml") or prefix != name.partition(".")[0]:
        return False
    with suppress(NameConflictError):
        return bool(spec_path(name))
    return False


def spec_names(specs: Path, folder: str = "apis") -> set[str]:
    """Return the names of the APIs that have a spec in a folder of specs, behind a link too."""
    found: set[str] = set()
    with suppress(FileNotFoundError, NotADirectoryError):
        for prefix in filter(os.DirEntry.is_dir, os.scandir(specs / folder)):
            names = (name for name in os.listdir(prefix) if is_spec(f"{prefix.name}/{name}"))
            found.update(name.removesuffix(".yaml") for name in names)
    return found
