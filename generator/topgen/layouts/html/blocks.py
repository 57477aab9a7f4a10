"""A page as a sequence of blocks: lines of words, tables of data, examples.

In:  the root of the tree.
Out: lines and blocks in page order, each with the fixed words that it may be.
Tables also lay out whole pages, so one that has no columns of the platform is walked through like any other element.
Class names tell what stands around the content; they only explain words that nothing else explains.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from topgen.document import Cell
from topgen.document.blocks import Line, Place
from topgen.layouts.html.code import is_gutter, read_code
from topgen.layouts.html.elements import CODE, CONTROLS, HEADINGS, INLINE, LISTS, NAVIGATION
from topgen.layouts.html.fields import head_of, headless_part
from topgen.layouts.html.nodes import Element, Words
from topgen.layouts.html.text import join_words
from topgen.vocabulary.characters import BLANKS
from topgen.vocabulary.columns import Columns, part_of
from topgen.vocabulary.markers import Marker, MarkerKind, is_kind, read_marker
from topgen.vocabulary.parts import Part

_AROUND = re.compile(
    r"(?:^|[\s_\-])(?:nav|navbar|navigation|breadcrumbs?|crumbs?|menu|sidebar|header|topbar|toolbar|toc|catalog|search|"
    r"login|(foot|footer|copyright))(?=$|[\s_\-])",
    re.IGNORECASE,
)
_FIXED = (MarkerKind.TAB, MarkerKind.WARNING, MarkerKind.BANNER, MarkerKind.SERVICE, MarkerKind.FOOTER)


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table that has the columns of the platform."""

    element: Element
    columns: Columns | None
    part: Part
    """What its columns say, or its rows where it has no head."""


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """The lines of an example that an element keeps, and the numbers beside them."""

    lines: tuple[Cell, ...]
    numbers: tuple[Cell, ...]


class LineWords(NamedTuple):
    """The words of a line as an example needs them, with the blanks before and the line breaks between them."""

    words: Words
    run: int
    """The same for lines with no block and no fixed words between them, which may be one example."""


@dataclass(slots=True)
class _Collector:
    """The blocks found so far."""

    lines: list[Line] = field(default_factory=list)
    markers: list[Marker | None] = field(default_factory=list)
    run: int = 0

    def add_block(self, block: TableBlock | CodeBlock, line: int, marker: Marker | None) -> None:
        self.run += 1
        self.lines.append(Line("", line, source=block, is_block=True))
        self.markers.append(marker)

    def add_words(self, run: Sequence[Words], place: Place) -> None:
        """Add the line that words make up, if they are not blank."""
        for cell in join_words(run) if run else ():
            marker = read_marker(cell.text)
            if is_kind(marker, MarkerKind.HEADING) and (place.listed or place.rule) and not place.heading:
                place, marker = place._replace(rule="navigation") if place.listed else place, None
            elif is_kind(marker, *_FIXED):
                place = place._replace(rule=marker.kind.value if marker is not None else "")
            elif not is_kind(marker, MarkerKind.HEADING):
                marker = None
            self.run += marker is not None or place.rule == "navigation"
            words = run[0] if len(run) == 1 else Words("".join(words.text for words in run), run[0].line)
            self.lines.append(Line(cell.text, cell.line, raw=cell.text, place=place, source=LineWords(words, self.run)))
            self.markers.append(marker)


def read_blocks(root: Element) -> tuple[Sequence[Line], Sequence[Marker | None]]:
    """Return the lines and blocks of a page, each with the fixed words that it may be; total."""
    found = _Collector()
    run: list[Words] = []
    place = here = Place()
    stack: list[tuple[Element | Words | None, Place]] = [(part, here) for part in reversed(root.children)]
    while stack:
        part, here = stack.pop()
        if isinstance(part, Words):
            run.append(part)
            place = here
            continue
        if run and (part is None or part.name not in INLINE):
            found.add_words(run, place)
            run = []
        if part is None or _take_block(found, part):
            continue
        inner = _place(part, here)
        if part.name not in INLINE:
            stack.append((None, here))
        stack.extend((child, inner) for child in reversed(part.children))
    found.add_words(run, place)
    return found.lines, found.markers


def _take_block(found: _Collector, element: Element) -> bool:
    """Add the block that an element is as a whole; False where it has to be walked through."""
    if element.name in CODE:
        lines, numbers = read_code(element)
        marker = read_marker(lines[0].text.strip(BLANKS)) if lines else None
        found.add_block(CodeBlock(lines, numbers), element.line, marker)
        return True
    columns = head_of(element) if element.name == "table" else None
    part = headless_part(element) if element.name == "table" and columns is None else None
    own = part_of(columns) if columns is not None else part
    if own is None:
        return False
    found.add_block(TableBlock(element, columns, own), element.line, Marker(MarkerKind.COLUMNS, own))
    return True


def _place(element: Element, above: Place) -> Place:
    """Return the place inside an element."""
    rule, heading, listed = above.rule, above.heading, above.listed
    name, attributes = element.name, element.attributes
    if name in HEADINGS:
        heading = int(name[1])
    elif name in LISTS or (name == "a" and attributes.get("href", "").startswith("#")):
        listed = True
    if name in CONTROLS:
        rule = "control"
    elif name in NAVIGATION:
        rule = "footer" if name == "footer" else "navigation"
    elif attributes:
        rule = _class_rule(attributes) or rule
    if (rule, heading, listed) == (above.rule, above.heading, above.listed):
        return above
    return Place(rule, heading, listed)


def _class_rule(attributes: Mapping[str, str]) -> str:
    if is_gutter(attributes):
        return "line number"
    match = _AROUND.search(f"{attributes.get('class', '')} {attributes.get('id', '')}")
    return "" if match is None else "footer" if match[1] else "navigation"
