"""Values as program code writes them: texts in any quotes, numbers, arrays, JSON, and what only its author knows.

In:  the text of an expression.
Out: an ``ExampleValue``; total, code that is no value of its own is ``Literal.CODE``.
Pages print samples into their calls as they are, with quotes and backslashes, and blogs print curly quotes, so a text
in quotes ends where the expression ends. A text that is JSON keeps what is inside it.
"""

from __future__ import annotations

import re

from topgen.examples import ExampleValue, Literal
from topgen.examples.json import read_json_value
from topgen.json_text import JsonList, JsonObject, parse_json

QUOTES = "\"'“”‘’`"
"""Marks that a text begins or ends with, those of blogs among them."""
ESCAPED = re.compile(r"\\([\\\"'/])")
_PREFIX = re.compile(r"(?:[urbUR@$]{1,2}(?=[\"']))")
_JOINED = re.compile(r"""(?:"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+')\s*+(?:\+|\.|%)\s*+[\w$"'(@]""", re.DOTALL)
_ENCODERS = re.compile(
    r"(?:json_encode|json\s?\.\s?dumps|JSON\s?\.\s?stringify|JsonConvert\s?\.\s?SerializeObject"
    r"|JSON\s?\.\s?toJSONString)\s{0,9}\("
)
_ENCODER_END = re.compile(r"\s*+(?:,\s*+[\w.=|, ]{1,100})?\s*+\)?\s*+$")
_FILE = re.compile(r"(?:new\s+)?[\w.]{0,60}FileItem\s{0,9}\(")
_TIME = re.compile(r"""(?:System\.)?DateTime\s{0,9}\.\s{0,9}Parse\w{0,9}\s{0,9}\(\s{0,9}["“](.*?)["”]""", re.DOTALL)
_NUMBER = re.compile(r"(-?\d[\d.]{0,60})([LlFfDdMm]?)")
_ITEMS = re.compile(r"new\s+(?:List\s?<[^>]{1,100}>\s?(?:\(\s?\))?|[\w.]{0,60}\s?\[\s?\])\s{0,9}\{(.*?)\}?", re.DOTALL)
_ARRAY = re.compile(r"(?:array\s{0,9}\(|[\[{])", re.IGNORECASE)
_BRACKETS = re.compile(
    r"""(?P<text>"(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)*+')|(?P<open>\barray\s{0,9}\(|[\[({])|(?P<close>[\])}])|=>""",
    re.IGNORECASE,
)
_WORD_PATTERN = re.compile(r"\b(?:True|False|None|undefined|TRUE|FALSE)\b")
_WORDS = {"True": "true", "False": "false", "None": "null", "undefined": "null", "TRUE": "true", "FALSE": "false"}


def read_literal(text: str, name: str, line: int) -> ExampleValue:
    """Return the value that an expression is, semicolons and blanks around it taken off."""
    text = text.strip().rstrip(";").strip()
    if match := _PREFIX.match(text):
        text = text[match.end() :]
    if text[:1] and text[0] in QUOTES:
        return _read_quoted(text, name, line)
    if match := _NUMBER.fullmatch(text):
        number = Literal.INTEGER if match[2] in {"L", "l"} else Literal.TEXT
        return ExampleValue(name, number, line, match[1])
    if text in {"true", "false", "True", "False"}:
        return ExampleValue(name, Literal.TEXT, line, text.lower())
    if text in {"null", "None", "undefined"}:
        return ExampleValue(name, Literal.TEXT, line)
    if match := _TIME.match(text):
        return ExampleValue(name, Literal.DATETIME, line, match[1])
    if _FILE.match(text):
        return ExampleValue(name, Literal.FILE, line)
    if match := _ITEMS.fullmatch(text):
        return _read_array(f"[{match[1]}]", name, line)
    if _ARRAY.match(text):
        return _read_array(text, name, line)
    return ExampleValue(name, Literal.CODE, line)


def take_encoder(text: str) -> str:
    """Return the argument of a function that makes JSON of it; other text as it is."""
    text = text.strip()
    match = _ENCODERS.match(text)
    return _ENCODER_END.sub("", text[match.end() :]) if match is not None else text


def _read_quoted(text: str, name: str, line: int) -> ExampleValue:
    """Read a text in quotes; one that is put together from parts tells no value."""
    if _JOINED.match(text):
        return ExampleValue(name, Literal.CODE, line)
    inner = text[1:-1] if len(text) > 1 and text[-1] in QUOTES else text[1:]
    return read_text(ESCAPED.sub(r"\1", inner), name, line)


def read_text(text: str, name: str, line: int) -> ExampleValue:
    """Return a text that is sent, with what is inside where it is JSON."""
    found = find_json(text, name, line)
    if found is None:
        return ExampleValue(name, Literal.TEXT, line, text)
    return ExampleValue(name, Literal.TEXT, line, text, is_list=found.is_list, children=found.children)


def find_json(text: str, name: str, line: int) -> ExampleValue | None:
    """Return the object, or the list of objects, that a text is in JSON; None for other text."""
    if text.lstrip()[:1] not in {"{", "["}:
        return None
    for candidate in (text, text.replace('\\"', '"')):
        parsed = parse_json(candidate)
        if not parsed.ends_early and not any(fault.lost for fault in parsed.faults) and len(parsed.roots) == 1:
            found = read_json_value(name, parsed.roots[0][1], lambda _: line)
            return found if found.children else None
    return None


def _read_array(text: str, name: str, line: int) -> ExampleValue:
    """Read an array, an object or a dictionary; its values tell as much as those of JSON."""
    parsed = parse_json(as_json(text))
    values = [value for key, value in parsed.roots if not key and isinstance(value, JsonObject | JsonList)]
    if not values:
        return ExampleValue(name, Literal.CODE, line)
    return read_json_value(name, values[0], lambda at: line + at - 1, in_code=True)


def as_json(text: str) -> str:
    """Return an array in the brackets and marks of JSON, its texts left alone."""
    parts: list[str] = []
    opened: list[int] = []
    end = 0
    for match in _BRACKETS.finditer(text):
        parts.append(_WORD_PATTERN.sub(lambda word: _WORDS[word[0]], text[end : match.start()]))
        end = match.end()
        if match["text"]:
            parts.append(match["text"])
        elif match["open"]:
            opened.append(len(parts))
            parts.append("{" if match[0] == "{" else "[")
        elif match["close"]:
            parts.append("}" if opened and parts[opened.pop()] == "{" else "]")
        else:
            parts.append(":")
            if opened:
                parts[opened[-1]] = "{"
    return "".join((*parts, text[end:]))
