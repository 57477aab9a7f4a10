"""The import lines of a module: what it uses, and nothing else.

In:  the names that a module needs. Out: ``ImportLine`` values in isort's order.
"""

from __future__ import annotations

from collections.abc import Iterable

from topgen.python_model.code import Code, compose, identifier
from topgen.python_model.model import ImportLine

_SOURCES = {
    "dataclasses": ("dataclass",),
    "datetime": ("datetime",),
    "decimal": ("Decimal",),
    "typing": ("TYPE_CHECKING", "Annotated", "Any", "ClassVar", "Literal"),
}
_RUNTIME = ("Api", "File", "Inferred", "Json", "PagedRequest", "Paging", "Request", "Response", "Struct", "Wire")


def standard_imports(needs: Iterable[str]) -> tuple[ImportLine, ...]:
    """Imports from the standard library."""
    wanted = frozenset(needs)
    lines = ((module, _chosen(names, wanted)) for module, names in _SOURCES.items())
    return tuple(ImportLine(identifier(module), names) for module, names in lines if names)


def runtime_imports(package: Code, needs: Iterable[str], errors: Iterable[Code]) -> tuple[ImportLine, ...]:
    """The imports of the words that API modules are written in, and of the ``errors`` that theirs are kinds of."""
    wanted = frozenset(needs)
    former = ImportLine(compose("{}._runtime", package), _chosen(("former_names",), wanted))
    kinds = tuple(sorted(set(errors)))
    words = ImportLine(compose("{}._runtime.model", package), _chosen(_RUNTIME, wanted))
    lines = (former, ImportLine(compose("{}._runtime.errors", package), kinds), words)
    return tuple(line for line in lines if line.names)


def namespace_import(package: Code, *, operations: bool) -> ImportLine:
    """Return what a namespace module needs of the runtime."""
    names = ("ClientT", "Group", *(("Operation",) if operations else ()), "deferred")
    return ImportLine(compose("{}._runtime.namespace", package), tuple(map(identifier, names)))


def _chosen(names: tuple[str, ...], wanted: frozenset[str]) -> tuple[Code, ...]:
    return tuple(identifier(name) for name in names if name in wanted)
