"""Pipe tables with a bar at the end of each row: the tables of a page as Markdown, its examples each on one line.

In:  a page such as ``taobao.fenxiao.product.update``.
Out: its ``Document``; rows are ``ROW`` pieces whose cells may have moved to the left, since empty cells were dropped.
Surprises: there is no API name, no title and no heading. All nested rows are lost; a line with one bar stands for
them, and one for the words of a limits cell, in which case the description follows on lines of its own. A bar may be
part of a description. The code examples begin with the numbers of their lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from generator.dialects.wording import (
    BLANKS,
    OTHER_FORMATS,
    Part,
    is_required_word,
    is_rule,
    is_type_word,
    read_table_head,
)
from generator.document import Cell, Document, Example, Layout, Notation, Piece, Remark, Table
from generator.pages import Page

NAME = "pipe"

_GUTTER = re.compile(r"1(?: \d+)* \|\s*")
_BORDER = re.compile(r" \|(?: |$)")
_NAME_CELL = re.compile(r"[^\s|]+")
_JAVA = re.compile(r"\b(?:TaobaoClient|QimenCloudClient|\w+Request)\s+\w+\s*=|\bnew\s+\w+Request\b")
_ERROR_ROOT = re.compile(r"<\s*error_response\s*>")


def recognises(page: Page) -> bool:
    """Whether a page has a Markdown rule line below column heads of the platform's tables."""
    if page.text.lstrip(BLANKS + "\n").startswith(OTHER_FORMATS):
        return False
    above = ""
    for line in page.lines:
        text = line.strip(BLANKS)
        if is_rule(text) and read_table_head(_split(above)) is not None:
            return True
        above = text
    return False


@dataclass(slots=True)
class _Reading:
    """What has been read of a page so far."""

    description: list[Cell] = field(default_factory=list)
    tables: dict[Part, list[Piece]] = field(default_factory=dict)
    starts: dict[Part, int] = field(default_factory=dict)
    examples: dict[Part, list[Example]] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    current: Part = Part.HEAD


def read_document(page: Page) -> Document:
    """Sort the lines of a page into tables and examples; total, an odd line ends up as a remark."""
    reading = _Reading()
    for number, line in enumerate(page.lines, 1):
        text = line.strip(BLANKS)
        if text:
            _take(reading, Cell(text, number))
    errors = tuple(piece.cells for piece in reading.tables.get(Part.ERRORS, ()))
    return Document(
        dialect=NAME,
        description=tuple(reading.description),
        request=_table(reading, Part.REQUEST),
        response=_table(reading, Part.RESPONSE),
        request_examples=tuple(reading.examples.get(Part.REQUEST_EXAMPLE, ())),
        response_examples=tuple(reading.examples.get(Part.RESPONSE_EXAMPLE, ())),
        error_examples=tuple(reading.examples.get(Part.ERROR_EXAMPLE, ())),
        errors=errors,
        ends_early=0 if Part.ERRORS in reading.starts else len(page.lines),
        remarks=tuple(reading.remarks),
    )


def _take(reading: _Reading, cell: Cell) -> None:
    """Put one line where it belongs."""
    gutter = _GUTTER.match(cell.text)
    part = read_table_head(_split(cell.text))
    if part is not None:
        reading.current = part
        reading.starts.setdefault(part, cell.line)
        reading.tables.setdefault(part, [])
    elif gutter is not None:
        code = cell.text[gutter.end() :].rstrip(BLANKS).removesuffix("|").rstrip(BLANKS)
        part = _example_part(code)
        notation = Notation.JAVA if part is Part.REQUEST_EXAMPLE else Notation.XML
        reading.examples.setdefault(part, []).append(Example((Cell(code, cell.line),), notation))
        reading.current = Part.REQUEST_EXAMPLE
    elif is_rule(cell.text):
        reading.remarks.append(Remark(cell, "table rule"))
    elif reading.current in reading.tables:
        _take_row(reading.tables[reading.current], cell, reading.current)
    elif reading.current == Part.HEAD:
        reading.description.append(cell)
    else:
        reading.remarks.append(Remark(cell, ""))


def _example_part(code: str) -> Part:
    if _ERROR_ROOT.match(code):
        return Part.ERROR_EXAMPLE
    return Part.REQUEST_EXAMPLE if _JAVA.search(code) else Part.RESPONSE_EXAMPLE


def _take_row(pieces: list[Piece], cell: Cell, part: Part) -> None:
    """Add a row, or what a line says about the row above it."""
    texts = _split(cell.text)
    above = pieces[-1] if pieces else None
    if _starts_row(texts, part) or above is None:
        if texts:
            pieces.append(Piece(Layout.ROW, tuple(Cell(text, cell.line) for text in texts)))
    elif not texts:
        # One bar stands for nested rows or for the words of a limit; more of them only close the nested rows.
        if cell.text == "|":
            pieces[-1] = replace(above, gap=True, limited=above.limited or above.gap)
    elif above.gap:
        described = (*above.cells, Cell(" | ".join(texts), cell.line))
        pieces[-1] = replace(above, cells=described, gap=False, limited=True)
    else:
        last = above.cells[-1]
        lengthened = Cell(last.text + "\n" + " | ".join(texts), last.line)
        pieces[-1] = replace(above, cells=(*above.cells[:-1], lengthened))


def _starts_row(texts: tuple[str, ...], part: Part) -> bool:
    """Whether cells begin a row: the anchor of a request row is its third cell, of a response row its type."""
    if part == Part.REQUEST:
        return len(texts) > 2 and is_required_word(texts[2])
    if part == Part.RESPONSE:
        return len(texts) > 1 and _NAME_CELL.fullmatch(texts[0]) is not None and is_type_word(texts[1])
    return len(texts) > 1


def _split(text: str) -> tuple[str, ...]:
    """Split a row at its borders; a bar without blanks around it belongs to the words."""
    bare = text.rstrip("| ").removeprefix("| ")
    return tuple(part.strip(BLANKS) for part in _BORDER.split(bare)) if bare else ()


def _table(reading: _Reading, part: Part) -> Table | None:
    if part not in reading.starts:
        return None
    return Table(reading.starts[part], tuple(reading.tables[part]), keeps_nested=False)
