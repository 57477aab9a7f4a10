"""The document of a page: its blocks sorted into sections, and each section read.

In:  ``Blocks`` of any layout.
Out: the ``Document``. Every line of the page stands in exactly one place of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from topgen.document import Cell, Document, Example, Notation, SkippedText, Table
from topgen.document.blocks import Blocks, Line, PartLines, Parts, Skipped
from topgen.document.languages import find_language, find_opener, is_language, take_line_numbers
from topgen.document.preamble import read_preamble
from topgen.document.sections import Sections, sort_lines
from topgen.vocabulary.markers import MarkerKind, take_gutter
from topgen.vocabulary.parts import Part

_NOTATIONS = {
    Part.REQUEST_EXAMPLE: Notation.JAVA,
    Part.RESPONSE_EXAMPLE: Notation.XML,
    Part.ERROR_EXAMPLE: Notation.XML,
}
"""The notation of an example whose first character does not tell."""


def read_blocks(blocks: Blocks) -> Document:
    """Read the blocks of a page; total, a line that nobody knows is kept as skipped text."""
    sections, parts = sort_parts(blocks)
    after_menu = any(skipped_text.rule == MarkerKind.SERVICE.value for skipped_text in sections.skipped_texts)
    preamble = read_preamble(sections.lines[Part.HEAD], after_menu, blocks.prints_name, blocks.has_frame)
    skipped_texts = [*sections.skipped_texts, *blocks.skipped_texts, *preamble.skipped_texts]
    found = blocks.read_tables(parts, skipped_texts)
    examples = (blocks.read_examples or _read_examples)(parts, skipped_texts)
    tables = {
        part: Table(rows.line or parts[part].start, rows.raw_rows, rows.keeps_nested) for part, rows in found.items()
    }
    errors = tables.get(Part.ERRORS)
    whole = not sections.starts.keys().isdisjoint({Part.ERRORS, Part.FOOT})
    if not blocks.ends_with_errors:
        whole = whole or any(map(_is_closed, examples.get(Part.RESPONSE_EXAMPLE, ())))
    return Document(
        layout=blocks.layout,
        name=preamble.name,
        title=preamble.title,
        description=preamble.description,
        category=preamble.category,
        session=preamble.session,
        request=tables.get(Part.REQUEST),
        response=tables.get(Part.RESPONSE),
        request_examples=examples.get(Part.REQUEST_EXAMPLE, ()),
        response_examples=examples.get(Part.RESPONSE_EXAMPLE, ()),
        error_examples=examples.get(Part.ERROR_EXAMPLE, ()),
        errors=tuple([raw_row.cells for raw_row in errors.raw_rows]) if errors is not None else (),
        ends_early=0 if whole else sections.last,
        skipped_texts=tuple(sorted(skipped_texts, key=lambda skipped_text: skipped_text.cell.line)),
    )


def _is_closed(example: Example) -> bool:
    """Return whether an example ends as a whole one does."""
    return example.lines[-1].text.rstrip()[-1:] in {"}", ">", "]"}


def sort_parts(blocks: Blocks) -> tuple[Sections, Parts]:
    """Return the parts of a page, and its lines by part for the layout."""
    sections = sort_lines(blocks.lines, blocks.markers, blocks.has_frame)
    last = sections.last
    parts = {
        part: PartLines(
            part, lines, sections.starts.get(part, 0), bool(lines) and lines[-1].number == last, sections.heads[part]
        )
        for part, lines in sections.lines.items()
    }
    return sections, parts


def _read_examples(parts: Parts, skipped_texts: Skipped) -> dict[Part, tuple[Example, ...]]:
    """Return the examples of each part line by line, each in the notation that its first character tells."""
    return {part: _split_examples(parts[part].lines, part, skipped_texts) for part in Part if part.is_example}


def _split_examples(lines: Sequence[Line], part: Part, skipped_texts: Skipped) -> tuple[Example, ...]:
    """Return the examples of a part, which may hold one twice; lines of none are added to ``skipped_texts``."""
    split = _Split(part)
    for line in lines:
        code = take_gutter(line.raw.strip(" ")) if line.raw.lstrip(" ")[0] == "1" else line.raw
        if not code.strip(" "):
            skipped_texts.append(SkippedText(line.cell, "lost example"))
        elif part is Part.REQUEST_EXAMPLE and not line.fence and is_language(line.text):
            skipped_texts.append(SkippedText(line.cell, MarkerKind.TAB.value))
            split.titled = True
        else:
            split.take(line, code)
    return tuple([example.finish() for example in split.examples])


@dataclass(slots=True)
class _OpenExample:
    """An example whose lines are being gathered."""

    notation: Notation
    is_call: bool
    fence: int
    cells: list[Cell] = field(default_factory=list)
    language: Notation | None = None
    """That of a call, once a line has told it."""

    def finish(self) -> Example:
        cells = take_line_numbers(self.cells)
        language = (find_language(cells) or Notation.JAVA) if self.is_call else None
        return Example(tuple(cells), language or self.notation)


@dataclass(slots=True)
class _Split:
    """The examples of a part so far."""

    part: Part
    examples: list[_OpenExample] = field(default_factory=list)
    titled: bool = False
    """Whether the line above was the title of the next one."""

    def take(self, line: Line, code: str) -> None:
        """Add a line to the last example, or begin another with it."""
        if (
            not self.examples
            or self.titled
            or self.examples[-1].fence != line.fence
            or self._begins_another(line, code)
        ):
            notation = _notation(code, _NOTATIONS[self.part])
            self.examples.append(_OpenExample(notation, notation is Notation.JAVA, line.fence))
            self.titled = False
        example, cell = self.examples[-1], Cell(code, line.number)
        example.cells.append(cell)
        if example.is_call and example.language is None:
            example.language = find_language([cell])

    def _begins_another(self, line: Line, code: str) -> bool:
        """Whether a line is in another notation than those above it: markup or JSON below their end, another call."""
        above = self.examples[-1]
        if above.is_call and above.language is not None and (opened := find_opener(line.text)) is not None:
            return opened is not above.language
        if line.text[:1] not in {"{", "<", "1"}:
            return False
        first, last = code[:1], above.cells[-1].text.rstrip(" ")[-1:]
        return first in "{<" and _notation(code, above.notation) is not above.notation and last in ">};"


def _notation(code: str, usual: Notation) -> Notation:
    """Return the notation that the first characters of an example tell; of calls Java stands for all."""
    code = code.lstrip(" ")
    if code[0] in "{[":
        return Notation.JSON
    return Notation.XML if code[0] == "<" and not code.startswith("<?php") else usual
