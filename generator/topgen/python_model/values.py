"""Whether a value of an example agrees with the type and the limits that the page gives its field.

In:  plain data of an example and the ``Field`` that it is for. Out: the data in the form of that type, or None.
Numbers may have been text; amounts stay text, so that no digit is lost; what the page does not list is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import TypeGuard

from topgen.python_model.sites import distinct
from topgen.spec.model import Field, Kind, Limits, Plain

_INTEGER = re.compile(r"[+-]?\d{1,40}", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", re.ASCII)
_MOST_DIGITS = 1000
"""Of a decimal; the client writes no longer ones, as one of a few letters with an exponent may be."""


def fit_fields(example: Mapping[str, Plain], fields: Sequence[Field]) -> dict[str, Plain]:
    """Return the listed fields of an example whose values fit their types."""
    fitted = ((field.name, fit(example.get(field.name), field)) for field in distinct(fields))
    return {name: value for name, value in fitted if value is not None}


def fit(value: Plain, field: Field) -> Plain:
    """Return the value in the form of its type; None when it contradicts the type or a limit."""
    if not field.type.is_list:
        return _fit_item(value, field)
    if not is_list(value):
        return None
    items = [item for each in value if (item := _fit_item(each, field)) is not None]
    too_many = field.limits.max_items is not None and len(items) > field.limits.max_items
    return None if too_many or (value and not items) else items


def _fit_item(value: Plain, field: Field) -> Plain:
    if field.type.kind is Kind.OBJECT and field.fields:
        return fit_fields(value, field.fields) if isinstance(value, Mapping) else None
    fitted = _FITS[field.type.kind](value)
    return fitted if _in_limits(fitted, field.limits) else None


def _in_limits(value: Plain, limits: Limits) -> bool:
    if isinstance(value, str) and limits.max_length is not None and len(value) > limits.max_length:
        return False
    if limits.minimum is None and limits.maximum is None:
        return True
    number = _decimal(value)
    return number is None or in_range(number, limits)


def in_range(number: Decimal, limits: Limits) -> bool:
    """Return whether the bounds allow the number."""
    return (limits.minimum is None or number >= limits.minimum) and (limits.maximum is None or number <= limits.maximum)


def is_list(value: Plain) -> TypeGuard[Sequence[Plain]]:
    """Return whether the value is a list; text is none."""
    return isinstance(value, Sequence) and not isinstance(value, str)


def _text(value: Plain) -> Plain:
    return value if isinstance(value, str) else str(value) if isinstance(value, int) else None


def _integer(value: Plain) -> Plain:
    if isinstance(value, str) and _INTEGER.fullmatch(value):
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _decimal_text(value: Plain) -> Plain:
    number = _decimal(value)
    return None if number is None else str(value)


def _decimal(value: Plain) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        return None
    try:
        number = Decimal("" if isinstance(value, str) and "_" in value else value)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) < _MOST_DIGITS else None


def _boolean(value: Plain) -> Plain:
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value)
    return value if isinstance(value, bool) else None


def _moment(value: Plain) -> Plain:
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        return None
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return None
    return value


def _json(value: Plain) -> Plain:
    return value if isinstance(value, str) else None


def _mapping(value: Plain) -> Plain:
    return value if isinstance(value, Mapping) else None


def _anything(value: Plain) -> Plain:
    return value


_FITS: dict[Kind, Callable[[Plain], Plain]] = {
    Kind.STRING: _text,
    Kind.INTEGER: _integer,
    Kind.DECIMAL: _decimal_text,
    Kind.BOOLEAN: _boolean,
    Kind.DATETIME: _moment,
    Kind.JSON: _json,
    Kind.FILE: _text,
    Kind.MAP: _mapping,
    Kind.OBJECT: _mapping,
    Kind.UNKNOWN: _anything,
}
