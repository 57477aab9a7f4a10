"""Calls found by their arguments, and words for those that were made instead.

In:  calls of the log, and what a test expects. Out: the call, or the text of an ``AssertionError``.
What stands under the name of a secret is masked in every text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from difflib import get_close_matches
from typing import Any

from topclient._runtime.encoding.untyped import encode_untyped
from topclient._runtime.errors import ArgumentError
from topclient._runtime.model import Request, Upload, Wire
from topclient._runtime.schema import Attribute, schema_of
from topclient._runtime.to_dict import to_dict
from topclient._runtime.untyped import UntypedRequest, UntypedResponse
from topclient.mock.log import Call, mask_secrets
from topclient.mock.wire import ReceivedFile

_LISTED = 20
_WIDE = 120
"""Characters of a value in a text."""
_NOT_SENT = "not sent"
_ALIKE = 0.75
"""Names that share less are other names, by the measure of ``difflib``."""


class Expected:
    """A call that a test expects."""

    def __init__(self, request: type[Request[Any]], arguments: Mapping[str, object]) -> None:
        """``arguments`` go by attribute or by wire name; ``TypeError`` for one that the API does not have."""
        self._api = request.__api__.name
        self._arguments = [(_find(request, name), value) for name, value in arguments.items()]

    def find(self, calls: Sequence[Call]) -> Call | None:
        """Return the newest call that has all the arguments."""
        return next((call for call in reversed(calls) if not any(self._compare(call))), None)

    def explain(self, calls: Sequence[Call]) -> str:
        """Return why no call is the expected one."""
        own = [call for call in calls if call.api == self._api]
        if not own:
            return f"{self._api} was not called. The calls were:\n{describe_calls(calls)}"
        nearest = min(reversed(own), key=lambda call: len(list(self._compare(call))))
        differing = "\n".join(self._compare(nearest))
        return (
            f"{self._api} was not called with these arguments. The nearest call, number {nearest.number}, differs in\n"
            f"{differing}\nIts calls were:\n{describe_calls(own)}"
        )

    def _compare(self, call: Call) -> Iterator[str]:
        """Yield each argument that is not as expected, in words."""
        for attribute, expected in self._arguments:
            sent = call.files.get(attribute.wire) or call.arguments.get(attribute.wire)
            if not _is_same(attribute, sent, expected):
                name = attribute.wire
                shown = _NOT_SENT if sent is None else f"sent {_show(name, sent)}"
                yield f"    {name}: {shown}, expected {_NOT_SENT if expected is None else _show(name, expected)}"


def _find(request: type[Request[Any]], name: str) -> Attribute:
    api = request.__api__
    if api.response is UntypedResponse:
        return Attribute(name, name, "unknown", False, None, None, required=False, limits=Wire())
    known = {known: one for one in schema_of(request) for known in (one.attr, one.wire)}
    if name not in known:
        raise TypeError(f"{api.name} has no argument {name!r}{_suggest(name, known)}")
    return known[name]


def _suggest(name: str, known: Iterable[str]) -> str:
    """Return the argument that was meant, which pages like to shorten (``pid`` for ``product_id``); all when unsure."""
    names = list(known)
    *first, last = name.lower().split("_")
    short = "".join(word[:1] for word in first) + last
    found = [short] if short in names else get_close_matches(name, names, 1, _ALIKE)
    return f"; did you mean {found[0]}?" if found else f"; it has {', '.join(names) or 'none'}"


def _is_same(attribute: Attribute, sent: Any, expected: Any) -> bool:
    if isinstance(sent, ReceivedFile):
        return _is_file(sent, expected)
    if attribute.kind == "unknown" and isinstance(sent, str) and _as_text(expected) == sent:
        return True
    # What has no JSON compares itself: matchers of testing libraries do.
    with suppress(TypeError):
        expected = to_dict(expected)
    if sent == expected:
        return True
    if not isinstance(sent, str) or isinstance(expected, str) or attribute.kind == "string":
        return False
    # Numbers with a point, and whatever travels as JSON text.
    with suppress(ValueError, RecursionError):
        return bool(json.loads(sent, parse_float=str) == expected)
    return False


def _as_text(expected: object) -> str | None:
    """Return how a client writes a value whose type no page states; None for what it cannot send."""
    with suppress(ArgumentError):
        texts, _ = encode_untyped(UntypedRequest("untyped.call", {"value": expected}))
        return texts.get("value")
    return None


def _is_file(sent: ReceivedFile, expected: Any) -> bool:
    if isinstance(expected, Upload):
        return expected.filename in (None, sent.filename) and bool(sent.content == expected.content)
    return bool(expected == (sent.content if isinstance(expected, bytes) else sent))


def describe_calls(calls: Sequence[Call]) -> str:
    """Return one line a call; the newest ones when there are many."""
    lines = [f"    {call.number}. {_describe(call)}" for call in calls[-_LISTED:]]
    if len(calls) > _LISTED:
        lines.insert(0, f"    … {len(calls) - _LISTED} before these")
    return "\n".join(lines) or "    none"


def _describe(call: Call) -> str:
    given = [f"{name}={_show(name, value)}" for name, value in (*call.arguments.items(), *call.files.items())]
    failed = call.failure
    outcome = f" → {failed.code} {failed.sub_code or failed.msg}" if failed else ""
    return f"{call.api}({', '.join(given)}){outcome}"


def _show(name: str, value: object) -> str:
    if isinstance(value, ReceivedFile):
        return f"<{len(value.content)} bytes, {value.filename!r}>"
    masked = mask_secrets({name: value})[name]
    text = repr(masked)
    return text if len(text) <= _WIDE else f"{text[:_WIDE]}…"
