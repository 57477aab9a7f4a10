"""Replies as objects: JSON, simplified JSON and XML give equal ones.

In:  a ``Reply`` and the API that was called, or plain data and a class.
Out: a response object; ``GatewayError`` for the platform's own errors, ``ReplyError`` for what is no reply at all.
Reading never fails on a value: it is coerced where nothing is lost, else kept as it came and reported as ``Mismatch``.
Decoders are compiled once per class; list wrappers are taken off wherever they stand, whatever format was asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, TypeAlias, TypeVar

from topclient._runtime.body import parse_body, parse_json
from topclient._runtime.coercion import COERCIONS, EXACT, to_integer
from topclient._runtime.errors import GatewayError, ReplyError, error_class
from topclient._runtime.model import Api, Reply, Response, Struct
from topclient._runtime.plain import to_plain
from topclient._runtime.schema import Attribute, once_per_class, schema_of, wrapper_name

__all__ = ["Mismatch", "OnMismatch", "decode_reply", "from_plain", "to_plain"]

S = TypeVar("S", bound=Struct)
R = TypeVar("R", bound=Response)


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A value that is not of its documented type, and that nothing turns into it without loss."""

    path: str
    """Where it stands, in the platform's spelling: ``result.items[2].price``."""
    expected: str
    """The documented kind: ``integer``, ``list[object]``."""
    value: object
    """As it came; the attribute holds it unchanged."""


OnMismatch: TypeAlias = Callable[[Mismatch], object]
_Found: TypeAlias = list[Mismatch]
_Convert: TypeAlias = Callable[[Any, _Found], Any]
_UNFIT = (ValueError, ArithmeticError)


def _step_into(step: str, found: _Found, since: int) -> None:
    """Put one step before the paths of what was found below it."""
    for index in range(since, len(found)):
        path = found[index].path
        dot = "." if path and not path.startswith("[") else ""
        found[index] = replace(found[index], path=f"{step}{dot}{path}")


def _scalar(attribute: Attribute) -> _Convert:
    kind, coerce = attribute.kind, COERCIONS[attribute.kind]

    def convert(value: Any, found: _Found) -> Any:
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
    def convert(value: Any, found: _Found) -> Any:
        if type(value) is dict:
            return _decoder(cls)(value, found)
        single = value
        if isinstance(single, list) and len(single) < 2:
            single = single[0] if single else None
        if isinstance(single, str):
            single = _open_json(single)
        if isinstance(single, dict):
            return _decoder(cls)(single, found)
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

    def convert(value: Any, found: _Found) -> list[Any]:
        items: list[Any] = []
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


@once_per_class
def _decoder(cls: type[S]) -> Callable[[Mapping[str, Any], _Found], S]:
    schema = schema_of(cls)
    plan = {
        attribute.wire: (
            attribute.attr,
            None if attribute.is_list else EXACT.get(attribute.kind),
            _list(attribute) if attribute.is_list else _item(attribute),
        )
        for attribute in schema
    }
    missing = {attribute.attr: None for attribute in schema if attribute.required}
    look_up = plan.get

    def decode(data: Mapping[str, Any], found: _Found) -> S:
        values: dict[str, Any] = missing.copy()
        extra: dict[str, Any] = {}
        for name, value in data.items():
            planned = look_up(name)
            if planned is None:
                extra[name] = value
                continue
            attr, exact, convert = planned
            if type(value) is exact:
                values[attr] = value
                continue
            since = len(found)
            converted = None if value is None else convert(value, found)
            if len(found) > since:
                _step_into(name, found, since)
            if converted is None:
                extra[name] = value
            values[attr] = converted
        if extra:
            values["extra"] = extra
        return cls(**values)

    return decode


def from_plain(cls: type[S], data: Mapping[str, Any], on_mismatch: OnMismatch | None = None) -> S:
    """An object from data under wire names, the inverse of ``to_plain``; list wrappers may be on or off.

    Attributes that the data lacks are None, required ones too: reading is never refused.
    """
    found: _Found = []
    result = _decoder(cls)(data, found)
    if on_mismatch:
        for mismatch in found:
            on_mismatch(mismatch)
    return result


def _find_root(tree: Mapping[str, Any], api: Api) -> Any:
    """What holds the data: the root's content, or in simplified JSON the whole."""
    if api.root in tree:
        return tree[api.root]
    known = {attribute.wire for attribute in schema_of(api.response)}
    if "request_id" in tree or not known.isdisjoint(tree):
        return tree
    objects = [content for content in tree.values() if isinstance(content, dict)]
    others = [content for name, content in tree.items() if name.endswith("_response")]
    return next(iter(others or objects), tree)


def _read_error(error: Any, api: Api, reply: Reply) -> GatewayError:
    """The exception that an ``error_response`` calls for."""
    told = {name: str(value) for name, value in error.items() if value is not None} if isinstance(error, dict) else {}
    code: int | str = told.get("code", "")
    with suppress(ValueError):  # a code that is no number stays the text that it is
        code = to_integer(code) or code
    sub_code, request_id = told.get("sub_code"), told.get("request_id")
    fault = error_class(code, sub_code)(code, told.get("msg", ""), sub_code, told.get("sub_msg"), request_id)
    fault.api, fault.reply = api.name, replace(reply, request_id=request_id)
    return fault


def decode_reply(reply: Reply, api: Api, on_mismatch: OnMismatch | None = None) -> Response:
    """The response object of a reply, of the class that ``api.response`` names.

    ``GatewayError`` when the gateway reports an error, ``ReplyError`` when the body is nothing that it would send.
    """
    tree = parse_body(reply)
    if "error_response" in tree:
        raise _read_error(tree["error_response"], api, reply)
    if reply.status >= 300:
        raise ReplyError("not a reply of the gateway", reply)
    data = _find_root(tree, api)
    if not isinstance(data, dict):
        if data:
            raise ReplyError("the reply's root holds no object", reply)
        data = {}
    try:
        response = from_plain(api.response, data, on_mismatch)
    except RecursionError:
        raise ReplyError("the reply is nested too deeply", reply) from None
    request_id = response.extra.pop("request_id", None) or data.get("request_id")
    response.reply = replace(reply, request_id=None if request_id is None else str(request_id))
    return response
