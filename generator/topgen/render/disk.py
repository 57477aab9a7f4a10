"""What has to change on the disk for the package to be what was rendered.

In:  the output files and the folder of the tree. Out: ``Changes``, and the ``FolderChange`` that makes them: only the
files that differ.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from topgen.atomic_file import refuse_link
from topgen.errors import UsageError
from topgen.exclusive import FolderChange
from topgen.render.drafts import OutputFile
from topgen.render.drift import Drift, find_drift
from topgen.render.manifest import MANIFEST, make_manifest
from topgen.render.paths import check_paths, locate
from topgen.stamps import Stamps


@dataclass(frozen=True, slots=True)
class Changes:
    """What a run did to the tree."""

    drift: Drift
    """How the tree differed before; all of ``drift.stale`` is mended now."""
    resumed: bool
    """Whether an interrupted run had to be finished first."""


def change_tree(
    files: Sequence[OutputFile],
    out: Path,
    only: Sequence[str] = (),
    as_left: Mapping[str, str] = MappingProxyType({}),
    stamps: Stamps | None = None,
) -> tuple[Drift, FolderChange]:
    """Return how the tree differs from the files, and what makes it equal; what is not ours stays.

    ``only`` are the patterns that its APIs were chosen by, to be recorded; ``as_left`` further files, by path with
    their digests, that are known to be in the tree as they should be.

    Raises:
        NameConflictError: a path leaves the tree.
        UsageError: the folder holds other files in the places of ours, and was never written by topgen.
        LinkedPathError: the tree is a link.
    """
    check_paths([*as_left, *(file.path for file in files)])
    refuse_link(out)
    drift = find_drift(files, out, only, as_left, stamps)
    if drift.edited and not (out / MANIFEST).exists():
        said = f"this folder holds other files, which would be overwritten: {', '.join(drift.edited[:3])}"
        raise UsageError(said, file=str(out), hint="name another folder with --out, or remove them")
    for path in drift.stale:
        locate(out, path)
    written = {*drift.new, *drift.changed, *drift.edited}
    made = make_manifest({**as_left, **{file.path: file.digest for file in files}}, only)
    # The manifest goes last: a file that is not there yet, or no more, is then one that was edited.
    ours = (file for file in (*files, made) if file.path in written)
    return drift, FolderChange(out, ((file.path, file.data) for file in ours), drift.vanished)
