"""The full comparison of rendered files with their models: every statement at its place, and nothing more.

In:  a package, its rendered files, and those of a package without an API.
Out: an ``AssertionError`` where the syntax trees differ. What is expected is written from the model without a template.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import indent

from whole_packages import Package

from topgen.python_model.model import Child, DataClass, Group, Index, Module, Operation, Prefix, Target

SOURCE = "src/topclient"
FUTURE = "from __future__ import annotations"


def compare(package: Package, files: Mapping[str, bytes], empty: Mapping[str, bytes]) -> None:
    """Compare every rendered file of a package with the package."""
    for module in (code.module for code in package.apis):
        folder = f"{module.prefix}/{module.group}" if module.group else module.prefix
        same(files[f"{SOURCE}/apis/{folder}/{module.name}.py"], module_source(module))
    for prefix in package.prefixes:
        same(files[f"{SOURCE}/apis/{prefix.name}/__init__.py"], namespace_source(prefix, prefix.groups))
    for group in package.groups:
        same(files[f"{SOURCE}/apis/{group.prefix}/{group.name}/__init__.py"], namespace_source(group))
    nothing = Index(public=(), methods=(), exports=())
    for name, filled, unfilled in (
        ("_index.py", index_source(package.index), index_source(nothing)),
        ("__init__.pyi", export_source(package.index), ""),
        ("client.py", client_source(package.children), client_source(())),
    ):
        path = f"{SOURCE}/{name}"
        assert besides(files[path], filled) == besides(empty[path], unfilled), path


def same(text: bytes, expected: str) -> None:
    """Compare a file with the statements that it consists of."""
    assert statements(text) == statements(expected)


def besides(text: bytes, expected: str) -> list[str]:
    """Return what a file says besides the expected statements, all of which it says in their order."""
    wanted = statements(expected)
    rest = []
    for statement in statements(text):
        if wanted and statement == wanted[0]:
            wanted.pop(0)
        else:
            rest.append(statement)
    assert not wanted
    return rest


def statements(source: str | bytes) -> list[str]:
    """Return the statements as text, each class as its head and then its own statements."""
    return [ast.dump(statement) for statement in flat(ast.parse(source).body)]


def flat(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    for statement in body:
        inner: list[ast.stmt] = []
        if isinstance(statement, ast.ClassDef):
            inner, statement.body = statement.body, []
        yield statement
        yield from inner


def module_source(module: Module) -> str:
    imports = (f"from {line.module} import {', '.join(line.names)}" for line in (*module.imports, *module.runtime))
    head = (doc(module.doc), FUTURE, *imports, f"__all__ = [{', '.join(module.exports)}]")
    errors = (
        block(f"class {error.name}({error.base}):", doc(error.doc), f"__documented__ = {error.code}")
        for error in module.errors
    )
    return "\n".join((*head, *errors, *map(class_source, module.classes)))


def class_source(cls: DataClass) -> str:
    body: list[str] = [doc(cls.doc)]
    if cls.struct is not None:
        body.append(f"__struct__: ClassVar[str] = {cls.struct}")
    if (mark := cls.api) is not None:
        arguments: list[str] = [mark.name, f"session={mark.session}", f"response={mark.response}"]
        if mark.errors:
            arguments.append(f"errors=({', '.join(mark.errors)},)")
        if mark.paging is not None:
            arguments.append(f"paging={mark.paging}")
        body.append(f"__api__: ClassVar[Api] = Api({', '.join(arguments)})")
    for attribute in cls.attributes:
        default = " = None" if attribute.optional else ""
        body += [f"{attribute.name}: {attribute.annotation}{default}", doc(attribute.doc)]
    return block(f"@dataclass(kw_only=True, slots=True)\nclass {cls.name}({cls.base}):", *body)


def namespace_source(space: Group | Prefix, groups: Sequence[Child] = ()) -> str:
    runtime = f"from {space.runtime.module} import {', '.join(space.runtime.names)}"
    head = (doc(space.doc), FUTURE, "from typing import TYPE_CHECKING", runtime, deferred(space.targets))
    body = (doc(space.doc), *map(operation_source, space.operations), *properties(groups, "ClientT"))
    return "\n".join(
        (*head, f'__all__ = ["{space.class_name}"]', block(f"class {space.class_name}(Group[ClientT]):", *body))
    )


def operation_source(operation: Operation) -> str:
    return f"{operation.name} = Operation({operation.request.name})\n{doc(operation.doc)}"


def properties(children: Iterable[Child], client: str) -> Iterator[str]:
    for child in children:
        head = f"@property\ndef {child.name}(self) -> {child.target.name}[{client}]:"
        yield block(head, doc(child.doc), f"return self._open({child.target.name})")


def deferred(targets: Sequence[Target]) -> str:
    imports = (f"from {target.module} import {target.name}" for target in targets)
    names = (f"{target.name} = deferred({target.path})" for target in targets)
    if not targets:
        return "if TYPE_CHECKING:\n pass\nelse:\n pass"
    return f"{block('if TYPE_CHECKING:', *imports)}\n{block('else:', *names)}"


def index_source(index: Index) -> str:
    maps = (("PUBLIC", index.public), ("METHODS", index.methods))
    entries = {name: ", ".join(f"{each.key}: {each.value}" for each in group) for name, group in maps}
    return "\n".join(f"{name}: dict[str, str] = {{{entries[name]}}}" for name in entries)


def export_source(index: Index) -> str:
    return "\n".join(f"from {line.module} import {line.listed} as {line.listed}" for line in index.exports)


def client_source(children: Sequence[Child]) -> str:
    both = (properties(children, client) for client in ("Client", "AsyncClient"))
    return "\n".join((deferred([child.target for child in children]), *(each for one in both for each in one)))


def block(head: str, *body: str) -> str:
    return "\n".join((head, *(indent(each, " ") for each in body)))


def doc(code: str) -> str:
    """Return a docstring on one line."""
    return repr(ast.literal_eval(code)) if code else ""
