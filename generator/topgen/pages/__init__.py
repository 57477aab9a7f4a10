"""Stored pages as they came: bytes, digest, and their text with line ends made equal.

In:  files of any name: pages, or containers of pages as browsers (MHTML) and crawlers (WARC) write them.
Out: ``StoredPage`` values one at a time, and ``Page`` values; what is written on them is for the layouts to say.
The bytes decide what a file is and how it is encoded, never its name.
"""

from topgen.pages.files import find_pages, open_pages, page_name, read_page, read_pages, split_address
from topgen.pages.page import MAX_BYTES, Page, StoredPage, decode_page, page_from_bytes

__all__ = [
    "MAX_BYTES",
    "Page",
    "StoredPage",
    "decode_page",
    "find_pages",
    "open_pages",
    "page_from_bytes",
    "page_name",
    "read_page",
    "read_pages",
    "split_address",
]
