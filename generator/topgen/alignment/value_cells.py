"""Where the sample of a row ends and its description begins.

In:  a ``Row``, and the value that the example shows of it, if it does.
Out: ``Cells``; ``certain`` is False where the page leaves the boundary open and the likeliest one was taken.
Top-level rows are one text with blanks between its cells, and samples hold blanks themselves; the value in the
example is cut off the front. A lone value is the sample only if the example shows it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from topgen.alignment.costs import prefix_end, same_value, scalar_items, shown_text
from topgen.alignment.rows import Row
from topgen.document import Cell
from topgen.examples import ExampleValue, Literal
from topgen.vocabulary.cells import TypeWords

VALUES_WITHOUT_LIMIT = 2
"""Sample and description."""

_EMPTY_OBJECTS = frozenset({"{}", "[]", "none", "null", "0"})
_EMPTY_SAMPLES = _EMPTY_OBJECTS | {"无"}
_BYTES = re.compile(r"\[[\d,\s\-]*\]|\{.*\}")
_PLACEHOLDER = re.compile(r"(?!true|false)[a-z]{4,}")
_ASCII = re.compile(r"[!-~]+")
_NUMBER = re.compile(r"(-?\d+(?:\.\d+)?)(?=\s|$)")
_LITERALS = {
    "number": _NUMBER,
    "price": _NUMBER,
    "bigdecimal": _NUMBER,
    "boolean": re.compile(r"(true|false)(?=\s|$)"),
    "date": re.compile(r"(\d{4}-\d{1,2}-\d{1,2}(?: \d{1,2}:\d{2}(?::\d{2})?)?)(?=\s|$)"),
}
_BRACKETS = re.compile(r"(\[[^\[\]]*\]|\{[^{}]*\})(?=\s|$)")
_BEFORE_CHINESE = re.compile(r"([!-~]+(?: [!-~]+)*)\s+(?=[\u3000-\u9fff])")
"""Words without Chinese up to the first Chinese one; descriptions begin with Chinese on nearly all pages."""


@dataclass(frozen=True, slots=True)
class Cells:
    """The values of a row, told apart."""

    sample: Cell | None
    description: tuple[Cell, ...]
    certain: bool
    """False when the page leaves open which is which."""


def split_values(row: Row, shown: ExampleValue | None, has_example: bool) -> Cells:
    """Tell the sample of a row from its description, by what the example shows."""
    if row.columns is not None:
        sample, description = row.columns
        return Cells(sample, (description,) if description is not None else (), True)
    words = row.words
    cells = (
        _split_joined(row, shown, words, has_example) if row.joined else _split_cells(row, shown, words, has_example)
    )
    if row.after_limit is None:
        return cells
    if row.joined or not cells.description:
        sample = row.values[0] if row.values and row.values[0] is not row.after_limit else None
        return Cells(sample, (row.after_limit,), True)
    return cells


def _split_cells(row: Row, shown: ExampleValue | None, words: TypeWords, has_example: bool) -> Cells:
    """Two cells are sample and description; one is the sample only if the example shows it."""
    values = row.values
    if row.after_limit is not None:
        before = tuple(value for value in values if value is not row.after_limit)
        return Cells(before[0] if before else None, (*before[1:], row.after_limit), len(before) < 2)
    if len(values) != 1:
        return Cells(values[0] if values else None, values[1:], len(values) < VALUES_WITHOUT_LIMIT + 1)
    if row.raw_row.limited:
        return Cells(values[0], (), True)
    if not words.is_scalar:
        return _split_alone(values[0])
    if shown is None or (shown.literal is Literal.BLOCK and scalar_items(shown, words) is None):
        return Cells(None, values, has_example)
    text = shown_text(shown, words)
    if text and same_value(values[0].text, text):
        return Cells(values[0], (), True)
    told = shown.literal is Literal.FILE or (not text and shown.literal is not Literal.CODE)
    return Cells(None, values, told)


def _split_joined(row: Row, shown: ExampleValue | None, words: TypeWords, has_example: bool) -> Cells:
    """Cut the value that the example shows off the front; without one all is description."""
    if not row.values:
        return Cells(None, (), True)
    cell = row.values[0]
    if row.limits:
        return Cells(cell, (), True)
    text = shown_text(shown, words) if shown is not None and shown.literal is not Literal.FILE else ""
    if text and (end := prefix_end(cell.text, text)) is not None:
        rest = cell.text[end:].strip()
        return Cells(Cell(cell.text[:end], cell.line), (Cell(rest, cell.line),) if rest else (), True)
    if not words.is_scalar or words.base == "byte[]":
        return _split_unshown(cell, words)
    is_code = shown is not None and shown.literal is Literal.CODE
    if has_example and not text and not is_code:
        return Cells(None, (cell,), True)
    return _split_by_form(cell, words)


def _split_alone(cell: Cell) -> Cells:
    """Return the only value of an object: its description, unless it is no words at all."""
    is_sample = cell.text.lower() in _EMPTY_OBJECTS or _BYTES.fullmatch(cell.text) is not None
    return Cells(cell, (), True) if is_sample else Cells(None, (cell,), True)


def _split_unshown(cell: Cell, words: TypeWords) -> Cells:
    """Objects and files, of which no example shows the sample.

    Objects nearly always lack one. Those that have one repeat the description, the class, or say ``{}``. A word in
    small Latin letters before a Chinese sentence is one (a description would begin with an abbreviation); another word
    in Latin letters is more likely one than not.
    """
    first, _, rest = cell.text.partition(" ")
    rest = rest.strip()
    half = len(cell.text) // 2
    sample, description = Cell(first, cell.line), (Cell(rest, cell.line),)
    if cell.text[:half] == cell.text[half + 1 :] and cell.text[half : half + 1] == " ":
        return Cells(Cell(cell.text[:half], cell.line), (Cell(cell.text[:half], cell.line),), True)
    if not rest:
        return _split_alone(cell)
    if first.lower() in _EMPTY_SAMPLES or first == words.base or _BYTES.fullmatch(first):
        return Cells(sample, description, True)
    if _ASCII.fullmatch(first) and not _ASCII.match(rest):
        return Cells(sample, description, _PLACEHOLDER.fullmatch(first) is not None)
    if _BRACKETS.match(cell.text):
        return replace(_split_by_form(cell, words), certain=True)
    return Cells(None, (cell,), cell.text.isascii())


def _split_by_form(cell: Cell, words: TypeWords) -> Cells:
    """Return the likeliest boundary where no example shows it: behind a value of the type, brackets, or Latin words."""
    for form in (_LITERALS.get(words.base.lower()), _BRACKETS, _BEFORE_CHINESE):
        match = form.match(cell.text) if form is not None else None
        if match is not None:
            rest = cell.text[match.end() :].strip()
            return Cells(Cell(match[1], cell.line), (Cell(rest, cell.line),) if rest else (), False)
    return Cells(None, (cell,), False)
