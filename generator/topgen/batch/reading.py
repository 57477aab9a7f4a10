"""One page all the way to its spec, and what may go wrong on that way.

In:  ``StoredPage`` values. Out: ``PageResult`` values; reading one is total.
Surprises: an exception that is no ``GeneratorError`` is a fault of ours and spoils one page, not the run; in a crawl,
what does not even resemble an API page is set aside without an error, since most pages of a site are no API pages.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import topgen
from topgen.alignment import ApiTree, build_tree
from topgen.alignment.known_structs import NO_STRUCTS, KnownStructs, find_structs
from topgen.batch.cache import Cache
from topgen.batch.diagnose import diagnose, resembles_api
from topgen.batch.result import PageReading, PageResult, digest_content
from topgen.check import Problem, Severity, find_problems
from topgen.coverage import Coverage, measure_coverage
from topgen.errors import (
    AmbiguousLayoutError,
    GeneratorError,
    InternalFaultError,
    UnknownLayoutError,
    UnreadablePageError,
)
from topgen.extract.api import read_api
from topgen.layouts import read_document
from topgen.pages import Page, StoredPage, decode_page
from topgen.spec.doubts import DoubtKind
from topgen.spec.model import Api
from topgen.spec.yaml_api import dump_api

_TRACE_FRAMES = 30


def read_page_api(page: Page) -> Api:
    """Read one page all the way to its spec."""
    return read_api(build_tree(read_document(page)), page)


def read_stored(cache: Cache, stored: StoredPage, structs: KnownStructs = NO_STRUCTS) -> PageResult:
    """Read one page, or remember what reading it gave; total. ``shapes`` are what other pages show of its classes."""
    key = cache.key(stored, structs)
    result = PageResult(stored.path, stored.name, stored.container, key=key)
    remembered = cache.load(key)
    if remembered is not None:
        return replace(result, reading=remembered)
    try:
        page = decode_page(stored)
    except UnreadablePageError as error:
        return result if stored.container and not stored.trouble else replace(result, error=error)
    try:
        reading = read_whole(page, structs)
    except (UnknownLayoutError, AmbiguousLayoutError) as error:
        if stored.container and not resembles_api(page):
            return result
        return replace(result, error=error, diagnosis=diagnose(page))
    except GeneratorError as error:
        return replace(result, error=error)
    except Exception as error:
        return replace(result, error=as_fault(error, page.path), diagnosis=diagnose(page))
    cache.save(key, reading)
    return replace(result, reading=reading)


def read_whole(page: Page, structs: KnownStructs = NO_STRUCTS) -> PageReading:
    """Read a page: its API, what of it is unexplained, what is odd about it, and what it tells of its classes.

    Raises:
        PageError: the page is no API page.
        NameConflictError: the name on the page is no safe API name.
        SpecFormatError: the page holds what no spec file can hold.
    """
    tree = build_tree(read_document(page), structs)
    api, coverage = read_api(tree, page), measure_coverage(page, tree)
    problems = (*_damage(page, api), *_unexplained(coverage, api), *_disagreements(tree, api), *find_problems(api))
    return PageReading(
        api,
        dump_api(api),
        problems,
        coverage.explained,
        coverage.total,
        digest_content(api),
        structs=tuple(find_structs(tree)),
        has_open_places=any(doubt.kind is DoubtKind.PARENT for doubt in tree.doubts),
    )


def _damage(page: Page, api: Api) -> Iterator[Problem]:
    """What the bytes of the page have lost."""
    if page.damage:
        yield Problem(
            code="damaged-text",
            severity=Severity.DOUBT,
            file=page.name,
            line=page.damaged_line,
            at=api.name,
            message=page.damage,
        )


def _unexplained(coverage: Coverage, api: Api) -> Iterator[Problem]:
    """The words of the page that no rule accounts for."""
    for entry in coverage.unexplained:
        yield Problem(
            code="unexplained-text",
            severity=Severity.DOUBT,
            file=api.source.page,
            line=entry.cell.line,
            at=api.name,
            message=entry.rule or "nobody knows what this says",
            quote=entry.quote,
        )


def _disagreements(tree: ApiTree, api: Api) -> Iterator[Problem]:
    """The contradictions between witnesses that a rule has settled."""
    for found in tree.conflicts:
        said = (
            f"line {found.other.line} says {found.other.text!r}" if found.other.text else "another says nothing of it"
        )
        yield Problem(
            code=found.rule.value,
            severity=Severity.NOTE,
            file=api.source.page,
            line=found.chosen.line,
            at=f"{api.name} {found.at}",
            message=f"witnesses disagree, and {said}",
            quote=found.chosen.text,
        )


def as_fault(error: Exception, path: str) -> InternalFaultError:
    """Give the report of an exception that nobody foresaw."""
    place = _place(error)
    message = f"{type(error).__name__} at {place or 'an unknown place'}"
    trace = "".join(traceback.format_exception(error, limit=-_TRACE_FRAMES))
    return InternalFaultError(message, file=path, trace=trace, place=place)


def _place(error: Exception) -> str:
    """Give the innermost line of our own source that the exception came through."""
    home = Path(topgen.__file__).parent
    place = ""
    for frame in traceback.extract_tb(error.__traceback__):
        path = Path(frame.filename)
        if path.is_relative_to(home):
            place = f"{path.relative_to(home.parent).as_posix()}:{frame.lineno}"
    return place
