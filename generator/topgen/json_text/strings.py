"""Where a text in quotes ends, and what its escapes mean.

In:  a JSON text and the position of a quotation mark in it.
Out: ``Quoted``: what stands between the marks.
Quotation marks inside a text are often not escaped, up to whole JSON objects; a mark closes the text only
where something can follow. Every pattern here is possessive or bounded by a line, so that time is linear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

BLANK = r"[\s\u200b\u200c\u200d\u2060\ufeff]"
"""White space between values, the invisible kinds that copies of pages have, too."""

_STRING = re.compile(r'"([^"\\]*+(?:\\.[^"\\]*+)*+)"', re.DOTALL)
_END = rf"""(?:{BLANK}*+(?:[,，;}}\]]|\Z|//|/\*|\#|"[^"\\\n]*+"{BLANK}*+:)|[^\S\n]*+\n)"""
_FITS = re.compile(_END)
_EMBEDDED = re.compile(rf'"([\[{{][^\n]*?[\]}}])"(?={_END})')
_LOOSE = {
    '"': re.compile(rf'"((?:[^"“”\\\n]|\\.|["“”](?!{_END}))*+)["“”]'),
    "'": re.compile(rf"'((?:[^'\\\n]|\\.|'(?!{_END}))*+)'"),
    "“": re.compile(rf'[“”]((?:[^"“”\\\n]|\\.|["“”](?!{_END}))*+)["“”]'),
    "‘": re.compile(rf"[‘’]((?:[^'‘’\\\n]|\\.|['‘’](?!{_END}))*+)['‘’]"),
}
_LOOSE["”"], _LOOSE["’"] = _LOOSE["“"], _LOOSE["‘"]
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")
_MEANT = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", '"': '"', "'": "'", "/": "/", "\\": "\\"}

QUOTES = frozenset(_LOOSE)
"""Marks that a text can begin with; only the first of them is JSON."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A text in quotes."""

    text: str
    end: int
    """The position behind it."""
    fault: str = ""
    """What is wrong with it, empty when nothing is."""
    closed: bool = True
    """Whether the closing mark was found; otherwise the text is the rest of the line."""


class Quotes:
    """Finds the texts of one JSON text from its start to its end.

    It remembers what it looked for in vain, so that a hostile text is not searched to its end again and again.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._strict_from = 0
        self._plain_until = 0

    def read(self, at: int) -> Quoted:
        """Read the text whose first quotation mark is at a position; total."""
        mark = self._text[at]
        if mark == '"' and at >= self._strict_from:
            match = _STRING.match(self._text, at)
            if match is not None and _FITS.match(self._text, match.end()):
                return Quoted(unescape(match[1]), match.end())
            # Every mark up to the one that closed too early is escaped, so no text of JSON begins there.
            self._strict_from = match.end() - 1 if match is not None else len(self._text)
            if match is None and self._line_end(at) == len(self._text):
                return self._unclosed_text(at)
        match = self._embedded(at) or _LOOSE[mark].match(self._text, at)
        if match is not None:
            fault = "has quotes inside a text" if mark == '"' else f"has {mark} for a quotation mark"
            return Quoted(unescape(match[1]), match.end(), fault)
        return self._unclosed_text(at)

    def _embedded(self, at: int) -> re.Match[str] | None:
        """Find the end of a text that is itself JSON with no mark escaped."""
        if at < self._plain_until or not self._text.startswith(('"{', '"['), at):
            return None
        match = _EMBEDDED.match(self._text, at)
        if match is None:
            self._plain_until = self._line_end(at)
        return match

    def _unclosed_text(self, at: int) -> Quoted:
        end = self._line_end(at)
        return Quoted(unescape(self._text[at + 1 : end]), end, "opens a text that does not end", closed=False)

    def _line_end(self, at: int) -> int:
        end = self._text.find("\n", at)
        return len(self._text) if end < 0 else end


def unescape(raw: str) -> str:
    """Resolve escapes; unknown ones stay as written, halves of a surrogate pair become U+FFFD."""
    text = _ESCAPE.sub(_meaning, raw) if "\\" in raw else raw
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def _meaning(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] is not None else _MEANT.get(match[2], match[0])
