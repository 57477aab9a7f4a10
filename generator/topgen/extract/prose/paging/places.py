"""The fields of one side that stand there once, with what rules ask of them.

In:  the fields of a request or a response.
Out: ``PlacedField`` values: the fields outside of lists, each with its path, its plain name and its words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from topgen.spec.inferred import InferredPlace
from topgen.spec.model import Field, Kind
from topgen.vocabulary.characters import fold

_NO_LETTER = re.compile("[^a-z]")
_SENTENCE = re.compile(r"[^。;；\n]*")
_LONGEST_WORDS = 2000
_LONGEST_QUOTE = 120


@dataclass(frozen=True, slots=True)
class PlacedField:
    """A field that stands outside of lists."""

    field: Field
    parent: str
    """The path of the object that it stands in."""

    @property
    def path(self) -> str:
        """Return the dotted path."""
        return f"{self.parent}.{self.field.name}"

    @property
    def word(self) -> str:
        """Return the name in any spelling: ``pageNo``, ``page_no`` and ``PageNO`` are ``pageno``."""
        return _NO_LETTER.sub("", self.field.name.lower()).removeprefix("int")

    @property
    def text(self) -> str:
        """Return the description in half-width punctuation and lower case."""
        return fold(self.field.description[:_LONGEST_WORDS]).lower()

    def is_called(self, *forms: re.Pattern[str]) -> bool:
        """Return whether the whole plain name is of one of these forms."""
        return any(form.fullmatch(self.word) for form in forms)

    def says(self, form: re.Pattern[str]) -> bool:
        """Return whether the description has such words."""
        return form.search(self.text) is not None

    def holds(self, *kinds: Kind) -> bool:
        """Return whether this is one value of one of these kinds."""
        return self.field.type.kind in kinds and not self.field.type.is_list

    def quoted(self) -> InferredPlace:
        """Return the path with the field's own first sentence; where it has none, its name says it."""
        said = _SENTENCE.match(self.field.description.strip())
        words = said[0].strip()[:_LONGEST_QUOTE].strip() if said is not None else ""
        return InferredPlace(self.path, words or self.field.name)


def walk_places(fields: Sequence[Field], parent: str) -> Iterator[PlacedField]:
    """Yield each field outside of lists, outer before inner; names that stand twice in one object are left out."""
    names = Counter(field.name for field in fields)
    for field in fields:
        if names[field.name] == 1:
            yield PlacedField(field, parent)
            if not field.type.is_list:
                yield from walk_places(field.fields, f"{parent}.{field.name}")


def only(places: Sequence[PlacedField]) -> PlacedField | None:
    """Return the one place; None of none and of several."""
    return places[0] if len(places) == 1 else None
