"""One value of a reply as the type that the page documents: text, number, truth and time turn into each other.

In:  a value as JSON or XML gave it. Out: the typed value, or None where an empty text stands for no value.
Nothing is guessed: what cannot be turned without loss raises ``ValueError`` and is kept as it came.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, TypeAlias

from topclient._runtime.gmt8 import from_epoch, from_text
from topclient._runtime.schema import Kind
from topclient._runtime.to_dict import dump_json

Coerce: TypeAlias = Callable[[Any], Any]

_WHOLE = re.compile(r"\s*([+-]?\d{1,4000})(?:\.0*)?\s*", re.ASCII)
_EPOCHS = range(10**11, 10**13)  # milliseconds from 1973 to 2286; outside of it they are seconds, or no time at all
_TRUTHS: Mapping[str, bool] = {"true": True, "false": False, "1": True, "0": False}


def _jsonable(value: Any) -> Any:
    """Return data for JSON text: a decimal becomes a number where a float keeps all its digits, else text."""
    if isinstance(value, dict):
        return {key: _jsonable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_jsonable(item) for item in value]
    if isinstance(value, Decimal):
        return float(value) if str(float(value)) == str(value) else str(value)
    return value


def to_string(value: Any) -> str:
    """Return the text of a value; objects and lists as JSON text, which is what the official SDK gives."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        return dump_json(_jsonable(value))
    return str(value)


def to_integer(value: Any) -> int | None:
    """Return a whole number of any size; ``12.0`` is one, ``12.5`` is not."""
    if isinstance(value, str):
        if whole := _WHOLE.fullmatch(value):
            return int(whole[1])
        if not value or value.isspace():
            return None
    if isinstance(value, int):
        return int(value)
    if isinstance(value, Decimal) and abs(value.adjusted()) < 100 and value == value.to_integral_value():
        return int(value)
    raise ValueError


def to_decimal(value: Any) -> Decimal | None:
    """Return an exact, finite number."""
    if isinstance(value, str):
        if "_" in value:
            raise ValueError
        number = Decimal(value) if value and not value.isspace() else None
    elif isinstance(value, Decimal | int) and not isinstance(value, bool):
        number = Decimal(value)
    else:
        raise ValueError
    if number is None or number.is_finite():
        return number
    raise ValueError


def to_boolean(value: Any) -> bool | None:
    """Return true or false; 1 and 0 are."""
    if isinstance(value, str | int):
        text = str(value).strip().lower()
        if text in _TRUTHS:
            return _TRUTHS[text]
        if not text:
            return None
    raise ValueError


def to_datetime(value: Any) -> datetime | None:
    """Return an aware time in GMT+8, from the platform's text, ISO 8601 or epoch milliseconds."""
    if isinstance(value, str):
        value = value.strip()
        if value[4:5] == "-" or len(value) == 8 or not value.isdecimal():
            return from_text(value) if value else None
    milliseconds = None if isinstance(value, bool) else to_integer(value)
    if milliseconds is not None and milliseconds in _EPOCHS:
        return from_epoch(milliseconds)
    raise ValueError


def to_map(value: Any) -> dict[str, Any]:
    """Return an object without documented fields, as it came."""
    if isinstance(value, dict):
        return value
    if not value:  # <a/> in XML, [] from backends that know no empty object
        return {}
    raise ValueError


def parse_number(text: str) -> Decimal | str:
    """Return a JSON number with a point or an exponent; text when its exponent is absurd."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


def parse_whole(text: str) -> int | str:
    """Return a JSON number without either; text when it has more digits than Python reads."""
    try:
        return int(text)
    except ValueError:
        return text


COERCIONS: Mapping[Kind, Coerce] = {
    "string": to_string,
    "integer": to_integer,
    "decimal": to_decimal,
    "boolean": to_boolean,
    "datetime": to_datetime,
    "map": to_map,
    "json": lambda value: value,
    "unknown": lambda value: value,
    "file": to_string,
}
EXACT: Mapping[Kind, type] = {"string": str, "integer": int, "boolean": bool, "decimal": Decimal, "map": dict}
"""Kinds whose values, when they come as this type, are what they should be."""
