"""How many columns of a terminal text takes: Chinese characters two, marks that join the letter before them none.

In:  text without hidden characters.
Out: its width, or the text cut or filled up to a number of columns.
"""

from __future__ import annotations

from functools import cache

from wcwidth import wcwidth


def width(text: str) -> int:
    """Return the columns that text takes."""
    return len(text) if text.isascii() else sum(map(_char_width, text))


@cache
def _char_width(char: str) -> int:
    return max(wcwidth(char), 0)


def cut(text: str, columns: int) -> str:
    """Return as much of a text as fits; an ellipsis stands for the rest."""
    if width(text) <= columns:
        return text
    taken = 0
    for index, char in enumerate(text):
        taken += _char_width(char)
        if taken >= columns:
            return text[:index] + "…"
    return text


def pad(text: str, columns: int) -> str:
    """Return a text filled up with blanks on the right."""
    return text + " " * (columns - width(text))
