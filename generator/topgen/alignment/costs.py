"""How well a row of the table and a value of the example agree, as costs.

In:  a ``Row`` or nothing, and an ``ExampleValue`` or nothing.
Out: costs, 0 for full agreement.
A cost is roughly how many times one would rather believe something else, in bits; the search adds them up. Each is
above ``search.MARGIN`` when the platform's own pages never contradict themselves so, below it when they do.
"""

from __future__ import annotations

import re
from functools import lru_cache

from topgen.alignment.rows import Row
from topgen.examples import Call, ExampleValue, Literal
from topgen.vocabulary.cells import TypeWords

MISMATCH = 1.0
"""The value in the example is not the sample of the row, or is none where the row has one."""
OTHER_FORM = 3.0
"""A scalar in the table and a block in the example, or the other way round."""
NO_ITEMS = 5.0
"""A list in the table, and values of several names in the example where its items would be."""
OTHER_STRUCT = 2.0
"""The example names another class than the table."""
SILENT = 0.5
"""The example leaves a field out that it never shows without a sample."""
MISSING = 5.0
"""The example leaves out what it always shows."""
UNEXPLAINED = 6.0
"""A value of the example that no row accounts for; for each value inside it half of that."""

_OMITTED_IN_CALLS = frozenset({"number", "boolean", "date", "byte", "bigdecimal"})
_SPLIT_AT = re.compile(r"\s+")
_QUOTES = re.compile(r"[\s\"'\[\]]+")


@lru_cache(maxsize=65536)
def setter_key(name: str) -> str:
    """Return what is left of a name in a Java setter, compared without case: ``goods_ids`` becomes ``goodsids``."""
    return re.sub(r"[_.\-]", "", name).lower()


def silence_cost(row: Row, call: Call | None) -> float:
    """Cost of an example that does not show a row: small only where examples leave such a field out."""
    words = row.words
    in_calls = words.base.lower() in _OMITTED_IN_CALLS
    expected = in_calls if call is not None else words.is_list and words.is_scalar
    unsampled = row.joined or len(row.values) + (row.after_limit is not None) <= 1
    if row.columns is not None:
        unsampled = row.columns[0] is None
    return SILENT if expected and unsampled else MISSING


def is_block(shown: ExampleValue, words: TypeWords) -> bool:
    """Return whether a value has fields inside: as an object, or as a text of JSON where the type asks for fields."""
    return shown.literal is Literal.BLOCK or (bool(shown.children) and not words.is_scalar)


def agreement_cost(row: Row, shown: ExampleValue, call: Call | None) -> float:
    """Cost of taking a value of the example for the value of a row; ``call`` is its language if it is a call."""
    words, cost = row.words, 0.0
    block = is_block(shown, words) and not scalar_items(shown, words)
    stands_for_any = shown.literal is Literal.CODE or (call is not None and not call.builds_objects)
    if block == words.is_scalar and (block or (shown.text and not stands_for_any)):
        cost += OTHER_FORM
    if block and row.leaf and not words.is_scalar and shown.children:
        cost += OTHER_FORM
    if shown.struct is not None and shown.struct != words.base:
        cost += OTHER_STRUCT
    if call is None and not shown.is_list:
        cost += _wrapper_cost(shown, words)
    elif block and not shown.may_be_list and shown.is_list != words.is_list:
        cost += OTHER_FORM
    if shown.literal is Literal.LIST and not words.is_list and words.base.lower() != "json":
        cost += OTHER_FORM
    if words.is_scalar and not block:
        cost += _sample_cost(row, shown, words)
    return cost


def _wrapper_cost(shown: ExampleValue, words: TypeWords) -> float:
    """Cost of the form of a reply against the type: the items of a list stand in elements named after their type."""
    if not shown.children:
        return OTHER_FORM if words.is_list and words.is_scalar and shown.text else 0.0
    names = {child.name for child in shown.children}
    wrapped = names == {words.wrapper}
    if words.is_list and shown.may_be_list:
        return 0.0
    if words.is_list:
        return 0.0 if wrapped else OTHER_FORM if len(names) == 1 else NO_ITEMS
    return OTHER_FORM if wrapped and shown.children[0].literal is Literal.BLOCK else 0.0


def scalar_items(shown: ExampleValue, words: TypeWords) -> tuple[str, ...] | None:
    """Return the items of a list of scalars in a reply: elements named after their type; None for anything else.

    The bytes of a file are printed like a list of one.
    """
    is_file = words.base == "byte[]" and bool(shown.children) and shown.children[0].name == "byte"
    if not (words.is_list or is_file) or not words.is_scalar or not shown.children:
        return None
    if any(child.literal is not Literal.TEXT for child in shown.children) or len({c.name for c in shown.children}) > 1:
        return None
    return tuple(child.text for child in shown.children)


def _sample_cost(row: Row, shown: ExampleValue, words: TypeWords) -> float:
    if shown.literal in {Literal.FILE, Literal.CODE}:
        return 0.0
    text = shown_text(shown, words)
    if row.joined:
        rest = row.values[0].text if row.values else ""
        return 0.0 if not text or prefix_end(rest, text) is not None else MISMATCH
    if row.columns is not None:
        sample = row.columns[0]
        return 0.0 if same_value(sample.text if sample is not None else "", text) else MISMATCH
    if not text:
        return MISMATCH if len(row.values) > 1 else 0.0
    return 0.0 if row.values and same_value(row.values[0].text, text) else MISMATCH


def shown_text(shown: ExampleValue, words: TypeWords) -> str:
    """Return the value of an example as one text, items joined by commas."""
    items = scalar_items(shown, words)
    return ",".join(items) if items is not None else shown.text


def same_value(cell: str, shown: str) -> bool:
    """Return whether a sample and a value of an example say the same, but for brackets, quotes and blanks."""
    return cell == shown or _bare(cell) == _bare(shown)


def _bare(text: str) -> str:
    return _QUOTES.sub("", text)


def prefix_end(rest: str, shown: str) -> int | None:
    """Find where the sample ends that a joined text begins with; it ends at a blank or at the end of the text."""
    if rest.startswith(shown) and (len(rest) == len(shown) or rest[len(shown)].isspace()):
        return len(shown)
    wanted = _bare(shown)
    if not wanted:
        return None
    for match in _SPLIT_AT.finditer(rest):
        if len(bare := _bare(rest[: match.start()])) >= len(wanted):
            return match.start() if bare == wanted else None
    return len(rest) if _bare(rest) == wanted else None
