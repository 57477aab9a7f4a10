"""The body of a reply as plain data, whatever format was asked for: its first character tells JSON from XML.

In:  a ``Reply``. Out: a dict with string keys. JSON numbers with a point are ``Decimal``.
``ReplyError`` for everything else that may stand behind the gateway's address: a proxy's HTML, nothing, half a body.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from json import JSONDecodeError, JSONDecoder
from typing import Any

from topclient._runtime.decoding.coercion import parse_number, parse_whole
from topclient._runtime.decoding.xml import XmlError, parse_xml
from topclient._runtime.errors import ReplyError
from topclient._runtime.reply import Reply

MAX_BYTES = 64 * 1024 * 1024
"""Of an unpacked body."""

_CHARSET = re.compile(r"charset=\"?([\w.:-]+)", re.IGNORECASE)
# strict=False: the gateway leaves tabs and line ends of descriptions unescaped.
_DECODER = JSONDecoder(strict=False, parse_float=Decimal)
_CAREFUL_DECODER = JSONDecoder(strict=False, parse_float=parse_number, parse_int=parse_whole)


def parse_json(text: str) -> Any:
    """Return the data of JSON text; ``ValueError`` when it is none, or too deep."""
    try:
        return _DECODER.decode(text)
    except JSONDecodeError:
        raise
    except (InvalidOperation, ValueError):  # somewhere an absurd exponent, or more digits than Python reads
        return _CAREFUL_DECODER.decode(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _decode_text(reply: Reply) -> str:
    """Return the text of a body; bytes that its charset does not know become U+FFFD rather than an error."""
    charset = _CHARSET.search(reply.headers.get("content-type", ""))
    try:
        text = reply.body.decode(charset[1] if charset else "utf-8", "replace")
    except (LookupError, UnicodeError):  # some codecs know no replacing, and one refuses everything
        text = reply.body.decode("utf-8", "replace")
    return text.removeprefix("\ufeff").strip()


def parse_body(reply: Reply) -> dict[str, Any]:
    """Return the data of a body; ``ReplyError`` when it is neither a JSON object nor the platform's XML."""
    if len(reply.body) > MAX_BYTES:
        raise ReplyError(f"the reply is larger than {MAX_BYTES} bytes", reply)
    text = _decode_text(reply)
    try:
        tree: Any = parse_xml(text) if text.startswith("<") else parse_json(text)
    except XmlError as error:
        raise ReplyError(f"neither JSON nor the platform's XML: {error}", reply) from None
    except ValueError:
        raise ReplyError("broken JSON" if text.startswith("{") else "neither JSON nor XML", reply) from None
    if not isinstance(tree, dict) or "html" in tree:
        raise ReplyError("not a reply of the gateway", reply)
    return tree
