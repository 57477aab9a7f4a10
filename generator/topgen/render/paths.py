"""Paths inside the generated tree, and nowhere else.

In:  relative paths, from validated names or from a manifest that anybody may have edited.
Out: the same paths as places on disk; ``NameConflictError`` for one that leaves the tree by ``..`` or a link.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from topgen.errors import NameConflictError
from topgen.exclusive import is_plain


def check_paths(paths: Iterable[str]) -> None:
    """Refuse paths that leave the tree, and two that are the same where letter case does not count."""
    seen: dict[str, str] = {}
    for path in paths:
        check_path(path)
        other = seen.setdefault(path.casefold(), path)
        if other is not path:
            raise NameConflictError(f"{path} and {other} are the same file where letter case does not count")


def check_path(path: str) -> None:
    """Refuse a path that is not plain words, dots, dashes and slashes, or that steps up."""
    if not is_plain(path):
        raise NameConflictError(f"{path!a} is no path inside the generated tree")


def locate(out: Path, path: str) -> Path:
    """Return where the file stands on disk; no folder on the way may be a symbolic link out of the tree."""
    check_path(path)
    place = out
    for part in path.split("/")[:-1]:
        place = place / part
        if place.is_symlink():
            raise NameConflictError(f"{place} is a symbolic link", hint="the generated tree is written through none")
    return out / path
