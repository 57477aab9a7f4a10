"""Fixed words of pages, whatever the layout around them: headings, tabs, footers, and the first lines of examples.

In:  one line of a page.
Out: its ``Marker``: which part of a page it opens, or which rule leaves it out on purpose.
Copies of a page differ in white space, punctuation and decoration (``【请求参数】:``, ``## 请求参数``), so words are
compared without them. Whether a line with such words is a heading, only its place tells; see ``document.headings``.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from topgen.vocabulary.calls import CLIENT, ERROR_ROOT, GATEWAY, OPENERS, OPENING_HINTS, ROOT
from topgen.vocabulary.characters import BLANKS, bare_words, fold
from topgen.vocabulary.columns import INITIALS, ORDERS, read_columns
from topgen.vocabulary.headings import HEADINGS, LONGEST, read_heading, read_rank
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
    FENCE = "code fence"
    TITLE = "another heading"


class Marker(NamedTuple):
    """What the words of a line can be, and the part of the page that they belong to."""

    kind: MarkerKind
    part: Part
    is_sure: bool = True
    """False for a heading that neither its words nor a decoration prove, so that only its place tells."""


_RULED = "-|:" + BLANKS
_FENCES = ("```", "~~~")
_LINE = re.compile(r"(?:-{3,}|={3,}|\*{3,}|_{3,})$")
"""A line that parts sections, or underlines a heading."""
_CELLS_MIN = 2
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
_FIXED_MAX = 40
"""Characters of the longest line that can be other fixed words."""
_REPEATED_MAX = 80
"""Characters of the longest line whose marker is remembered: most such lines stand on other pages as well."""
_COLUMNS_MAX = 20_000
"""Characters of the longest line that can be column heads, which Markdown fills up with blanks."""
_JAVA = re.compile(rf"{CLIENT}\s+\w+\s*=|[\w.]{{1,300}}Request\s+\w+\s*=\s*new\b")
_IN_JAVA = re.compile(rf"\b(?:{CLIENT}|\w{{1,300}}Request)\b")
_GUTTER = re.compile(r"1(?: +\d+)* *\| *")
_ROOT = re.compile(rf"<\s*{ROOT}\s*>")


def is_kind(marker: Marker | None, *kinds: MarkerKind) -> bool:
    """Return whether a line can be fixed words of one of some kinds."""
    return marker is not None and marker.kind in kinds


def read_marker(text: str) -> Marker | None:
    """Tell what fixed words a line, blanks around it taken off, can be; None for most lines."""
    return _read_known(text) if len(text) <= _REPEATED_MAX else _read(text)


def _read(text: str) -> Marker | None:
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
    if first in "$>" and _opens_call(text):
        return Marker(MarkerKind.OPENER, Part.REQUEST_EXAMPLE)
    if first == "1" and _GUTTER.match(text) is not None:
        return _read_gutter(take_gutter(text))
    if first.isdigit():
        return _heading(text)
    if text.startswith(_FENCES):
        return Marker(MarkerKind.FENCE, Part.HEAD)
    return Marker(MarkerKind.RULE, Part.HEAD) if first in "-:" and (is_rule(text) or _LINE.match(text)) else None


_read_known = lru_cache(maxsize=4096)(_read)


def _read_decorated(text: str) -> Marker | None:
    """Read words in Chinese or in decoration."""
    first = text[0]
    if first == "<" and text.startswith("<?php"):
        return Marker(MarkerKind.OPENER, Part.REQUEST_EXAMPLE)
    if first == "<":
        return Marker(MarkerKind.OPENER if _ROOT.match(text) else MarkerKind.REPLY, _reply_part(text))
    if (first == "|" and is_rule(text)) or (first in "=*" and _LINE.match(text)):
        return Marker(MarkerKind.RULE, Part.HEAD)
    if len(text) <= _COLUMNS_MAX and text.lstrip("|* ")[:1].lower() in INITIALS:
        part = read_columns(text)
        if part is not None:
            return Marker(MarkerKind.COLUMNS, part)
    if len(text) <= _FIXED_MAX:
        bare = bare_words(text)
        if bare in _FIXED:
            return _FIXED[bare]
    if first in "公请响返" and len(text) <= _FIXED_MAX:
        heading, _, columns = fold(text).partition(":")
        if columns and read_columns(columns) is not None and heading in HEADINGS:
            part = HEADINGS[heading]
            return Marker(MarkerKind.HEADING if part is Part.COMMON else MarkerKind.COLUMNS, part)
    if first in "注感环正沙海请":
        folded = "".join(fold(text).replace("|", " ").split())
        for prefix, marker in _PREFIXES:
            if folded.startswith(prefix):
                return marker
    return None if first == "|" else _heading(text)


def _heading(text: str) -> Marker | None:
    """Read the words of a heading, known or not."""
    heading = read_heading(text) if len(text) <= LONGEST else None
    if heading is not None:
        return Marker(MarkerKind.HEADING, heading.part, heading.is_sure)
    return Marker(MarkerKind.TITLE, Part.HEAD) if read_rank(text) else None


def _opens_call(text: str) -> bool:
    return _JAVA.match(text) is not None or any(opener.match(text) for opener in OPENERS.values())


def _read_latin(text: str) -> Marker | None:
    if any(hint in text for hint in OPENING_HINTS) and _opens_call(text):
        return Marker(MarkerKind.OPENER, Part.REQUEST_EXAMPLE)
    if text.startswith(("API", "FAQ", "HTTP", "XML示例", "JSON示例", "JAVA ")) and len(text) <= _FIXED_MAX:
        markers = {_FIXED.get(word) for word in text.split()}
        return markers.pop() if len(markers) == 1 else _FIXED.get(bare_words(text))
    if text.startswith("http") and _GATEWAY.fullmatch(text):
        return Marker(MarkerKind.SERVICE, Part.HEAD)
    if text.count("|") >= _CELLS_MIN and (part := read_columns(text)) is not None:
        return Marker(MarkerKind.COLUMNS, part)
    return _heading(text)


def _read_gutter(code: str) -> Marker | None:
    """Read what stands behind the numbers of its lines: code, or nothing where the example is lost."""
    if code[:1] == "<" or code[:1] == "{":
        return Marker(MarkerKind.OPENER, _reply_part(code))
    if not code or _IN_JAVA.search(code) or _opens_call(code):
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
    return "-" in line and "|" in line and ("--" in line or "|" in line.strip("| ")) and not line.strip(_RULED)
