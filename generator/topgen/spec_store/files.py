"""The files of the specs folder: loading them with their corrections, and writing them.

In:  the specs folder, and what was read. Out: ``LoadedSpecs``: a file that is broken, or a correction that no longer
fits, costs its own API alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from topgen.atomic_file import locate_below
from topgen.errors import GeneratorError, OverlayFulfilledError, SpecFormatError, UsageError
from topgen.exclusive import FolderChange
from topgen.overlay import apply_overlay, describe, load_overlay, overlay_schema, split_fulfilled
from topgen.render import OutputFile, read_file
from topgen.small_files import read_small_file
from topgen.spec.model import Api
from topgen.spec.names import spec_path
from topgen.spec.problems import Problem, Severity
from topgen.spec.spec_file import api_schema, load_api
from topgen.spec_store.drafts import kept_path
from topgen.spec_store.result import ApiFault, ParseResult


@dataclass(frozen=True, slots=True)
class LoadedSpecs:
    """What the package is made of."""

    apis: tuple[Api, ...]
    """With their corrections, sorted."""
    faults: tuple[ApiFault, ...] = ()
    """Of reading, too."""
    notes: tuple[Problem, ...] = ()
    """About corrections that pages have made superfluous."""


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


def load_specs(specs: Path, result: ParseResult) -> LoadedSpecs:
    """Load every spec with its corrections applied; those that were read just now stand for those on disk."""
    by_name = dict(result.apis)
    faults = list(result.faults)
    at_fault = {fault.api for fault in faults}
    for path in sorted((specs / "apis").glob("*/*.yaml")):
        name = path.name.removesuffix(".yaml")
        if name not in result.apis and name not in at_fault:
            kept = specs / kept_path(name)
            try:
                by_name[name] = _load(kept if kept.is_file() else path, name)
            except GeneratorError as error:
                faults.append(ApiFault(name, error))
    faults += _unread(specs / "overlays")
    faults += _misplaced(specs)
    broken = {fault.api for fault in faults}
    notes: list[Problem] = []
    for path in sorted((specs / "overlays").glob("*.yaml")):
        name = path.name.removesuffix(".yaml")
        if name not in broken:
            try:
                by_name[name], told = _correct(by_name.get(name), path)
                notes += [_as_note(name, error) for error in told]
            except GeneratorError as error:
                faults.append(ApiFault(name, error))
                by_name.pop(name, None)
    return LoadedSpecs(tuple(by_name[name] for name in sorted(by_name)), tuple(faults), tuple(notes))


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
    for path in sorted(overlays.rglob("*")):
        below = path.relative_to(overlays).parts
        if path.is_dir() or any(part.startswith(".") for part in below):
            continue
        if len(below) > 1 or path.suffix != ".yaml":
            hint = f"corrections are {overlays / '<API name>.yaml'}: rename, move or remove it"
            yield ApiFault(
                path.name.removesuffix(path.suffix), UsageError("this is not read", file=str(path), hint=hint)
            )


def _misplaced(specs: Path) -> Iterator[ApiFault]:
    """Yield the files that somebody has taken for specs and that are not read, or not where they belong."""
    for path in sorted((specs / "apis").rglob("*")):
        name = path.name.removesuffix(path.suffix)
        if path.is_dir() or any(part.startswith(".") for part in path.relative_to(specs).parts):
            continue
        if path.suffix != ".yaml" or path != specs / spec_path(name):
            hint = f"specs are {specs / 'apis' / '<prefix>' / '<API name>.yaml'}: rename, move or remove it"
            yield ApiFault(name, UsageError("this is no place of a spec", file=str(path), hint=hint))


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
