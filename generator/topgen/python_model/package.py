"""The whole generated package as a value.

In:  the specs of all APIs and the name lock. Out: ``Package``; shuffled APIs give an equal one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType

from topgen.errors import NameConflictError
from topgen.package_metadata import TOPCLIENT, PackageMetadata
from topgen.python_model.code import Code, docstring, dotted, identifier, literal
from topgen.python_model.example_tests import build_example_tests
from topgen.python_model.examples import write_examples
from topgen.python_model.imports import namespace_import
from topgen.python_model.lock import NameLock, Names, extend_lock
from topgen.python_model.model import (
    Child,
    ExampleFile,
    Group,
    ImportLine,
    Index,
    IndexEntry,
    Operation,
    Package,
    Prefix,
    Target,
)
from topgen.python_model.module import build_former_modules, build_module
from topgen.python_model.module_names import read_context
from topgen.spec.model import Api


def build_package(
    apis: Sequence[Api],
    lock: NameLock,
    held: Mapping[str, Code] = MappingProxyType({}),
    *,
    with_tests: bool = True,
    metadata: PackageMetadata = TOPCLIENT,
) -> Package:
    """Return the package of these APIs, with tests of their examples or without.

    ``held`` are the words of further APIs whose modules stay as they are. APIs that the lock lacks get the names that
    ``extend_lock`` gives them. Raises ``NameConflictError`` when an API
    occurs twice or its name is no API name.
    """
    package = identifier(metadata.name)
    by_name = {api.name: api for api in apis}
    if len(by_name) < len(apis):
        raise NameConflictError("the same API was given more than once")
    names = [each for each in extend_lock(lock, by_name).entries if each.api in by_name or each.api in held]
    named = sorted(names, key=_path_of)
    contexts = [read_context(by_name[each.api], each) for each in named if each.api in by_name]
    modules = {each.api.name: build_module(each, package) for each in contexts}
    words = {**held, **{name: module.classes[-1].doc for name, module in modules.items()}}
    prefixes = tuple(
        _prefix(package, prefix, list(group), words) for prefix, group in groupby(named, key=lambda each: each.prefix)
    )
    return Package(
        metadata=metadata,
        modules=tuple(modules.values()),
        former_modules=tuple(
            former for each in contexts for former in build_former_modules(modules[each.api.name], each.names, package)
        ),
        example_tests=tuple(build_example_tests(each, package) for each in contexts) if with_tests else None,
        groups=tuple(group for groups, _ in prefixes for group in groups),
        prefixes=tuple(prefix for _, prefix in prefixes),
        children=tuple(_child(package, (), prefix.name, prefix.class_name) for _, prefix in prefixes),
        index=_index(package, names),
        examples=tuple(ExampleFile(name, write_examples(by_name[name])) for name in sorted(by_name)),
    )


def _prefix(
    package: Code, prefix: str, names: list[Names], words: Mapping[str, Code]
) -> tuple[tuple[Group, ...], Prefix]:
    """Return the groups of a prefix and its own namespace."""
    name = identifier(prefix)
    direct = [each for each in names if not each.group]
    in_groups = sorted((each for each in names if each.group), key=lambda each: (each.group, each.module))
    groups = tuple(
        _group(package, name, identifier(group), list(members), words)
        for group, members in groupby(in_groups, key=lambda each: each.group)
    )
    return groups, Prefix(
        name=name,
        class_name=identifier(_class_name(prefix)),
        doc=docstring(f"The APIs of {prefix}."),
        runtime=namespace_import(package, operations=bool(direct)),
        exported=literal(_class_name(prefix)),
        groups=tuple(_child(package, (name,), group.name, group.class_name) for group in groups),
        operations=_operations(package, direct, words),
    )


def _group(package: Code, prefix: Code, name: Code, names: list[Names], words: Mapping[str, Code]) -> Group:
    return Group(
        prefix=prefix,
        name=name,
        class_name=identifier(_class_name(prefix, name)),
        doc=docstring(f"The APIs of {prefix}.{name}."),
        runtime=namespace_import(package, operations=True),
        exported=literal(_class_name(prefix, name)),
        operations=_operations(package, names, words),
    )


def _operations(package: Code, names: Iterable[Names], words: Mapping[str, Code]) -> tuple[Operation, ...]:
    """Return the methods of a namespace; editors show the words under them, which are those of the request."""
    found = []
    for each in names:
        request = _target(_module(package, each), identifier(each.request))
        found.append(Operation(name=identifier(each.module), request=request, doc=words[each.api]))
        for path in each.former_paths:
            doc, now = docstring(f"The former name of {each.module}."), literal(each.module)
            found.append(Operation(name=identifier(path.rpartition(".")[2]), request=request, doc=doc, now=now))
    return tuple(found)


def _child(package: Code, path: tuple[Code, ...], name: Code, class_name: Code) -> Child:
    here = ".".join((*path, name))
    target = _target(dotted(f"{package}.apis.{here}"), class_name)
    return Child(name=name, target=target, doc=docstring(f"APIs {here}.*", 8))


def _index(package: Code, names: Iterable[Names]) -> Index:
    by_class = sorted((name, each.path) for each in names for name in (each.request, each.response, *each.former_tops))
    by_api = sorted((each.api, f"{each.path}:{each.request}") for each in names)
    exports = [
        (each, name)
        for each in sorted(names, key=_path_of)
        for name in (each.request, each.response, *each.former_tops)
    ]
    return Index(
        public=tuple(IndexEntry(literal(name), literal(path)) for name, path in by_class),
        methods=tuple(IndexEntry(literal(api), literal(path)) for api, path in by_api),
        exports=tuple(ImportLine(_module(package, each), (identifier(name),)) for each, name in exports),
    )


def _path_of(names: Names) -> str:
    return names.path


def _target(module: Code, name: Code) -> Target:
    return Target(module=module, name=name, path=literal(f"{module}:{name}"))


def _module(package: Code, names: Names) -> Code:
    return dotted(f"{package}.apis.{names.path}")


def _class_name(*words: str) -> str:
    """Of a namespace: ``TaobaoFenxiaoApis``. The ending keeps it apart from requests and from the runtime's names."""
    return "".join(word[:1].upper() + word[1:] for word in words) + "Apis"
