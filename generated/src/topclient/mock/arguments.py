"""The arguments of a call as plain data, typed as the page documents them, and held to it.

In:  the request class of an API and what was received. Out: data by wire name; ``CallRefusedError`` with 40 for a
missing argument and 41 for one of the wrong type, each by its path: ``order.item_id``.
At top level a list of plain values is text joined by commas, an object JSON text; inside of it JSON rules. Some clients
send such a list as a JSON array too.
Note: an empty text counts as an argument that was not sent, since some clients send all that they have.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, TypeAlias

from topclient._runtime.model import Request, Struct
from topclient._runtime.schema import JOINED, Attribute, Kind, schema_of
from topclient.mock.checks import read_time
from topclient.mock.documents import parse_json, read_document
from topclient.mock.failures import refuse
from topclient.mock.wire import SYSTEM_PARAMETERS, Received

Read: TypeAlias = Callable[[Any], Any]
"""From a text, or from data inside JSON, to plain data; ``ValueError`` when it is not of the kind."""


def _matching(pattern: str, convert: Callable[[str], Any]) -> Read:
    compiled = re.compile(pattern, re.ASCII)

    def read(value: Any) -> Any:
        if isinstance(value, bool) or not compiled.fullmatch(str(value)):
            raise ValueError
        return convert(str(value))

    return read


def _read_string(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int):
        return str(value)
    raise ValueError


def _read_boolean(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if value not in ("true", "false"):
        raise ValueError
    return bool(value == "true")


def _read_datetime(value: Any) -> str:
    if not isinstance(value, str) or read_time(value) is None:
        raise ValueError
    return value


def _read_json(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError
    parse_json(value)
    return value


def _read_map(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError
    return value


_READERS: Mapping[Kind, Read] = {
    "string": _read_string,
    "integer": _matching(r"[+-]?\d{1,4000}", int),
    "decimal": _matching(r"[+-]?\d+(\.\d+)?", str),
    "boolean": _read_boolean,
    "datetime": _read_datetime,
    "json": _read_json,
    "map": _read_map,
    "file": _read_string,
    "unknown": lambda value: value,
}


def _read_item(attribute: Attribute, value: Any, path: str) -> Any:
    if attribute.struct:
        return _read_object(attribute.struct, _read_map(value), f"{path}.")
    return _READERS[attribute.kind](value)


def _read_value(attribute: Attribute, value: Any, path: str) -> Any:
    try:
        if not attribute.is_list:
            return _read_item(attribute, value, path)
        if not isinstance(value, list):
            raise ValueError
        return [_read_item(attribute, item, path) for item in value]
    except (ValueError, TypeError):
        raise refuse(41, argument=path) from None


def _read_object(cls: type[Struct], data: Mapping[str, Any], path: str) -> dict[str, Any]:
    """Return the fields of an object; those that the page does not list stay as they are."""
    known = {attribute.wire: attribute for attribute in schema_of(cls)}
    filled = {name: value for name, value in data.items() if value is not None}
    for name, attribute in known.items():
        if attribute.required and name not in filled:
            raise refuse(40, argument=f"{path}{name}")
    return {
        name: _read_value(known[name], value, f"{path}{name}") if name in known else value
        for name, value in filled.items()
    }


def _open_list(text: str) -> Any:
    """Return the items of a list of plain values: of a JSON array where the text is one, else those between commas."""
    if text.startswith("[") and text.endswith("]"):
        with suppress(ValueError):
            return parse_json(text)
    return text.split(",")


def _open_text(attribute: Attribute, text: str) -> Any:
    """Return what the text of a parameter holds: JSON where the page documents more than plain values."""
    if attribute.kind in JOINED:
        return _open_list(text) if attribute.is_list else text
    return text if attribute.kind in ("json", "unknown") and not attribute.is_list else parse_json(text)


def _read_parameter(attribute: Attribute, text: str) -> Any:
    try:
        return _read_value(attribute, _open_text(attribute, text), attribute.wire)
    except ValueError:
        raise refuse(41, argument=attribute.wire) from None


def _check_file(attribute: Attribute, received: Received) -> None:
    """Refuse a text in the place of a file, and a file that is larger than its page allows."""
    if received.texts.get(attribute.wire):
        raise refuse(41, argument=attribute.wire)
    file, most = received.files.get(attribute.wire), attribute.limits.max_length
    if file and most is not None and len(file.content) > most:
        raise refuse(3, sub_msg=f"{attribute.wire} is larger than {most} bytes")


def read_arguments(request: type[Request[Any]], received: Received) -> dict[str, Any]:
    """Return the arguments but for files, which are checked here too; documented ones in order, then the others."""
    schema = schema_of(request)
    system = SYSTEM_PARAMETERS.difference(attribute.wire for attribute in schema)
    texts = {name: text for name, text in received.texts.items() if text and name not in system}
    if received.document is not None:
        return _read_object(request, read_document(request, received.document), "") | texts
    for attribute in schema:
        if attribute.required and attribute.wire not in (received.files if attribute.kind == "file" else texts):
            raise refuse(40, argument=attribute.wire)
        if attribute.kind == "file":
            _check_file(attribute, received)
    arguments = {one.wire: _read_parameter(one, texts.pop(one.wire)) for one in schema if one.wire in texts}
    return arguments | texts
