"""The pages of an HTML text that holds many: whole documents one after the other.

In:  the text of a file that begins with markup.
Out: where each document begins; and whether one document describes several APIs, which nobody can part for certain.
"""

from __future__ import annotations

import re

from topgen.pages.structure import calls_many, replies_many
from topgen.vocabulary.api_headings import read_api_heading

_END = re.compile(r"</html\s{0,9}>", re.IGNORECASE)
_START = re.compile(r"[^<]{0,2000}(?=<(?:!doctype\s{1,9}html|html)\b)", re.IGNORECASE)
_HEADING = re.compile(r"<h[1-6]\b[^>]{0,300}>(.{0,600}?)</h[1-6]\s{0,9}>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<>]{0,600}>")
_TABLE = re.compile(r"<table\b", re.IGNORECASE)


def find_html_starts(text: str) -> list[int]:
    """Return where the second document of a text begins, and each after it."""
    ends = [match.end() for match in _END.finditer(text)] if text.lower().count("<html") > 1 else []
    starts = [_START.match(text, end) for end in ends]
    return [match.end() for match in starts if match is not None]


def describes_many(text: str) -> list[int]:
    """Return where the APIs of a document are named, if there are several."""
    found = [
        (match.start(), heading.name.lower())
        for match in _HEADING.finditer(text)
        if (heading := read_api_heading("# " + " ".join(_TAG.sub("", match[1]).split()))) is not None
    ]
    ends = [*(at for at, _ in found), len(text)][1:]
    heads = {name: at for (at, name), end in zip(found, ends, strict=False) if _TABLE.search(text, at, end)}
    if len(heads) > 1:
        return list(heads.values())
    return [0] if calls_many(text) and replies_many(text.replace("&lt;", "<").replace("&gt;", ">")) else []
