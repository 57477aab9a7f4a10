"""Fixed words of pages, whatever the layout around them: headings, tabs, footers, and the first lines of examples.

In:  one line of a page.
Out: its ``Marker``: which part of a page it opens, or which rule leaves it out on purpose.
Copies of a page differ in white space, punctuation and decoration (``【请求参数】:``, ``## 请求参数``), so words are
compared without them. Whether a line with such words is a heading, only its place tells; see ``document.headings``.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from topgen.vocabulary.calls import CLIENT, ERROR_ROOT, GATEWAY, ROOT
from topgen.vocabulary.characters import BLANKS, bare_words, fold
from topgen.vocabulary.columns import INITIALS, ORDERS, read_columns
from topgen.vocabulary.parts import Part


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


_RULED = "-|:" + BLANKS
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
"""The part that each heading opens."""
_FOOT = ("API工具", "如何获得此API", "FAQ", "返回", "顶部")
_REQUEST_TABS = ("JAVA", ".NET", "PHP", "CURL", "Python", "C/C++", "NodeJS")
BARE_TABS = ("XML", "JSON")
"""How mirrors print the tabs of a reply: words that are tabs only right below the heading of an example."""
_REPLY_TABS = ("XML示例", "JSON示例", *BARE_TABS)
_ADDRESSES = ("HTTP请求地址", "HTTPS请求地址", "HTTP地址", "HTTPS地址", "服务地址", "请求地址")
_SERVICE = ("环境", "正式环境", "沙箱环境", "海外环境", *_ADDRESSES)
_FIXED = {
    **{text: Marker(MarkerKind.HEADING, part) for text, part in HEADINGS.items()},
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
_GATEWAY = re.compile(GATEWAY)
_HEADING_MAX = 40
"""Characters of the longest line that can be a heading."""
_COLUMNS_MAX = 400
"""Characters of the longest line that can be column heads, which Markdown fills up with blanks."""
_JAVA = re.compile(rf"{CLIENT}\s+\w+\s*=|[\w.]{{1,300}}Request\s+\w+\s*=\s*new\b")
_IN_JAVA = re.compile(rf"\b(?:{CLIENT}|\w{{1,300}}Request)\b")
_GUTTER = re.compile(r"1(?: +\d+)* *\| *")
_ROOT = re.compile(rf"<\s*{ROOT}\s*>")
_CODE_HINTS = ("Client", "Request")


def is_kind(marker: Marker | None, *kinds: MarkerKind) -> bool:
    """Return whether a line can be fixed words of one of some kinds."""
    return marker is not None and marker.kind in kinds


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
    if len(text) <= _COLUMNS_MAX and text.lstrip("| ")[:1] in INITIALS:
        part = read_columns(text)
        if part is not None:
            return Marker(MarkerKind.COLUMNS, part)
    if len(text) <= _HEADING_MAX:
        bare = bare_words(text)
        if bare in _FIXED:
            return _FIXED[bare]
    if first in "公请响返" and len(text) <= _HEADING_MAX:
        heading, _, columns = fold(text).partition(":")
        if columns and read_columns(columns) is not None and heading in HEADINGS:
            part = HEADINGS[heading]
            return Marker(MarkerKind.HEADING if part is Part.COMMON else MarkerKind.COLUMNS, part)
    if first in "注感环正沙海请":
        folded = "".join(fold(text).replace("|", " ").split())
        return next((marker for prefix, marker in _PREFIXES if folded.startswith(prefix)), None)
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
    if not code or _IN_JAVA.search(code):
        return Marker(MarkerKind.OPENER, Part.REQUEST_EXAMPLE)
    return None


def _reply_part(text: str) -> Part:
    return Part.ERROR_EXAMPLE if ERROR_ROOT in text[:40] else Part.RESPONSE_EXAMPLE


def take_gutter(text: str) -> str:
    """Return code, blanks around it taken off, without the numbers of its lines before it and the bar behind it."""
    match = _GUTTER.match(text)
    return text[match.end() :].removesuffix("|").rstrip(" ") if match is not None else text


def rule_part(text: str) -> Part | None:
    """Return the part whose table has as many columns as a rule line draws."""
    columns = len(re.findall("-{3,}", text))
    return next((part for part, order in ORDERS.items() if len(order) == columns), None)


def is_rule(line: str) -> bool:
    """Return whether a line is the rule below the column heads of a Markdown table: ``---|---|``."""
    return "---" in line and "|" in line and not line.strip(_RULED)
