"""Replies in the platform's forms: JSON with list wrappers, simplified JSON, XML.

In:  the plain data of a success, or a ``Failure``. Out: an ``HttpAnswer``, of status 200 as always on the platform.
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
from topclient.mock.faults import Fault
from topclient.mock.received import Received

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


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """A reply before it is sent."""

    content_type: str
    body: bytes
    status: int = 200
    fault: Fault | None = None
    """What befalls it on its way."""


def read_style(received: Received) -> Style:
    """What ``format`` and ``simplify`` ask for; PHP's true arrives as 1."""
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
    """The data of an object with the platform's wrapper around each list; unknown fields stay as they are."""
    known = {attribute.wire: attribute for attribute in schema_of(cls)}
    return {name: _wrap_value(known[name], value) if name in known else value for name, value in data.items()}


def _elements(name: str, value: Any) -> Iterator[str]:
    """A value as an element, a list as one for each item."""
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


def _write(root: str, data: Mapping[str, Any], style: Style) -> HttpAnswer:
    if style.format == "json":
        return HttpAnswer("text/javascript;charset=UTF-8", dump_json({root: data}).encode())
    xml = "".join((_HEAD, *_elements(root, data), _HOST))
    return HttpAnswer("text/xml;charset=UTF-8", xml.encode())


def write_success(api: Api, data: Mapping[str, Any], request_id: str, style: Style) -> HttpAnswer:
    """The reply that holds the data; a ``request_id`` of its own, where a page documents one, stays."""
    whole = {**data, "request_id": data.get("request_id", request_id)}
    if style.simplify and style.format == "json":
        return HttpAnswer("text/javascript;charset=UTF-8", dump_json(whole).encode())
    return _write("response" if style.is_qimen else api.root, wrap_lists(api.response, whole), style)


def write_failure(failure: Failure, request_id: str, style: Style) -> HttpAnswer:
    """The error reply, which simplified JSON wraps too."""
    if style.is_qimen:
        code, message = failure.sub_code or str(failure.code), failure.sub_msg or failure.msg
        told = {"flag": "failure", "code": code, "message": message, "request_id": request_id}
        return _write("response", told, style)
    words = {"code": failure.code, "msg": failure.msg, "sub_code": failure.sub_code, "sub_msg": failure.sub_msg}
    filled = {name: value for name, value in words.items() if value is not None}
    return _write("error_response", {**filled, "request_id": request_id}, style)
