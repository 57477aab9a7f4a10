"""Objects as plain data: what JSON knows, under the platform's names, without list wrappers.

In:  a ``Struct``, or any data with times, decimals and structs in it.
Out: dicts, lists, text, integers, booleans. Times and decimals become text, so that no digit is lost.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from functools import cache
from importlib import import_module
from operator import attrgetter
from typing import Any

from topclient._runtime.gmt8 import to_text
from topclient._runtime.model import Struct
from topclient._runtime.schema import once_per_class, schema_of


def dump_json(plain: object) -> str:
    """Return compact JSON of plain data, Chinese left as it is."""
    return _json_encoder()(plain)


@cache
def _json_encoder() -> Callable[[object], str]:
    """Return the encoder, for which ``json`` is imported only now: a program that makes no call does not pay for it."""
    encode: Callable[[object], str] = (
        import_module("json").JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode
    )
    return encode


_MOST_DIGITS = 1000
"""Of a decimal that is written out; an exponent of a few letters may stand for gigabytes of zeros."""
MOST_BITS = 14_000
"""Of an integer; Python itself writes out no more than 4300 digits."""


def is_writable(number: Decimal) -> bool:
    """Return whether all digits of a decimal can be written out."""
    return number.is_finite() and abs(number.adjusted()) < _MOST_DIGITS


@once_per_class
def values_of(cls: type[Struct]) -> Callable[[Struct], tuple[Any, ...]]:
    """Return a function that takes an object apart: its values in the order of the schema."""
    names = [attribute.attr for attribute in schema_of(cls)]
    if len(names) > 1:
        return attrgetter(*names)
    return lambda struct: tuple(getattr(struct, name) for name in names)


def _struct_to_dict(struct: Struct) -> dict[str, Any]:
    cls = type(struct)
    named = zip(schema_of(cls), values_of(cls)(struct), strict=True)
    plain = {attribute.wire: to_dict(value) for attribute, value in named if value is not None}
    return plain | {name: to_dict(value) for name, value in struct.extra.items() if name not in plain}


def to_dict(value: object) -> Any:
    """Return the data of a value; ``TypeError`` for what JSON cannot say.

    Attributes that are None are left out. Objects of structs become dicts of their wire names, ``extra`` included.
    """
    match value:
        case Struct():
            return _struct_to_dict(value)
        case dict():
            if not all(isinstance(key, str) for key in value):
                raise TypeError("keys have to be text")
            return {key: to_dict(item) for key, item in value.items()}
        case list() | tuple():
            return [to_dict(item) for item in value]
        case datetime():
            return to_text(value)
        case Decimal() if value.is_finite():
            return format(value, "f") if is_writable(value) else str(value)
        case int() if value.bit_length() > MOST_BITS:
            raise TypeError("a number of thousands of digits has no JSON")
        case float() if not math.isfinite(value):
            raise TypeError("NaN and infinity have no JSON")
        case None | str() | int() | float():
            return value
    raise TypeError(f"{type(value).__name__} has no JSON")
