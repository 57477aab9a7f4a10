"""What leads to the APIs of a package: the client's namespaces, and the index.

In:  the names of its APIs, and what each method says. Out: one value for each file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from topgen.package_metadata import PackageMetadata
from topgen.python_model.code import Code, docstring, dotted, identifier, literal
from topgen.python_model.grouping import Namespace
from topgen.python_model.imports import namespace_import
from topgen.python_model.lock import Names
from topgen.python_model.model import Child, Group, ImportLine, Index, IndexEntry, Operation, Prefix, Target


def build_prefix(namespace: Namespace, words: Mapping[str, str], metadata: PackageMetadata) -> Prefix:
    """Return the namespace of a prefix; ``words`` has the prose of each method by its API."""
    package, name = identifier(metadata.name), identifier(namespace.prefix)
    return Prefix(
        name=name,
        class_name=identifier(_class_name(name)),
        doc=docstring(f"The APIs of {name}."),
        runtime=namespace_import(package, operations=bool(namespace.members)),
        exported=literal(_class_name(name)),
        groups=tuple(
            _child(package, (name,), identifier(group), identifier(_class_name(name, group)))
            for group in namespace.groups
        ),
        operations=_operations(package, namespace.members, words),
    )


def build_group(namespace: Namespace, words: Mapping[str, str], metadata: PackageMetadata) -> Group:
    """Return the namespace of a group; ``words`` has the prose of each method by its API."""
    package, prefix, name = identifier(metadata.name), identifier(namespace.prefix), identifier(namespace.group)
    return Group(
        prefix=prefix,
        name=name,
        class_name=identifier(_class_name(prefix, name)),
        doc=docstring(f"The APIs of {prefix}.{name}."),
        runtime=namespace_import(package, operations=True),
        exported=literal(_class_name(prefix, name)),
        operations=_operations(package, namespace.members, words),
    )


def build_children(prefixes: Iterable[str], metadata: PackageMetadata) -> tuple[Child, ...]:
    """Return the namespaces of the client itself."""
    package = identifier(metadata.name)
    return tuple(_child(package, (), identifier(name), identifier(_class_name(name))) for name in sorted(set(prefixes)))


def build_index(names: Sequence[Names], metadata: PackageMetadata) -> Index:
    """Return the lazy maps of the package."""
    package = identifier(metadata.name)
    tops = [(each, name) for each in names for name in (each.request, each.response, *each.former_tops)]
    by_class = sorted((name, each.path) for each, name in tops)
    by_api = sorted((each.api, f"{each.path}:{each.request}") for each in names)
    exports = sorted(tops, key=lambda top: top[0].path)
    return Index(
        public=tuple(IndexEntry(literal(name), literal(path)) for name, path in by_class),
        methods=tuple(IndexEntry(literal(api), literal(path)) for api, path in by_api),
        exports=tuple(ImportLine(_module(package, each), (identifier(name),)) for each, name in exports),
    )


def _operations(package: Code, names: Iterable[Names], words: Mapping[str, str]) -> tuple[Operation, ...]:
    """Return the methods of a namespace; editors show the words under them, which are those of the request."""
    found = []
    for each in names:
        request = _target(_module(package, each), identifier(each.request))
        found.append(Operation(name=identifier(each.module), request=request, doc=docstring(words[each.api])))
        for path in each.former_paths:
            doc, now = docstring(f"The former name of {each.module}."), literal(each.module)
            found.append(Operation(name=identifier(path.rpartition(".")[2]), request=request, doc=doc, now=now))
    return tuple(found)


def _child(package: Code, path: tuple[Code, ...], name: Code, class_name: Code) -> Child:
    here = ".".join((*path, name))
    target = _target(dotted(f"{package}.apis.{here}"), class_name)
    return Child(name=name, target=target, doc=docstring(f"APIs {here}.*", 8))


def _target(module: Code, name: Code) -> Target:
    return Target(module=module, name=name, path=literal(f"{module}:{name}"))


def _module(package: Code, names: Names) -> Code:
    return dotted(f"{package}.apis.{names.path}")


def _class_name(*words: str) -> str:
    """Of a namespace: ``TaobaoFenxiaoApis``. The ending keeps it apart from requests and from the runtime's names."""
    return "".join(word[:1].upper() + word[1:] for word in words) + "Apis"
