"""Replies as objects: JSON, simplified JSON and XML give equal ones.

In:  a ``Reply`` and the API that was called, or plain data and a class.
Out: a response object; ``GatewayError`` for the platform's own errors, ``ReplyError`` for what is no reply at all.
Decoding never fails on a value: it is coerced where nothing is lost, else kept as it came and reported as ``Mismatch``.
List wrappers are taken off wherever they stand, whatever format was asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any, TypeVar

from topclient._runtime.decoding.body import parse_body
from topclient._runtime.decoding.coercion import to_integer
from topclient._runtime.decoding.decoders import decoder_of
from topclient._runtime.decoding.error_codes import error_class
from topclient._runtime.errors import GatewayError, ReplyError
from topclient._runtime.mismatch import Mismatch, OnMismatch
from topclient._runtime.model import Api, Response, Struct
from topclient._runtime.reply import Reply
from topclient._runtime.schema import schema_of
from topclient._runtime.to_dict import to_dict
from topclient._runtime.untyped import UntypedResponse

__all__ = ["Mismatch", "OnMismatch", "decode_reply", "from_dict", "to_dict"]

S = TypeVar("S", bound=Struct)


def from_dict(cls: type[S], data: Mapping[str, Any], on_mismatch: OnMismatch | None = None) -> S:
    """Return an object from data under wire names, the inverse of ``to_dict``; list wrappers may be on or off.

    Attributes that the data lacks are None, required ones too.
    """
    found: list[Mismatch] = []
    result = decoder_of(cls)(data, found)
    if on_mismatch:
        for mismatch in found:
            on_mismatch(mismatch)
    return result


def _find_root(tree: Mapping[str, Any], api: Api, reply: Reply) -> Any:
    """Return what holds the data: the root's content, or in simplified JSON the whole."""
    if api.root in tree:
        return tree[api.root]
    if issubclass(api.response, UntypedResponse):
        # No field is known to tell a root from an object of the data; XML has a root in any case.
        return next(iter(tree.values())) if reply.body.lstrip().startswith(b"<") else tree
    known = {attribute.wire for attribute in schema_of(api.response)}
    if "request_id" in tree or not known.isdisjoint(tree):
        return tree
    objects = [content for content in tree.values() if isinstance(content, dict)]
    others = [content for name, content in tree.items() if name.endswith("_response")]
    return next(iter(others or objects), tree)


def _decode_error(error: Any, api: Api, reply: Reply) -> GatewayError:
    """Return the exception for the content of an ``error_response``."""
    texts = {name: str(value) for name, value in error.items() if value is not None} if isinstance(error, dict) else {}
    code: int | str = texts.get("code", "")
    with suppress(ValueError):  # a code that is no number stays the text that it is
        code = to_integer(code) or code
    sub_code, request_id = texts.get("sub_code"), texts.get("request_id")
    cls = error_class(code, sub_code, api.errors)
    result = cls(code, texts.get("msg", ""), sub_code, texts.get("sub_msg"), request_id)
    result.api, result.reply = api.name, replace(reply, request_id=request_id)
    return result


def decode_reply(reply: Reply, api: Api, on_mismatch: OnMismatch | None = None) -> Response:
    """Return the response object of a reply, of the class that ``api.response`` names.

    ``GatewayError`` when the gateway reports an error, ``ReplyError`` when the body is nothing that it would send.
    """
    tree = parse_body(reply)
    if "error_response" in tree:
        raise _decode_error(tree["error_response"], api, reply)
    if reply.status >= 300:
        raise ReplyError("not a reply of the gateway", reply)
    data = _find_root(tree, api, reply)
    if not isinstance(data, dict):
        if data:
            raise ReplyError("the reply's root holds no object", reply)
        data = {}
    try:
        response = from_dict(api.response, data, on_mismatch)
    except RecursionError:
        raise ReplyError("the reply is nested too deeply", reply) from None
    request_id = response.extra.pop("request_id", None) or data.get("request_id")
    response.reply = replace(reply, request_id=None if request_id is None else str(request_id))
    return response
