"""Entities of markup and the characters that they stand for.

In:  text between tags, as written.
Out: the text as a reader sees it.
Note: the library's own function fails on numbers of thousands of digits, which no entity has; they stay as written.
"""

from __future__ import annotations

import html
import re

_NUMBER_TOO_LONG = re.compile(r"&#[xX]?(?=[0-9A-Fa-f]{9})")
_HELD = "&amp;#"


def resolve_all(text: str) -> str:
    """Return text with its entities resolved as browsers do, those without a semicolon too; total."""
    return html.unescape(_NUMBER_TOO_LONG.sub(lambda match: _HELD + match[0][2:], text)) if "&" in text else text
