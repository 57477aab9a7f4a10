"""The nodes of a page's tree: elements, and the words between tags.

In:  filled by ``markup``.
Out: ``Element`` and ``Words``.
Surprise: attributes are kept as written and taken apart when somebody asks, since most are never looked at.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import NamedTuple

_ATTRIBUTE = re.compile(r"""([^\s/>=]++)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s>]*+))?""")
_ENTITY = re.compile(
    r"&(?:#\d{1,7};|#[xX][0-9A-Fa-f]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};|(?:nbsp|lt|gt|amp|quot)(?![\w=]))"
)


class Words(NamedTuple):
    """Text between tags, entities resolved."""

    text: str
    line: int
    """Where the text begins, its white space included."""


@dataclass(slots=True, eq=False)
class Element:
    """A tag with all that stands inside it."""

    name: str
    """In lower case."""
    line: int
    written: str = ""
    """The attributes as the page writes them."""
    children: list[Element | Words] = field(default_factory=list)
    ended: bool = False
    """Has an end tag of its own."""
    blank: bool | None = None
    """Whether it shows no words; None until somebody asks, which nobody does before all its children are there."""

    @property
    def attributes(self) -> dict[str, str]:
        """The attributes by their lower-case names; the first of two equal ones counts."""
        found: dict[str, str] = {}
        for name, value in _ATTRIBUTE.findall(self.written):
            bare = value[1:-1] if value[:1] in {'"', "'"} else value
            found.setdefault(name.lower(), resolve_entities(bare))
        return found

    def elements(self) -> list[Element]:
        """The children that are elements."""
        return [child for child in self.children if isinstance(child, Element)]


def resolve_entities(text: str) -> str:
    """Give text with its entities resolved; unlike in browsers ``&times`` needs its semicolon: ``a=1&timestamp=2``."""
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text)
