"""Modules that stay as they are on disk, because their API cannot be rendered now.

In:  the name lock, the names of these APIs, what the package is called, and its folder.
Out: a ``HeldModule`` for each that the package has: its files, and the words that its namespace shows of it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from topgen.package_metadata import PackageMetadata
from topgen.python_model.lock import NameLock, Names
from topgen.render.drafts import OutputFile
from topgen.render.drift import read_file
from topgen.render.places import api_files, module_path


@dataclass(frozen=True, slots=True)
class HeldModule:
    """What the package holds of one API, as it is on disk."""

    api: str
    words: str
    """What its method says of it."""
    files: tuple[OutputFile, ...]


def hold_modules(lock: NameLock, apis: Iterable[str], out: Path, metadata: PackageMetadata) -> tuple[HeldModule, ...]:
    """Return what the package holds of these APIs; those that it has no module of are left out."""
    wanted = set(apis)
    return tuple(held for names in lock.entries if names.api in wanted for held in _held(names, out, metadata))


def held_files(held: Iterable[HeldModule], *, with_tests: bool) -> Iterator[OutputFile]:
    """Yield the files that stay as they are."""
    yield from (file for each in held for file in each.files if with_tests or not file.path.startswith("tests/"))


def _held(names: Names, out: Path, metadata: PackageMetadata) -> Iterator[HeldModule]:
    files = {path: data for path in api_files(names, metadata) if (data := read_file(out, path)) is not None}
    words = _words(files.get(module_path(names, metadata), b"").decode("utf-8", "replace"), names.request)
    if words is not None:
        found = tuple(OutputFile(path, data) for path, data in files.items())
        yield HeldModule(names.api, words, found)


def _words(source: str, request: str) -> str | None:
    """Return what the request class of a module says; None where there is no such class."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return None
    classes = (node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == request)
    return next((ast.get_docstring(node) or "" for node in classes), None)
