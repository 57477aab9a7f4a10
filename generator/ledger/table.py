"""A ledger as a table for people and as plain data for machines.

In:  a ``Ledger``.
Out: text with one line for each entry and a summary; or dictionaries that JSON can hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.columns import cut, pad, visible, width
from generator.ledger.entries import Entry, Ledger, Verdict

QUOTE_COLUMNS = 60
"""Columns of a quote."""

_MARKS = {Verdict.CONSUMED: "+", Verdict.IGNORED: "-", Verdict.UNEXPLAINED: "?"}
_COLOURS = {Verdict.CONSUMED: "", Verdict.IGNORED: "\x1b[2m", Verdict.UNEXPLAINED: "\x1b[31m"}
_PLAIN = "\x1b[0m"


def show_ledger(ledger: Ledger, colour: bool = False) -> str:
    """Give the table of a ledger: line, mark of the verdict, rule and quote of each entry."""
    return "\n".join((*_rows(ledger, colour), summary(ledger)))


def summary(ledger: Ledger) -> str:
    """Give the share that is explained in one sentence; it is 100 % only where all is."""
    # Tenths of a percent, cut and not rounded.
    share = ledger.explained * 1000 // ledger.total / 10 if ledger.total else 100.0
    return f"{ledger.explained} of {ledger.total} explained ({share} %): " + ", ".join(
        f"{_MARKS[verdict]} {sum(entry.verdict is verdict for entry in ledger.entries)} {verdict.value}"
        for verdict in Verdict
    )


def ledger_data(ledger: Ledger) -> dict[str, Any]:
    """Give a ledger as plain data; the words of an entry are whole here."""
    return {
        "explained": ledger.explained,
        "total": ledger.total,
        "entries": [
            {"line": entry.cell.line, "verdict": entry.verdict.value, "rule": entry.rule, "text": entry.cell.text}
            for entry in ledger.entries
        ],
    }


def _rows(ledger: Ledger, colour: bool) -> Iterator[str]:
    digits = max((len(str(entry.cell.line)) for entry in ledger.entries), default=1)
    rules = [visible(entry.rule) for entry in ledger.entries]
    widest = max(map(width, rules), default=0)
    for entry, rule in zip(ledger.entries, rules, strict=True):
        row = f"{entry.cell.line:{digits}} {_MARKS[entry.verdict]} {pad(rule, widest)}  {_quote(entry)}".rstrip()
        yield f"{_COLOURS[entry.verdict]}{row}{_PLAIN}" if colour and _COLOURS[entry.verdict] else row


def _quote(entry: Entry) -> str:
    return cut(visible(entry.quote), QUOTE_COLUMNS)
