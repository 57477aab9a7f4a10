"""The request example in JavaScript: ``client.execute('api.name', {'field':'value'}, function …)``.

In:  an ``Example`` in the request section, line by line or all on one line.
Out: ``ParsedExample``; the call prints the API's name, and names as they are sent.
An object is a text, mostly an empty one, so that nothing inside it is shown unless the text is JSON. A session is a
parameter like others; examples of the platform leave it out where a call needs it, so its absence tells nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from topgen.document import Example
from topgen.examples import Call, ExampleValue, Literal, Names, ParsedExample
from topgen.examples.json import read_json_value
from topgen.examples.literals import read_text
from topgen.json_text import JsonObject, JsonScalar, JsonText, JsonValue, parse_json
from topgen.vocabulary.calls import SESSION_NAMES, SYSTEM_NAMES, TOP_CLIENT

_CALL = Call(Names.SENT, builds_objects=False)
_EXECUTE = re.compile(r"\.\s{0,9}(?:execute|invoke)\s{0,9}\(\s{0,9}[\"'“”‘’`]([\w.\-]{1,300})[\"'“”‘’`]\s{0,9},?")
_ENDS = (
    re.compile(r"\}\s{0,99},\s{0,99}(?:async\s{1,9})?(?:function\b|\(?\s{0,9}\w{0,40}(?:\s?,\s?\w{1,40})?\s?\)?\s?=>)"),
    re.compile(r"\}\s{0,99}\)(?=\s{0,9};?[ \t]{0,9}(?:\n|$|\.\s{0,9}(?:then|catch)\b))"),
)
"""What stands behind the parameters: the function that takes the reply, or the end of the call."""
_VALUE = re.compile(r"-?\d[\d.]*|true|false", re.IGNORECASE)


def read_node(example: Example) -> ParsedExample:
    """Read the request example; total, what cannot be read is reported in ``broken``."""
    text = "\n".join(cell.text for cell in example.lines)
    lines = [cell.line for cell in example.lines for _ in range(cell.text.count("\n") + 1)] or [0]
    call = _EXECUTE.search(text)
    if call is None:
        return ParsedExample((), lines[0], complete=False, call=_CALL, client=_find_client(text))
    first = text.count("\n", 0, call.end())
    parameters, ended = _cut_parameters(text[call.end() :])
    parsed = parse_json(parameters)
    reading = _Reading(lines[first:])
    objects = list(_objects(parsed))
    members = [member for root in objects for member in root.members if member[0]]
    return ParsedExample(
        tuple(reading.value(name, value) for name, value in members if name not in SYSTEM_NAMES),
        lines[0],
        complete=ended and bool(objects),
        call=_CALL,
        api=call[1],
        client=_find_client(text),
        session=True if any(name in SESSION_NAMES for name, _ in members) else None,
        broken=tuple(reading.broken(parsed)),
    )


def _find_client(text: str) -> str:
    match = TOP_CLIENT.search(text)
    return match[0] if match is not None else ""


def _cut_parameters(text: str) -> tuple[str, bool]:
    """Return the parameters of the call, and whether it goes on behind them."""
    for end in _ENDS:
        match = end.search(text)
        if match is not None:
            return text[: match.start() + 1], True
    return text, False


def _objects(parsed: JsonText) -> Iterator[JsonObject]:
    for name, value in parsed.roots:
        if not name and isinstance(value, JsonObject):
            yield value


class _Reading:
    """Turns the parameters into values."""

    def __init__(self, lines: Sequence[int]) -> None:
        self._lines = lines

    def _line(self, at: int) -> int:
        return self._lines[min(at, len(self._lines)) - 1]

    def value(self, name: str, value: JsonValue) -> ExampleValue:
        line = self._line(value.line)
        if not isinstance(value, JsonScalar):
            return replace(read_json_value(name, value, self._line, in_code=True), spelled=True)
        if value.quoted:
            return replace(read_text("" if value.cut else value.text, name, line), spelled=True)
        told = value.is_null or value.cut or _VALUE.fullmatch(value.text) is not None
        text = "" if value.is_null or value.cut or not told else value.text
        return ExampleValue(name, Literal.TEXT if told else Literal.CODE, line, text, spelled=True)

    def broken(self, parsed: JsonText) -> Iterator[int]:
        yield from sorted({self._line(fault.line) for fault in parsed.faults if fault.lost})
