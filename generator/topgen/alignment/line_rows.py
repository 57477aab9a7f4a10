"""Rows that may begin at a line of their own, nearly all of the top level, whose cells are joined by blanks.

In:  the raw rows of a ``Table`` and a position among them.
Out: ``Row`` candidates.
A description may run over several lines, some of which look like rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from topgen.alignment.item_rows import may_open
from topgen.alignment.rows import SWALLOWED, Row
from topgen.document import Cell, RawRow, RowForm
from topgen.vocabulary.cells import BRACKETS, CLASS, REQUIRED, is_name, read_limit, split_type

CONTINUED = 1.0
"""Cost of a line that continues a description although it does not look like a row."""
EMPTY_LIST_SAMPLE = 1.0
"""Cost of taking the brackets after a type for the sample."""
LOOKAHEAD = 2
"""Lines that one description may swallow although they look like rows."""

_BELOW = (RowForm.ITEM, RowForm.LINE)
_LINE = re.compile(rf"(\S+)\s+(byte\[\]\s*\[\]|{CLASS}{BRACKETS}?|\[\])(?:\s+(.*))?", re.DOTALL)


def find_line_rows(raw_rows: Sequence[RawRow], start: int, is_request: bool) -> Iterator[Row]:
    """Yield rows that stand on a line of their own, with the limits and further lines below them."""
    for row in _read_line(raw_rows, start, is_request):
        if start + 1 < len(raw_rows) and _is_limit(raw_rows[start + 1]):
            yield from _limited_rows(raw_rows, row, is_request)
        else:
            yield from _lengthened_rows(raw_rows, row, is_request)


def _is_limit(raw_row: RawRow) -> bool:
    """Whether a bullet is a limit, or a line that has lost its bullet."""
    return raw_row.form in _BELOW and not raw_row.leaf and read_limit(raw_row.text) is not None


def _limited_rows(raw_rows: Sequence[RawRow], row: Row, is_request: bool) -> Iterator[Row]:
    """Yield the row with its limits; what stands after them is the description, unless it begins a field inside."""
    end = row.end
    while end < len(raw_rows) and _is_limit(raw_rows[end]):
        end += 1
    limits = tuple(raw_row.cells[0] for raw_row in raw_rows[row.end : end])
    yield row._replace(end=end, limits=limits)
    if end == len(raw_rows) or raw_rows[end].leaf:
        return
    if raw_rows[end].form is RowForm.ITEM:
        cost = row.cost + (SWALLOWED if may_open(raw_rows, end, is_request) else 0.0)
        yield row._replace(end=end + 1, limits=limits, after_limit=raw_rows[end].cells[0], cost=cost)
    elif raw_rows[row.end].form is RowForm.LINE:
        texts: list[str] = []
        while end < len(raw_rows) and _begins_no_row(raw_rows[end], is_request):
            texts.append(raw_rows[end].text)
            end += 1
            described = Cell("\n".join(texts), raw_rows[end - len(texts)].line)
            yield row._replace(end=end, limits=limits, after_limit=described)


def _lengthened_rows(raw_rows: Sequence[RawRow], row: Row, is_request: bool) -> Iterator[Row]:
    """Yield rows whose description may run over further lines, some of which may look like rows."""
    texts = [value.text for value in row.values]
    end, cost, swallowed = row.end, row.cost, 0
    while True:
        line = end < len(raw_rows) and raw_rows[end].form is RowForm.LINE
        looks = line and _split_line(raw_rows[end], is_request) is not None
        if not line or looks:
            values = (Cell("\n".join(texts), row.name.line),)
            yield row._replace(end=end, values=values, cost=cost) if end > row.end else row
        if not line or swallowed > LOOKAHEAD:
            return
        texts.append(raw_rows[end].text)
        cost += SWALLOWED if looks else CONTINUED
        swallowed += looks
        end += 1


class _Words(NamedTuple):
    """What stands on the line of a row."""

    name: str
    type: str
    required: str
    """Empty on the side of the response."""
    rest: str


def _split_line(raw_row: RawRow, is_request: bool) -> _Words | None:
    """Split a line into name, type, required word and the rest; None when it is no row."""
    match = _LINE.fullmatch(raw_row.text) if raw_row.form is RowForm.LINE else None
    if match is None or not is_name(match[1]):
        return None
    name, kind, rest = match[1], match[2], match[3] or ""
    if not is_request:
        return _Words(name, kind, "", rest)
    required, _, rest = rest.partition(" ")
    return _Words(name, kind, required, rest) if required in REQUIRED else None


def _begins_no_row(raw_row: RawRow, is_request: bool) -> bool:
    return raw_row.form is RowForm.LINE and _split_line(raw_row, is_request) is None


def _read_line(raw_rows: Sequence[RawRow], start: int, is_request: bool) -> tuple[Row, ...]:
    """Return the readings of a line as a row; none when it is no row.

    ``vals Value [] the values`` has two readings in a response: a list, or one value with the sample ``[]``.
    """
    raw_row = raw_rows[start]
    words = _split_line(raw_row, is_request)
    if words is None:
        return ()
    name, kind, rest = _cell(words.name, raw_row), words.type, words.rest
    required = _cell(words.required, raw_row) if is_request else None
    top = None if raw_row.any_level else raw_row.leaf is False and not raw_row.depth
    below_is_lost = start + 1 < len(raw_rows) and raw_rows[start + 1].leaf is None
    leaf = raw_row.leaf or (below_is_lost and split_type(kind).is_scalar) or None
    row = Row(start, start + 1, top, leaf, name, _cell(kind, raw_row), raw_row, required, joined=True)
    listed = row._replace(values=_values(rest, raw_row))
    if is_request or not kind.endswith("[]") or not kind[-3:-2].isspace():
        return (listed,)
    single, values = _cell(kind[:-2].strip(), raw_row), _values(f"[] {rest}", raw_row)
    return listed, row._replace(type=single, values=values, cost=EMPTY_LIST_SAMPLE)


def _cell(text: str, raw_row: RawRow) -> Cell:
    return Cell(text, raw_row.line)


def _values(text: str, raw_row: RawRow) -> tuple[Cell, ...]:
    return (_cell(text.strip(), raw_row),) if text.strip() else ()
