"""A page as a tree of elements and words, each with the line on which it begins, as lxml reads it.

In:  the text of a page.
Out: the root of its tree, with all that the page shows, and what it does not show as skipped texts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from itertools import islice
from typing import Any, cast

from lxml import etree

from topgen.document import Cell, SkippedText
from topgen.layouts.html.elements import CUT, HEADINGS, HIDDEN, PRE, REST
from topgen.layouts.html.markup import END, ENDS, LINE_ZERO, prepare_markup, read_words, unescape
from topgen.layouts.html.nodes import Element, Words
from topgen.layouts.html.text import walk_words

DEEPEST = 120
"""Elements in elements; what stands deeper is read as if it stood beside the deepest."""
MOST_OPEN = 2_000
"""Elements in elements at which reading ends: libxml2 looks through all of them for the start of an end tag."""
QUOTE_MAX = 60
"""Characters that are quoted of a script or a comment."""

_MARK = re.compile("([\U000f0000-\U0010ffff])")
_ENDED = {mark: name for name, mark in ENDS.items()}
_SECTION_ENDS = frozenset({"table", "ul", "ol", "pre"})
_LOOK = 12
"""Parts of a heading that are read; one that is longer opens no section."""
_PIECE = 64 * 1024
_NONE: Mapping[str, str] = {}
_RULES = {"style": "style", "title": "page title", "comment": "comment", CUT: "cut tag", REST: ""}


class _TooDeepError(Exception):
    """A page has more than ``MOST_OPEN`` elements in each other."""


def read_tree(
    text: str, opens_section: Callable[[str], bool], first_line: int = 1
) -> tuple[Element, list[SkippedText]]:
    """Read a page that begins on some line of its file; total, and linear in the length of the text.

    A heading that opens a section ends all tables and lists before it, for which end tags may be missing.
    """
    builder = _Builder(opens_section, first_line - 1)
    # Its type asks for methods that a target may leave out.
    parser = etree.HTMLParser(target=cast(Any, builder), encoding="utf-8", huge_tree=True)
    with suppress(_TooDeepError):
        markup = prepare_markup(text).encode("utf-8", "replace")
        # What the target raises ends the parser after a piece only, and each further element takes it longer.
        for start in range(0, len(markup), _PIECE):
            parser.feed(markup[start : start + _PIECE])
        parser.close()
    if builder.line != END:
        builder.skip(REST, "\n".join(text.split("\n")[builder.line - 1 :]), builder.at)
    return builder.open[0], builder.skipped_texts


class _Builder:
    """What lxml tells of a page, put together."""

    def __init__(self, opens_section: Callable[[str], bool], above: int) -> None:
        self.opens_section = opens_section
        self.above = above
        """The lines of the file above the page."""
        self.open = [Element("", above + 1, {}, [])]
        """The elements that take what comes next, one for each that lxml has open."""
        self.skipped_texts: list[SkippedText] = []
        self.parts: list[str] = []
        """The words since the last tag."""
        self.data = self.parts.append
        self.line = 1
        """Within the page."""
        self.ending = ""
        """The name of the end tag that comes next."""

    @property
    def at(self) -> int:
        """The line of the file."""
        return self.above + self.line

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Open an element."""
        if self.parts:
            self._flush()
        self.ending = ""
        above, depth = self.open[-1], len(self.open)
        if depth > MOST_OPEN:
            raise _TooDeepError
        element = Element(name if name != PRE else "pre", self.at, dict(attributes) if attributes else _NONE, [])
        if name in HIDDEN:
            self.open.append(element)
        else:
            above.children.append(element)
            self.open.append(element if depth < DEEPEST else above)

    def end(self, name: str) -> None:
        """Close an element."""
        if self.parts:
            self._flush()
        element = self.open.pop()
        element.ended |= element.name == self.ending
        if name in HIDDEN:
            self.skip(name, " ".join(part.text for part in element.children if isinstance(part, Words)), element.line)
        elif name in HEADINGS and element is not self.open[-1] and self.opens_section(_first_words(element)):
            self._end_tables()

    def comment(self, text: str) -> None:
        """Take a comment."""
        self._flush()
        self.skip("comment", text, self.at)

    def close(self) -> None:
        """End the page."""
        self._flush()

    def skip(self, name: str, text: str, line: int) -> None:
        """Report what a page does not show; a long script is not quoted whole."""
        quote = " ".join(unescape(text if name == "title" else text[: 4 * QUOTE_MAX]).split())
        if len(quote) > QUOTE_MAX and name != "title":
            quote = quote[: QUOTE_MAX - 1] + "…"
        self.skipped_texts.append(SkippedText(Cell(quote, line), _RULES.get(name, "script")))

    def _flush(self) -> None:
        """Add the words since the last tag to the innermost element, and follow the marks in them."""
        text = self.parts[0] if len(self.parts) == 1 else "".join(self.parts)
        self.parts.clear()
        # Most text has one mark, of the end tag that follows; taking that off first saves a third of the time.
        self.ending = _ENDED.get(text[-1:], "")
        if self.ending:
            text = text[:-1]
        for at, run in enumerate(_MARK.split(text) if _MARK.search(text) is not None else (text,)):
            if at % 2:
                self.line = ord(run) - LINE_ZERO if run not in _ENDED else self.line
            elif run:
                shown = run if run.isascii() else read_words(run)
                self.open[-1].children.append(Words(shown, self.at))
                if "\n" in run:
                    self.line += run.count("\n")

    def _end_tables(self) -> None:
        """Move a heading, which has just ended, out of the tables and lists above it, whose end tags are missing."""
        within = next((at for at, element in enumerate(self.open[:DEEPEST]) if element.name in _SECTION_ENDS), 0)
        if within:
            heading = self.open[-1].children.pop()
            self.open[within:] = [self.open[within - 1]] * (len(self.open) - within)
            self.open[-1].children.append(heading)


def _first_words(heading: Element) -> str:
    return "".join(words.text for words in islice(walk_words(heading.children), _LOOK) if words is not None)
