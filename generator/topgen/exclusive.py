"""Folders of which one run has hold: what it writes there appears as a whole or not at all.

In:  the specs folder and that of the package, and the files that are to be written and removed in each.
Out: the folders changed. What changes is staged inside each folder; renaming the staging folder of the specs to
``.topgen-pending`` is the moment that decides for all. Killed before it, a run leaves everything as it was and staging
folders, which the next run sweeps out; killed after it, the next run carries out what is pending, which may be done any
number of times. Swapping whole folders for new ones would be one step shorter, but they also hold what is not ours
(pages, environments, a user's files, an open terminal), they would be missing between two renames, and a mount point
cannot be renamed at all.
Note: what is staged is on the platter before it is decided for, so that a power cut leaves no empty files.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from tempfile import mkdtemp

import msgspec
from filelock import FileLock, Timeout

from topgen.atomic_file import locate_below, refuse_link, write_new_file
from topgen.errors import GeneratorError, SpecFormatError, UsageError
from topgen.hidden_characters import reveal
from topgen.small_files import read_small_file

_log = logging.getLogger("topgen")
"""What is told while it happens; where nobody sets up logging, Python prints it on the standard error."""
PENDING = ".topgen-pending"
LOCK = ".topgen-lock"
"""The operating system lets go of it when a process dies, however it dies, so a stale one cannot exist."""
_STAGING = ".topgen-staging-"
_STAGED = re.compile(re.escape(_STAGING) + r"\w+", re.ASCII)
_JOURNAL, _FILES = "journal.json", "files"
_PART = r"(?!\.{1,2}(?:/|\Z))[\w.\-]+"
_PATH = re.compile(rf"{_PART}(?:/{_PART})*", re.ASCII)
_OURS = frozenset(("pages", "apis", "overlays", "names.lock.yaml"))
_MANY = 200
"""So many files are forced to disk sooner together with all others."""
_PATIENCE = 1
"""Seconds after which somebody is told that another run is waited for."""


def is_plain(path: str) -> bool:
    """Return whether the path is words, dots, dashes and slashes that can only lead down from where it starts."""
    return _PATH.fullmatch(path) is not None


@dataclass(frozen=True, slots=True)
class FolderChange:
    """What is to change in one folder; all paths are plain ones below it."""

    root: Path
    write: Iterable[tuple[str, bytes]]
    """In the order in which they appear."""
    remove: Sequence[str] = ()


class _ToDo(msgspec.Struct):
    """What is to be done in one folder once its files are staged."""

    write: list[str]
    remove: list[str]


class _Beside(msgspec.Struct):
    """The same in a folder beside the one that keeps the record."""

    root: str
    staging: str
    """The name of its staging folder."""
    todo: _ToDo


class _Journal(msgspec.Struct):
    """What a run has decided to do."""

    todo: _ToDo
    beside: list[_Beside]


@dataclass(frozen=True, slots=True)
class _Staged:
    """A folder whose changes are written beside their places."""

    root: Path
    folder: Path
    todo: _ToDo


@dataclass(slots=True)
class Exclusive:
    """The hold that a run has of folders, the first of which keeps the record of what it does."""

    home: Path
    others: tuple[Path, ...] = ()
    dry: bool = False
    """Whether nothing is written."""
    resumed: bool = False
    """Whether an interrupted run had to be finished first."""
    _locked: set[Path] = field(default_factory=set)
    _locks: ExitStack = field(default_factory=ExitStack)

    def commit(self, *changes: FolderChange) -> None:
        """Carry out changes of the folders, all or none.

        Raises:
            LinkedPathError: a folder on the way is a link.
            GeneratorError: the disk refuses.
        """
        changes = tuple(change for change in map(_with_something, changes) if change is not None)
        if self.dry or not changes:
            return
        with _disk_errors(self.home):
            for change in changes:
                change.root.mkdir(parents=True, exist_ok=True)
                self.lock(change.root)
            self.home.mkdir(parents=True, exist_ok=True)
            self.lock(self.home)
            staged: list[_Staged] = []
            try:
                for change in changes:
                    staged.append(_stage(change))
                _decide(self.home, staged)
            except BaseException:
                for each in staged:
                    shutil.rmtree(each.folder, ignore_errors=True)  # a full disk should not be kept full
                raise
            _carry_out(self.home, self.others)

    def lock(self, root: Path) -> None:
        """Keep other runs away from a folder; those that have hold of it are waited for."""
        place = root.resolve() / LOCK
        if place not in self._locked:
            refuse_link(root)
            refuse_link(place)
            self._locks.enter_context(_locked(place))
            self._locked.add(place)

    def finish_interrupted(self) -> None:
        """Carry out what an earlier run had decided, and sweep out what it had not."""
        self.resumed = (self.home / PENDING).exists()
        if self.resumed:
            _carry_out(self.home, self.others)
        for root in (self.home, *self.others):
            for left in root.glob(f"{_STAGING}*"):
                refuse_link(left)
                shutil.rmtree(left)


@contextmanager
def exclusive(home: Path, *others: Path, dry: bool = False) -> Iterator[Exclusive]:
    """Have hold of folders from before they are read until they are written.

    A run that was interrupted in them is finished or undone first. Folders that are not there are not made, and those
    that hold nothing of ours get no lock, until something is written. A ``dry`` run writes nothing at all, and keeps
    nobody away.

    Raises:
        UsageError: a run was interrupted, and a dry one cannot finish it.
        LinkedPathError: one of them, or what a run leaves in it, is a link.
        GeneratorError: the disk refuses, or the record of an interrupted run is damaged.
    """
    held = Exclusive(home, others, dry)
    if dry:
        check_whole(home)
        yield held
        return
    with held._locks:
        with _disk_errors(home):
            for root in filter(_is_ours, (home, *others)):
                held.lock(root)
                refuse_link(root / PENDING)
            held.finish_interrupted()
        yield held


def _is_ours(root: Path) -> bool:
    """Whether a folder is one of topgen's, and no mistyped one of somebody else."""
    return root.is_dir() and any(name in _OURS or name.startswith(".topgen") for name in os.listdir(root))


