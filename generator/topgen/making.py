"""Files of the package that have to be made: from specs and names to text that is proven.

In:  ``Api`` values with their names; names and words of what leads to APIs. Out: ``OutputFile`` values.
Imported only where something has to be made, since all that renders is imported with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from topgen.batch.pool import count_cores, map_in_order
from topgen.errors import RenderingError
from topgen.package_metadata import PackageMetadata
from topgen.python_model import Names, Namespace
from topgen.python_model.api_code import build_api
from topgen.python_model.namespaces import build_children, build_group, build_index, build_prefix
from topgen.render import Draft, OutputFile
from topgen.render.api_files import render_api
from topgen.render.drafts import finish
from topgen.render.shared_files import draft_client, draft_group, draft_index, draft_prefix
from topgen.shipped import templates_folder
from topgen.spec.model import Api

Shared: TypeAlias = Namespace | Literal["client", "index"]
"""What leads to APIs."""
_FEW = 16
"""So many APIs are rendered sooner than other processes have started."""


class Settings(NamedTuple):
    """How all files are made."""

    metadata: PackageMetadata
    cache: Path
    with_tests: bool
    remember: bool
    """Whether what was laid out is kept in the cache."""


def make_apis(jobs: Sequence[tuple[Api, Names]], settings: Settings) -> Iterator[tuple[str, tuple[OutputFile, ...]]]:
    """Yield what the method of each API says of it, and its files; on all cores where they are many."""
    cores = count_cores() if len(jobs) > _FEW else 1
    return map_in_order(partial(_make_api, settings), _lost, jobs, cores)


def _make_api(settings: Settings, job: tuple[Api, Names]) -> tuple[str, tuple[OutputFile, ...]]:
    metadata, cache, with_tests, remember = settings
    code = build_api(*job, metadata, with_tests=with_tests)
    return code.words, render_api(code, templates_folder(), metadata, cache, remember=remember)


def _lost(job: tuple[Api, Names]) -> tuple[str, tuple[OutputFile, ...]]:
    raise RenderingError(f"the process died that rendered {job[0].name}")


def make_shared(
    parts: Sequence[Shared], names: Sequence[Names], words: Mapping[str, str], settings: Settings
) -> Iterator[tuple[OutputFile, ...]]:
    """Yield the files of each part of what leads to these APIs; ``words`` has the prose of each method."""
    drafts = [tuple(_draft(part, names, words, settings.metadata)) for part in parts]
    flat = [draft for found in drafts for draft in found]
    finished = finish(flat, settings.metadata, settings.cache, remember=settings.remember)
    for found in drafts:
        yield tuple(next(finished) for _ in found)


def _draft(
    part: Shared, names: Sequence[Names], words: Mapping[str, str], metadata: PackageMetadata
) -> Iterator[Draft]:
    templates = templates_folder()
    if part == "index":
        yield from draft_index(build_index(names, metadata), templates, metadata)
    elif part == "client":
        yield draft_client(build_children((each.prefix for each in names), metadata), templates, metadata)
    elif part.group:
        yield draft_group(build_group(part, words, metadata), templates, metadata)
    else:
        yield draft_prefix(build_prefix(part, words, metadata), templates, metadata)
