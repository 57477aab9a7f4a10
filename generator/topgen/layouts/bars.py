"""Rows whose cells are separated by bars: the bars that separate, and those that are words.

In:  the lines of one table, without column heads.
Out: ``ROW`` rows; lines that only show that something is lost are skipped.
One bar alone on a line stands for lost nested rows, or for the lost words of a limit, in which case the
description follows on lines of its own. A bar may be part of the words; without blanks around it separates nothing,
and with them a row has more separators than its table has columns, so that its last cells belong together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from topgen.document import Cell, RawRow, RowForm, SkippedText
from topgen.document.blocks import Line, PartLines, Skipped, TableRows
from topgen.vocabulary.cells import REQUIRED, is_name, is_type
from topgen.vocabulary.columns import ORDERS
from topgen.vocabulary.markers import MarkerKind, is_kind, read_marker
from topgen.vocabulary.parts import CUT, Part

ANCHORS = {Part.REQUEST: 3, Part.RESPONSE: 2, Part.ERRORS: 1}
"""Cells of a row that are never empty: name, type and, in a request, required."""
_VALUES = {Part.REQUEST: 2, Part.RESPONSE: 2, Part.ERRORS: 2}
"""Cells after those; a limit is never one of them, since its words are lost."""

MOST_CELLS = 20
"""Cells of a row beyond which no words after a mark of lost rows become another one; no table has so many columns."""

LOST_ROWS = "mark of lost rows"
"""The rule that takes a line of mere bars."""

_CODE = (MarkerKind.OPENER, MarkerKind.REPLY)
_SEPARATOR = re.compile(r" \|(?= |$)")


def read_bars(table: PartLines, skipped_texts: Skipped) -> TableRows:
    """Return the rows of a table."""
    rows = _Rows(skipped_texts)
    for line in table.lines:
        _take(rows, line, table)
    raw_rows = rows.finish()
    keeps_nested = any(raw_row.form is RowForm.ITEM for raw_row in raw_rows)
    return TableRows(raw_rows, keeps_nested)


@dataclass(slots=True)
class _Rows:
    """The rows that have been read so far."""

    skipped_texts: Skipped
    raw_rows: list[RawRow] = field(default_factory=list)
    further: dict[int, list[str]] = field(default_factory=dict)
    """Lines that the last cell of a row goes on with."""
    closed: bool = False
    """Whether code stands below the last row, so that nothing goes on with it."""

    @property
    def above(self) -> RawRow | None:
        """The row that a line without a row of its own belongs to."""
        return self.raw_rows[-1] if self.raw_rows and self.raw_rows[-1].form is RowForm.ROW else None

    def mark(self) -> None:
        """See that something is lost below a row: its nested rows or, if there was such a mark already, its limit."""
        if (above := self.above) is not None:
            self.raw_rows[-1] = replace(above, gap=True, limited=above.limited or above.gap)

    def lengthen(self, above: RawRow, cell: Cell) -> None:
        """Add words on a line of their own: the description after a lost limit, or more of the last cell."""
        if above.gap and len(above.cells) < MOST_CELLS:
            self._join(len(self.raw_rows) - 1)
            self.raw_rows[-1] = replace(above, cells=(*self.raw_rows[-1].cells, cell), gap=False, limited=True)
        else:
            self.further.setdefault(len(self.raw_rows) - 1, []).append(cell.text)

    def finish(self) -> tuple[RawRow, ...]:
        for index in tuple(self.further):
            self._join(index)
        return tuple(self.raw_rows)

    def _join(self, index: int) -> None:
        """Put the lines that the last cell of a row goes on with behind it."""
        texts = self.further.pop(index, [])
        *cells, last = self.raw_rows[index].cells
        lengthened = Cell("\n".join((last.text, *texts)), last.line)
        self.raw_rows[index] = replace(self.raw_rows[index], cells=(*cells, lengthened))


def _take(rows: _Rows, line: Line, table: PartLines) -> None:
    """Add a row, or what a line says about the row above it."""
    part, is_last = table.part, table.is_last and line is table.lines[-1]
    text = line.raw.strip(" ")
    above = rows.above
    if line.leaf or (rows.raw_rows and above is None and "|" not in text):
        rows.raw_rows.append(RawRow(RowForm.ITEM, (Cell(line.text.rstrip("| "), line.number),), leaf=line.leaf))
        return
    cells = split_row(text)
    if rows.raw_rows and is_last and _is_cut(text, cells, part):
        rows.skipped_texts.append(SkippedText(line.cell, CUT))
    elif not cells:
        # One bar stands for what is lost below a row; more of them only close its nested rows.
        if text == "|":
            rows.mark()
        rows.skipped_texts.append(SkippedText(line.cell, LOST_ROWS))
    elif above is None or starts_row(cells, part):
        joined, rows.closed = _join_surplus(cells, text, part), False
        rows.raw_rows.append(RawRow(RowForm.ROW, tuple([Cell(cell, line.number) for cell in joined])))
    elif rows.closed or line.fence or is_kind(read_marker(text), *_CODE):
        rows.closed = True
        rows.skipped_texts.append(SkippedText(line.cell, ""))
    else:
        rows.lengthen(above, Cell(" | ".join(cells), line.number))


def _is_cut(text: str, cells: Sequence[str], part: Part) -> bool:
    """Whether the last line of a page is a row whose end is lost: it begins with a name, and has no bar behind it."""
    return not text.endswith("|") and is_name(cells[0]) and not starts_row(cells, part)


def starts_row(cells: Sequence[str], part: Part) -> bool:
    """Return whether cells begin a row: the anchor of a request row is its third cell, of a response row its type."""
    if part is Part.REQUEST:
        return len(cells) > 2 and cells[2] in REQUIRED
    if part is Part.RESPONSE:
        return len(cells) > 1 and is_name(cells[0]) and is_type(cells[1])
    return len(cells) > 1


def _join_surplus(cells: Sequence[str], text: str, part: Part) -> Sequence[str]:
    """Put the words together that a bar with blanks around it has parted: the last cells of a row."""
    anchors = ANCHORS[part]
    separators = len(_SEPARATOR.findall(text.rstrip("| "))) + text[len(text.rstrip("| ")) :].count("|")
    values = len(cells) - anchors
    kept = min(_VALUES[part], values - max(0, separators - len(ORDERS[part])))
    if values <= kept or values < 2:
        return cells
    kept = max(kept, 1)
    return (*cells[: anchors + kept - 1], " | ".join(cells[anchors + kept - 1 :]))


def split_row(text: str) -> tuple[str, ...]:
    """Split a row at its bars, empty cells left out; a bar without blanks around it belongs to the words."""
    bare = text.rstrip("| ").removeprefix("| ")
    return tuple([cell for part in _SEPARATOR.split(bare) if (cell := part.strip(" "))]) if bare else ()
