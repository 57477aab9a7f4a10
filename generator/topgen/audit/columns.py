"""Columns that hold something else than their head says, or that the table does not have.

In:  a ``Reading``.
Out: findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from topgen.audit.findings import Finding
from topgen.audit.reading import Reading, Seen
from topgen.document import Cell
from topgen.spec.doubts import DoubtKind
from topgen.vocabulary.cells import PLAIN_REQUIRED
from topgen.vocabulary.columns import ORDERS, Column, read_column, read_columns
from topgen.vocabulary.markers import MarkerKind
from topgen.vocabulary.parts import Part

_SPLIT = re.compile(r"[|｜\t,;，；、·→]|  +")
_BLANKS = re.compile(r"[|｜\s]+")
_BORDER = re.compile(r"[\t\u3000]+|  +")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_REQUIRED = re.compile(PLAIN_REQUIRED)
_ORDER = ORDERS[Part.REQUEST]
_PLACEHOLDERS = frozenset({"-", "--", "—", "——", "/", "\\", "无", "空", "暂无", "N/A", "n/a"})
"""Words that copies put into empty cells, and the platform never prints."""
FEW = 3
"""Rows that do not yet tell of a whole column."""


def find_odd_heads(reading: Reading) -> Iterator[Finding]:
    """Yield a finding about each side whose column heads are not those of the cells that were read."""
    for side, fields in reading.sides.items():
        heads = reading.heads_of(side)
        if heads is None or not fields:
            continue
        words, columns, is_known = _read_heads(heads.text)
        if len(words) < FEW:
            continue
        unknown = [word for word, column in zip(words, columns, strict=True) if column is None]
        if unknown and not is_known:
            yield Finding(side, heads.line, f"nobody knows the column {unknown[0]!r} of the table", whole=True)
        if unknown and not {Column.SAMPLE, Column.DESCRIPTION} <= set(columns):
            said = f"the column {unknown[0]!r}, which nobody knows, may hold more of the row"
            yield from (Finding(seen.path, seen.line, said, DoubtKind.SAMPLE) for seen in fields)
        yield from _without_column(side, fields, columns, heads.line)
        if unknown or not _in_order(columns):
            yield from _out_of_order(reading, side, columns)
        yield from _short_rows(reading, side, heads)


@lru_cache(maxsize=256)
def _read_heads(text: str) -> tuple[tuple[str, ...], tuple[Column | None, ...], bool]:
    """Return the words of column heads, the columns that they are, and whether they are the platform's own."""
    is_known = read_columns(text) is not None
    parts = (_BLANKS if is_known and "|" not in text else _SPLIT).split(text)
    words = tuple(word for part in parts if (word := part.strip("# *`-.:")))
    return words, tuple(map(read_column, words)), is_known


def _without_column(side: str, fields: list[Seen], columns: Sequence[Column | None], line: int) -> Iterator[Finding]:
    """Yield a finding where cells were read of a column that the table does not have."""
    if Column.NAME not in columns:
        return
    has = {
        Column.SAMPLE: any(seen.node.sample is not None and not seen.node.from_example for seen in fields),
        Column.DESCRIPTION: any(seen.node.description for seen in fields),
        Column.TYPE: any(seen.node.type is not None and not seen.node.from_example for seen in fields),
        Column.REQUIRED: any(seen.node.required is not None for seen in fields),
    }
    for column, read in has.items():
        if read and column not in columns:
            yield Finding(side, line, f"the table has no column for the {column.value} that was read", whole=True)


def _in_order(columns: Sequence[Column | None]) -> bool:
    """Return whether columns stand as the platform has them."""
    places = [_ORDER.index(column) for column in columns if column in _ORDER]
    return places == sorted(places)


def _out_of_order(reading: Reading, side: str, columns: Sequence[Column | None]) -> Iterator[Finding]:
    """Yield a finding where the cells of a row stand in another order than the heads of what they were read as."""
    for seen in reading.sides[side]:
        node, line = seen.node, reading.page.line(seen.line)
        cells = {
            Column.NAME: node.name,
            Column.TYPE: node.type,
            Column.REQUIRED: node.required,
            Column.SAMPLE: node.sample,
            Column.DESCRIPTION: node.description[0] if node.description else None,
        }
        at = 0
        for column in columns:
            cell = cells.get(column) if column is not None else None
            if cell is None or node.from_example or cell.line != seen.line:
                continue
            found = line.find(cell.text.partition("\n")[0], at)
            if found < 0:
                said = f"{node.name.text} was read in another order than that of the column heads"
                yield Finding(seen.path, seen.line, said, whole=True)
                return
            at = found + len(cell.text.partition("\n")[0])


