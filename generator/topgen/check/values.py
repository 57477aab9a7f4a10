"""Whether a value can be of a type, as far as the platform's own spellings go.

In:  values and types of a spec.
Out: yes or no. Dates have one form on the wire, yyyy-MM-dd HH:mm:ss.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from topgen.spec.model import Kind, Plain, TypeRef

_TEXT_FORMS: Final = {
    Kind.INTEGER: re.compile(r"[-+]?\d+"),
    Kind.DECIMAL: re.compile(r"[-+]?\d+(\.\d*)?|[-+]?\.\d+"),
    Kind.BOOLEAN: re.compile(r"true|false|0|1", re.IGNORECASE),
    Kind.DATETIME: re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"),
}


def text_fits(text: str, kind: Kind) -> bool:
    """Return whether text can be read as a scalar of a kind; kinds without a form take any."""
    form = _TEXT_FORMS.get(kind)
    return form is None or form.fullmatch(text.strip()) is not None


def example_fits(value: Plain, type_: TypeRef) -> bool:
    """Return whether an example in a spec is of its type; None is no example and fits.

    Samples of objects are often just a word (the name of the field, ``none``): those are neither here nor there.
    """
    if value is None:
        return True
    if not type_.is_list or type_.kind in (Kind.OBJECT, Kind.UNKNOWN):
        return _single_fits(value, type_.kind)
    return isinstance(value, list | tuple) and all(_single_fits(item, type_.kind) for item in value)


def _single_fits(value: Plain, kind: Kind) -> bool:
    match kind:
        case Kind.INTEGER:
            return isinstance(value, int) and not isinstance(value, bool)
        case Kind.BOOLEAN:
            return isinstance(value, bool)
        case Kind.DECIMAL | Kind.DATETIME:
            return isinstance(value, int | str) and not isinstance(value, bool) and text_fits(str(value), kind)
        case Kind.STRING:
            return isinstance(value, str)
        case Kind.MAP | Kind.OBJECT:
            return isinstance(value, Mapping | str | list | tuple)
        case Kind.JSON | Kind.FILE | Kind.UNKNOWN:
            return True
