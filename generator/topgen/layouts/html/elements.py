"""The element names of HTML, sorted by what they mean for reading a page.

In:  nothing.
Out: sets of lower-case names.
Surprise: a name that is in no set is no tag at all: ``List<Item>`` in a type cell and unescaped XML in an example are
words of the page, though a browser would not show them.
"""

from __future__ import annotations


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


VOID = _names("area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr")
"""Elements without content or end tag."""

RAW = _names("script style template noscript iframe noembed noframes svg math object applet canvas video audio")
"""Elements of which nothing is shown as words; their content is kept as it stands."""

TEXT_ONLY = frozenset({"title", "textarea", "xmp"})
"""Elements whose content is words only, whatever tags it seems to hold."""

COMMENT = "!--"
"""The name of an element that stands for a comment."""
CUT = "!cut"
"""The name of an element that stands for a tag in which the page ends."""
BEYOND = "!beyond"
"""The name of an element that stands for all that follows the last tag that is read of a page."""

UNSEEN = RAW | {"title", COMMENT, CUT, BEYOND}
"""Elements whose content is no part of the lines around them."""

CODE = frozenset({"pre", "textarea", "xmp", "listing"})
"""Elements that keep the lines of an example."""

INLINE = _names(
    "a abbr acronym b bdi bdo big blink cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp "
    "small span strike strong sub sup time tt u var wbr img"
)
"""Elements that stand inside a line of words."""

CONTROLS = frozenset({"button", "select", "option", "optgroup", "datalist", "progress", "meter", "output", "input"})
"""Elements for the hand of the reader."""

NAVIGATION = frozenset({"nav", "aside", "menu", "header", "footer", "dialog"})
"""Elements around the content of a page."""

LISTS = frozenset({"ul", "ol", "dir"})
CELLS = frozenset({"td", "th"})
ROW_GROUPS = frozenset({"thead", "tbody", "tfoot"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

_BLOCKS = HEADINGS | _names(
    "html head body title address article blockquote caption center col colgroup dd details dir div dl dt fieldset "
    "figcaption figure form frameset hgroup hr legend li listing main map marquee ol p pre search section slot "
    "summary table tbody td textarea tfoot th thead tr ul xmp br"
)

KNOWN = VOID | RAW | TEXT_ONLY | CODE | INLINE | CONTROLS | NAVIGATION | LISTS | CELLS | ROW_GROUPS | _BLOCKS
"""All names that make a tag; so does a lower-case name with a dash or a colon in it."""

_IN_ROWS = CELLS | {"tr", "caption", "colgroup"}
_PARAGRAPH = (frozenset({"p"}), CELLS | {"table", "caption", "button", "object"})
_PARAGRAPH_ENDS = _BLOCKS - {"br", "html", "head", "body", "title", "map", "slot", "col", "colgroup", "caption"}

CLOSED_BY: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    **dict.fromkeys(_PARAGRAPH_ENDS | NAVIGATION, _PARAGRAPH),
    "li": (frozenset({"li", "p"}), LISTS | CELLS | {"table", "menu"}),
    "dt": (frozenset({"dt", "dd", "p"}), CELLS | {"dl", "table"}),
    "dd": (frozenset({"dt", "dd", "p"}), CELLS | {"dl", "table"}),
    **dict.fromkeys(CELLS, (CELLS, frozenset({"tr", "table"}))),
    "tr": (_IN_ROWS, ROW_GROUPS | {"table"}),
    **dict.fromkeys(ROW_GROUPS, (_IN_ROWS | ROW_GROUPS, frozenset({"table"}))),
    "option": (frozenset({"option"}), frozenset({"select"})),
}
"""Start tags that end open elements which lack their end tags: which of them, and the elements that shelter those."""
