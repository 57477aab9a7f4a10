"""Bulleted text: top-level rows are lines whose cells are joined by blanks, nested cells are one bullet each.

In:  a page such as ``taobao.inventory.shopinv.adjust``.
Out: its ``Blocks``; top-level rows are ``LINE`` rows, bullets are ``ITEM`` rows.
The layout prints every level at one indent, so indentation says nothing about depth. After the first limit
of a top-level row everything is indented further and a heading itself may turn into a bullet; blanks and bullets are
taken off first, so both forms of the layout read alike. ``└`` marks a field that has no fields inside. Pages of service
providers (SPI) have JSON where others have code, and no language tabs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from topgen.document import Cell, RawRow, RowForm, SkippedText
from topgen.document.blocks import Blocks, Line, PartLines, Skipped, TableRows
from topgen.layouts.dashes import is_dashed, read_items
from topgen.layouts.detect import Separator, detect
from topgen.layouts.lines import each_table, read_error_lines
from topgen.layouts.nesting import find_depths, read_text_marks
from topgen.pages import Page
from topgen.vocabulary.cells import BRACKETS, CLASS, FIELD_NAME, PLAIN_REQUIRED, REQUEST_ROW, split_type
from topgen.vocabulary.parts import CUT, Part

NAME = "bullet"

_HEAD_GAPS = re.compile(r"  +")
_REQUIRED = re.compile(rf"(.{{0,400}}? {PLAIN_REQUIRED}) +(.*)", re.DOTALL)
_CUT_NAME = re.compile(FIELD_NAME, re.ASCII)
_CUT_REQUEST = re.compile(rf"{FIELD_NAME}(?: +{CLASS}(?: *\[(?: *\])?){{0,3}})?", re.ASCII)
_REPLY_ROW = re.compile(rf"{FIELD_NAME} +{CLASS}{BRACKETS}?(?: |$)")
_LEVELS_MIN = 2
_LIST = re.compile(r"(\S+ \S+) +(\[ *\](?: .*)?)", re.DOTALL)


def recognises(page: Page) -> bool:
    """Return whether a page has a parameter table in bulleted text: a section heading or column heads without bars."""
    return Separator.BLANKS in detect(page).separators


def read(page: Page) -> Blocks:
    """Return the lines of a page, and how its tables are read."""
    detected = detect(page)
    return Blocks(NAME, detected.lines, detected.markers, each_table(read_rows), skipped_texts=detected.skipped_texts)


def read_rows(table: PartLines, skipped_texts: Skipped) -> TableRows:
    """Return each line of a table as a row; the last one of a page may have lost its end."""
    if table.part is Part.ERRORS:
        return read_error_lines(table, skipped_texts)
    lines = table.lines
    cut = lines[-1:] if len(lines) > 1 and table.is_last and _is_cut(lines[-1], table.part) else ()
    skipped_texts.extend(SkippedText(line.cell, CUT) for line in cut)
    whole = lines[: len(lines) - len(cut)]
    if is_dashed(whole):
        return TableRows(read_items(whole, table.part, _raw_row, skipped_texts))
    return TableRows(_with_levels(whole, list(map(_raw_row, whole)), table.part))


def _raw_row(line: Line) -> RawRow:
    if line.bullet or (line.leaf and " " not in line.text):
        return RawRow(RowForm.ITEM, (Cell(line.text, line.number),), leaf=line.leaf)
    return RawRow(RowForm.LINE, (Cell(_even(line.text), line.number),), leaf=line.leaf)


def _with_levels(lines: Sequence[Line], raw_rows: Sequence[RawRow], part: Part) -> tuple[RawRow, ...]:
    """Tell nested rows that stand on one line each: by ``└``, or by blanks before them where nothing else is there."""
    if any(raw_row.form is not RowForm.LINE for raw_row in raw_rows):
        return tuple(raw_rows)
    kinds = [split_type(raw_row.text.partition(" ")[2].partition(" ")[0]) for raw_row in raw_rows]
    if any(raw_row.leaf for raw_row in raw_rows):
        # Rows with fields inside have no mark, however deep they stand.
        open_rows = [not kind.is_scalar and not raw_row.leaf for kind, raw_row in zip(kinds, raw_rows, strict=True)]
        return tuple(
            replace(raw_row, any_level=may_hold) for raw_row, may_hold in zip(raw_rows, open_rows, strict=True)
        )
    if len({len(line.raw) - len(line.raw.lstrip(" ")) for line in lines}) < _LEVELS_MIN:
        return tuple(raw_rows)
    row = REQUEST_ROW if part is Part.REQUEST else _REPLY_ROW
    if not all(row.match(line.text) for line in lines):
        return tuple(raw_rows)
    scalars = [kind.is_scalar for kind in kinds]
    depths = find_depths(read_text_marks([line.raw for line in lines]), scalars)
    # Blanks before a row that no object stands above are chance.
    first = scalars.index(False) if False in scalars else len(scalars)
    depths = [0 if depth is None and at <= first else depth for at, depth in enumerate(depths)]
    return tuple(
        replace(raw_row, depth=depth, leaf=None if depth is None else False)
        for raw_row, depth in zip(raw_rows, depths, strict=True)
    )


def _is_cut(line: Line, part: Part) -> bool:
    """Return whether the last line of a page is a top-level row whose end is lost: it stops behind name or type."""
    pattern = _CUT_REQUEST if part is Part.REQUEST else _CUT_NAME
    return not line.bullet and not line.leaf and pattern.fullmatch(line.text) is not None


def _even(text: str) -> str:
    """Make runs of blanks between the first cells of a row single; in samples and descriptions they stay."""
    if "  " not in text:
        return text
    match = _REQUIRED.match(text)
    if match is not None:
        return f"{_HEAD_GAPS.sub(' ', match[1])} {match[2]}"
    name, _, rest = text.partition(" ")
    kind, _, rest = rest.lstrip(" ").partition(" ")
    text = f"{name} {kind} {rest.lstrip(' ')}".rstrip(" ")
    match = _LIST.fullmatch(text)
    return f"{match[1]} {match[2]}" if match is not None else text
