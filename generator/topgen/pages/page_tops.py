"""What stands above the heading of a page: title, front matter, notices, the menu of a category.

In:  lines, and the one with the heading.
Out: ``PageTop``: where the page begins, and where what parts it from the page above does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from topgen.vocabulary.calls import GATEWAY, SESSION_LABELS
from topgen.vocabulary.characters import BLANKS
from topgen.vocabulary.markers import MarkerKind, read_marker

_GAP_MAX = 60
"""Lines above the heading of a page among which its border is looked for."""
_RULE = re.compile(r"[-=*_~#+.·—─━═]{3,}|(?:[-=*_~#<>+]{3,}).{1,200}?(?:[-=*_~#<>+]{3,})|<!--.{0,300}-->")
_URL = re.compile(
    r"(?:[>#*/<(\[\- ]{0,9}(?:[A-Za-z\u4e00-\u9fff]{0,10} *[:：] *)?)https?://[^\s|]{1,2000}[>)\]]?", re.IGNORECASE
)
_GATEWAY = re.compile(GATEWAY)
_MARKDOWN = re.compile(r"(#{1,6}) +\S")
_CRUMB = "文档中心"
_NOTICES = {MarkerKind.WARNING, MarkerKind.BANNER, MarkerKind.SERVICE}
_FRONT_MAX = 20
"""Lines of a block of names and values."""
_PAIR = re.compile(r"[\w\-]{1,30} {0,3}[:：].{0,300}")
_MENU_MIN = 3
_MENU_LINE = re.compile(r"[\w（）()/、 -]{1,40}")
"""A title of an API in a menu."""
_LABEL_MAX = 40


@dataclass(frozen=True, slots=True)
class PageTop:
    """Where a page begins, and where what stands between it and the page above does."""

    start: int
    gap: int


def find_top(lines: Sequence[str], head: int, floor: int) -> PageTop:
    """Go up from a heading over all that stands above the headings of pages."""
    top = index = head
    border = False
    while index > floor and head - index < _GAP_MAX:
        index -= 1
        text = lines[index].strip(BLANKS)
        if is_frame(text):
            border = True
        elif text and not _is_opener(text):
            break
        top = index
    else:
        return PageTop(top, top)
    if border:
        return PageTop(top, _front_matter_above(lines, top, floor))
    return _border_above(lines, top, floor, rank_of(lines[head]))


def _front_matter_above(lines: Sequence[str], top: int, floor: int) -> int:
    """Return where the block of names and values begins that tools write above a page."""
    index = top
    while index > floor and top - index < _FRONT_MAX and _PAIR.fullmatch(lines[index - 1].strip(BLANKS)):
        index -= 1
    ruled = index > floor and index < top and _RULE.fullmatch(lines[index - 1].strip(BLANKS))
    return index - 1 if ruled else top


def _border_above(lines: Sequence[str], top: int, floor: int, rank: int) -> PageTop:
    """Look for a border higher up: a footer or a menu, or a line or a heading that ends the page above."""
    menu = _menu_above(lines, top, floor)
    for index in range(top - 1, max(floor, top - _GAP_MAX) - 1, -1):
        text = lines[index].strip(BLANKS)
        if is_footer(text):
            return PageTop(index + 1, index + 1)
        if is_frame(text) or 0 < rank_of(text) < rank:
            return PageTop(top, index)
        if text.startswith(("|", "•", "└", "├")) or text.endswith("|"):
            break
    return PageTop(menu, menu)


def _menu_above(lines: Sequence[str], top: int, floor: int) -> int:
    """Return where the menu above the addresses of the service begins; where there is none, nothing moves."""
    first = next((text for line in lines[top : top + _MENU_MIN] if (text := line.strip(BLANKS))), "")
    marker = read_marker(first)
    if marker is None or marker.kind is not MarkerKind.SERVICE:
        return top
    index = top
    while index > floor and _MENU_LINE.fullmatch(lines[index - 1].strip(BLANKS)) is not None:
        index -= 1
    bounded = index == floor or not lines[index - 1].strip(BLANKS)
    return index if bounded and top - index >= _MENU_MIN else top


def is_frame(text: str) -> bool:
    """Return whether a line is what collections of pages put between them: a rule, a comment, an address."""
    if not text or "|" in text:
        return False
    if _RULE.fullmatch(text) is not None:
        return True
    return "://" in text and _URL.fullmatch(text) is not None and _GATEWAY.search(text) is None


def _is_opener(text: str) -> bool:
    """Return whether a line can stand above the heading of a page."""
    return text.startswith(_CRUMB) or _is_notice(text) or _is_label(text)


def _is_notice(text: str) -> bool:
    marker = read_marker(text)
    return marker is not None and marker.kind in _NOTICES


def _is_label(text: str) -> bool:
    return len(text) <= _LABEL_MAX and any(label in text for label in SESSION_LABELS)


def is_footer(text: str) -> bool:
    marker = read_marker(text) if text else None
    return marker is not None and marker.kind is MarkerKind.FOOTER


def rank_of(line: str) -> int:
    """Return the rank of a heading in Markdown, 1 for the highest; 0 for other lines."""
    match = _MARKDOWN.match(line.strip(BLANKS))
    return len(match[1]) if match is not None else 0
