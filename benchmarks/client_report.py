"""Figures of the client's benchmark as tables for people and as JSON for programs.

In:  rounds of seconds by contestant. Out: text. Times are medians, ratios the medians of the rounds' ratios.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Row:
    """One contestant."""

    name: str
    time: float | None = None
    """In the table's unit; None where there is nothing to tell."""
    ratio: float | None = None
    """Against the table's yardstick."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Contestants in one discipline."""

    title: str
    unit: str
    yardstick: str
    """Name of the row that the others are held against; empty where none is."""
    rows: tuple[Row, ...]


Rounds = Mapping[str, Sequence[float]]
"""Seconds by contestant and round."""


def compare(title: str, yardstick: str, rounds: Rounds, absent: Mapping[str, str] | None = None) -> Table:
    """Return a table in microseconds; ``absent`` are contestants that could not start, with the reason."""
    base = rounds[yardstick]
    rows = [
        Row(name, median(times) * 1e6, median(one / other for one, other in zip(times, base, strict=True)))
        for name, times in rounds.items()
    ]
    rows += [Row(name, note=reason) for name, reason in (absent or {}).items()]
    return Table(title, "µs", yardstick, tuple(rows))


def as_text(tables: Sequence[Table]) -> str:
    """Aligned columns."""
    return "\n\n".join("\n".join(_lines(table)) for table in tables)


def _lines(table: Table) -> list[str]:
    width = max(len(row.name) for row in table.rows)
    lines = [
        table.title,
        f"  {'':{width}}  {table.unit:>10}  {f'against {table.yardstick}' if table.yardstick else ''}".rstrip(),
    ]
    for row in table.rows:
        time = "" if row.time is None else f"{row.time:.1f}"
        ratio = "" if row.ratio is None else f"{row.ratio:.2f} x"
        lines.append(f"  {row.name:{width}}  {time:>10}  {ratio:>8}  {row.note}".rstrip())
    return lines


def as_json(tables: Sequence[Table]) -> str:
    """Return the same figures."""
    return json.dumps(
        [
            {
                "title": table.title,
                "unit": table.unit,
                "yardstick": table.yardstick,
                "rows": [
                    {
                        "name": row.name,
                        "time": None if row.time is None else round(row.time, 2),
                        "ratio": None if row.ratio is None else round(row.ratio, 3),
                        "note": row.note,
                    }
                    for row in table.rows
                ],
            }
            for table in tables
        ],
        ensure_ascii=False,
        indent=1,
    )
