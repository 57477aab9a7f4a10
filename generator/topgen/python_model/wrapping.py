"""Prose broken into lines that fit.

In:  one line of text of any length.
Out: lines no wider than asked for; a word that is wider alone (a web address, an escape) stays whole.
Chinese is broken between any two characters, but no line starts with a mark that closes.
"""

from __future__ import annotations

import re

from topgen.text_width import width

_BROKEN_AROUND = (
    r"\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6"
    r"\U0001f300-\U0001faff\U00020000-\U0003fffd"
)
_OPENING = r"（【《「『“‘"
_CLOSING = r"，。、；：！？）】》」』”’…％,.;:!?)\]"
_TOKEN = re.compile(rf" +|[{_OPENING}]*[{_BROKEN_AROUND}][{_CLOSING}]*|[^ {_BROKEN_AROUND}]+")


def wrap(text: str, limit: int) -> list[str]:
    """Return the lines of one paragraph; an empty text is one empty line."""
    if width(text) <= limit:
        return [text]
    lines, line, used = [], "", 0
    for token in _TOKEN.findall(text):
        size = width(token)
        if line.strip() and used + size > limit and not token.isspace():
            lines.append(line.strip())
            line, used = "", 0
        line, used = line + token, used + size
    return [*lines, line.strip()]
