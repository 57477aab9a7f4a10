"""The words that lines of HTML or JSON show to a reader, apart from markup.

In:  a ``Page`` and the lines in question.
Out: a cell for each of them that has words.
Surprise: this is no parser and knows nothing of a page's layout; it errs on the side of seeing no words. All scans are
linear, on broken markup too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from topgen.document import Cell
from topgen.entities import resolve_all
from topgen.layouts.detect import NO_TEXT
from topgen.pages import Page
from topgen.vocabulary.characters import BLANKS


class Form(Enum):
    """What the lines of a page are made of."""

    TEXT = "text"
    MARKUP = "markup"
    JSON = "json"


_CELL = re.compile(r"<t[dh][\s/>]", re.IGNORECASE)
_OPENS = re.compile(r"<(?:!--|[A-Za-z/!?])")
_HIDDEN = re.compile(r"<(script|style)\b", re.IGNORECASE)
_STRING = re.compile(r'"([^"\\]*(?:\\.[^"\\]*)*)"\s*(:?)')


def find_form(page: Page) -> Form:
    """Tell text, HTML and JSON apart: by how the page begins, and HTML with words before it by the cells of tables."""
    text = page.text.lstrip(BLANKS + "\n")
    if text.startswith(("{", "[")) and NO_TEXT.match(text) is not None:
        return Form.JSON
    return Form.MARKUP if NO_TEXT.match(text) is not None or _CELL.search(text) is not None else Form.TEXT


def shown_json(page: Page, numbers: Sequence[int]) -> list[Cell]:
    """Give the lines that have a string which is neither empty nor a key."""
    found = []
    for number in numbers:
        values = [text for text, colon in _STRING.findall(page.lines[number - 1]) if text.strip() and not colon]
        if values:
            found.append(Cell(" ".join(values), number))
    return found


def shown_markup(page: Page, numbers: Sequence[int]) -> list[Cell]:
    """Give the lines that have words outside of tags, comments, scripts and styles."""
    if not any(_has_words(page.lines[number - 1]) for number in numbers):
        return []
    lines = _take_markup_off(page.text).split("\n")
    shown = [Cell(resolve_all(lines[number - 1]).strip(BLANKS), number) for number in numbers]
    return [cell for cell in shown if cell.text]


def _has_words(line: str) -> bool:
    return bool(re.sub(r"<[^<>]*>", "", line).strip(BLANKS))


def _take_markup_off(text: str) -> str:
    """Give a page without its markup, line ends kept; what is not closed reaches to the end, as in a browser."""
    kept, position = [], 0
    while match := _OPENS.search(text, position):
        kept.append(text[position : match.start()])
        end = _markup_end(text, match.start())
        kept.append("\n" * text.count("\n", match.start(), end))
        position = end
    kept.append(text[position:])
    return "".join(kept)


def _markup_end(text: str, start: int) -> int:
    """Find where a tag or comment ends, or with a script or style its element."""
    if text.startswith("<!--", start):
        return _after(text, "-->", start)
    hidden = _HIDDEN.match(text, start)
    if hidden is None:
        return _after(text, ">", start)
    close = re.compile(rf"</{hidden[1]}\b", re.IGNORECASE).search(text, start)
    return len(text) if close is None else _after(text, ">", close.start())


def _after(text: str, end: str, start: int) -> int:
    found = text.find(end, start)
    return len(text) if found < 0 else found + len(end)
