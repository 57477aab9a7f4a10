"""A ``Document`` put together from the sorted lines of a text page; what the text dialects share.

In:  ``Sections``, and the tables that a dialect made of their lines.
Out: the ``Document``.
Surprise: examples are whatever language their first character tells; a section may hold the same one in two.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from topgen.document import Cell, Document, Example, Notation, SkippedText, Table
from topgen.document.lines import Line
from topgen.document.preamble import read_front
from topgen.document.sections import Sections
from topgen.vocabulary import Kind, Part, take_gutter

Errors = tuple[tuple[Cell, ...], ...]


def assemble(
    dialect: str,
    sections: Sections,
    tables: tuple[Table | None, Table | None],
    errors: Errors,
    named: bool = True,
) -> Document:
    """Put a document together of its request and response table and the rest of its sections.

    Every line of the sections stands in exactly one place of it. ``named`` says whether the layout prints API names.
    """
    request, response = tables
    after_menu = any(skipped_text.rule == Kind.SERVICE.value for skipped_text in sections.skipped_texts)
    front = read_front(sections.lines[Part.HEAD], after_menu, named)
    examples = {part: _read_examples(sections, part) for part in _NOTATIONS}
    return Document(
        dialect=dialect,
        name=front.name,
        title=front.title,
        description=front.description,
        category=front.category,
        request=request,
        response=response,
        request_examples=examples[Part.REQUEST_EXAMPLE],
        response_examples=examples[Part.RESPONSE_EXAMPLE],
        error_examples=examples[Part.ERROR_EXAMPLE],
        errors=errors,
        ends_early=sections.ends_early,
        skipped_texts=_sorted((*sections.skipped_texts, *front.skipped_texts)),
    )


_NOTATIONS = {
    Part.REQUEST_EXAMPLE: Notation.JAVA,
    Part.RESPONSE_EXAMPLE: Notation.XML,
    Part.ERROR_EXAMPLE: Notation.XML,
}
"""The notation of an example whose first character does not tell."""


_FOREIGN = ("$",)
"""How lines of code begin that no witness reads: PHP, which mirrors show in place of Java."""


def _sorted(skipped_texts: Iterable[SkippedText]) -> tuple[SkippedText, ...]:
    return tuple(sorted(skipped_texts, key=lambda skipped_text: skipped_text.cell.line))


def _read_examples(sections: Sections, part: Part) -> tuple[Example, ...]:
    """Give the examples of a section, line by line as they stand on the page."""
    examples: list[list[Cell]] = []
    notations: list[Notation] = []
    for line in sections.lines[part]:
        code = take_gutter(line.raw.strip(" ")) if line.raw.lstrip(" ")[0] == "1" else line.raw
        first = code.lstrip(" ")[:1]
        if not first or (first in _FOREIGN and not examples):
            sections.leave_out(line, "example in another language" if first else "lost example")
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


def error_rows(lines: Sequence[Line]) -> Errors:
    """Give the rows of an error table whose borders are blanks: one cell each."""
    return tuple((Cell(line.raw.strip(" "), line.number),) for line in lines)
