"""Many calls in one HTTP body and their answers in another: the platform's ``/router/batch``.

In:  the texts of the calls, or a reply. Out: a body, or the replies of the single calls.
There is no separator to choose, because a form-encoded call never holds a line end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from topclient._runtime.encoding.form import encode_form
from topclient._runtime.reply import Reply

SEPARATOR = b"\r\n-S-\r\n"
_SHARED = b"#PUBLIC#"
_NOTHING = b"N"
"""A call without any parameter of its own."""


def batch_address(router: str) -> str:
    """Return the address for batches beside that of single calls: ``…/router/rest`` becomes ``…/router/batch``."""
    parts = urlsplit(router)
    path = parts.path.rstrip("/").rpartition("/")[0] + "/batch"
    return parts._replace(path=path, query="", fragment="").geturl()


def encode_batch(calls: Sequence[Mapping[str, str]]) -> bytes:
    """Return the body of a batch; each call is its parameters, ``method`` among them.

    A method that all have stands once before them, as in the official Java SDK, though that repeats it in each.
    """
    methods = {call["method"] for call in calls}
    pieces = [_SHARED + encode_form({"method": next(iter(methods))})] if len(methods) == 1 else []
    for call in calls:
        own = {name: text for name, text in call.items() if name != "method" or len(methods) > 1}
        pieces.append(encode_form(own) or _NOTHING)
    return SEPARATOR.join(pieces)


def split_reply(reply: Reply) -> list[Reply]:
    """Return the replies of the single calls in order; only one for a batch that was refused as a whole."""
    return [replace(reply, body=piece) for piece in reply.body.split(SEPARATOR)]
