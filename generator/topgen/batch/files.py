"""All pages of many files.

In:  paths, in the order in which results are wanted.
Out: ``PageResult`` values in that order.
Surprise: a file that cannot be opened, or breaks in the middle, is a result of its own after those of its pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from functools import partial
from pathlib import Path

from topgen.alignment.known_structs import NO_STRUCTS, KnownStructs
from topgen.batch.cache import Cache
from topgen.batch.pool import count_cores, map_in_order
from topgen.batch.reading import read_stored
from topgen.batch.result import PageResult
from topgen.errors import InternalFaultError, PageError, UnknownLayoutError, UnreadablePageError
from topgen.pages import StoredPage, open_pages, page_name

Item = StoredPage | PageResult
"""A page to read, or a result that is known before anything is read."""

FEW_BYTES = 256 * 1024
"""So much is read sooner than other processes have started."""


def read_files(paths: Sequence[Path], specs: Path, cache: Cache, *, cores: int = 0) -> Iterator[PageResult]:
    """Yield the results of all pages, each read for itself; ``cores`` 0 means as many as there are."""
    results = map_in_order(partial(_read, cache, NO_STRUCTS), _lost, _items(paths, specs), cores or _cores(paths))
    return _with_empty_crawls(results, specs)


def read_again(
    paths: Sequence[Path], specs: Path, cache: Cache, structs: KnownStructs, names: Set[str]
) -> Iterator[PageResult]:
    """Yield the results of the pages of these names, read beside what other pages show of their classes."""
    wanted = (item for item in _items(paths, specs) if isinstance(item, StoredPage) and item.name in names)
    return map_in_order(partial(_read, cache, structs), _lost, wanted, _cores(paths))


def _cores(paths: Sequence[Path]) -> int:
    """Return the number of cores that are worth their start."""
    size = sum(path.stat().st_size for path in paths if path.is_file())
    return count_cores() if size > FEW_BYTES else 1


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


def _read(cache: Cache, structs: KnownStructs, item: Item) -> PageResult:
    return item if isinstance(item, PageResult) else read_stored(cache, item, structs)


def _lost(item: Item) -> PageResult:
    """The result of a page that took the process down with it."""
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
        error = UnknownLayoutError("no page in this file is an API page", file=container)
        yield PageResult(container, page_name(Path(container), specs), error=error)
