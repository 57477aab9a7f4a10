"""A reply in XML as a testimony: elements in order, each with its text or what is inside it.

In:  an ``Example`` in the response or error section; indented lines, or all on one line with blanks inside the tags.
Out: ``Testimony``; its roots are what stands inside the root element. List wrappers are still there: only a type in
the table can tell a wrapper from a field.
Surprises: values may hold markup that is not escaped, so an element is closed by its own name and nothing else; the
root element may be lost; a page may end in the middle. No XML parser is involved, so there is nothing to expand.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from generator.document import Example
from generator.witness import Literal, Testimony, Told

MAX_DEPTH = 60
"""Nesting that is followed; the deepest reply seen has 8 levels and a wrapper for each."""

_TAG = re.compile(r"<\s*(/?)\s*([A-Za-z_][\w.\-]*)\s*(?:\s[^<>]*?)?(/?)\s*>")


@dataclass(slots=True)
class _Open:
    """An element whose end has not come yet."""

    name: str
    line: int
    start: int
    """Where its content begins."""
    children: list[Told] = field(default_factory=list)


def read_xml(example: Example) -> Testimony:
    """Read a reply; total, what follows a cut is simply not there."""
    text = "\n".join(cell.text for cell in example.lines)
    starts = _line_starts(example)
    stack = [_Open("", starts.at(0), 0)]
    position = 0
    while match := _TAG.search(text, position):
        position = match.end()
        name, line = match[2], starts.at(match.start())
        if match[3]:
            stack[-1].children.append(Told(name, Literal.TEXT, line))
        elif match[1]:
            _close(stack, name, text[stack[-1].start : match.start()])
        elif (leaf := _leaf_end(text, position, name)) is not None:
            content = html.unescape(text[position : leaf.start()].strip())
            stack[-1].children.append(Told(name, Literal.TEXT, line, content))
            position = leaf.end()
        elif len(stack) <= MAX_DEPTH:
            stack.append(_Open(name, line, position))
    complete = len(stack) == 1 and bool(stack[0].children)
    while len(stack) > 1:
        _close(stack, stack[-1].name, text[stack[-1].start :])
    return _testimony(stack[0].children, starts.at(0), complete)


def _leaf_end(text: str, position: int, name: str) -> re.Match[str] | None:
    """Find the end tag of an element that holds text, or None when another element opens first."""
    following = _TAG.search(text, position)
    if following is None or (not following[1] and not text[position : following.start()].strip()):
        return None
    if following[1] and following[2] == name:
        return following
    return re.compile(rf"<\s*/\s*{re.escape(name)}\s*>").search(text, position)


def _close(stack: list[_Open], name: str, rest: str) -> None:
    """Close the innermost element of that name and all that stands open inside it; ignore an end without a start."""
    if not any(element.name == name for element in stack[1:]):
        return
    while True:
        element = stack.pop()
        if element.children:
            told = Told(element.name, Literal.BLOCK, element.line, children=tuple(element.children))
        else:
            told = Told(element.name, Literal.TEXT, element.line, html.unescape(rest.strip()))
        stack[-1].children.append(told)
        if element.name == name:
            return


def _testimony(children: list[Told], line: int, complete: bool) -> Testimony:
    """Take the root element off, where it is there."""
    if len(children) == 1 and children[0].name.endswith("_response"):
        return Testimony(children[0].children, line, complete, title=children[0].name)
    return Testimony(tuple(children), line, complete)


@dataclass(frozen=True, slots=True)
class _LineStarts:
    """Which line of the page a position in the joined text stands on."""

    offsets: tuple[tuple[int, int], ...]

    def at(self, position: int) -> int:
        low, high = 0, len(self.offsets)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.offsets[middle][0] <= position else (low, middle)
        return self.offsets[low][1]


def _line_starts(example: Example) -> _LineStarts:
    offsets, position = [], 0
    for cell in example.lines:
        offsets.append((position, cell.line))
        position += len(cell.text) + 1
    return _LineStarts(tuple(offsets))
