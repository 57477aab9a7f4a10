"""The package as files: rendered, formatted, verified.

In:  ``Package``, the folder of the templates, a folder for black's cache. Out: ``OutputFile`` values, sorted by path.
Templates mirror the generated tree: ``{prefix}`` in a path stands for every prefix, what ends in ``.j2`` is rendered,
the rest is copied byte for byte. Nothing is returned unless every file is verified.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from topgen.errors import RenderingError
from topgen.package_metadata import TOPCLIENT, PackageMetadata
from topgen.python_model.code import LINE_LENGTH
from topgen.python_model.lock import Names
from topgen.python_model.model import FormerModule, Module, Package
from topgen.render.environment import Templates
from topgen.render.formatting import format_source, format_sources
from topgen.render.paths import check_paths
from topgen.render.renaming import rename_path, rename_text, source_folder, write_metadata
from topgen.render.verify import PACKAGE, Grammar, tests_grammar, verify
from topgen.text_width import width


@dataclass(frozen=True, slots=True, order=True)
class OutputFile:
    """One file of the generated tree."""

    path: str
    """Relative to the tree, with forward slashes."""
    data: bytes


@dataclass(frozen=True, slots=True)
class _Draft:
    """A rendered file before it is formatted, and what it may consist of."""

    path: str
    text: str
    model: object
    """What was filled in."""
    template: str
    """What the template itself says."""
    is_final: bool = False
    """There is nothing left for black, which would take seconds each time: a long list, or laid out as it does."""
    grammar: Grammar = PACKAGE


def render_package(
    package: Package, templates_dir: Path, runtime_dir: Path, cache_dir: Path, *, remember: bool = True
) -> tuple[OutputFile, ...]:
    """Return all files of the generated tree; ``templates_dir`` is ``templates/client``.

    Raises ``RenderingError`` when a file is not what its model says, ``NameConflictError`` for paths that collide.
    """
    metadata = package.metadata
    templates = Templates(templates_dir, metadata)
    source = source_folder(metadata)
    drafts = [*_whole(package, templates, source), *_namespaces(package, templates, source)]
    drafts += [*(_module(module, templates, source) for module in package.modules), *_tests(package, templates)]
    drafts += [_former_module(former, templates, source) for former in package.former_modules]
    open_drafts = [draft for draft in drafts if not draft.is_final]
    texts = format_sources([draft.text for draft in open_drafts], cache_dir, remember=remember)
    rendered = [_verified(draft, text, metadata) for draft, text in zip(open_drafts, texts, strict=True)]
    rendered += [_verified(draft, draft.text, metadata) for draft in drafts if draft.is_final]
    copies = _renamed([*_copies(templates_dir), *_copies(runtime_dir, "src/")], metadata, cache_dir, remember=remember)
    if package.example_tests is None:
        copies = [file for file in copies if not file.path.startswith("tests/")]
    files = tuple(sorted((*rendered, *_examples(package), *copies)))
    check_paths([file.path for file in files])
    return files


def render_module(module: Module, templates_dir: Path, metadata: PackageMetadata = TOPCLIENT) -> str:
    """Return the text of the module of one API, as its package holds it; raises as ``render_package`` does."""
    draft = _module(module, Templates(templates_dir, metadata), source_folder(metadata))
    return _verified(draft, format_source(draft.text), metadata).data.decode()


def module_path(names: Names, metadata: PackageMetadata) -> str:
    """Return the path of an API's module in the tree."""
    return f"{source_folder(metadata)}/apis/{names.path.replace('.', '/')}.py"


def api_files(names: Names, metadata: PackageMetadata) -> tuple[str, ...]:
    """Return the paths of all files that only one API is the reason for, the marks of its tests' packages included."""
    *folders, module = names.path.split(".")
    tests = ["tests", *("/".join(("tests", *folders[: at + 1])) for at in range(len(folders)))]
    return (
        module_path(names, metadata),
        *(f"{source_folder(metadata)}/apis/{path.replace('.', '/')}.py" for path in names.former_paths),
        f"{source_folder(metadata)}/mock/examples/{names.api}.json",
        f"{tests[-1]}/test_{module}.py",
        *(f"{folder}/__init__.py" for folder in tests),
    )


def _whole(package: Package, templates: Templates, source: str) -> Iterator[_Draft]:
    """Yield the files that there is one of, whatever the APIs."""
    index, children = package.index, package.children
    for name, model in (
        ("__init__.pyi", index.exports),
        ("_index.py", (index.public, index.methods)),
        ("client.py", children),
    ):
        path = f"{source}/{name}"
        text, own = templates.render(f"{path}.j2", index=index, children=children)
        yield _Draft(path, text, model, own, is_final=name != "client.py" and bool(children))


