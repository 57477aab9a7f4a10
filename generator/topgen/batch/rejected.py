"""The folder of the pages that topgen cannot read, each with the reason and ready to become a test case.

In:  the results of a run.
Out: ``specs/.topgen_rejected/<stem>-<digest>/`` with ``reason.txt`` and ``page.txt``, for a fault of topgen also
``traceback.txt``. The names come from the file's name with all but letters and digits taken out, never from what is
written on a page, and are the same in each run; the folder ignores itself in git, as caches do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path, PurePosixPath

from topgen.atomic_file import remove_file, write_file
from topgen.batch.result import PageResult
from topgen.errors import InternalFaultError, PageError
from topgen.pages import StoredPage, open_pages, split_address

FOLDER = ".topgen_rejected"
_PAGE, _REASON, _TRACE = "page.txt", "reason.txt", "traceback.txt"
_OURS = re.compile(r"-[0-9a-f]{8}$")
_UNSAFE = re.compile(r"[^A-Za-z0-9]+")
_LONGEST = 40


def keep_rejected(results: Sequence[PageResult], specs: Path, *, whole: bool) -> dict[str, Path]:
    """Write the rejected pages of a run and return the folder of each by the page's path.

    What was kept of pages that can be read now is deleted; where these are the results of the ``whole`` specs folder,
    also what was kept of pages that are gone.
    """
    rejected = {result.path: result for result in results if _is_rejected(result)}
    kept = {path: specs / FOLDER / folder_name(result.name) for path, result in rejected.items()}
    read = (specs / FOLDER / folder_name(result.name) for result in results if result.reading is not None)
    over = set(_kept_folders(specs)) - set(kept.values()) if whole else set(read)
    for folder in over:
        _remove(folder, specs)
    if rejected:
        write_file(specs, f"{FOLDER}/.gitignore", b"*\n")
    for path, folder in kept.items():
        _write_reason(folder, rejected[path], specs)
    for stored in _stored_pages(rejected, specs):
        if stored.path in kept:
            write_file(specs, _below(kept[stored.path], _PAGE), stored.data)
    return kept


def folder_name(name: str) -> str:
    """Return the name of a page's folder, safe on every system and different for every page."""
    file, _, _ = name.partition("#")
    stem = _UNSAFE.sub("-", PurePosixPath(file).name.rpartition(".")[0] or file).strip("-")[:_LONGEST]
    return f"{stem or 'page'}-{sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def _is_rejected(result: PageResult) -> bool:
    """Return whether a page could not be read although it is one of an API, or by a fault of topgen."""
    return result.diagnosis is not None


def _kept_folders(specs: Path) -> Iterable[Path]:
    return (path for path in (specs / FOLDER).glob("*") if path.is_dir() and _OURS.search(path.name))


def _remove(folder: Path, specs: Path) -> None:
    """Remove what was kept of a page, and the folder if nothing else is in it."""
    for name in (_PAGE, _REASON, _TRACE):
        remove_file(specs, _below(folder, name))
    with suppress(OSError):
        folder.rmdir()


def _below(folder: Path, name: str) -> str:
    return f"{FOLDER}/{folder.name}/{name}"


def _write_reason(folder: Path, result: PageResult, specs: Path) -> None:
    error = result.error
    said = (error.message, f"line {error.line}" if error.line else "", error.hint) if error is not None else ()
    reason = "\n".join((result.name, *filter(None, said), f"{result.diagnosis}\n"))
    write_file(specs, _below(folder, _REASON), reason.encode("utf-8", "replace"))
    if isinstance(result.error, InternalFaultError):
        write_file(specs, _below(folder, _TRACE), result.error.trace.encode("utf-8", "replace"))
    else:
        remove_file(specs, _below(folder, _TRACE))


def _stored_pages(paths: Iterable[str], specs: Path) -> Iterable[StoredPage]:
    """Yield the pages of the files that hold these, each file read once."""
    for file in dict.fromkeys(split_address(path)[0] for path in paths):
        with suppress(PageError):  # a file that breaks off keeps what stands before
            yield from open_pages(file, specs)
