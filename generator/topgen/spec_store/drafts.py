"""Specs that were just read beside those on disk.

In:  results of pages, one after the other. Out: which APIs are new or changed and how, which of them their pages show
less of than before, and the text of their specs.
The text of those that are not changed is forgotten at once, so that the memory hardly grows with the number of pages.
Note: a spec says what its page says, always. Where a poorer page shows less, the last full spec is kept beside it, in
``specs/kept/``, and the package is made of that, until a page shows as much again or somebody accepts the loss.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from msgspec import structs

from topgen.batch import PageReading, PageResult, without_fields
from topgen.diff import Change, Loss, count_facts, find_changes, find_losses
from topgen.errors import GeneratorError
from topgen.spec.model import Api, Doubt
from topgen.spec.names import spec_path
from topgen.spec.problems import Problem, Severity
from topgen.spec.spec_file import dump_api, is_edited, load_api
from topgen.spec_store.folders import spec_names
from topgen.spec_store.result import Allowed
from topgen.stamps import Stamps

ReadInFull: TypeAlias = Callable[[PageResult], PageReading]
_SHOWN = 5
"""So many differences between two pages are named."""


def kept_path(name: str) -> PurePosixPath:
    """Return the path of an API's last full spec below the folder of specs."""
    return "kept" / spec_path(name).relative_to("apis")


class Drafts:
    """Specs that were read, beside those on disk."""

    def __init__(
        self,
        specs: Path,
        allowed: Allowed,
        stamps: Stamps,
        read: Callable[[PageResult], PageReading],
        *,
        keep_apis: bool,
    ) -> None:
        """``stamps`` are of the specs folder; ``read`` gives the whole reading of a light result."""
        self.specs = specs
        self._stamps = stamps
        self._read_in_full = read
        self._kept_there = spec_names(specs, "kept")
        self.keep_apis = keep_apis
        self.apis: dict[str, Api] = {}
        self.texts: dict[str, bytes] = {}
        """Compressed, by path below the specs folder."""
        self.new: set[str] = set()
        self.rewritten: set[str] = set()
        self.changes: dict[str, tuple[Change, ...]] = {}
        self.kept: dict[str, tuple[Loss, ...]] = {}
        self.released: set[str] = set()
        self.known_doubts: dict[str, frozenset[Doubt]] = {}
        self.edited: list[str] = []
        """APIs whose specs a person has edited, and that would be overwritten."""
        self._allowed = allowed
        self._sources: dict[str, _Source] = {}
        self._others: dict[str, list[_Source]] = {}

    def take(self, result: PageResult) -> PageResult:
        """Compare a spec with the one on disk, and with that of an earlier page of the same API."""
        reading = result.reading
        if reading is None:
            return result
        source = _Source(result, self._read_in_full)
        name = reading.api.name
        if name not in self._sources:
            self._sources[name] = source
            if not self._is_on_disk(reading):
                full = self._read_in_full(result) if reading.is_light else reading
                self._compare(full.api, full.spec.encode())
        elif source.content != self._sources[name].content:
            self._others.setdefault(name, []).append(source)
        return result if reading.is_light else replace(result, reading=without_fields(reading))

    def _is_on_disk(self, reading: PageReading) -> bool:
        """Return whether nothing else is on disk of an API than this page says."""
        name = reading.api.name
        return name not in self._kept_there and self._stamps.digest(str(spec_path(name))) == reading.spec_digest

    def settle_disagreements(self) -> tuple[Problem, ...]:
        """Let the page that shows most make the spec of an API that pages describe differently; say which and why."""
        return tuple(problem for name in sorted(self._others) for problem in self._settle(name))

    def _settle(self, name: str) -> tuple[Problem, ...]:
        first = self._sources[name]
        sources = sorted((first, *self._others[name]), key=lambda source: (-source.facts, source.page))
        best = sources[0]
        if best is not first:
            self._forget(name)
            self._compare(best.api, dump_api(best.api).encode())
        return tuple(_disagreement(best, other) for other in sources[1:])

    def _forget(self, name: str) -> None:
        for path in (spec_path(name), kept_path(name)):
            self.texts.pop(str(path), None)
        for names in (self.new, self.rewritten, self.released):
            names.discard(name)
        for facts in (self.changes, self.kept, self.known_doubts):
            facts.pop(name, None)

    def _compare(self, api: Api, data: bytes) -> None:
        path = spec_path(api.name)
        before = self._read(path)
        old = None if before is None or before == data else self._load(path)
        if before != data:
            self.texts[str(path)] = zlib.compress(data)
        if before is None:
            self.new.add(api.name)
        elif before != data:
            self._note_changes(api, old)
            if old is not None and not self._allowed.edits and is_edited(before.decode()):
                self.edited.append(api.name)
        self._keep(api, old)

    def _note_changes(self, api: Api, old: Api | None) -> None:
        changes = find_changes(old, api) if old is not None else ()
        if old is not None:
            self.known_doubts[api.name] = frozenset(structs.replace(doubt, line=0) for doubt in old.doubts)
        if changes or old is None or _doubts(old) != _doubts(api):
            self.changes[api.name] = changes
        else:
            self.rewritten.add(api.name)

    def _keep(self, api: Api, old: Api | None) -> None:
        """Keep the last full spec of an API whose page shows less; ``old`` is the spec on disk where it differs."""
        path = kept_path(api.name)
        kept = self._load(path)
        full = kept or old
        losses = find_losses(full, api) if full is not None else ()
        if losses and not any(fnmatchcase(api.name, pattern) for pattern in self._allowed.losses):
            self.kept[api.name] = losses
            if kept is None and full is not None:
                self.texts[str(path)] = zlib.compress(dump_api(full).encode())
        elif (self.specs / path).is_file():
            self.released.add(api.name)
        if self.keep_apis:
            self.apis[api.name] = full if api.name in self.kept and full is not None else api

    def _read(self, path: PurePosixPath) -> bytes | None:
        target = self.specs / path
        return target.read_bytes() if target.is_file() else None

    def _load(self, path: PurePosixPath) -> Api | None:
        """Return the spec of a file; None for one that is not there or that nobody can read, as after a bad merge."""
        data = self._read(path)
        with suppress(GeneratorError, UnicodeDecodeError):
            return load_api(data.decode(), str(self.specs / path)) if data is not None else None
        return None


