"""The order of the stages, in words: pages become specs, specs become the package.

In:  paths of pages, the specs folder, the folder of the generated package.
Out: ``Result`` values that say what happened; the command line prints them.
Surprises: a page that cannot be read never stops the others, and an API whose page is gone keeps its spec file: only
a person deletes an API. A package that was built of some APIs stays one of those until other patterns are given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import topgen
from topgen.atomic_file import write_file
from topgen.batch import read_page_api as read_page_api
from topgen.errors import UsageError
from topgen.overlay import apply_overlay, load_overlay, overlay_schema
from topgen.python_model import LOCK_FILE, NameLock, build_package, dump_lock, extend_lock, load_lock
from topgen.render import Changes, OutputFile, read_manifest, render_package, write_tree
from topgen.select import Selection, select_apis
from topgen.spec.model import Api
from topgen.spec.schema import api_schema
from topgen.spec.yaml_api import load_api
from topgen.spec_store import CACHE, ParseResult, Watch, read_specs


@dataclass(frozen=True, slots=True)
class Rendering:
    """A package that is not on disk yet."""

    files: tuple[OutputFile, ...]
    lock: NameLock
    """With names for all APIs, so that what is left out today has the same name tomorrow."""
    selection: Selection


def write_specs(result: ParseResult, specs: Path) -> None:
    """Write the spec files that changed, and the schemas that editors check them with."""
    schemas = (
        OutputFile("schema/api.schema.json", api_schema().encode()),
        OutputFile("schema/overlay.schema.json", overlay_schema().encode()),
    )
    for file in (*result.files, *schemas):
        write_file(specs / file.path, file.data)


def load_specs(specs: Path, fresh: Mapping[str, Api]) -> tuple[Api, ...]:
    """Load every spec with its corrections applied; ``fresh`` ones were read just now and stand for those on disk."""
    by_name = dict(fresh)
    for path in sorted((specs / "apis").glob("*/*.yaml")):
        if path.name.removesuffix(".yaml") not in fresh:
            api = load_api(path.read_text("utf-8"), str(path))
            by_name[api.name] = api
    for path in sorted((specs / "overlays").glob("*.yaml")):
        name = path.name.removesuffix(".yaml")
        if name not in by_name:
            raise UsageError("this corrects an API that has no spec", file=str(path), hint="delete or rename it")
        by_name[name] = apply_overlay(by_name[name], load_overlay(path.read_text("utf-8"), str(path)))
    return tuple(by_name[name] for name in sorted(by_name))


def templates_folder() -> Path:
    """Give the folder of the templates: inside the installed package, or beside it in a checkout."""
    return _beside_the_package("templates") / "client"


def runtime_folder() -> Path:
    """Return the folder of the hand-written half of the package."""
    return _beside_the_package("runtime")


def _beside_the_package(name: str) -> Path:
    package = Path(topgen.__file__).parent
    inside = package / name
    return inside if inside.is_dir() else package.parents[1] / name


def render(apis: Sequence[Api], specs: Path, out: Path, only: Sequence[str] = ()) -> Rendering:
    """Render the package of the APIs that match, or of those that it was last built of; only the cache is written."""
    selection = select_apis(apis, only or read_manifest(out).only)
    path = specs / Path(LOCK_FILE).name
    lock = load_lock(path.read_text("utf-8"), str(path)) if path.is_file() else load_lock("", str(path))
    lock = extend_lock(lock, [api.name for api in apis])
    files = render_package(
        build_package(selection.apis, lock), templates_folder(), runtime_folder(), out.parent / CACHE
    )
    return Rendering(files, lock, selection)


def build(
    pages: Sequence[Path], specs: Path, out: Path, only: Sequence[str] = (), watch: Watch | None = None
) -> tuple[ParseResult, Changes, Selection]:
    """Read pages, write their specs, and bring the generated package up to date."""
    result = read_specs(pages, specs, watch)
    made = render(load_specs(specs, result.apis), specs, out, only)
    write_specs(result, specs)
    write_file(specs / Path(LOCK_FILE).name, dump_lock(made.lock).encode())
    return result, write_tree(made.files, out, made.selection.patterns), made.selection
