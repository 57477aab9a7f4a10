"""Values, objects and texts of parameters: what ``requests`` and ``untyped`` have in common.

In:  a value and what the schema says of it. Out: plain data, or the text of a parameter; ``EncodeError`` for what a
page does not allow, or nothing on the wire can say. Encoders are built once per class.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import Any

from topclient._runtime.encoding.validation import Encode, EncodeError, encode_data, scalar_encoder, wrong_type
from topclient._runtime.model import Struct
from topclient._runtime.schema import JOINED, Attribute, once_per_class, schema_of
from topclient._runtime.to_dict import dump_json, values_of


def _struct(cls: type[Struct]) -> Encode:
    def encode(value: object) -> dict[str, Any]:
        if isinstance(value, cls):
            plain = encode_fields(value)
            return plain if value.extra == {} else plain | _encode_extra(value.extra, plain)
        raise wrong_type(value, cls.__name__)

    return encode


def _item(attribute: Attribute) -> Encode:
    return _struct(attribute.struct) if attribute.struct else scalar_encoder(attribute)


def _list(item: Encode, longest: int | None) -> Encode:
    def encode(values: object) -> list[Any]:
        if not isinstance(values, list | tuple):
            raise wrong_type(values, "a list")
        if longest is not None and len(values) > longest:
            raise EncodeError(f"has {len(values)} items, the documented limit is {longest}")
        plain = []
        for index, value in enumerate(values):
            try:
                plain.append(item(value))
            except EncodeError as error:
                raise error.under(f"[{index}]") from None
        return plain

    return encode


def value_encoder(attribute: Attribute) -> Encode:
    """Return what makes plain data, or a ``FilePart``, of a value; it refuses what the page does not allow."""
    item = _item(attribute)
    return _list(item, attribute.limits.max_items) if attribute.is_list else item


@once_per_class
def _encoders(cls: type[Struct]) -> tuple[tuple[Attribute, Encode], ...]:
    return tuple((attribute, value_encoder(attribute)) for attribute in schema_of(cls))


def encode_fields(struct: Struct) -> dict[str, Any]:
    """Return the plain data of an object's set attributes by wire name; ``extra`` is left to the caller."""
    cls = type(struct)
    plain = {}
    for (attribute, encode), value in zip(_encoders(cls), values_of(cls)(struct), strict=True):
        try:
            if value is not None:
                plain[attribute.wire] = encode(value)
            elif attribute.required:
                raise EncodeError("is required")
        except EncodeError as error:
            raise error.under(attribute.wire) from None
    return plain


def _encode_extra(extra: Any, known: Mapping[str, Any]) -> dict[str, Any]:
    """Return further fields of an object inside of a parameter, as JSON has them."""
    plain = {}
    for name, value in read_extra(extra, known):
        if not _can_travel(name):
            raise EncodeError("is no name of a parameter").under(repr(name))
        try:
            plain[name] = encode_data(value)
        except EncodeError as error:
            raise error.under(name) from None
    return plain


def read_extra(extra: Any, known: Container[str]) -> Iterator[tuple[str, Any]]:
    """Yield names and values of ``extra``; what came as null or empty, and was set since, is not among them."""
    if not isinstance(extra, Mapping):
        raise wrong_type(extra, "a dict").under("extra")
    for name, value in extra.items():
        if not isinstance(name, str) or not name:
            raise EncodeError("is no name of a parameter").under(repr(name))
        if name in known and value not in (None, "", [], {}):
            raise EncodeError("is set already; it is not to be in extra too").under(name)
        if name not in known and value is not None:
            yield name, value


def _can_travel(text: str) -> bool:
    """Return whether a text has no half of a surrogate pair."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _join(values: list[Any]) -> str:
    texts = [_text(value) for value in values]
    if any(not text or "," in text for text in texts):
        raise EncodeError("an empty item, or one with a comma, cannot be told apart in a comma-separated list")
    return ",".join(texts)


def _text(plain: Any) -> str:
    if isinstance(plain, str):
        return str.__str__(plain)  # of an enumeration its value, which its own str() does not give
    if isinstance(plain, bool):
        return "true" if plain else "false"
    if type(plain) is int:
        return str(plain)
    try:
        return dump_json(plain)
    except TypeError:
        raise EncodeError("a file can only be sent as a parameter of its own") from None


def encode_text(name: str, attribute: Attribute | None, plain: Any) -> str:
    """Return the text of a parameter; empty when there is nothing to send."""
    try:
        joined = attribute is not None and attribute.is_list and attribute.kind in JOINED
        text = _join(plain) if joined else _text(plain)
        if not text.isascii() and not _can_travel(text):
            raise EncodeError("holds half a surrogate pair, which no text on the wire can")
        # The official SDKs neither send nor sign white space alone; the gateway signs what it receives, or as they do.
        if not text.isspace() and text:
            return text
        if attribute is not None and attribute.required:
            raise EncodeError("is required, but empty")
        return ""
    except EncodeError as error:
        raise error.under(name) from None
