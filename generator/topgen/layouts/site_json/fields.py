"""The parameters of a document as the rows that the site's pages show.

In:  ``requestParams`` and ``responseParams``.
Out: a ``Table`` of ``GRID`` rows: a field, then the fields inside it.
Note: the flag ``required`` becomes the word that pages print, and each limit the line that they print. Replies
have no such columns, so what a document says of them there is left out by name.
"""

from __future__ import annotations

from collections.abc import Mapping

from topgen.document import Cell, RawRow, RowForm, Table
from topgen.json_text import JsonList, JsonObject, JsonScalar, JsonValue
from topgen.layouts.site_json.consumer import JsonConsumer, text_of
from topgen.vocabulary.parts import CUT

_LIMITS = {
    "defaultValue": "默认值",
    "maxLength": "最大长度",
    "maxListSize": "最大列表长度",
    "maxValue": "最大值",
    "minValue": "最小值",
    "fileExt": "支持的文件类型",
}
_REQUIRED = {"true": "必须", "false": "可选"}
_BOOKKEEPING = frozenset(
    {"id", "paramId", "parentId", "paramOrder", "needShortAuthority", "writeLevel", "fieldsReadLevel"}
    | {"version", "encryptTag"}
)
"""What the site keeps about a row for itself."""


def read_table(value: JsonValue | None, consumer: JsonConsumer, is_request: bool) -> Table | None:
    """Return the table of a list of parameters, None where the document has no such list."""
    if value is None:
        return None
    return Table(value.line, _rows(value, consumer, is_request, 0), keeps_nested=True)


def _rows(value: JsonValue, consumer: JsonConsumer, is_request: bool, depth: int) -> tuple[RawRow, ...]:
    if not isinstance(value, JsonList):
        consumer.leave(value, "")
        return ()
    raw_rows: list[RawRow] = []
    for item in value.items:
        if isinstance(item, JsonObject):
            raw_rows.extend(_row(item, consumer, is_request, depth))
        else:
            consumer.leave(item, "")
    return tuple(raw_rows)


def _row(item: JsonObject, consumer: JsonConsumer, is_request: bool, depth: int) -> tuple[RawRow, ...]:
    """Return the row of a field and those of the fields inside it; none for a row that names no field."""
    members = consumer.members(item)
    name = consumer.cell(members.pop("name", None))
    if not name.text:
        for value in members.values():
            consumer.leave(value, "" if item.whole else CUT)
        return ()
    inner = members.pop("subParams", None)
    inside = _rows(inner, consumer, is_request, depth + 1) if inner is not None else ()
    kind, sample, description = (
        consumer.cell(members.pop(key, None), name.line) for key in ("type", "demoValue", "description")
    )
    limits = {key: members.pop(key) for key in _LIMITS if key in members}
    required = members.pop("required", None)
    for key, value in members.items():
        consumer.leave(value, "bookkeeping of a row" if key in _BOOKKEEPING else "")
    cells: tuple[Cell, ...] = (name, kind, sample)
    if is_request:
        cells = (name, kind, _required(required, name.line, consumer), sample, _limits(limits, name.line, consumer))
    else:
        consumer.leave(required, "required flag of a reply")
        for value in limits.values():
            consumer.leave(value, "limit of a reply")
    leaf = False if inside else _is_leaf(item, inner)
    return (RawRow(RowForm.GRID, (*cells, description), leaf=leaf, depth=depth), *inside)


def _is_leaf(item: JsonObject, inner: JsonValue | None) -> bool | None:
    """Tell whether a row without rows inside can have none; not known where they are cut off or cannot be read."""
    match inner:
        case None:
            says_none = item.whole
        case JsonScalar():
            says_none = not text_of(inner) and not inner.cut
        case JsonObject(members, _, whole):
            says_none = whole and not members
        case JsonList(items, _, whole):
            says_none = whole and not items
    return True if says_none else None


def _required(value: JsonValue | None, line: int, consumer: JsonConsumer) -> Cell:
    """Return the flag as the word that a page prints; any other words stay as they are."""
    cell = consumer.cell(value, line)
    return Cell(_REQUIRED.get(cell.text.lower(), cell.text), cell.line)


def _limits(values: Mapping[str, JsonValue], line: int, consumer: JsonConsumer) -> Cell:
    """Return the limits of a row, one a line in the order of ``_LIMITS``."""
    cells = [(label, consumer.cell(values[key])) for key, label in _LIMITS.items() if key in values]
    stated = [(label, cell) for label, cell in cells if cell.text]
    text = "\n".join(f"{label}:{' '.join(cell.text.split())}" for label, cell in stated)
    return Cell(text, stated[0][1].line if stated else line)
