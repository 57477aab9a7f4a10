"""Wrong forms of a value that clients sign while they send the right one.

In:  nothing. Out: pairs of a sentence and a function from the value that was sent to the one that was signed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias
from urllib.parse import quote, quote_plus, unquote

Rewrite: TypeAlias = Callable[[str], str]

_ESCAPE = re.compile("%[0-9A-F]{2}")
_ENCODED = "The values were signed URL-encoded: sign them as they are, encode them afterwards."
_AS_OBJECTS = "Objects were signed as {}, not as the JSON text that was sent: write the JSON first, then sign it."


def rewrite_values() -> Iterator[tuple[str, Rewrite]]:
    """Yield rewrites that apply to texts."""
    yield _ENCODED, quote_plus
    yield _ENCODED, lambda value: quote(value, safe="")
    yield _ENCODED, lambda value: quote(value, safe="-_.!~*'()")  # JavaScript's encodeURIComponent
    yield _ENCODED, lambda value: _ESCAPE.sub(lambda escape: escape[0].lower(), quote_plus(value))  # .NET's
    yield "The values were sent URL-encoded twice, but signed as they are: encode them once.", unquote
    yield "The values were stripped of white space before signing, but sent with it.", str.strip
    yield "Line ends were changed after signing, from LF to CR LF.", lambda value: value.replace("\r\n", "\n")
    yield "Line ends were changed after signing, from CR LF to LF.", lambda value: value.replace("\n", "\r\n")
    yield "The values were signed in lower case.", str.lower


def rewrite_objects() -> Iterator[tuple[str, Rewrite]]:
    """Yield rewrites that apply to JSON text only."""
    for form, write in (("[object Object]", _as_javascript), ("Python's repr", repr), ("Array", lambda _: "Array")):
        yield _AS_OBJECTS.format(form), _of_json(write)
    spaced = "The JSON text was written twice, with other white space for signing than for sending: write it once."
    yield spaced, _of_json(lambda data: json.dumps(data, ensure_ascii=False))
    yield spaced, _of_json(lambda data: json.dumps(data, ensure_ascii=False, separators=(",", ":")))
    escaped = "The JSON text was written twice, with Chinese escaped for signing only: write it once."
    yield escaped, _of_json(json.dumps)


def _of_json(write: Callable[[Any], str]) -> Rewrite:
    def rewrite(value: str) -> str:
        if not value.startswith(("{", "[")):
            return value
        try:
            return write(json.loads(value))
        except (ValueError, RecursionError):
            return value

    return rewrite


def _as_javascript(data: object) -> str:
    """Return what JavaScript makes of data that is joined to a text."""
    if isinstance(data, list):
        return ",".join([_as_javascript(item) for item in data])
    if isinstance(data, dict):
        return "[object Object]"
    if data is None or isinstance(data, bool):
        return {None: "", True: "true", False: "false"}[data]
    return str(data)
