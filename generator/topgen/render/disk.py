"""The files onto the disk, all or nothing, and only those that changed.

In:  the output files and the folder of the tree. Out: ``Changes``.
Changed files are staged in a folder inside the tree; renaming that folder to ``.topgen-pending`` is the moment that
decides. Killed before it, a run leaves the old tree and a staging folder, which the next run sweeps out; killed after
it, the next run carries out what is pending, which may be done any number of times. Swapping the whole tree for a new
one would be one step shorter, but the tree also holds what is not ours (environments, caches, a user's files, an open
terminal), it would be missing between the two renames, and a mount point cannot be renamed at all.
Nothing is forced to the disk platter: this guards against an interrupted run, not against a power cut.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from filelock import FileLock

from topgen.atomic_file import refuse_link
from topgen.errors import GeneratorError, SpecFormatError, UsageError
from topgen.render.drift import Drift, find_drift
from topgen.render.manifest import MANIFEST, make_manifest
from topgen.render.output import OutputFile
from topgen.render.paths import check_paths, is_plain, locate
from topgen.small_files import read_small_file

PENDING = ".topgen-pending"
_LOCK = ".topgen-lock"
"""The operating system lets go of it when a process dies, however it dies, so a stale one cannot exist."""
_STAGING = ".topgen-staging-"
_JOURNAL = "journal.json"


@dataclass(frozen=True, slots=True)
class Changes:
    """What a run did to the tree."""

    drift: Drift
    """How the tree differed before; all of ``drift.stale`` is mended now."""
    resumed: bool
    """Whether an interrupted run had to be finished first."""


def write_tree(files: Sequence[OutputFile], out: Path, only: Sequence[str] = ()) -> Changes:
    """Make the tree equal to the files; what is equal already is not touched, what is not ours stays.

    ``only`` are the patterns that its APIs were chosen by, to be recorded.

    Raises:
        NameConflictError: a path leaves the tree.
        UsageError: the folder holds other files in the places of ours, and was never written by topgen.
        LinkedPathError: the tree, or what a run leaves in it, is a link.
        GeneratorError: the disk refuses.
    """
    check_paths([file.path for file in files])
    refuse_link(out)
    root = out.resolve()
    try:
        root.mkdir(parents=True, exist_ok=True)
        for name in (_LOCK, PENDING, f"{_STAGING}done"):
            refuse_link(root / name)
        with FileLock(root / _LOCK):
            resumed = _finish_interrupted(root)
            drift = find_drift(files, root, only)
            if drift.edited and not (root / MANIFEST).exists():
                said = f"this folder holds other files, which would be overwritten: {', '.join(drift.edited[:3])}"
                raise UsageError(said, file=str(out), hint="name another folder with --out, or remove them")
            if drift.stale:
                _stage((*files, make_manifest(files, only)), drift, root)
                _carry_out(root)
            return Changes(drift, resumed)
    except OSError as error:
        raise GeneratorError(f"cannot be written: {error.strerror}", file=str(error.filename or out)) from None


def _finish_interrupted(out: Path) -> bool:
    """Carry out what an earlier run had decided, and sweep out what it had not."""
    for left in out.glob(f"{_STAGING}*"):
        refuse_link(left)
        shutil.rmtree(left)
    pending = (out / PENDING).exists()
    if pending:
        _carry_out(out)
    return pending


def _stage(files: Iterable[OutputFile], drift: Drift, out: Path) -> None:
    """Write what changes beside its place, then decide for it by one rename."""
    staging = Path(mkdtemp(prefix=_STAGING, dir=out))
    written = {*drift.new, *drift.changed, *drift.edited}
    try:
        for file in files:
            if file.path in written:
                place = staging / "files" / file.path
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(file.data)
        journal = {"write": sorted(written), "remove": list(drift.vanished)}
        (staging / _JOURNAL).write_text(json.dumps(journal), "utf-8")
        staging.rename(out / PENDING)
    except OSError:
        shutil.rmtree(staging, ignore_errors=True)  # a full disk should not be kept full
        raise


def _carry_out(out: Path) -> None:
    """Move the staged files to their places and remove the vanished ones; harmless when done before in part."""
    pending = out / PENDING
    journal = _read_journal(pending / _JOURNAL)
    for path in sorted(journal["write"], key=lambda each: (each == MANIFEST, each)):
        staged, place = pending / "files" / path, locate(out, path)
        if staged.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            staged.replace(place)
    for path in filter(is_plain, journal["remove"]):
        place = locate(out, path)
        place.unlink(missing_ok=True)
        _remove_bytecode(place)
        _remove_empty_folders(place.parent, out)
    done = pending.rename(out / f"{_STAGING}done")  # a folder without its journal must never be called pending
    shutil.rmtree(done)


def _read_journal(place: Path) -> dict[str, list[str]]:
    try:
        journal = json.loads(read_small_file(place))
        return {key: [str(path) for path in journal[key]] for key in ("write", "remove")}
    except (ValueError, LookupError, TypeError, RecursionError, SpecFormatError):
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


def _remove_empty_folders(folder: Path, out: Path) -> None:
    while folder != out and folder.is_dir() and not os.listdir(folder):
        folder.rmdir()
        folder = folder.parent
