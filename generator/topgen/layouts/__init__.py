"""The layouts that pages come in, each one file or folder; this module picks the one that recognises a page.

In:  a ``Page``.
Out: its ``Document``.
A new layout is one module with ``NAME``, ``recognises`` and ``read``, and one line in ``LAYOUTS``. The same API is
served in several layouts by the same host, so only the text of the page decides.
"""

from __future__ import annotations

from typing import Protocol, cast

from topgen.document import Document, RowForm, Table
from topgen.document.blocks import Blocks
from topgen.document.reader import read_blocks
from topgen.errors import AmbiguousLayoutError, UnreadablePageError
from topgen.layouts import bullets, html, markdown, padded, pipes, raw, site_json, tabs
from topgen.pages import Page
from topgen.refusal import refuse_page


class Layout(Protocol):
    """What the module of a layout offers."""

    NAME: str

    def recognises(self, page: Page) -> bool:
        """Return whether the page is in this layout; looks at structure, never at the file name."""
        ...

    def read(self, page: Page) -> Blocks | Document:
        """Return the blocks of a page, or the whole document where its parts are labelled.

        Total once the page is recognised.
        """
        ...


MOST_ROWS = 4_000
"""Of parameters, fields and error codes of one page: ten times as many as the largest of 3,000 real APIs has."""
_CELLS = 4
"""Of a row of the platform's shortest table."""
LAYOUTS = tuple(cast(Layout, module) for module in (bullets, pipes, markdown, tabs, padded, raw, site_json, html))


def read_document(page: Page) -> Document:
    """Read a page in the one layout that recognises it.

    Raises:
        UnknownLayoutError: no layout recognises the page.
        AmbiguousLayoutError: more than one does.
        UnreadablePageError: it has more than ``MOST_ROWS``.
    """
    found = _find_layout(page).read(page)
    document = read_blocks(found) if isinstance(found, Blocks) else found
    tables = (document.request, document.response)
    rows = len(document.errors) + sum(_count_rows(table) for table in tables if table is not None)
    if rows > MOST_ROWS:
        said = f"the page has {rows:,} rows of parameters and errors, more than the {MOST_ROWS:,} that a page may have"
        raise UnreadablePageError(said, file=page.path, hint="keep the rows of one API")
    return document


def _count_rows(table: Table) -> int:
    """Return how many rows a table has at least, where some have come apart into their cells."""
    items = sum(raw_row.form is RowForm.ITEM for raw_row in table.raw_rows)
    return len(table.raw_rows) - items + items // _CELLS


def _find_layout(page: Page) -> Layout:
    found = [layout for layout in LAYOUTS if layout.recognises(page)]
    if not found:
        raise refuse_page(page.text, page.path, page.first_line)
    if len(found) > 1:
        names = " and ".join(layout.NAME for layout in found)
        raise AmbiguousLayoutError(
            f"the page reads as more than one layout: {names}",
            file=page.path,
            hint="save it again as HTML, or take the page's JSON document",
        )
    return found[0]
