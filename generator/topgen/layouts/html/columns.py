"""Which column of a table holds what, told by the words of its head.

In:  the cells of a row.
Out: ``Columns``, or None when the row is no head.
Surprise: words are compared without blanks, brackets and capitals, since heads are folded and decorated at will.
"""

from __future__ import annotations

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


Columns = tuple[Column | None, ...]
"""The columns of a table from left to right; None for one whose head nobody knows."""

REQUEST = (Column.NAME, Column.TYPE, Column.REQUIRED, Column.SAMPLE, Column.LIMITS, Column.DESCRIPTION)
RESPONSE = (Column.NAME, Column.TYPE, Column.SAMPLE, Column.DESCRIPTION)
ERRORS = (Column.CODE, Column.MESSAGE, Column.SOLUTION)
ORDERS: dict[Part, tuple[Column, ...]] = {
    Part.COMMON: REQUEST,
    Part.REQUEST: REQUEST,
    Part.RESPONSE: RESPONSE,
    Part.ERRORS: ERRORS,
}
"""The columns of each table in the platform's own order."""

_WORDS = {
    Column.NAME: "名称 参数名 参数名称 参数 字段 字段名 字段名称 name parametername",
    Column.TYPE: "类型 参数类型 数据类型 字段类型 type parametertype",
    Column.REQUIRED: "是否必须 必须 是否必填 必填 是否必选 必选 是否必需 必需 mandatory? mandatory mandatoryoroptional "
    "optional/required required",
    Column.SAMPLE: "示例值 示例 样例 样例值",
    Column.LIMITS: "更多限制 限制",
    Column.DESCRIPTION: "描述 参数描述 说明 参数说明 字段说明 description parameterdescription",
    Column.CODE: "错误码 错误代码 错误编码",
    Column.MESSAGE: "错误描述 错误消息 错误信息",
    Column.SOLUTION: "解决方案 解决办法 解决方法",
}
_COLUMNS = {word: column for column, words in _WORDS.items() for word in words.split()}
_LONGEST = 40
_LOOK = 3
"""Cells of a row of which one at least is known where the row is a head."""


def read_columns(texts: tuple[str, ...]) -> Columns | None:
    """Give the columns whose heads these are: at least name and type, or code and message, and none of them twice."""
    if not any(map(_read_column, texts[:_LOOK])):
        return None
    columns = tuple(map(_read_column, texts))
    known = [column for column in columns if column is not None]
    if len(known) != len(set(known)):
        return None
    parameters = Column.NAME in known and Column.TYPE in known and len(known) > 2
    return columns if parameters or (Column.CODE in known and Column.MESSAGE in known) else None


def _read_column(text: str) -> Column | None:
    if not text or len(text) > _LONGEST:
        return None
    if text in _COLUMNS:
        return _COLUMNS[text]
    return _COLUMNS.get(bare_words("".join(text.split())).strip(BLANKS).lower())


def part_of(columns: Columns) -> Part:
    """Give the part whose table has these columns, as far as they tell."""
    if Column.CODE in columns:
        return Part.ERRORS
    return Part.REQUEST if Column.REQUIRED in columns or Column.LIMITS in columns else Part.RESPONSE
