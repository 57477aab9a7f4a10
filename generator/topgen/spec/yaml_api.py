"""The spec file of one API: its keys in their order, reading it and writing it.

In:  the text of ``specs/apis/<prefix>/<api name>.yaml``, or an ``Api``.
Out: the other of the two, without loss. The tables here and in ``yaml_fields`` are the only place that says what
such a file holds; the JSON Schema for editors is made from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Final

from topgen.errors import SpecFormatError
from topgen.spec.model import NOTHING_INFERRED, Api, Doubt, DoubtKind, ErrorCode, Examples, Session, Source
from topgen.spec.names import API_NAME_PATTERN, check_api_name
from topgen.spec.yaml_fields import fields_like
from topgen.spec.yaml_inferred import API_INFERRED
from topgen.spec.yaml_read import Node, read_yaml
from topgen.spec.yaml_shapes import (
    INTEGER,
    NULLABLE_TEXT,
    PLAIN_MAPPING,
    TEXT,
    Key,
    StructFields,
    mapping_of,
    record_of,
    tuple_of,
    word,
)
from topgen.spec.yaml_write import write_yaml

FIRST_LINE: Final = "# yaml-language-server: $schema=../../schema/api.schema.json\n"

_API_ATTRIBUTES: Final = tuple(attribute.name for attribute in fields(Api) if attribute.name != "name")


def load_api(text: str, file: str) -> Api:
    """Read a spec file; raise ``SpecFormatError`` or ``NameConflictError`` with the line at fault.

    ``file`` is only used to name the file in errors.
    """
    return API.read(read_yaml(text, file))


def dump_api(api: Api) -> str:
    """Write a spec file, the same text for the same API on every machine; the file has UTF-8 and line feeds.

    Raises ``SpecFormatError`` for the few values that no YAML file can hold, such as half of a surrogate pair.
    """
    try:
        written = API.write(api)
        assert isinstance(written, Mapping)
        return write_yaml(written, FIRST_LINE)
    except RecursionError as fault:
        raise SpecFormatError(f"{api.name}: more levels than a spec can hold", file=api.source.page) from fault
    except SpecFormatError as fault:
        raise SpecFormatError(f"{api.name}: {fault.message}", file=api.source.page) from fault


ERROR_CODE: Final = record_of(
    ErrorCode,
    (
        Key("code", TEXT, "错误码 (error code), as a reply carries it in sub_code."),
        Key("message", TEXT, "错误描述 (what went wrong)."),
        Key("solution", TEXT, "解决方案 (what to do about it)."),
    ),
)
EXAMPLES: Final = record_of(
    Examples,
    (
        Key("request", PLAIN_MAPPING, "The request example as plain data.", None),
        Key("response", PLAIN_MAPPING, "The response example as plain data, list wrappers taken off.", None),
        Key("error", PLAIN_MAPPING, "The error example as plain data.", None),
    ),
)
DOUBT: Final = record_of(
    Doubt,
    (
        Key("at", TEXT, "Dotted path of the fact, such as response.result.data.x; api for the API as a whole."),
        Key("about", word(DoubtKind), "Which fact is in doubt."),
        Key("taken", TEXT, "What was taken as the best reading."),
        Key("because", TEXT, "Why that is not certain."),
        Key("line", INTEGER, "Line of the page, counted from 1; 0 for the page as a whole."),
    ),
    {"about": "kind", "taken": "chosen", "because": "reason"},
)
SOURCE: Final = record_of(
    Source,
    (
        Key("page", TEXT, "The page that this was read from, relative to the folder of specs."),
        Key("sha256", TEXT, "Digest of the page's bytes."),
        Key("dialect", TEXT, "The layout that the page was recognised as."),
    ),
)


def _read_api_name(node: Node) -> str:
    return check_api_name(TEXT.read(node), node.file, node.line)


_API_NAME: Final = StructFields(_read_api_name, TEXT.write, {"type": "string", "pattern": f"^{API_NAME_PATTERN}$"})

API_KEYS: Final = (
    Key("api", _API_NAME, "The API's name, such as taobao.fenxiao.product.update."),
    Key("title", TEXT, "The API's title."),
    Key("description", TEXT, "The page's own words about the API."),
    Key("category", NULLABLE_TEXT, "From the breadcrumb; null when the page has none."),
    Key("session", word(Session), "Whether a call needs the user's authorisation."),
    Key("inferred", API_INFERRED, "What the texts about the API say beside its tables.", NOTHING_INFERRED),
    Key("request", fields_like("request_field"), "请求参数 (request parameters)."),
    Key("response", fields_like("response_field"), "响应参数 (response fields)."),
    Key("errors", tuple_of(ERROR_CODE), "错误码解释 (error codes)."),
    Key("examples", EXAMPLES, "The page's examples as plain data."),
    Key("doubts", tuple_of(DOUBT), "Facts that the page does not settle."),
    Key("source", SOURCE, "The page that this was read from."),
)
API: Final = mapping_of(
    API_KEYS,
    lambda values: Api(name=values.pop("api"), **values),
    lambda api: {"api": api.name, **{name: getattr(api, name) for name in _API_ATTRIBUTES}},
)
