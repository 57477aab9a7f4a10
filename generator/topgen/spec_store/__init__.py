"""The spec files: what reading pages makes of them, which are new or changed, and how they are loaded and written.

In:  paths of pages, the specs folder, and the function that reads one page.
Out: ``ParseResult``, and the ``Api`` of each file with its corrections.
"""

from topgen.spec_store.files import LoadedSpecs, change_specs, load_corrected, load_specs
from topgen.spec_store.finding import find_api, find_page
from topgen.spec_store.reading import Watch, read_specs
from topgen.spec_store.result import NOTHING, Allowed, ApiFault, ParseResult, SpecFiles

__all__ = [
    "NOTHING",
    "Allowed",
    "ApiFault",
    "LoadedSpecs",
    "ParseResult",
    "SpecFiles",
    "Watch",
    "change_specs",
    "find_api",
    "find_page",
    "load_corrected",
    "load_specs",
    "read_specs",
]
