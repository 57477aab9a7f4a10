"""Replies in the platform's forms: JSON with list wrappers, simplified JSON, XML.

In:  the plain data of a success, or a ``Failure``. Out: an ``HttpReply``, of status 200 as always on the platform.
List wrappers are named after the item's documented type, so they need the response class; the data has none.
An empty list is ``{}`` in JSON and an empty element in XML. XML ends with a comment that names the host.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from topclient._runtime.model import Api, Struct
from topclient._runtime.schema import Attribute, schema_of, wrapper_name
from topclient._runtime.to_dict import dump_json
from topclient.mock.failures import Failure
from topclient.mock.wire import HttpReply, Received

_HOST = "<!--top-mock.localhost-->"
_HEAD = '<?xml version="1.0" encoding="utf-8" ?>'


@dataclass(frozen=True, slots=True)
class Style:
    """The form that a client asked for."""

    format: str = "xml"
    """``json``; everything else is XML, as for clients that say nothing."""
    simplify: bool = False
    is_qimen: bool = False
    """The root is ``response`` and an error has ``flag``, ``code`` and ``message``, as for calls of warehouses."""


def read_style(received: Received) -> Style:
    """Return what ``format`` and ``simplify`` ask for; PHP's true arrives as 1."""
    texts = received.texts
    method = texts.get("method", "").removeprefix("taobao.")
    is_qimen = received.document is not None and method.startswith("qimen.")
    return Style(texts.get("format", ""), texts.get("simplify") in ("true", "1"), is_qimen)


def _wrap_value(attribute: Attribute, value: Any) -> Any:
    if isinstance(value, list) and attribute.is_list:
        items = [_wrap_item(attribute, item) for item in value]
        return {wrapper_name(attribute): items} if items else {}
    return _wrap_item(attribute, value)


def _wrap_item(attribute: Attribute, value: Any) -> Any:
    return wrap_lists(attribute.struct, value) if attribute.struct and isinstance(value, dict) else value


def wrap_lists(cls: type[Struct], data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data of an object with the platform's wrapper around each list; unknown fields stay as they are."""
    known = {attribute.wire: attribute for attribute in schema_of(cls)}
    return {name: _wrap_value(known[name], value) if name in known else value for name, value in data.items()}


def _elements(name: str, value: Any) -> Iterator[str]:
    """Yield a value as an element, a list as one for each item."""
    if isinstance(value, list):
        for item in value:
            yield from _elements(name, item)
        return
    yield f"<{name}>"
    if isinstance(value, dict):
        for inner, content in value.items():
            yield from _elements(inner, content)
    elif value is not None:
        yield escape(value if isinstance(value, str) else dump_json(value))
    yield f"</{name}>"


def _reply_json(data: Mapping[str, Any]) -> HttpReply:
    return HttpReply(200, {"Content-Type": "text/javascript;charset=UTF-8"}, dump_json(data).encode())


def _reply(root: str, data: Mapping[str, Any], style: Style) -> HttpReply:
    if style.format == "json":
        return _reply_json({root: data})
    xml = "".join((_HEAD, *_elements(root, data), _HOST))
    return HttpReply(200, {"Content-Type": "text/xml;charset=UTF-8"}, xml.encode())


def write_success(api: Api, data: Mapping[str, Any], request_id: str, style: Style) -> HttpReply:
    """Return the reply that holds the data; a ``request_id`` of its own, where a page documents one, stays."""
    whole = {**data, "request_id": data.get("request_id", request_id)}
    if style.simplify and style.format == "json":
        return _reply_json(whole)
    return _reply("response" if style.is_qimen else api.root, wrap_lists(api.response, whole), style)


def write_failure(failure: Failure, request_id: str, style: Style) -> HttpReply:
    """Return the error reply, which simplified JSON wraps too."""
    if style.is_qimen:
        code, message = failure.sub_code or str(failure.code), failure.sub_msg or failure.msg
        fields = {"flag": "failure", "code": code, "message": message, "request_id": request_id}
        return _reply("response", fields, style)
    return _reply("error_response", {**failure.fields(), "request_id": request_id}, style)
