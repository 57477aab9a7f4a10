"""A coverage as a table for people and as plain data for machines.

In:  a ``Coverage``.
Out: text with one line for each entry and a summary; or dictionaries that JSON can hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from topgen.coverage.entries import Coverage, Entry, Usage
from topgen.hidden_characters import visible
from topgen.text_width import cut, pad, width

QUOTE_COLUMNS = 60
"""Columns of a quote."""

_MARKS = {Usage.USED: "+", Usage.SKIPPED: "-", Usage.UNMATCHED: "?"}
_STYLES = {Usage.USED: "", Usage.SKIPPED: "dim", Usage.UNMATCHED: "red"}


def show_coverage(coverage: Coverage) -> str:
    """Return the table of a coverage: line, mark of the usage, rule and quote of each entry."""
    return "\n".join(row for row, _ in coverage_lines(coverage))


def coverage_lines(coverage: Coverage) -> Iterator[tuple[str, str]]:
    """Yield the lines of the table, each with the style that tells its weight."""
    yield from _rows(coverage)
    yield summary(coverage), ""


def summary(coverage: Coverage) -> str:
    """Return the share that is explained in one sentence; it is 100 % only where all is."""
    # Tenths of a percent, cut and not rounded.
    share = coverage.explained * 1000 // coverage.total / 10 if coverage.total else 100.0
    return f"{coverage.explained} of {coverage.total} explained ({share} %): " + ", ".join(
        f"{_MARKS[usage]} {sum(entry.usage is usage for entry in coverage.entries)} {usage.value}" for usage in Usage
    )


def coverage_data(coverage: Coverage) -> dict[str, Any]:
    """Return a coverage as plain data; the words of an entry are whole here."""
    return {
        "explained": coverage.explained,
        "total": coverage.total,
        "entries": [
            {"line": entry.cell.line, "usage": entry.usage.value, "rule": entry.rule, "text": entry.cell.text}
            for entry in coverage.entries
        ],
    }


def _rows(coverage: Coverage) -> Iterator[tuple[str, str]]:
    digits = max((len(str(entry.cell.line)) for entry in coverage.entries), default=1)
    rules = [visible(entry.rule) for entry in coverage.entries]
    widest = max(map(width, rules), default=0)
    for entry, rule in zip(coverage.entries, rules, strict=True):
        row = f"{entry.cell.line:{digits}} {_MARKS[entry.usage]} {pad(rule, widest)}  {_quote(entry)}".rstrip()
        yield row, _STYLES[entry.usage]


def _quote(entry: Entry) -> str:
    return cut(visible(entry.quote), QUOTE_COLUMNS)
