"""Column heads against the cells that were read below them.

In:  a ``Reading``.
Out: findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from topgen.alignment import Node
from topgen.audit.findings import Finding
from topgen.audit.reading import Reading, Seen
from topgen.spec.doubts import DoubtKind
from topgen.vocabulary.columns import ORDERS, Column, read_column, read_columns
from topgen.vocabulary.parts import Part

_BORDERS = re.compile(r"[|｜\t,;，；、·→]|  +")
_BLANKS = re.compile(r"[|｜\s]+")
_PLACES = re.compile(
    r"方向|入参|出参|层级|级别|父|上级|所属|\blevel\b|\bparent\b|in ?/ ?out|\bdirection\b", re.IGNORECASE
)
"""Heads of columns that tell where a row belongs, which no reader asks."""
_ORDER = ORDERS[Part.REQUEST]
_VALUES = frozenset({Column.SAMPLE, Column.DESCRIPTION})
FEWEST = 3
"""Heads that make a table; with fewer the words may be no heads."""


class _Heads(NamedTuple):
    """The column heads of one side."""

    line: int
    words: tuple[str, ...]
    columns: tuple[Column | None, ...]
    is_known: bool
    """A reader could have understood them, though some may be heads of further columns."""

    @property
    def unknown(self) -> tuple[str, ...]:
        return tuple(word for word, column in zip(self.words, self.columns, strict=True) if column is None)


def find_odd_heads(reading: Reading) -> Iterator[Finding]:
    """Yield what column heads say against the cells that were read below them."""
    heads = {side: _heads_of(reading, side) for side, fields in reading.sides.items() if fields}
    for side, found in heads.items():
        if found is None:
            yield from _without_heads(reading, side)
            continue
        yield from _unknown_heads(reading, side, found)
        yield from _without_column(reading, side, found)
        if found.unknown or not _in_order(found.columns):
            yield from _out_of_order(reading, side, found.columns)
        yield from _short_rows(reading, side, found)
    request, response = heads.get("request"), heads.get("response")
    if request and response and Column.REQUIRED in response.columns and Column.REQUIRED not in request.columns:
        seen = "the response has a column for required, and the request has none: they may be swapped"
        yield Finding("request", request.line, seen, whole=True)


def _heads_of(reading: Reading, side: str) -> _Heads | None:
    """Return the column heads of a side, whether they stand on one line or in cells of their own."""
    cells = reading.heads_of(side)
    if not cells:
        return None
    if len(cells) == 1:
        found = _read_heads(reading.page.beginning(cells[0].line))
    else:
        words = tuple(cell.text for cell in cells)
        found = words, tuple(map(read_column, words)), True
    return _Heads(cells[0].line, *found) if len(found[0]) >= FEWEST else None


@lru_cache(maxsize=256)
def _read_heads(text: str) -> tuple[tuple[str, ...], tuple[Column | None, ...], bool]:
    """Return the words of column heads on one line, the columns that they are, and whether a reader knows the line."""
    is_known = read_columns(text) is not None
    parts = (_BLANKS if is_known and "|" not in text else _BORDERS).split(text)
    words = tuple(word for part in parts if (word := part.strip("# *`-.:/;>\t\xa0\u3000")))
    return words, tuple(map(read_column, words)), is_known


def _without_heads(reading: Reading, side: str) -> Iterator[Finding]:
    """Yield the fields of a table without heads whose sample no example shows: the columns are a guess."""
    if reading.heads_of(side) is None:
        return
    for seen in reading.sides[side]:
        node = seen.node
        if node.from_example or (node.sample is None and not node.description):
            continue
        if node.type is None or node.type.line != seen.line:
            continue  # a cell a line: nothing was parted that heads could name
        if f'"{node.name.text}"' in reading.page.beginning(seen.line):
            return  # words that have labels need no heads
        if not _tells_apart(node) and (
            node.shown is None or node.sample is None or node.shown.text != node.sample.text
        ):
            said = "no column heads tell its sample from its description"
            yield Finding(seen.path, seen.line, said, DoubtKind.SAMPLE)


def _tells_apart(node: Node) -> bool:
    """Whether its words tell that a sample and a description are what they were read as: a value, and a sentence."""
    if node.sample is None or not node.description:
        return False
    return node.sample.text.isascii() and not node.description[0].text.isascii()


def _unknown_heads(reading: Reading, side: str, heads: _Heads) -> Iterator[Finding]:
    """Yield what a column may hold whose head nobody knows."""
    for word in heads.unknown:
        if not heads.is_known or _PLACES.search(word):
            yield Finding(side, heads.line, f"nobody knows the column {word!r} of the table", whole=True)
    if heads.unknown and not set(heads.columns) >= _VALUES:
        said = f"the column {heads.unknown[0]!r}, which nobody knows, may hold its sample or its description"
        for seen in reading.sides[side]:
            yield Finding(seen.path, seen.line, said, DoubtKind.SAMPLE)


def _without_column(reading: Reading, side: str, heads: _Heads) -> Iterator[Finding]:
    """Yield a finding where cells were read of a column that the table does not have."""
    if Column.NAME not in heads.columns:
        return
    rows = [seen.node for seen in reading.sides[side] if not seen.node.from_example]
    has = {
        Column.SAMPLE: any(node.sample is not None for node in rows),
        Column.DESCRIPTION: any(node.description for node in rows),
        Column.TYPE: any(node.type is not None for node in rows),
        Column.REQUIRED: any(node.required is not None for node in rows),
    }
    for column, read in has.items():
        if read and column not in heads.columns:
            said = f"the table has no column for the {column.value} that was read"
            yield Finding(side, heads.line, said, whole=True)


def _in_order(columns: Sequence[Column | None]) -> bool:
    """Return whether columns stand as the platform has them."""
    places = [_ORDER.index(column) for column in columns if column in _ORDER]
    return places == sorted(places)


def _out_of_order(reading: Reading, side: str, columns: Sequence[Column | None]) -> Iterator[Finding]:
    """Yield a finding where the cells of a row stand in another order than the heads of what they were read as."""
    for seen in reading.sides[side]:
        if not seen.node.from_example and not _follows(seen, reading.page.beginning(seen.line), columns):
            said = f"{seen.node.name.text} was read in another order than that of the column heads"
            yield Finding(seen.path, seen.line, said, whole=True)
            return


def _follows(seen: Seen, line: str, columns: Sequence[Column | None]) -> bool:
    """Return whether the words of a row stand on its line in the order of columns."""
    node, at = seen.node, 0
    description = node.description[0] if node.description else None
    cells = {
        Column.NAME: node.name,
        Column.TYPE: node.type,
        Column.REQUIRED: node.required,
        Column.SAMPLE: node.sample,
        Column.DESCRIPTION: description,
    }
    for column in columns:
        cell = cells.get(column) if column is not None else None
        if cell is not None and cell.line == seen.line:
            words = cell.text.partition("\n")[0]
            found = line.find(words, at)
            if found < 0:
                return words not in line
            at = found + len(words)
    return True


def _short_rows(reading: Reading, side: str, heads: _Heads) -> Iterator[Finding]:
    """Yield the fields with one value whose rows do not tell which of sample and description it is."""
    tabs = reading.page.beginning(heads.line).strip().count("\t")
    for seen in reading.sides[side]:
        node = seen.node
        if (node.sample is None) == (not node.description) or node.from_example:
            continue
        line = reading.page.beginning(seen.line).strip(" ")
        if tabs > 1 and line.count("\t") < tabs:
            yield Finding(seen.path, seen.line, "the row has fewer cells than column heads", DoubtKind.SAMPLE)
        elif line.startswith("|") and _stands_elsewhere(seen, line, heads):
            said = "its value stands in another column than it was read as"
            yield Finding(seen.path, seen.line, said, DoubtKind.SAMPLE)


def _stands_elsewhere(seen: Seen, line: str, heads: _Heads) -> bool:
    """Return whether the only value of a row that has a bar at both ends stands in the column of the other one."""
    cells = [cell.strip() for cell in line.strip("|").split("|")] if line.endswith("|") else []
    other = Column.SAMPLE if seen.node.sample is None else Column.DESCRIPTION
    if len(cells) != len(heads.columns) or other not in heads.columns:
        return False
    value = seen.node.sample or seen.node.description[0]
    return cells[heads.columns.index(other)] == value.text


def find_second_heads(reading: Reading) -> Iterator[Finding]:
    """Yield a finding about each side in whose rows further column heads stand: other tables were read into it."""
    for side, fields in reading.sides.items():
        rows = [seen.line for seen in fields if not seen.node.from_example]
        inside = [cell for cell in reading.column_heads if rows and min(rows) < cell.line < max(rows)]
        if inside:
            yield Finding(side, inside[0].line, "column heads stand among the rows of the table", whole=True)
