"""Words and forms in the cells of parameter tables: names, types, required flags, limits.

In:  a cell.
Out: what its words are; what they mean in a spec, ``extract`` decides.
``byte[]`` is no list but a file, whether the blank is there or not, and ``byte[] []`` is a list of files.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

FIELD_NAME = r"[A-Za-z_$][\w.$\-]*+"
"""The name of a field."""
CLASS = r"[A-Za-z_$][\w.$<>,]*+"
"""A type without the brackets of a list."""
BRACKETS = r"(?:\s*\[\s*\])"
TYPE = rf"(?:{CLASS}{BRACKETS}*|\[\s*\])"
"""The type of a field."""

TYPES = {
    "string": "string",
    "number": "integer",
    "boolean": "boolean",
    "date": "datetime",
    "json": "json",
    "bigdecimal": "decimal",
    "price": "decimal",
    "byte": "integer",
    "byte[]": "file",
    "map": "map",
}
"""The platform's types of values without fields, in small letters, with their kind in a spec."""
_OTHER_TYPES = {
    "integer": ("int", "integer", "long", "short", "bigint", "int32", "int64", "uint", "uint32", "uint64"),
    "decimal": ("float", "double", "decimal", "money"),
    "string": ("str", "text", "varchar", "char", "character"),
    "boolean": ("bool",),
    "datetime": ("datetime", "timestamp", "time"),
    "file": ("file", "bytes", "binary"),
}
OTHER_TYPES = {word: kind for kind, words in _OTHER_TYPES.items() for word in words}
"""Types that other documents print for the platform's, with the kind that they most likely are; with a capital they are
classes of the platform."""
NO_CLASSES = frozenset({"object", "obj", "array", "list", "arraylist", "set", "collection", "struct", "any", "void"})
"""Words that say of a type no more than that it is one; with a capital, the platform has classes of some."""
_SCALARS = frozenset((*TYPES, "null", ""))
SCALAR_WRAPPERS = frozenset({"string", "number", "boolean", "date", "json", "price"})
"""Names of elements that wrap the items of a list of scalars, and are hardly ever fields."""

REQUIRED = {
    "必须": "true",
    "必选": "true",
    "必填": "true",
    "必需": "true",
    "可选": "false",
    "选填": "false",
    "非必填": "false",
    "非必须": "false",
    "特殊可选": "conditional",
    "是": "true",
    "否": "false",
    "Y": "true",
    "N": "false",
    "true": "true",
    "false": "false",
}
"""Words of the column 是否必须 (required?), on the platform's own pages and on copies, with their flag in a spec."""
PLAIN_REQUIRED = "(?:必须|必选|可选|特殊可选)"
"""Those of them that are no sample either."""

REQUEST_ROW = re.compile(rf"(?:\| *)?({FIELD_NAME})(?: +\| +| +){TYPE}(?: +\| +| +){PLAIN_REQUIRED}(?: |$)")
"""A top-level row of a request in any text layout: name, type and one of the platform's words for required."""

LIMITS = {
    "默认值": "default",
    "最大长度": "max_length",
    "最大列表长度": "max_items",
    "最大值": "maximum",
    "最小值": "minimum",
}
"""Labels of the column 更多限制 (more limits), with the limit of a spec."""
_LIMIT = re.compile(rf"({'|'.join(LIMITS)})\s*[:：]\s*(.*)", re.DOTALL)

EMPTY_OBJECTS = frozenset({"", "{}", "[]", "none", "null", "0"})
"""Samples of objects that say nothing, in small letters."""
EMPTY_WORDS = frozenset({"无", "暂无", "没有", "空", "-", "--", "—", "/", "None", "none", "N/A", "null"})
"""What a table without rows says in place of one."""

_TYPE_WORDS = frozenset({"String", "Number", "Boolean", "Date", "Json", "BigDecimal"})
_NAME = re.compile(FIELD_NAME)
_TYPE = re.compile(TYPE)
_LAST_BRACKETS = re.compile(rf"{BRACKETS}$")


def is_name(text: str) -> bool:
    """Return whether a cell can be the name of a field; a type in the platform's own spelling never is one."""
    return _NAME.fullmatch(text) is not None and text not in _TYPE_WORDS


def is_type(text: str) -> bool:
    """Return whether a cell can be a type: an identifier with a pair of brackets for lists, or such a pair alone."""
    return _TYPE.fullmatch(text) is not None


def read_limit(text: str) -> tuple[str, str] | None:
    """Return label and value of a cell that states a limit; the same words inside a sentence state none."""
    match = _LIMIT.fullmatch(text)
    return (match[1], match[2].strip()) if match is not None else None


@dataclass(frozen=True, slots=True)
class TypeWords:
    """A type cell, taken apart."""

    base: str
    """In the page's spelling, without list brackets; ``byte[]`` for files; empty when the cell is."""
    is_list: bool

    @property
    def is_scalar(self) -> bool:
        """Whether such values have no fields inside."""
        return self.base.lower() in _SCALARS or self.base in OTHER_TYPES

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
    while match := _LAST_BRACKETS.search(base):
        base, pairs = base[: match.start()], pairs + 1
    if base.lower() == "byte" and pairs:
        base, pairs = "byte[]", pairs - 1
    return TypeWords(base, pairs > 0)