def _short_rows(reading: Reading, side: str, heads: Cell) -> Iterator[Finding]:
    """Yield the fields with one value whose rows have fewer tabs than the column heads: which one nobody can tell."""
    tabs = reading.page.line(heads.line).strip().count("\t")
    for seen in reading.sides[side] if tabs > 1 else ():
        node = seen.node
        if (node.sample is None) == (not node.description) or node.from_example:
            continue
        if reading.page.line(seen.line).strip(" ").count("\t") < tabs:
            yield Finding(seen.path, seen.line, "the row has fewer cells than column heads", DoubtKind.SAMPLE)


def find_second_heads(reading: Reading) -> Iterator[Finding]:
    """Yield a finding about each side in whose rows further column heads stand: other tables were read into it."""
    rule = MarkerKind.COLUMNS.value
    heads = [text.cell for text in reading.tree.document.skipped_texts if text.rule == rule]
    for side, fields in reading.sides.items():
        rows = [seen.line for seen in fields if not seen.node.from_example]
        inside = [cell for cell in heads if rows and min(rows) < cell.line < max(rows)]
        if inside:
            yield Finding(side, inside[0].line, "column heads stand among the rows of the table", whole=True)


def find_borders(reading: Reading) -> Iterator[Finding]:
    """Yield the fields whose words hold the blanks that part the cells of their row."""
    for seen in reading.fields:
        node = seen.node
        if node.from_example or node.type is None or not node.description:
            continue
        line = reading.page.line(seen.line)
        rest = line.partition(node.name.text)[2]
        border = _BORDER.match(rest)
        if border is not None and rest.startswith(node.type.text, border.end()):
            last = node.description[-1].text.partition("\n")[0]
            if border[0] in rest[-len(last) :].strip():
                said = "the blanks that part its cells stand in the words of the row"
                yield Finding(seen.path, seen.line, f"{said} of {node.name.text}")


def find_placeholders(reading: Reading) -> Iterator[Finding]:
    """Yield the fields with a sign for an empty cell: as a sample that no example shows, or where most rows have it."""
    for fields in reading.sides.values():
        odd = [(seen, cell) for seen in fields for cell in seen.cells if cell.text in _PLACEHOLDERS]
        for seen, cell in odd:
            if len(odd) * 2 > len(fields) or (cell is seen.node.sample and not _is_shown(seen, cell.text)):
                yield Finding(seen.path, cell.line, f"{cell.text!r} may stand for an empty cell", DoubtKind.SAMPLE)


def _is_shown(seen: Seen, text: str) -> bool:
    return seen.node.shown is not None and seen.node.shown.text == text


def find_swapped_columns(reading: Reading) -> Iterator[Finding]:
    """Yield a finding about each side whose samples are sentences and whose descriptions are values."""
    for side, fields in reading.sides.items():
        both = [seen for seen in fields if seen.node.sample is not None and seen.node.description]
        odd = [seen for seen in both if _is_swapped(seen)]
        if len(odd) > FEW and len(odd) * 4 > len(both) * 3:
            seen = "most samples are Chinese sentences, and the descriptions beside them are none"
            yield Finding(side, odd[0].line, seen, whole=True)


def _is_swapped(seen: Seen) -> bool:
    node = seen.node
    chinese = node.sample is not None and _CHINESE.search(node.sample.text) is not None
    return chinese and not any(_CHINESE.search(cell.text) for cell in node.description)


def find_required_values(reading: Reading) -> Iterator[Finding]:
    """Yield a finding about each side where most samples or descriptions say whether a field is required."""
    for side, fields in reading.sides.items():
        odd = [seen for seen in fields if any(_REQUIRED.fullmatch(cell.text) for cell in seen.cells)]
        if len(odd) >= FEW and len(odd) * 2 > len(fields):
            yield Finding(side, odd[0].line, "the words for required were read as samples or descriptions", whole=True)
