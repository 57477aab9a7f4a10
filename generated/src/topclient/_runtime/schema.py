"""What the annotations of a generated class say, read once per class.

In:  a ``Struct`` class in the form of the API modules.
Out: a tuple of ``Attribute``, one for each field in order. Encoders, decoders and the mock gateway are built from it.
Note: annotations are text until they are asked for; a name that does not resolve fails here, not on import.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import MISSING, Field, dataclass, fields
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal, ParamSpec, TypeAlias, TypeVar, cast, get_args, get_origin, get_type_hints

from topclient._runtime.model import JsonText, Struct, Upload, Wire

P = ParamSpec("P")
T = TypeVar("T")

Kind: TypeAlias = Literal[
    "string", "integer", "decimal", "boolean", "datetime", "json", "file", "map", "object", "unknown"
]

# In order of precedence: an annotation that also allows text, as of a file's path, is not a string for that.
_KINDS: dict[object, Kind] = {
    Upload: "file",
    bool: "boolean",
    datetime: "datetime",
    Decimal: "decimal",
    int: "integer",
    dict: "map",
    str: "string",
}
JOINED: frozenset[Kind] = frozenset({"string", "integer", "decimal", "boolean", "datetime"})
"""Kinds of values whose lists are text with commas at the top level of a call."""
_NOT_ON_THE_WIRE = frozenset({"extra", "reply"})
_ELEMENTS: dict[Kind, str] = {"integer": "number", "decimal": "price", "datetime": "date"}


@dataclass(frozen=True, slots=True)
class Attribute:
    """One field of a class and how it travels."""

    attr: str
    """Its name in Python."""
    wire: str
    """Its name in the platform's spelling."""
    kind: Kind
    """Of one item, for a list. ``dict[str, Any]`` is a map, whether the page calls it Map or leaves its fields out."""
    is_list: bool
    struct: type[Struct] | None
    """The class of an object; None for every other kind."""
    struct_name: str | None
    """The page's own name of that class."""
    required: bool
    limits: Wire


def _members(annotation: object) -> Iterator[object]:
    """Yield the types that an annotation allows, with unions and ``Annotated`` taken apart, and the latter's marks."""
    if get_origin(annotation) in (Annotated, None, list, dict, Literal):
        yield annotation
        if get_origin(annotation) is Annotated:
            inner, *marks = get_args(annotation)
            yield from marks
            yield from _members(inner)
    else:
        for member in get_args(annotation):
            yield from _members(member)


def _read_kind(members: list[object]) -> tuple[Kind, type[Struct] | None]:
    for member in members:
        if isinstance(member, JsonText):
            return "json", None
        if isinstance(member, type) and issubclass(member, Struct):
            return "object", member
    plain = {get_origin(member) or member for member in members}
    for known, kind in _KINDS.items():
        if known in plain:
            return kind, None
    return "unknown", None


def _read_attribute(field: Field[Any], annotation: object) -> Attribute:
    members = list(_members(annotation))
    wire = next((member for member in members if isinstance(member, Wire)), Wire())
    lists = [member for member in members if get_origin(member) is list]
    kind, struct = _read_kind(list(_members(get_args(lists[0])[0])) if lists else members)
    return Attribute(
        attr=field.name,
        wire=wire.name or field.name,
        kind=kind,
        is_list=bool(lists),
        struct=struct,
        struct_name=wire.struct or (getattr(struct, "__struct__", struct.__name__) if struct else None),
        required=field.default is MISSING and field.default_factory is MISSING,
        limits=wire,
    )


def once_per_class(build: Callable[P, T]) -> Callable[P, T]:
    """Return the function with its results kept: ``functools.cache``, typed to take classes of unhashable objects."""
    return cast("Callable[P, T]", cache(build))


@once_per_class
def schema_of(cls: type[Struct]) -> tuple[Attribute, ...]:
    """Return the attributes of a class that travel, in order of declaration."""
    hints = get_type_hints(cls, include_extras=True)
    return tuple(
        _read_attribute(field, hints[field.name]) for field in fields(cls) if field.name not in _NOT_ON_THE_WIRE
    )


def wrapper_name(attribute: Attribute) -> str:
    """Return the key around the items of a list in XML and plain JSON, named after the type of the items.

    Every capital becomes ``_`` and its lower case, acronyms letter by letter: ``SuiteConfDO`` gives ``suite_conf_d_o``.
    """
    if attribute.struct_name:
        return re.sub("[A-Z]", lambda capital: "_" + capital[0].lower(), attribute.struct_name).removeprefix("_")
    return _ELEMENTS.get(attribute.kind, attribute.kind)
