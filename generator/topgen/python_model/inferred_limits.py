"""Limits that only the prose of a page states, for the annotation of a request's attribute.

In:  a ``Field``. Out: the call ``Inferred(…)`` as ``Code``; None where the prose states no limit beside the table.
A limit that the table states counts alone. Note: how many items a text may hold is left to the docstring, since
only the page knows what stands between them.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from topgen.python_model.code import Code, commas, compose, identifier, literal
from topgen.spec.inferred import Inferred, LengthUnit
from topgen.spec.model import Field


def call_inferred(field: Field) -> Code | None:
    """Return the limits of a field that the client warns of and does not enforce."""
    said: dict[str, int | Decimal] = {**_lengths(field.inferred), **_counts(field), **_bounds(field.inferred)}
    for name in _stated(field):
        said.pop(name, None)
    parts = tuple(compose("{}={}", identifier(name), literal(number)) for name, number in said.items())
    return compose("Inferred({})", commas(parts)) if parts else None


def _lengths(inferred: Inferred) -> Mapping[str, int]:
    if (length := inferred.max_length) is None:
        return {}
    return {"max_bytes" if length.unit is LengthUnit.BYTES else "max_length": length.value}


def _counts(field: Field) -> Mapping[str, int]:
    count = field.inferred.max_items
    return {"max_items": count.value} if count is not None and field.type.is_list else {}


def _bounds(inferred: Inferred) -> Mapping[str, Decimal]:
    if (bounds := inferred.range) is None:
        return {}
    shown = {"minimum": bounds.minimum, "more_than": bounds.more_than, "maximum": bounds.maximum}
    return {name: number for name, number in shown.items() if number is not None}


def _stated(field: Field) -> tuple[str, ...]:
    """Return what the table says already."""
    limits = field.limits
    return (
        *(("max_length", "max_bytes") if limits.max_length is not None else ()),
        *(("max_items",) if limits.max_items is not None else ()),
        *(("minimum", "more_than") if limits.minimum is not None else ()),
        *(("maximum",) if limits.maximum is not None else ()),
    )
