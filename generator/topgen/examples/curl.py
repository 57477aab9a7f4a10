"""The request example for curl: ``curl -X POST 'http://…/router/rest' -d 'method=taobao.foo.get' -d 'box_id=12'``.

In:  an ``Example`` in the request section, on one line or many.
Out: ``ParsedExample``; names are spelled as they are sent. Parameters of every call are left out; of them one names the
API and one carries the session.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote_plus

from topgen.document import Cell, Example
from topgen.examples import Call, ExampleValue, Names, ParsedExample
from topgen.examples.literals import QUOTES, read_text
from topgen.vocabulary.calls import GATEWAY, SESSION_NAMES, SYSTEM_NAMES

_CALL = Call(Names.SENT, builds_objects=False)
_OPTION = re.compile(
    r"(?<![^\s'\"”’])(?P<option>--data-urlencode|--data-raw|--data-binary|--data|--form-string|--form|-d|-F)(?:\s++|=|(?=['\"“‘]))"
)
_ADDRESS = re.compile(r"https?://[^\s'\"“”‘’?]{1,300}\?([^\s'\"“”‘’]{1,9000})")
_PAIR = re.compile(r"([A-Za-z_][\w.\-]{0,100})=(.*)", re.DOTALL)
_ENCODED = re.compile(r"[A-Za-z0-9_.\-~*+%/:@,]*+")
_NEXT_OPTION = re.compile(r"\s(?:-[A-Za-z]|--[a-z][a-z\-]{1,30})(?=[\s='\"“‘])")
_ASCII_QUOTE_ESCAPES = re.compile(r"\\([\"$`\\])")
_GATEWAY = re.compile(GATEWAY)
_RAW = frozenset({"--data-urlencode", "-F", "--form", "--form-string"})
"""Options whose values are written as they are meant."""


def read_curl(example: Example) -> ParsedExample:
    """Read the request example; total, a line that nobody understands is reported in ``broken``."""
    pairs, broken = [], []
    for cell in example.lines:
        found = list(_pairs(cell))
        pairs.extend(found)
        if not found and not _is_frame(cell.text):
            broken.append(cell.line)
    system = {name: text for name, text, _ in pairs if name in SYSTEM_NAMES | SESSION_NAMES}
    text = "\n".join(cell.text for cell in example.lines)
    has_session = any(name in SESSION_NAMES for name in system)
    return ParsedExample(
        tuple(_value(*pair) for pair in pairs if pair[0] not in system),
        example.lines[0].line if example.lines else 0,
        complete=not example.lines or not example.lines[-1].text.rstrip().endswith("\\"),
        call=_CALL,
        api=system.get("method", ""),
        client="curl" if _GATEWAY.search(text) else "",
        session=True if has_session else False if "sign" in system else None,
        broken=tuple(broken),
    )


def _value(name: str, text: str, line: int) -> ExampleValue:
    return replace(read_text(text, name, line), spelled=True)


def _pairs(cell: Cell) -> Iterator[tuple[str, str, int]]:
    """Yield the parameters that a line sends: each with its name, its value and its line."""
    for address in _ADDRESS.finditer(cell.text):
        yield from _split_query(address[1], cell.line)
    options = list(_OPTION.finditer(cell.text))
    ends = [*(option.start() for option in options[1:]), len(cell.text)]
    for option, end in zip(options, ends, strict=True):
        argument = _take_quotes(cell.text[option.end() : end])
        if option["option"] in _RAW:
            match = _PAIR.fullmatch(argument)
            if match is not None:
                yield match[1], match[2], cell.line
        else:
            yield from _split_query(argument, cell.line)


def _take_quotes(text: str) -> str:
    """Return an argument without its quotes, and without the backslash that continues the line."""
    text = text.strip()
    following = _NEXT_OPTION.search(text)
    if following is not None and (text[:1] not in QUOTES or text[following.start() - 1 : following.start()] in QUOTES):
        text = text[: following.start()]
    text = text.rstrip().removesuffix("\\").rstrip()
    if text[:1] and text[0] in QUOTES:
        inner = text[1:-1] if len(text) > 1 and text[-1] in QUOTES else text[1:]
        return _ASCII_QUOTE_ESCAPES.sub(r"\1", inner) if text[0] == '"' else inner.replace("'\\''", "'")
    return text


def _split_query(text: str, line: int) -> Iterator[tuple[str, str, int]]:
    """Yield the parameters of a query; text that would never stand in one unencoded is meant as it is."""
    encoded = _ENCODED.fullmatch(text.replace("&", "").replace("=", "")) is not None
    for part in text.split("&") if encoded else [text]:
        if (match := _PAIR.fullmatch(part)) is not None:
            yield match[1], unquote_plus(match[2]) if encoded else match[2], line


def _is_frame(text: str) -> bool:
    """Return whether a line belongs to every call: its address, a header, its method."""
    text = text.strip().rstrip("\\").strip()
    return not text or text.startswith(
        ("curl", "-H", "--header", "-X", "--request", "http", "'http", '"http', "#", "$")
    )
