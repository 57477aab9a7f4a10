"""The files of the specs folder: loading them with their corrections, and writing them.

In:  the specs folder, and what was read. Out: ``StoredSpecs``: a file that is broken, or a correction that no longer
fits, costs its own API alone, and one that has not changed is not even loaded.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from itertools import chain
from pathlib import Path, PurePosixPath

from topgen.atomic_file import locate_below
from topgen.errors import OverlayFulfilledError, SpecFormatError, UsageError
from topgen.exclusive import FolderChange
from topgen.overlay import apply_overlay, describe, load_overlay, overlay_schema, split_fulfilled
from topgen.render import OutputFile, read_file
from topgen.small_files import read_small_file
from topgen.spec.model import Api
from topgen.spec.names import spec_path
from topgen.spec.problems import Problem, Severity
from topgen.spec.spec_file import api_schema, load_api
from topgen.spec_store.drafts import kept_path
from topgen.spec_store.folders import files_below, is_spec, spec_names
from topgen.spec_store.result import ApiFault, ParseResult
from topgen.stamps import Stamps


@dataclass(frozen=True, slots=True)
class StoredSpec:
    """One API of the specs folder, loaded when it is asked for."""

    name: str
    digest: str | None
    """Of all that the package takes of it, the spec and its corrections; None where nobody knows, as behind a link."""
    load: Callable[[], CorrectedApi]
    """Raises ``GeneratorError`` where the spec is broken or a correction does not fit."""


@dataclass(frozen=True, slots=True)
class CorrectedApi:
    """An API as the package takes it."""

    api: Api
    notes: tuple[Problem, ...] = ()
    """About corrections that the page has made superfluous."""


@dataclass(frozen=True, slots=True)
class StoredSpecs:
    """What the package is made of."""

    specs: tuple[StoredSpec, ...]
    """Sorted."""
    faults: tuple[ApiFault, ...] = ()
    """Of reading, and of files that are not read."""


def change_specs(result: ParseResult, specs: Path, others: Iterable[OutputFile] = ()) -> FolderChange:
    """Return the spec files that changed, the schemas that editors check them with, and other files of the folder.

    Raises:
        LinkedPathError: a folder on the way to one of them is a link.
    """
    schemas = (
        OutputFile("schema/api.schema.json", api_schema().encode()),
        OutputFile("schema/overlay.schema.json", overlay_schema().encode()),
    )
    beside = [file for file in (*schemas, *others) if read_file(specs, file.path) != file.data]
    for file in (*result.files, *beside):
        locate_below(specs, file.path)
    files = ((file.path, file.data) for file in chain(result.files, beside))
    return FolderChange(specs, files, [str(kept_path(name)) for name in result.released])


def find_specs(specs: Path, result: ParseResult, stamps: Stamps) -> StoredSpecs:
    """Find every spec with its corrections; those that were read just now stand for those on disk.

    ``stamps`` are of the specs folder.
    """
    faults = [*result.faults, *_unread(specs / "overlays"), *_misplaced(specs)]
    unread = {fault.api for fault in result.faults}
    broken = {fault.api for fault in faults}
    there = spec_names(specs)
    overlays = {path.name.removesuffix(".yaml") for path in (specs / "overlays").glob("*.yaml")} - broken
    names = ({*result.apis, *there} - unread) | overlays
    finder = _Finder(specs, result, stamps, there, spec_names(specs, "kept"), overlays)
    return StoredSpecs(tuple(map(finder.find, sorted(names))), tuple(faults))


@dataclass(frozen=True, slots=True)
class _Finder:
    """Finds what the package takes of each API."""

    specs: Path
    result: ParseResult
    stamps: Stamps
    there: Set[str]
    """The APIs that have a spec on disk."""
    kept: Set[str]
    """The APIs of which more is kept than their pages show."""
    corrected: Set[str]
    """The APIs that have an overlay."""

    def find(self, name: str) -> StoredSpec:
        overlay = self.specs / "overlays" / f"{name}.yaml" if name in self.corrected else None
        digests = [self._digest(name)] if name in self.there or name in self.result.apis else []
        digests += [self.stamps.digest(f"overlays/{name}.yaml")] if overlay is not None else []
        digest = None if None in digests else "+".join(filter(None, digests))
        return StoredSpec(name, digest, partial(self._load, name, overlay))

    def _digest(self, name: str) -> str | None:
        path = str(self._path(name))
        text = self.result.files.texts.get(path)
        return sha256(zlib.decompress(text)).hexdigest() if text is not None else self.stamps.digest(path)

    def _path(self, name: str) -> PurePosixPath:
        """Return what the package takes of an API, the kept spec or that of the page, below the specs folder."""
        is_left = name in self.kept and name not in self.result.released and name not in self.result.apis
        return kept_path(name) if is_left or name in self.result.kept else spec_path(name)

    def _load(self, name: str, overlay: Path | None) -> CorrectedApi:
        api = self.result.apis.get(name)
        if api is None and name in self.there:
            api = _load(self.specs / self._path(name), name)
        if overlay is None:
            assert api is not None
            return CorrectedApi(api)
        api, told = _correct(api, overlay)
        return CorrectedApi(api, tuple(_as_note(name, error) for error in told))


def load_corrected(specs: Path, name: str) -> Api:
    """Return one API as the package takes it: as kept or as read, with its corrections.

    Raises:
        GeneratorError: there is no such spec, or it or its overlay is broken or stale.
    """
    kept, read = specs / kept_path(name), specs / spec_path(name)
    overlay = specs / "overlays" / f"{name}.yaml"
    if not read.is_file() and not kept.is_file() and overlay.is_file():
        return _correct(None, overlay)[0]
    api = _load(kept if kept.is_file() else read, name)
    return _correct(api, overlay)[0] if overlay.is_file() else api


def _unread(overlays: Path) -> Iterator[ApiFault]:
    """Yield the files that somebody has taken for corrections and that are not read."""
    for path in files_below(overlays):
        if "/" in path or not path.endswith(".yaml"):
            hint = f"corrections are {overlays / '<API name>.yaml'}: rename, move or remove it"
            place = overlays / path
            yield ApiFault(
                place.name.removesuffix(place.suffix), UsageError("this is not read", file=str(place), hint=hint)
            )


def _misplaced(specs: Path) -> Iterator[ApiFault]:
    """Yield the files that somebody has taken for specs and that are not read, or not where they belong."""
    hint = f"specs are {specs / 'apis' / '<prefix>' / '<API name>.yaml'}: rename, move or remove it"
    for path in files_below(specs / "apis"):
        if not is_spec(path):
            error = UsageError("this is no place of a spec", file=str(specs / "apis" / path), hint=hint)
            yield ApiFault(PurePosixPath(path).stem, error)


def _load(path: Path, name: str) -> Api:
    api = load_api(read_small_file(path), str(path))
    if api.name != name:
        hint = f"call the file {api.name}.yaml, or delete it"
        raise SpecFormatError(f"this is the spec of {api.name}", file=str(path), hint=hint)
    return api


def _correct(api: Api | None, path: Path) -> tuple[Api, tuple[OverlayFulfilledError, ...]]:
    overlay = load_overlay(read_small_file(path), str(path))
    api = api if api is not None else describe(path.name.removesuffix(".yaml"), overlay)
    if api is None:
        hint = "delete or rename it, or say describes: where no page does"
        raise UsageError("this corrects an API that has no spec", file=str(path), hint=hint)
    overlay, told = split_fulfilled(api, overlay)
    return apply_overlay(api, overlay), told


def _as_note(api: str, error: OverlayFulfilledError) -> Problem:
    """Return what to tell about a correction that is not needed any more."""
    message = f"{error.message}; {error.hint}"
    at = f"{api} correction"
    return Problem(
        code="fulfilled-correction", severity=Severity.NOTE, file=error.file, line=error.line, at=at, message=message
    )
