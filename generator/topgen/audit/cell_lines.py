"""Values in another cell than their line says, in tables that print each cell on a line of its own.

In:  a ``Reading``.
Out: findings.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from topgen.audit.columns import FEWEST
from topgen.audit.findings import Finding
from topgen.audit.reading import Reading, Seen
from topgen.spec.doubts import DoubtKind
from topgen.vocabulary.columns import Column, read_column


class _Lines(NamedTuple):
    """On which lines the cells of a row stand."""

    first: int
    step: int
    """Lines from one cell to the next."""
    columns: dict[Column | None, int]

    def of(self, column: Column) -> int:
        """Return the line of a cell; 0 where the table has no such column."""
        return self.first + self.step * self.columns[column] if column in self.columns else 0


def find_moved_cells(reading: Reading) -> Iterator[Finding]:
    """Yield the fields with a value on the line of another column, or behind the line of the last one."""
    for side, fields in reading.sides.items():
        heads = reading.heads_of(side) or ()
        if len(heads) <= FEWEST:
            continue
        columns = {read_column(cell.text): index for index, cell in enumerate(heads)}
        rows = [(seen, _Lines(seen.line, _step(seen), columns)) for seen in fields if _step(seen) > 0]
        keeps_empty = any(map(_keeps_empty, rows))
        for seen, lines in rows:
            said = _read_moved(seen, lines) if keeps_empty else ""
            if said or (said := _read_below(seen, columns)):
                yield Finding(seen.path, seen.line, f"{said} {seen.node.name.text}", DoubtKind.SAMPLE)


def _keeps_empty(row: tuple[Seen, _Lines]) -> bool:
    """Whether empty cells above a description have lines of their own, by its line."""
    seen, lines = row
    empty = seen.node.sample is None or (Column.LIMITS in lines.columns and not seen.node.limits)
    return empty and _description_line(seen) == lines.of(Column.DESCRIPTION)


def _read_moved(seen: Seen, lines: _Lines) -> str:
    """Return what is odd about the lines of a row, in words that its name follows; empty for nothing."""
    node, described = seen.node, _description_line(seen)
    if described > lines.of(Column.DESCRIPTION):
        return f"line {described} stands below the lines that the columns make of"
    if node.sample is None and described and described == lines.of(Column.SAMPLE):
        return "the description was taken from the line of the sample of"
    if node.sample is not None and 0 < lines.of(Column.DESCRIPTION) <= node.sample.line:
        return "the sample was taken from the line of the description of"
    if node.sample is not None and node.required is None and node.sample.line == lines.of(Column.REQUIRED):
        return "the sample was taken from the line of the required word of"
    return ""


def _read_below(seen: Seen, columns: dict[Column | None, int]) -> str:
    """Return that a sample stands below the description although its column comes first; empty where it does not."""
    sample, described = seen.node.sample, _description_line(seen)
    if sample is None or not described or sample.line <= described:
        return ""
    before = columns.get(Column.SAMPLE, len(columns)) < columns.get(Column.DESCRIPTION, -1)
    return "the sample was taken from a line below the description of" if before else ""


def _step(seen: Seen) -> int:
    return seen.node.type.line - seen.line if seen.node.type is not None else 0


def _description_line(seen: Seen) -> int:
    return seen.node.description[0].line if seen.node.description else 0
