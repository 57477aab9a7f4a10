"""What is decided once for the module of an API: its names, its classes, its errors, its pages.

In:  an ``Api`` and its ``Names``. Out: ``ModuleContext``, which the module and its tests are built from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from topgen.python_model.error_classes import build_errors
from topgen.python_model.lock import Names
from topgen.python_model.model import ErrorClass
from topgen.python_model.names import attribute_names
from topgen.python_model.paging import PagingMark, build_paging
from topgen.python_model.structs import Structs, find_structs
from topgen.spec.model import Api, Doubt, Field


@dataclass(frozen=True, slots=True)
class ModuleContext:
    """What the classes of one module share."""

    api: Api
    names: Names
    structs: Structs
    errors: tuple[ErrorClass, ...]
    paging: PagingMark | None
    doubts: Mapping[str, list[Doubt]]
    """By dotted path."""
    needs: set[str]
    """Names that the module has to import, gathered on the way."""

    def attributes_of(self, fields: Sequence[Field]) -> dict[str, str]:
        """Return the attribute for each wire name of one class."""
        return _attributes(fields, self.names)


def read_context(api: Api, names: Names) -> ModuleContext:
    """Return the context of an API under the names that the lock gives it."""
    taken = {names.request, names.response, *_all_attributes((*api.request, *api.response))}
    structs = find_structs(api, frozenset(taken))
    errors = build_errors(api.errors, taken | {struct.name for struct in structs.classes})
    paging = build_paging(api, lambda fields: _attributes(fields, names), structs.by_path.get)
    doubts: dict[str, list[Doubt]] = {}
    for doubt in api.doubts:
        doubts.setdefault(doubt.at, []).append(doubt)
    needs = {*({"Struct"} if structs.classes else ()), *(paging.needs if paging else ("Request",))}
    return ModuleContext(api, names, structs, errors, paging, doubts, needs)


def _attributes(fields: Sequence[Field], names: Names) -> dict[str, str]:
    return attribute_names([field.name for field in fields], frozenset((names.request, names.response)))


def _all_attributes(fields: Iterable[Field]) -> Iterator[str]:
    """Yield every name that a field of the API may become: no class may have one, or it would be shadowed."""
    for field in fields:
        yield from attribute_names([field.name]).values()
        yield from _all_attributes(field.fields)
