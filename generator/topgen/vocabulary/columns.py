"""Column heads of the platform's tables and of copies of them.

In:  a cell, or a line that holds all heads of a table.
Out: ``Column``, or the ``Part`` whose table has such heads. Words are compared without blanks, decoration and capitals.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from topgen.vocabulary.characters import BLANKS, bare_words
from topgen.vocabulary.parts import Part


class Column(Enum):
    """What a column holds."""

    NAME = "name"
    TYPE = "type"
    REQUIRED = "required"
    SAMPLE = "sample"
    LIMITS = "limits"
    DESCRIPTION = "description"
    CODE = "error code"
    MESSAGE = "error message"
    SOLUTION = "error solution"


ORDERS: dict[Part, tuple[Column, ...]] = {
    Part.REQUEST: (Column.NAME, Column.TYPE, Column.REQUIRED, Column.SAMPLE, Column.LIMITS, Column.DESCRIPTION),
    Part.RESPONSE: (Column.NAME, Column.TYPE, Column.SAMPLE, Column.DESCRIPTION),
    Part.ERRORS: (Column.CODE, Column.MESSAGE, Column.SOLUTION),
}
"""The columns of each table in the platform's own order."""
_HEADS = {
    Column.NAME: "名称 参数名称 参数名 参数 字段名称 字段名 字段 name parametername fieldname parameter field",
    Column.TYPE: "类型 参数类型 数据类型 字段类型 type parametertype datatype fieldtype",
    Column.REQUIRED: "是否必须 是否必填 是否必选 是否必需 必须 必填 必选 必需 mandatory? mandatory mandatoryoroptional "
    "optional/required required required? isrequired",
    Column.SAMPLE: "示例值 示例 样例值 样例 samplevalue sample example examplevalue",
    Column.LIMITS: "更多限制 限制 limits morelimits constraints",
    Column.DESCRIPTION: "描述 参数描述 说明 参数说明 字段说明 description parameterdescription",
    Column.CODE: "错误码 错误代码 错误编码 errorcode",
    Column.MESSAGE: "错误描述 错误消息 错误信息 errormessage errordescription",
    Column.SOLUTION: "解决方案 解决办法 解决方法 solution",
}
"""The heads of each column, the platform's own first."""
_COLUMNS = {head: column for column, heads in _HEADS.items() for head in heads.split()}
_PLATFORM = {part: "".join(_HEADS[column].split()[0] for column in order) for part, order in ORDERS.items()}
PLATFORM_COLUMNS = frozenset({_PLATFORM[Part.REQUEST], _PLATFORM[Part.RESPONSE]})
"""Column heads of parameter tables, blanks taken out, as only the platform prints them."""
FIRST_HEADS = frozenset({"名称", "参数名", "错误码"})
"""Heads that begin a table in which each cell has a line of its own."""
INITIALS = frozenset(head[0] for heads in _HEADS.values() for head in heads.split())
"""What the column heads of a table begin with, in small letters."""
_LONGEST = 40
_OPTIONAL = (Column.REQUIRED, Column.SAMPLE, Column.LIMITS, Column.SOLUTION)


def _any_head(column: Column, *further: str) -> str:
    heads = "|".join((*(head for head in _HEADS[column].split() if not head.isascii()), *further))
    return f"(?P<{column.name}>{heads}){'?' if column in _OPTIONAL else ''}"


_LINES = (
    re.compile("".join(map(_any_head, ORDERS[Part.REQUEST]))),
    re.compile(_any_head(Column.CODE) + _any_head(Column.MESSAGE, "描述") + _any_head(Column.SOLUTION)),
)


def read_column(text: str) -> Column | None:
    """Return the column that a cell is the head of."""
    if not text or len(text) > _LONGEST:
        return None
    return _COLUMNS.get(text) or _COLUMNS.get(bare_words(text).lower())


Columns = tuple[Column | None, ...]
"""The columns of a table from left to right; None for one whose head nobody knows."""

_LOOK = 3
"""Cells of a row of which one at least is known where the row is a head."""


def read_heads(texts: Sequence[str]) -> Columns | None:
    """Return the columns whose heads these are: at least name and type, or code and message, and none of them twice."""
    if not any(map(read_column, texts[:_LOOK])):
        return None
    columns = tuple(map(read_column, texts))
    known = [column for column in columns if column is not None]
    if len(known) != len(set(known)):
        return None
    parameters = Column.NAME in known and Column.TYPE in known and len(known) > 2
    return columns if parameters or (Column.CODE in known and Column.MESSAGE in known) else None


def columns_of(texts: Sequence[str], part: Part) -> Columns | None:
    """Return the columns of the table of a part by its heads; None where they are not the heads of such a table."""
    found = read_heads(texts)
    if found is not None and part is Part.ERRORS:
        found = tuple(Column.MESSAGE if column is Column.DESCRIPTION else column for column in found)
    needed = {Column.CODE} if part is Part.ERRORS else {Column.NAME, Column.TYPE}
    return found if found is not None and needed <= set(found) else None


def part_of(columns: Columns) -> Part:
    """Return the part whose table has these columns, as far as they tell."""
    if Column.CODE in columns:
        return Part.ERRORS
    return Part.REQUEST if Column.REQUIRED in columns or Column.LIMITS in columns else Part.RESPONSE


def read_columns(text: str) -> Part | None:
    """Return the part whose column heads a line holds, whatever stands between them; None for other lines."""
    bare = bare_words(text)
    parameters, errors = _LINES
    if (match := parameters.fullmatch(bare)) is not None:
        return Part.REQUEST if match["REQUIRED"] else Part.RESPONSE
    if errors.fullmatch(bare):
        return Part.ERRORS
    columns = read_heads(split_heads(text)) if text.count("|") > 1 else None
    return part_of(columns) if columns is not None else None


def split_heads(text: str) -> tuple[str, ...]:
    """Split column heads at the bars between them."""
    inner = text.strip(BLANKS).removeprefix("|").removesuffix("|")
    return tuple(head.strip(BLANKS) for head in inner.split("|"))


def cuts_columns(text: str, part: Part) -> bool:
    """Return whether words are the beginning of the column heads of a part, which the end of the page cuts."""
    bare = bare_words(text)
    return len(bare) > 1 and _PLATFORM.get(part, "").startswith(bare)
