"""The platform's headings, column heads and fixed lines, as its pages print them, whatever the layout around them.

In:  one line or cell of a page.
Out: its ``Sign``: which part of a page it opens, or which rule leaves it out on purpose.
Surprise: copies of a page differ in white space, punctuation and decoration (``【请求参数】:``, ``## 请求参数``), so
words are compared without them. Whether a line with such words is a heading, only its place tells; see ``sections``.
"""

from __future__ import annotations

import re
from enum import Enum, IntEnum
from typing import NamedTuple

WIDTHLESS = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Characters that are not seen at all."""

BLANKS = " \t\v\f\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a" + (
    "\u2028\u2029\u202f\u205f\u3000" + WIDTHLESS
)
"""White space that copies of pages put around words, the no-break, ideographic and zero-width blanks among it."""


CUT = "cut off"
"""The rule of words whose end is lost."""


class Part(IntEnum):
    """The parts of a page, in the order in which the platform prints them."""

    HEAD = 0
    COMMON = 1
    REQUEST = 2
    RESPONSE = 3
    REQUEST_EXAMPLE = 4
    RESPONSE_EXAMPLE = 5
    ERROR_EXAMPLE = 6
    ERRORS = 7
    FOOT = 8

    @property
    def is_example(self) -> bool:
        """Whether a part holds code."""
        return Part.REQUEST_EXAMPLE <= self <= Part.ERROR_EXAMPLE


class MarkerKind(Enum):
    """What fixed words can be."""

    HEADING = "heading"
    COLUMNS = "column heads"
    TAB = "language tab"
    RULE = "table rule"
    OPENER = "first line of an example"
    REPLY = "markup or JSON"
    FOOTER = "footer"
    WARNING = "warning line"
    BANNER = "feedback banner"
    SERVICE = "service address"
    EMPTY = "empty bullet"


class Marker(NamedTuple):
    """What the words of a line can be, and the part of the page that they belong to."""

    kind: MarkerKind
    part: Part


REQUIRED_WORDS = frozenset({"必须", "可选", "特殊可选", "必选", "是", "否", "true", "false", "Y", "N"})
"""Words of the column 是否必须 (required?), on the platform's own pages and on copies of them."""
LIMIT_LABELS = ("默认值:", "最大长度:", "最大列表长度:", "最大值:", "最小值:")
"""How a limit begins, folded."""
_RULED = "-|:" + BLANKS
_TYPE = re.compile(r"[A-Za-z_$][\w.$<>,]*(?: *\[ *\])*|\[ *\]")
_HEADINGS = {
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
_FOOT = ("API工具", "如何获得此API", "FAQ", "返回", "顶部")
_REQUEST_TABS = ("JAVA", ".NET", "PHP", "CURL", "Python", "C/C++", "NodeJS")
BARE_TABS = ("XML", "JSON")
"""How mirrors print the tabs of a reply: words that are tabs only right below the heading of an example."""
_REPLY_TABS = ("XML示例", "JSON示例", *BARE_TABS)
_ADDRESSES = ("HTTP请求地址", "HTTPS请求地址", "HTTP地址", "HTTPS地址", "服务地址", "请求地址")
_SERVICE = ("环境", "正式环境", "沙箱环境", "海外环境", *_ADDRESSES)
_FIXED = {
    **{text: Marker(MarkerKind.HEADING, part) for text, part in _HEADINGS.items()},
    **{text: Marker(MarkerKind.FOOTER, Part.FOOT) for text in _FOOT},
    **{text: Marker(MarkerKind.TAB, Part.REQUEST_EXAMPLE) for text in _REQUEST_TABS},
    **{text: Marker(MarkerKind.TAB, Part.RESPONSE_EXAMPLE) for text in _REPLY_TABS},
    **{text: Marker(MarkerKind.SERVICE, Part.HEAD) for text in _SERVICE},
}
_PREFIXES = (
    ("注意:以下文档只适用于TOP接口", Marker(MarkerKind.WARNING, Part.HEAD)),
    ("感谢您的反馈", Marker(MarkerKind.BANNER, Part.HEAD)),
    ("请求地址:环境HTTP", Marker(MarkerKind.SERVICE, Part.HEAD)),
    ("环境HTTP", Marker(MarkerKind.SERVICE, Part.HEAD)),
    ("正式环境http", Marker(MarkerKind.SERVICE, Part.HEAD)),
    ("沙箱环境http", Marker(MarkerKind.SERVICE, Part.HEAD)),
    ("海外环境http", Marker(MarkerKind.SERVICE, Part.HEAD)),
)
_PART_COLUMNS = {
    Part.REQUEST: "名称类型是否必须示例值更多限制描述",
    Part.RESPONSE: "名称类型示例值描述",
    Part.ERRORS: "错误码错误描述解决方案",
}
"""Column heads of the platform's tables, blanks taken out."""
PLATFORM_COLUMNS = frozenset({_PART_COLUMNS[Part.REQUEST], _PART_COLUMNS[Part.RESPONSE]})
"""Column heads of parameter tables, blanks taken out, as only the platform prints them."""
_COLUMNS = re.compile(
    r"(?:名称|参数名称?|参数)(?:参数)?类型(?P<required>是否必须|是否必填|是否必选|必须|必选|必填)?"
    r"(?P<sample>示例值|示例)?(?P<limits>更多限制)?(?P<description>描述|说明)"
)
_GATEWAY = re.compile(r"https?://[\w.\-]{1,100}(?:/[\w\-]{1,40}){0,2}/router/rest")
_ERROR_COLUMNS = re.compile(r"错误码(?:错误描述|错误消息|错误信息|描述)(?:解决方案)?")
_DECORATION = {ord(char): None for char in BLANKS + "|:#*=()[]【】〖〗《》<>「」"}
_FOLDED = str.maketrans("：！，（）；", ":!,();")
_HEADING_MAX = 40
"""Characters of the longest line that can be a heading."""
_COLUMNS_MAX = 400
"""Characters of the longest line that can be column heads, which Markdown fills up with blanks."""
_JAVA = re.compile(r"(?:TaobaoClient|QimenCloudClient)\s+\w+\s*=|[\w.]{1,300}Request\s+\w+\s*=\s*new\b")
_GUTTER = re.compile(r"1(?: +\d+)* *\| *")
_ROOT = re.compile(r"<\s*[A-Za-z_][\w.\-]{0,300}_response\s*>")
_CODE_HINTS = ("Client", "Request")


def is_kind(marker: Marker | None, *kinds: MarkerKind) -> bool:
    """Whether a line can be fixed words of one of some kinds."""
    return marker is not None and marker.kind in kinds


def fold(text: str) -> str:
    """Give text with full-width punctuation made half-width, for comparing only."""
    return text.translate(_FOLDED)


def bare_words(text: str) -> str:
    """Give text without blanks, bars, brackets and other decoration, for comparing only."""
    return fold(text).translate(_DECORATION)


def read_marker(text: str) -> Marker | None:
    """Tell what fixed words a line, blanks around it taken off, can be; None for most lines."""
    found = _FIXED.get(text)
    if found is not None or not text:
        return found
    first = text[0]
    if not first.isascii() or first in "#*=[(|<":
        return _read_decorated(text)
    if first.isalpha():
        return _read_latin(text)
    if first in "{[":
        return Marker(MarkerKind.REPLY, _reply_part(text))
    if first == "1" and _GUTTER.match(text) is not None:
        return _read_gutter(take_gutter(text))
    return Marker(MarkerKind.RULE, Part.HEAD) if first in "-:" and is_rule(text) else None


def _read_decorated(text: str) -> Marker | None:
    """Read words in Chinese or in decoration."""
    first = text[0]
    if first == "<":
        return Marker(MarkerKind.OPENER if _ROOT.match(text) else MarkerKind.REPLY, _reply_part(text))
    if first == "|" and is_rule(text):
        return Marker(MarkerKind.RULE, Part.HEAD)
    if len(text) <= _COLUMNS_MAX and (first in "名参错" or text.lstrip("| ")[:1] in "名参错"):
        part = read_columns(text)
        if part is not None:
            return Marker(MarkerKind.COLUMNS, part)
    if len(text) <= _HEADING_MAX:
        bare = bare_words(text)
        if bare in _FIXED:
            return _FIXED[bare]
    if first in "公请响返" and len(text) <= _HEADING_MAX:
        heading, _, columns = fold(text).partition(":")
        if columns and read_columns(columns) is not None and heading in _HEADINGS:
            part = _HEADINGS[heading]
            return Marker(MarkerKind.HEADING if part is Part.COMMON else MarkerKind.COLUMNS, part)
    if first in "注感环正沙海请":
        folded = "".join(fold(text).replace("|", " ").split())
        return next((sign for prefix, sign in _PREFIXES if folded.startswith(prefix)), None)
    return None


def _read_latin(text: str) -> Marker | None:
    if any(hint in text for hint in _CODE_HINTS) and _JAVA.match(text):
        return Marker(MarkerKind.OPENER, Part.REQUEST_EXAMPLE)
    if text.startswith(("API", "FAQ", "HTTP", "XML示例", "JSON示例", "JAVA ")) and len(text) <= _HEADING_MAX:
        markers = {_FIXED.get(word) for word in text.split()}
        return markers.pop() if len(markers) == 1 else _FIXED.get(bare_words(text))
    return Marker(MarkerKind.SERVICE, Part.HEAD) if text.startswith("http") and _GATEWAY.fullmatch(text) else None


def _read_gutter(code: str) -> Marker | None:
    """Read what stands behind the numbers of its lines: code, or nothing where the example is lost."""
    if code[:1] == "<" or code[:1] == "{":
        return Marker(MarkerKind.OPENER, _reply_part(code))
    if not code or re.search(r"\b(?:TaobaoClient|QimenCloudClient|\w{1,300}Request)\b", code):
        return Marker(MarkerKind.OPENER, Part.REQUEST_EXAMPLE)
    return None


def _reply_part(text: str) -> Part:
    return Part.ERROR_EXAMPLE if "error_response" in text[:40] else Part.RESPONSE_EXAMPLE


def take_gutter(text: str) -> str:
    """Give code, blanks around it taken off, without the numbers of its lines before it and the bar behind it."""
    match = _GUTTER.match(text)
    return text[match.end() :].removesuffix("|").rstrip(" ") if match is not None else text


def read_columns(text: str) -> Part | None:
    """Give the part whose column heads a line holds, whatever borders stand between them; None for other lines."""
    bare = bare_words(text)
    match = _COLUMNS.fullmatch(bare)
    if match is not None:
        return Part.REQUEST if match["required"] else Part.RESPONSE
    return Part.ERRORS if _ERROR_COLUMNS.fullmatch(bare) else None


def cuts_columns(text: str, part: Part) -> bool:
    """Whether words are the beginning of the column heads of a part, which the end of the page cuts."""
    bare = bare_words(text)
    return len(bare) > 1 and _PART_COLUMNS.get(part, "").startswith(bare)


def rule_part(text: str) -> Part | None:
    """Give the part whose table has as many columns as a rule line draws."""
    return {6: Part.REQUEST, 4: Part.RESPONSE, 3: Part.ERRORS}.get(len(re.findall("-{3,}", text)))


def is_required_word(text: str) -> bool:
    """Whether a cell is one of the words of the column 是否必须 (required?)."""
    return text in REQUIRED_WORDS


def is_type_word(text: str) -> bool:
    """Whether a cell can be a type: an identifier, and a pair of brackets for lists."""
    return _TYPE.fullmatch(text) is not None


def is_rule(line: str) -> bool:
    """Whether a line is the rule below the column heads of a Markdown table: ``---|---|``."""
    return "---" in line and "|" in line and not line.strip(_RULED)
