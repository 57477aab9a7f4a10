"""Samples in the form of their types: ``[1234345435]`` in a column of Number [] becomes a list of one integer.

In:  the text of a sample cell or the value in an example, and the ``TypeRef`` of its field.
Out: plain data; ``Misfit`` where the text is no such value.
Lists are printed as JSON, bare with commas, or with quotes; amounts of money stay text.
"""

from __future__ import annotations

import re

from topgen.alignment.costs import scalar_items
from topgen.examples import ExampleValue, Literal
from topgen.spec.model import Kind, Plain, TypeRef
from topgen.vocabulary.cells import TypeWords

_INTEGER = re.compile(r"-?[0-9]{1,60}")
_DECIMAL = re.compile(r"-?[0-9]{1,60}(?:\.[0-9]{1,60})?")
_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}(?:[ T]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?)?")
_ITEM = re.compile(r'\s*+(?:"((?:[^"\\]++|\\.)*+)"\s*+(?:,|\Z)|([^,]*+)(?:,|\Z))')


class MisfitError(ValueError):
    """A text is no value of the type."""


def fit_sample(text: str, type_ref: TypeRef) -> Plain:
    """Return a sample in the form of its type.

    Raises:
        Misfit: the text is no such value.
    """
    if not type_ref.is_list or type_ref.kind in {Kind.OBJECT, Kind.UNKNOWN}:
        return _fit_scalar(text, type_ref.kind)
    return tuple(_fit_scalar(item, type_ref.kind) for item in split_list(text))


def split_list(text: str) -> tuple[str, ...]:
    """Split a printed list into its items, whether it has brackets and quotes or not."""
    inner = text.strip()
    if inner.startswith("[") and inner.endswith("]"):
        inner = inner[1:-1]
    items, position = [], 0
    while position < len(inner):
        match = _ITEM.match(inner, position)
        if match is None:
            break
        items.append(match[1] if match[1] is not None else match[2].rstrip())
        position = match.end()
    return tuple(items)


def _fit_scalar(text: str, kind: Kind) -> Plain:
    match kind:
        case Kind.INTEGER if _INTEGER.fullmatch(text):
            return int(text)
        case Kind.BOOLEAN if text in {"true", "false"}:
            return text == "true"
        case Kind.DECIMAL if _DECIMAL.fullmatch(text):
            return text
        case Kind.DATETIME if _DATE.fullmatch(text):
            return text
        case Kind.INTEGER | Kind.BOOLEAN | Kind.DECIMAL | Kind.DATETIME:
            raise MisfitError(text)
        case _:
            return text


def fit_told(shown: ExampleValue, type_ref: TypeRef) -> Plain:
    """Return the value that an example shows in the form of its type, as it stands where it does not fit."""
    if not type_ref.is_list:
        if shown.literal is Literal.BLOCK:
            return {}
        return _fit_or_keep(shown.text, type_ref.kind) if shown.text else None
    if type_ref.kind is Kind.OBJECT:
        return ()
    items = shown.items or scalar_items(shown, TypeWords("string", True))
    if items is None:
        items = split_list(shown.text)
    return tuple(_fit_or_keep(item, type_ref.kind) for item in items)


def _fit_or_keep(text: str, kind: Kind) -> Plain:
    try:
        return _fit_scalar(text, kind)
    except MisfitError:
        return text
