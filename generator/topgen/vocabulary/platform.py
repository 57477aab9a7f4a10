"""Words by which a page shows that it is about this platform, whatever its layout.

In:  the text of a page, or a part of it.
Out: whether the platform's client, its gateway, or the name of one of its APIs stands there.
"""

from __future__ import annotations

import re

from topgen.vocabulary.calls import API_PREFIXES, GATEWAY, TOP_CLIENT

_NAME = re.compile(
    rf"(?<![\w./@\-])(?:{'|'.join(sorted(API_PREFIXES))})(?:\.[a-z0-9][\w\-]{{0,99}}){{2,9}}"
    r"(?:[ \t\\*`]{0,9}[(（]|[\"'”’&])",
    re.ASCII,
)
_SIGNS = (TOP_CLIENT, re.compile(r"\btop\s?\.\s?api\b"), re.compile(GATEWAY), _NAME)


def shows_platform(text: str) -> bool:
    """Return whether a text shows the platform's client, its gateway, or the name of one of its APIs."""
    return any(sign.search(text) is not None for sign in _SIGNS)
