"""The package as files: rendered, formatted, proved.

In:  ``Package``, the folder of the templates, a folder for black's cache. Out: ``OutputFile`` values, sorted by path.
Templates mirror the generated tree: ``{prefix}`` in a path stands for every prefix, what ends in ``.j2`` is rendered,
the rest is copied byte for byte. Nothing is returned unless every file is proved.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment

from topgen.errors import RenderingError
from topgen.python_model.model import Index, Package
from topgen.render import verify
from topgen.render.environment import open_templates
from topgen.render.formatting import format_sources
from topgen.render.paths import check_paths

_SOURCE = "src/topclient"
_EMPTY = Index(public=(), methods=(), exports=())


@dataclass(frozen=True, slots=True, order=True)
class OutputFile:
    """One file of the generated tree."""

    path: str
    """Relative to the tree, with forward slashes."""
    data: bytes


@dataclass(frozen=True, slots=True)
class _Draft:
    """A rendered file before it is formatted, and what it must consist of."""

    path: str
    text: str
    statements: Sequence[ast.stmt]
    frame: str | None = None
    """The same template filled with nothing, for files that say more than the model."""
    empty: Sequence[ast.stmt] = ()
    is_final: bool = False
    """The template leaves nothing to black: a long list, one entry a line, that would take it seconds each time."""


def render_package(package: Package, templates_dir: Path, runtime_dir: Path, cache_dir: Path) -> tuple[OutputFile, ...]:
    """All files of the generated tree; ``templates_dir`` is ``templates/client``.

    Raises ``RenderingError`` when a file is not what its model says, ``NameConflictError`` for paths that collide.
    """
    templates = open_templates(templates_dir)
    drafts = [*_whole(package, templates), *_namespaces(package, templates), *_modules(package, templates)]
    open_drafts = [draft for draft in drafts if not draft.is_final]
    texts = format_sources([draft.text for draft in open_drafts], cache_dir)
    rendered = [_proved(draft, text) for draft, text in zip(open_drafts, texts, strict=True)]
    rendered += [_proved(draft, draft.text) for draft in drafts if draft.is_final]
    files = tuple(sorted((*rendered, *_examples(package), *_copies(templates_dir), *_copies(runtime_dir, "src/"))))
    check_paths([file.path for file in files])
    return files


def _whole(package: Package, templates: Environment) -> Iterator[_Draft]:
    """The files that there is one of, whatever the APIs."""
    index, children = package.index, package.children
    exports, maps = verify.export_statements, verify.index_statements
    for path, expected, empty in (
        ("__init__.pyi", exports(index), exports(_EMPTY)),
        ("_index.py", maps(index), maps(_EMPTY)),
        ("client.py", verify.client_statements(children), verify.client_statements(())),
    ):
        template = templates.get_template(f"{_SOURCE}/{path}.j2")
        text = template.render(index=index, children=children)
        frame = template.render(index=_EMPTY, children=())
        yield _Draft(f"{_SOURCE}/{path}", text, expected, frame, empty, is_final=path != "client.py" and bool(children))


def _namespaces(package: Package, templates: Environment) -> Iterator[_Draft]:
    template = templates.get_template(f"{_SOURCE}/apis/{{prefix}}/__init__.py.j2")
    for prefix in package.prefixes:
        path = f"{_SOURCE}/apis/{prefix.name}/__init__.py"
        yield _Draft(path, template.render(prefix=prefix), verify.prefix_statements(prefix))
    template = templates.get_template(f"{_SOURCE}/apis/{{prefix}}/{{group}}/__init__.py.j2")
    for group in package.groups:
        path = f"{_SOURCE}/apis/{group.prefix}/{group.name}/__init__.py"
        yield _Draft(path, template.render(group=group), verify.group_statements(group))


def _modules(package: Package, templates: Environment) -> Iterator[_Draft]:
    grouped = templates.get_template(f"{_SOURCE}/apis/{{prefix}}/{{group}}/{{module}}.py.j2")
    direct = templates.get_template(f"{_SOURCE}/apis/{{prefix}}/{{module}}.py.j2")
    for module in package.modules:
        template, folder = (grouped, f"{module.prefix}/{module.group}") if module.group else (direct, module.prefix)
        path = f"{_SOURCE}/apis/{folder}/{module.name}.py"
        yield _Draft(path, template.render(module=module), verify.module_statements(module))


def _proved(draft: _Draft, text: str) -> OutputFile:
    if draft.frame is None:
        verify.verify(text, draft.statements, draft.path)
    else:
        verify.verify_filled(text, draft.statements, draft.frame, draft.empty, draft.path)
    return OutputFile(draft.path, text.encode())


def _examples(package: Package) -> Iterator[OutputFile]:
    for example in package.examples:
        yield OutputFile(f"{_SOURCE}/mock/examples/{example.api}.json", example.text.encode())


def _copies(folder: Path, below: str = "") -> Iterator[OutputFile]:
    for path in _plain_files(folder):
        name = below + path.relative_to(folder).as_posix()
        try:
            yield OutputFile(name, path.read_bytes())
        except OSError as error:
            raise RenderingError(f"a template cannot be read: {error.strerror}", file=name) from None


def _plain_files(templates_dir: Path) -> Iterable[Path]:
    """What is copied: no templates, and nothing that tools leave beside the sources."""
    for path in sorted(templates_dir.rglob("*")):
        parts = path.relative_to(templates_dir).parts
        hidden = any(part.startswith(".") or part == "__pycache__" for part in parts)
        if path.is_file() and path.suffix != ".j2" and not hidden:
            yield path