class _Source:
    """A page of an API, as long as another one may describe it differently."""

    def __init__(self, result: PageResult, read: ReadInFull) -> None:
        reading = result.reading
        assert reading is not None
        self.page = reading.api.source.page
        self.content = reading.content
        self._spec = zlib.compress(reading.spec.encode()) if not reading.is_light else b""
        self._read = partial(read, result)

    @property
    def api(self) -> Api:
        text = zlib.decompress(self._spec).decode() if self._spec else self._read().spec
        return load_api(text, self.page)

    @property
    def facts(self) -> int:
        """How much the page shows."""
        return count_facts(self.api)


def _doubts(api: Api) -> list[Doubt]:
    return [structs.replace(doubt, line=0) for doubt in api.doubts]


def _disagreement(best: _Source, other: _Source) -> Problem:
    changes = [str(change) for change in find_changes(best.api, other.api)]
    more = f"; and {len(changes) - _SHOWN} more" if len(changes) > _SHOWN else ""
    why = f"shows more ({best.facts} facts against {other.facts})" if best.facts > other.facts else "comes first"
    return Problem(
        code="pages-disagree",
        severity=Severity.DOUBT,
        file=other.page,
        line=0,
        at=best.api.name,
        message=f"{best.page} describes the same API and was taken, because it {why}; here differ: "
        f"{'; '.join(changes[:_SHOWN])}{more} (keep one of the pages)",
    )
