"""Characters that nobody sees, and text in which they are shown as escapes: the one table of them.

In:  text of pages, which may try to write on a terminal or to look like other text than it is.
Out: the same text with each such character as its Python escape.
"""

from __future__ import annotations

import json
import unicodedata

_CATEGORIES = frozenset(("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))


def is_hidden(char: str) -> bool:
    """Return whether a reader would not see the character, or would see others in a wrong order because of it."""
    category = unicodedata.category(char)
    return category in _CATEGORIES or (category == "Zs" and char not in " \u3000")


def has_hidden(text: str) -> bool:
    """Return whether there is a hidden character in a text."""
    return not text.isprintable() and any(map(is_hidden, text))


def reveal(text: str) -> str:
    """Return the text with each hidden character as its Python escape; backslashes stay as they are."""
    return text if text.isprintable() else "".join(_escape(char) if is_hidden(char) else char for char in text)


def visible(text: str) -> str:
    """Return the text on one line: white space as single blanks, hidden characters as escapes."""
    return reveal(" ".join(text.split()))


def reveal_in_json(text: str) -> str:
    """Return a JSON document with each hidden character as its JSON escape, so that it says the same to machines."""
    lines = (line if line.isprintable() else _escape_all(line) for line in text.split("\n"))
    return "\n".join(lines)


def _escape_all(line: str) -> str:
    return "".join(json.dumps(char)[1:-1] if is_hidden(char) else char for char in line)


def _escape(char: str) -> str:
    point = ord(char)
    return f"\\x{point:02x}" if point < 0x100 else f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"
