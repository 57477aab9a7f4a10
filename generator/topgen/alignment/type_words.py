"""The words of a type cell: what stands before the brackets, and how many pairs of brackets follow.

In:  a cell such as ``String``, ``Number []``, ``byte[]`` or ``ShopInventoryEditDTO []``.
Out: ``TypeWords``; which kind of the spec that is, the spec room decides.
Surprise: ``byte[]`` is no list but a file, whether the blank is there or not, and ``byte[] []`` is a list of files.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

SCALARS = frozenset(
    {"string", "number", "boolean", "date", "json", "bigdecimal", "price", "byte", "byte[]", "map", "null", ""}
)
"""Type words, in lower case, of values that have no rows inside."""

_BRACKETS = re.compile(r"\s*\[\s*\]$")


@dataclass(frozen=True, slots=True)
class TypeWords:
    """A type cell, taken apart."""

    base: str
    """In the page's spelling, without list brackets; ``byte[]`` for files; empty when the cell is."""
    is_list: bool

    @property
    def is_scalar(self) -> bool:
        return self.base.lower() in SCALARS

    @property
    def wrapper(self) -> str:
        """The name of the element that wraps each item of such a list in a reply.

        ``ItemDTO`` gives ``item_d_t_o``: every capital, but the first, becomes ``_`` and its small letter.
        """
        if self.is_scalar:
            return self.base.lower()
        return re.sub(r"(?<!^)([A-Z])", r"_\1", self.base).lower()


NO_TYPE = TypeWords("", False)
"""The words of a type cell that is empty or not there."""


@lru_cache(maxsize=65536)
def split_type(cell: str) -> TypeWords:
    """Take a type cell apart; total, any text is some base."""
    base, pairs = cell.strip(), 0
    while match := _BRACKETS.search(base):
        base, pairs = base[: match.start()], pairs + 1
    if base.lower() == "byte" and pairs:
        base, pairs = "byte[]", pairs - 1
    return TypeWords(base, pairs > 0)
