"""Reading many pages: on all cores, each page once, one bad page never stopping the others.

In:  paths of files, the specs folder, the folder of the cache.
Out: ``PageResult`` values in the order of the files, whatever the number of cores.
"""

from generator.run.files import read_again, read_files
from generator.run.reading import as_fault, read_page_api, read_whole
from generator.run.recall import Recall, open_recall
from generator.run.result import PageReading, PageResult, outline

__all__ = [
    "PageReading",
    "PageResult",
    "Recall",
    "as_fault",
    "open_recall",
    "outline",
    "read_again",
    "read_files",
    "read_page_api",
    "read_whole",
]
