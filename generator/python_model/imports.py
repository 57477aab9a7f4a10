"""The import lines of an API module: what its annotations use, and nothing else.

In:  the names that a module needs. Out: ``ImportLine``s in isort's order.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.python_model.code import compose, identifier
from generator.python_model.model import ImportLine

_SOURCES = {
    "dataclasses": ("dataclass",),
    "datetime": ("datetime",),
    "decimal": ("Decimal",),
    "typing": ("Annotated", "Any", "ClassVar", "Literal"),
}
_RUNTIME = ("Api", "File", "Json", "Request", "Response", "Struct", "Wire")


def standard_imports(needs: Iterable[str]) -> tuple[ImportLine, ...]:
    """Imports from the standard library."""
    wanted = frozenset(needs)
    lines = ((module, tuple(identifier(name) for name in names if name in wanted)) for module, names in _SOURCES.items())
    return tuple(ImportLine(identifier(module), names) for module, names in lines if names)


def runtime_import(needs: Iterable[str]) -> ImportLine:
    """The import of the words that API modules are written in."""
    wanted = frozenset(needs)
    return ImportLine(compose("topclient._runtime.model"), tuple(identifier(name) for name in _RUNTIME if name in wanted))
