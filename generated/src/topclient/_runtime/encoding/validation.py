"""One argument as plain data, or refused: nothing is coerced on the way out.

In:  a value and, from the schema, what it has to be. Out: what JSON can say, or a ``FilePart``.
A value of another type or beyond a documented limit is an ``EncodeError``, with the reason in words for the caller.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeAlias

from topclient._runtime.encoding.uploads import FilePart, read_upload
from topclient._runtime.gmt8 import to_text
from topclient._runtime.model import Wire
from topclient._runtime.schema import Attribute, Kind
from topclient._runtime.to_dict import MOST_BITS, dump_json, is_writable, to_dict

Encode: TypeAlias = Callable[[Any], Any]
"""From a value to plain data, or to a ``FilePart``."""

_DECIMAL = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)


class EncodeError(Exception):
    """A value cannot be sent; whoever passes the error on puts a step before its path."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.path = ""

    def under(self, step: str) -> EncodeError:
        """Put one more step before the path."""
        dot = "." if self.path and not self.path.startswith("[") else ""
        self.path = f"{step}{dot}{self.path}"
        return self


def wrong_type(value: object, wanted: str) -> EncodeError:
    return EncodeError(f"has to be {wanted}, not {type(value).__name__}")


def _string(value: object) -> str:
    if isinstance(value, str):
        return value
    raise wrong_type(value, "text (str)")


def _integer(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return _writable(value)
    raise wrong_type(value, "an integer (int)")


def _writable(value: int) -> int:
    if value.bit_length() > MOST_BITS:
        raise EncodeError("has thousands of digits")
    return int(value)


def _decimal(value: object) -> str:
    if isinstance(value, Decimal) and value.is_finite():
        if not is_writable(value):
            raise EncodeError("has thousands of digits")
        return format(value, "f")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(_writable(value))
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        return value
    raise wrong_type(value, "a finite Decimal or its text")


def _boolean(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise wrong_type(value, "true or false (bool)")


def _datetime(value: object) -> str:
    if not isinstance(value, datetime):
        raise wrong_type(value, "a datetime")
    try:
        return to_text(value)
    except OverflowError:
        raise EncodeError("lies outside of the calendar in GMT+8") from None


def encode_data(value: object) -> Any:
    try:
        return to_dict(value)
    except (TypeError, OverflowError) as error:
        raise EncodeError(f"cannot be sent: {error}") from None


def _map(value: object) -> Any:
    if isinstance(value, dict):
        return encode_data(value)
    raise wrong_type(value, "a dict")


def _json(value: object) -> str:
    if not isinstance(value, str):
        return dump_json(encode_data(value))
    try:
        json.loads(value)
    except ValueError:
        return dump_json(value) if value.strip() else ""
    return value


_SCALARS: dict[Kind, Encode] = {
    "string": _string,
    "integer": _integer,
    "decimal": _decimal,
    "boolean": _boolean,
    "datetime": _datetime,
    "json": _json,
    "map": _map,
    "unknown": encode_data,
}


def _file(name: str) -> Encode:
    def encode(value: Any) -> FilePart:
        try:
            return read_upload(value, name)
        except (TypeError, AttributeError):
            raise wrong_type(value, "bytes, a path, a file open for bytes, or an Upload") from None
        except OSError as error:
            raise EncodeError(f"cannot be read: {error.strerror}") from None

    return encode


def _not_longer(encode: Encode, limit: int) -> Encode:
    def checked(value: object) -> Any:
        plain = encode(value)
        size, unit = (plain.size, "bytes") if isinstance(plain, FilePart) else (len(plain), "characters")
        if size > limit:
            raise EncodeError(f"has {size} {unit}, the documented limit is {limit}")
        return plain

    return checked


def _in_range(encode: Encode, limits: Wire) -> Encode:
    low, high = limits.minimum, limits.maximum

    def checked(value: object) -> Any:
        plain = encode(value)
        number = Decimal(plain)
        if low is not None and number < low:
            raise EncodeError(f"is {plain}, the documented minimum is {low}")
        if high is not None and number > high:
            raise EncodeError(f"is {plain}, the documented maximum is {high}")
        return plain

    return checked


def scalar_encoder(attribute: Attribute) -> Encode:
    """Return the encoder of one value that is no object of a struct, which also holds it to the limits of the page."""
    kind, limits = attribute.kind, attribute.limits
    encode = _file(attribute.wire) if kind == "file" else _SCALARS[kind]
    if limits.max_length is not None and kind in ("string", "json", "file"):
        encode = _not_longer(encode, limits.max_length)
    if kind in ("integer", "decimal") and (limits.minimum, limits.maximum) != (None, None):
        encode = _in_range(encode, limits)
    return encode
