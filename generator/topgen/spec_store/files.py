"""The files of the specs folder: loading them with their corrections, and writing them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from topgen.atomic_file import write_file
from topgen.errors import UsageError
from topgen.overlay import apply_overlay, load_overlay, overlay_schema
from topgen.render import OutputFile
from topgen.spec.model import Api
from topgen.spec.spec_file import api_schema, load_api
from topgen.spec_store.result import ParseResult


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
