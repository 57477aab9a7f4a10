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
from topgen.vocabulary.cells import PLAIN_REQUIRED
from topgen.vocabulary.columns import Column, read_column, read_columns

_SPLIT = re.compile(r"[|｜\t,;，；、·→]|  +")
_BLANKS = re.compile(r"[|｜\s]+")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_REQUIRED = re.compile(PLAIN_REQUIRED)
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
        yield from _without_column(side, fields, columns, heads.line)


@lru_cache(maxsize=256)
def _read_heads(text: str) -> tuple[tuple[str, ...], tuple[Column | None, ...], bool]:
    """Return the words of column heads, the columns that they are, and whether they are the platform's own."""
    is_known = read_columns(text) is not None
    parts = (_BLANKS if is_known else _SPLIT).split(text)
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
