"""What sentences of a page say beside its tables: facts that were inferred, each with the words that say it.

In:  nothing; ``extract.prose`` fills these values, and reading a spec file restores them.
Out: ``Inferred`` of a field and ``ApiInferred``, immutable, empty where nothing was said plainly enough.
A quote is always a part of the page's own text, letter by letter, so that a person can judge the inference.
The attributes are the keys of the spec file, and what describes them is what an editor shows.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from topgen.spec.plain import Exact

Quote = Annotated[str, Meta(description="The page's words that say so, letter by letter.")]


class EnumValue(Struct, frozen=True, forbid_unknown_fields=True):
    """One value that a description enumerates, and the meaning that it gives."""

    value: Annotated[str, Meta(description="The value as it is sent.")]
    meaning: Annotated[str, Meta(description="What the page says that it means; empty when it says nothing.")]


class LengthUnit(StrEnum):
    """What a length counts: 字 (characters) or 字节 (bytes)."""

    CHARACTERS = "characters"
    BYTES = "bytes"


class InferredText(Struct, frozen=True, forbid_unknown_fields=True):
    """A fact that is text: a date pattern, a default, an API's name."""

    value: Annotated[str, Meta(description="The fact itself.")]
    quote: Quote


class InferredValues(Struct, frozen=True, forbid_unknown_fields=True):
    """Values that a sentence enumerates; others are accepted."""

    listed: Annotated[tuple[EnumValue, ...], Meta(description="The values in the page's order.")]
    quote: Quote


class InferredLength(Struct, frozen=True, forbid_unknown_fields=True):
    """How long text may be."""

    value: Annotated[int, Meta(description="The largest length.")]
    unit: Annotated[LengthUnit, Meta(description="What is counted: 字 (characters) or 字节 (bytes).")]
    quote: Quote


class InferredCount(Struct, frozen=True, forbid_unknown_fields=True):
    """How many items a list may have, or a text of items with a separator between them."""

    value: Annotated[int, Meta(description="The largest number of items.")]
    quote: Quote


class InferredRange(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """Between which numbers a value may be; at least one bound is there, never two at the same end."""

    minimum: Annotated[Exact | None, Meta(description="The smallest value.")] = None
    more_than: Annotated[Exact | None, Meta(description="All values are above this number.")] = None
    maximum: Annotated[Exact | None, Meta(description="The largest value.")] = None
    unit: Annotated[str, Meta(description="The unit in the page's word, such as 元.")] = ""
    quote: Quote


class Reference(Struct, frozen=True, forbid_unknown_fields=True):
    """Another API that a sentence names."""

    api: Annotated[str, Meta(description="The name of the other API.")]
    quote: Quote


class Deprecation(Struct, frozen=True, forbid_unknown_fields=True):
    """That a field or an API is not to be used any more."""

    quote: Quote


class InferredPlace(Struct, frozen=True, forbid_unknown_fields=True):
    """A field that has a part in something, with its own words; its name, where it has none."""

    at: Annotated[str, Meta(description="The dotted path of the field, such as request.page_no.")]
    quote: Quote


class InferredPaging(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """How an API gives its results in pages; either ``page`` is there, or ``cursor`` and ``next``."""

    page: Annotated[
        InferredPlace | None,
        Meta(description="The parameter that takes the number of the page, or of the items before it."),
    ] = None
    first: Annotated[int, Meta(description="What it takes for the first page.")] = 1
    by_offset: Annotated[bool, Meta(description="Whether it takes the number of the items before the page.")] = False
    cursor: Annotated[
        InferredPlace | None, Meta(description="The parameter that takes what the answer before gave at next.")
    ] = None
    size: Annotated[
        InferredPlace | None, Meta(description="The parameter that takes how many items a page may have.")
    ] = None
    items: Annotated[InferredPlace, Meta(description="The list of the response whose items the pages share out.")]
    total: Annotated[InferredPlace | None, Meta(description="The field that says how many items there are.")] = None
    more: Annotated[InferredPlace | None, Meta(description="The field that says whether another page follows.")] = None
    next: Annotated[InferredPlace | None, Meta(description="The field that gives the cursor of the next page.")] = None

    @property
    def places(self) -> tuple[tuple[str, InferredPlace], ...]:
        """Return the parts that are there, each under its name."""
        names = ("page", "cursor", "size", "items", "total", "more", "next")
        return tuple((name, place) for name in names if (place := getattr(self, name)) is not None)


Deprecated = Annotated[Deprecation | None, Meta(description="Not to be used any more.")]
References = Annotated[tuple[Reference, ...], Meta(description="Other APIs that are named.")]


class Inferred(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """All that the description of a field says plainly."""

    deprecated: Deprecated = None
    values: Annotated[InferredValues | None, Meta(description="Values that are enumerated; others are accepted.")] = (
        None
    )
    default: Annotated[InferredText | None, Meta(description="What holds when nothing is sent, as text.")] = None
    max_length: Annotated[InferredLength | None, Meta(description="How long the text may be.")] = None
    max_items: Annotated[InferredCount | None, Meta(description="How many items there may be.")] = None
    range: Annotated[InferredRange | None, Meta(description="Between which numbers the value may be.")] = None
    pattern: Annotated[
        InferredText | None, Meta(description="How the date or time is written, as the page spells it.")
    ] = None
    references: References = ()


class ApiInferred(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """All that the texts about an API as a whole say plainly."""

    name: Annotated[InferredText | None, Meta(description="The API's name, where the page does not print it.")] = None
    deprecated: Deprecated = None
    references: References = ()
    paging: Annotated[InferredPaging | None, Meta(description="How the API gives its results in pages.")] = None


NOTHING_INFERRED = Inferred()
"""What a description without plain facts gives."""
NOTHING_OF_API = ApiInferred()
