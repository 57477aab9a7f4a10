"""What the generated tree records of itself: its files, the APIs it was asked to hold, the style of its layout.

In:  the output files, or the text of ``.topgen-manifest.json`` in the tree.
Out: ``Manifest``. Only a file named in it is ever removed; one whose digest differs was edited by hand.
A manifest that nobody can read owns nothing, and paths in it that leave the tree are not believed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from topgen.exclusive import is_plain
from topgen.render.drafts import OutputFile
from topgen.render.formatting import STYLE

MANIFEST = ".topgen-manifest.json"
_CONFLICT = re.compile(r"^[<>]{7} ", re.MULTILINE)
_BOTH_SIDES = re.compile(
    r'\{\n(?:(?:"black": "\d+",|"(?:files|only)": [{\[]|"[^"\n]+"(?:: "[0-9a-f]{64}")?,?|\},|\]|"only": \[\])\n)*\}\n'
)
"""Lines of a manifest in any number, as a merge leaves them that keeps those of both sides; a cut one has no end."""
_FILE = re.compile(r'^"([^"\n]+)": "([0-9a-f]{64})",?$', re.MULTILINE)
_PATTERN = re.compile(r'^"([^"\n]+)",?$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a tree says about itself."""

    files: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 by path."""
    only: tuple[str, ...] = ()
    """The patterns that its APIs were chosen by; empty when it holds all. Anybody may have edited them."""
    black: str = ""
    """The year of the style of black that it was laid out in; empty when nobody knows."""

    @property
    def names(self) -> frozenset[str]:
        """What the package was called; both sides of what git could not merge, none where it holds nothing yet."""
        return frozenset(path.split("/")[1] for path in self.files if path.startswith("src/"))

    @property
    def has_tests(self) -> bool:
        """Whether the tree holds tests, or nothing yet."""
        return not self.files or any(path.startswith("tests/") for path in self.files)


def make_manifest(digests: Mapping[str, str], only: Sequence[str] = ()) -> OutputFile:
    """Return the manifest of files whose digests these are by their paths, itself one more file."""
    # As json.dumps lays it out with an indent of 0, which takes a tenth of a second for thousands of APIs.
    files = ",\n".join(f'"{path}": "{digests[path]}"' for path in sorted(digests))
    patterns = ",\n".join(map(json.dumps, only))
    text = f'{{\n"black": "{STYLE}",\n"files": {_in_lines("{}", files)},\n"only": {_in_lines("[]", patterns)}\n}}\n'
    return OutputFile(MANIFEST, text.encode())


def _in_lines(brackets: str, lines: str) -> str:
    return f"{brackets[0]}\n{lines}\n{brackets[1]}" if lines else brackets


def read_manifest(out: Path) -> Manifest:
    """Return what the tree's own manifest says; empty when there is none."""
    try:
        data = (out / MANIFEST).read_bytes()
    except OSError:
        return Manifest()
    try:
        said = json.loads(data)
    except (ValueError, RecursionError):
        said = _merged(data.decode("utf-8", "replace"))
    owned, only = _member(said, "files", dict), _member(said, "only", list)
    return Manifest(
        {path: str(value) for path, value in owned.items() if is_plain(path)},
        tuple(pattern for pattern in only if isinstance(pattern, str)),
        year if (year := _member(said, "black", str)).isascii() and year.isdigit() else "",
    )


def _merged(text: str) -> dict[str, Any]:
    """Return what both sides say in a manifest that git could not merge: it has a line for each file and pattern."""
    files = dict(_FILE.findall(text)) if _CONFLICT.search(text) or _BOTH_SIDES.fullmatch(text) else {}
    return {"files": files, "only": _PATTERN.findall(text.partition('"only": [')[2])} if files else {}


def _member(said: Any, name: str, kind: type[Any]) -> Any:
    """Return what stands under the name, or nothing of that kind."""
    found = said.get(name) if isinstance(said, dict) else None
    return found if isinstance(found, kind) else kind()
