"""The APIs on the page: a list to search, and one API in detail.

In:  a ``View``, the name of an API. Out: what the template shows of them. Only the module of an API that is shown in
detail is imported: a package may have thousands, and importing them to list them would take seconds and all their
memory. Titles are read from the heads of the modules; where the source is not there to be read, they are empty.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from topclient._index import METHODS
from topclient._runtime.schema import schema_of
from topclient.mock.package_apis import find_request, read_example
from topclient.mock.page.view import View

_LISTED = 25
_READ = 16 * 1024
"""Bytes of a module in which its docstring ends."""
_TITLE = re.compile(r"[^\n:]*: ([^\n]*)")
_SESSION = re.compile(r"^Session: (\w+)\.$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Head:
    """What the docstring of an API's module says."""

    name: str
    title: str = ""
    session: str = "unknown"
    """``required``, ``none`` or ``unknown``."""


def list_apis(view: View) -> dict[str, Any]:
    """Return the APIs that have all words of the search in their name or, for words not in ASCII, in their title."""
    words = view.search.lower().split()
    found = [name for name in sorted(METHODS) if all(_has(name, word) for word in words)]
    pages = max(1, -(-len(found) // _LISTED))
    page = min(view.page, pages)
    heads = [_read_head(name) for name in found[(page - 1) * _LISTED : page * _LISTED]]
    return {"heads": heads, "found": len(found), "total": len(METHODS), "page": page, "pages": pages}


def _has(name: str, word: str) -> bool:
    # Only words that no name can have are worth reading every title for.
    return word in name.lower() if word.isascii() else word in _read_head(name).title.lower()


@cache
def _read_head(name: str) -> Head:
    *folders, module = METHODS[name].partition(":")[0].split(".")
    file = resources.files("topclient.apis").joinpath(*folders, f"{module}.py")
    try:
        with file.open("rb") as source:
            docstring = source.read(_READ).decode("utf-8", "replace").partition('"""')[2].partition('"""')[0]
    except OSError:
        return Head(name)
    title, session = _TITLE.match(docstring), _SESSION.search(docstring)
    return Head(name, title[1].strip() if title else "", session[1] if session else "unknown")


def describe_api(name: str) -> dict[str, Any] | None:
    """Return what is shown of one API; None for one that this package does not have."""
    request = find_request(name)
    if request is None:
        return None
    example = read_example(name)
    return {
        "name": name,
        "title": _read_head(name).title,
        "session": request.__api__.session,
        "method": METHODS[name].partition(":")[0],
        "arguments": schema_of(request),
        "examples": {"Example of a call": _indent(example.request), "Answered with": _indent(example.response)},
    }


def _indent(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)
