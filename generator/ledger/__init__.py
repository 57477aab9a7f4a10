"""The ledger of a page: what became of every line, cell or value of it.

In:  a ``Page`` and the ``ApiTree`` that was made of it.
Out: ``Ledger``: entries in page order, each consumed by a named rule, ignored by one, or unexplained.
Surprises: what the other rooms say of themselves is checked, not believed. A cell of a table counts as consumed only
if its words stand in a field, and a line that no cell covers is unexplained even though nobody reported it.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.document import Document
from generator.ledger.coverage import Spread, find_uncovered
from generator.ledger.entries import Entry, Ledger, Verdict
from generator.ledger.examples import account_examples
from generator.ledger.tables import account_table
from generator.pages import Page
from generator.tree import ApiTree

__all__ = ["Entry", "Ledger", "Verdict", "read_ledger"]

_TAKEN = frozenset({"session label"})
"""Rules of remarks that take a fact from the words; all others leave them out."""


def read_ledger(page: Page, tree: ApiTree) -> Ledger:
    """Account for a page; total."""
    spread = Spread(page)
    entries = [line for entry in _entries(tree) for line in spread.over_lines(entry)]
    entries.extend(find_uncovered(page, entries))
    entries.sort(key=lambda entry: entry.cell.line)
    return Ledger(page.path, tuple(entries))


def _entries(tree: ApiTree) -> Iterator[Entry]:
    document = tree.document
    yield from _head_entries(document)
    skipped = frozenset(tree.unexplained)
    for label, table, nodes in (
        ("request row", document.request, tree.request),
        ("response row", document.response, tree.response),
    ):
        if table is not None:
            yield from account_table(table, nodes, label, skipped)
    for label, examples, told in (
        ("request example", document.request_examples, tree.request_told),
        ("response example", document.response_examples, tree.response_told),
        ("error example", document.error_examples, tree.error_told),
    ):
        yield from account_examples(examples, told, label, tree.unaccounted)
    for row in document.errors:
        for cell in row:
            if cell.text:
                yield Entry(cell, Verdict.CONSUMED, "error row")
    for remark in document.remarks:
        yield Entry(remark.cell, _remark_verdict(remark.rule), remark.rule)


def _head_entries(document: Document) -> Iterator[Entry]:
    heads = (("name", document.name), ("title", document.title), ("category", document.category))
    for rule, cell in heads:
        if cell is not None and cell.text:
            yield Entry(cell, Verdict.CONSUMED, rule)
    for cell in document.description:
        yield Entry(cell, Verdict.CONSUMED, "description")


def _remark_verdict(rule: str) -> Verdict:
    if not rule:
        return Verdict.UNEXPLAINED
    return Verdict.CONSUMED if rule in _TAKEN else Verdict.IGNORED
