"""A gateway that is not ours: the platform's rules once more, from its documents alone, in plain ``http.server``.

In:  HTTP requests, and the replies that a test lays ready. Out: those replies, or the platform's refusal.
Nothing here is imported from the package that is tested, and nothing is lenient: an empty value, a parameter that comes
twice, a blank in the wrong place or lower-case hexadecimal digits are refused. HMAC is spelt out as RFC 2104 has it.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

APP_KEY, SECRET, SESSION = "12345678", "helloworld", "test"
SEPARATOR = b"\r\n-S-\r\n"
_TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", re.ASCII)
_FORM = "application/x-www-form-urlencoded"


def _hmac(name: str, key: bytes, text: bytes) -> str:
    padded = key.ljust(64, b"\0")
    inner = hashlib.new(name, bytes(byte ^ 0x36 for byte in padded) + text).digest()
    return hashlib.new(name, bytes(byte ^ 0x5C for byte in padded) + inner).hexdigest()


def signature(params: Mapping[str, str], secret: str, method: str, body: bytes = b"") -> str:
    """Return what ``sign`` has to be, by the document of the platform's calling method."""
    key = secret.encode()
    ordered = sorted((name.encode(), value.encode()) for name, value in params.items() if name != "sign")
    text = b"".join(name + value for name, value in ordered) + body
    if method == "md5":
        return hashlib.md5(key + text + key).hexdigest().upper()
    return _hmac({"hmac": "md5", "hmac-sha256": "sha256"}[method], key, text).upper()


@dataclass
class Taken:
    """A call as it came: parameters from query and body, and files as name, type and content."""

    params: dict[str, str]
    files: dict[str, tuple[str, str, bytes]]
    headers: Mapping[str, str]


class RefusalError(Exception):
    """The error reply that a call deserves."""

    def __init__(self, code: int, msg: str) -> None:
        super().__init__(code, msg)
        self.code = code
        self.msg = msg


@dataclass
class Official:
    """The gateway's address, what it answers, and what it took."""

    url: str = ""
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    replies: dict[str, Mapping[str, str]] = field(default_factory=dict)
    """By method: the replies as ``json``, ``simplified`` and ``xml``."""
    errors: dict[str, Mapping[str, str]] = field(default_factory=dict)
    """The same for methods that fail."""
    taken: list[Taken] = field(default_factory=list)
    batches: list[tuple[Mapping[str, str], bytes]] = field(default_factory=list)
    """Queries and bodies."""

    def reset(self, replies: Mapping[str, Mapping[str, str]]) -> None:
        """Start anew with these replies."""
        self.replies, self.errors = dict(replies), {}
        self.taken, self.batches = [], []
        self.clock = lambda: datetime.now(UTC)

    def check(self, params: Mapping[str, str], body: bytes = b"", *, batch: bool = False) -> None:
        """Raise the ``RefusalError`` that the platform's rules ask for."""
        if not batch and params.get("method") not in self.replies.keys() | self.errors.keys():
            raise RefusalError(22, "Invalid method")
        if params.get("app_key") != APP_KEY:
            raise RefusalError(29, "Invalid app Key")
        if params.get("v") != "2.0":
            raise RefusalError(34, "Unsupported version")
        self._check_time(params.get("timestamp", ""))
        method = params.get("sign_method")
        if method not in ("md5", "hmac", "hmac-sha256") or signature(params, SECRET, method, body) != params["sign"]:
            raise RefusalError(25, "Invalid signature")
        if params.get("session") != SESSION:
            raise RefusalError(27, "Invalid session")
        if "" in params.values():
            raise RefusalError(43, "Parameter error: an empty value")

    def _check_time(self, text: str) -> None:
        now = (self.clock().astimezone(UTC) + timedelta(hours=8)).replace(tzinfo=None)
        if not _TIME.fullmatch(text) or abs(datetime.fromisoformat(text) - now) > timedelta(minutes=10):
            raise RefusalError(31, "Invalid timestamp")

    def reply(self, params: Mapping[str, str]) -> str:
        """Return the body of a reply in the form that was asked for."""
        ready = self.errors.get(params["method"]) or self.replies[params["method"]]
        return ready[_form_of(params)]


