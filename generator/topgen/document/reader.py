"""The document of a page: its blocks sorted into sections, and each section read.

In:  ``Blocks`` of any layout.
Out: the ``Document``. Every line of the page stands in exactly one place of it.
"""

from __future__ import annotations

from collections.abc import Sequence

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
    examples: list[list[Cell]] = []
    notations: list[Notation] = []
    fence, titled = 0, False
    for line in lines:
        code = take_gutter(line.raw.strip(" ")) if line.raw.lstrip(" ")[0] == "1" else line.raw
        if not code.strip(" "):
            skipped_texts.append(SkippedText(line.cell, "lost example"))
            continue
        if part is Part.REQUEST_EXAMPLE and not line.fence and is_language(line.text):
            skipped_texts.append(SkippedText(line.cell, MarkerKind.TAB.value))
            titled = True
            continue
        if not examples or line.fence != fence or titled or _begins_another(examples[-1], line, code, notations[-1]):
            fence, titled = line.fence, False
            examples.append([])
            notations.append(_notation(code, _NOTATIONS[part]))
        examples[-1].append(Cell(code, line.number))
    return tuple(
        Example(tuple(cells), find_language(cells) if notation is Notation.JAVA else notation)
        for cells, notation in zip(map(take_line_numbers, examples), notations, strict=True)
    )


def _notation(code: str, usual: Notation) -> Notation:
    """Return the notation that the first characters of an example tell; of calls Java stands for all."""
    code = code.lstrip(" ")
    if code[0] in "{[":
        return Notation.JSON
    return Notation.XML if code[0] == "<" and not code.startswith("<?php") else usual


def _begins_another(above: Sequence[Cell], line: Line, code: str, notation: Notation) -> bool:
    """Whether code is in another notation than the lines above it: markup or JSON below their end, or another call."""
    if notation is Notation.JAVA and (opened := find_opener(line.text)) is not None:
        return opened is not find_language(above)
    if line.text[0] not in "{<1":
        return False
    first, last = code[:1], above[-1].text.rstrip(" ")[-1:]
    return first in "{<" and _notation(code, notation) is not notation and last in ">};"
