"""The text of a page made ready for lxml, so that no word of it is lost and each is known by its line.

In:  the text of a page, however broken.
Out: the same markup with marks in it.

What libxml2 does not do by itself is done here to its input. Words have no lines there, and those of elements end at
65,535: a private character before each run of words says on which line it begins, and another one before an end tag
that it was there. A name that is none of HTML's makes no tag (``List<Item>``, unescaped XML in an example), unlike in
browsers ``&times`` needs its semicolon (``a=1&timestamp=2``), and nothing that lacks its end hides what follows.
"""

from __future__ import annotations

import html
import re

from topgen.layouts.html.elements import CELLS, CUT, HIDDEN, KNOWN, PRE, REST, ROW_GROUPS, TEXT_ONLY, VOID

MOST_TAGS = 100_000
"""Tags of one page, fifty times those of the largest page seen; what follows the last one is unexplained."""

LINE_ZERO = 0xF0000
"""The private character that marks line 0; further ones are there for all lines that a page may have."""
END = 0
"""The line by which the end of the text is marked: what is missing when parsing stops early."""
ENDS = {name: chr(0x10FF00 + at) for at, name in enumerate(sorted(KNOWN))}
"""The private character that stands before the end tag of an element."""
_AMPERSAND, _LESS = "\ufdd0", "\ufdd1"
"""What stands for an ampersand, and for a less-than sign that begins no tag."""
_PRIVATE = re.compile("[\ufdd0\ufdd1\U000f0000-\U0010ffff]")

# A quote that never closes is a letter like any other, so that it cannot swallow the rest of the page.
_TAG = re.compile(
    r"""([^<]*+)<(/?)([A-Za-z][^\s/>]*+)"""
    r"""((?>[\s/]++|[^\s/>=][^\s/>=]*+|=\s*+(?:"[^"]*+"|'[^']*+'|(["'])|[^\s>"'][^\s>]*+)?)*+)>"""
)
_CUT_TAG = re.compile(r"</?[A-Za-z]")
_FOREIGN = re.compile(r"[a-z][\w.]*+[\-:][\w.:\-]++", re.ASCII)
_XML_IN_PRE = re.compile(r"\s*+(?:<code[^>]*+>)?+\s*+(?=<\??+([A-Za-z_][\w.:\-]*+))")
_ENTITY = re.compile(
    rf"{_AMPERSAND}(?:#\d{{1,7}};|#[xX][0-9A-Fa-f]{{1,6}};|[A-Za-z][A-Za-z0-9]{{1,31}};|(?:nbsp|lt|gt|amp|quot)(?![\w=]))"
)

_CONTENT = HIDDEN | TEXT_ONLY
_TABLE_PARTS = ROW_GROUPS | {"tr", "table"}
_WRITTEN = {"pre": PRE}
_ENDED_BY = {"tr": "</tr>", **dict.fromkeys(CELLS, "</td></th>")}
"""End tags that a start tag stands for; libxml2 looks no further than to the innermost open element."""
_START_TAGS = {
    name: (f"{_ENDED_BY.get(name, '')}<{_WRITTEN.get(name, name)}", " />" if name in VOID else ">") for name in KNOWN
}
"""What stands before the attributes and behind them; libxml2 does not know all elements that are always empty."""
_END_TAGS = {name: f"{mark}</{_WRITTEN.get(name, name)}>" for name, mark in ENDS.items()} | {"body": "", "html": ""}
"""What follows the end of the body is read like all before it."""


def prepare_markup(text: str) -> str:
    """Return the markup of a page for ``read_tree``; total, and linear in the length of the text."""
    preparation = _Preparation(_PRIVATE.sub("\ufffd", text).replace("&", _AMPERSAND))
    preparation.run()
    return "".join(preparation.parts) + chr(LINE_ZERO + END)


def unescape(text: str) -> str:
    """Return what a page does not show as it is written there."""
    return text.replace(_AMPERSAND, "&").replace(_LESS, "<")


def read_words(text: str) -> str:
    """Return words as a page shows them: with their entities resolved."""
    if _AMPERSAND in text:
        text = _ENTITY.sub(lambda match: html.unescape("&" + match[0][1:]), text)
        return unescape(text)
    return text.replace(_LESS, "<") if _LESS in text else text


