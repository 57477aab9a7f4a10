"""The layouts that pages come in, each in a file of its own; this door picks the one that recognises a page.

In:  a ``Page``.
Out: its ``Document``.
A new dialect is one module with ``NAME``, ``recognises`` and ``read_document``, and one line in ``LAYOUTS``.
Surprise: the same API is served in several layouts by the same host, so only the text of the page decides.
"""

from __future__ import annotations

from typing import Protocol, cast

from topgen.document import Document
from topgen.errors import AmbiguousLayoutError, UnknownLayoutError
from topgen.layouts import bullets, html, markdown, pipes, raw, site_json
from topgen.layouts.detect import detect
from topgen.pages import Page


class Layout(Protocol):
    """What the module of a dialect offers."""

    NAME: str

    def recognises(self, page: Page) -> bool:
        """Whether the page is in this layout; looks at structure, never at the file name."""
        ...

    def read_document(self, page: Page) -> Document:
        """Read the page; total once the page is recognised."""
        ...


LAYOUTS = (
    cast(Layout, bullets),
    cast(Layout, pipes),
    cast(Layout, markdown),
    cast(Layout, raw),
    cast(Layout, site_json),
    cast(Layout, html),
)


def read_document(page: Page) -> Document:
    """Read a page with the one dialect that recognises it.

    Raises:
        UnknownLayoutError: no dialect recognises the page.
        AmbiguousLayoutError: more than one does.
    """
    found = [dialect for dialect in LAYOUTS if dialect.recognises(page)]
    if not found:
        known = ", ".join(dialect.NAME for dialect in LAYOUTS)
        instead = detect(page).foreign
        raise UnknownLayoutError(
            f"this is {instead}, no API page" if instead else "this is no API page in a layout that topgen knows",
            file=page.path,
            hint=f"known layouts: {known}; a page has a table of 请求参数 (request parameters) or 响应参数 (response)",
        )
    if len(found) > 1:
        names = " and ".join(dialect.NAME for dialect in found)
        raise AmbiguousLayoutError(f"both {names} recognise this page", file=page.path)
    return found[0].read_document(page)
