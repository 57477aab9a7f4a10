"""Samples in the form of their types: ``[1234345435]`` in a column of Number [] becomes a list of one integer.

In:  the text of a sample cell or the value in an example, and the ``TypeRef`` of its field.
Out: plain data; ``MisfitError`` where the text is no such value.
Lists are printed as JSON, bare with commas, or with quotes; amounts of money stay text.
"""

from __future__ import annotations

import re

from topgen.alignment.costs import scalar_items
from topgen.examples import ExampleValue, Literal
from topgen.spec.model import Kind, Plain, TypeRef
from topgen.vocabulary.cells import TypeWords

_FORMS = {
    Kind.INTEGER: re.compile(r"-?[0-9]{1,60}"),
    Kind.BOOLEAN: re.compile("true|false"),
    Kind.DECIMAL: re.compile(r"-?[0-9]{1,60}(?:\.[0-9]{1,60})?"),
    Kind.DATETIME: re.compile(r"\d{4}-\d{1,2}-\d{1,2}(?:[ T]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?)?"),
}
_ITEM = re.compile(r'\s*+(?:"((?:[^"\\]++|\\.)*+)"\s*+(?:,|\Z)|([^,]*+)(?:,|\Z))')


class MisfitError(ValueError):
    """A text is no value of the type."""


def fit_sample(text: str, type_ref: TypeRef) -> Plain:
    """Return a sample in the form of its type.

    Raises:
        MisfitError: the text is no such value.
    """
    if not type_ref.is_list or type_ref.kind in {Kind.OBJECT, Kind.UNKNOWN}:
        return _fit_scalar(text, type_ref.kind)
    return tuple(_fit_scalar(item, type_ref.kind) for item in split_list(text))


def split_list(text: str) -> tuple[str, ...]:
    """Split a printed list into its items, whether it has brackets and quotes or not."""
    inner = text.strip()
    if inner.startswith("[") and inner.endswith("]"):
        inner = inner[1:-1]
    items = (match for match in _ITEM.finditer(inner) if match.start() < len(inner))
    return tuple(item[1] if item[1] is not None else item[2].rstrip() for item in items)


def _fit_scalar(text: str, kind: Kind) -> Plain:
    if kind in _FORMS and not _FORMS[kind].fullmatch(text):
        raise MisfitError(text)
    return int(text) if kind is Kind.INTEGER else text == "true" if kind is Kind.BOOLEAN else text


def fit_shown(shown: ExampleValue, type_ref: TypeRef) -> Plain:
    """Return the value that an example shows in the form of its type, as it stands where it does not fit."""
    if not type_ref.is_list:
        if shown.literal is Literal.BLOCK:
            return {}
        return _fit_or_keep(shown.text, type_ref.kind) if shown.text else None
    if type_ref.kind is Kind.OBJECT:
        return ()
    items = shown.items or scalar_items(shown, TypeWords("string", True)) or split_list(shown.text)
    return tuple(_fit_or_keep(item, type_ref.kind) for item in items)


def _fit_or_keep(text: str, kind: Kind) -> Plain:
    try:
        return _fit_scalar(text, kind)
    except MisfitError:
        return text
