"""What became of the rows of a parameter table.

In:  a ``Table`` and the fields that were read from it.
Out: one entry for each cell: used if its words stand in a field, unmatched if not.
A row on one line has no cells of its own, so its words, and those of the lines that lengthen its
description, are compared with the words of its field one after the other, blanks apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from topgen.alignment import Node
from topgen.coverage.entries import Entry, Usage
from topgen.document import Cell, RawRow, RowForm, Table

_Claims = dict[tuple[int, str], list[str]]
"""The rules that took some words of a line; as many as there are cells with these words."""


def account_table(table: Table, nodes: Sequence[Node], rule: str, skipped: frozenset[Cell]) -> Iterator[Entry]:
    """Yield an entry for each cell of a table; ``rule`` names its rows, ``skipped`` are the cells of no row."""
    claims = _claims(nodes, rule)
    starts = {node.name.line: node for top in nodes for _, node in top.walk("") if not node.from_example}
    rest = ""
    for raw_row in table.raw_rows:
        if raw_row.form is not RowForm.LINE:
            yield from _cells(raw_row, claims, skipped)
            continue
        words = _squeeze(raw_row.text)
        start = starts.pop(raw_row.line, None)
        rest = rest if start is None else _row_words(start)
        if raw_row.cells[0] not in skipped and rest.startswith(words):
            rest = rest[len(words) :]
            yield Entry(raw_row.cells[0], Usage.USED, rule if start is not None else f"continued {rule}")
        else:
            yield _lost(raw_row.cells[0], skipped)


def _claims(nodes: Sequence[Node], rule: str) -> _Claims:
    claims: _Claims = {}
    stack = list(nodes)
    while stack:
        node = stack.pop()
        stack.extend(node.children)
        if node.from_example:
            continue
        for cell in (node.name, node.type, node.required, node.sample, *node.description):
            if cell is not None:
                claims.setdefault((cell.line, cell.text), []).append(rule)
        for cell in node.limits:
            claims.setdefault((cell.line, cell.text), []).append("limit")
    return claims


def _cells(raw_row: RawRow, claims: _Claims, skipped: frozenset[Cell]) -> Iterator[Entry]:
    """Yield the cells of a row whose cells are apart; an empty bullet is a line, an empty cell of a row is not."""
    for cell in raw_row.cells:
        if not cell.text:
            if raw_row.form is RowForm.ITEM:
                yield Entry(cell, Usage.SKIPPED, "empty bullet")
            continue
        rule = None if cell in skipped else _take_claim(cell, claims)
        yield _lost(cell, skipped) if rule is None else Entry(cell, Usage.USED, rule)


def _take_claim(cell: Cell, claims: _Claims) -> str | None:
    """Return the rule that took a cell, or each line of it, and strike the claim out; None when nobody did."""
    rules = claims.get((cell.line, cell.text))
    if rules:
        return rules.pop()
    lines = [claims.get((cell.line, line)) for line in cell.text.split("\n")]
    taken = [rules.pop() for rules in lines if rules]
    return taken[0] if taken and len(taken) == len(lines) else None


def _lost(cell: Cell, skipped: frozenset[Cell]) -> Entry:
    return Entry(cell, Usage.UNMATCHED, "in no row" if cell in skipped else "in no field")


def _row_words(node: Node) -> str:
    cells = (node.name, node.type, node.required, node.sample, *node.description)
    return _squeeze(" ".join(cell.text for cell in cells if cell is not None))


def _squeeze(text: str) -> str:
    return "".join(text.split())
