"""Every layout that pages come in, by the name that its tests go by.

In:  nothing.
Out: ``SYNTHETIC_LAYOUTS``: for each layout how to draw it, and what it keeps of an API.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from synthetic_api import SyntheticApi
from synthetic_bullets import draw_bullets
from synthetic_copies import draw_markdown, draw_markdown_by_tool, draw_tabs
from synthetic_documents import draw_document, draw_document_with_json
from synthetic_markup import draw_lists, draw_tables
from synthetic_pipes import draw_bars, draw_bars_closed_up, draw_pipes
from synthetic_relatives import draw_menu, draw_raw, draw_spi


@dataclass(frozen=True, slots=True)
class SyntheticLayout:
    """One way to print an API."""

    reader: str
    """The layout that reads it."""
    draw: Callable[[SyntheticApi], str]
    keeps_nested: bool = True
    keeps_category: bool = False
    shows_call: bool = True
    """Whether the page tells if a call needs the user's authorization."""
    ends_with_errors: bool = True
    """Whether a page without its error table is cut."""
    suffix: str = ".txt"


SYNTHETIC_LAYOUTS = {
    "bullets": SyntheticLayout("bullet", draw_bullets, keeps_category=True),
    "raw cells": SyntheticLayout("raw", draw_raw, keeps_category=True),
    "spi": SyntheticLayout("bullet", draw_spi, keeps_category=True, shows_call=False),
    "menu first": SyntheticLayout("bullet", draw_menu, keeps_category=True),
    "pipes": SyntheticLayout("pipe", draw_pipes, keeps_nested=False),
    "bars": SyntheticLayout("markdown", draw_bars, keeps_nested=False),
    "bars closed up": SyntheticLayout("markdown", draw_bars_closed_up, keeps_nested=False),
    "html lists": SyntheticLayout("html", draw_lists, keeps_category=True, suffix=".html"),
    "html tables": SyntheticLayout("html", draw_tables, keeps_category=True, suffix=".html"),
    "markdown copy": SyntheticLayout("markdown", draw_markdown, ends_with_errors=False, suffix=".md"),
    "markdown by a tool": SyntheticLayout("markdown", draw_markdown_by_tool, ends_with_errors=False, suffix=".md"),
    "tabs": SyntheticLayout("tabs", draw_tabs),
    "document": SyntheticLayout("docjson", draw_document, suffix=".json"),
    "document with json": SyntheticLayout("docjson", draw_document_with_json, suffix=".json"),
}
