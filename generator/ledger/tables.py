"""What became of the pieces of a parameter table.

In:  a ``Table`` and the fields that were read from it.
Out: one entry for each cell: consumed if its words stand in a field, unexplained if not.
Surprise: a row on one line has no cells of its own, so its words, and those of the lines that lengthen its
description, are compared with the words of its field one after the other, blanks apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.document import Cell, Layout, Piece, Table
from generator.ledger.entries import Entry, Verdict
from generator.tree import Node

_Claims = dict[tuple[int, str], list[str]]
"""The rules that took some words of a line; as many as there are cells with these words."""


def account_table(table: Table, nodes: Sequence[Node], rule: str, skipped: frozenset[Cell]) -> Iterator[Entry]:
    """Give an entry for each cell of a table; ``rule`` names its rows, ``skipped`` are the cells of no row."""
    claims = _claims(nodes, rule)
    tops = {node.name.line: node for node in nodes}
    rest = ""
    for piece in table.pieces:
        if piece.layout is not Layout.LINE:
            yield from _cells(piece, claims, skipped)
            continue
        words = _squeeze(piece.text)
        top = tops.pop(piece.line, None)
        rest = rest if top is None else _row_words(top)
        if piece.cells[0] not in skipped and rest.startswith(words):
            rest = rest[len(words) :]
            yield Entry(piece.cells[0], Verdict.CONSUMED, rule if top is not None else f"continued {rule}")
        else:
            yield _lost(piece.cells[0], skipped)


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


def _cells(piece: Piece, claims: _Claims, skipped: frozenset[Cell]) -> Iterator[Entry]:
    """Give the cells of a piece whose borders are known; an empty bullet is a line, an empty cell of a row is not."""
    for cell in piece.cells:
        if not cell.text:
            if piece.layout is Layout.ITEM:
                yield Entry(cell, Verdict.IGNORED, "empty bullet")
            continue
        rule = None if cell in skipped else _take_claim(cell, claims)
        yield _lost(cell, skipped) if rule is None else Entry(cell, Verdict.CONSUMED, rule)


def _take_claim(cell: Cell, claims: _Claims) -> str | None:
    """Give the rule that took a cell, or each line of it, and strike the claim out; None when nobody did."""
    rules = claims.get((cell.line, cell.text))
    if rules:
        return rules.pop()
    lines = [claims.get((cell.line, line)) for line in cell.text.split("\n")]
    taken = [rules.pop() for rules in lines if rules]
    return taken[0] if taken and len(taken) == len(lines) else None


def _lost(cell: Cell, skipped: frozenset[Cell]) -> Entry:
    return Entry(cell, Verdict.UNEXPLAINED, "in no row" if cell in skipped else "in no field")


def _row_words(node: Node) -> str:
    cells = (node.name, node.type, node.required, node.sample, *node.description)
    return _squeeze(" ".join(cell.text for cell in cells if cell is not None))


def _squeeze(text: str) -> str:
    return "".join(text.split())
