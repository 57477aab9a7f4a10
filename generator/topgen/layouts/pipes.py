"""Pipe tables with a bar at the end of each row: the tables of a page as Markdown, its examples each on one line.

In:  a page such as ``taobao.fenxiao.product.update``.
Out: its ``Blocks``; rows are ``ROW`` rows whose cells may have moved to the left, since empty cells were dropped.
There is no API name, no title and no heading. All nested rows are lost; a line with one bar stands for
them, and one for the words of a limits cell, in which case the description follows on lines of its own. A bar may be
part of a description. The code examples begin with the numbers of their lines.
"""

from __future__ import annotations

from topgen.document.blocks import Blocks
from topgen.layouts.bars import read_bars
from topgen.layouts.detect import Separator, detect
from topgen.layouts.lines import each_table
from topgen.pages import Page

NAME = "pipe"


def recognises(page: Page) -> bool:
    """Return whether a page has column heads of the platform's tables with bars that do not begin the line."""
    return Separator.BARS in detect(page).separators


def read(page: Page) -> Blocks:
    """Return the lines of a page, and how its tables are read."""
    detected = detect(page)
    return Blocks(
        NAME,
        detected.lines,
        detected.markers,
        each_table(read_bars),
        prints_name=False,
        skipped_texts=detected.skipped_texts,
    )
