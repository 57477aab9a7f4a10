"""What the page's own address asks for.

In:  a query, percent-encoded, from anyone. Out: ``View``, and links to other views.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

_MOST_FIELDS = 10
_MOST_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class View:
    """What a reader wants to see."""

    search: str = ""
    """Words that the APIs listed have in their name or title."""
    page: int = 1
    """Of the list of APIs."""
    api: str = ""
    """Shown in detail."""
    failed: bool = False
    """Only calls that failed."""

    def link(self, fragment: str, **changes: Any) -> str:
        """Return where this view with some changes is found, relative to the page."""
        view = replace(self, **changes)
        fields = {
            "q": view.search,
            "page": view.page if view.page > 1 else "",
            "api": view.api,
            "calls": "failed" if view.failed else "",
        }
        return f"?{urlencode({name: value for name, value in fields.items() if value})}#{fragment}"


def read_query(query: bytes) -> View:
    """Return the view; what makes no sense is left at its default."""
    try:
        fields = dict(parse_qsl(query.decode("latin-1"), max_num_fields=_MOST_FIELDS))
    except ValueError:
        return View()
    page = fields.get("page", "")
    return View(
        search=fields.get("q", "")[:_MOST_CHARACTERS].strip(),
        page=max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
        api=fields.get("api", "")[:_MOST_CHARACTERS],
        failed=fields.get("calls") == "failed",
    )
