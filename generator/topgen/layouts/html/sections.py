"""The blocks of a page sorted into its parts.

In:  the text of a page.
Out: ``Sections``: the lines above the tables, the tables, the examples, the errors, and remarks for all other words.
Surprises: a heading may be lost, doubled or stand in a list of contents. What a table is, its columns tell together
with the heading above it; what an example is, its words do.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from topgen.document import Cell, Example, Notation, SkippedText
from topgen.layouts.html.blocks import Line, TableBlock, read_blocks
from topgen.layouts.html.code import find_notation, find_part, read_code, read_code_lines
from topgen.layouts.html.tree import read_tree
from topgen.vocabulary.characters import BLANKS
from topgen.vocabulary.markers import MarkerKind, read_marker
from topgen.vocabulary.parts import Part

EXAMPLES = frozenset({Part.REQUEST_EXAMPLE, Part.RESPONSE_EXAMPLE, Part.ERROR_EXAMPLE})
_FIXED = {MarkerKind.TAB, MarkerKind.WARNING, MarkerKind.BANNER, MarkerKind.SERVICE}


@dataclass(slots=True)
class Sections:
    """The parts of one page."""

    head: list[Line] = field(default_factory=list)
    starts: dict[Part, int] = field(default_factory=dict)
    """The line of the first heading of each part."""
    tables: list[tuple[TableBlock, Part]] = field(default_factory=list)
    """Each table with the part that the heading above it opens."""
    examples: dict[Part, list[Example]] = field(default_factory=dict)
    skipped_texts: list[SkippedText] = field(default_factory=list)
    unread: set[Part] = field(default_factory=set)
    """Parts with words that nobody explains."""


def read_sections(text: str) -> Sections:
    """Sort the blocks of a page; total."""
    sorter = _Sorter()
    root, skipped_texts = read_tree(text, _opens_section)
    sorter.sections.skipped_texts.extend(skipped_texts)
    for block in read_blocks(root):
        if isinstance(block, Line):
            sorter.take_line(block)
            continue
        sorter.end_code()
        if isinstance(block, TableBlock):
            sorter.take_table(block)
        else:
            lines, numbers = read_code(block.element)
            sorter.take_code(lines, numbers)
    sorter.end_code()
    return sorter.sections


def _opens_section(text: str) -> bool:
    sign = read_marker(text.strip(BLANKS + "\n"))
    return sign is not None and sign.kind in {MarkerKind.HEADING, MarkerKind.FOOTER}


class _Sorter:
    """What is known while the blocks of a page are sorted."""

    def __init__(self) -> None:
        self.sections = Sections()
        self.part = Part.HEAD
        self.code: list[Line] = []
        """Lines below the heading of an example that may be code outside an element of its own."""

    def take_line(self, line: Line) -> None:
        """Sort a line: a heading, fixed words, or words of the part that is open."""
        sign = read_marker(line.cell.text)
        if sign is not None and sign.kind is MarkerKind.HEADING and self._is_heading(line):
            self._open(sign.part, line.cell)
        elif sign is not None and sign.kind is MarkerKind.FOOTER:
            self._leave_out(line.cell, "footer")
            if line.place.heading or self.part >= Part.ERRORS:
                self._start(Part.FOOT, line.cell)
        elif sign is not None and (sign.kind in _FIXED or (sign.kind is MarkerKind.HEADING and line.place.listed)):
            self._leave_out(line.cell, sign.kind.value if sign.kind in _FIXED else "navigation")
        else:
            self._take_words(line)

    def _is_heading(self, line: Line) -> bool:
        return line.place.heading > 0 or not (line.place.listed or line.place.rule)

    def _open(self, part: Part, cell: Cell) -> None:
        self._leave_out(cell, "heading")
        self._start(part, cell)

    def _start(self, part: Part, cell: Cell) -> None:
        self.part = part
        self.sections.starts.setdefault(part, cell.line)

    def _leave_out(self, cell: Cell, rule: str) -> None:
        self.end_code()
        self.sections.skipped_texts.append(SkippedText(cell, rule))

    def _take_words(self, line: Line) -> None:
        if self.part is Part.HEAD:
            self.sections.head.append(line)
        elif self.part in EXAMPLES and not line.place.rule:
            self.code.append(line)
        else:
            rule = line.place.rule or self._rule()
            self.sections.skipped_texts.append(SkippedText(line.cell, rule))
            if not rule:
                self.sections.unread.add(self.part)

    def _rule(self) -> str:
        """Name the rule for words that stand in a part beside its table."""
        if self.part is Part.COMMON:
            return "common parameters"
        below = self.part is Part.ERRORS and any(part is Part.ERRORS for _, part in self.sections.tables)
        return "footer" if below or self.part is Part.FOOT else ""

    def take_table(self, block: TableBlock) -> None:
        self.sections.tables.append((block, self.part))

    def take_code(self, lines: tuple[Cell, ...], numbers: tuple[Cell, ...]) -> None:
        """Sort an example; one that is no witness becomes a remark."""
        self.sections.skipped_texts.extend(SkippedText(cell, "line number") for cell in numbers)
        if not lines:
            return
        notation = find_notation(lines)
        part = find_part(lines, notation, self.part) if notation is not None else self.part
        if notation is not None and (self.part in EXAMPLES or self._testifies(lines, notation)):
            self.sections.examples.setdefault(part, []).append(Example(lines, notation))
        elif self.part in EXAMPLES:
            self._leave_all_out(lines, "other language")
        elif self.part is Part.HEAD:
            self.sections.skipped_texts.extend(SkippedText(cell, "") for cell in lines if cell.text.strip(BLANKS))
        else:
            self._leave_all_out(lines, self._rule())

    def _leave_all_out(self, lines: tuple[Cell, ...], rule: str) -> None:
        self.sections.skipped_texts.extend(SkippedText(cell, rule) for cell in lines if cell.text.strip(BLANKS))

    def _testifies(self, lines: tuple[Cell, ...], notation: Notation) -> bool:
        """Whether an example says itself what it shows, below no heading that does."""
        first = lines[0].text + (lines[1].text if len(lines) > 1 else "")
        return notation is Notation.JAVA or (notation is Notation.XML and "_response" in first)

    def end_code(self) -> None:
        """Sort the lines below the heading of an example that stand in no element of their own."""
        waiting, self.code = self.code, []
        if not waiting:
            return
        lines, numbers = read_code_lines([line.raw for line in waiting])
        if lines and find_notation(lines) is not None:
            self.take_code(lines, numbers)
        else:
            self.sections.skipped_texts.extend(SkippedText(line.cell, "") for line in waiting)
