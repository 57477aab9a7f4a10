"""Headers of saved pages and of crawls, whatever somebody has put into them.

In:  a ``Message`` of the standard library, whose reader fails on some headers that it has taken.
Out: texts; what cannot be read is as if it was not there.
"""

from __future__ import annotations

from collections.abc import Callable
from email.errors import MessageError
from email.message import Message
from typing import Any

FAULTS = (MessageError, RecursionError, ValueError, LookupError, TypeError, AttributeError)
"""What the standard library raises for messages and headers that are broken."""


def read_media_type(message: Message) -> str:
    """Return the type of a part in small letters; that of plain text where its header is broken."""
    return str(_or_empty(message.get_content_type)) or "text/plain"


def read_parameter(message: Message, name: str) -> str:
    """Return a parameter of the header ``Content-Type``; empty where it has none."""
    found = _or_empty(lambda: message.get_param(name, ""))
    return found[2] if isinstance(found, tuple) else str(found)


def read_header(message: Message, name: str) -> str:
    """Return a header as text; empty where there is none."""
    return str(_or_empty(lambda: message.get(name, "")))


def _or_empty(read: Callable[[], Any]) -> Any:
    try:
        return read()
    except FAULTS:
        return ""
