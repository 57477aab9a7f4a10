"""HTML that is safe by construction: text becomes HTML by being escaped, and in no other way.

In:  text, whoever wrote it. Out: ``Html``, which ``tag`` alone makes.
Surprise: characters that a reader cannot see, or that turn the order of others around, are shown by their number.
"""

from __future__ import annotations

import re
from html import escape

_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
_EMPTY = frozenset({"input", "link", "meta", "wbr"})


class Html(str):
    """Text that is HTML already; nothing else is put into a page as it is."""

    __slots__ = ()


def _escape(text: str) -> str:
    return text if isinstance(text, Html) else escape(_HIDDEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text))


def join(*children: str) -> Html:
    """Children one behind the other."""
    return Html("".join([_escape(child) for child in children]))


def tag(name: str, /, *children: str, **attributes: str | None) -> Html:
    """An element. ``class_`` stands for class, ``aria_label`` for aria-label; an attribute that is None is left out."""
    written = "".join(
        f' {attribute.rstrip("_").replace("_", "-")}="{_escape(value)}"'
        for attribute, value in attributes.items()
        if value is not None
    )
    return Html(f"<{name}{written}>" if name in _EMPTY else f"<{name}{written}>{join(*children)}</{name}>")


def breakable(name: str) -> Html:
    """A dotted name that may be broken into lines behind its dots."""
    first, *rest = name.split(".")
    return join(first, *(join(".", tag("wbr"), part) for part in rest))
