"""HTML: a page of the platform's documentation as a browser or a crawler saved it.

In:  a page whose tables have the platform's columns, whatever stands around them.
Out: its ``Blocks``; table rows are ``GRID`` rows.
Nested rows come in many forms, see ``fields``; markup is broken in as many, see ``markup``. What a page does not show
(scripts, comments) is skipped by name and not quoted whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from topgen.document import Cell, SkippedText
from topgen.document.blocks import Blocks
from topgen.document.reader import sort_parts
from topgen.layouts.html.blocks import read_blocks
from topgen.layouts.html.examples import read_examples
from topgen.layouts.html.nodes import Element
from topgen.layouts.html.tables import has_platform_table, is_platform_table, read_tables
from topgen.layouts.html.text import shown_lines
from topgen.layouts.html.tree import read_tree
from topgen.pages import Page
from topgen.refusal.platform import find_other_service
from topgen.vocabulary.characters import BLANKS
from topgen.vocabulary.markers import MarkerKind, is_kind, read_marker

NAME = "html"

_CELL = re.compile(r"<t[dh][\s/>]", re.IGNORECASE)


def recognises(page: Page) -> bool:
    """Return whether a page has a parameter table in HTML; a text that only mentions tags has none."""
    if (
        page.text.lstrip(BLANKS + "\n")[:1] in {"{", "["}
        or _CELL.search(page.text) is None
        or find_other_service(page.text)
    ):
        return False
    blocks = read(page)
    # A table with the platform's own columns tells without a look at the parts of the page.
    return any(map(is_platform_table, blocks.lines)) or has_platform_table(sort_parts(blocks)[1])


def read(page: Page) -> Blocks:
    """Return the lines, tables and examples of a page."""
    return _read(page.text, page.first_line)


@lru_cache(maxsize=1)
def _read(text: str, first_line: int) -> Blocks:
    """Return the blocks of a page; kept for one page, which is first recognised and then read."""
    root, unseen = _parse(text, first_line)
    lines, markers = read_blocks(root)
    return Blocks(NAME, lines, markers, read_tables, read_examples, skipped_texts=tuple(unseen), has_frame=True)


def shown_words(page: Page) -> Iterator[Cell]:
    """Yield the words that a page shows, line by line, whatever its parts."""
    return shown_lines(_parse(page.text, page.first_line)[0])


@lru_cache(maxsize=1)
def _parse(text: str, first_line: int) -> tuple[Element, list[SkippedText]]:
    """Return the tree of a page and what it does not show; kept for one page, whose coverage is measured by it."""
    return read_tree(text, _opens_section, first_line)


def _opens_section(text: str) -> bool:
    return is_kind(read_marker(text.strip(BLANKS + "\n")), MarkerKind.HEADING, MarkerKind.FOOTER)