def _form_of(params: Mapping[str, str]) -> str:
    if params.get("format", "xml") == "xml":
        return "xml"
    return "simplified" if params.get("simplify") == "true" else "json"


def refusal_text(code: int, msg: str, form: str) -> str:
    """Return an error reply of the platform; simplified JSON wraps it too."""
    if form == "xml":
        inner = f"<code>{code}</code><msg>{msg}</msg><request_id>r0</request_id>"
        head = '<?xml version="1.0" encoding="utf-8" ?>'
        return f"{head}<error_response>{inner}</error_response><!--top011009063212.na61-->"
    return f'{{"error_response":{{"code":{code},"msg":"{msg}","request_id":"r0"}}}}'


def _pairs(form: bytes) -> list[tuple[str, str]]:
    text = form.decode("ascii")
    return parse_qsl(text, keep_blank_values=True, strict_parsing=True, errors="strict") if text else []


def _parts(kind: str, body: bytes) -> Iterator[Any]:
    message = message_from_bytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body, policy=policy.HTTP)
    assert message.is_multipart() and not message.defects
    yield from message.iter_parts()


def _take(query: str, headers: Mapping[str, str], body: bytes) -> Taken:
    pairs = _pairs(query.encode())
    files = {}
    kind = headers.get("Content-Type", "")
    if kind.startswith("multipart/form-data"):
        for part in _parts(kind, body):
            name = part.get_param("name", header="content-disposition")
            content = part.get_payload(decode=True)
            if filename := part.get_filename():
                files[name] = (filename, part.get_content_type(), content)
            else:
                pairs.append((name, content.decode()))
    elif kind.partition(";")[0] == _FORM:
        pairs += _pairs(body)
    params = dict(pairs)
    if len(params) != len(pairs) or params.keys() & files.keys():
        raise RefusalError(43, "Parameter error: a name comes twice")
    return Taken(params, files, headers)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _OfficialServer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        address = urlsplit(self.path)
        params: dict[str, str] = dict(_pairs(address.query.encode()))
        try:
            if address.path == "/router/batch":
                text = self._batch(params, body)
            else:
                taken = _take(address.query, dict(self.headers.items()), body)
                params = taken.params
                text = self._single(taken)
        except RefusalError as refusal:
            text = refusal_text(refusal.code, refusal.msg, _form_of(params))
        self._send(text, "xml" if _form_of(params) == "xml" else "javascript")

    def _single(self, taken: Taken) -> str:
        gateway = self.server.gateway
        gateway.taken.append(taken)
        gateway.check(taken.params)
        return gateway.reply(taken.params)

    def _batch(self, params: dict[str, str], body: bytes) -> str:
        gateway = self.server.gateway
        if not self.headers["Content-Type"].startswith("text/plain") or "method" in params:
            raise RefusalError(43, "Parameter error: not a batch")
        gateway.batches.append((params, body))
        gateway.check(params, body, batch=True)
        separator = self.headers.get("top-api-separator", "").encode() or SEPARATOR
        parts = body.split(separator)
        shared = dict(_pairs(parts.pop(0).removeprefix(b"#PUBLIC#"))) if parts[0].startswith(b"#PUBLIC#") else {}
        calls = [{**params, **shared, **({} if part == b"N" else dict(_pairs(part)))} for part in parts]
        gateway.taken += [Taken(call, {}, dict(self.headers.items())) for call in calls]
        return separator.decode().join(gateway.reply(call) for call in calls)

    def _send(self, text: str, kind: str) -> None:
        content = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", f"text/{kind};charset=UTF-8")
        if "gzip" in self.headers.get("Accept-Encoding", ""):
            content = gzip.compress(content)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Stay quiet."""


class _OfficialServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, gateway: Official) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.gateway = gateway
        gateway.url = f"http://127.0.0.1:{self.server_port}/router/rest"


@contextmanager
def running_official_gateway() -> Iterator[Official]:
    """Run the gateway on the loopback, until the block ends."""
    gateway = Official()
    server = _OfficialServer(gateway)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield gateway
    server.shutdown()
    server.server_close()
    thread.join()
