"""Pages that could not be read, put into quarantine with the smallest part that shows why.

In:  the results of a run.
Out: folders, and which page is in which.
Surprises: pages that fail alike are one kind, and only the first of a kind is reduced, for that takes up to two
seconds; when a run has many kinds, the last ones are stored whole.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from topgen.batch.reading import as_fault, read_whole
from topgen.batch.result import PageResult
from topgen.errors import AmbiguousLayoutError, GeneratorError, InternalFaultError, PageError, UnknownLayoutError
from topgen.pages import Page, page_from_bytes, read_page
from topgen.rejected import FOLDER, Case, case_folder, diagnose, reduce_text, release, write_case

MAX_SECONDS = 30.0
"""Spent on reducing pages in one run."""
Kind = tuple[str, ...]


def reject_pages(results: Sequence[PageResult], specs: Path, *, whole: bool) -> dict[str, Path]:
    """Write the cases of a run and give the folder of each page by its path.

    ``whole`` says that these are the results of all pages, so that cases of other pages are over.
    """
    refused = [result for result in results if _is_case(result)]
    read = (result.name for result in results if result.reading is not None)
    release(specs / FOLDER, read=read, kept=[result.name for result in refused] if whole else None)
    first: dict[Kind, str] = {}
    deadline = time.monotonic() + MAX_SECONDS
    places: dict[str, Path] = {}
    for result in refused:
        kind = _kind(result)
        case = _follow(result, first[kind]) if kind in first else _reduce(result, kind, specs, deadline)
        first.setdefault(kind, result.name)
        places[result.path] = write_case(specs / FOLDER, case)
    return places


def _is_case(result: PageResult) -> bool:
    return result.diagnosis is not None and bool(
        result.diagnosis.dialect or isinstance(result.error, InternalFaultError)
    )


def _kind(result: PageResult) -> Kind:
    """Give what pages that fail alike have in common."""
    if isinstance(result.error, InternalFaultError) or result.error is None or result.diagnosis is None:
        return (str(result.error and result.error.message),)
    return (result.error.message, result.diagnosis.dialect, *result.diagnosis.missing)


def _kind_of_text(text: str, page: Page) -> Kind:
    """Read a part of a page and give how it fails; nothing where it does not, or otherwise."""
    try:
        part = page_from_bytes(text.encode("utf-8", "replace"), page.path, page.name)
    except GeneratorError:
        return ()
    try:
        read_whole(part)
    except (UnknownLayoutError, AmbiguousLayoutError) as error:
        return _kind(PageResult(page.path, page.name, error=error, diagnosis=diagnose(part)))
    except GeneratorError:
        return ()
    except Exception as error:
        return _kind(PageResult(page.path, page.name, error=as_fault(error, page.path)))
    return ()


def _reduce(result: PageResult, kind: Kind, specs: Path, deadline: float) -> Case:
    """Make the case of a page with its smallest failing part."""
    try:
        page = read_page(result.path, specs)
    except PageError as error:
        return Case(result.name, _reason(result, f"the page cannot be read again: {error}"), "", _trace(result))
    part = page.text
    if time.monotonic() < deadline:
        part = reduce_text(page.text, lambda text: _kind_of_text(text, page) == kind)
    note = f"page.txt holds {len(part)} of the page's {len(page.text)} characters, which fail like the page"
    return Case(result.name, _reason(result, note), part, _trace(result))


def _follow(result: PageResult, other: str) -> Case:
    """Make the case of a page that fails as another one does."""
    note = f"it fails as {other} does, whose smallest failing part is ../{case_folder(other)}/page.txt"
    return Case(result.name, _reason(result, note), "", _trace(result))


def _reason(result: PageResult, note: str) -> str:
    return f"{result.name}\n{result.error and result.error.message}\n{result.diagnosis}\n{note}\n"


def _trace(result: PageResult) -> str:
    return result.error.trace if isinstance(result.error, InternalFaultError) else ""
