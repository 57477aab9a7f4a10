"""Functions that make objects of plain data, compiled once per class.

In:  a ``Struct`` class. Out: a function from a dict under wire names, and a list for mismatches, to an object.
Mismatches are found in the order of declaration.
Surprise: the functions are compiled from source that is written here, as those of dataclasses are: one statement for
each attribute takes half the time of a loop over them. What comes as the type that it should be is stored by that
statement; all else (other types, null, lists, objects) goes through a converter. The source holds names of attributes,
which are identifiers, and numbers; what a page says reaches it only as an argument.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields
from typing import Any, TypeAlias, TypeVar, cast

from topclient._runtime.decoding.body import parse_json
from topclient._runtime.decoding.coercion import COERCIONS, EXACT
from topclient._runtime.mismatch import Mismatch
from topclient._runtime.model import Struct
from topclient._runtime.schema import Attribute, once_per_class, schema_of, wrapper_name

S = TypeVar("S", bound=Struct)
Found: TypeAlias = list[Mismatch]
Decode: TypeAlias = Callable[[Mapping[str, Any], Found], S]
_Convert: TypeAlias = Callable[[Any, Found], Any]
_UNFIT = (ValueError, ArithmeticError)


@once_per_class
def decoder_of(cls: type[S]) -> Decode[S]:
    """The decoder of a class."""
    names: dict[str, Any] = {"new": object.__new__, "cls": cls, "absent": object(), "settle": _settle}
    defaults = {field.name: None if field.default is MISSING else field.default for field in fields(cls)}
    schema = schema_of(cls)
    for number, attribute in enumerate(schema):
        names[f"wire{number}"] = attribute.wire
        names[f"default{number}"] = defaults[attribute.attr]
        names[f"exact{number}"] = None if attribute.is_list else EXACT.get(attribute.kind)
        names[f"convert{number}"] = _list(attribute) if attribute.is_list else _item(attribute)
    names["wires"] = frozenset(attribute.wire for attribute in schema)
    exec("\n".join(_source([attribute.attr for attribute in schema], "reply" in defaults)), names)
    return cast("Decode[S]", names["decode"])


def _source(attrs: list[str], is_response: bool) -> Iterator[str]:
    """The lines of the function ``decode``."""
    yield "def decode(data, found):"
    yield "    get, missing, extra, self = data.get, 0, {}, new(cls)"
    for number, attr in enumerate(attrs):
        yield f"    value = get(wire{number}, absent)"
        yield f"    if type(value) is exact{number}: self.{attr} = value"
        yield f"    elif value is absent: self.{attr}, missing = default{number}, missing + 1"
        yield f"    else: self.{attr} = settle(wire{number}, convert{number}, value, found, extra)"
    yield f"    if len(data) + missing != {len(attrs)}:"
    yield "        for name in data:"
    yield "            if name not in wires: extra[name] = data[name]"
    yield "    self.extra = extra"
    if is_response:
        yield "    self.reply = None"
    yield "    return self"


def _settle(wire: str, convert: _Convert, value: Any, found: Found, extra: dict[str, Any]) -> Any:
    """The value of an attribute; what stands for no value is kept in ``extra`` as it came."""
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
    """The data of JSON inside a text; an empty object for an empty text, the text itself when it is neither."""
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
    """A function that finds the items of a list: bare, wrapped, alone, or none at all."""
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
