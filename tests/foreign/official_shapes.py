"""Requests as the platform's own SDKs write them, byte for byte, from descriptions of what they send.

In:  parameters. Out: the bytes of one HTTP/1.1 request, head and body; ``exchange`` sends them over a socket.
Nobody's client is used here: the shapes are the Java SDK's (calls, uploads, batches), .NET's, PHP's, and those of the
new Python client, which is built on requests.
"""

from __future__ import annotations

import gzip
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.client import HTTPResponse
from urllib.parse import quote_plus, urlsplit

from official_gateway import APP_KEY, SECRET, SESSION, signature

System = Mapping[str, str]
File = tuple[str, str, str, bytes]
"""Parameter, file name, type, content."""


def system_params(method: str | None, sign_method: str = "hmac", **more: str) -> dict[str, str]:
    """Return the public parameters of a good call but for its signature; a batch has no method."""
    now = datetime.now(UTC) + timedelta(hours=8)
    params = {
        **({"method": method} if method else {}),
        "v": "2.0",
        "app_key": APP_KEY,
        "timestamp": now.strftime("%Y-%m-%d %H:%M:%S"),
        "format": "json",
        "sign_method": sign_method,
        "session": SESSION,
    }
    return params | more


def signed(system: System, business: Mapping[str, str], body: bytes = b"") -> dict[str, str]:
    """Return the system parameters with the signature over all that is sent, files left out."""
    return {**system, "sign": signature({**system, **business}, SECRET, system["sign_method"], body)}


def java_form(params: Mapping[str, str]) -> str:
    """Write a form as java.net.URLEncoder does: it keeps the asterisk and escapes the tilde."""
    return "&".join(f"{name}={quote_plus(value, safe='*').replace('~', '%7E')}" for name, value in params.items())


def python_form(params: Mapping[str, str]) -> str:
    """Write a query or a form as requests does."""
    return "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in params.items())


def _request(target: str, headers: Mapping[str, str], body: bytes) -> bytes:
    lines = [f"POST {target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode("ascii") + body


def _java(url: str, query: System, kind: str, body: bytes, **more: str) -> bytes:
    address = urlsplit(url)
    headers = {
        **{name.replace("_", "-"): value for name, value in more.items()},
        "Accept-Encoding": "gzip",
        "Content-Type": kind,
        "Accept": "text/xml,text/javascript",
        "User-Agent": "top-sdk-java",
        "Host": address.netloc,
        "Connection": "keep-alive",
        "Content-Length": str(len(body)),
    }
    return _request(f"{address.path}?{java_form(query)}", headers, body)


def java_call(url: str, system: System, business: Mapping[str, str]) -> bytes:
    """System parameters in the query, the others in the body, which is empty when there are none."""
    kind = "application/x-www-form-urlencoded;charset=UTF-8"
    return _java(url, signed(system, business), kind, java_form(business).encode())


def java_upload(url: str, system: System, business: Mapping[str, str], file: File) -> bytes:
    """``charset`` before ``boundary``, no blank after the colons of part headers, a type for every text."""
    boundary = "1480053462573"
    opening = f"\r\n--{boundary}\r\n".encode()
    texts = [
        f'Content-Disposition:form-data;name="{name}"\r\nContent-Type:text/plain\r\n\r\n{value}'.encode()
        for name, value in business.items()
    ]
    parameter, name, kind, content = file
    head = f'Content-Disposition:form-data;name="{parameter}";filename="{name}"\r\nContent-Type:{kind}\r\n\r\n'
    parts = [*texts, head.encode() + content]
    body = b"".join(opening + part for part in parts) + f"\r\n--{boundary}--\r\n".encode()
    return _java(url, signed(system, business), f"multipart/form-data;charset=UTF-8;boundary={boundary}", body)


def java_batch(
    url: str,
    system: System,
    calls: Sequence[Mapping[str, str]],
    shared: Mapping[str, str],
    separator: str | None = None,
) -> bytes:
    """Calls as forms between separators, signed as the text that they are; one without parameters is the letter N."""
    parts = [f"#PUBLIC#{java_form(shared)}"] if shared else []
    parts += [java_form(call) or "N" for call in calls]
    body = (separator or "\r\n-S-\r\n").join(parts).encode()
    announced = {"top_api_separator": separator} if separator else {}
    batch = url.removesuffix("rest") + "batch"
    return _java(batch, signed(system, {}, body), "text/plain;charset=UTF-8", body, **announced)


def net_call(url: str, system: System, business: Mapping[str, str]) -> bytes:
    """Everything in the body, the charset in lower case."""
    body = java_form({**business, **signed(system, business)}).encode()
    headers = {
        "Content-Type": "application/x-www-form-urlencoded;charset=utf-8",
        "User-Agent": "top-sdk-net",
        "Accept": "text/xml,text/javascript",
        "Accept-Encoding": "gzip",
        "Host": urlsplit(url).netloc,
        "Content-Length": str(len(body)),
    }
    return _request(urlsplit(url).path, headers, body)


def php_call(url: str, system: System, business: Mapping[str, str]) -> bytes:
    """System parameters in the query; a blank before the charset, and no packing."""
    body = java_form(business).encode()
    headers = {
        "Host": urlsplit(url).netloc,
        "User-Agent": "top-sdk-php",
        "Accept": "*/*",
        "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
        "Content-Length": str(len(body)),
    }
    return _request(f"{urlsplit(url).path}?{java_form(signed(system, business))}", headers, body)


def _requests(url: str, query: System, body: bytes, kind: str | None) -> bytes:
    headers = {
        "Host": urlsplit(url).netloc,
        "User-Agent": "python-requests/2.32.3",
        "Accept-Encoding": "gzip, deflate",
        "Accept": "*/*",
        "Connection": "keep-alive",
        "Content-Length": str(len(body)),
        **({"Content-Type": kind} if kind else {}),
    }
    return _request(f"{urlsplit(url).path}?{python_form(query)}", headers, body)


def python_call(url: str, system: System, business: Mapping[str, str]) -> bytes:
    """The new Python client: a form, or nothing at all and then no Content-Type either."""
    kind = "application/x-www-form-urlencoded" if business else None
    return _requests(url, signed(system, business), python_form(business).encode(), kind)


def python_upload(url: str, system: System, business: Mapping[str, str], file: File) -> bytes:
    """The new Python client with a file: parts as requests writes them, texts without a type."""
    boundary = "0f4b9a5d3c2e41a7b8d6e5f4a3b2c1d0"
    parameter, name, kind, content = file
    texts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{text}"\r\n\r\n{value}\r\n'.encode()
        for text, value in business.items()
    ]
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="{parameter}"; filename="{name}"\r\n'
    typed = f"Content-Type: {kind}\r\n\r\n" if kind else "\r\n"
    body = b"".join(texts) + (head + typed).encode() + content + f"\r\n--{boundary}--\r\n".encode()
    return _requests(url, signed(system, business), body, f"multipart/form-data; boundary={boundary}")


@dataclass(frozen=True)
class UnpackedReply:
    """A reply, unpacked."""

    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes


def exchange(url: str, request: bytes) -> UnpackedReply:
    """Send the bytes on a connection of their own and read one reply."""
    address = urlsplit(url)
    assert address.hostname and address.port
    with socket.create_connection((address.hostname, address.port), timeout=10) as connection:
        connection.sendall(request)
        reply = HTTPResponse(connection)
        reply.begin()
        body = reply.read()
    headers = {name.lower(): value for name, value in reply.getheaders()}
    packed = headers.get("content-encoding") == "gzip"
    return UnpackedReply(reply.status, headers, gzip.decompress(body) if packed else body)
