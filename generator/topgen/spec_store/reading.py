"""Reading all pages of a run, and judging them side by side.

In:  paths of pages, the specs folder, and what finds the function that reads one page. Out: ``ParseResult``.
A page that leaves open where a field stands is read a second time, beside what all pages of the run show
of its classes. Pages that say the same of one API are one API; where they differ, the one that shows most makes its
spec, and the report names both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from fnmatch import fnmatchcase
from itertools import groupby
from pathlib import Path

from topgen.batch import FindReader, PageBatch, PageResult, file_of, open_cache, without_fields
from topgen.batch.pool import Workers
from topgen.check import find_problems_across
from topgen.diff import Loss
from topgen.errors import GeneratorError, NameConflictError, SpecFormatError, UsageError
from topgen.known_structs import KnownStructs, StructFields, collect_structs
from topgen.pages import find_pages, split_address
from topgen.small_files import read_small_file
from topgen.spec.convert import nearest
from topgen.spec.doubts import DoubtKind
from topgen.spec.names import spec_path
from topgen.spec.spec_file import load_api
from topgen.spec_store.drafts import Drafts
from topgen.spec_store.folders import spec_names
from topgen.spec_store.memory import Memory
from topgen.spec_store.result import NOTHING, Allowed, ApiFault, ParseResult, SpecFiles

IGNORE_FILE = ".topgenignore"
"""Patterns of files below pages that are none, such as notes; one a line."""
_PAGE = re.compile(
    r"^source:\n  page: ([A-Za-z][\w./-]*+)\n  sha256: '?[0-9a-f]{64}'?\n  dialect: \w+\n\Z", re.MULTILINE | re.ASCII
)
"""The end of a spec whose page is called by a plain name."""
_MOST_PAGES = 1000
"""A file of more pages is read anew each time, by the cache of readings."""
_FOLDERS = ("pages", "apis", "kept", "overlays", "schema")

Watch = Callable[[int, int, str], None]
"""Called after each page with the pages read, the pages known of, and the page."""


def read_specs(
    find_reader: FindReader,
    pages: Sequence[Path],
    specs: Path,
    watch: Watch | None = None,
    allowed: Allowed = NOTHING,
    *,
    keep_apis: bool = True,
    ignore: Sequence[str] = (),
    memory: Memory | None = None,
    workers: int | Workers = 0,
) -> ParseResult:
    """Read pages and compare the specs they give with those on disk; nothing is written but the cache.

    Files that are as the ``memory`` of the last run has them are not opened; where nothing is to be remembered, the
    cache is not written either.
    Without ``keep_apis`` the memory hardly grows with the number of pages. ``ignore`` are patterns of files below the
    specs folder's pages that are none, besides those of ``IGNORE_FILE``; a page that is named is read all the same.
    """
    _check_folders(specs)
    memory = memory if memory is not None else Memory(specs)
    files, ignored = (_named_files(pages), 0) if pages else _pages_of(specs, ignore)
    batch = PageBatch(find_reader, specs, open_cache(specs, is_kept=memory.is_kept), workers)
    drafts = Drafts(specs, allowed, memory.specs, batch.read_in_full, keep_apis=keep_apis)
    set_aside: dict[str, int] = {}
    results: list[PageResult] = []
    structs: set[StructFields] = set()
    known = memory.recall(files)
    for count, result in enumerate(_noted(batch.read(files, known), known, memory), 1):
        if watch is not None:
            watch(count, max(len(files), count), result.path)
        if result.set_aside:
            set_aside[result.container] = set_aside.get(result.container, 0) + 1
        else:
            structs.update(result.reading.structs if result.reading is not None else ())
            results.append(result if _is_open(result) else drafts.take(result))
    keys = {result.key for result in results}
    still_open = [place for place, result in enumerate(results) if _is_open(result)]
    if still_open:
        settled = _settle([results[place] for place in still_open], files, batch, collect_structs(structs))
        keys |= {result.key for result in settled}
        for place, result in zip(still_open, settled, strict=True):
            results[place] = drafts.take(result)
    if pages:
        memory.keep_rest()
    elif len(known) < len(files) or memory.has_lost(files):
        batch.cache.forget_others(keys)
    summed_up = replace(_keep_names(_sum_up(results, drafts, set_aside, whole=not pages)), ignored=ignored)
    return summed_up.with_faults((*_equal_but_for_case(summed_up, specs), *_edited(drafts)))


def _edited(drafts: Drafts) -> Iterator[ApiFault]:
    """Yield the specs that a person has edited: what they say is not what the page says, and not lost either."""
    for name in drafts.edited:
        hint = f"move what you changed into specs/overlays/{name}.yaml, or let it go with --discard-edits"
        said = "this spec was edited by hand, and is written anew from its page"
        yield ApiFault(name, SpecFormatError(said, file=str(drafts.specs / spec_path(name)), hint=hint))


def _is_open(result: PageResult) -> bool:
    """Return whether what other pages show can help to place a field of a page."""
    return result.reading is not None and result.reading.has_open_places


def _settle(
    results: Sequence[PageResult], files: Sequence[Path], batch: PageBatch, structs: KnownStructs
) -> list[PageResult]:
    """Read pages that leave a place open a second time, beside what all pages show of their classes."""
    holders = set(map(file_of, results))
    again = batch.read_again([path for path in files if str(path) in holders], structs, {each.name for each in results})
    settled = {result.name: result for result in again}
    return [settled.get(result.name, result) for result in results]


def _noted(results: Iterable[PageResult], known: Container[str], memory: Memory) -> Iterator[PageResult]:
    """Yield results, and let those of each file be remembered that were not known before."""
    for path, found in groupby(results, key=file_of):
        pages: list[PageResult] = []
        for result in found:
            yield result
            if path not in known and len(pages) <= _MOST_PAGES:
                reading = result.reading
                pages.append(replace(result, reading=without_fields(reading)) if reading is not None else result)
        if path not in known and len(pages) <= _MOST_PAGES:
            memory.note(path, pages)


def _sum_up(read: Sequence[PageResult], drafts: Drafts, set_aside: Mapping[str, int], *, whole: bool) -> ParseResult:
    """Judge all pages side by side."""
    across = find_problems_across([result.api for result in read if result.api is not None])
    disagreements = drafts.settle_disagreements()
    readings = [result.reading for result in read if result.reading is not None]
    names = sorted({reading.api.name for reading in readings})
    touched = drafts.new | drafts.rewritten | drafts.changes.keys()
    return ParseResult(
        pages=tuple(read),
        new=tuple(sorted(drafts.new)),
        changed=tuple(sorted(drafts.changes)),
        unchanged=tuple(name for name in names if name not in touched),
        rewritten=tuple(sorted(drafts.rewritten)),
        orphaned=tuple(_orphaned(drafts.specs, names, read, whole=whole)),
        problems=(*(problem for reading in readings for problem in reading.problems), *across, *disagreements),
        files=SpecFiles(drafts.texts),
        apis=drafts.apis,
        explained=sum(reading.explained for reading in readings),
        total=sum(reading.total for reading in readings),
        changes=drafts.changes,
        kept=dict(sorted(drafts.kept.items())),
        released=tuple(sorted(drafts.released)),
        known_doubts=drafts.known_doubts,
        set_aside=set_aside,
        whole=whole,
    )


def _keep_names(result: ParseResult) -> ParseResult:
    """Take a page that has lost its API's name for one of the API that is missed, where only one is called so.

    A page that prints no name shows it in its example without the prefix; the name that is inferred is in doubt.
    """
    doubted = {
        page.api.name
        for page in result.pages
        if page.api is not None and any((each.at, each.kind) == ("api", DoubtKind.NAME) for each in page.api.doubts)
    }
    called = {name: [other for other in result.orphaned if _same_words(name, other)] for name in result.new}
    lost = {name: others[0] for name, others in called.items() if name in doubted and len(others) == 1}
    return replace(
        result.without(lost),
        orphaned=tuple(name for name in result.orphaned if name not in lost.values()),
        kept=dict(sorted({**result.kept, **{name: (Loss("api", "name"),) for name in lost.values()}}.items())),
    )


def _same_words(name: str, other: str) -> bool:
    """Whether two names are the same but for the prefix of one or of both."""
    first, second = ({name, name.partition(".")[2]}, {other, other.partition(".")[2]})
    return any(word.count(".") > 0 for word in first & second)


def _equal_but_for_case(result: ParseResult, specs: Path) -> Iterator[ApiFault]:
    """Yield the newcomers whose specs would be the files of others where letter case does not count."""
    there = spec_names(specs)
    pages = {page.api.name: page.path for page in reversed(result.pages) if page.api is not None}
    first: dict[str, str] = {}
    for name in sorted({*there, *result.new}, key=lambda name: (name not in there, name)):
        holder = first.setdefault(name.casefold(), name)
        if holder != name and name in result.new:
            said = f"{name} differs from {holder} only in upper and lower case"
            spec = specs / spec_path(holder)
            hint = f"keep this page or {pages[holder]}" if holder in pages else f"rm {spec}, which no page describes"
            yield ApiFault(name, NameConflictError(said, file=pages.get(name, ""), hint=hint))


def _check_folders(specs: Path) -> None:
    """Refuse a file where a folder belongs, which would be taken for an empty one."""
    for path in (specs, *(specs / name for name in _FOLDERS)):
        if path.exists() and not path.is_dir():
            raise UsageError("this is no folder, and has to be one", file=str(path), hint="move it out of the way")


def _named_files(pages: Sequence[Path]) -> tuple[Path, ...]:
    for path in pages:
        if not path.exists():
            raise UsageError("there is no such page", file=str(path), hint="name a file or a folder of pages")
    found = (file for path in pages for file in (find_pages(path) if path.is_dir() else (path,)))
    return tuple(dict.fromkeys(found))


def _pages_of(specs: Path, ignore: Sequence[str]) -> tuple[tuple[Path, ...], int]:
    """Return the pages of a specs folder, and how many files there are none.

    A folder with neither pages nor specs nor corrections is a mistake, not an empty package.
    """
    pages = specs / "pages"
    patterns = (*_ignored(pages), *ignore)
    found = find_pages(pages)
    files = tuple(file for file in found if not _matches(file.relative_to(pages), patterns)) if patterns else found
    if not files and not spec_names(specs) and not any((specs / "overlays").glob("*.yaml")):
        said = "there is neither a page nor a spec in this folder" if specs.is_dir() else "there is no such folder"
        near = nearest(specs.name, (path.name for path in specs.absolute().parent.glob("*") if path.is_dir()))
        hint = near if not specs.is_dir() and near else "put a page into its folder pages, or name another with --specs"
        raise UsageError(said, file=str(specs), hint=hint)
    return files, len(found) - len(files)


def _ignored(pages: Path) -> tuple[str, ...]:
    """Return the patterns that the pages folder itself has of files that are none: names, or paths below pages."""
    place = pages / IGNORE_FILE
    lines = read_small_file(place).splitlines() if place.is_file() else ()
    return tuple(line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#"))


def _matches(path: Path, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(path.as_posix(), pattern) or fnmatchcase(path.name, pattern) for pattern in patterns)


def _page_of(spec: Path) -> str:
    """Return the page that a spec says it is from; loading all of it takes a hundred times as long."""
    text = read_small_file(spec)
    plain = _PAGE.search(text)
    return plain[1] if plain else load_api(text, str(spec)).source.page


def _orphaned(specs: Path, read: Iterable[str], results: Sequence[PageResult], *, whole: bool) -> Iterator[str]:
    """Yield the APIs that no page describes any more, whatever the file is called that did.

    A page that could not be read may still describe its API. A run of some pages can only tell of the files that it
    has read, and of those that are gone.
    """
    names = set(read)
    failed = {result.name for result in results if result.error is not None}
    files = {result.name.partition("#")[0] for result in results}
    for name in sorted(spec_names(specs) - names):
        with suppress(GeneratorError):
            page = _page_of(specs / spec_path(name))
            gone = whole or page.partition("#")[0] in files or not split_address(specs / page)[0].is_file()
            if gone and not {page, page.partition("#")[0]} & failed:
                yield name
