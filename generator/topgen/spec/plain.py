"""Two kinds of values that msgspec leaves to us: data of any form, and exact numbers.

In:  nothing; the values of a spec name ``Plain`` and ``Exact`` as types of their attributes.
Out: both types, and what reads and describes them for msgspec.
"""

from __future__ import annotations

import re
from abc import ABCMeta
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, TypeAlias

EXACT_NUMBER: Final = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,6})?")
"""An exact number as a file spells it."""

if TYPE_CHECKING:
    Plain: TypeAlias = "bool | int | str | Sequence[Plain] | Mapping[str, Plain] | None"
    """Data as YAML and JSON know it, sequences as tuples.

    Never a float: amounts of money stay text, so that no digit is lost.
    """
    Exact: TypeAlias = Decimal
    """An exact number; files are written with it bare, and may be read with it in quotes."""
else:
    # msgspec hands the value of a class that it does not know to a hook, and checks what that gives by isinstance.
    Plain, Exact = ABCMeta("Plain", (), {}), ABCMeta("Exact", (), {})
    for _type in (bool, int, str, tuple, dict, type(None)):
        Plain.register(_type)
    Exact.register(Decimal)


def restore(type_: type, value: Any) -> Any:
    """Return a value of ``Plain`` or ``Exact`` from decoded data: the ``dec_hook`` of msgspec."""
    if type_ is not Exact:
        return _freeze(value)
    if isinstance(value, bool) or not EXACT_NUMBER.fullmatch(str(value)):
        raise ValueError("no exact number")
    return Decimal(value)


def describe(type_: type) -> dict[str, Any]:
    """Return the JSON Schema of ``Plain`` or ``Exact``: the ``schema_hook`` of msgspec."""
    if type_ is not Exact:
        return {"type": ["null", "boolean", "number", "string", "array", "object"]}
    return {"type": ["number", "string"], "pattern": f"^{EXACT_NUMBER.pattern}$"}


def _freeze(value: Any) -> Plain:
    if isinstance(value, list | tuple):
        return tuple(map(_freeze, value))
    if isinstance(value, dict):
        return {key: _freeze(inner) for key, inner in value.items()}
    return value  # type: ignore[no-any-return]
