"""Reading many pages: on all cores, each page once, one bad page never stopping the others.

In:  paths of files, the specs folder, the folder of the cache, and the function that reads one page.
Out: ``PageResult`` values in the order of the files, whatever the number of cores.
"""

from topgen.batch.cache import Cache, generator_digest, open_cache
from topgen.batch.files import FindReader, PageBatch, ReadPage, as_fault, file_of
from topgen.batch.result import PageReading, PageResult, digest_content, without_fields

__all__ = [
    "Cache",
    "FindReader",
    "PageBatch",
    "PageReading",
    "PageResult",
    "ReadPage",
    "as_fault",
    "digest_content",
    "file_of",
    "generator_digest",
    "open_cache",
    "without_fields",
]
