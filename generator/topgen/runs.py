"""Whole runs, in words: all pages become specs, specs become the package.

In:  pages, the specs folder, the folder of the generated package. Out: ``ParseResult`` and ``Changes``.
A page that cannot be read never stops the others, and an API whose page is gone keeps its spec file: only a person
deletes an API. The stages of a page are imported when there is one to read: where nothing has changed, that would take
longer than all the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from topgen.batch import ReadPage
from topgen.batch.pool import Workers
from topgen.exclusive import check_whole, exclusive
from topgen.guards import (
    check_inner_names,
    check_pages,
    check_places,
    check_removal,
)
from topgen.python_model import NameLock, dump_lock
from topgen.render import (
    Changes,
    Drift,
    OutputFile,
    change_tree,
    find_drift,
    read_file,
    read_manifest,
    show_drift,
)
from topgen.rendering import render
from topgen.select import Selection
from topgen.settings import NO_SETTINGS, Settings
from topgen.spec_store import (
    NOTHING,
    Allowed,
    Memory,
    ParseResult,
    Watch,
    change_specs,
    find_specs,
    open_memory,
    read_specs,
)


def find_reader() -> ReadPage:
    """Return what reads a page."""
    from topgen.pipeline import make_reading

    return make_reading


def parse(
    pages: Sequence[Path],
    specs: Path,
    watch: Watch | None = None,
    allowed: Allowed = NOTHING,
    *,
    dry: bool = False,
    workers: int | Workers = 0,
) -> ParseResult:
    """Read pages and write their specs; all pages below the specs folder where none is named."""
    check_pages(pages)
    with exclusive(specs, dry=dry) as held:
        memory = open_memory(specs)
        result = read_specs(find_reader, pages, specs, watch, allowed, keep_apis=False, memory=memory, workers=workers)
        held.commit(change_specs(result, specs))
        if not dry:
            memory.save(result.files.texts)
    return result


@dataclass(frozen=True, slots=True)
class CheckResult:
    """How specs and package differ from what would be written now."""

    result: ParseResult
    drift: Drift
    """Of the package, by paths from where one stands."""
    selection: Selection
    diff: tuple[str, ...]
    """The lines of a unified diff, the specs first."""
    stale_lock: tuple[str, ...] = ()
    """The file of the name lock, where it would be written anew."""

    @property
    def stale(self) -> tuple[str, ...]:
        """The APIs and the files that differ."""
        specs = (*self.result.new, *self.result.changed, *self.result.rewritten)
        return (*specs, *self.result.released, *self.stale_lock, *self.drift.stale, *self.drift.kept)


def _lock_file(memory: Memory, lock: NameLock) -> tuple[OutputFile, ...]:
    """Return what the file of the lock has to hold, nothing where it is known to hold it."""
    return () if memory.holds(lock) else (OutputFile(memory.lock_file.name, dump_lock(lock).encode()),)


def check(specs: Path, out: Path, watch: Watch | None = None, settings: Settings = NO_SETTINGS) -> CheckResult:
    """Compare specs and package with what a build would write; nothing is written, not even a cache."""
    check_whole(specs)
    memory = open_memory(specs, is_kept=False)
    result = read_specs(find_reader, (), specs, watch, ignore=settings.ignore, memory=memory)
    lock, stored = memory.load_lock(), find_specs(specs, result, memory.specs)
    made = render(stored, lock, memory.lock_file, out, with_tests=None, metadata=settings.package, remember=False)
    result = result.with_faults(made.faults).with_notes(made.notes)
    drift = find_drift(made.files, out, made.selection.patterns, made.as_left, made.stamps)
    names = _lock_file(memory, made.lock)
    diff = (line for file in (*result.files, *names) for line in show_drift((file,), specs, find_drift((file,), specs)))
    stale_lock = tuple(f"{specs.name}/{each.path}" for each in names if read_file(specs, each.path) != each.data)
    return CheckResult(
        result, drift.below(out), made.selection, (*diff, *show_drift(made.files, out, drift)), stale_lock
    )


def build(
    pages: Sequence[Path],
    specs: Path,
    out: Path,
    only: Sequence[str] = (),
    watch: Watch | None = None,
    allowed: Allowed = NOTHING,
    *,
    with_tests: bool | None = None,
    dry: bool = False,
    settings: Settings = NO_SETTINGS,
    workers: int | Workers = 0,
) -> tuple[ParseResult, Changes, Selection]:
    """Read pages, write their specs, and bring the generated package up to date; ``dry`` writes only the cache."""
    check_places(pages, specs, out)
    with exclusive(specs, out, dry=dry) as held:
        memory = open_memory(specs)
        result = read_specs(
            find_reader, pages, specs, watch, allowed, ignore=settings.ignore, memory=memory, workers=workers
        )
        lock, stored = memory.load_lock(), find_specs(specs, result, memory.specs)
        made = render(stored, lock, memory.lock_file, out, only, with_tests=with_tests, metadata=settings.package)
        last = read_manifest(out)
        named_anew = [each for each in lock.entries if each.api in made.named_anew]
        check_inner_names(named_anew, memory.lock_file, last, out)
        is_chosen = bool(only) and set(only) != set(last.only)
        check_removal(last, made.known, out, allowed=allowed.removal or is_chosen)
        result = result.with_faults(made.faults).with_notes(made.notes)
        drift, change = change_tree(made.files, out, made.selection.patterns, made.as_left, made.stamps)
        names = _lock_file(memory, made.lock)
        held.commit(change_specs(result, specs, names), change)
        if not dry:
            memory.save(result.files.texts, made.lock, *names)
            made.remember()
    return result, Changes(drift.below(out), held.resumed), made.selection
