"""How the tree on disk differs from what would be written now.

In:  the output files and the folder of the tree. Out: ``Drift``, which a check prints and a build mends.
Note: a file that differs is *changed* when it is as we left it, and *edited* when somebody else touched it since.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from difflib import unified_diff
from pathlib import Path
from types import MappingProxyType

from topgen.render.drafts import OutputFile
from topgen.render.formatting import STYLE
from topgen.render.manifest import MANIFEST, make_manifest, read_manifest
from topgen.render.paths import locate
from topgen.stamps import Stamps


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """Paths by what is wrong with them; all sorted."""

    new: tuple[str, ...] = ()
    """Not there yet."""
    changed: tuple[str, ...] = ()
    """As we left them, and now different: the specs or the templates moved."""
    edited: tuple[str, ...] = ()
    """Touched since we wrote them; writing overwrites that."""
    vanished: tuple[str, ...] = ()
    """Ours, no longer rendered, as we left them; writing removes them."""
    kept: tuple[str, ...] = ()
    """Ours, no longer rendered, but edited since; never removed."""
    foreign: tuple[str, ...] = ()
    """Python files in the package that are not ours; left alone."""
    unchanged: int = 0
    laid_out_by: str = ""
    """The style year of black that the tree was laid out in, where another one is installed."""

    @property
    def stale(self) -> tuple[str, ...]:
        """What writing would change on disk."""
        return tuple(sorted((*self.new, *self.changed, *self.edited, *self.vanished)))

    def below(self, out: Path) -> Drift:
        """Return the same with paths from where one stands, as they can be opened."""

        def at(paths: Iterable[str]) -> tuple[str, ...]:
            return tuple((out / path).as_posix() for path in paths)

        return replace(
            self,
            new=at(self.new),
            changed=at(self.changed),
            edited=at(self.edited),
            vanished=at(self.vanished),
            kept=at(self.kept),
            foreign=at(self.foreign),
        )


def find_drift(
    files: Sequence[OutputFile],
    out: Path,
    only: Sequence[str] = (),
    as_left: Mapping[str, str] = MappingProxyType({}),
    stamps: Stamps | None = None,
) -> Drift:
    """Compare the tree with the files and its selection with ``only``; a tree that is not there is all new.

    ``as_left`` are further files, by path with their digests, that are known to be in the tree as they should be.
    """
    stamps = stamps if stamps is not None else Stamps(out)
    manifest = read_manifest(out)
    owned = manifest.files
    digests = {**as_left, **{file.path: file.digest for file in files}}
    wanted = {file.path: digests[file.path] for file in files}
    made = make_manifest(digests, only)
    for folder in {path.rpartition("/")[0] for path in (*digests, *owned)}:
        locate(out, f"{folder}/any" if folder else "any")
    found: dict[str, list[str]] = {"new": [], "changed": [], "edited": [], "vanished": [], "kept": []}
    unchanged = len(digests) - len(wanted)
    for path, digest in (*wanted.items(), (MANIFEST, made.digest)):
        if state := _state(path, digest, owned, stamps.digest(path)):
            found[state].append(path)
        else:
            unchanged += 1
    for path in owned.keys() - digests.keys():
        if (there := stamps.digest(path)) is not None:
            found["vanished" if there == owned[path] else "kept"].append(path)
    paths = {state: tuple(sorted(group)) for state, group in found.items()}
    foreign = tuple(sorted(_foreign(out, digests.keys() | owned.keys())))
    laid_out_by = manifest.black if manifest.black != STYLE else ""
    return Drift(**paths, foreign=foreign, unchanged=unchanged, laid_out_by=laid_out_by)


def show_drift(files: Sequence[OutputFile], out: Path, drift: Drift) -> Iterator[str]:
    """Yield the lines of a unified diff from the disk to what would be written, the manifest left out."""
    wanted = {file.path: file.data for file in files}
    for path in drift.stale:
        if path != MANIFEST:
            before, after = read_file(out, path), wanted.get(path)
            yield from unified_diff(
                _lines(before),
                _lines(after),
                f"{out.name}/{path}" if before is not None else "/dev/null",
                f"{out.name}/{path}" if after is not None else "/dev/null",
            )


def read_file(out: Path, path: str) -> bytes | None:
    """Return what stands at the path; None for nothing, and for a symbolic link, which is never ours."""
    place = locate(out, path)
    try:
        return None if place.is_symlink() else place.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def _state(path: str, digest: str, owned: Mapping[str, str], there: str | None) -> str:
    """Return what is wrong with one file; empty when nothing is."""
    if there is None:
        return "new"
    if there == digest:
        return ""
    as_left = path == MANIFEST or owned.get(path) == there
    return "changed" if as_left else "edited"


def _foreign(out: Path, ours: Set[str]) -> Iterator[str]:
    """Yield the Python files that are not ours in folders of packages that are."""
    for package in {tuple(path.split("/")[:2]) for path in ours if path.startswith("src/")}:
        for folder, _, names in os.walk(out.joinpath(*package)):
            below = Path(folder).relative_to(out).as_posix()
            paths = (f"{below}/{name}" for name in names if name.endswith(".py"))
            yield from (path for path in paths if path not in ours)


def _lines(data: bytes | None) -> list[str]:
    return (data or b"").decode("utf-8", "replace").splitlines(keepends=True)
