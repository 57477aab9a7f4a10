"""The folder of pages that topgen cannot read, each with its reason and a fragment ready to become a test case.

In:  cases. Out: ``<folder>/<stem>-<digest>/`` with ``reason.txt`` and ``page.txt``, for faults also ``traceback.txt``.
Surprises: the names come from the file's name with all but letters and digits taken out, never from what is written on
a page, and are the same in each run; the folder ignores itself in git, as caches do.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

FOLDER = ".topgen_quarantine"
_UNSAFE = re.compile(r"[^A-Za-z0-9]+")
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Case:
    """One page in quarantine."""

    name: str
    """The page as specs call it."""
    reason: str
    """Some lines for people."""
    fragment: str
    """The smallest failing part of the page; empty where another case of the same kind holds it."""
    trace: str = ""
    """The traceback of a fault of topgen."""


def case_folder(name: str) -> str:
    """Give the name of a page's folder, safe on every system and different for every page."""
    file, _, _ = name.partition("#")
    stem = _UNSAFE.sub("-", PurePosixPath(file).name.rpartition(".")[0] or file).strip("-")[:_LONGEST]
    return f"{stem or 'page'}-{sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def write_case(folder: Path, case: Case) -> Path:
    """Write one case and give its folder; what was there of the same page is replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ".gitignore").write_text("*\n", encoding="utf-8")
    place = folder / case_folder(case.name)
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    files = {"reason.txt": case.reason, "page.txt": case.fragment, "traceback.txt": case.trace}
    for file, text in files.items():
        if text:
            (place / file).write_text(text, encoding="utf-8", errors="replace", newline="\n")
    return place


def release(folder: Path, *, read: Iterable[str], kept: Iterable[str] | None) -> None:
    """Delete the cases of pages that were read, and where all ``kept`` ones are known, of pages that are gone."""
    there = {path.name for path in folder.iterdir() if path.is_dir()} if folder.is_dir() else set()
    if there:
        gone = {case_folder(name) for name in read} if kept is None else there - {case_folder(name) for name in kept}
        for place in sorted(there & gone):
            shutil.rmtree(folder / place, ignore_errors=True)
