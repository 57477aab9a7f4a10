"""Reading many pages: on all cores, each page once, one bad page never stopping the others.

In:  paths of files, the specs folder, the folder of the cache, and the function that reads one page.
Out: ``PageResult`` values in the order of the files, whatever the number of cores.
"""

from topgen.batch.cache import CACHE, Cache, open_cache
from topgen.batch.files import PageBatch, ReadPage, as_fault
from topgen.batch.result import PageReading, PageResult, digest_content, without_fields

__all__ = [
    "CACHE",
    "Cache",
    "PageBatch",
    "PageReading",
    "PageResult",
    "ReadPage",
    "as_fault",
    "digest_content",
    "open_cache",
    "without_fields",
]
