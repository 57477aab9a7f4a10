"""The document of a page: its blocks sorted into sections, and each section read.

In:  ``Blocks`` of any layout.
Out: the ``Document``. Every line of the page stands in exactly one place of it.
"""

from __future__ import annotations

from topgen.document import Document, SkippedText, Table
from topgen.document.blocks import Blocks, TableLines
from topgen.document.examples import read_examples
from topgen.document.preamble import read_preamble
from topgen.document.sections import Sections, sort_lines
from topgen.vocabulary.markers import MarkerKind
from topgen.vocabulary.parts import Part

_TABLES = (Part.REQUEST, Part.RESPONSE, Part.ERRORS)


def read_blocks(blocks: Blocks) -> Document:
    """Read the blocks of a page; total, a line that nobody knows is kept as skipped text."""
    sections = sort_lines(blocks.lines, blocks.markers)
    skipped_texts = sections.skipped_texts
    after_menu = any(skipped_text.rule == MarkerKind.SERVICE.value for skipped_text in skipped_texts)
    tables = _read_tables(blocks, sections)
    examples = {part: read_examples(sections.lines[part], part, skipped_texts) for part in Part if part.is_example}
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
