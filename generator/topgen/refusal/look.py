"""A page that is not read, at a glance: the words that a person sees, and whether there are rows of a table among them.

In:  the text of a page.
Out: ``Look``.
The words have the lines of the page, also where markup is taken out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from topgen.vocabulary.calls import ROOT
from topgen.vocabulary.cells import REQUEST_ROW
from topgen.vocabulary.characters import BLANKS, bare_words
from topgen.vocabulary.columns import PLATFORM_COLUMNS
from topgen.vocabulary.markers import Marker, MarkerKind, is_kind, read_marker
from topgen.vocabulary.parts import Part
from topgen.vocabulary.platform import shows_platform

_MARKUP = re.compile(r"\s{0,99}(?:\ufeff)?<(?:!doctype|!--|\?xml|[a-z][a-z0-9]{0,20}[\s>/])", re.IGNORECASE)
_UNSEEN = re.compile(r"<(/?)(?:script|style|title|noscript|template)\b[^<>]{0,2000}>", re.IGNORECASE)
_TAG = re.compile(r"<[!/?a-zA-Z][^<>]{0,5000}>")
_CELL = re.compile(r"<t[dh][\s/>]", re.IGNORECASE)
_ROOTS = re.compile(rf"[<\"]\s?{ROOT}\s?[>\"]")
_CELLS = 2
"""Bars or tabs that a line of a table has at least."""
_FEW = 3
"""Such lines that make a table."""
_MOST_LINES = 20_000
"""Lines of a page that are looked at."""
_QUOTED = 60


class Evidence(NamedTuple):
    """What shows that a page is of some kind."""

    seen: str
    """One sentence without a full stop; empty where the kind says it all."""
    line: int = 0


@dataclass(frozen=True)
class Look:
    """A page that is not read."""

    text: str

    @cached_property
    def is_markup(self) -> bool:
        """Whether the page is HTML or XML."""
        return _MARKUP.match(self.text) is not None

    @cached_property
    def shown(self) -> str:
        """The words that a person sees."""
        return "".join(_shown_parts(self.text)) if self.is_markup else self.text

    @cached_property
    def lines(self) -> list[tuple[int, str]]:
        """The lines that hold words, without blanks and bullets around them."""
        numbered = enumerate(islice(self.shown.split("\n"), _MOST_LINES), 1)
        stripped = ((number, line.strip(BLANKS + "•●▪·◦")) for number, line in numbered)
        return [(number, line) for number, line in stripped if line]

    @cached_property
    def markers(self) -> list[tuple[int, Marker]]:
        """The lines that are fixed words of the platform's pages."""
        return [(number, marker) for number, line in self.lines if (marker := read_marker(line)) is not None]

    @cached_property
    def heading(self) -> int:
        """The line of the first heading of a parameter table; 0 where there is none."""
        return next(
            (
                number
                for number, marker in self.markers
                if marker.kind is MarkerKind.HEADING and marker.part in {Part.REQUEST, Part.RESPONSE}
            ),
            0,
        )

    @cached_property
    def row(self) -> int:
        """The line of the first row of a table, or of its column heads; 0 where there is none."""
        if '"requestParams"' in self.text or '"responseParams"' in self.text:
            return 1
        if (cell := _CELL.search(self.text)) is not None:
            return self.text.count("\n", 0, cell.start()) + 1
        heads = (number for number, marker in self.markers if is_kind(marker, MarkerKind.COLUMNS))
        rows = [number for number, line in self.lines if line.startswith("└") or REQUEST_ROW.match(line)]
        parted = [number for number, line in self.lines if max(line.count("|"), line.count("\t")) >= _CELLS]
        return min((*heads, *rows, *(parted if len(parted) >= _FEW else ())), default=0)

    @cached_property
    def is_platform(self) -> bool:
        """Whether something on the page is this platform's alone: name, call, reply, heads, marks."""
        return (
            shows_platform(self.text)
            or _ROOTS.search(self.text) is not None
            or any(line.startswith("└") or bare_words(line) in PLATFORM_COLUMNS for _, line in self.lines)
            or '"requestParams"' in self.text
        )

    def find(self, pattern: re.Pattern[str]) -> Evidence | None:
        """Return the first line that a pattern begins on, with its words."""
        match = pattern.search(self.shown)
        if match is None:
            return None
        start = self.shown.rfind("\n", 0, match.start()) + 1
        words = " ".join(self.shown[start : start + 2 * _QUOTED].partition("\n")[0].split())[:_QUOTED]
        return Evidence(f"it says {words!r}", self.shown.count("\n", 0, match.start()) + 1)


def _shown_parts(text: str) -> Iterator[str]:
    """Yield the words of markup; tags, scripts and styles leave their line ends alone."""
    depth, at = 0, 0
    for match in _UNSEEN.finditer(text):
        yield _keep_lines(text[at : match.end()]) if depth else _TAG.sub(_blank, text[at : match.end()])
        depth, at = 0 if match[1] else 1, match.end()
    yield _keep_lines(text[at:]) if depth else _TAG.sub(_blank, text[at:])


def _blank(match: re.Match[str]) -> str:
    return _keep_lines(match[0]) or " "


def _keep_lines(text: str) -> str:
    return "\n" * text.count("\n")