def check_whole(home: Path) -> None:
    """Raise ``UsageError`` where a run was interrupted, so that the folders are neither old nor new."""
    if (home / PENDING).exists():
        hint = "topgen build finishes what it had begun"
        raise UsageError("a run was interrupted here while it wrote", file=str(home), hint=hint)


@contextmanager
def _disk_errors(home: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        said = error.strerror or str(error) or type(error).__name__
        raise GeneratorError(f"cannot be written: {said}", file=str(error.filename or home)) from None


@contextmanager
def _locked(place: Path) -> Iterator[None]:
    lock = FileLock(place)
    try:
        lock.acquire(timeout=_PATIENCE)
    except Timeout:
        _log.warning("%s", reveal(f"waiting for another run that has hold of {place.parent}"))
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _with_something(change: FolderChange) -> FolderChange | None:
    """Return the change, or None where it changes nothing."""
    files = iter(change.write)
    first = tuple(islice(files, 1))
    return replace(change, write=chain(first, files)) if first or change.remove else None


def _stage(change: FolderChange) -> _Staged:
    """Write what changes in one folder beside its place."""
    folder = Path(mkdtemp(prefix=_STAGING, dir=change.root))
    written = []
    try:
        for path, data in change.write:
            locate_below(change.root, path)
            place = folder / _FILES / path
            place.parent.mkdir(parents=True, exist_ok=True)
            write_new_file(place, data)
            written.append(path)
        for path in change.remove:
            locate_below(change.root, path)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return _Staged(change.root, folder, _ToDo(written, list(change.remove)))


def _decide(home: Path, staged: Sequence[_Staged]) -> None:
    """Make all that is staged the thing to be done, by one rename."""
    first = next((each for each in staged if each.root == home), None) or _stage(FolderChange(home, ()))
    beside = [_Beside(str(each.root.resolve()), each.folder.name, each.todo) for each in staged if each is not first]
    write_new_file(first.folder / _JOURNAL, msgspec.json.encode(_Journal(first.todo, beside)))
    _force_to_disk({first.folder, *(each.folder for each in staged)})
    first.folder.rename(home / PENDING)


def _carry_out(home: Path, others: Iterable[Path]) -> None:
    """Move staged files to their places and remove what is to go; harmless when done before in part.

    A folder that the record names and that this run has no hold of is left alone: the next run there writes it anew.
    """
    pending = home / PENDING
    journal = _read_journal(pending / _JOURNAL)
    known = {str(root.resolve()): root for root in others}
    for each in journal.beside:
        root = known.get(each.root)
        if root is not None and _STAGED.fullmatch(each.staging):
            staging = root / each.staging
            if staging.is_dir() and not staging.is_symlink():
                _move(root, staging, each.todo)
                shutil.rmtree(staging)
    _move(home, pending, journal.todo)
    done = pending.rename(home / f"{_STAGING}done")  # a folder without its journal must never be called pending
    shutil.rmtree(done)


def _move(root: Path, folder: Path, todo: _ToDo) -> None:
    for path in filter(is_plain, todo.write):
        staged, place = folder / _FILES / path, locate_below(root, path)
        if staged.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            staged.replace(place)
    for path in filter(is_plain, todo.remove):
        place = locate_below(root, path)
        place.unlink(missing_ok=True)
        _remove_bytecode(place)
        _remove_empty_folders(place.parent, root)


def _force_to_disk(folders: Iterable[Path]) -> None:
    """Wait until the files below folders are on the platter: one by one, or where they are many, all of the system."""
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    if len(files) > _MANY and hasattr(os, "sync"):
        os.sync()
        return
    for path in files:
        with path.open("rb+") as stream:
            os.fsync(stream.fileno())


def _read_journal(place: Path) -> _Journal:
    """Return what is to be done; raises ``GeneratorError`` where it is damaged."""
    try:
        return msgspec.json.decode(read_small_file(place), type=_Journal)
    except (msgspec.DecodeError, RecursionError, SpecFormatError):
        said = "the record of a run that was interrupted is damaged"
        hint = f"delete the folder {place.parent.name}, then run topgen build again"
        raise GeneratorError(said, file=str(place), hint=hint) from None


def _remove_bytecode(module: Path) -> None:
    """Remove what Python has compiled a module of ours to, which would keep its folder and its package alive."""
    folder = module.parent / "__pycache__"
    if module.suffix == ".py" and folder.is_dir() and not folder.is_symlink():
        for compiled in folder.glob(f"{module.stem}.*.pyc"):
            compiled.unlink()
        _remove_empty_folders(folder, module.parent)


def _remove_empty_folders(folder: Path, root: Path) -> None:
    while folder != root and folder.is_dir() and not os.listdir(folder):
        folder.rmdir()
        folder = folder.parent
