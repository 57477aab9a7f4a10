"""Examples as objects of the classes of their API.

In:  plain data by wire name, and the classes that the API's module has. Out: ``ExampleObject``, a tree of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from topgen.python_model.code import Code, identifier
from topgen.python_model.module_names import ModuleContext
from topgen.python_model.sites import Path, distinct
from topgen.python_model.values import fit_fields, is_list
from topgen.spec.model import Field, Kind, Plain


@dataclass(frozen=True, slots=True)
class Member:
    """One attribute that the example sets."""

    attribute: Code
    field: Field
    items: tuple[ExampleItem, ...]
    """One for what is no list."""


@dataclass(frozen=True, slots=True)
class ExampleObject:
    """An object and what it holds."""

    cls: Code
    members: tuple[Member, ...]

    def walk(self) -> Iterator[ExampleObject | Kind]:
        """Yield the object itself, and all inside it: objects, and the kinds of values."""
        yield self
        for member in self.members:
            for item in member.items:
                yield from item.walk() if isinstance(item, ExampleObject) else (member.field.type.kind,)


ExampleItem: TypeAlias = "ExampleObject | Plain"


@dataclass(frozen=True, slots=True)
class ObjectReader:
    """Makes objects of plain data."""

    context: ModuleContext

    def read(self, cls: str, fields: Sequence[Field], data: Mapping[str, Plain], path: Path) -> ExampleObject:
        """Return the data of an object at a place of the API."""
        names = self.context.attributes[path]
        members = (
            Member(
                identifier(names[field.name]), field, tuple(self._items(field, data[field.name], (*path, field.name)))
            )
            for field in distinct(fields)
            if field.name in data
        )
        return ExampleObject(identifier(cls), tuple(members))

    def _items(self, field: Field, value: Plain, path: Path) -> Iterator[ExampleItem]:
        struct = self.context.structs.by_path.get(path)
        for item in value if field.type.is_list and is_list(value) else (value,):
            if struct is not None and isinstance(item, Mapping):
                yield self._read_struct(struct, field, item, path)
            else:
                yield item

    def _read_struct(self, name: str, field: Field, data: Mapping[str, Plain], path: Path) -> ExampleObject:
        if field.fields:
            return self.read(name, field.fields, data, path)
        # The page describes the object elsewhere.
        site = next(cls.sites[0] for cls in self.context.structs.classes if cls.name == name)
        return self.read(name, site.fields, fit_fields(data, site.fields), site.path)
