"""Functions that make objects of plain data, built once per class.

In:  a ``Struct`` class. Out: a function from a dict under wire names, and a list for mismatches, to an object.
Mismatches are found in the order of declaration. What comes as the type that it should be is stored as it is; all else
(other types, null, lists, objects) goes through a converter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from typing import Any, TypeAlias, TypeVar

from topclient._runtime.decoding.body import parse_json
from topclient._runtime.decoding.coercion import COERCIONS, EXACT
from topclient._runtime.mismatch import Mismatch
from topclient._runtime.model import Response, Struct
from topclient._runtime.schema import Attribute, once_per_class, schema_of, wrapper_name

S = TypeVar("S", bound=Struct)
Found: TypeAlias = list[Mismatch]
Decode: TypeAlias = Callable[[Mapping[str, Any], Found], S]
_Convert: TypeAlias = Callable[[Any, Found], Any]
_UNFIT = (ValueError, ArithmeticError)
_ABSENT = object()


@once_per_class
def decoder_of(cls: type[S]) -> Decode[S]:
    """Return the decoder of a class."""
    defaults = {field.name: None if field.default is MISSING else field.default for field in fields(cls)}
    schema = schema_of(cls)
    steps = tuple(
        (
            attribute.attr,
            attribute.wire,
            None if attribute.is_list else EXACT.get(attribute.kind),
            defaults[attribute.attr],
            _list(attribute) if attribute.is_list else _item(attribute),
        )
        for attribute in schema
    )
    names = frozenset(attribute.wire for attribute in schema)

    def decode(data: Mapping[str, Any], found: Found) -> S:
        result, extra, missing = object.__new__(cls), dict[str, Any](), 0
        for attr, wire, exact, default, convert in steps:
            value = data.get(wire, _ABSENT)
            if type(value) is not exact:
                if value is _ABSENT:
                    value, missing = default, missing + 1
                else:
                    value = _settle(wire, convert, value, found, extra)
            setattr(result, attr, value)
        if len(data) + missing != len(steps):
            extra.update((name, value) for name, value in data.items() if name not in names)
        result.extra = extra
        if isinstance(result, Response):
            result.reply = None
        return result

    return decode


def _settle(wire: str, convert: _Convert, value: Any, found: Found, extra: dict[str, Any]) -> Any:
    """Return the value of an attribute; what stands for no value is kept in ``extra`` as it came."""
    since = len(found)
    converted = None if value is None else convert(value, found)
    if len(found) > since:
        _step_into(wire, found, since)
    if converted is None:
        extra[wire] = value
    return converted


def _step_into(step: str, found: Found, since: int) -> None:
    """Put one step before the paths of what was found below it."""
    found[since:] = [mismatch.under(step) for mismatch in found[since:]]


def _scalar(attribute: Attribute) -> _Convert:
    kind, coerce = attribute.kind, COERCIONS[attribute.kind]

    def convert(value: Any, found: Found) -> Any:
        try:
            return coerce(value)
        except _UNFIT:
            pass
        if isinstance(value, list) and len(value) < 2:
            return convert(value[0], found) if value else None
        found.append(Mismatch("", kind, value))
        return value

    return convert


def _struct(cls: type[Struct]) -> _Convert:
    def convert(value: Any, found: Found) -> Any:
        if type(value) is dict:
            return decoder_of(cls)(value, found)
        single = value
        if isinstance(single, list) and len(single) < 2:
            single = single[0] if single else None
        if isinstance(single, str):
            single = _open_json(single)
        if isinstance(single, dict):
            return decoder_of(cls)(single, found)
        if single is None:
            return None
        found.append(Mismatch("", "object", value))
        return value

    return convert


def _open_json(text: str) -> Any:
    """Return the data of JSON inside a text; an empty object for an empty text, the text itself when it is neither."""
    stripped = text.strip()
    if not stripped:
        return {}
    if stripped[0] not in "{[":
        return text
    try:
        return parse_json(stripped)
    except ValueError:
        return text


def _unwrapper(attribute: Attribute) -> Callable[[Any], list[Any]]:
    """Return a function that finds the items of a list: bare, wrapped, alone, or none at all."""
    element = wrapper_name(attribute)
    fields = frozenset(field.wire for field in schema_of(attribute.struct)) if attribute.struct else frozenset[str]()

    def unwrap(value: Any) -> list[Any]:
        if isinstance(value, str):
            value = _open_json(value)
        if isinstance(value, dict):
            if element in value and (len(value) == 1 or element not in fields):
                value = value[element]
            elif len(value) == 1 and fields.isdisjoint(value):
                # The gateway is known to name a wrapper after the field sometimes; it never holds anything else.
                (value,) = value.values()
            elif not value:
                return []
        if isinstance(value, list):
            return value
        return [] if value is None else [value]

    return unwrap


def _list(attribute: Attribute) -> _Convert:
    item, unwrap = _item(attribute), _unwrapper(attribute)
    exact = EXACT.get(attribute.kind)
    element = wrapper_name(attribute)

    def convert(value: Any, found: Found) -> list[Any]:
        items: list[Any] = []
        if isinstance(value, dict) and len(value) > 1 and attribute.struct is None and element in value:
            rest = {name: other for name, other in value.items() if name != element}
            found.append(Mismatch("", "list without anything beside it", rest))
        for one in unwrap(value):
            if type(one) is not exact and one is not None:
                since = len(found)
                one = item(one, found)
                if len(found) > since:
                    _step_into(f"[{len(items)}]", found, since)
            items.append(one)
        return items

    return convert


def _item(attribute: Attribute) -> _Convert:
    return _struct(attribute.struct) if attribute.struct else _scalar(attribute)
