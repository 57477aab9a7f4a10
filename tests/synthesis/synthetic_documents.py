"""The documentation site's own JSON document of an API.

In:  ``SyntheticApi``.
Out: the text of the document; it keeps the nesting, and its examples are replies only.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from synthetic_api import SyntheticApi, SyntheticField
from synthetic_replies import Data, json_reply, xml_lines

_LIMITS = {"最大列表长度": "maxListSize", "最大长度": "maxLength", "默认值": "defaultValue"}


def draw_document(api: SyntheticApi) -> str:
    """Draw the document with its reply in XML."""
    return _draw(api, "rspSampleXml", "\n".join(xml_lines(api)))


def draw_document_with_json(api: SyntheticApi) -> str:
    """Draw the document with its reply in JSON."""
    return _draw(api, "rspSampleJson", json.dumps(json_reply(api), ensure_ascii=False))


def _draw(api: SyntheticApi, key: str, reply: str) -> str:
    label = ("required", "必须用户授权") if api.session else ("9", "免费API")
    data: dict[str, object] = {
        "name": api.name,
        "apiChineseName": api.title,
        "description": api.description,
        "requestParams": _params(api.request),
        "responseParams": _params(api.response),
        key: reply,
        "errorCodes": [
            {"errorCode": code, "errorMsg": message, "solution": solution} for code, message, solution in api.errors
        ],
        "labels": [{"key": label[0], "displayName": label[1]}],
    }
    return json.dumps({"success": True, "data": data}, ensure_ascii=False, indent=1)


def _params(fields: Sequence[SyntheticField]) -> list[dict[str, object]]:
    return [_param(field) for field in fields]


def _param(field: SyntheticField) -> dict[str, object]:
    label, _, value = field.limit.partition(":")
    limits: dict[str, Data | None] = {key: value if label == word else None for word, key in _LIMITS.items()}
    return {
        "name": field.name,
        "type": field.type.replace(" []", "[]"),
        "required": field.required == "必须",
        "demoValue": field.sample,
        "description": field.description,
        **limits,
        "subParams": _params(field.children) or None,
    }
