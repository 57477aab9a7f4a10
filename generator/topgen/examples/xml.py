"""A reply in XML: elements in order, each with its text or what is inside it.

In:  an ``Example`` in the response or error section.
Out: ``ParsedExample``; its roots are what stands inside the root element.
lxml reads what is well-formed, three replies in four, in less than half of the time that the tolerant reader takes,
which is left all else; both say the same of a well-formed reply. Nothing is expanded: a reply with a declaration is not
read by lxml at all.
"""

from __future__ import annotations

import re

from lxml import etree

from topgen.document import Cell, Example
from topgen.examples import ExampleValue, Literal, ParsedExample
from topgen.examples.broken_xml import MAX_DEPTH, NAME, as_reply, read_broken_xml

_NAME = re.compile(NAME)
_NOT_PLAIN = re.compile(r"<[!?]|<[^<>\s]*+\s|\r")
"""Declarations, comments and CDATA; tags with more than a name, which may stand on several lines; what lxml changes."""
_MOST_LINES = 65_535
"""The last line that lxml counts."""
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=False)


def read_xml(example: Example) -> ParsedExample:
    """Read a reply; total, what follows a cut is simply not there."""
    return _read_well_formed(example.lines) or read_broken_xml(example)


def _read_well_formed(lines: tuple[Cell, ...]) -> ParsedExample | None:
    """Read a reply of elements that hold either text or elements; None for any other."""
    text = "\n".join(cell.text for cell in lines)
    if len(lines) > _MOST_LINES or _NOT_PLAIN.search(text) is not None:
        return None
    try:
        root = etree.fromstring(text.encode("utf-8", "surrogatepass"), _PARSER)
    except etree.XMLSyntaxError:
        return None
    shown = _read_element(root, lines, 1)
    return as_reply((shown,), lines[0].line) if shown is not None else None


def _read_element(element: etree._Element, lines: tuple[Cell, ...], depth: int) -> ExampleValue | None:
    """Read an element with all inside it; None where there are words beside elements, or one stands there twice."""
    name, text, line = str(element.tag), (element.text or "").strip(), lines[(element.sourceline or 1) - 1].line
    if depth > MAX_DEPTH or _NAME.fullmatch(name) is None or (text and len(element)):
        return None
    inside: list[ExampleValue] = []
    for child in element:
        shown = _read_element(child, lines, depth + 1)
        if shown is None or (child.tail or "").strip() or (inside and _is_twice(shown, inside)):
            return None
        inside.append(shown)
    if not inside:
        return ExampleValue(name, Literal.TEXT, line, text)
    return ExampleValue(name, Literal.BLOCK, line, children=tuple(inside))


def _is_twice(shown: ExampleValue, above: list[ExampleValue]) -> bool:
    """Whether a value may be a line that stands there twice: it says the same as the one above and is no item."""
    last = above[-1]
    same = (shown.name, shown.text) == (last.name, last.text) and not (shown.children or last.children)
    return same and above[0].name != shown.name
