"""The coverage of a page: what became of every line, cell or value of it.

In:  a ``Page`` and the ``ApiTree`` that was made of it.
Out: ``Coverage``: entries in page order, each used by a named rule, skipped by one, or unmatched.
What the other rooms say of themselves is checked, not believed. A cell of a table counts as used only if its words
stand in a field, and a line that no cell covers is unmatched even though nobody reported it.
"""

from __future__ import annotations

from collections.abc import Iterator

from topgen.alignment import ApiTree
from topgen.coverage.entries import Coverage, Entry, Usage
from topgen.coverage.examples import account_examples
from topgen.coverage.lines import Spread, find_uncovered
from topgen.coverage.tables import account_table
from topgen.document import Document
from topgen.pages import Page

__all__ = ["Coverage", "Entry", "Usage", "measure_coverage"]

_TAKEN = frozenset({"session label"})
"""Rules of skipped texts that take a fact from the words; all others leave them out."""


def measure_coverage(page: Page, tree: ApiTree) -> Coverage:
    """Measure the coverage of a page; total."""
    spread = Spread(page, tree.document.layout)
    entries = [line for entry in _entries(tree) for line in spread.over_lines(entry)]
    entries.extend(find_uncovered(page, tree.document.layout, entries))
    entries.sort(key=lambda entry: entry.cell.line)
    return Coverage(page.path, tuple(entries))


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
    for label, examples, shown in (
        ("request example", document.request_examples, tree.request_shown),
        ("response example", document.response_examples, tree.response_shown),
        ("error example", document.error_examples, tree.error_shown),
    ):
        yield from account_examples(examples, shown, label, tree.unaccounted)
    for row in document.errors:
        for cell in row:
            if cell.text:
                yield Entry(cell, Usage.USED, "error row")
    for skipped_text in document.skipped_texts:
        yield Entry(skipped_text.cell, _skipped_usage(skipped_text.rule), skipped_text.rule)


def _head_entries(document: Document) -> Iterator[Entry]:
    heads = (("name", document.name), ("title", document.title), ("category", document.category))
    for rule, cell in heads:
        if cell is not None and cell.text:
            yield Entry(cell, Usage.USED, rule)
    for cell in document.description:
        yield Entry(cell, Usage.USED, "description")


def _skipped_usage(rule: str) -> Usage:
    if not rule:
        return Usage.UNMATCHED
    return Usage.USED if rule in _TAKEN else Usage.SKIPPED
