"""A gateway's writing of reply objects in its three forms, with the liberties that real gateways take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from random import Random
from typing import Any

from topclient._runtime.gmt8 import to_text
from topclient._runtime.model import Struct
from topclient._runtime.schema import Attribute, schema_of, wrapper_name

_ENTITIES = {"≤": "&le;", "é": "&eacute;", "\u00a0": "&nbsp;", "袜": "&#34972;", "&": "&amp;", "<": "&lt;", ">": "&gt;"}


@dataclass(frozen=True)
class Bare:
    """A number as JSON writes it, digit for digit."""

    text: str


def _scalar(value: Any, chance: Random) -> Any:
    match value:
        case bool():
            return chance.choice([value, str(value).lower(), int(value), str(int(value))])
        case int():
            return chance.choice([value, str(value), f"{value}.0"])
        case Decimal():
            return chance.choice([Bare(format(value, "f")), format(value, "f")])
        case datetime():
            epoch = int(value.timestamp()) * 1000
            return chance.choice([to_text(value), value.isoformat(), epoch, str(epoch)])
    return value


def _field(attribute: Attribute, value: Any, chance: Random, wrapped: bool) -> Any:
    if not attribute.is_list:
        return gateway_data(value, chance, wrapped)
    items = [gateway_data(item, chance, wrapped) for item in value]
    if not wrapped:
        return items if items or chance.random() < 0.5 else {}
    if not items:
        return chance.choice([{}, {wrapper_name(attribute): []}])
    return {chance.choice([wrapper_name(attribute), wrapper_name(attribute), "seldom"]): items}


def gateway_data(value: Any, chance: Random, wrapped: bool) -> Any:
    """Data for one of the forms: numbers now and then as text, dates as epochs, empty lists as ``{}``."""
    if not isinstance(value, Struct):
        return _scalar(value, chance)
    named = [(attribute, getattr(value, attribute.attr)) for attribute in schema_of(type(value))]
    fields = [(one.wire, _field(one, item, chance, wrapped)) for one, item in named if item is not None]
    chance.shuffle(fields)
    return dict(fields)


def write_json(data: Any) -> str:
    """JSON whose texts hold raw control characters."""
    match data:
        case Bare():
            return data.text
        case dict():
            return "{" + ",".join(f"{write_json(key)}: {write_json(value)}" for key, value in data.items()) + "}"
        case list():
            return "[" + ",\n".join(write_json(item) for item in data) + "]"
        case str():
            return '"' + data.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(data).lower()


def _text(data: Any, chance: Random) -> str:
    text = data.text if isinstance(data, Bare) else str(data).lower() if isinstance(data, bool) else str(data)
    if chance.random() < 0.1 and "]]>" not in text and text:
        return f"<![CDATA[{text}]]>"
    return "".join(_ENTITIES.get(letter, letter) for letter in text)


def write_xml(name: str, data: Any, chance: Random) -> str:
    """An element, with attributes, comments and entities that XML does not define."""
    if data in ("", {}) and chance.random() < 0.5:
        return f"<{name}/>"
    if isinstance(data, list):
        return "".join(write_xml(name, item, chance) for item in data)
    if isinstance(data, dict):
        inner = "\n".join(write_xml(key, value, chance) for key, value in data.items())
    else:
        inner = _text(data, chance)
    attribute = chance.choice(["", ' list="true"', " odd='a>b'"])
    return f"<{name}{attribute}>{inner}</{name}>"
