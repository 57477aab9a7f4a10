"""A client for the platform in our tests' own words: it shares nothing with the package that it calls.

In:  a mock gateway and parameters. Out: what came back over the socket, bytes and headers.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

if TYPE_CHECKING:
    from topclient.mock import MockGateway

UPDATE = "taobao.fenxiao.product.update"
"""Needs a session; takes a file; requires pid."""
ADJUST = "taobao.inventory.shopinv.adjust"
"""Objects in objects, and a list of them in the reply."""
QUERY = "alibaba.icbu.shopclone.icbuproductrights.query"
"""Needs no session."""
FORM = "application/x-www-form-urlencoded;charset=UTF-8"
MULTIPART = "multipart/form-data; boundary=b"
GMT8 = timezone(timedelta(hours=8))


@dataclass(frozen=True)
class GatewayReply:
    """A reply as it came."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def error(self) -> tuple[int, str]:
        """Code and msg of an error reply in JSON."""
        error = self.json["error_response"]
        return error["code"], error["msg"]


def timestamp(**off: float) -> str:
    return (datetime.now(GMT8) + timedelta(**off)).strftime("%Y-%m-%d %H:%M:%S")


def signed(params: Mapping[str, str], secret: str = "helloworld") -> dict[str, str]:
    """Return the parameters with their signature, by the words of the platform's documentation."""
    text = "".join(name + value for name, value in sorted(params.items())).encode()
    key = secret.encode()
    match params.get("sign_method"):
        case "md5":
            sign = hashlib.md5(key + text + key).hexdigest()
        case "hmac":
            sign = hmac.new(key, text, "md5").hexdigest()
        case _:
            sign = hmac.new(key, text, "sha256").hexdigest()
    return {**params, "sign": sign.upper()}


def params_of(api: str = UPDATE, *without: str, **changes: str) -> dict[str, str]:
    """Return system parameters of a good call, and changes to them; not signed yet."""
    params = {
        "method": api,
        "app_key": "12345678",
        "session": "test",
        "timestamp": timestamp(),
        "v": "2.0",
        "sign_method": "md5",
        "format": "json",
    }
    if api == UPDATE:
        params["pid"] = "444"
    params.update(changes)
    return {name: value for name, value in params.items() if name not in without}


def send(
    gateway: MockGateway,
    body: bytes | None = None,
    query: Mapping[str, str] | None = None,
    verb: str = "POST",
    *,
    kind: str | None = None,
    accepts: str = "identity",
) -> GatewayReply:
    """Send one request on a connection of its own; ``kind`` is its Content-Type, ``accepts`` its Accept-Encoding."""
    address = urlsplit(gateway.url)
    assert address.hostname
    headers = {"Accept-Encoding": accepts, **({} if kind is None else {"Content-Type": kind})}
    connection = HTTPConnection(address.hostname, address.port, timeout=10)
    try:
        path = f"{address.path}?{urlencode(query)}" if query else address.path
        connection.request(verb, path, body, headers)
        reply = connection.getresponse()
        return GatewayReply(reply.status, {name.lower(): text for name, text in reply.getheaders()}, reply.read())
    finally:
        connection.close()


def multipart(texts: Mapping[str, str], content: bytes | None = None, name: str = "image") -> bytes:
    """Return a body between boundaries ``b``, with a file ``i.jpg`` when there is content for it."""
    parts = [f'form-data; name="{text}"\r\n\r\n{value}'.encode() for text, value in texts.items()]
    if content is not None:
        head = f'form-data; name="{name}"; filename="i.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
        parts.append(head.encode() + content)
    return b"".join(b"--b\r\nContent-Disposition: " + part + b"\r\n" for part in parts) + b"--b--\r\n"


def post(gateway: MockGateway, params: Mapping[str, str], accepts: str = "identity") -> GatewayReply:
    """Send all parameters in the body."""
    return send(gateway, urlencode(params).encode(), kind=FORM, accepts=accepts)
