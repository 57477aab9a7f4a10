"""Random objects of any class of the package: what fills every attribute by what its annotation says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any, TypeVar

from topclient._runtime.gmt8 import GMT8
from topclient._runtime.model import Struct
from topclient._runtime.schema import Attribute, Kind, schema_of

S = TypeVar("S", bound=Struct)

ODD = "\t\r\n\x01≤é\u00a0袜&<>\"'\\{[]},:= +%;#0a"
"""Letters that mean something to JSON, XML, forms or lists, and some that are harmless."""


def random_text(chance: Random, longest: int | None = None) -> str:
    most = 10 if longest is None else min(longest, 10)
    return "".join(chance.choice(ODD) for _ in range(chance.randint(0, most)))


def random_integer(chance: Random) -> int:
    return chance.choice([0, 1, -1, 2**53 + 1, -(2**63), chance.randint(-(10**6), 10**6)])


def random_decimal(chance: Random) -> Decimal:
    return Decimal(chance.randint(-(10**9), 10**9)).scaleb(-chance.randint(0, 4))


def random_moment(chance: Random) -> datetime:
    return datetime(1990, 1, 1, tzinfo=GMT8) + timedelta(seconds=chance.randint(0, 6 * 10**9))


def random_map(chance: Random) -> dict[str, Any]:
    return {chance.choice("abcXY_") * 3: random_text(chance) for _ in range(chance.randint(0, 2))}


SCALARS: dict[Kind, Callable[[Random], Any]] = {
    "string": random_text,
    "integer": random_integer,
    "decimal": random_decimal,
    "boolean": lambda chance: chance.random() < 0.5,
    "datetime": random_moment,
    "json": random_text,
    "map": random_map,
    "unknown": random_text,
    "file": random_text,
}

Fill = Callable[[Attribute, Random, int], Any]
"""A value for an attribute, at a depth; None for none."""


def random_object(cls: type[S], chance: Random, fill: Fill, depth: int = 0) -> S:
    """An object whose attributes ``fill`` fills; those that are required always."""
    values: dict[str, Any] = {}
    for attribute in schema_of(cls):
        wanted = attribute.required or chance.random() < (0.7 if depth < 2 else 0.3)
        values[attribute.attr] = fill(attribute, chance, depth) if wanted else None
    return cls(**values)


def fill_reply(attribute: Attribute, chance: Random, depth: int) -> Any:
    """Whatever a reply may hold there; objects that hold their own kind end at some depth."""
    if depth > 6:
        return None
    if attribute.is_list:
        return [_reply_item(attribute, chance, depth) for _ in range(chance.choice([0, 1, 1, 2, 3]))]
    return _reply_item(attribute, chance, depth)


def _reply_item(attribute: Attribute, chance: Random, depth: int) -> Any:
    if attribute.struct:
        return random_object(attribute.struct, chance, fill_reply, depth + 1)
    return SCALARS[attribute.kind](chance)


def fill_request(attribute: Attribute, chance: Random, depth: int) -> Any:
    """What a caller may send there: within the limits, and at top level nothing that a list's commas cannot say."""
    if depth > 6:
        return None
    if attribute.is_list:
        most = 3 if attribute.limits.max_items is None else min(3, attribute.limits.max_items)
        fewest = 1 if depth == 0 else 0
        return [_argument(attribute, chance, depth) for _ in range(chance.randint(fewest, max(most, fewest)))]
    return _argument(attribute, chance, depth)


def _argument(attribute: Attribute, chance: Random, depth: int) -> Any:
    limits = attribute.limits
    if attribute.struct:
        return random_object(attribute.struct, chance, fill_request, depth + 1)
    if attribute.kind == "file":
        return b"x"
    if attribute.kind in ("integer", "decimal"):
        number = SCALARS[attribute.kind](chance)
        low = number if limits.minimum is None else max(number, limits.minimum)
        bounded = low if limits.maximum is None else min(low, limits.maximum)
        return type(number)(bounded)
    if attribute.kind == "json":
        return chance.choice(['{"a": [1, "袜"]}', "[]", "1.50", '"a"'])
    if attribute.kind in ("string", "unknown"):
        text = random_text(chance, limits.max_length)
        if depth == 0:
            text = text.replace(",", "").strip() or "袜"
        return text
    return SCALARS[attribute.kind](chance)
