"""What a run remembers of the specs folder, so that the next one opens no file that is as it was.

In:  the specs folder. Out: digests of files, the results of pages, and the name lock, as long as their files are the
same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from topgen.batch import PageReading, PageResult, generator_digest, without_fields
from topgen.python_model import LOCK_FILE, NameLock, load_lock
from topgen.remembered import load_remembered, save_remembered
from topgen.render import OutputFile
from topgen.small_files import read_small_file
from topgen.stamps import Stamp, Stamps

_NAME = "specs.json"


class _Page(msgspec.Struct, frozen=True):
    """What became of one page."""

    path: str
    name: str
    container: str
    key: str
    reading: PageReading


class _File(msgspec.Struct, frozen=True):
    """What became of all pages of a file."""

    digest: str
    pages: tuple[_Page, ...]


class _LastRun(msgspec.Struct):
    """What the last run knew."""

    generator: str
    pages: dict[str, Stamp]
    specs: dict[str, Stamp]
    files: dict[str, _File]
    lock: NameLock | None = None
    lock_digest: str = ""
    """Of the file of the lock, which holds just what would be written."""


class Memory:
    """What the last run knew of a specs folder, and what this one will have known."""

    def __init__(self, specs: Path, last: _LastRun | None = None, *, is_kept: bool = True) -> None:
        self._specs = specs
        self._last = last or _LastRun(generator_digest(), {}, {}, {})
        self._files: dict[str, _File] = {}
        self.is_kept = is_kept
        """Whether what is new is remembered."""
        self.pages = Stamps(known=self._last.pages)
        """Of files of pages, by their paths from where one stands."""
        self.specs = Stamps(specs, self._last.specs)
        """Of the files of the specs folder, by their paths below it."""

    @property
    def lock_file(self) -> Path:
        """The file of the name lock."""
        return self._specs / Path(LOCK_FILE).name

    def recall(self, files: Iterable[Path]) -> dict[str, tuple[PageResult, ...]]:
        """Return the results of those files that are as they were, by their paths."""
        found: dict[str, tuple[PageResult, ...]] = {}
        for path in map(str, files):
            digest, file = self.pages.digest(path), self._last.files.get(path)
            if file is not None and digest == file.digest:
                self._files[path] = file
                found[path] = tuple(
                    PageResult(page.path, page.name, page.container, page.reading, key=page.key) for page in file.pages
                )
        return found

    def note(self, path: str, results: Sequence[PageResult]) -> None:
        """Remember the results of a file, if all of its pages were read: what is wrong with one is looked at anew."""
        pages = tuple(
            _Page(result.path, result.name, result.container, result.key, without_fields(result.reading))
            for result in results
            if result.reading is not None and result.error is None
        )
        digest = self.pages.digest(path)
        if digest is not None and len(pages) == len(results) and self.pages.is_unmoved(path):
            self._files[path] = _File(digest, pages)

    def load_lock(self) -> NameLock:
        """Return the name lock, empty where there is none.

        Raises:
            SpecFormatError: its file is no lock.
        """
        digest = self.specs.digest(self.lock_file.name)
        if self._last.lock is not None and digest == self._last.lock_digest:
            return self._last.lock
        # A link has no digest, and is read all the same: names must not be lost for it.
        is_there = self.lock_file.is_file()
        return load_lock(read_small_file(self.lock_file), str(self.lock_file)) if is_there else NameLock()

    def holds(self, lock: NameLock) -> bool:
        """Return whether the file of the lock is known to hold this one, in just the words that would be written."""
        is_same = lock is self._last.lock or lock == self._last.lock
        return is_same and self.specs.digest(self.lock_file.name) == self._last.lock_digest

    def save(self, written: Iterable[str], lock: NameLock | None = None, lock_file: OutputFile | None = None) -> None:
        """Let the next run know what this one has seen, and written by paths below the specs folder.

        ``lock`` are the names that this run has written, in ``lock_file``.
        """
        for path in (*written, self.lock_file.name):
            self.specs.forget(path)
            self.specs.digest(path)
        last = self._last
        now = _LastRun(last.generator, self.pages.seen, self.specs.seen, self._files, last.lock, last.lock_digest)
        if lock_file is not None:
            now.lock, now.lock_digest = lock, lock_file.digest
        if self.is_kept and now != last:
            save_remembered(self._specs, _NAME, now)

    def has_lost(self, files: Iterable[Path]) -> bool:
        """Return whether files that the last run knew are not among these."""
        return not self._last.files.keys() <= set(map(str, files))

    def keep_rest(self) -> None:
        """Keep what the last run knew of files that this one does not look at, because it reads some pages alone."""
        self.pages.seen = {**self._last.pages, **self.pages.seen}
        self.specs.seen = {**self._last.specs, **self.specs.seen}
        self._files = {**self._last.files, **self._files}


def open_memory(specs: Path, *, is_kept: bool = True) -> Memory:
    """Return what the last run of the same generator knew of a specs folder."""
    last, generator = load_remembered(specs, _NAME, _LastRun), generator_digest()
    if last is not None and last.generator != generator:
        last = _LastRun(generator, last.pages, last.specs, {})
    return Memory(specs, last, is_kept=is_kept)
