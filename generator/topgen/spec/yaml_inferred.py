"""Inferred facts in the spec file: the block ``inferred`` under a field or an API, each fact with its quote.

In:  nodes of a spec file, or ``Inferred``.
Out: the other of the two. A block is a mapping whose keys are the facts, in a fixed order; what was not said is absent.
"""

from __future__ import annotations

from typing import Final

from topgen.spec.inferred import (
    Deprecation,
    EnumValue,
    Inferred,
    InferredCount,
    InferredLength,
    InferredPaging,
    InferredPlace,
    InferredRange,
    InferredText,
    InferredValues,
    LengthUnit,
    Reference,
)
from topgen.spec.yaml_shapes import (
    BOOLEAN,
    DECIMAL_NUMBER,
    INTEGER,
    TEXT,
    Key,
    StructFields,
    record_of,
    tuple_of,
    word,
)

_QUOTE: Final = Key("quote", TEXT, "The page's words that say so, letter by letter.")

ENUM_VALUE: Final = record_of(
    EnumValue,
    (
        Key("value", TEXT, "The value as it is sent."),
        Key("meaning", TEXT, "What the page says that it means; empty when it says nothing."),
    ),
)
_VALUES: Final = record_of(
    InferredValues, (Key("listed", tuple_of(ENUM_VALUE), "The values in the page's order."), _QUOTE)
)
_DEPRECATION: Final = record_of(Deprecation, (_QUOTE,))
_LENGTH: Final = record_of(
    InferredLength,
    (
        Key("value", INTEGER, "The largest length."),
        Key("unit", word(LengthUnit), "What is counted: 字 (characters) or 字节 (bytes)."),
        _QUOTE,
    ),
)
_COUNT: Final = record_of(InferredCount, (Key("value", INTEGER, "The largest number of items."), _QUOTE))
_RANGE: Final = record_of(
    InferredRange,
    (
        Key("minimum", DECIMAL_NUMBER, "The smallest value.", None),
        Key("more_than", DECIMAL_NUMBER, "All values are above this number.", None),
        Key("maximum", DECIMAL_NUMBER, "The largest value.", None),
        Key("unit", TEXT, "The unit in the page's word, such as 元.", ""),
        _QUOTE,
    ),
)
_PLACE: Final = record_of(InferredPlace, (Key("at", TEXT, "The dotted path of the field."), _QUOTE))
_PAGING: Final = record_of(
    InferredPaging,
    (
        Key("page", _PLACE, "The parameter that takes the number of the page, or of the items before it.", None),
        Key("first", INTEGER, "What it takes for the first page.", 1),
        Key("by_offset", BOOLEAN, "Whether it takes the number of the items before the page.", False),
        Key("cursor", _PLACE, "The parameter that takes what the answer before gave at next.", None),
        Key("size", _PLACE, "The parameter that takes how many items a page may have.", None),
        Key("items", _PLACE, "The list of the response whose items the pages share out."),
        Key("total", _PLACE, "The field that says how many items there are in all.", None),
        Key("more", _PLACE, "The field that says whether another page follows.", None),
        Key("next", _PLACE, "The field that gives the cursor of the next page.", None),
    ),
)
_REFERENCE: Final = record_of(Reference, (Key("api", TEXT, "The name of the other API."), _QUOTE))


def _text(help_: str) -> StructFields[InferredText]:
    return record_of(InferredText, (Key("value", TEXT, help_), _QUOTE))


_NAME: Final = Key("name", _text("The API's name."), "The API's name, where the page does not print it.", None)
_OF_THE_API: Final = (
    Key("deprecated", _DEPRECATION, "Not to be used any more.", None),
    Key("references", tuple_of(_REFERENCE), "Other APIs that are named.", ()),
    Key("paging", _PAGING, "How the API gives its results in pages.", None),
)
_OF_A_FIELD: Final = (
    Key("deprecated", _DEPRECATION, "Not to be used any more.", None),
    Key("values", _VALUES, "Values that are enumerated; others are accepted.", None),
    Key("default", _text("The default, as text."), "What holds when nothing is sent.", None),
    Key("max_length", _LENGTH, "How long the text may be.", None),
    Key("max_items", _COUNT, "How many items there may be.", None),
    Key("range", _RANGE, "Between which numbers the value may be.", None),
    Key("pattern", _text("The pattern as the page spells it."), "How the date or time is written.", None),
    Key("references", tuple_of(_REFERENCE), "Other APIs that are named.", ()),
)

FIELD_INFERRED: Final[StructFields[Inferred]] = record_of(Inferred, _OF_A_FIELD)
API_INFERRED: Final[StructFields[Inferred]] = record_of(Inferred, (_NAME, *_OF_THE_API))
