"""Replies: the response example in XML and in JSON, and the error that every page shows.

In:  ``SyntheticApi``.
Out: lines of XML, or plain data for JSON.
Note: the items of a list stand in elements named after their type; lists of scalars without a sample are left out
and scalars without one are empty elements; lists of scalars are split at every comma, inside brackets and JSON too.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from synthetic_api import SCALARS, SyntheticApi, SyntheticField

Data: TypeAlias = "str | int | bool | list[Data] | dict[str, Data]"

ERROR_LINES = (
    "<error_response>",
    "    <code>50</code>",
    "    <msg>Remote service error</msg>",
    "    <sub_code>isv.invalid-parameter</sub_code>",
    "    <sub_msg>非法参数</sub_msg>",
    "</error_response>",
)


def xml_lines(api: SyntheticApi, escape: Callable[[str], str] = lambda text: escape_xml(text)) -> tuple[str, ...]:
    """Draw the reply in XML; pages of some layouts do not escape its values."""
    inside = [line for field in api.response for line in _element(field, 1, escape)]
    return (f"<{api.root}>", *inside, f"</{api.root}>")


def escape_xml(text: str) -> str:
    """Escape a value as the platform does."""
    return html.escape(text, quote=False).replace('"', "&quot;")


def wrapper_name(base: str) -> str:
    """Return the element around each item of a list: ``ItemDTO`` becomes ``item_d_t_o``."""
    if base in SCALARS:
        return base.removesuffix("[]").lower()
    return re.sub(r"(?<!^)([A-Z])", r"_\1", base).lower()


def _element(field: SyntheticField, depth: int, escape: Callable[[str], str]) -> Iterator[str]:
    blanks, name = "    " * depth, field.name
    listed = field.is_list or field.base == "byte[]"
    if not field.children and not listed:
        yield f"{blanks}<{name}>{escape(field.sample)}</{name}>"
        return
    if not field.children and not field.sample:
        return
    yield f"{blanks}<{name}>"
    yield from _items(field, depth + 1, escape) if listed else _inside(field, depth + 1, escape)
    yield f"{blanks}</{name}>"


def _inside(field: SyntheticField, depth: int, escape: Callable[[str], str]) -> Iterator[str]:
    for child in field.children:
        yield from _element(child, depth, escape)


def _items(field: SyntheticField, depth: int, escape: Callable[[str], str]) -> Iterator[str]:
    blanks, wrapper = "    " * depth, wrapper_name(field.base)
    if field.children:
        yield f"{blanks}<{wrapper}>"
        yield from _inside(field, depth + 1, escape)
        yield f"{blanks}</{wrapper}>"
        return
    for item in field.sample.split(",") if field.base in SCALARS else [field.sample]:
        yield f"{blanks}<{wrapper}>{escape(item)}</{wrapper}>"


def json_reply(api: SyntheticApi) -> dict[str, Data]:
    """Return the reply in JSON with its root and the wrappers of lists."""
    return {api.root: json_object(api.response, wrapped=True)}


def json_object(fields: Sequence[SyntheticField], wrapped: bool) -> dict[str, Data]:
    """Return fields as JSON, with or without the wrappers of lists; what XML leaves out is left out here too."""
    return {field.name: _json_value(field, wrapped) for field in fields if field.children or _shown(field)}


def _shown(field: SyntheticField) -> bool:
    return bool(field.sample) or not field.is_list


def _json_value(field: SyntheticField, wrapped: bool) -> Data:
    items: list[Data]
    if field.children:
        inside = json_object(field.children, wrapped)
        items = [inside]
        if not field.is_list:
            return inside
    elif field.is_list:
        items = [_json_scalar(item, field.base) for item in field.sample.split(",")]
    else:
        return _json_scalar(field.sample, field.base)
    return {wrapper_name(field.base): items} if wrapped else items


def _json_scalar(text: str, base: str) -> Data:
    if base == "Number" and re.fullmatch(r"-?(?:0|[1-9]\d*)", text):
        return int(text)
    return text == "true" if base == "Boolean" and text in {"true", "false"} else text
