"""The examples of a section, line by line as they stand on the page, in the notation that their first character tells.

In:  the lines of a section.
Out: ``Example`` values; a section may hold the same one in two notations.
"""

from __future__ import annotations

from collections.abc import Sequence

from topgen.document import Cell, Example, Notation, SkippedText
from topgen.document.blocks import Line
from topgen.vocabulary.markers import take_gutter
from topgen.vocabulary.parts import Part

_NOTATIONS = {
    Part.REQUEST_EXAMPLE: Notation.JAVA,
    Part.RESPONSE_EXAMPLE: Notation.XML,
    Part.ERROR_EXAMPLE: Notation.XML,
}
"""The notation of an example whose first character does not tell."""

_FOREIGN = "$"
"""How code begins in a language that is not read here: PHP, which mirrors show in place of Java."""


def read_examples(lines: Sequence[Line], part: Part, skipped_texts: list[SkippedText]) -> tuple[Example, ...]:
    """Return the examples of a section, and add the lines that belong to none to ``skipped_texts``."""
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
