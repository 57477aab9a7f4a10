"""Pages as browsers save them in one file (MHTML): the HTML parts of a mail message.

In:  the bytes of the file.
Out: the page itself under the name of the file, frames in it under the name of the file and their address.
The browser writes each part as it came, so the charset of a part is stated in the part's own header.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import policy
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser

from topgen.errors import UnreadablePageError
from topgen.pages.mail_headers import FAULTS, read_header, read_media_type, read_parameter
from topgen.pages.page import Addresses, StoredPage

_HEADER = re.compile(rb"[!-9;-~]+:[ \t]")
_TEXT_TYPES = frozenset(("text/html", "application/xhtml+xml"))


def is_mhtml(head: bytes) -> bool:
    """Return whether a file that begins with these bytes is a mail message of related parts."""
    if not _HEADER.match(head) or b"multipart/" not in head.lower():
        return False
    message = BytesHeaderParser(policy=policy.compat32).parsebytes(head)
    return read_media_type(message) == "multipart/related"


def read_mhtml(data: bytes, path: str, name: str) -> Iterator[StoredPage]:
    """Yield the page and its frames.

    Raises:
        UnreadablePageError: no part of the message is HTML.
    """
    try:
        parts = _html_parts(BytesParser(policy=policy.compat32).parsebytes(data))
    except FAULTS as error:
        raise UnreadablePageError("the saved page is a broken MHTML file", file=path, hint="save it again") from error
    if not parts:
        raise UnreadablePageError("no part of this MHTML file is HTML", file=path, hint="save the page again")
    addresses = Addresses()
    for index, (part, body) in enumerate(parts):
        stated = read_parameter(part, "charset")
        mark = f"#{addresses.give(read_header(part, 'Content-Location'))}" if index else ""
        yield StoredPage(path + mark, name + mark, body, stated, container=path if index else "", may_differ=index > 0)


def _html_parts(message: Message) -> list[tuple[Message, bytes]]:
    """Return the HTML parts with their bytes, the root part first wherever it stands."""
    parts = [part for part in message.walk() if read_media_type(part) in _TEXT_TYPES]
    start = read_parameter(message, "start")
    parts.sort(key=lambda part: not start or read_header(part, "Content-ID") != start)
    bodies = [(part, part.get_payload(decode=True)) for part in parts]
    return [(part, body) for part, body in bodies if isinstance(body, bytes)]
