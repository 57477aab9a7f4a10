"""Rows that may begin at a line of their own: top-level rows, whose cells are joined by blanks.

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
from topgen.vocabulary.cells import BRACKETS, CLASS, REQUIRED, is_name, read_limit

CONTINUED = 1.0
"""Cost of a line that continues a description although it does not look like a row."""
EMPTY_LIST_SAMPLE = 1.0
"""Cost of taking the brackets after a type for the sample."""
LOOKAHEAD = 2
"""Lines that one description may swallow although they look like rows."""

_LINE = re.compile(rf"(\S+)\s+(byte\[\]\s*\[\]|{CLASS}{BRACKETS}?|\[\])(?:\s+(.*))?", re.DOTALL)


def find_line_rows(raw_rows: Sequence[RawRow], start: int, is_request: bool) -> Iterator[Row]:
    """Rows that stand on a line of their own, with the limits and further lines below them."""
    for head in _read_line(raw_rows[start], is_request):
        if start + 1 < len(raw_rows) and _is_limit(raw_rows[start + 1]):
            yield from _limited_rows(raw_rows, start, head, is_request)
        else:
            yield from _lengthened_rows(raw_rows, start, head, is_request)


def _is_limit(raw_row: RawRow) -> bool:
    return raw_row.form is RowForm.ITEM and not raw_row.leaf and read_limit(raw_row.text) is not None


def _limited_rows(raw_rows: Sequence[RawRow], start: int, head: _Head, is_request: bool) -> Iterator[Row]:
    """Rows with limits below them; the bullet after the limits is the description, unless it begins a field inside."""
    end = start + 1
    while end < len(raw_rows) and _is_limit(raw_rows[end]):
        end += 1
    limits = tuple(raw_row.cells[0] for raw_row in raw_rows[start + 1 : end])
    values = (head.rest,) if head.rest is not None else ()
    yield _line_row(raw_rows[start], start, end, head, values, limits, None, 0.0)
    if end < len(raw_rows) and raw_rows[end].form is RowForm.ITEM and not raw_rows[end].leaf:
        cost = SWALLOWED if may_open(raw_rows, end, is_request) else 0.0
        yield _line_row(raw_rows[start], start, end + 1, head, values, limits, raw_rows[end].cells[0], cost)


def _lengthened_rows(raw_rows: Sequence[RawRow], start: int, head: _Head, is_request: bool) -> Iterator[Row]:
    """Rows whose description may run over further lines, some of which may look like rows."""
    texts = [head.rest.text] if head.rest is not None else []
    end, cost, swallowed = start + 1, 0.0, 0
    while True:
        line = end < len(raw_rows) and raw_rows[end].form is RowForm.LINE
        looks = line and bool(_read_line(raw_rows[end], is_request))
        if not line or looks:
            values = (Cell("\n".join(texts), raw_rows[start].line),) if texts else ()
            yield _line_row(raw_rows[start], start, end, head, values, (), None, cost)
        if not line or swallowed > LOOKAHEAD:
            return
        texts.append(raw_rows[end].text)
        cost += SWALLOWED if looks else CONTINUED
        swallowed += looks
        end += 1


def _line_row(
    raw_row: RawRow,
    start: int,
    end: int,
    head: _Head,
    values: tuple[Cell, ...],
    limits: tuple[Cell, ...],
    after: Cell | None,
    cost: float,
) -> Row:
    name, kind, required, _, odd = head
    return Row(start, end, True, None, name, kind, required, values, limits, True, after, raw_row, cost + odd)


class _Head(NamedTuple):
    """The front of a row on one line."""

    name: Cell
    type: Cell
    required: Cell | None
    rest: Cell | None
    cost: float


def _read_line(raw_row: RawRow, is_request: bool) -> tuple[_Head, ...]:
    """Split a line into name, type, required word and the rest; none when it is no row.

    ``vals Value [] the values`` has two readings in a response: a list, or one value with the sample ``[]``.
    """
    match = _LINE.fullmatch(raw_row.text) if raw_row.form is RowForm.LINE else None
    if match is None or not is_name(match[1]):
        return ()
    name, kind, rest = Cell(match[1], raw_row.line), match[2], match[3] or ""
    if is_request:
        word, _, rest = rest.partition(" ")
        if word not in REQUIRED:
            return ()
        return (_Head(name, Cell(kind, raw_row.line), Cell(word, raw_row.line), _cell(rest, raw_row.line), 0.0),)
    listed = _Head(name, Cell(kind, raw_row.line), None, _cell(rest, raw_row.line), 0.0)
    if not kind.endswith("[]") or not kind[-3:-2].isspace():
        return (listed,)
    single = _Head(
        name, Cell(kind[:-2].strip(), raw_row.line), None, _cell("[] " + rest, raw_row.line), EMPTY_LIST_SAMPLE
    )
    return (listed, single)


def _cell(text: str, line: int) -> Cell | None:
    return Cell(text.strip(), line) if text.strip() else None
