"""The words of a JSON document, each taken once.

In:  the values of a JSON text.
Out: cells, and skipped texts for the words that no cell holds.
Note: a value that the end of the text has cut is no cell but skipped; what it would have said is not known.
"""

from __future__ import annotations

from collections.abc import Iterator

from topgen.document import Cell, SkippedText
from topgen.json_text import JsonList, JsonObject, JsonScalar, JsonValue, print_json
from topgen.vocabulary.characters import BLANKS
from topgen.vocabulary.parts import CUT


class JsonConsumer:
    """Turns values into cells and keeps account of those that become none."""

    def __init__(self) -> None:
        self._skipped_texts: list[SkippedText] = []

    def members(self, value: JsonObject) -> dict[str, JsonValue]:
        """Return the members of an object; where a name repeats, the last one counts, and the others are left."""
        found: dict[str, JsonValue] = {}
        for name, inner in value.members:
            if name in found:
                self.leave(found[name], "")
            found[name] = inner
        return found

    def cell(self, value: JsonValue | None, line: int = 0) -> Cell:
        """Return a value as a cell, empty for none and for null; numbers, lists and objects as the text writes them."""
        if value is None:
            return Cell("", line)
        if value.cut if isinstance(value, JsonScalar) else any(scalar.cut for scalar in scalars(value)):
            self.leave(value, CUT)
            return Cell("", value.line)
        return Cell(text_of(value), value.line)

    def leave(self, value: JsonValue | None, rule: str) -> None:
        """Skip every word of a value that has no place in the document."""
        for scalar in scalars(value):
            self.skipped_text(Cell(text_of(scalar), scalar.line), CUT if scalar.cut else rule)

    def skipped_text(self, cell: Cell, rule: str) -> None:
        """Skip words, if there are any."""
        if cell.text:
            self._skipped_texts.append(SkippedText(cell, rule))

    def sorted_texts(self) -> tuple[SkippedText, ...]:
        """Return all skipped texts in page order."""
        return tuple(sorted(self._skipped_texts, key=lambda skipped_text: skipped_text.cell.line))


def text_of(value: JsonValue) -> str:
    """Return the words of a value, without the white space around them; null says nothing."""
    if not isinstance(value, JsonScalar):
        return print_json(value)
    if value.is_null:
        return ""
    text = value.text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in value.text else value.text
    return text.strip(BLANKS + "\n")


def scalars(value: JsonValue | None) -> Iterator[JsonScalar]:
    """Yield each text, number and word inside a value."""
    match value:
        case JsonScalar():
            yield value
        case JsonList(items):
            for item in items:
                yield from scalars(item)
        case JsonObject(members):
            for _, inner in members:
                yield from scalars(inner)
