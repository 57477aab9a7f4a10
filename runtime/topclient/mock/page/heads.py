"""What the list says of each API, read from the head of its module without importing it.

In:  the name of an API of this package. Out: ``Head``; an empty one where the source is not there to be read.
A package may have thousands of modules; importing them to list them would take seconds and all their memory.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from topclient._index import METHODS

_READ = 16 * 1024
_TITLE = re.compile(r"[^\n:]*: ([^\n]*)")
_SESSION = re.compile(r"^Session: (\w+)\.$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Head:
    """The title of a page, and whether calls need a session."""

    title: str = ""
    session: str = "unknown"
    """``required``, ``none`` or ``unknown``."""


@cache
def read_head(api: str) -> Head:
    """The head of the module of an API."""
    *folders, module = METHODS[api].partition(":")[0].split(".")
    file = resources.files("topclient.apis").joinpath(*folders, f"{module}.py")
    try:
        with file.open("rb") as source:
            _, _, behind = source.read(_READ).decode("utf-8", "replace").partition('"""')
    except OSError:
        return Head()
    words = behind.partition('"""')[0]
    title, session = _TITLE.match(words), _SESSION.search(words)
    return Head(title[1].strip() if title else "", session[1] if session else "unknown")


def search_apis(words: str) -> list[str]:
    """The APIs that have all the words in their name or, for words that are not ASCII, in their title; sorted."""
    wanted = words.lower().split()
    return [api for api in sorted(METHODS) if all(_has(api, word) for word in wanted)]


def _has(api: str, word: str) -> bool:
    # Only words that no name can have are worth reading every title for.
    return word in api.lower() if word.isascii() else word in read_head(api).title.lower()
