"""The order of the stages, in words: pages become specs, specs become the package.

In:  paths of pages, the specs folder, the folder of the generated package.
Out: ``Result`` values that say what happened; the command line prints them.
Surprises: a page that cannot be read never stops the others, and an API whose page is gone keeps its spec file: only
a person deletes an API.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import generator
from generator.check import Problem, find_catalogue_problems, find_problems
from generator.dialects import read_document
from generator.errors import GeneratorError, NameConflict, PageError, UsageError
from generator.overlay import apply_overlay, load_overlay, overlay_schema
from generator.pages import Page, find_pages, read_page
from generator.python_model import LOCK_FILE, NameLock, build_package, dump_lock, extend_lock, load_lock
from generator.render import Changes, OutputFile, render_package, write_tree
from generator.spec.model import Api
from generator.spec.names import spec_path
from generator.spec.reading import read_api
from generator.spec.schema import api_schema
from generator.spec.yaml_api import dump_api, load_api
from generator.tree import build_tree

CACHE = ".topgen_cache"
"""Folder beside the output that keeps what is costly to make twice; deleting it only costs time."""


@dataclass(frozen=True, slots=True)
class PageResult:
    """What became of one page: an API, or the error that keeps it out."""

    path: Path
    api: Api | None
    error: GeneratorError | None


@dataclass(frozen=True, slots=True)
class SpecsResult:
    """What reading the pages did to the spec files."""

    pages: tuple[PageResult, ...]
    new: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    orphaned: tuple[str, ...]
    """APIs whose spec is kept although their page is not there any more."""
    problems: tuple[Problem, ...]
    files: tuple[OutputFile, ...]
    """The spec files as they should be, below the specs folder."""

    @property
    def failed(self) -> tuple[PageResult, ...]:
        return tuple(page for page in self.pages if page.error is not None)


def read_page_api(page: Page) -> Api:
    """Read one page all the way to its spec."""
    return read_api(build_tree(read_document(page)), page)


def read_specs(pages: Sequence[Path], specs: Path) -> SpecsResult:
    """Read pages and compare the specs they give with those on disk; nothing is written."""
    results = tuple(_read_one(path, specs) for path in _page_files(pages, specs))
    clashes = _clashing(results)
    results = tuple(_refuse(result, clashes) for result in results)
    apis = sorted({result.api.name: result.api for result in results if result.api is not None}.items())
    new: list[str] = []
    changed: list[str] = []
    unchanged: list[str] = []
    files: list[OutputFile] = []
    for name, api in apis:
        path, text = str(spec_path(name)), dump_api(api)
        files.append(OutputFile(path, text.encode()))
        target = specs / path
        before = target.read_bytes() if target.is_file() else None
        (new if before is None else unchanged if before == files[-1].data else changed).append(name)
    problems = [problem for _, api in apis for problem in find_problems(api)]
    problems += find_catalogue_problems([api for _, api in apis])
    return SpecsResult(
        pages=results,
        new=tuple(new),
        changed=tuple(changed),
        unchanged=tuple(unchanged),
        orphaned=tuple(_orphaned(specs, {name for name, _ in apis})),
        problems=tuple(problems),
        files=tuple(files),
    )


def _page_files(pages: Sequence[Path], specs: Path) -> tuple[Path, ...]:
    if not pages:
        return find_pages(specs / "pages")
    for path in pages:
        if not path.exists():
            raise UsageError("there is no such page", file=str(path), hint="name a file or a folder of pages")
    return tuple(file for path in pages for file in (find_pages(path) if path.is_dir() else (path,)))


def _read_one(path: Path, specs: Path) -> PageResult:
    try:
        return PageResult(path, read_page_api(read_page(path, specs)), None)
    except (PageError, NameConflict) as error:
        return PageResult(path, None, error)


def _clashing(results: Sequence[PageResult]) -> frozenset[str]:
    """Give the APIs that two pages describe differently, whatever order the pages come in."""
    seen: dict[str, Api] = {}
    clashes = set()
    for result in results:
        if result.api is not None:
            first = seen.setdefault(result.api.name, result.api)
            if first is not result.api and first.source.sha256 != result.api.source.sha256:
                clashes.add(result.api.name)
    return frozenset(clashes)


def _refuse(result: PageResult, clashes: frozenset[str]) -> PageResult:
    if result.api is None or result.api.name not in clashes:
        return result
    message = f"another page describes {result.api.name} too, and they differ"
    return PageResult(result.path, None, PageError(message, file=str(result.path), hint="keep only the newer page"))


def _orphaned(specs: Path, read: set[str]) -> Iterator[str]:
    for path in sorted((specs / "apis").glob("*/*.yaml")):
        name = path.name.removesuffix(".yaml")
        if name not in read:
            api = load_api(path.read_text(encoding="utf-8"), str(path))
            if not (specs / api.source.page).is_file():
                yield name


def write_specs(result: SpecsResult, specs: Path) -> None:
    """Write the spec files that changed, and the schemas that editors check them with."""
    schemas = (
        OutputFile("schema/api.schema.json", api_schema().encode()),
        OutputFile("schema/overlay.schema.json", overlay_schema().encode()),
    )
    for file in (*result.files, *schemas):
        write_file(specs / file.path, file.data)


def write_file(path: Path, data: bytes) -> None:
    """Write one file if its bytes differ, through a temporary file beside it so that it is never half there."""
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".topgen-")
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
    os.chmod(temporary, 0o644)
    os.replace(temporary, path)


def load_specs(specs: Path, fresh: Sequence[OutputFile] = ()) -> tuple[Api, ...]:
    """Load every spec with its corrections applied; ``fresh`` files stand for those on disk of the same name."""
    texts = {path.relative_to(specs).as_posix(): path.read_text("utf-8") for path in (specs / "apis").glob("*/*.yaml")}
    texts |= {file.path: file.data.decode() for file in fresh}
    apis = [load_api(text, str(specs / path)) for path, text in sorted(texts.items())]
    by_name = {api.name: api for api in apis}
    for path in sorted((specs / "overlays").glob("*.yaml")):
        name = path.name.removesuffix(".yaml")
        if name not in by_name:
            raise UsageError("this corrects an API that has no spec", file=str(path), hint="delete or rename it")
        by_name[name] = apply_overlay(by_name[name], load_overlay(path.read_text("utf-8"), str(path)))
    return tuple(by_name[name] for name in sorted(by_name))


def templates_folder() -> Path:
    """Give the folder of the templates: inside the installed package, or beside it in a checkout."""
    package = Path(generator.__file__).parent
    inside = package / "templates"
    return (inside if inside.is_dir() else package.parent / "templates") / "client"


def render(apis: Sequence[Api], specs: Path, out: Path) -> tuple[tuple[OutputFile, ...], NameLock]:
    """Render the package of these APIs; nothing is written but the cache."""
    path = specs / Path(LOCK_FILE).name
    lock = load_lock(path.read_text("utf-8"), str(path)) if path.is_file() else load_lock("", str(path))
    lock = extend_lock(lock, [api.name for api in apis])
    cache = out.parent / CACHE
    return render_package(build_package(apis, lock), templates_folder(), cache), lock


def build(pages: Sequence[Path], specs: Path, out: Path) -> tuple[SpecsResult, Changes]:
    """Read pages, write their specs, and bring the generated package up to date."""
    result = read_specs(pages, specs)
    files, lock = render(load_specs(specs, result.files), specs, out)
    write_specs(result, specs)
    write_file(specs / Path(LOCK_FILE).name, dump_lock(lock).encode())
    return result, write_tree(files, out)
