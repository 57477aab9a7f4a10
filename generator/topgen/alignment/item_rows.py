"""Rows that may begin at a bullet: nested rows, whose cells are one raw row each.

In:  the raw rows of a ``Table`` and a position among them.
Out: ``Row`` candidates, one for each place where the next row may begin.
Empty cells are not printed, so a row has between two and six; names without ``└`` look like any other words. Lists with
dashes print some of the empty ones, which then tell sample and description apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from topgen.alignment.rows import ODD_HEAD, Row, type_cost
from topgen.document import Cell, RawRow, RowForm
from topgen.vocabulary.cells import REQUIRED, is_name, is_type, read_limit

VALUES_MAX = 2
"""Cells after name, type and required, apart from a limit: sample and description."""
CELLS_MAX = 8
"""Cells that a row may have after its type, be they odd or limits; what follows belongs to no row."""
ODD_VALUE = 6.0
"""Cost of each cell beyond ``VALUES_MAX``: never seen on a whole page."""


def find_item_rows(raw_rows: Sequence[RawRow], start: int, is_request: bool) -> Iterator[Row]:
    """Yield a row of bullets for each place where the next row may begin."""
    if not raw_rows[start].leaf and not may_open(raw_rows, start, is_request):
        return
    row = _read_front(raw_rows, start, is_request)
    stop = _hard_end(raw_rows, start + 1, row.end + CELLS_MAX)
    for end in range(row.end, stop + 1):
        if end == stop or may_open(raw_rows, end, is_request):
            found = _with_values(row, [raw_row.cells[0] for raw_row in raw_rows[row.end : end]])
            yield found
            if raw_rows[start].any_level:
                yield found._replace(top=True, leaf=None)


def _read_front(raw_rows: Sequence[RawRow], start: int, is_request: bool) -> Row:
    """Read name, type and required word; each of the last two may be missing."""
    end, cost = start + 1, 0.0
    stop = _hard_end(raw_rows, end, end + 2)
    kind = required = None
    if end < stop and not (is_request and raw_rows[end].text in REQUIRED):
        kind, end = raw_rows[end].cells[0], end + 1
        cost += type_cost(kind.text)
    else:
        cost += ODD_HEAD
    if is_request and end < stop and raw_rows[end].text in REQUIRED:
        required, end = raw_rows[end].cells[0], end + 1
    elif is_request:
        cost += ODD_HEAD
    raw_row = raw_rows[start]
    return Row(start, end, False, raw_row.leaf, raw_row.cells[0], kind, raw_row, required, cost=cost)


def _with_values(row: Row, cells: Sequence[Cell]) -> Row:
    limits = tuple(cell for cell in cells if read_limit(cell.text) is not None)
    if not all(cell.text for cell in cells):
        return _with_gaps(row, cells, limits)
    following = cells[cells.index(limits[-1]) + 1 :] if limits else ()
    return row._replace(
        end=row.end + len(cells),
        values=tuple(cell for cell in cells if cell not in limits),
        limits=limits,
        after_limit=following[0] if following else None,
        cost=row.cost + ODD_VALUE * max(0, len(cells) - len(limits) - VALUES_MAX),
    )


def _with_gaps(row: Row, cells: Sequence[Cell], limits: tuple[Cell, ...]) -> Row:
    """Return a row whose empty cells are there: a sample is the first of its values, a description never."""
    filled = [cell for cell in cells if cell.text and cell not in limits]
    row = row._replace(end=row.end + len(cells), limits=limits)
    if len(filled) > VALUES_MAX:
        return row._replace(values=tuple(filled), cost=row.cost + ODD_VALUE * (len(filled) - VALUES_MAX))
    sample = filled[0] if len(filled) == VALUES_MAX or filled[:1] == list(cells[:1]) else None
    return row._replace(columns=(sample, filled[-1] if filled and filled[-1] is not sample else None))


def _hard_end(raw_rows: Sequence[RawRow], start: int, limit: int) -> int:
    """Find where a row of bullets must end: at the next name marked with ``└``, at a line, or at the limit."""
    end, limit = start, min(limit, len(raw_rows))
    while end < limit and raw_rows[end].form is RowForm.ITEM and not raw_rows[end].leaf:
        end += 1
    return end


def may_open(raw_rows: Sequence[RawRow], start: int, is_request: bool) -> bool:
    """Whether a bullet without ``└`` may be the name of a field with fields inside: an identifier, then a class."""
    if start + 1 >= len(raw_rows) or raw_rows[start].leaf or raw_rows[start + 1].form is not RowForm.ITEM:
        return False
    kind = raw_rows[start + 1]
    if kind.leaf or not is_name(raw_rows[start].text) or kind.text[:1] == "[" or not is_type(kind.text):
        return False
    if not is_request:
        return True
    return start + 2 < len(raw_rows) and raw_rows[start + 2].text in REQUIRED
