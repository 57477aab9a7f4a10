"""A whole package as a value, and its files, put together as a run does it without what it remembers.

In:  specs. Out: ``Package``, and the files that it is rendered to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from topgen.package_metadata import TOPCLIENT, PackageMetadata
from topgen.python_model import NameLock, Names, split_namespaces
from topgen.python_model.api_code import build_api
from topgen.python_model.lock import extend_lock
from topgen.python_model.model import ApiCode, Child, Group, Index, Prefix
from topgen.python_model.namespaces import build_children, build_group, build_index, build_prefix
from topgen.render import Draft, OutputFile, copy_files, mark_test_folders
from topgen.render.api_files import render_api
from topgen.render.drafts import finish
from topgen.render.paths import check_paths
from topgen.render.shared_files import draft_client, draft_group, draft_index, draft_prefix
from topgen.spec.model import Api


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """All that is rendered."""

    metadata: PackageMetadata
    names: tuple[Names, ...]
    apis: tuple[ApiCode, ...]
    groups: tuple[Group, ...]
    prefixes: tuple[Prefix, ...]
    children: tuple[Child, ...]
    index: Index
    with_tests: bool


def build_package(
    apis: Sequence[Api], lock: NameLock, *, with_tests: bool = True, metadata: PackageMetadata = TOPCLIENT
) -> Package:
    """Return the package of these APIs."""
    by_name: Mapping[str, Api] = {api.name: api for api in apis}
    names = tuple(each for each in extend_lock(lock, by_name).entries if each.api in by_name)
    codes = tuple(build_api(by_name[each.api], each, metadata, with_tests=with_tests) for each in names)
    words = {code.examples.api: code.words for code in codes}
    spaces = tuple(split_namespaces(names))
    return Package(
        metadata=metadata,
        names=names,
        apis=codes,
        groups=tuple(build_group(space, words, metadata) for space in spaces if space.group),
        prefixes=tuple(build_prefix(space, words, metadata) for space in spaces if not space.group),
        children=build_children((each.prefix for each in names), metadata),
        index=build_index(names, metadata),
        with_tests=with_tests,
    )


def render_package(package: Package, templates: Path, runtime: Path, cache: Path) -> tuple[OutputFile, ...]:
    """Return all files of a package, sorted."""
    metadata = package.metadata
    drafts: list[Draft] = [*draft_index(package.index, templates, metadata)]
    drafts.append(draft_client(package.children, templates, metadata))
    drafts += [draft_prefix(prefix, templates, metadata) for prefix in package.prefixes]
    drafts += [draft_group(group, templates, metadata) for group in package.groups]
    files = [*finish(drafts, metadata, cache)]
    files += [file for code in package.apis for file in render_api(code, templates, metadata, cache)]
    files += copy_files(templates, runtime, metadata, cache, with_tests=package.with_tests)
    files += mark_test_folders(package.names) if package.with_tests else ()
    check_paths([file.path for file in files])
    return tuple(sorted({file.path: file for file in files}.values()))
