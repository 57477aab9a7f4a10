"""The document of a page: its blocks sorted into sections, and each section read.

In:  ``Blocks`` of any layout.
Out: the ``Document``. Every line of the page stands in exactly one place of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from topgen.document import Cell, Document, Example, Notation, SkippedText, Table
from topgen.document.blocks import Blocks, Line, TableLines
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

_FOREIGN = "$"
"""How code begins in a language that is not read here: PHP, which mirrors show in place of Java."""
_TABLES = (Part.REQUEST, Part.RESPONSE, Part.ERRORS)


def read_blocks(blocks: Blocks) -> Document:
    """Read the blocks of a page; total, a line that nobody knows is kept as skipped text."""
    sections = sort_lines(blocks.lines, blocks.markers)
    skipped_texts = sections.skipped_texts
    after_menu = any(skipped_text.rule == MarkerKind.SERVICE.value for skipped_text in skipped_texts)
    tables = _read_tables(blocks, sections)
    examples = {part: _read_examples(sections.lines[part], part, skipped_texts) for part in Part if part.is_example}
    preamble = read_preamble(sections.lines[Part.HEAD], after_menu, blocks.prints_name)
    errors = tables.get(Part.ERRORS)
    return Document(
        layout=blocks.layout,
        name=preamble.name,
        title=preamble.title,
        description=preamble.description,
        category=preamble.category,
        request=tables.get(Part.REQUEST),
        response=tables.get(Part.RESPONSE),
        request_examples=examples[Part.REQUEST_EXAMPLE],
        response_examples=examples[Part.RESPONSE_EXAMPLE],
        error_examples=examples[Part.ERROR_EXAMPLE],
        errors=tuple([raw_row.cells for raw_row in errors.raw_rows]) if errors is not None else (),
        ends_early=sections.ends_early,
        skipped_texts=_in_page_order([*skipped_texts, *preamble.skipped_texts]),
    )


def _read_tables(blocks: Blocks, sections: Sections) -> dict[Part, Table]:
    """Return the tables that a page has, and add what their layout skips to what the sections skip."""
    lines = {
        part: TableLines(part, found, bool(found) and found[-1].number == sections.last)
        for part in _TABLES
        if part in sections.starts
        for found in (sections.lines[part],)
    }
    tables = {}
    for part, rows in blocks.read_tables(lines).items():
        tables[part] = Table(sections.starts[part], rows.raw_rows, rows.keeps_nested)
        sections.skipped_texts.extend(rows.skipped_texts)
    return tables


def _in_page_order(skipped_texts: list[SkippedText]) -> tuple[SkippedText, ...]:
    return tuple(sorted(skipped_texts, key=lambda skipped_text: skipped_text.cell.line))


def _read_examples(lines: Sequence[Line], part: Part, skipped_texts: list[SkippedText]) -> tuple[Example, ...]:
    """Return the examples of a section line by line, each in the notation that its first character tells.

    A section may hold the same one in two. Lines that belong to none are added to ``skipped_texts``.
    """
    examples: list[list[Cell]] = []
    notations: list[Notation] = []
    for line in lines:
        code = take_gutter(line.raw.strip(" ")) if line.raw.lstrip(" ")[0] == "1" else line.raw
        first = code.lstrip(" ")[:1]
        if not first or (first == _FOREIGN and not examples):
            rule = "example in another language" if first else "lost example"
            skipped_texts.append(SkippedText(line.cell, rule))
            continue
        if not examples or (line.text[0] in "{<1" and _begins_another(examples[-1], code, notations[-1])):
            examples.append([])
            notations.append(_notation(first, _NOTATIONS[part]))
        examples[-1].append(Cell(code, line.number))
    return tuple(Example(tuple(cells), notation) for cells, notation in zip(examples, notations, strict=True))


def _notation(first: str, usual: Notation) -> Notation:
    if first in "{[":
        return Notation.JSON
    return Notation.XML if first == "<" else usual


def _begins_another(above: Sequence[Cell], code: str, notation: Notation) -> bool:
    """Whether code that begins at the margin is in another notation than the lines above it, which are at their end."""
    first, last = code[:1], above[-1].text.rstrip(" ")[-1:]
    other = _notation(first, notation)
    return other is not notation and first in "{<" and last in ">};"
