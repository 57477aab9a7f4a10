"""How many columns of a terminal text takes, and text that is safe to print there.

In:  text of pages.
Out: text cut or filled up to a number of columns.
Surprise: Chinese characters are two columns wide and marks that join the letter before them none; what does not print
is shown escaped, so that no page can write on the user's terminal.
"""

from __future__ import annotations

import unicodedata


def width(text: str) -> int:
    """Give the columns that printable text takes."""
    return len(text) if text.isascii() else sum(map(_char_width, text))


def _char_width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def visible(text: str) -> str:
    """Give text on one line: white space as single blanks, what does not print as escapes."""
    text = " ".join(text.split())
    return text if text.isprintable() else "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)


def cut(text: str, columns: int) -> str:
    """Give as much of a text as fits; an ellipsis stands for the rest."""
    if width(text) <= columns:
        return text
    taken = 0
    for index, char in enumerate(text):
        taken += _char_width(char)
        if taken >= columns:
            return text[:index] + "…"
    return text


def pad(text: str, columns: int) -> str:
    """Fill a text up with blanks on the right."""
    return text + " " * (columns - width(text))
