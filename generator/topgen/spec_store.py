"""The spec files: what reading pages makes of them, which are new or changed, and how they are loaded and written.

In:  paths of pages, the specs folder, and the function that reads one page.
Out: ``ParseResult``, and the ``Api`` of each file with its corrections.
A page that leaves open where a field stands is read a second time, beside what all pages of the run show
of its classes. Pages that say the same of one API are one API, and the first of them makes its spec; where they differ
none of them counts. Specs stay compressed until they are written, and whole APIs are kept only where a package is made.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from pathlib import Path

from topgen.alignment.known_structs import KnownStructs, StructFields, collect_structs
from topgen.atomic_file import write_file
from topgen.batch import PageBatch, PageResult, ReadPage, open_cache, without_fields
from topgen.check import Problem, find_problems_across
from topgen.errors import PageError, UsageError
from topgen.overlay import apply_overlay, load_overlay, overlay_schema
from topgen.pages import find_pages, split_address
from topgen.render import OutputFile
from topgen.spec.model import Api
from topgen.spec.names import spec_path
from topgen.spec.spec_file import api_schema, load_api

CACHE = ".topgen_cache"
"""Folder that keeps what is costly to make twice: readings of pages in the specs folder, formatted text beside the
output. Deleting it only costs time."""

_CLASH = "pages-disagree"

Watch = Callable[[int, int, str], None]
"""Called after each page with the pages read, the pages known of, and the page."""


@dataclass(frozen=True, slots=True)
class SpecFiles:
    """Spec files, kept small until they are asked for."""

    texts: Mapping[str, bytes]
    """Compressed, by API name."""

    def __iter__(self) -> Iterator[OutputFile]:
        for name, text in self.texts.items():
            yield OutputFile(str(spec_path(name)), zlib.decompress(text))


@dataclass(frozen=True, slots=True)
class ParseResult:
    """What reading the pages did to the spec files."""

    pages: tuple[PageResult, ...]
    """All pages but those set aside; their APIs hold no fields."""
    new: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    orphaned: tuple[str, ...]
    """APIs whose spec is kept although their page is not there any more."""
    problems: tuple[Problem, ...]
    files: SpecFiles
    """The new and changed spec files as they should be, below the specs folder."""
    apis: Mapping[str, Api]
    """What was read, by name; empty where only the specs were wanted."""
    explained: int
    """How many lines and cells of all pages a named rule accounts for."""
    total: int
    set_aside: Mapping[str, int] = field(default_factory=dict)
    """How many pages of each container are about something else than an API."""
    whole: bool = False
    """Whether all pages below the specs folder were read."""

    @property
    def failed(self) -> tuple[PageResult, ...]:
        return tuple(page for page in self.pages if page.error is not None)


def read_specs(
    read: ReadPage, pages: Sequence[Path], specs: Path, watch: Watch | None = None, *, keep_apis: bool = True
) -> ParseResult:
    """Read pages and compare the specs they give with those on disk; nothing is written but the cache.

    Without ``keep_apis`` the memory hardly grows with the number of pages.
    """
    files = _page_files(pages, specs)
    batch = PageBatch(read, specs, open_cache(specs / CACHE / "pages"))
    drafts = _Drafts(specs, keep_apis)
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


def _sum_up(read: Sequence[PageResult], drafts: _Drafts) -> ParseResult:
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


class _Drafts:
    """Specs that are new or changed; the text of those that are not is forgotten at once."""

    def __init__(self, specs: Path, keep_apis: bool) -> None:
        self.specs = specs
        self.keep_apis = keep_apis
        self.apis: dict[str, Api] = {}
        self.texts: dict[str, bytes] = {}
        """Compressed, by API name."""
        self.new: set[str] = set()
        self.changed: set[str] = set()
        self._seen: set[str] = set()

    def take(self, result: PageResult) -> PageResult:
        """Compare a spec with the one on disk; the first page of an API makes its spec."""
        reading = result.reading
        if reading is None:
            return result
        name = reading.api.name
        if name not in self._seen:
            self._seen.add(name)
            self._compare(name, reading.spec.encode())
            if self.keep_apis:
                self.apis[name] = reading.api
        return replace(result, reading=replace(without_fields(reading), spec=""))

    def _compare(self, name: str, data: bytes) -> None:
        target = self.specs / spec_path(name)
        before = target.read_bytes() if target.is_file() else None
        if before != data:
            self.texts[name] = zlib.compress(data)
            (self.new if before is None else self.changed).add(name)


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


def write_specs(result: ParseResult, specs: Path) -> None:
    """Write the spec files that changed, and the schemas that editors check them with."""
    schemas = (
        OutputFile("schema/api.schema.json", api_schema().encode()),
        OutputFile("schema/overlay.schema.json", overlay_schema().encode()),
    )
    for file in (*result.files, *schemas):
        write_file(specs / file.path, file.data)


def load_specs(specs: Path, fresh: Mapping[str, Api]) -> tuple[Api, ...]:
    """Load every spec with its corrections applied; ``fresh`` ones were read just now and stand for those on disk."""
    by_name = dict(fresh)
    for path in sorted((specs / "apis").glob("*/*.yaml")):
        if path.name.removesuffix(".yaml") not in fresh:
            api = load_api(path.read_text("utf-8"), str(path))
            by_name[api.name] = api
    for path in sorted((specs / "overlays").glob("*.yaml")):
        name = path.name.removesuffix(".yaml")
        if name not in by_name:
            raise UsageError("this corrects an API that has no spec", file=str(path), hint="delete or rename it")
        by_name[name] = apply_overlay(by_name[name], load_overlay(path.read_text("utf-8"), str(path)))
    return tuple(by_name[name] for name in sorted(by_name))
