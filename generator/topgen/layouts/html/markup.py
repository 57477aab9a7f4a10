"""HTML as a tree of elements and words, with the line on which each begins, however broken the page is.

In:  the text of a page.
Out: ``Element``, the root; every word of the page stands in exactly one ``Words`` of the tree.
Surprises: no HTML parser at hand keeps what is needed here. libxml2 counts lines up to 65,535, gives words none, and
leaves out everything below 255 open elements; all of them take ``List<Item>`` for a tag and lose the word. One pass
over the text reads tags as browsers do, ends elements that lack their end tags, and opens at most ``DEEPEST`` of them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from typing import NamedTuple

from topgen.layouts.html.elements import (
    BEYOND,
    CELLS,
    CLOSED_BY,
    COMMENT,
    CUT,
    HEADINGS,
    KNOWN,
    RAW,
    ROW_GROUPS,
    TEXT_ONLY,
    UNSEEN,
    VOID,
)
from topgen.layouts.html.nodes import Element, Words, resolve_entities

DEEPEST = 120
"""Open elements; further ones are read as if they stood beside the deepest."""
MOST_TAGS = 100_000
"""Tags of one page, fifty times those of the largest page seen; what follows the last one is unexplained."""

# A quote that never closes is a letter like any other, so that it cannot swallow the rest of the page.
_TAG = re.compile(
    r"""[^<]*+<(/?)([A-Za-z][^\s/>]*+)((?>[\s/]++|[^\s/>=][^\s/>=]*+|=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?)*+)>"""
)
_CUT_TAG = re.compile(r"</?[A-Za-z]")
_XML_IN_PRE = re.compile(r"\s*+(<code[^>]*+>)?+\s*+<\??+([A-Za-z_][\w.:\-]*+)")
_CODE_END = re.compile(r"</code\s*+>\s*+\Z", re.IGNORECASE)
_HEADING_TEXT = re.compile(r"(?:\s|<[a-z][^<>]{0,200}>){0,9}([^<>]{1,40})")
_FOREIGN = re.compile(r"[a-z][\w.]*+[\-:][\w.:\-]++")

_ROWS = ROW_GROUPS | {"tr"}
_AROUND_ROWS = ROW_GROUPS | {"table"}
_SHELTER = CELLS | {"table"}
_END_SHELTERS = {
    **dict.fromkeys(CELLS | ROW_GROUPS | {"tr"}, frozenset({"table"})),
    "table": frozenset(),
    "li": _SHELTER | {"ul", "ol"},
}
"""Elements that an end tag cannot reach out of."""


class Markup(NamedTuple):
    """A page as a tree."""

    root: Element
    unseen: tuple[Element, ...]
    """The elements of the tree whose content a page does not show; nobody else needs to look for them."""


def read_markup(text: str, opens_section: Callable[[str], bool]) -> Markup:
    """Read a page; total, and linear in the length of the text.

    A heading that opens a section ends all tables and lists before it, for which end tags may be missing.
    """
    reader = _Reader(text, opens_section)
    reader.run()
    return Markup(reader.open[0], tuple(reader.unseen))


class _Reader:
    """One pass over the text of a page."""

    def __init__(self, text: str, opens_section: Callable[[str], bool]) -> None:
        self.text = text
        self.opens_section = opens_section
        self.open = [Element("", 1)]
        self.counts: defaultdict[str, int] = defaultdict(int)
        """How many elements of each name are open."""
        self.endless: set[str] = set()
        """Names of which no end is left, so that it is not looked for again."""
        self.unseen: list[Element] = []
        self.line = 1
        self.counted = 0

    def run(self) -> None:
        """Go from tag to tag."""
        position = 0
        for _ in range(MOST_TAGS):
            match = _TAG.match(self.text, position)
            if match is not None:
                position = self._tag(match)
                continue
            start = self.text.find("<", position)
            if start < 0:
                break
            position = self._other(position, start)
        if self.text.find("<", position) < 0:
            self._words(position, len(self.text))
        else:
            self._keep(BEYOND, position, position, len(self.text))

    def _at(self, position: int) -> int:
        """Give the line of a position; positions only grow."""
        self.line += self.text.count("\n", self.counted, position)
        self.counted = position
        return self.line

    def _words(self, start: int, end: int) -> None:
        if start < end:
            text = self.text[start:end]
            self.open[-1].children.append(Words(resolve_entities(text) if "&" in text else text, self._at(start)))

    def _element(self, name: str, start: int, written: str = "") -> Element:
        element = Element(name, self._at(start), written)
        self.open[-1].children.append(element)
        return element

    def _keep(self, name: str, start: int, inner: int, end: int) -> None:
        """Add an element whose content is kept as it stands."""
        element = self._element(name, start)
        element.children.append(Words(self.text[inner:end], self._at(inner)))
        self.unseen.append(element)

    def _tag(self, match: re.Match[str]) -> int:
        """Read a start or end tag with the words before it; give where it ends."""
        name = match[2]
        if name not in KNOWN:
            if not _is_tag(name):
                self._words(match.start(), match.end())
                return match.end()
            name = name.lower()
        start = match.start(1) - 1
        self._words(match.start(), start)
        if match[1]:
            self._close(name)
            return match.end()
        return self._start(name, match, start)

    def _other(self, position: int, start: int) -> int:
        """Read a comment, a declaration, CDATA or a tag without end; any other less-than sign stays in the words."""
        text = self.text
        if _CUT_TAG.match(text, start):
            self._words(position, start)
            self._keep(CUT, start, start, len(text))
            return len(text)
        if text.startswith("<!--", start):
            self._words(position, start)
            inner = min(start + 4, len(text))
            end = text.find("-->", start + 2)
            self._keep(COMMENT, start, inner, len(text) if end < 0 else max(end, inner))
            return len(text) if end < 0 else end + 3
        kind = text[start + 1 : start + 2]
        cdata = text.startswith("<![CDATA[", start)
        end = -1 if kind not in {"!", "?", "/"} else self._find("]]>" if cdata else ">", start)
        if end < 0:
            self._words(position, start + 1)
            return start + 1
        self._words(position, start)
        if cdata:
            self.open[-1].children.append(Words(text[start + 9 : end], self._at(start + 9)))
        return end + (3 if cdata else 1)

    def _find(self, end: str, start: int) -> int:
        """Find the end of a declaration; -1 where there is none, which is not looked for twice."""
        found = -1 if end in self.endless else self.text.find(end, start)
        if found < 0:
            self.endless.add(end)
        return found

    def _start(self, name: str, match: re.Match[str], start: int) -> int:
        """Open an element and, where it holds no tags, read on to its end."""
        if name in HEADINGS:
            self._end_tables(match.end())
        if name in CLOSED_BY:
            self._imply_ends(*CLOSED_BY[name])
        above = self._implied(name, self.open[-1].name)
        if above:
            self._push(self._element(above, start))
        element = self._element(name, start, match[3])
        if name in VOID:
            return match.end()
        if name in RAW or name in TEXT_ONLY or name == "pre":
            end = self._read_content(element, match.end())
            if end is not None:
                return end
        # What lacks its end tag is not believed to hide the rest of the page.
        if name not in UNSEEN:
            self._push(element)
        return match.end()

    def _read_content(self, element: Element, start: int) -> int | None:
        """Read the content of an element that holds no tags; None where it does, or has no end."""
        name = element.name
        inner: int | None = start if name != "pre" else self._find_xml(start)
        end = self._find_end(name, start) if inner is not None else None
        if inner is None or end is None:
            return None
        content = self.text[inner:end]
        if name == "pre":
            content = _CODE_END.sub("", content[-40:]).join((content[:-40], ""))
        element.children.append(Words(content if name in RAW else resolve_entities(content), self._at(inner)))
        if name in UNSEEN:
            self.unseen.append(element)
        return end

    def _find_xml(self, start: int) -> int | None:
        """Find the XML that nobody escaped in an example: its first tag is none of HTML's."""
        match = _XML_IN_PRE.match(self.text, start)
        if match is None or match[2].lower() in KNOWN or _is_tag(match[2]):
            return None
        return match.end(1) if match[1] else start

    def _find_end(self, name: str, start: int) -> int | None:
        match = None
        if name not in self.endless:
            match = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(self.text, start)
        if match is None:
            self.endless.add(name)
            return None
        return match.start()

    def _push(self, element: Element) -> None:
        if len(self.open) < DEEPEST:
            self.open.append(element)
            self.counts[element.name] += 1

    def _end(self, index: int) -> None:
        """End an open element and all inside it."""
        for element in self.open[index:]:
            self.counts[element.name] -= 1
        del self.open[index:]

    def _end_tables(self, start: int) -> None:
        """End the open tables and lists before a heading that opens a section."""
        if not (self.counts["table"] or self.counts["ul"] or self.counts["pre"]):
            return
        match = _HEADING_TEXT.match(self.text, start)
        if match is not None and self.opens_section(resolve_entities(match[1])):
            within = (at for at, element in enumerate(self.open) if element.name in {"table", "ul", "ol", "pre"})
            self._end(next(within, len(self.open)))

    def _imply_ends(self, ended: frozenset[str], shelter: frozenset[str]) -> None:
        """End the open elements that a start tag ends, up to the one that shelters the others."""
        if self.open[-1].name in shelter or not any(map(self.counts.__getitem__, ended)):
            return
        for index in range(len(self.open) - 1, 0, -1):
            name = self.open[index].name
            if name in shelter:
                return
            if name in ended:
                self._end(index)

    def _implied(self, name: str, above: str) -> str:
        """Name the element whose start tag is missing around another one; empty where none is."""
        if name in CELLS and above in _AROUND_ROWS:
            return "tr"
        if name in _ROWS and not self.counts["table"]:
            return "table"
        return "ul" if name == "li" and above in CELLS else ""

    def _close(self, name: str) -> None:
        """Close the innermost open element of a name, but none outside the cell, list or table of the end tag."""
        if self.open[-1].name == name:
            self.open[-1].ended = True
            self._end(len(self.open) - 1)
            return
        if not self.counts[name]:
            return
        shelter = _END_SHELTERS.get(name, _SHELTER)
        for index in range(len(self.open) - 1, 0, -1):
            found = self.open[index].name
            if found == name:
                self.open[index].ended = True
                self._end(index)
            if found == name or found in shelter:
                return


def _is_tag(name: str) -> bool:
    """Whether a name that is not plainly one of HTML's makes a tag; ``Map`` in mixed case is a class."""
    if name.lower() in KNOWN:
        return name.islower() or name.isupper()
    return _FOREIGN.fullmatch(name) is not None
