"""What became of the lines of an example.

In:  the examples of one section and what was read of the first of them.
Out: an entry for each line, and one more where only a part of a line was understood.
On some pages an example is one long line, or all its lines stand on one line of the page. There nobody
can say which words were lost, so the lines count as used and one entry beside them is unmatched.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from topgen.coverage.entries import Entry, Usage
from topgen.document import Cell, Example, Notation
from topgen.examples import ExampleValue, ParsedExample
from topgen.html_entities import resolve_all

_FRAMES = {
    Notation.XML: re.compile(r"(?:\s*+<[^<>]*+>)*+\s*+"),
    Notation.JSON: re.compile(r"[\s{}\[\],:]*+(?:\"[^\"]*\"\s*:[\s{}\[\],:]*+)?"),
}
"""Lines that hold no value. In Java only its reader can tell, by knowing the statements."""

_UNREAD = "unread part of an example"
_UNNAMED = "in the example, in no row"


def account_examples(
    examples: Sequence[Example], parsed: ParsedExample | None, rule: str, unaccounted: Sequence[ExampleValue]
) -> Iterator[Entry]:
    """Yield the entries of a section's examples; only the first is read, the others say the same once more."""
    if examples and parsed is not None:
        yield from _ReadExample(examples[0], parsed, rule, unaccounted).entries()
    for example in examples[1 if parsed is not None else 0 :]:
        for cell in example.lines:
            yield Entry(cell, Usage.SKIPPED, f"further {rule}")


class _ReadExample:
    """One example beside what was read of it, by lines of the page."""

    def __init__(self, example: Example, parsed: ParsedExample, rule: str, unaccounted: Sequence[ExampleValue]) -> None:
        self.lines = [cell for cell in example.lines if cell.text.strip()]
        self.rule = rule
        self.frame = _FRAMES.get(example.notation)
        counts = Counter(cell.line for cell in self.lines)
        self.crowded = {line for line, count in counts.items() if count > 1}
        """Lines of the page that hold several lines of the example."""
        self.broken = frozenset(parsed.broken)
        self.shown: dict[int, ExampleValue] = {}
        self.lost: dict[int, list[ExampleValue]] = {}
        """Values that no row stands for."""
        self.above = ""
        """The last value that began above a line, which may go on there."""
        self.found = 0
        """How much of it has been found on the lines so far."""
        self._sort(parsed.roots, {id(shown) for shown in unaccounted})

    def _sort(self, roots: Sequence[ExampleValue], lost: set[int]) -> None:
        stack = list(reversed(roots))
        while stack:
            shown = stack.pop()
            if id(shown) in lost:
                for inner in shown.walk():
                    self.lost.setdefault(inner.line, []).append(inner)
            else:
                self.shown[shown.line] = shown
                stack.extend(reversed(shown.children))

    def entries(self) -> Iterator[Entry]:
        before = 0
        for cell in self.lines:
            yield self._line(cell)
            if cell.line != before and (cell.line in self.shown or cell.line in self.crowded):
                yield from self._beside(cell)
            before = cell.line

    def _line(self, cell: Cell) -> Entry:
        """Return the entry of a line: it has values, goes on with one, is the frame around them, or is not read."""
        shown = self.shown.get(cell.line)
        if shown is not None:
            self.above, self.found = shown.text, 0
            return Entry(cell, Usage.USED, self.rule)
        crowded = cell.line in self.crowded
        if not crowded and (cell.line in self.broken or cell.line in self.lost):
            return Entry(cell, Usage.UNMATCHED, _UNREAD if cell.line in self.broken else _UNNAMED)
        if self.frame is None or crowded or self.frame.fullmatch(cell.text):
            return Entry(cell, Usage.USED, f"{self.rule} frame")
        # What goes on with a value may end in the tag that closes it.
        words = resolve_all(cell.text.partition("</")[0]).strip()
        if words and (found := self.above.find(words, self.found)) >= 0:
            self.found = found + len(words)
            return Entry(cell, Usage.USED, f"continued {self.rule}")
        return Entry(cell, Usage.UNMATCHED, _UNREAD)

    def _beside(self, cell: Cell) -> Iterator[Entry]:
        """Yield what was not understood of a line that holds more than that."""
        if cell.line in self.broken:
            yield Entry(cell, Usage.UNMATCHED, _UNREAD)
        for shown in self.lost.get(cell.line, ()):
            yield Entry(Cell(f"{shown.name} {shown.text}".strip(), shown.line), Usage.UNMATCHED, _UNNAMED)
