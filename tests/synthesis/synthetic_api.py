"""An API as the platform knows it, before any page lost something of it.

In:  nothing; tests write such values by hand or draw them at random.
Out: ``SyntheticApi``, which the other modules of this folder draw as pages in every layout.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

SCALARS = frozenset({"String", "Number", "Boolean", "Date", "Json", "BigDecimal", "Price", "byte", "byte[]", "Map"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SyntheticField:
    """One field; an empty text is an empty cell."""

    name: str
    type: str
    """In the page's spelling, lists with ``[]`` after a blank."""
    required: str = ""
    """The page's word; empty in a response."""
    sample: str = ""
    limit: str = ""
    description: str = ""
    children: tuple[SyntheticField, ...] = ()

    @property
    def base(self) -> str:
        """The type without the brackets of a list."""
        return self.type.removesuffix(" []")

    @property
    def is_list(self) -> bool:
        return self.base != self.type

    def walk(self) -> Iterator[SyntheticField]:
        """Return this field and all inside it, in page order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True, kw_only=True)
class SyntheticApi:
    """One API."""

    name: str
    title: str = "标题"
    description: str = ""
    category: str = ""
    warning: bool = False
    """Whether the page begins with the platform's warning line."""
    session: bool = False
    request: tuple[SyntheticField, ...] = ()
    response: tuple[SyntheticField, ...] = ()
    errors: tuple[tuple[str, str, str], ...] = ()

    @property
    def root(self) -> str:
        """The root element of its reply."""
        return self.name.removeprefix("taobao.").replace(".", "_") + "_response"

    @property
    def java_class(self) -> str:
        """The name that its Java classes begin with."""
        return "".join(part[:1].upper() + part[1:] for part in re.split(r"[._]", self.name.removeprefix("taobao.")))
