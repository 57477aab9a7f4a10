"""The package as files, and the files on disk.

In:  ``Package`` and the templates. Out: ``OutputFile`` values, all formatted and verified; then a tree that is replaced
only where it changed. Knows neither specs nor pages.
"""

from topgen.render.disk import Changes, change_tree
from topgen.render.drift import Drift, find_drift, read_file, show_drift
from topgen.render.formatting import STYLE
from topgen.render.held import HeldModule, hold_modules, with_held
from topgen.render.manifest import read_manifest
from topgen.render.output import OutputFile, render_module, render_package

__all__ = [
    "STYLE",
    "Changes",
    "Drift",
    "HeldModule",
    "OutputFile",
    "change_tree",
    "find_drift",
    "hold_modules",
    "read_file",
    "read_manifest",
    "render_module",
    "render_package",
    "show_drift",
    "with_held",
]
