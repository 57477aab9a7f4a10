"""The package as files, and the files on disk.

In:  the code of APIs, what leads to them, and the templates. Out: ``OutputFile`` values, all formatted and verified;
then a tree that is replaced only where it changed. Knows neither specs nor pages.
What is named here is needed where nothing has changed, too; what renders is imported from its modules when it is.
"""

from topgen.render.copies import copy_files, mark_test_folders
from topgen.render.disk import Changes, change_tree
from topgen.render.drafts import Draft, OutputFile
from topgen.render.drift import Drift, find_drift, read_file, show_drift
from topgen.render.formatting import STYLE
from topgen.render.held import HeldModule, held_files, hold_modules
from topgen.render.manifest import read_manifest

__all__ = [
    "STYLE",
    "Changes",
    "Draft",
    "Drift",
    "HeldModule",
    "OutputFile",
    "change_tree",
    "copy_files",
    "find_drift",
    "held_files",
    "hold_modules",
    "mark_test_folders",
    "read_file",
    "read_manifest",
    "show_drift",
]
