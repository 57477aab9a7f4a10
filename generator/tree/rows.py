"""Rows that may begin at a piece of a table: which cells they would take, and how odd that would be.

In:  the pieces of a ``Table`` and a position among them.
Out: ``Row`` candidates. Which one it is, the search decides together with nesting and the example.
Surprises: empty cells are not printed, so a row has between two and six; names without ``└`` look like any other
words; a description may run over several lines that look like rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator.document import Cell, Layout, Piece
from generator.tree.type_words import NO_TYPE, TypeWords, split_type

REQUIRED = frozenset({"必须", "可选", "特殊可选", "必选", "是", "否", "Y", "N"})
"""Words of the column 是否必须 (required?), on the platform's own pages and on copies of them."""

LIMIT = re.compile(r"(默认值|最大长度|最大列表长度|最大值|最小值)\s*[:\uff1a]\s*(.*)", re.DOTALL)
"""A whole cell of the column 更多限制 (more limits); the same words inside a sentence are no limit."""

VALUES_MAX = 2
"""Cells after name, type and required, apart from a limit: sample and description."""

CELLS_MAX = 8
"""Cells that a row may have after its type, be they odd or limits; what follows belongs to no row."""

ODD_VALUE = 6.0
"""Cost of each cell beyond ``VALUES_MAX``: never seen on a whole page."""
ODD_HEAD = 4.0
"""Cost of a row that lacks its type or required word, or whose type is no identifier."""
SMALL_CLASS = 4.0
"""Cost of a class that begins with a small letter or has underscores, as names of fields do."""
CONTINUED = 1.0
"""Cost of a line that continues a description although it does not look like a row."""
SWALLOWED = 7.0
"""Cost of a line that continues a description although it looks like a row; above that of a row which an example leaves
out, since examples lose lines more often than descriptions look like rows."""
EMPTY_LIST_SAMPLE = 1.0
"""Cost of taking the brackets after a type for the sample."""
LOOKAHEAD = 2
"""Lines that one description may swallow although they look like rows."""

