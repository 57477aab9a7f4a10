"""The platform's words for types, required flags and limits, and what they mean in a spec.

In:  cells of a parameter table.
Out: ``TypeRef``, ``Required``, ``Limits``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from topgen.alignment.rows import LIMIT
from topgen.alignment.type_words import split_type
from topgen.document import Cell
from topgen.spec.model import Kind, Limits, Required, TypeRef

_KINDS = {
    "string": Kind.STRING,
    "number": Kind.INTEGER,
    "boolean": Kind.BOOLEAN,
    "date": Kind.DATETIME,
    "json": Kind.JSON,
    "bigdecimal": Kind.DECIMAL,
    "price": Kind.DECIMAL,
    "byte": Kind.INTEGER,
    "byte[]": Kind.FILE,
    "map": Kind.MAP,
}
_REQUIRED = {
    "必须": Required.TRUE,
    "必选": Required.TRUE,
    "可选": Required.FALSE,
    "特殊可选": Required.CONDITIONAL,
    "是": Required.TRUE,
    "否": Required.FALSE,
    "Y": Required.TRUE,
    "N": Required.FALSE,
    "true": Required.TRUE,
    "false": Required.FALSE,
}
_CLASS = re.compile(r"[A-Za-z_$][\w$.]*")


def read_type(words: str, has_fields: bool) -> TypeRef:
    """Read a type cell; total, a spelling that nobody knows keeps its words."""
    parts = split_type(words)
    kind = _KINDS.get(parts.base.lower())
    if kind is not None and not has_fields:
        return TypeRef(kind, parts.is_list)
    if parts.base and parts.base.lower() != "null" and _CLASS.fullmatch(parts.base):
        return TypeRef(Kind.OBJECT, parts.is_list, struct=parts.base)
    if has_fields:
        return TypeRef(Kind.OBJECT, parts.is_list)
    return TypeRef(Kind.UNKNOWN, parts.is_list, documented=words or None)


def read_required(cell: Cell | None) -> Required:
    """Read a cell of the column 是否必须 (required?)."""
    return _REQUIRED.get(cell.text, Required.UNKNOWN) if cell is not None else Required.UNKNOWN


def read_limits(cells: Sequence[Cell]) -> Limits:
    """Read the cells of the column 更多限制 (more limits); a number that is none is left out."""
    found: dict[str, str] = {}
    for cell in cells:
        match = LIMIT.fullmatch(cell.text)
        if match is not None:
            found[match[1]] = match[2].strip()
    return Limits(
        default=found.get("默认值") or None,
        max_length=_whole(found.get("最大长度")),
        max_items=_whole(found.get("最大列表长度")),
        minimum=_number(found.get("最小值")),
        maximum=_number(found.get("最大值")),
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
