"""A reply in XML that is not well-formed: elements in order, each with its text or what is inside it.

In:  an ``Example`` in the response or error section; indented lines, or all on one line with blanks inside the tags.
Out: ``ParsedExample``; its roots are what stands inside the root element. List wrappers are still there: only a type in
the table can tell a wrapper from a field.
Values may hold markup that is not escaped, so an element is closed by its own name and nothing else; the root element
may be lost; a page may end in the middle. Where tags do not pair off, because a line is lost or cut, the indentation
tells how elements nest. Examples may be hostile: every pattern is possessive, and nothing is looked for twice in the
same place, so that time is linear.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace

from topgen.document import Example
from topgen.examples import ExampleValue, Literal, ParsedExample
from topgen.html_entities import resolve_all
from topgen.vocabulary.calls import ROOT

MAX_DEPTH = 60
"""Nesting that is followed; the deepest reply seen has 8 levels and a wrapper for each."""

MAX_VALUE = 20_000
"""Characters in which the end of a value with markup inside is looked for."""

NAME = r"[A-Za-z_][\w.\-]*+"
_TAG = re.compile(rf"<\s*+(/?+)\s*+({NAME})(\s[^<>]*+|/\s*+)?+>")
_UNFINISHED = re.compile(rf"\s*+<\s*+({NAME})?\s*+(?=<)")
"""A start tag that was cut short, in front of another one."""
_END_TAG = re.compile(rf"<\s*+/\s*+({NAME})\s*+>")
_MARGIN = re.compile(r"[^\S\n]*+")
_ROOT = re.compile(ROOT)


def read_broken_xml(example: Example) -> ParsedExample:
    """Read a reply; total, what follows a cut is simply not there."""
    reading = _Reading(example, trust_columns=False)
    reading.run()
    if reading.broken and reading.has_columns:
        reading = _Reading(example, trust_columns=True)
        reading.run()
    return reading.parsed()


def as_reply(
    roots: tuple[ExampleValue, ...], line: int, complete: bool = True, broken: tuple[int, ...] = ()
) -> ParsedExample:
    """Return a reply without its root element where that is there; one whose line stands there twice is one root."""
    title = ""
    while len(roots) == 1 and (roots[0].name == title if title else _ROOT.fullmatch(roots[0].name)):
        title, roots = roots[0].name, roots[0].children
    return ParsedExample(roots, line, complete, title=title, broken=broken)


@dataclass(slots=True)
class _Open:
    """An element whose end has not come yet."""

    name: str
    line: int
    start: int
    """Where its content begins."""
    column: int
    children: list[tuple[ExampleValue, int]] = field(default_factory=list)
    """What is inside, each with its column."""


class _Reading:
    """One pass over the tags of an example."""

    def __init__(self, example: Example, trust_columns: bool) -> None:
        self.text = "\n".join(cell.text for cell in example.lines)
        self.lines = _LineStarts(example)
        self.trust_columns = trust_columns
        indents = {len(cell.text) - len(cell.text.lstrip(" ")) for cell in example.lines}
        self.has_columns = len(indents) > 1
        self.ends = _EndTags(self.text)
        self.line_start, self.margin, self.seen = 0, self._margin(0), 0
        self.stack = [_Open("", self.lines.at(0), 0, -1)]
        self.broken: set[int] = set()
        self.complete = False

    def run(self) -> None:
        """Read all tags, then close what the example leaves open."""
        position = 0
        while match := _TAG.search(self.text, position):
            position = self._take(match)
        self.complete = len(self.stack) == 1 and bool(self.stack[0].children)
        while len(self.stack) > 1:
            self._close_innermost(self.text[self.stack[-1].start :], whole=False)

    def parsed(self) -> ParsedExample:
        """Return what was read."""
        roots = tuple(shown for shown, _ in self.stack[0].children)
        return as_reply(roots, self.lines.at(0), self.complete, tuple(sorted(self.broken)))

    def _take(self, match: re.Match[str]) -> int:
        """Take one tag, or a whole element that holds text; give the position after it."""
        name, line, column = match[2], self.lines.at(match.start()), self._column(match.start())
        if match[1]:
            self._end(name, match.start(), column)
            return match.end()
        self._close_by_column(match.start(), column)
        if match[3] and match[3].rstrip().endswith("/"):
            self._add(ExampleValue(name, Literal.TEXT, line), column)
        elif (content := self._content(match.end(), name)) is not None:
            text = resolve_all(self.text[match.end() : content.stop].strip())
            self._add(ExampleValue(name, Literal.TEXT, line, text), column)
            if content.closed_at == content.stop:
                self.broken.add(line)
            return content.closed_at
        elif len(self.stack) <= MAX_DEPTH:
            self.stack.append(_Open(name, line, match.end(), column))
            if unfinished := _UNFINISHED.match(self.text, match.end()):
                self.broken.add(line)
                if unfinished[1]:
                    self._add(ExampleValue(unfinished[1], Literal.TEXT, line), column)
        return match.end()

    def _column(self, position: int) -> int:
        """Return the indentation of what begins a line, -1 for what does not or where nobody asks.

        Positions never go back.
        """
        if not self.trust_columns:
            return -1
        newline = self.text.rfind("\n", self.seen, position)
        if newline >= 0:
            self.line_start, self.margin = newline + 1, self._margin(newline + 1)
        self.seen = position
        return position - self.line_start if position <= self.margin else -1

    def _margin(self, start: int) -> int:
        """Return where the first words of a line begin."""
        match = _MARGIN.match(self.text, start)
        return match.end() if match is not None else start

    def _content(self, position: int, name: str) -> _Content | None:
        """Find the text of an element, or None when elements stand inside it.

        Markup that is part of a value stands on the line of its element and inside the element's parent; where the end
        tag is not there either, the value ends at the next tag.
        """
        following = _TAG.search(self.text, position)
        if following is None:
            return None
        if following[1] and following[2] == name:
            return _Content(following.start(), following.end())
        between = self.text[position : following.start()]
        if not between.strip() or "\n" in between.rstrip() or _UNFINISHED.match(self.text, position):
            return None
        limit = position + MAX_VALUE
        end = self.ends.find(name, position, limit)
        parent = self.ends.find(self.stack[-1].name, position, limit) if len(self.stack) > 1 else None
        inside = end is not None and (parent is None or end < parent)
        if end is not None and inside and self.text.find("\n", position, end[0]) < 0:
            return _Content(*end)
        return _Content(following.start(), following.start())

    def _add(self, shown: ExampleValue, column: int) -> None:
        """Put a value into the innermost element, but not a line that stands there twice."""
        members = self.stack[-1].children
        last = members[-1][0] if members else None
        twice = last is not None and last == replace(shown, line=last.line) and not shown.children
        if twice and members[0][0].name != shown.name:
            self.broken.add(shown.line)
        else:
            members.append((shown, column))

    def _end(self, name: str, position: int, column: int) -> None:
        """Close the innermost element of that name and all that stands open inside it."""
        if not any(element.name == name for element in self.stack[1:]):
            self.broken.add(self.lines.at(position))
            if self.trust_columns and column >= 0:
                self._enclose(name, column, position)
            return
        while True:
            innermost = self.stack[-1].name
            if innermost != name:
                self._close_unended(position)
            else:
                self._close_innermost(self.text[self.stack[-1].start : position])
                return

    def _enclose(self, name: str, column: int, position: int) -> None:
        """Make an element of an end tag whose start is lost: what is indented further than the tag stood inside."""
        self._close_by_column(position, column)
        members = self.stack[-1].children
        first = len(members)
        while first and members[first - 1][1] > column:
            first -= 1
        inside = tuple(shown for shown, _ in members[first:])
        if inside:
            members[first:] = [(ExampleValue(name, Literal.BLOCK, inside[0].line, children=inside), column)]

    def _close_by_column(self, position: int, column: int) -> None:
        """Close elements that stand no further left than what follows them: their end tags are lost."""
        while self.trust_columns and len(self.stack) > 1 and 0 <= column <= self.stack[-1].column:
            self._close_unended(position)

    def _close_unended(self, position: int) -> None:
        """Close an element whose end tag is lost; of a start tag that stands there twice only one remains."""
        element = self.stack[-1]
        self.broken.add(element.line)
        rest = self.text[element.start : position]
        if element.children[0][0].name != element.name if element.children else rest.strip():
            self._close_innermost(rest)
        else:
            self.stack.pop()
            self.stack[-1].children.extend(element.children)

    def _close_innermost(self, rest: str, whole: bool = True) -> None:
        element = self.stack.pop()
        children = tuple(shown for shown, _ in element.children)
        if not whole and not children and not rest.strip():
            shown = ExampleValue(element.name, Literal.BLOCK, element.line, whole=False)
        elif children:
            shown = ExampleValue(element.name, Literal.BLOCK, element.line, children=children, whole=whole)
        else:
            shown = ExampleValue(element.name, Literal.TEXT, element.line, resolve_all(rest.strip()))
        self._add(shown, element.column)


@dataclass(frozen=True, slots=True)
class _Content:
    """The text of an element: where it stops, and where its end tag does; both are one where that is lost."""

    stop: int
    closed_at: int


class _EndTags:
    """Where the end tags of an example stand, by name."""

    def __init__(self, text: str) -> None:
        self._places: dict[str, list[tuple[int, int]]] = {}
        for match in _END_TAG.finditer(text):
            self._places.setdefault(match[1], []).append(match.span())

    def find(self, name: str, position: int, limit: int) -> tuple[int, int] | None:
        """Return where the first end tag of a name from a position on begins and ends, before a limit."""
        places = self._places.get(name, [])
        index = bisect_left(places, (position, 0))
        return places[index] if index < len(places) and places[index][1] <= limit else None


class _LineStarts:
    """Which line of the page a position in the joined text stands on."""

    def __init__(self, example: Example) -> None:
        offsets, position = [], 0
        for cell in example.lines:
            offsets.append((position, cell.line))
            position += len(cell.text) + 1
        self.offsets = tuple(offsets)

    def at(self, position: int) -> int:
        """Return the line of a position; 0 where there is no line at all."""
        if not self.offsets:
            return 0
        low, high = 0, len(self.offsets)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.offsets[middle][0] <= position else (low, middle)
        return self.offsets[low][1]
