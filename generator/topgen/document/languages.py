"""The languages that calls are written in, told by the code itself.

In:  lines of an example.
Out: its ``Notation``; titles and line numbers that stand beside the code of copies.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from topgen.document import Cell, Notation
from topgen.vocabulary.calls import LANGUAGES, OPENERS, OPENING_HINTS, SIGNS

_LANGUAGE_MAX = 24
"""Characters of the longest title of a call that is its language."""
_TITLE_WORDS = re.compile(r"[\s:：#*`【】\[\]()（）]|(?:请求|调用|代码)?(?:示例|例子|版本|版|代码|SDK|sdk)$")
_NUMBERED = re.compile(r"\s*+(\d{1,4})(?:\s{0,9}[.|:、)]\s?|\s|$)")
_NUMBERED_MIN = 3
"""Lines with numbers before them that make a gutter."""


def find_opener(text: str) -> Notation | None:
    """Return the language that a line begins a call in."""
    if not text.startswith(("$", ">", "<")) and not any(hint in text for hint in OPENING_HINTS):
        return None
    return next((Notation(name) for name, opener in OPENERS.items() if opener.match(text)), None)


def find_language(cells: Sequence[Cell]) -> Notation | None:
    """Return the language of a call: that of its first line that tells one."""
    texts = [cell.text.strip() for cell in cells]
    for text in filter(None, texts):
        if (opened := find_opener(text)) is not None:
            return opened
        for name, sign in SIGNS.items():
            if sign.match(text):
                return Notation(name)
    return None


def is_language(text: str) -> bool:
    """Return whether a line is the title or the tab of a call, its language alone."""
    if len(text) > _LANGUAGE_MAX:
        return False
    return _TITLE_WORDS.sub("", text).lower() in LANGUAGES


def take_line_numbers(cells: Sequence[Cell]) -> list[Cell]:
    """Return the lines of an example without the numbers that stand before all of them."""
    if len(cells) < _NUMBERED_MIN or not cells[0].text.lstrip().startswith("1"):
        return list(cells)
    matches = [_NUMBERED.match(cell.text) for cell in cells]
    if any(match is None or int(match[1]) != number for number, match in enumerate(matches, 1)):
        return list(cells)
    return [Cell(cell.text[match.end() :], cell.line) for cell, match in zip(cells, matches, strict=True) if match]
