"""Pipe tables with a bar at the end of each row: the tables of a page as Markdown, its examples each on one line.

In:  a page such as ``taobao.fenxiao.product.update``.
Out: its ``Document``; rows are ``ROW`` pieces whose cells may have moved to the left, since empty cells were dropped.
Surprises: there is no API name, no title and no heading. All nested rows are lost; a line with one bar stands for
them, and one for the words of a limits cell, in which case the description follows on lines of its own. A bar may be
part of a description. The code examples begin with the numbers of their lines.
"""

from __future__ import annotations

from topgen.document import Document
from topgen.document.assemble import assemble
from topgen.document.sections import sort_lines
from topgen.layouts.bars import read_bars
from topgen.layouts.detect import Separator, detect
from topgen.pages import Page
from topgen.vocabulary import Part

NAME = "pipe"


def recognises(page: Page) -> bool:
    """Whether a page has column heads of the platform's tables with bars that do not begin the line."""
    return Separator.BARS in detect(page).borders


def read_document(page: Page) -> Document:
    """Sort the lines of a page into tables and examples; total, an odd line ends up as a remark."""
    seen = detect(page)
    sections = sort_lines(seen.lines, seen.markers, page.text)
    tables = read_bars(sections, Part.REQUEST), read_bars(sections, Part.RESPONSE)
    errors = read_bars(sections, Part.ERRORS)
    rows = tuple([raw_row.cells for raw_row in errors.raw_rows]) if errors is not None else ()
    return assemble(NAME, sections, tables, rows, named=False)
