"""What a folder needs in which pages are kept and a package is made.

In:  the folder, empty or not. Out: ``Made`` values; nothing is overwritten, and a second time changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from topgen.atomic_file import write_file
from topgen.small_files import read_small_file

_IGNORED = (".topgen_cache/", ".topgen_rejected/", ".topgen-lock", ".topgen-staging-*/", ".topgen-pending/")
_ATTRIBUTES = (
    # A page is known by its bytes, which no checkout may change.
    "specs/pages/** -text",
    "specs/apis/** text eol=lf",
    "specs/kept/** text eol=lf",
    "specs/names.lock.yaml text eol=lf",
    # Git keeps the lines of both sides in what the next build writes anew, so that the name lock alone can conflict.
    # There it would mix the names of two APIs.
    "generated/** text eol=lf linguist-generated=true merge=union",
)
_WORKFLOW = """\
# Fails where specs or package are not what the pages say, or were edited by hand.
name: topgen
on: [push, pull_request]
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
    - uses: actions/checkout@v4
    - uses: actions/setup-python@v5
      with: {python-version: '3.12'}
    - run: pip install topgen
    - run: topgen check --format github
"""
_HOOK = """\
repos:
- repo: local
  hooks:
  - id: topgen
    name: specs and package are what the pages say
    entry: topgen check
    language: system
    pass_filenames: false
"""
_LISTS = {".gitignore": _IGNORED, ".gitattributes": _ATTRIBUTES}
_WHOLE = {".github/workflows/topgen.yml": _WORKFLOW, ".pre-commit-config.yaml": _HOOK}


@dataclass(frozen=True, slots=True)
class Made:
    """What became of one file or folder."""

    path: str
    state: str
    """``made``, ``lengthened``, or ``there``."""


def start_project(folder: Path) -> tuple[Made, ...]:
    """Make the folder ready, and return what was made of what it needs."""
    pages = folder / "specs" / "pages"
    found = [Made("specs/pages/", "there" if pages.is_dir() else "made")]
    pages.mkdir(parents=True, exist_ok=True)
    found += [_with_lines(folder, path, lines) for path, lines in _LISTS.items()]
    for path, text in _WHOLE.items():
        place = folder / path
        found.append(Made(path, "there" if place.exists() else "made"))
        if not place.exists():
            write_file(folder, path, text.encode())
    return tuple(found)


def _with_lines(folder: Path, path: str, lines: tuple[str, ...]) -> Made:
    """Add the lines that a file lacks to its end."""
    place = folder / path
    before = read_small_file(place) if place.is_file() else ""
    missing = [line for line in lines if line not in before.splitlines()]
    if missing:
        end = "" if not before or before.endswith("\n") else "\n"
        write_file(folder, path, (before + end + "\n".join(missing) + "\n").encode())
    return Made(path, "there" if not missing else "lengthened" if before else "made")
