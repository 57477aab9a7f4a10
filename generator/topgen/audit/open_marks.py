"""Rows without a mark below marked ones: some copies mark every nested row, others only those without fields inside.

In:  a ``Reading``.
Out: findings.
Where no marked row of a table has a class, nothing says which of both it does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from topgen.audit.findings import Finding
from topgen.audit.reading import Reading
from topgen.document import RawRow, RowForm, Table
from topgen.pages import Page
from topgen.spec.doubts import DoubtKind
from topgen.vocabulary.cells import split_type

_MARKED = re.compile(r"(?:&gt;|[└├─+*·▪→-]|(?:^|[|\t])[ \t]{0,9}>)[\s\u3000]{0,9}$")
"""What ends in a mark before a name."""
_TYPE = 1
"""Where the type stands in a row that has kept its columns."""


def find_open_objects(reading: Reading) -> Iterator[Finding]:
    """Yield the objects below nested rows that have no mark and that no example shows."""
    for side, table in reading.tables.items():
        lines = _open_lines(reading.page, table) if table is not None else frozenset()
        for seen in reading.sides[side] if lines else ():
            node = seen.node
            if seen.line in lines and node.shown is None and not node.from_example:
                said = (
                    f"the row of {node.name.text} has no mark, and rows with fields inside may have none on any level"
                )
                yield Finding(seen.path, seen.line, said, DoubtKind.PARENT)


def _open_lines(page: Page, table: Table) -> frozenset[int]:
    """Return the lines of objects that may stand in the object above though they have no mark."""
    rows = [raw_row for raw_row in table.raw_rows if raw_row.form is RowForm.GRID]
    if any(_is_nested(page, row) and _has_class(row) for row in rows):
        return frozenset()
    return frozenset(
        row.line
        for above, row in pairwise(rows)
        if _is_nested(page, above) and (row.depth == 0 or row.unmarked) and _has_class(row)
    )


def _is_nested(page: Page, row: RawRow) -> bool:
    """Whether a mark says that a row is nested, and not how deep."""
    if row.depth is None:
        return not row.unmarked
    name = row.cells[0].text
    return row.depth == 1 and bool(name) and _MARKED.search(page.beginning(row.line).partition(name)[0]) is not None


def _has_class(row: RawRow) -> bool:
    """Whether a row has a type that fields may stand in; ``Numbers`` is none, as some write a list."""
    kind = row.cells[_TYPE].text if len(row.cells) > _TYPE else ""
    return bool(kind) and not any(split_type(text).is_scalar for text in (kind, kind.removesuffix("s")))


def find_second_places(reading: Reading) -> Iterator[Finding]:
    """Yield the fields that only an example shows, though a row that no example shows has their name."""
    for fields in reading.sides.values():
        unshown = {seen.node.name.text for seen in fields if seen.node.shown is None and not seen.node.from_example}
        for seen in fields:
            if seen.node.from_example and seen.node.name.text in unshown:
                said = f"a row of {seen.node.name.text} was read elsewhere, and may be that of this field"
                yield Finding(seen.path, seen.line, said)
