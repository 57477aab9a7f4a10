"""Whether a table without any mark of nesting has lost its nested rows, or prints them like the others.

In:  a ``Table`` whose layout cannot tell, and its example.
Out: the same table with ``keeps_nested`` settled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from topgen.alignment.costs import setter_key
from topgen.document import RawRow, Table
from topgen.examples import Literal, ParsedExample
from topgen.vocabulary.cells import is_type, split_type


def settle_nesting(table: Table, parsed: ParsedExample | None) -> Table:
    """Return a table that prints its nested rows, or whose rows all stand on the top level.

    Rows below an object are its neighbours where the example shows other fields inside it; where it shows those rows
    there, or nothing of it, their place is open.
    """
    if table.keeps_nested is not None:
        return table
    if any(raw_row.unmarked or raw_row.any_level for raw_row in table.raw_rows) and not _shows_others(table, parsed):
        return replace(table, keeps_nested=True)
    raw_rows = tuple(replace(raw_row, depth=0, unmarked=False) for raw_row in table.raw_rows)
    return replace(table, raw_rows=raw_rows, keeps_nested=False)


def _shows_others(table: Table, parsed: ParsedExample | None) -> bool:
    """Return whether the example shows objects of the table with fields that no row of the table is called like."""
    if parsed is None:
        return False
    key = setter_key if parsed.setters else str
    names = {key(raw_row.text) for raw_row in table.raw_rows}
    objects = {key(raw_row.text) for at, raw_row in enumerate(table.raw_rows) if _may_hold(table.raw_rows[at : at + 2])}
    blocks = [root for root in parsed.roots if key(root.name) in objects and root.literal is Literal.BLOCK]
    inside = {key(value.name) for block in blocks for value in block.walk() if value is not block}
    return bool(blocks) and not inside & names


def _may_hold(raw_rows: Sequence[RawRow]) -> bool:
    """Return whether the first of some raw rows may begin a row with fields inside: by its type, or the item below."""
    first, *below = raw_rows
    kind = first.cells[1].text if len(first.cells) > 1 else below[0].text if below else ""
    return is_type(kind) and not split_type(kind).is_scalar
