"""What sentences of a page say beside its tables: facts that were inferred, each with the words that say it.

In:  nothing; the room ``inferred`` fills these values and the YAML reader restores them.
Out: ``Inferred``, immutable, empty where nothing was said plainly enough.
A quote is always a piece of the page's own text, letter by letter, so that a person can judge the inference.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class EnumValue:
    """One value that a description enumerates, and the meaning that it gives."""

    value: str
    meaning: str = ""


class LengthUnit(StrEnum):
    """What a length counts: 字 (characters) or 字节 (bytes)."""

    CHARACTERS = "characters"
    BYTES = "bytes"


@dataclass(frozen=True, slots=True)
class InferredText:
    """A fact that is text: a date pattern, a default, an API's name."""

    value: str
    quote: str


@dataclass(frozen=True, slots=True)
class InferredValues:
    """Values that a sentence enumerates; others are accepted."""

    listed: tuple[EnumValue, ...]
    quote: str


@dataclass(frozen=True, slots=True)
class InferredLength:
    """How long text may be."""

    value: int
    unit: LengthUnit
    quote: str


@dataclass(frozen=True, slots=True)
class InferredCount:
    """How many items a list may have, or a text of items with a separator between them."""

    value: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InferredRange:
    """Between which numbers a value may be; at least one bound is there, never two at the same end."""

    minimum: Decimal | None = None
    maximum: Decimal | None = None
    more_than: Decimal | None = None
    """The lower bound where it is no allowed value itself."""
    unit: str = ""
    """In the page's word, such as 元; empty when it has none."""
    quote: str


@dataclass(frozen=True, slots=True)
class Reference:
    """Another API that a sentence names."""

    api: str
    quote: str


@dataclass(frozen=True, slots=True)
class Deprecation:
    """That a field or an API is not to be used any more."""

    quote: str


@dataclass(frozen=True, slots=True)
class InferredPlace:
    """A field that has a part in something, with its own words; its name, where it has none."""

    at: str
    """Its dotted path: ``request.page_no``."""
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InferredPaging:
    """How an API gives its results in pages; either ``page`` is there, or ``cursor`` and ``next``."""

    page: InferredPlace | None = None
    """Takes the number of the page, or the number of items before it."""
    first: int = 1
    """What ``page`` takes for the first page."""
    by_offset: bool = False
    cursor: InferredPlace | None = None
    """Takes what the answer before gave at ``next``; nothing for the first page."""
    next: InferredPlace | None = None
    size: InferredPlace | None = None
    """Takes how many items a page may have."""
    items: InferredPlace
    """The list whose items the pages share out."""
    total: InferredPlace | None = None
    """How many items there are in all."""
    more: InferredPlace | None = None
    """Whether another page follows."""

    @property
    def places(self) -> tuple[tuple[str, InferredPlace], ...]:
        """The parts that are there, each under its name."""
        parts = (
            ("page", self.page),
            ("cursor", self.cursor),
            ("size", self.size),
            ("items", self.items),
            ("total", self.total),
            ("more", self.more),
            ("next", self.next),
        )
        return tuple((name, place) for name, place in parts if place is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inferred:
    """All that the sentences about one field, or about an API as a whole, say plainly."""

    name: InferredText | None = None
    """Only of an API."""
    deprecated: Deprecation | None = None
    values: InferredValues | None = None
    default: InferredText | None = None
    max_length: InferredLength | None = None
    max_items: InferredCount | None = None
    range: InferredRange | None = None
    pattern: InferredText | None = None
    """Of a date or time, as the page spells it: ``yyyy-MM-dd HH:mm:ss``."""
    references: tuple[Reference, ...] = ()
    paging: InferredPaging | None = None
    """Only of an API."""


NOTHING_INFERRED = Inferred()
"""What prose without plain facts gives."""
