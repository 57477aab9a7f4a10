"""The platform's words for types, required flags and limits, and what they mean in a spec.

In:  cells of a parameter table.
Out: ``TypeRef``, ``Required``, ``Limits``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from topgen.document import Cell
from topgen.spec.model import Kind, Limits, Required, TypeRef
from topgen.vocabulary.cells import LIMITS, REQUIRED, TYPES, read_limit, split_type

_CLASS = re.compile(r"[A-Za-z_$][\w$.]*")


def read_type(words: str, has_fields: bool) -> TypeRef:
    """Read a type cell; total, a spelling that nobody knows keeps its words."""
    parts = split_type(words)
    kind = TYPES.get(parts.base.lower())
    if kind is not None and not has_fields:
        return TypeRef(Kind(kind), parts.is_list)
    if parts.base and parts.base.lower() != "null" and _CLASS.fullmatch(parts.base):
        return TypeRef(Kind.OBJECT, parts.is_list, struct=parts.base)
    if has_fields:
        return TypeRef(Kind.OBJECT, parts.is_list)
    return TypeRef(Kind.UNKNOWN, parts.is_list, documented=words or None)


def read_required(cell: Cell | None) -> Required:
    """Read a cell of the column 是否必须 (required?)."""
    return Required(REQUIRED.get(cell.text, Required.UNKNOWN)) if cell is not None else Required.UNKNOWN


def read_limits(cells: Sequence[Cell]) -> Limits:
    """Read the cells of the column 更多限制 (more limits); a number that is none is left out."""
    stated = [limit for cell in cells if (limit := read_limit(cell.text)) is not None]
    found = {LIMITS[label]: text for label, text in stated}
    return Limits(
        default=found.get("default") or None,
        max_length=_whole(found.get("max_length")),
        max_items=_whole(found.get("max_items")),
        minimum=_number(found.get("minimum")),
        maximum=_number(found.get("maximum")),
    )


def _whole(text: str | None) -> int | None:
    return int(text) if text is not None and re.fullmatch(r"[0-9]{1,18}", text) else None


def _number(text: str | None) -> Decimal | None:
    if text is None or len(text) > 40:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
