"""A tree on disk made equal to files, as a build does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from topgen.exclusive import exclusive
from topgen.render import Changes, OutputFile, change_tree


def write_tree(files: Sequence[OutputFile], out: Path, only: Sequence[str] = ()) -> Changes:
    """Write the files into a tree that stands alone."""
    with exclusive(out) as held:
        drift, change = change_tree(files, out, only)
        held.commit(change)
        return Changes(drift, held.resumed)
