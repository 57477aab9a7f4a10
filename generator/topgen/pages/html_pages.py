"""The pages of an HTML text that holds many: whole documents one after the other.

In:  the text of a file that begins with markup.
Out: where each document begins, and which APIs one describes; several of them nobody can part for certain.
"""

from __future__ import annotations

import re

from topgen.pages.structure import calls_many, replies_many
from topgen.vocabulary.api_headings import read_api_heading

_END = re.compile(r"</html\s{0,9}>", re.IGNORECASE)
_START = re.compile(
    r"(?:[^<]{0,300}<!--[^<>]{0,2000}-->){0,3}[^<]{0,2000}(?=<(?:!doctype\s{1,9}html|html)\b)", re.IGNORECASE
)
_HEADING = re.compile(r"<h[1-6]\b[^>]{0,300}>(.{0,600}?)</h[1-6]\s{0,9}>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<>]{0,600}>")
_TABLE = re.compile(r"<table\b", re.IGNORECASE)


def find_html_starts(text: str) -> list[int]:
    """Return where the second document of a text begins, and each after it."""
    ends = [match.end() for match in _END.finditer(text)] if text.lower().count("<html") > 1 else []
    starts = [_START.match(text, end) for end in ends]
    return [match.end() for match in starts if match is not None]


def find_html_names(text: str) -> list[tuple[int, str]]:
    """Return the APIs whose tables stand below a heading of a document, and where each is named."""
    found = [
        (match.start(), heading.name)
        for match in _HEADING.finditer(text)
        if (heading := read_api_heading("# " + " ".join(_TAG.sub("", match[1]).split()))) is not None
    ]
    ends = [*(at for at, _ in found), len(text)][1:]
    below = [each for each, end in zip(found, ends, strict=False) if _TABLE.search(text, each[0], end)]
    return list({name.lower(): (at, name) for at, name in reversed(below)}.values())[::-1]


def shows_many(text: str) -> bool:
    """Return whether a document shows calls and replies of several APIs."""
    return calls_many(text) and replies_many(text.replace("&lt;", "<").replace("&gt;", ">"))
