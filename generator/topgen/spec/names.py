"""API names: which ones are safe to become files and folders on every system, and where an API's spec lives.

In:  names as pages spell them, so any text at all.
Out: the same names, or ``NameConflictError``. Nothing else may turn a scraped name into a path.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import PurePosixPath

from topgen.errors import NameConflictError

LONGEST_API_NAME = 120
"""Characters; the catalogue's longest name has 79, and paths on Windows end at 260."""

API_NAME_PATTERN = r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)+"

_RESERVED_ON_WINDOWS = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{digit}" for digit in range(10)), *(f"lpt{digit}" for digit in range(10))}
)


def check_api_name(name: str, file: str, line: int) -> str:
    """Return the name; raise ``NameConflictError`` at the place it was read from where it is not safe."""
    if reason := _why_unsafe(name):
        raise NameConflictError(f"{_shown(name)} cannot be an API name: {reason}", file=file, line=line)
    return name


@lru_cache(maxsize=100_000)
def spec_path(api_name: str) -> PurePosixPath:
    """Return the path of an API's spec below the folder of specs: ``apis/taobao/taobao.time.get.yaml``."""
    check_api_name(api_name, "", 0)
    return PurePosixPath("apis", api_name.partition(".")[0], f"{api_name}.yaml")


def _why_unsafe(name: str) -> str:
    """Return what is wrong with a name; empty when nothing is."""
    if len(name) > LONGEST_API_NAME:
        return f"it has {len(name)} characters, and {LONGEST_API_NAME} are the limit"
    if not re.fullmatch(API_NAME_PATTERN, name):
        return "it must be two or more words of A-Z, a-z, 0-9, _ and - with single dots between them"
    for word in name.split("."):
        if word.lower() in _RESERVED_ON_WINDOWS:
            return f"no file or folder can be called {word} on Windows"
    return ""


def _shown(name: str) -> str:
    return ascii(name if len(name) <= LONGEST_API_NAME else name[:40] + "...")
