"""The data of a reply, corrupted in the ways in which the platform's own replies are known to stray from their pages.

In:  the plain data of a reply, its class, and a kind of fault. Out: other plain data, or other bytes.
Kinds that are about bytes mark the place in the data first, and are made once the reply is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any, TypeAlias

from topclient._runtime.gmt8 import from_text
from topclient._runtime.model import Struct
from topclient._runtime.schema import Attribute, schema_of
from topclient._runtime.to_dict import dump_json
from topclient.mock.faults import Fault
from topclient.mock.wire import HttpReply

Corrupt: TypeAlias = Callable[[Attribute, Any], Any]
"""From a plain value, and what its page says of it, to what is sent instead."""

BIG_NUMBER = 7091800003790954036
"""Of the size of the platform's message ids; a float cannot hold it."""
UNKNOWN_FIELDS: Mapping[str, Any] = {
    "field_of_tomorrow": "1",
    "objects_of_tomorrow": {"tomorrow": [{"id": BIG_NUMBER}]},
}
_RAW = {rb"\t": b"\t", rb"\r": b"\r", rb"\n": b"\n"}


def _number_as_text(attribute: Attribute, value: Any) -> Any:
    return dump_json(value) if isinstance(value, bool | int | float) else value


def _text_as_number(attribute: Attribute, value: Any) -> Any:
    if attribute.kind == "string" and isinstance(value, str):
        return BIG_NUMBER
    if attribute.kind == "datetime" and isinstance(value, str):
        with suppress(ValueError):
            return int(from_text(value).timestamp()) * 1000
    return value


def _into_text(inserted: str) -> Corrupt:
    """Put characters in the middle of texts, where nobody trims them."""

    def corrupt(attribute: Attribute, value: Any) -> Any:
        if attribute.kind != "string" or not isinstance(value, str):
            return value
        half = len(value) // 2
        return value[:half] + inserted + value[half:]

    return corrupt


_CORRUPTIONS: Mapping[str, Corrupt] = {
    "numbers-as-text": _number_as_text,
    "text-as-numbers": _text_as_number,
    "nulls": lambda attribute, value: None,
    "control-characters": _into_text("\t\r\n"),
    "undefined-entities": _into_text("≤"),
}


def _corrupt_item(attribute: Attribute, value: Any, kind: str) -> Any:
    if attribute.struct and isinstance(value, dict):
        return _corrupt_object(attribute.struct, value, kind)
    return _CORRUPTIONS[kind](attribute, value) if kind in _CORRUPTIONS else value


def _corrupt_value(attribute: Attribute, value: Any, kind: str) -> Any:
    if not (attribute.is_list and isinstance(value, list)):
        return _corrupt_item(attribute, value, kind)
    items = [_corrupt_item(attribute, item, kind) for item in value]
    return next(iter(items), {}) if kind == "objects-for-lists" else items


def _corrupt_object(cls: type[Struct], data: Mapping[str, Any], kind: str) -> dict[str, Any]:
    known = {attribute.wire: attribute for attribute in schema_of(cls)}
    corrupted = {
        name: _corrupt_value(known[name], value, kind) if name in known else value for name, value in data.items()
    }
    return {**corrupted, **UNKNOWN_FIELDS} if kind == "unknown-fields" else corrupted


def corrupt_data(cls: type[Struct], data: Mapping[str, Any], fault: Fault | None) -> Mapping[str, Any]:
    """Return the data as it is sent under a fault; unchanged where there is none."""
    return data if fault is None else _corrupt_object(cls, data, fault.kind)


def corrupt_bytes(reply: HttpReply, fault: Fault | None) -> HttpReply:
    """Return the reply with characters as no correct writer would leave them, under the two faults that are of that."""
    body = reply.body
    if fault and fault.kind == "control-characters" and body.startswith(b"{"):
        body = re.sub(rb"\\.", lambda escape: _RAW.get(escape[0], escape[0]), body)
    elif fault and fault.kind == "undefined-entities" and body.startswith(b"<"):
        body = body.replace("≤".encode(), b"&le;")
    return replace(reply, body=body)
