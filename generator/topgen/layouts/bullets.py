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

from topgen.document import Cell, RawRow, RowForm, SkippedText
from topgen.document.blocks import Blocks, Line, PartLines, Skipped, TableRows
from topgen.layouts.dashes import is_dashed, read_items
from topgen.layouts.detect import Separator, detect
from topgen.layouts.lines import each_table, read_error_lines
from topgen.pages import Page
from topgen.vocabulary.cells import CLASS, FIELD_NAME, PLAIN_REQUIRED
from topgen.vocabulary.parts import CUT, Part

NAME = "bullet"

_HEAD_GAPS = re.compile(r"  +")
_REQUIRED = re.compile(rf"(.{{0,400}}? {PLAIN_REQUIRED}) +(.*)", re.DOTALL)
_CUT_NAME = re.compile(FIELD_NAME, re.ASCII)
_CUT_REQUEST = re.compile(rf"{FIELD_NAME}(?: +{CLASS}(?: *\[(?: *\])?){{0,3}})?", re.ASCII)
_LIST = re.compile(r"(\S+ \S+) +(\[ *\](?: .*)?)", re.DOTALL)


def recognises(page: Page) -> bool:
    """Return whether a page has a parameter table in bulleted text: a section heading or column heads without bars."""
    return Separator.BLANKS in detect(page).separators


def read(page: Page) -> Blocks:
    """Return the lines of a page, and how its tables are read."""
    detected = detect(page)
    return Blocks(NAME, detected.lines, detected.markers, each_table(_read_rows), skipped_texts=detected.skipped_texts)


def _read_rows(table: PartLines, skipped_texts: Skipped) -> TableRows:
    """Return each line of a table as a row; the last one of a page may have lost its end."""
    if table.part is Part.ERRORS:
        return read_error_lines(table)
    lines = table.lines
    cut = lines[-1:] if len(lines) > 1 and table.is_last and _is_cut(lines[-1], table.part) else ()
    skipped_texts.extend(SkippedText(line.cell, CUT) for line in cut)
    whole = lines[: len(lines) - len(cut)]
    if is_dashed(whole):
        return TableRows(read_items(whole, table.part, _raw_row, skipped_texts))
    return TableRows(tuple(map(_raw_row, whole)))


def _raw_row(line: Line) -> RawRow:
    if line.bullet or line.leaf:
        return RawRow(RowForm.ITEM, (Cell(line.text, line.number),), leaf=line.leaf)
    return RawRow(RowForm.LINE, (Cell(_even(line.text), line.number),))


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
