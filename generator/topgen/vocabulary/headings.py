"""Headings of the parts of a page: the platform's own words, and those that copies and other documents print.

In:  one line of a page.
Out: ``Heading``: the part that it opens, and how it is decorated.
Copies number headings (``一、请求参数``), put a word before or behind the known ones (``JSON 响应示例``,
``错误码表``) and decorate them (``## 请求参数``, ``【请求参数】:``).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from topgen.vocabulary.characters import BLANKS, bare_words
from topgen.vocabulary.parts import Part

HEADINGS = {
    "公共参数": Part.COMMON,
    "公共请求参数": Part.COMMON,
    "公共响应参数": Part.COMMON,
    "请求参数": Part.REQUEST,
    "响应参数": Part.RESPONSE,
    "返回参数": Part.RESPONSE,
    "请求示例": Part.REQUEST_EXAMPLE,
    "响应示例": Part.RESPONSE_EXAMPLE,
    "返回示例": Part.RESPONSE_EXAMPLE,
    "异常示例": Part.ERROR_EXAMPLE,
    "错误码解释": Part.ERRORS,
}
"""The part that each heading of the platform and of its mirrors opens."""
_OTHERS = {
    Part.COMMON: "公共返回参数 公共入参 公共出参 系统参数 系统级参数 系统级输入参数 公共输入参数 公共输出参数 "
    "commonparameters commonrequestparameters commonresponseparameters publicparameters systemparameters",
    Part.REQUEST: "输入参数 传入参数 入参 请求入参 请求字段 业务参数 应用级参数 应用级输入参数 业务请求参数 "
    "requestparameters requestparameter requestparams inputparameters inputparams requestfields inputs parameters",
    Part.RESPONSE: "输出参数 返回结果 返回字段 返回值 返回数据 响应字段 响应结果 出参 返回出参 响应出参 应用级输出参数 "
    "responseparameters responseparameter responseparams outputparameters outputparams responsefields returnvalue "
    "returnvalues returnparameters returns outputs response",
    Part.REQUEST_EXAMPLE: "调用示例 请求样例 请求代码示例 调用代码 示例代码 代码示例 请求范例 调用样例 "
    "requestexample requestexamples requestsample examplerequest samplerequest samplecode callexample",
    Part.RESPONSE_EXAMPLE: "响应样例 返回样例 返回结果示例 响应结果示例 返回数据示例 返回范例 "
    "responseexample responseexamples responsesample exampleresponse sampleresponse",
    Part.ERROR_EXAMPLE: "错误示例 异常返回示例 异常响应示例 错误返回示例 错误响应示例 异常样例 失败示例 "
    "errorexample errorexamples errorsample errorresponse exceptionexample",
    Part.ERRORS: "错误码 错误代码 错误编码 业务错误码 返回错误码 返回码 状态码 errorcodes errorcode errors",
}
"""Words that other documents print for the same parts."""
_PARTS = HEADINGS | {word: part for part, words in _OTHERS.items() for word in words.split()}
_AROUND = (
    "java|javascript|node\\.?js|python|php|curl|c/c\\+\\+|c\\+\\+|c#|\\.net|csharp|sdk|json|xml|http|https|api|top|spi"
    "|接口|业务|本接口|正常|成功|调用|格式|说明|表|列表|详情|明细|定义|解释|如下|table|list"
)
_AFFIXED = re.compile(rf"(?:{_AROUND})?({'|'.join(sorted(_PARTS, key=len, reverse=True))})(?:{_AROUND})?")
LONGEST = 60
"""Characters of the longest line that can be a heading."""

_RANK = re.compile(r"(#{1,6})\s*(?=\S)")
_NUMBER = re.compile(
    r"(?:第?[一二三四五六七八九十]{1,3}\s?[、.,:：．，步章节)）]"
    r"|[(（【\[](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）】\]]"
    r"|\d{1,2}(?:\.\d{1,2}){0,3}\s?[、.:：．)）]?(?=[\s\u3000-\u9fff])|\d{1,2}[、.．)）]|[①-⑳])\s*"
)
_MARKED = re.compile(r"[#*【〖《「=\[]|.*[:：]$")


class Heading(NamedTuple):
    """A heading of a part."""

    part: Part
    is_sure: bool
    """Whether its words are the platform's, or a decoration shows that it is a heading; else only its place tells."""


def read_rank(text: str) -> int:
    """Return how many ``#`` a line begins with that has words behind them; 0 for any other line."""
    match = _RANK.match(text) if text[:1] == "#" else None
    return len(match[1]) if match is not None else 0


def strip_rank(text: str) -> str:
    """Return a line without the ``#`` around its words, and without the marks of bold print."""
    if not read_rank(text):
        return text
    words = text.strip("#" + BLANKS)
    return words[2:-2].strip(" ") if len(words) > 4 and words.startswith("**") and words.endswith("**") else words


def strip_number(text: str) -> str:
    """Return a line without the number of a heading before its words."""
    match = _NUMBER.match(text)
    return text[match.end() :] if match is not None and match.end() < len(text) else text


def read_heading(text: str) -> Heading | None:
    """Return the part that a line opens if it has the words of a heading; None for any other line."""
    if len(text) > LONGEST:
        return None
    ranked = strip_rank(text)
    plain = strip_number(ranked)
    bare = bare_words(plain).lower()
    own = HEADINGS.get(bare)
    if own is not None:
        return Heading(own, True)
    match = _AFFIXED.fullmatch(bare)
    if match is None:
        return None
    return Heading(_PARTS[match[1]], plain is not text or _MARKED.match(text) is not None)
