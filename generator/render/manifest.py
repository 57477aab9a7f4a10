"""Which files of the generated tree are ours, and what we last wrote into them.

In:  the output files, or the text of ``.topgen-manifest.json`` in the tree.
Out: path → SHA-256, sorted. Only a file named here is ever removed; one whose digest differs was edited by hand.
A manifest that nobody can read owns nothing, and paths in it that leave the tree are not believed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from generator.render.output import OutputFile
from generator.render.paths import is_plain

MANIFEST = ".topgen-manifest.json"


def make_manifest(files: Iterable[OutputFile]) -> OutputFile:
    """The manifest of the files, itself one more file."""
    owned = {file.path: digest(file.data) for file in files}
    return OutputFile(MANIFEST, (json.dumps(owned, indent=0, sort_keys=True) + "\n").encode())


def read_manifest(out: Path) -> Mapping[str, str]:
    """What the tree's own manifest says; empty when there is none."""
    try:
        owned = json.loads((out / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return {}
    pairs = owned.items() if isinstance(owned, dict) else ()
    return {path: str(value) for path, value in pairs if is_plain(path)}


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return sha256(data).hexdigest()
