"""Bulleted text: top-level rows are lines whose cells are joined by blanks, nested cells are one bullet each.

In:  a page such as ``taobao.inventory.shopinv.adjust``.
Out: its ``Document``; top-level rows are ``LINE`` pieces, bullets are ``ITEM`` pieces.
Surprises: the layout prints every level at one indent, so indentation says nothing about depth. After the first limit
of a top-level row everything is indented further and a heading itself may turn into a bullet; blanks and bullets are
taken off first, so both forms of the layout read alike. ``└`` marks a field that has no fields inside. Pages of service
providers (SPI) have JSON where others have code, and no language tabs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from topgen.document import Cell, Document, RawRow, RowForm, Table
from topgen.document.assemble import assemble, error_rows
from topgen.document.lines import Line
from topgen.document.sections import Sections, sort_lines
from topgen.layouts.detect import Separator, detect
from topgen.pages import Page
from topgen.vocabulary import CUT, Part

NAME = "bullet"

_HEAD_GAPS = re.compile(r"  +")
_REQUIRED = re.compile(r"(.{0,400}? (?:必须|可选|特殊可选)) +(.*)", re.DOTALL)
_CUT_NAME = re.compile(r"[A-Za-z_$][\w.$\-]*", re.ASCII)
_CUT_REQUEST = re.compile(rf"{_CUT_NAME.pattern}(?: +[A-Za-z_$][\w.$<>,]*(?: *\[(?: *\])?){{0,3}})?", re.ASCII)
_LIST = re.compile(r"(\S+ \S+) +(\[ *\](?: .*)?)", re.DOTALL)


def recognises(page: Page) -> bool:
    """Whether a page has a parameter table in bulleted text: a section heading or column heads without bars."""
    return Separator.BLANKS in detect(page).borders


def read_document(page: Page) -> Document:
    """Sort the lines of a page into its sections; total, an odd line ends up as a remark."""
    seen = detect(page)
    sections = sort_lines(seen.lines, seen.markers, page.text)
    tables = _table(sections, Part.REQUEST), _table(sections, Part.RESPONSE)
    return assemble(NAME, sections, tables, error_rows(sections.lines[Part.ERRORS]))


def _table(sections: Sections, part: Part) -> Table | None:
    if part not in sections.starts:
        return None
    lines = sections.lines[part]
    if len(lines) > 1 and lines[-1].number == sections.last and _is_cut(lines[-1], part):
        *lines, cut = lines
        sections.leave_out(cut, CUT)
    return Table(sections.starts[part], read_pieces(lines), keeps_nested=True)


def _is_cut(line: Line, part: Part) -> bool:
    """Whether the last line of a page is a top-level row whose end is lost: it stops behind name or type."""
    pattern = _CUT_REQUEST if part is Part.REQUEST else _CUT_NAME
    return not line.bullet and not line.leaf and pattern.fullmatch(line.text) is not None


def read_pieces(lines: Sequence[Line]) -> tuple[RawRow, ...]:
    """Give each line of a table as a piece."""
    return tuple(
        [
            (
                RawRow(RowForm.ITEM, (Cell(line.text, line.number),), leaf=line.leaf)
                if line.bullet or line.leaf
                else RawRow(RowForm.LINE, (Cell(_even(line.text), line.number),))
            )
            for line in lines
        ]
    )


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
