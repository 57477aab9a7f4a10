"""All pages of many files.

In:  paths, in the order in which results are wanted, and the function that reads a page.
Out: ``PageResult`` values in that order. A file that cannot be opened, or breaks in the middle, is a result of its own
after those of its pages. In a crawl, what does not even resemble an API page is set aside without an error, since most
pages of a site are no API pages.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from pathlib import Path
from types import MappingProxyType

import topgen
from topgen.batch.cache import Cache
from topgen.batch.pool import Workers, count_cores, map_in_order
from topgen.batch.result import PageReading, PageResult
from topgen.errors import (
    AmbiguousLayoutError,
    GeneratorError,
    InternalFaultError,
    OtherPageError,
    PageError,
    UnknownLayoutError,
    UnreadablePageError,
)
from topgen.known_structs import NO_STRUCTS, KnownStructs
from topgen.pages import Page, StoredPage, decode_page, open_pages, page_name
from topgen.refusal.nearest import diagnose

ReadPage = Callable[[Page, KnownStructs], PageReading]
"""Reads a page beside what other pages show of its classes; found by its name in other processes."""

FindReader = Callable[[], ReadPage]
"""Returns what reads a page; called when there is one to read, and in other processes."""

Item = StoredPage | PageResult
"""A page to read, or a result that is known before anything is read."""

FEW_BYTES = 256 * 1024
"""So much is read sooner than other processes have started."""

_TRACE_FRAMES = 30


@dataclass(frozen=True, slots=True)
class PageBatch:
    """How the pages of a run are read: each once, on all cores, one bad page never stopping the others."""

    find_reader: FindReader
    specs: Path
    cache: Cache
    workers: int | Workers = 0
    """0 for as many processes as there are cores."""

    def read(
        self, paths: Sequence[Path], known: Mapping[str, tuple[PageResult, ...]] = MappingProxyType({})
    ) -> Iterator[PageResult]:
        """Yield the results of all pages, each read for itself; those of files that are ``known`` as they are."""
        fresh = [path for path in paths if str(path) not in known]
        results = _with_empty_crawls(self._map(NO_STRUCTS, _items(fresh, self.specs), fresh), self.specs)
        by_file = groupby(results, key=file_of)
        for path in paths:
            yield from known[str(path)] if str(path) in known else next(by_file)[1]

    def read_again(self, paths: Sequence[Path], structs: KnownStructs, names: Set[str]) -> Iterator[PageResult]:
        """Yield the results of the pages of these names, read beside what other pages show of their classes."""
        stored = (item for item in _items(paths, self.specs) if isinstance(item, StoredPage))
        return self._map(structs, (item for item in stored if item.name in names), paths)

    def read_in_full(self, result: PageResult) -> PageReading:
        """Return the whole reading of a page whose result is a light one.

        Raises:
            UnreadablePageError: its file has changed meanwhile.
        """
        full = self.cache.load(result.key)
        if full is None:
            items = self.read_again([Path(file_of(result))], NO_STRUCTS, {result.name})
            full = next((each.reading for each in items if each.key == result.key), None)
        if full is None:
            raise UnreadablePageError("the file has changed while it was read", file=result.path, hint="run again")
        return full

    def _map(self, structs: KnownStructs, items: Iterator[Item], paths: Sequence[Path]) -> Iterator[PageResult]:
        size = sum(path.stat().st_size for path in paths if path.is_file())
        workers = self.workers or (count_cores() if size > FEW_BYTES else 1)
        is_far = not isinstance(workers, int) and workers.is_far
        # What is far away cannot write into the cache of this machine.
        there = replace(self.cache, is_kept=False) if is_far else self.cache
        read = partial(_read, self.find_reader, there, structs)
        recall = partial(_recall, self.find_reader, self.cache, structs)
        for result in map_in_order(read, _lost, items, workers, recall):
            if is_far and result.reading is not None:
                self.cache.save(result.key, result.reading)
            yield result


def file_of(result: PageResult) -> str:
    """Return the path of the file that a result is from."""
    return result.container or result.path


def _items(paths: Sequence[Path], specs: Path) -> Iterator[Item]:
    for path in paths:
        stored = None
        try:
            for stored in open_pages(path, specs):
                yield stored
            if stored is None:
                raise UnreadablePageError("there is no page in this file", file=str(path))
        except PageError as error:
            yield PageResult(str(path), page_name(path, specs), error=error)
        except Exception as error:
            # A fault of ours in what holds pages costs that file, not the run.
            yield PageResult(str(path), page_name(path, specs), error=as_fault(error, str(path)))


def _recall(find_reader: FindReader, cache: Cache, structs: KnownStructs, item: Item) -> PageResult | None:
    """Return what is known of a page without reading it."""
    if isinstance(item, PageResult):
        return item
    key = cache.key(item, structs)
    remembered = cache.load(key)
    if remembered is None:
        find_reader()  # what it imports is then there in processes that are started from now on
        return None
    return PageResult(item.path, item.name, item.container, remembered, key=key)


def _read(find_reader: FindReader, cache: Cache, structs: KnownStructs, item: Item) -> PageResult:
    """Read one page; total."""
    assert isinstance(item, StoredPage)
    key = cache.key(item, structs)
    result = PageResult(item.path, item.name, item.container, key=key)
    try:
        page = decode_page(item)
    except UnreadablePageError as error:
        return result if item.may_differ and not item.trouble else replace(result, error=error)
    try:
        reading = find_reader()(page, structs)
    except OtherPageError as error:
        return result if item.may_differ else replace(result, error=error)
    except (UnknownLayoutError, AmbiguousLayoutError) as error:
        return replace(result, error=error, diagnosis=diagnose(page.text))
    except GeneratorError as error:
        return replace(result, error=error)
    except Exception as error:
        # A fault of ours costs one page, not the run.
        return replace(result, error=as_fault(error, page.path), diagnosis=diagnose(page.text))
    cache.save(key, reading)
    return replace(result, reading=reading)


def as_fault(error: Exception, path: str) -> InternalFaultError:
    """Return the report of an exception that nobody foresaw."""
    place = _place(error)
    message = f"{type(error).__name__} at {place or 'an unknown place'}"
    trace = "".join(traceback.format_exception(error, limit=-_TRACE_FRAMES))
    return InternalFaultError(message, file=path, trace=trace, place=place)


def _place(error: Exception) -> str:
    """Return the innermost line of our own source that the exception came through."""
    home = Path(topgen.__file__).parent
    place = ""
    for frame in traceback.extract_tb(error.__traceback__):
        path = Path(frame.filename)
        if path.is_relative_to(home):
            place = f"{path.relative_to(home.parent).as_posix()}:{frame.lineno}"
    return place


def _lost(item: Item) -> PageResult:
    """Return the result of a page that took the process down with it."""
    fault = InternalFaultError("the process that read this page died", file=item.path, trace="", place="")
    return PageResult(item.path, item.name, error=fault)


def _with_empty_crawls(results: Iterator[PageResult], specs: Path) -> Iterator[PageResult]:
    """Add an error for each container in which nothing is an API page: then it is the wrong file."""
    current, useful, above = "", True, ""
    for result in results:
        if result.container != current:
            yield from _useless(current, useful, specs)
            # The page that a saved file is named after stands above its frames and speaks for itself.
            current, useful = result.container, result.container == above
        useful = useful or not result.set_aside
        above = result.path
        yield result
    yield from _useless(current, useful, specs)


def _useless(container: str, useful: bool, specs: Path) -> Iterator[PageResult]:
    if container and not useful:
        error = OtherPageError(
            "no page in this file is a page of an API", file=container, hint="remove it, or save the pages of the APIs"
        )
        yield PageResult(container, page_name(Path(container), specs), error=error)
