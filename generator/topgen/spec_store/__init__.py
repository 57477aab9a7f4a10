"""The spec files: what reading pages makes of them, which are new or changed, and how they are loaded and written.

In:  paths of pages, the specs folder, and the function that reads one page.
Out: ``ParseResult``, and the ``Api`` of each file with its corrections.
"""

from topgen.spec_store.files import CorrectedApi, StoredSpec, StoredSpecs, change_specs, find_specs, load_corrected
from topgen.spec_store.finding import find_api, find_page
from topgen.spec_store.memory import Memory, open_memory
from topgen.spec_store.reading import Watch, read_specs
from topgen.spec_store.result import NOTHING, Allowed, ApiFault, ParseResult, SpecFiles

__all__ = [
    "NOTHING",
    "Allowed",
    "ApiFault",
    "CorrectedApi",
    "Memory",
    "ParseResult",
    "SpecFiles",
    "StoredSpec",
    "StoredSpecs",
    "Watch",
    "change_specs",
    "find_api",
    "find_page",
    "find_specs",
    "load_corrected",
    "open_memory",
    "read_specs",
]
