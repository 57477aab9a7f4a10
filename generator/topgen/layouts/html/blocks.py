"""A page as a sequence of blocks: lines of words, tables of data, examples.

In:  the root of the tree.
Out: blocks in page order; a remark for each element that shows nothing.
Surprises: tables also lay out whole pages, so one that has no columns of the platform is walked through like any other
element. Class names tell what stands around the content; they only explain words that nothing else explains.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from topgen.document import Cell
from topgen.layouts.html.columns import Columns
from topgen.layouts.html.elements import CODE, CONTROLS, HEADINGS, INLINE, LISTS, NAVIGATION
from topgen.layouts.html.fields import head_of, headless_part
from topgen.layouts.html.nodes import Element, Words
from topgen.layouts.html.text import join_words
from topgen.vocabulary.parts import Part

_AROUND = re.compile(
    r"(?:^|[\s_\-])(?:nav|navbar|navigation|breadcrumbs?|crumbs?|menu|sidebar|header|topbar|toolbar|toc|catalog|search|"
    r"login|(foot|footer|copyright))(?=$|[\s_\-])",
    re.IGNORECASE,
)
_NUMBERS = re.compile(
    r"(?:^|[\s_\-])(?:gutter|line-?(?:no|num|number|numbers)|lineno|linenums?|ln-num(?:bers)?)(?=$|[\s_\-])"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand."""

    rule: str = ""
    """The rule that explains words here if nothing else does; empty in the content of a page."""
    heading: int = 0
    """The rank of the heading that the words stand in."""
    listed: bool = False
    """Inside a list or a link to another place on the page, where no heading stands."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words."""

    cell: Cell
    raw: Words
    """The words with the blanks before and the line breaks between them, as an example needs them."""
    place: Place


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table that has the columns of the platform."""

    element: Element
    columns: Columns | None
    part: Part | None
    """What its rows say where it has no head."""


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """An element that keeps the lines of an example."""

    element: Element


Block = Line | TableBlock | CodeBlock


def read_blocks(root: Element) -> Iterator[Block]:
    """Give the blocks of a page; total, every word that the page shows is in one of them."""
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
            yield from _end_line(run, place)
            run = []
        block = _whole_block(part) if part is not None else None
        if block is not None:
            yield block
        elif part is not None:
            inner = _place(part, here)
            if part.name not in INLINE:
                stack.append((None, here))
            stack.extend((child, inner) for child in reversed(part.children))
    yield from _end_line(run, place)


def _end_line(run: list[Words], place: Place) -> Iterator[Line]:
    for cell in join_words(run) if run else ():
        yield Line(cell, Words("".join(words.text for words in run), run[0].line), place)


def _whole_block(element: Element) -> Block | None:
    """Give the block that an element is as a whole; None where it has to be walked through."""
    name = element.name
    if name in CODE:
        return CodeBlock(element)
    if name != "table":
        return None
    columns = head_of(element)
    part = headless_part(element) if columns is None else None
    return TableBlock(element, columns, part) if columns is not None or part is not None else None


def _place(element: Element, above: Place) -> Place:
    """Give the place inside an element."""
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
    if _NUMBERS.search(attributes.get("class", "")) is not None:
        return "line number"
    match = _AROUND.search(f"{attributes.get('class', '')} {attributes.get('id', '')}")
    return "" if match is None else "footer" if match[1] else "navigation"


def is_gutter(element: Element) -> bool:
    """Whether an element holds the numbers of an example's lines."""
    return _NUMBERS.search(element.attributes.get("class", "")) is not None
