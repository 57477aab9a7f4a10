"""The same words with other white space or in other bytes.

In:  the text of a page and the right answers.
Out: the text with blank lines lost or added, or with blanks of other kinds; or the bytes of another encoding. All
answers stay as they are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from random import Random

from corpus import TruthPage
from page_parts import find_sections

_INNER = ("\t", "\u00a0", "\u3000", "  ", " \t ")
_OUTER = (" ", "\t", "\u00a0", "\u3000", "\u200b", "   ")
_PADS = ("\n    ", "&nbsp;", "\u3000", " ", "\u200b")
_HTML_CELL = re.compile(r"(<(?:td|li|th)[^>]*>)([^<>]*)(</(?:td|li|th)>)")
_PRE = re.compile(r"(<pre>.*?</pre>)", re.DOTALL)
_TABLES = {"head", "common", "request", "response", "errors"}


def lose_blank_lines(text: str, truth: TruthPage, chance: Random) -> tuple[str, str, TruthPage]:
    """Take out every blank line; of markup and JSON, the line breaks between the tags and the values."""
    if truth.layout == "docjson":
        return "minified", json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":")), truth
    if truth.layout == "html":
        parts = _PRE.split(text)
        closed = [part if part.startswith("<pre>") else re.sub(r">\s*\n\s*<", "><", part) for part in parts]
        return "no line breaks", "".join(closed), truth
    return "no blank lines", "\n".join(line for line in text.split("\n") if line.strip()), truth


def add_blank_lines(text: str, truth: TruthPage, chance: Random) -> tuple[str, str, TruthPage]:
    """Put blank lines between lines, but not into the code of a page of markup."""
    parts = _PRE.split(text) if truth.layout == "html" else [text]
    share = chance.choice((0.05, 0.3, 1.0))
    spread = [
        part if part.startswith("<pre>") else re.sub("\n", lambda _: "\n\n" if chance.random() < share else "\n", part)
        for part in parts
    ]
    return f"blank line after {share:.0%} of the lines", "".join(spread), truth


def odd_white_space(text: str, truth: TruthPage, chance: Random) -> tuple[str, str, TruthPage]:
    """Change blanks into others, between words in the tables and at the ends of all lines."""
    if truth.layout == "html":
        return "padded cells", _HTML_CELL.sub(lambda match: _pad(match, chance), text), truth
    if truth.layout == "docjson":
        lines = [_indent(line, chance) for line in text.split("\n")]
        return "odd indentation", "\n".join(lines), truth
    hurt = []
    for section in find_sections(text, truth.layout):
        words = text[section.start : section.end]
        if section.name in _TABLES:
            words = re.sub(r"(?<=\S) (?=\S)", lambda _: chance.choice(_INNER) if chance.random() < 0.15 else " ", words)
        hurt.append("\n".join(_fringe(line, chance) for line in words.split("\n")))
    return "odd blanks", "".join(hurt), truth


def _fringe(line: str, chance: Random) -> str:
    before = chance.choice(_OUTER) if chance.random() < 0.15 else ""
    after = chance.choice(_OUTER) if chance.random() < 0.25 else ""
    return before + line + after if line else line


def _pad(match: re.Match[str], chance: Random) -> str:
    before = chance.choice(_PADS) if chance.random() < 0.3 else ""
    after = chance.choice(_PADS) if chance.random() < 0.3 else ""
    return match[1] + before + match[2] + after + match[3]


def _indent(line: str, chance: Random) -> str:
    """Only the white space that JSON allows."""
    return chance.choice(("\t", "", "        ")) + line.lstrip(" ") + chance.choice(("", " ", "\t"))


def _gb18030(text: str, chance: Random) -> bytes:
    if chance.random() < 0.5:
        text = text.replace("charset='utf-8'", "charset='gb2312'")
    return text.encode("gb18030")


ENCODINGS: Mapping[str, Callable[[str, Random], bytes]] = {
    "CRLF": lambda text, _: text.replace("\n", "\r\n").encode(),
    "BOM": lambda text, _: text.encode("utf-8-sig"),
    "GB18030": _gb18030,
    "UTF-16": lambda text, _: text.encode("utf-16"),
}
"""What each kind that leaves the words alone makes of a text."""
