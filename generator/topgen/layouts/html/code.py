"""Examples out of the elements and lines that hold code, whatever a highlighter has made of them.

In:  an element such as ``pre``, or lines of words.
Out: the lines of the code, without the numbers that stand beside them; the notation, where it is one that is read.
Note: the lines may be items of a list or rows of a table, and their numbers a column of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from topgen.document import Cell, Notation
from topgen.document.languages import find_opener
from topgen.layouts.html.elements import CELLS, INLINE
from topgen.layouts.html.nodes import Element, Words
from topgen.vocabulary.calls import CLIENT, ERROR_ROOT, ROOT_END
from topgen.vocabulary.characters import BLANKS
from topgen.vocabulary.parts import Part

_JAVA = re.compile(rf"\b{CLIENT}\s+\w+\s*=|^\s*\w+\.set[A-Z]\w*\(|\bnew\s+\w+Request\(\);", re.MULTILINE)
_NUMBERS = re.compile(
    r"(?:^|[\s_\-])(?:gutter|line-?(?:no|num|number|numbers)|lineno|linenums?|ln-num(?:bers)?)(?=$|[\s_\-])"
)
_SHARP = re.compile(r"\bITopClient\b|\.Execute\(|\$\w|^\s*import top\b|<\?php|\bvar \w+ = ", re.MULTILINE)
_ERROR_ROOT = re.compile(rf"\W{{0,40}}{ERROR_ROOT}\b")
_XML_HEAD = re.compile(r"\s*<\s*[?!A-Za-z_]")
_SNIFFED = 4000
"""Characters of an example that tell its notation."""


def read_code(element: Element) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
    """Return the lines of an example and the numbers beside them."""
    numbers: list[Cell] = []
    lines = [cell for line in _split_lines(element, numbers) for cell in line]
    return _take_numbers(_trim(lines), numbers)


def read_code_lines(run: Sequence[Words]) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
    """Return the lines of an example that stands in no element of its own, and the numbers above them."""
    return _take_numbers(_trim([cell for words in run for cell in _cells([words])]), [])


def _split_lines(element: Element, numbers: list[Cell]) -> Iterator[list[Cell]]:
    """Yield the lines of code; each list is one run of words between two ends of elements."""
    run: list[Words] = []
    stack: list[Element | Words | None] = [*reversed(element.children)]
    while stack:
        part = stack.pop()
        if isinstance(part, Words):
            run.append(part)
            continue
        if part is not None and (is_gutter(part.attributes) or _is_number_cell(part)):
            numbers.extend(_cells(_words_inside(part)))
            continue
        if part is None or part.name not in INLINE:
            if run:
                yield _cells(run)
            run = []
        if part is not None:
            stack.extend([None] if part.name not in INLINE else [])
            stack.extend(reversed(part.children))
    yield _cells(run)


def _is_number_cell(element: Element) -> bool:
    """Return whether an element is the cell of a table that holds nothing but numbers of lines."""
    if element.name not in CELLS:
        return False
    text = "".join(words.text for words in _words_inside(element))
    return text.isascii() and not text.translate(_DIGITS)


_DIGITS = {ord(char): None for char in "0123456789" + BLANKS + "\n"}


def _words_inside(element: Element) -> list[Words]:
    found: list[Words] = []
    stack: list[Element | Words] = [element]
    while stack:
        part = stack.pop()
        if isinstance(part, Words):
            found.append(part)
        else:
            stack.extend(reversed(part.children))
    return found


def _cells(run: Sequence[Words]) -> list[Cell]:
    """Split words at their line breaks; a line keeps its blanks."""
    lines: list[tuple[list[str], int]] = []
    for words in run:
        first, *further = words.text.split("\n")
        if lines:
            lines[-1][0].append(first)
        else:
            lines.append(([first], words.line))
        lines.extend(([text], words.line + at) for at, text in enumerate(further, 1))
    return [Cell("".join(texts).replace("\u00a0", " "), line) for texts, line in lines]


def _trim(lines: list[Cell]) -> list[Cell]:
    """Take blank lines off both ends, which are no part of an example."""
    filled = [at for at, cell in enumerate(lines) if cell.text.strip(BLANKS)]
    return lines[filled[0] : filled[-1] + 1] if filled else []


def _take_numbers(lines: list[Cell], numbers: list[Cell]) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
    """Take off lines above the code that count 1, 2, 3 …, as a gutter does that stands beside it on the page."""
    count, words = 0, 0
    for cell in lines:
        found = cell.text.split()
        if found != [str(words + at) for at in range(1, len(found) + 1)]:
            break
        count, words = count + 1, words + len(found)
    if words and (words > 1 or count < len(lines)):
        numbers.extend(cell for cell in lines[:count] if cell.text.strip(BLANKS))
        lines = _trim(lines[count:])
    return tuple(lines), tuple(cell for cell in numbers if cell.text.strip(BLANKS))


def find_notation(lines: Sequence[Cell]) -> Notation | None:
    """Tell the notation of an example by its words; None for languages that are not read."""
    text = "\n".join(cell.text for cell in lines)[:_SNIFFED]
    first = text.lstrip(BLANKS + "\n")[:1]
    if first and first in "{[":
        return Notation.JSON
    if _XML_HEAD.match(text) and not text.lstrip().startswith("<?php"):
        return Notation.XML
    if _JAVA.search(text) and not _SHARP.search(text):
        return Notation.JAVA
    openers = (find_opener(words) for line in text.split("\n") if (words := line.strip(BLANKS)))
    return next((opener for opener in openers if opener is not None and opener is not Notation.JAVA), None)


def find_part(lines: Sequence[Cell], notation: Notation, above: Part) -> Part:
    """Tell what an example shows: the heading above it speaks unless the words say otherwise."""
    if notation.is_call:
        return Part.REQUEST_EXAMPLE
    text = "\n".join(cell.text for cell in lines[:3])
    if above is Part.ERROR_EXAMPLE or _ERROR_ROOT.match(text):
        return Part.ERROR_EXAMPLE
    replies = notation is Notation.XML and ROOT_END in text.partition(">")[0]
    return Part.REQUEST_EXAMPLE if above is Part.REQUEST_EXAMPLE and not replies else Part.RESPONSE_EXAMPLE


def is_gutter(attributes: Mapping[str, str]) -> bool:
    """Return whether an element holds the numbers of an example's lines."""
    return _NUMBERS.search(attributes.get("class", "")) is not None
