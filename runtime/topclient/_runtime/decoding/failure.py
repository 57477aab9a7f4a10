"""Failures that an API reports inside of a successful reply: ``success: false`` with a code.

In:  a response object. Out: the ``BusinessError`` that says the same, or None.
APIs spell it in many ways and mostly one object deep (``result.success``, ``result_dto.error_code``), so names are
compared without case and underscores, in the response itself and in the objects right below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from topclient._runtime.decoding.error_codes import error_class
from topclient._runtime.errors import GatewayError
from topclient._runtime.model import Api, Response, Struct
from topclient._runtime.schema import schema_of

_SUCCESS = frozenset({"success", "issuccess", "succ", "succeed", "successed", "issucceed"})
# In order of precedence: what says more stands first.
_CODES = ("suberrorcode", "errorcode", "errcode", "subcode", "bizcode", "resultcode", "failcode", "retcode", "msgcode")
_MESSAGES = ("suberrormsg", "errormsg", "errmsg", "errormessage", "errmessage", "submsg", "resultmsg", "resultmessage")
_ALL_CODES = (*_CODES, "statuscode", "code")
_ALL_MESSAGES = (*_MESSAGES, "failmsg", "retmsg", "msginfo", "errordesc", "failreason", "message", "msg", "reason")


def find_failure(api: Api, response: Response) -> GatewayError | None:
    """Return the error that a response reports; None when it reports none."""
    for data in _objects(response):
        named = {name.replace("_", "").lower(): value for name, value in data.items()}
        if any(_is_false(named[name]) for name in _SUCCESS & named.keys()):
            return _make_error(api, response, named)
    return None


def _objects(response: Response) -> Iterator[Mapping[str, Any]]:
    """Yield the response and the objects right below it by the platform's names; nothing deeper is looked at."""
    root = _fields(response)
    yield root
    yield from (_fields(value) for value in root.values() if isinstance(value, Struct | dict))


def _fields(data: Struct | Mapping[str, Any]) -> Mapping[str, Any]:
    if not isinstance(data, Struct):
        return data
    named = ((attribute.wire, getattr(data, attribute.attr)) for attribute in schema_of(type(data)))
    return data.extra | {name: value for name, value in named if value is not None}


def _is_false(value: Any) -> bool:
    return value is False or (isinstance(value, str) and value.strip().lower() == "false")


def _make_error(api: Api, response: Response, named: Mapping[str, Any]) -> GatewayError:
    code, message = _first(named, _ALL_CODES), _first(named, _ALL_MESSAGES)
    # 50 is the code by which the gateway itself passes on failures of the API.
    error = error_class(50, code, api.errors)(50, "failed", code, message, response.request_id)
    error.api, error.reply, error.response = api.name, response.reply, response
    return error


def _first(named: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    found = (named[name] for name in names if name in named)
    texts = (str(value) for value in found if isinstance(value, str | int) and not isinstance(value, bool))
    return next((text for text in texts if text.strip()), None)