_NAME = re.compile(r"[A-Za-z_$][\w.$\-]*")
_TYPE = re.compile(r"[A-Za-z_$][\w.$<>,]*(?:\s*\[\s*\])*|\[\s*\]")
_CLASS = re.compile(r"[A-Za-z_$][\w.$<>,]*(?:\s*\[\s*\])?")
_CLASS_NAME = re.compile(r"[A-Z][^_]*")
_LINE = re.compile(r"(\S+)\s+(byte\[\]\s*\[\]|[A-Za-z_$][\w.$<>,]*(?:\s*\[\s*\])?|\[\])(?:\s+(.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Row:
    """A reading of some pieces as one row."""

    start: int
    end: int
    """Pieces ``start`` to ``end`` (exclusive) belong to the row."""
    top: bool
    """Stands on the top level; of any other row the search finds the place."""
    leaf: bool | None
    """Whether fields stand inside: False must, True cannot, None may."""
    name: Cell
    type: Cell | None
    required: Cell | None
    values: tuple[Cell, ...]
    """Sample and description where both, one or none may be there; limits taken out."""
    limits: tuple[Cell, ...]
    joined: bool
    """The values are one text in which blanks stand for the border between sample and description."""
    after_limit: Cell | None
    """The cell that follows the limit, which is the description."""
    piece: Piece
    cost: float
    columns: tuple[Cell | None, Cell | None] | None = None
    """Sample and description where the layout itself tells them apart; ``values`` is empty then."""

    @property
    def words(self) -> TypeWords:
        """The words of the type cell; of an empty one where there is none."""
        return split_type(self.type.text) if self.type is not None else NO_TYPE


def find_rows(pieces: Sequence[Piece], start: int, is_request: bool) -> Iterator[Row]:
    """Give each row that may begin at a piece; none when the piece cannot begin one."""
    piece = pieces[start]
    if piece.layout is Layout.ITEM:
        yield from _item_rows(pieces, start, is_request)
    elif piece.layout is Layout.LINE:
        yield from _line_rows(pieces, start, is_request)
    elif piece.layout is Layout.GRID:
        yield _grid_row(piece, start, is_request)
    else:
        yield _bordered_row(piece, start, is_request)


def _item_rows(pieces: Sequence[Piece], start: int, is_request: bool) -> Iterator[Row]:
    """Rows of bullets: one for each place where the next row may begin."""
    leaf = pieces[start].leaf
    if not leaf and not _may_open(pieces, start, is_request):
        return
    head = _item_head(pieces, start, is_request)
    stop = _hard_end(pieces, start + 1, head.end + CELLS_MAX)
    for end in range(head.end, stop + 1):
        if end == stop or _may_open(pieces, end, is_request):
            yield _item_row(pieces, start, end, head)


class _ItemHead(NamedTuple):
    """The front of a row of bullets."""

    type: Cell | None
    required: Cell | None
    end: int
    """The first piece after it."""
    cost: float


def _item_head(pieces: Sequence[Piece], start: int, is_request: bool) -> _ItemHead:
    """Read type and required word, each of which may be missing."""
    end, cost = start + 1, 0.0
    stop = _hard_end(pieces, end, end + 2)
    kind = required = None
    if end < stop and not (is_request and pieces[end].text in REQUIRED):
        kind, end = pieces[end].cells[0], end + 1
        cost += _type_cost(kind.text)
    else:
        cost += ODD_HEAD
    if is_request and end < stop and pieces[end].text in REQUIRED:
        required, end = pieces[end].cells[0], end + 1
    elif is_request:
        cost += ODD_HEAD
    return _ItemHead(kind, required, end, cost)


def _item_row(pieces: Sequence[Piece], start: int, end: int, head: _ItemHead) -> Row:
    values = [pieces[index].cells[0] for index in range(head.end, end)]
    limits = tuple(value for value in values if LIMIT.fullmatch(value.text))
    following = values[values.index(limits[-1]) + 1 :] if limits else []
    return Row(
        start=start,
        end=end,
        top=False,
        leaf=pieces[start].leaf,
        name=pieces[start].cells[0],
        type=head.type,
        required=head.required,
        values=tuple(value for value in values if value not in limits),
        limits=limits,
        joined=False,
        after_limit=following[0] if following else None,
        piece=pieces[start],
        cost=head.cost + ODD_VALUE * max(0, len(values) - len(limits) - VALUES_MAX),
    )


def _type_cost(text: str) -> float:
    """Cost of taking words for a type: scalars and names of classes are likely, other words are odd."""
    if not _TYPE.fullmatch(text):
        return ODD_HEAD
    words = split_type(text)
    return 0.0 if words.is_scalar or _CLASS_NAME.fullmatch(words.base) else SMALL_CLASS


def _hard_end(pieces: Sequence[Piece], start: int, limit: int) -> int:
    """Find where a row of bullets must end: at the next name marked with ``└``, at a line, or at the limit."""
    end, limit = start, min(limit, len(pieces))
    while end < limit and pieces[end].layout is Layout.ITEM and not pieces[end].leaf:
        end += 1
    return end


def _may_open(pieces: Sequence[Piece], start: int, is_request: bool) -> bool:
    """Whether a bullet without ``└`` may be the name of a field with fields inside: an identifier, then a class."""
    if start + 1 >= len(pieces) or pieces[start].leaf or pieces[start + 1].layout is not Layout.ITEM:
        return False
    kind = pieces[start + 1]
    if kind.leaf or not _NAME.fullmatch(pieces[start].text) or not _CLASS.fullmatch(kind.text):
        return False
    if not is_request:
        return True
    return start + 2 < len(pieces) and pieces[start + 2].text in REQUIRED


def _line_rows(pieces: Sequence[Piece], start: int, is_request: bool) -> Iterator[Row]:
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
        cost = SWALLOWED if _may_open(pieces, end, is_request) else 0.0
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
    if match is None or not _NAME.fullmatch(match[1]):
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


def _bordered_row(piece: Piece, start: int, is_request: bool) -> Row:
    """A row whose cells kept their borders, though empty ones may be gone."""
    cells = list(piece.cells)
    name, kind = cells[0], cells[1] if len(cells) > 1 else None
    required = cells[2] if is_request and len(cells) > 2 else None
    values = tuple(cells[3:] if is_request else cells[2:])
    described = values[-1] if piece.limited and values and values[-1].line > piece.line else None
    values = values[:-1] if described is not None else values
    scalar = kind is not None and split_type(kind.text).is_scalar
    cost = 0.0 if kind is not None and _TYPE.fullmatch(kind.text) else ODD_HEAD
    leaf = True if scalar else None
    return Row(start, start + 1, True, leaf, name, kind, required, values, (), False, described, piece, cost)


def _grid_row(piece: Piece, start: int, is_request: bool) -> Row:
    """A row of which the layout kept every cell, so that nothing but its depth can be in question."""
    cells = [cell if cell.text else None for cell in piece.cells]
    required, limits = (cells[2], cells[4]) if is_request else (None, None)
    return Row(
        start=start,
        end=start + 1,
        top=piece.depth == 0,
        leaf=piece.leaf,
        name=piece.cells[0],
        type=cells[1],
        required=required,
        values=(),
        limits=tuple(Cell(text, limits.line) for text in limits.text.split("\n")) if limits is not None else (),
        joined=False,
        after_limit=None,
        piece=piece,
        cost=0.0,
        columns=(cells[-3], cells[-1]) if is_request else (cells[-2], cells[-1]),
    )