class _Preparation:
    """One pass over the text of a page, in which no ampersand is left."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.parts: list[str] = []
        self.line = 1
        """The line of what comes next."""
        self.is_counted = False
        """Whether that is the last line marked and as many more as the words since then have; blanks may get lost."""
        self.tables = 0
        """How many tables are open."""
        self.endless: set[str] = set()
        self.ends: dict[str, int] = {}
        """Where the last end tag of a name was found that was looked for, -1 where there is none."""
        """Ends of which none is left, so that they are not looked for again."""

    def run(self) -> None:
        """Go from tag to tag."""
        text, position = self.text, 0
        for _ in range(MOST_TAGS):
            match = _TAG.match(text, position)
            if match is not None:
                position = self._tag(match)
                continue
            start = text.find("<", position)
            self._words(text[position:start] if start >= 0 else text[position:])
            if start < 0:
                return
            if _CUT_TAG.match(text, start):
                return self._hide(CUT, text[start:])
            position = self._declaration(start)
        self._hide(REST, text[position:])

    def _words(self, words: str) -> None:
        """Add words, and the line on which they begin where they show anything and it cannot be counted from others."""
        if not words or words.isspace():
            self.is_counted &= "\n" not in words
        elif not self.is_counted:
            self.parts.append(chr(LINE_ZERO + self.line))
            self.is_counted = True
        self.parts.append(words)
        if "\n" in words:
            self.line += words.count("\n")

    def _markup(self, written: str, source: str) -> None:
        """Add markup, and the line behind it where the page writes it on several."""
        self.parts.append(written)
        if source and "\n" in source:
            self.line += source.count("\n")
            self.parts.append(chr(LINE_ZERO + self.line))
            self.is_counted = True

    def _hide(self, name: str, content: str) -> None:
        """Add an element around words that are none of the page's."""
        self.parts.append(f"<{name}>")
        self._words(content.replace("<", _LESS))
        self.parts.append(f"</{name}>")

    def _tag(self, match: re.Match[str]) -> int:
        """Add a start or end tag with the words before it; return where it ends."""
        words, slash, name, attributes, stray_quote = match.groups()
        if name not in KNOWN:
            if not _is_tag(name):
                self._words(match[0].replace("<", _LESS))
                return match.end()
            name = name.lower()
        if words:
            self._words(words)
        if name in _TABLE_PARTS:
            self._count_tables(name, opens=not slash)
        if slash:
            written = _END_TAGS.get(name)
            self._markup(written if written is not None else f"</{name}>", attributes)
            return match.end()
        if name in _CONTENT and self._find_end(name, match.end()) < 0:
            # It is none then, or a class: ``List<object>``.
            self._markup(f"{_LESS}{name}>" if words[-1:].isalnum() and not attributes else "", attributes)
            return match.end()
        opening, closing = _START_TAGS.get(name) or (f"<{name}", ">")
        if attributes:
            # In libxml2 a slash ends an element, as it does not in HTML.
            safe = attributes.replace('"', " ").replace("'", " ") if stray_quote else attributes.rstrip("/")
            self._markup(f"{opening}{safe}{closing}", attributes)
        else:
            self.parts.append(opening + closing)
        return self._content(name, match.end()) if name in _CONTENT or name == "pre" else match.end()

    def _count_tables(self, name: str, opens: bool) -> None:
        """Follow which tables are open, and open one around rows that stand in none."""
        if name == "table":
            self.tables = max(0, self.tables + (1 if opens else -1))
        elif opens and not self.tables:
            self.parts.append("<table>")
            self.tables = 1

    def _content(self, name: str, start: int) -> int:
        """Add the content of an element that holds no tags; return where it ends.

        So does an example that is XML which nobody escaped: its first tag is none of HTML's, others may look like one.
        """
        end = self._find_end(name, start)
        if name == "pre":
            match = _XML_IN_PRE.match(self.text, start)
            if match is None or end < 0 or match[1].lower() in KNOWN or _is_tag(match[1]):
                return start
            self._markup(match[0], match[0])
            start = match.end()
        self._words(self.text[start:end].replace("<", _LESS))
        return end

    def _find_end(self, name: str, start: int) -> int:
        """Return where the end tag of an element begins, that of code in it before; -1 where it has none."""
        known = self.ends.get(name, 0)
        if 0 <= known < start or not known:
            pattern = rf"(?:</code\s*+>\s*+)?+</{name}(?=[\s/>])"
            match = re.compile(pattern, re.IGNORECASE).search(self.text, start)
            self.ends[name] = match.start() if match is not None else -1
        return self.ends[name]

    def _declaration(self, start: int) -> int:
        """Add a comment, a declaration or CDATA, or a less-than sign as a word; return where it ends."""
        text = self.text
        opener, stop = next(pair for pair in _DECLARATIONS if text.startswith(pair[0], start))
        end = text.find(stop, start + 2) if stop and stop not in self.endless else -1
        if end < 0:
            self.endless.add(stop)
            if opener != "<!--":
                self._words(_LESS)
                return start + 1
            end = len(text)
        if opener == "<![CDATA[":
            self._words(text[start + 9 : end].replace("<", _LESS).replace(_AMPERSAND, f"{_AMPERSAND}amp;"))
        else:
            self._markup(text[start:end] + stop, text[start:end])
        return end + len(stop)


_DECLARATIONS = (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<!", ">"), ("<?", ">"), ("</", ">"), ("<", ""))
"""How what is no tag begins and ends."""


def _is_tag(name: str) -> bool:
    """Return whether a name that is not plainly one of HTML's makes a tag; ``Map`` in mixed case is a class."""
    if name.lower() in KNOWN:
        return name.islower() or name.isupper()
    return _FOREIGN.fullmatch(name) is not None
