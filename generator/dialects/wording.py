"""The platform's headings and fixed lines, as its pages print them, whatever the layout around them.

In:  one line or cell of a page.
Out: which part of a page it opens, or which rule leaves it out on purpose.
Surprise: full-width punctuation is folded in some copies of a page and not in others, so both are compared folded.
"""

from __future__ import annotations

import re
from enum import IntEnum

BLANKS = " \t\v\f\u00a0\u3000\u200b\ufeff"
"""White space that copies of pages put around words, the no-break, ideographic and zero-width blanks among it."""

OTHER_FORMATS = ("<!", "<html", "<HTML", "{", "[")
"""How a page begins that is HTML or JSON, whatever words of the platform stand inside."""


class Part(IntEnum):
    """The parts of a page, in the order in which every page prints them."""

    HEAD = 0
    COMMON = 1
    REQUEST = 2
    RESPONSE = 3
    REQUEST_EXAMPLE = 4
    RESPONSE_EXAMPLE = 5
    ERROR_EXAMPLE = 6
    ERRORS = 7
    FOOT = 8


REQUIRED_WORDS = frozenset({"必须", "可选", "特殊可选", "必选", "是", "否", "true", "false", "Y", "N"})
_RULE = re.compile(r"\|?(?:\s*:?-{3,}:?\s*\|)+(?:\s*:?-{3,}:?)?\s*")
_TYPE = re.compile(r"[A-Za-z_$][\w.$<>,]*(?: ?\[\])*|\[\]")
_HEADINGS = {
    "公共参数": Part.COMMON,
    "公共请求参数": Part.COMMON,
    "请求参数": Part.REQUEST,
    "响应参数": Part.RESPONSE,
    "返回参数": Part.RESPONSE,
    "请求示例": Part.REQUEST_EXAMPLE,
    "响应示例": Part.RESPONSE_EXAMPLE,
    "返回示例": Part.RESPONSE_EXAMPLE,
    "异常示例": Part.ERROR_EXAMPLE,
    "错误码解释": Part.ERRORS,
    "API工具": Part.FOOT,
    "如何获得此API": Part.FOOT,
    "FAQ": Part.FOOT,
}
_REQUEST_HEAD = ("名称", "类型", "是否必须", "示例值", "更多限制", "描述")
_RESPONSE_HEAD = ("名称", "类型", "示例值", "描述")
_ERROR_HEAD = ("错误码", "错误描述", "解决方案")
_TABS = {"JAVA", ".NET", "PHP", "CURL", "Python", "C/C++", "NodeJS", "XML示例", "JSON示例"}
_FOOT = {"返回", "顶部", "API工具", "如何获得此API", "FAQ"}
_WARNING = "注意:以下文档只适用于TOP接口"
_BANNER = "感谢您的反馈"
_CRUMBS = re.compile(r"^文档中心\s*>")
_FOLDED = str.maketrans(":!,();", ":!,();")


def fold(text: str) -> str:
    """Give text with full-width punctuation made half-width, for comparing only."""
    return text.translate(_FOLDED)


def read_heading(text: str) -> Part | None:
    """Give the part that a line opens, or None; a trailing colon does not count."""
    return _HEADINGS.get(fold(text).rstrip(": "))


def read_table_head(cells: tuple[str, ...]) -> Part | None:
    """Give the part whose column headings these are, or None."""
    if cells == _REQUEST_HEAD:
        return Part.REQUEST
    if cells == _RESPONSE_HEAD:
        return Part.RESPONSE
    return Part.ERRORS if cells == _ERROR_HEAD else None


def read_category(text: str) -> str | None:
    """Give the category of a breadcrumb (``文档中心 > API类目 > X``): its last step; None for any other line."""
    if not _CRUMBS.match(text):
        return None
    steps = [step.strip(BLANKS) for step in text.split(">")]
    return steps[-1] if len(steps) > 1 and steps[-1] not in {"API类目", ""} else ""


def ignored_rule(text: str) -> str | None:
    """Name the rule that leaves a line out on purpose, or None when the line says something."""
    if text in _TABS:
        return "language tab"
    if text in _FOOT:
        return "footer"
    if fold(text).startswith(_WARNING):
        return "warning line"
    return "feedback banner" if text.startswith(_BANNER) else None


def is_required_word(text: str) -> bool:
    """Whether a cell is one of the words of the column 是否必须 (required?)."""
    return text in REQUIRED_WORDS


def is_type_word(text: str) -> bool:
    """Whether a cell can be a type: an identifier, and a pair of brackets for lists."""
    return _TYPE.fullmatch(text) is not None


def is_rule(line: str) -> bool:
    """Whether a line is the rule below the column heads of a Markdown table: ``---|---|``."""
    return "---" in line and _RULE.fullmatch(line.strip(BLANKS)) is not None
