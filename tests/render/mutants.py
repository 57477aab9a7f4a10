"""Specs with one wrong fact each, which the tests rendered from the right spec have to notice.

In:  a spec. Out: each fault with its name. Only what the example of the page shows is changed: a test
cannot know better than the page, and leaves out what is in doubt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from msgspec.structs import replace

from topgen.python_model.example_tests.certain import Certain
from topgen.spec.model import Api, Field, Kind, Required, Session

MOST_OF_A_KIND = 4
"""Mutants of one kind and one API, spread over all places."""

Fields = tuple[Field, ...]
Path = tuple[str, ...]


def mutants(api: Api) -> Iterator[tuple[str, Api]]:
    """Yield the faults of an API, a few of each kind; pages are left out, since they name fields in other words."""
    api = replace(api, inferred=replace(api.inferred, paging=None))
    kinds: dict[str, list[tuple[str, Api]]] = {}
    faults = (*_of_fields(api, "request"), *_of_fields(api, "response"), *_of_values(api), *_others(api))
    for kind, place, mutant in faults:
        kinds.setdefault(kind, []).append((f"{kind} {place}", mutant))
    for group in kinds.values():
        step = max(1, -(-len(group) // MOST_OF_A_KIND))
        yield from group[::step]


def _certain(api: Api, side: str) -> Mapping[str, Any]:
    doubts: dict[str, list[Any]] = {}
    for doubt in api.doubts:
        doubts.setdefault(doubt.at, []).append(doubt)
    return Certain(doubts).take(getattr(api, side), getattr(api.examples, side) or {}, side)


def _of_fields(api: Api, side: str) -> Iterator[tuple[str, str, Api]]:
    for path, field, value in _shown(getattr(api, side), _certain(api, side), ()):
        for kind, changed in _faults(field, value):
            fields = _changed(getattr(api, side), path, changed)
            yield f"{side} {kind}", ".".join(path), replace(api, **{side: fields})


def _shown(fields: Fields, data: Mapping[str, Any], path: Path) -> Iterator[tuple[Path, Field, Any]]:
    """Yield each field that the example has, with its place and its value."""
    for field in fields:
        if field.name in data:
            value = data[field.name]
            yield (*path, field.name), field, value
            first = value[0] if isinstance(value, list | tuple) and value else value
            if isinstance(first, Mapping):
                yield from _shown(field.fields, first, (*path, field.name))


def _faults(field: Field, value: Any) -> Iterator[tuple[str, Field | None]]:
    yield "removed", None
    yield "renamed", replace(field, name=f"{field.name}_x")
    nothing_inside = value in ([], ())
    if not nothing_inside:
        yield "list", replace(field, type=replace(field.type, is_list=not field.type.is_list))
    if field.fields and field.type.struct:
        yield "struct", replace(field, type=replace(field.type, struct=f"{field.type.struct}X"))
    if not nothing_inside and field.type.kind in (Kind.STRING, Kind.INTEGER, Kind.BOOLEAN, Kind.DATETIME, Kind.DECIMAL):
        kind = Kind.BOOLEAN if field.type.kind is Kind.STRING else Kind.STRING
        if str(value).lower() not in ("true", "false") or kind is Kind.STRING:
            yield "type", replace(field, type=replace(field.type, kind=kind))
    if field.required is not None and field.type.kind is Kind.STRING and isinstance(value, str) and len(value) > 1:
        yield "limit", replace(field, limits=replace(field.limits, max_length=len(value) - 1))


def _changed(fields: Fields, path: Path, changed: Field | None) -> Fields:
    """Return the fields with another one at the path."""
    first, *rest = path
    at = next(index for index, field in enumerate(fields) if field.name == first)
    if rest:
        changed = replace(fields[at], fields=_changed(fields[at].fields, tuple(rest), changed))
    return (*fields[:at], *((changed,) if changed is not None else ()), *fields[at + 1 :])


def _of_values(api: Api) -> Iterator[tuple[str, str, Api]]:
    certain = _certain(api, "response")
    for kind, path, response in _other_data(certain, ()):
        yield f"value {kind}", path, replace(api, examples=replace(api.examples, response=response))


def _other_data(data: Any, path: Path) -> Iterator[tuple[str, str, Any]]:
    """Yield the data with one value changed, two swapped, or an item lost or told twice."""
    if isinstance(data, Mapping):
        names = list(data)
        for name, value in data.items():
            for kind, where, changed in _other_data(value, (*path, name)):
                yield kind, where, {**data, name: changed}
        for one, other in pairwise(names):
            if type(data[one]) is type(data[other]) and data[one] != data[other] and isinstance(data[one], str | int):
                yield "swapped", ".".join((*path, one)), {**data, one: data[other], other: data[one]}
    elif isinstance(data, list | tuple):
        for index, item in enumerate(data):
            for kind, where, changed in _other_data(item, (*path, str(index))):
                yield kind, where, (*data[:index], changed, *data[index + 1 :])
        yield "item twice", ".".join(path), (*data, *data[-1:])
        yield "item lost", ".".join(path), data[:-1]
    else:
        yield "changed", ".".join(path), OTHER[type(data)](data)


OTHER: Mapping[type, Callable[[Any], Any]] = {
    bool: lambda value: not value,
    int: lambda value: value + 1,
    str: lambda value: value[:-1] + ("1" if value[-1:] == "0" else "0"),
    bytes: lambda value: value + b"x",
}


def _others(api: Api) -> Iterator[tuple[str, str, Api]]:
    certain = _certain(api, "request")
    for field in api.request:
        if field.required is Required.TRUE and field.type.kind is not Kind.FILE:
            optional = replace(field, required=Required.FALSE)
            yield "required lost", field.name, replace(api, request=_changed(api.request, (field.name,), optional))
        elif field.required is Required.FALSE and field.name not in certain:
            required = replace(field, required=Required.TRUE)
            yield "required made", field.name, replace(api, request=_changed(api.request, (field.name,), required))
    for index, error in enumerate(api.errors):
        other = replace(error, code=f"{error.code}-x")
        yield "error changed", error.code, replace(api, errors=(*api.errors[:index], other, *api.errors[index + 1 :]))
        yield "error lost", error.code, replace(api, errors=(*api.errors[:index], *api.errors[index + 1 :]))
    if api.session is Session.REQUIRED:
        yield "session lost", "", replace(api, session=Session.NONE)
