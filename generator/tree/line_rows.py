"""Rows that may begin at a line of their own: top-level rows, whose cells are joined by blanks.

In:  the pieces of a ``Table`` and a position among them.
Out: ``Row`` candidates.
Surprise: a description may run over several lines, some of which look like rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.document import Cell, Layout, Piece
from generator.tree.item_rows import may_open
from generator.tree.rows import LIMIT, NAME_FORM, REQUIRED, SWALLOWED, Row

CONTINUED = 1.0
"""Cost of a line that continues a description although it does not look like a row."""
EMPTY_LIST_SAMPLE = 1.0
"""Cost of taking the brackets after a type for the sample."""
LOOKAHEAD = 2
"""Lines that one description may swallow although they look like rows."""

_LINE = re.compile(r"(\S+)\s+(byte\[\]\s*\[\]|[A-Za-z_$][\w.$<>,]*(?:\s*\[\s*\])?|\[\])(?:\s+(.*))?", re.DOTALL)


def find_line_rows(pieces: Sequence[Piece], start: int, is_request: bool) -> Iterator[Row]:
    """Rows that stand on a line of their own, with the limits and further lines below them."""
    for head in _read_line(pieces[start], is_request):
        if start + 1 < len(pieces) and _is_limit(pieces[start + 1]):
            yield from _limited_rows(pieces, start, head, is_request)
        else:
            yield from _lengthened_rows(pieces, start, head, is_request)


def _is_limit(piece: Piece) -> bool:
    return piece.layout is Layout.ITEM and not piece.leaf and LIMIT.fullmatch(piece.text) is not None


def _limited_rows(pieces: Sequence[Piece], start: int, head: _Head, is_request: bool) -> Iterator[Row]:
    """Rows with limits below them; the bullet after the limits is the description, unless it begins a field inside."""
    end = start + 1
    while end < len(pieces) and _is_limit(pieces[end]):
        end += 1
    limits = tuple(piece.cells[0] for piece in pieces[start + 1 : end])
    values = (head.rest,) if head.rest is not None else ()
    yield _line_row(pieces[start], start, end, head, values, limits, None, 0.0)
    if end < len(pieces) and pieces[end].layout is Layout.ITEM and not pieces[end].leaf:
        cost = SWALLOWED if may_open(pieces, end, is_request) else 0.0
        yield _line_row(pieces[start], start, end + 1, head, values, limits, pieces[end].cells[0], cost)


def _lengthened_rows(pieces: Sequence[Piece], start: int, head: _Head, is_request: bool) -> Iterator[Row]:
    """Rows whose description may run over further lines, some of which may look like rows."""
    texts = [head.rest.text] if head.rest is not None else []
    end, cost, swallowed = start + 1, 0.0, 0
    while True:
        line = end < len(pieces) and pieces[end].layout is Layout.LINE
        looks = line and bool(_read_line(pieces[end], is_request))
        if not line or looks:
            values = (Cell("\n".join(texts), pieces[start].line),) if texts else ()
            yield _line_row(pieces[start], start, end, head, values, (), None, cost)
        if not line or swallowed > LOOKAHEAD:
            return
        texts.append(pieces[end].text)
        cost += SWALLOWED if looks else CONTINUED
        swallowed += looks
        end += 1


def _line_row(
    piece: Piece,
    start: int,
    end: int,
    head: _Head,
    values: tuple[Cell, ...],
    limits: tuple[Cell, ...],
    after: Cell | None,
    cost: float,
) -> Row:
    name, kind, required, _, odd = head
    return Row(start, end, True, None, name, kind, required, values, limits, True, after, piece, cost + odd)


class _Head(NamedTuple):
    """The front of a row on one line."""

    name: Cell
    type: Cell
    required: Cell | None
    rest: Cell | None
    cost: float


def _read_line(piece: Piece, is_request: bool) -> tuple[_Head, ...]:
    """Split a line into name, type, required word and the rest; none when it is no row.

    ``vals Value [] the values`` has two readings in a response: a list, or one value with the sample ``[]``.
    """
    match = _LINE.fullmatch(piece.text) if piece.layout is Layout.LINE else None
    if match is None or not NAME_FORM.fullmatch(match[1]):
        return ()
    name, kind, rest = Cell(match[1], piece.line), match[2], match[3] or ""
    if is_request:
        word, _, rest = rest.partition(" ")
        if word not in REQUIRED:
            return ()
        return (_Head(name, Cell(kind, piece.line), Cell(word, piece.line), _cell(rest, piece.line), 0.0),)
    listed = _Head(name, Cell(kind, piece.line), None, _cell(rest, piece.line), 0.0)
    if not kind.endswith("[]") or not kind[-3:-2].isspace():
        return (listed,)
    single = _Head(name, Cell(kind[:-2].strip(), piece.line), None, _cell("[] " + rest, piece.line), EMPTY_LIST_SAMPLE)
    return (listed, single)


def _cell(text: str, line: int) -> Cell | None:
    return Cell(text.strip(), line) if text.strip() else None
