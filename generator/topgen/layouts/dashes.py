"""Lists of the nested rows as Markdown writes them: ``- name``, each cell an item, an empty one a lone dash.

In:  the lines of a page, then those of one table.
Out: whether the dash is a bullet on the page; ``ITEM`` rows, and ``LINE`` rows for those that stand on one line.
Words of an item may stand on the lines below its dash, and ``String []`` over two of them. Such a list may hold the
rows of the top level as well. Dashes begin descriptions, samples and numbers too, so they are bullets only where
whole rows show it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from topgen.document import Cell, RawRow, RowForm, SkippedText
from topgen.document.blocks import Line, Skipped
from topgen.vocabulary.cells import BRACKETS, CLASS, FIELD_NAME, PLAIN_REQUIRED, REQUEST_ROW, TYPE
from topgen.vocabulary.markers import MarkerKind
from topgen.vocabulary.parts import Part

DASHES = ("-", "*", "+")
"""What begins an item of a list in Markdown, with a blank behind it."""

_DASH = r"[ \t]{0,40}[-*+]"
_ANY = re.compile(rf"^{_DASH}[ \t]", re.MULTILINE)
_NEXT = r"[ \t]{0,9}\n(?:[ \t]{0,40}[-*+]?[ \t]{0,9}\n){0,4}[ \t]{0,40}(?:[-*+][ \t]{1,9})?"
"""The border to the next cell, whose dash may stand alone on the line above it."""
_LEAF = rf"{_DASH}[ \t]{{1,9}}[└├]"
_SCALARS = "String|Number|Boolean|Date|Json|Price|BigDecimal"
_REQUEST_ITEMS = rf"{_DASH}[ \t]{{1,9}}{FIELD_NAME}{_NEXT}{TYPE}{_NEXT}{PLAIN_REQUIRED}[ \t]{{0,9}}$"
_REPLY_ITEMS = rf"{_DASH}[ \t]{{1,9}}{FIELD_NAME}{_NEXT}(?:{_SCALARS})[ \t]{{0,9}}$"
_PROOF = re.compile(rf"^(?:{_LEAF}|{_REQUEST_ITEMS}|{_REPLY_ITEMS})", re.MULTILINE)
_REPLY_ROW = re.compile(rf"{FIELD_NAME} +(?=[A-Z]|byte){CLASS}{BRACKETS}?(?: |$)")


def has_dashes(text: str) -> bool:
    """Return whether dashes are bullets on a page."""
    return _ANY.search(text) is not None and _PROOF.search(text) is not None


def begins_item(text: str) -> bool:
    """Return whether a line, blanks around it taken off, is an item of such a list."""
    return text[:1] in DASHES and text[1:2] in {"", " "}


def is_dashed(lines: Sequence[Line]) -> bool:
    """Return whether a table has items that begin with a dash."""
    return any(line.bullet and begins_item(line.raw.strip(" ")) for line in lines)


def read_items(
    lines: Sequence[Line], part: Part, read_row: Callable[[Line], RawRow], skipped_texts: Skipped
) -> tuple[RawRow, ...]:
    """Return the cells and rows of a table; total. ``read_row`` reads a row that stands on one line."""
    raw_rows = tuple(_raw_rows(lines, part, read_row, skipped_texts))
    return raw_rows if any(raw_row.form is RowForm.LINE for raw_row in raw_rows) else at_any_level(raw_rows)


def at_any_level(raw_rows: Sequence[RawRow]) -> tuple[RawRow, ...]:
    """Return items of a table that has nothing else, so that those without ``└`` may stand on any level."""
    marked = any(raw_row.leaf for raw_row in raw_rows)
    return tuple(
        raw_row if raw_row.leaf else replace(raw_row, any_level=True, leaf=False if marked else None)
        for raw_row in raw_rows
    )


def _raw_rows(
    lines: Sequence[Line], part: Part, read_row: Callable[[Line], RawRow], skipped_texts: Skipped
) -> Iterator[RawRow]:
    index = 0
    while index < len(lines):
        line, end = lines[index], index + 1
        if not line.bullet and not line.leaf:
            yield read_row(line)
        else:
            while end < len(lines) and _goes_on(lines[index:end], lines[end], part):
                end += 1
            yield _item(lines[index:end], skipped_texts)
        index = end


def _item(lines: Sequence[Line], skipped_texts: Skipped) -> RawRow:
    """Return an item; where its words stand below its dash, that is a line of its own."""
    filled = [line for line in lines if line.text]
    if filled:
        skipped_texts.extend(SkippedText(line.cell, MarkerKind.EMPTY.value) for line in lines if not line.text)
    cell = Cell("\n".join(line.text for line in filled), (filled or lines)[0].number)
    return RawRow(RowForm.ITEM, (cell,), leaf=any(line.leaf for line in filled[:1]))


def _goes_on(item: Sequence[Line], line: Line, part: Part) -> bool:
    """Return whether a line is more of the item above it: its words, or more of them."""
    is_empty = not any(each.text for each in item)
    if line.bullet or (line.leaf and not is_empty):
        return False
    if part is Part.REQUEST:
        return REQUEST_ROW.match(line.text) is None
    return _REPLY_ROW.match(line.text) is None or (is_empty and line.text.endswith("]"))
