"""Reading many pages: on all cores, each page once, one bad page never stopping the others.

In:  paths of files, the specs folder, the folder of the cache.
Out: ``PageResult`` values in the order of the files, whatever the number of cores.
"""

from topgen.batch.cache import Cache, open_cache
from topgen.batch.files import read_again, read_files
from topgen.batch.reading import as_fault, read_page_api, read_whole
from topgen.batch.result import PageReading, PageResult, without_fields

__all__ = [
    "Cache",
    "PageReading",
    "PageResult",
    "as_fault",
    "open_cache",
    "read_again",
    "read_files",
    "read_page_api",
    "read_whole",
    "without_fields",
]
