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
_OPTIONS = frozenset(
    {"-d", "-F", "--data", "--data-raw", "--data-binary", "--data-urlencode", "--data-ascii", "--form", "--form-string"}
)
_LONE = re.compile(r"(-d|-F|--[a-z\-]{1,20})\s{0,9}=?(['\"‘“](?:(?!['\"’”]\s{1,9}-)[^\n])*['\"’”])\s{0,99}\\?")
_WORD = re.compile(
    r"""(?:'[^']*+'|"(?:[^"\\]|\\.)*+"|[‘“’”][^‘“’”]*+[’”]|\\\S|[^\s'"\\‘“’”])++|\\'|['"\\‘“’”]""", re.DOTALL
)
_GLUED = re.compile(r"(-d|-F|--[a-z\-]{1,20})=?(['\"‘“].*)", re.DOTALL)
_ADDRESS = re.compile(r"https?://[^\s?]{1,300}\?(\S{1,9000})")
_PAIR = re.compile(r"([A-Za-z_][\w.\-]{0,100})=(.*)", re.DOTALL)
_ENCODED = re.compile(r"[A-Za-z0-9_.\-~*+%/:@,]*+")
_ESCAPED = re.compile(r"\\([\"$`\\])")
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
    option = ""
    for word in _words(cell.text):
        if word in _OPTIONS:
            option = word
        elif option:
            yield from _sent(option, _take_quotes(word), cell.line)
            option = ""
        elif match := _GLUED.match(word):
            yield from _sent(match[1], _take_quotes(match[2]), cell.line)
        elif match := _ADDRESS.match(_take_quotes(word)):
            yield from _split_query(match[1], cell.line)


def _words(text: str) -> list[str]:
    """Return the words of a line; one that a single pair of quotes spans may hold such quotes unescaped."""
    match = _LONE.fullmatch(text.strip())
    return [match[1], match[2]] if match is not None else _WORD.findall(text)


def _sent(option: str, argument: str, line: int) -> Iterator[tuple[str, str, int]]:
    if option not in _RAW:
        yield from _split_query(argument, line)
    elif match := _PAIR.fullmatch(argument):
        yield match[1], match[2], line


def _take_quotes(word: str) -> str:
    """Return a word without its quotes."""
    if word[:1] not in QUOTES:
        return word
    inner = word[1:-1] if len(word) > 1 and word[-1] in QUOTES else word[1:]
    return _ESCAPED.sub(r"\1", inner) if word[0] == '"' else inner.replace("'\\''", "'")


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
