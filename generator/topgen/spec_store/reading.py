"""Reading all pages of a run, and judging them side by side.

In:  paths of pages, the specs folder, and the function that reads one page. Out: ``ParseResult``.
A page that leaves open where a field stands is read a second time, beside what all pages of the run show
of its classes. Pages that say the same of one API are one API, and the first of them makes its spec; where they differ
none of them counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import replace
from pathlib import Path

from topgen.alignment.known_structs import KnownStructs, StructFields, collect_structs
from topgen.batch import PageBatch, PageResult, ReadPage, open_cache
from topgen.check import find_problems_across
from topgen.errors import PageError, UsageError
from topgen.pages import find_pages, split_address
from topgen.spec.spec_file import load_api
from topgen.spec_store.drafts import Drafts
from topgen.spec_store.result import ParseResult, SpecFiles

CACHE = ".topgen_cache"
"""Folder that keeps what is costly to make twice: readings of pages in the specs folder, formatted text beside the
output. Deleting it only costs time."""

_CLASH = "pages-disagree"

Watch = Callable[[int, int, str], None]
"""Called after each page with the pages read, the pages known of, and the page."""


def read_specs(
    read: ReadPage, pages: Sequence[Path], specs: Path, watch: Watch | None = None, *, keep_apis: bool = True
) -> ParseResult:
    """Read pages and compare the specs they give with those on disk; nothing is written but the cache.

    Without ``keep_apis`` the memory hardly grows with the number of pages.
    """
    files = _page_files(pages, specs)
    batch = PageBatch(read, specs, open_cache(specs / CACHE / "pages"))
    drafts = Drafts(specs, keep_apis)
    set_aside: dict[str, int] = {}
    results: list[PageResult] = []
    structs: set[StructFields] = set()
    for count, result in enumerate(batch.read(files), 1):
        if watch is not None:
            watch(count, max(len(files), count), result.path)
        if result.set_aside:
            set_aside[result.container] = set_aside.get(result.container, 0) + 1
        else:
            structs.update(result.reading.structs if result.reading is not None else ())
            results.append(result if _is_open(result) else drafts.take(result))
    keys = {result.key for result in results}
    if any(map(_is_open, results)):
        results = _settle(results, files, batch, collect_structs(structs))
        keys |= {result.key for result in results}
        results = [drafts.take(result) if result.reading and result.reading.spec else result for result in results]
    if not pages:
        batch.cache.forget_others(keys)
    return replace(_sum_up(results, drafts), set_aside=set_aside, whole=not pages)


def _is_open(result: PageResult) -> bool:
    """Return whether what other pages show can help to place a field of a page."""
    return result.reading is not None and result.reading.has_open_places


def _settle(
    results: Sequence[PageResult], files: Sequence[Path], batch: PageBatch, structs: KnownStructs
) -> list[PageResult]:
    """Read the pages that leave a place open a second time, beside what all pages show of their classes."""
    names = {result.name for result in results if _is_open(result)}
    holders = {result.container or result.path for result in results if _is_open(result)}
    again = batch.read_again([path for path in files if str(path) in holders], structs, names)
    settled = {result.name: result for result in again}
    return [settled.get(result.name, result) if _is_open(result) else result for result in results]


def _sum_up(read: Sequence[PageResult], drafts: Drafts) -> ParseResult:
    """Judge all pages side by side."""
    across = find_problems_across([result.api for result in read if result.api is not None])
    clashes = {problem.at for problem in across if problem.code == _CLASH}
    results = tuple(_refuse(result, clashes) for result in read)
    readings = [result.reading for result in results if result.reading is not None]
    names = sorted({reading.api.name for reading in readings})
    return ParseResult(
        pages=results,
        new=tuple(name for name in names if name in drafts.new),
        changed=tuple(name for name in names if name in drafts.changed),
        unchanged=tuple(name for name in names if name not in drafts.new and name not in drafts.changed),
        orphaned=tuple(_orphaned(drafts.specs, names, {result.name for result in read})),
        problems=(
            *(problem for reading in readings for problem in reading.problems),
            *(problem for problem in across if problem.code != _CLASH),
        ),
        files=SpecFiles({name: drafts.texts[name] for name in names if name in drafts.texts}),
        apis={name: drafts.apis[name] for name in names if name in drafts.apis},
        explained=sum(reading.explained for reading in readings),
        total=sum(reading.total for reading in readings),
    )


def _page_files(pages: Sequence[Path], specs: Path) -> tuple[Path, ...]:
    if not pages:
        return _pages_of(specs)
    for path in pages:
        if not path.exists():
            raise UsageError("there is no such page", file=str(path), hint="name a file or a folder of pages")
    return tuple(file for path in pages for file in (find_pages(path) if path.is_dir() else (path,)))


def _pages_of(specs: Path) -> tuple[Path, ...]:
    """Return the pages of a specs folder; a folder with neither pages nor specs is a mistake, not an empty package."""
    files = find_pages(specs / "pages")
    if not files and next((specs / "apis").glob("*/*.yaml"), None) is None:
        said = "there is neither a page nor a spec in this folder" if specs.is_dir() else "there is no such folder"
        raise UsageError(said, file=str(specs), hint="put a page into its folder pages, or name another with --specs")
    return files


def _refuse(result: PageResult, clashes: set[str]) -> PageResult:
    """Turn down pages that describe one API differently, whatever order they come in."""
    if result.api is None or result.api.name not in clashes:
        return result
    message = f"another page describes {result.api.name} too, and they differ"
    error = PageError(message, file=result.path, hint="keep only the newer page")
    return replace(result, reading=None, error=error)


def _orphaned(specs: Path, read: Iterable[str], pages: Set[str]) -> Iterator[str]:
    """Yield the APIs whose page is not there any more: neither its file nor, where that was read, its address in it."""
    names = set(read)
    holders = {page.partition("#")[0] for page in pages if "#" in page}
    for path in sorted((specs / "apis").glob("*/*.yaml")):
        name = path.name.removesuffix(".yaml")
        if name not in names:
            api = load_api(path.read_text(encoding="utf-8"), str(path))
            page = api.source.page
            gone = page not in pages and page.partition("#")[0] in holders
            if gone or not split_address(specs / page)[0].is_file():
                yield name
