"""A request object as the parameters of a call: by type and by place, and strictly.

In:  a ``Request``.
Out: text parameters and file parts, under the platform's names. Nothing empty is among them.
A value of the wrong type or beyond a documented limit, or a missing one, is an ``ArgumentError`` that names the
parameter as the platform spells it. Lists of plain values are joined by commas at top level, but JSON arrays inside
objects; decimals are text everywhere. Encoders are compiled once per class.
"""

from __future__ import annotations

from typing import Any

from topclient._runtime.errors import ArgumentError
from topclient._runtime.model import Request, Struct
from topclient._runtime.plain import dump_json, values_of
from topclient._runtime.schema import Attribute, Kind, once_per_class, schema_of
from topclient._runtime.strictness import Encode, Refused, encode_data, scalar_encoder, wrong_type
from topclient._runtime.uploads import FilePart

_JOINED: frozenset[Kind] = frozenset({"string", "integer", "decimal", "boolean", "datetime"})


def _struct(cls: type[Struct]) -> Encode:
    def encode(value: object) -> dict[str, Any]:
        if isinstance(value, cls):
            return _encode_fields(value)
        raise wrong_type(value, cls.__name__)

    return encode


def _item(attribute: Attribute) -> Encode:
    return _struct(attribute.struct) if attribute.struct else scalar_encoder(attribute)


def _list(item: Encode, longest: int | None) -> Encode:
    def encode(values: object) -> list[Any]:
        if not isinstance(values, list | tuple):
            raise wrong_type(values, "a list")
        if longest is not None and len(values) > longest:
            raise Refused(f"has {len(values)} items, the documented limit is {longest}")
        plain = []
        for index, value in enumerate(values):
            try:
                plain.append(item(value))
            except Refused as refused:
                raise refused.under(f"[{index}]") from None
        return plain

    return encode


def _value(attribute: Attribute) -> Encode:
    item = _item(attribute)
    return _list(item, attribute.limits.max_items) if attribute.is_list else item


@once_per_class
def _compile(cls: type[Struct]) -> tuple[tuple[Attribute, Encode], ...]:
    return tuple((attribute, _value(attribute)) for attribute in schema_of(cls))


def _encode_fields(struct: Struct) -> dict[str, Any]:
    """The plain data of an object's set attributes by wire name, and its ``extra``."""
    cls = type(struct)
    plain = {}
    for (attribute, encode), value in zip(_compile(cls), values_of(cls)(struct), strict=True):
        try:
            if value is not None:
                plain[attribute.wire] = encode(value)
            elif attribute.required:
                raise Refused("is required")
        except Refused as refused:
            raise refused.under(attribute.wire) from None
    for name, value in struct.extra.items():
        if value is not None and name not in plain:
            plain[name] = encode_data(value)
    return plain


def _join(values: list[Any]) -> str:
    texts = [_text(value) for value in values]
    if any(not text or "," in text for text in texts):
        raise Refused("an empty item, or one with a comma, cannot be told apart in a comma-separated list")
    return ",".join(texts)


def _text(plain: Any) -> str:
    if isinstance(plain, str):
        return plain
    if isinstance(plain, bool):
        return "true" if plain else "false"
    try:
        return dump_json(plain)
    except TypeError:
        raise Refused("a file can only be sent as a parameter of its own") from None


def _parameter(name: str, attribute: Attribute | None, plain: Any) -> str:
    """The text of a parameter; empty when there is nothing to send."""
    try:
        joined = attribute is not None and attribute.is_list and attribute.kind in _JOINED
        text = _join(plain) if joined else _text(plain)
        if not text.isascii():
            text.encode()
        # The official SDKs neither send nor sign white space alone; the gateway signs what it receives, or as they do.
        if not text.isspace() and text:
            return text
        if attribute is not None and attribute.required:
            raise Refused("is required, but empty")
        return ""
    except Refused as refused:
        raise refused.under(name) from None
    except UnicodeEncodeError:
        raise Refused("holds half a surrogate pair, which no text on the wire can").under(name) from None


@once_per_class
def _by_wire(cls: type[Struct]) -> dict[str, Attribute]:
    return {attribute.wire: attribute for attribute in schema_of(cls)}


def encode_request(request: Request[Any]) -> tuple[dict[str, str], dict[str, FilePart]]:
    """The text parameters and the files of a call; ``ArgumentError`` when an argument may not be sent."""
    texts: dict[str, str] = {}
    files: dict[str, FilePart] = {}
    known = _by_wire(type(request))
    try:
        for name, plain in _encode_fields(request).items():
            if isinstance(plain, FilePart):
                files[name] = plain
            elif text := _parameter(name, known.get(name), plain):
                texts[name] = text
    except Refused as refused:
        raise ArgumentError(request.__api__.name, refused.path, refused.reason) from None
    return texts, files
