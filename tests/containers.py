"""Saved pages and crawls, written as browsers and crawlers write them."""

from __future__ import annotations

import gzip
import io
from email.message import EmailMessage, MIMEPart
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

HTML = "text/html; charset=utf-8"


def save_mhtml(path: Path, parts: list[tuple[str, str, bytes]], encoding: str = "quoted-printable") -> Path:
    """Write (address, content type, bytes) parts, the first of them the page itself."""
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = parts[0][0]
    message["Subject"] = "=?utf-8?Q?=E6=96=87=E6=A1=A3?="
    message["MIME-Version"] = "1.0"
    message.set_type("multipart/related") if message.get_content_type() != "text/plain" else None
    message.make_related()
    message.set_param("type", "text/html")
    for address, kind, data in parts:
        part = MIMEPart()
        main, _, sub = kind.partition(";")[0].partition("/")
        part.set_content(data, main, sub, cte=encoding)
        part.replace_header("Content-Type", kind)
        part["Content-Location"] = address
        message.attach(part)
    path.write_bytes(message.as_bytes())
    return path


def write_warc(
    path: Path, replies: list[tuple[str, str, bytes]], status: str = "200 OK", coding: str = "", zipped: bool = False
) -> Path:
    """Write (address, content type, body) replies; ``coding`` is gzip, chunked or both."""
    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=zipped)
    writer.write_record(writer.create_warcinfo_record(path.name, {"software": "test"}))
    for address, kind, body in replies:
        headers = [("Content-Type", kind)]
        if "gzip" in coding:
            body, headers = gzip.compress(body), [*headers, ("Content-Encoding", "gzip")]
        if "chunked" in coding:
            body = b"".join(
                b"%x\r\n%b\r\n" % (len(body[i : i + 50]), body[i : i + 50]) for i in range(0, len(body), 50)
            )
            body, headers = body + b"0\r\n\r\n", [*headers, ("Transfer-Encoding", "chunked")]
        http = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(address, "response", payload=io.BytesIO(body), http_headers=http))
        writer.write_record(writer.create_warc_record(address, "metadata", payload=io.BytesIO(b"seed: yes")))
    path.write_bytes(stream.getvalue())
    return path
