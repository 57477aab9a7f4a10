"""Arguments that come as JSON or XML: inside of a text, or as the whole body of a call.

In:  the text. Out: plain data; ``ValueError`` for JSON that is none, ``CallRefusedError`` with 43 for a body that is
no object.
XML knows only texts, so the schema of the API says what of it is a list or an object.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from topclient._runtime.decoding.xml import parse_xml
from topclient._runtime.model import Request, Struct
from topclient._runtime.schema import Attribute, schema_of
from topclient.mock.failures import refuse

MOST_DEPTH = 100
"""Of JSON; the deepest documented argument has 8 levels."""


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _check_depth(data: Any) -> None:
    level = [data]
    for _ in range(MOST_DEPTH):
        groups = [one.values() if isinstance(one, dict) else one for one in level if isinstance(one, dict | list)]
        level = [inner for group in groups for inner in group]
        if not level:
            return
    raise ValueError("nested too deeply")


def parse_json(text: str) -> Any:
    """Return the data of JSON text, numbers with a point as text so that no digit is lost; ``ValueError`` otherwise."""
    try:
        data = json.loads(text, parse_float=str, parse_constant=_refuse_constant)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    _check_depth(data)
    return data


def _shape_item(attribute: Attribute, value: Any) -> Any:
    return _shape_object(attribute.struct, value or {}) if attribute.struct else value


def _shape_value(attribute: Attribute, value: Any) -> Any:
    """Return an element's content as its page means it: the items of ``<items><item>…</item></items>`` as a list."""
    if not attribute.is_list:
        return _shape_item(attribute, value)
    items = next(iter(value.values())) if isinstance(value, dict) and len(value) == 1 else value or []
    return [_shape_item(attribute, item) for item in (items if isinstance(items, list) else [items])]


def _shape_object(cls: type[Struct], data: Any) -> Any:
    if not isinstance(data, Mapping):
        return data
    known = {attribute.wire: attribute for attribute in schema_of(cls)}
    return {name: _shape_value(known[name], value) if name in known else value for name, value in data.items()}


def _parse(request: type[Request[Any]], text: str) -> Any:
    if not text.lstrip().startswith("<"):
        return parse_json(text)
    (content,) = parse_xml(text.strip()).values()
    return _shape_object(request, content or {})


def read_document(request: type[Request[Any]], text: str) -> dict[str, Any]:
    """Return the arguments by wire name, as the body says them; an empty body has none."""
    try:
        data = _parse(request, text) if text.strip() else {}
        if isinstance(data, dict):
            return data
    except ValueError:
        pass
    raise refuse(43, sub_msg="the body is neither a JSON object nor an XML element")