def _namespaces(package: Package, templates: Templates, source: str) -> Iterator[_Draft]:
    model: object
    for prefix in package.prefixes:
        text, own = templates.render(f"{source}/apis/{{prefix}}/__init__.py.j2", prefix=prefix)
        model = (prefix.doc, prefix.runtime, prefix.exported, prefix.class_name, prefix.groups, prefix.operations)
        yield _Draft(f"{source}/apis/{prefix.name}/__init__.py", text, model, own)
    for group in package.groups:
        text, own = templates.render(f"{source}/apis/{{prefix}}/{{group}}/__init__.py.j2", group=group)
        model = (group.doc, group.runtime, group.exported, group.class_name, group.operations)
        yield _Draft(f"{source}/apis/{group.prefix}/{group.name}/__init__.py", text, model, own)


def _module(module: Module, templates: Templates, source: str) -> _Draft:
    inside, folder = ("{group}/", f"{module.prefix}/{module.group}") if module.group else ("", module.prefix)
    text, own = templates.render(f"{source}/apis/{{prefix}}/{inside}{{module}}.py.j2", module=module)
    model = (module.doc, module.imports, module.runtime, module.exports, module.errors, module.classes, module.former)
    return _Draft(f"{source}/apis/{folder}/{module.name}.py", text, model, own)


def _former_module(former: FormerModule, templates: Templates, source: str) -> _Draft:
    inside, folder = ("{group}/", f"{former.prefix}/{former.group}") if former.group else ("", former.prefix)
    text, own = templates.render(f"{source}/apis/{{prefix}}/{inside}{{former}}.py.j2", former=former)
    model = (former.doc, former.runtime, former.target, former.path, former.exports)
    return _Draft(f"{source}/apis/{folder}/{former.name}.py", text, model, own)


def _tests(package: Package, templates: Templates) -> Iterator[_Draft]:
    """Yield the tests, and what makes packages of their folders."""
    folders = {"tests"} if package.example_tests else set()
    for tests in package.example_tests or ():
        inside, folder = ("{group}/", f"{tests.prefix}/{tests.group}") if tests.group else ("", tests.prefix)
        text, own = templates.render(f"tests/{{prefix}}/{inside}test_{{module}}.py.j2", tests=tests)
        model = (
            *(tests.doc, tests.api, tests.imports, tests.public, tests.classes, tests.request, tests.sent, tests.files),
            *(tests.response, tests.checks, tests.required, tests.errors),
        )
        grammar = tests_grammar(tests.classes.names)
        yield _Draft(f"tests/{folder}/test_{tests.name}.py", text, model, own, _is_laid_out(text), grammar)
        folders |= {f"tests/{tests.prefix}", f"tests/{folder}"}
    yield from (_Draft(f"{folder}/__init__.py", "", (), "", is_final=True) for folder in sorted(folders))


def _is_laid_out(text: str) -> bool:
    """Whether black would leave a test alone: no line is too long, by a width that nobody disputes.

    Of marks on letters, emoji and flags black counts other columns than terminals show.
    """
    if any(width(char) == 0 or char >= "\U0001f000" for char in set(text) - {"\n"}):
        return False
    return all(width(line) <= LINE_LENGTH for line in text.splitlines() if not line.lstrip().startswith("#"))


def _verified(draft: _Draft, text: str, metadata: PackageMetadata) -> OutputFile:
    verify(text, draft.model, draft.template, draft.path, replace(draft.grammar, package=metadata.name))
    return OutputFile(draft.path, text.encode())


def _examples(package: Package) -> Iterator[OutputFile]:
    for example in package.examples:
        path = f"{source_folder(package.metadata)}/mock/examples/{example.api}.json"
        yield OutputFile(path, example.text.encode())


def _copies(folder: Path, below: str = "") -> Iterator[OutputFile]:
    for path in _plain_files(folder):
        name = below + path.relative_to(folder).as_posix()
        try:
            yield OutputFile(name, path.read_bytes())
        except OSError as error:
            raise RenderingError(f"a template cannot be read: {error.strerror}", file=name) from None


def _renamed(
    copies: Sequence[OutputFile], metadata: PackageMetadata, cache_dir: Path, *, remember: bool
) -> list[OutputFile]:
    """Return copied files as those of the package that they are in; under another name lines may break elsewhere."""
    files = {rename_path(file.path, metadata): rename_text(file.data, metadata) for file in copies}
    if metadata.name != TOPCLIENT.name:
        sources = {path: data.decode() for path, data in files.items() if path.endswith(".py")}
        formatted = format_sources(list(sources.values()), cache_dir, remember=remember)
        files |= {path: text.encode() for path, text in zip(sources, formatted, strict=True)}
    return [
        OutputFile(path, write_metadata(data, metadata) if path == "pyproject.toml" else data)
        for path, data in files.items()
    ]


def _plain_files(templates_dir: Path) -> Iterable[Path]:
    """Yield what is copied: no templates, and nothing that tools leave beside the sources."""
    for path in sorted(templates_dir.rglob("*")):
        parts = path.relative_to(templates_dir).parts
        hidden = any(part.startswith(".") or part == "__pycache__" for part in parts)
        if path.is_file() and path.suffix != ".j2" and not hidden:
            yield path
