"""The element names of HTML, sorted by what they mean for reading a page.

In:  nothing.
Out: sets of lower-case names.
"""

from __future__ import annotations

from lxml.html.defs import empty_tags, tags


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


VOID = empty_tags | _names("bgsound keygen")
"""Elements without content or end tag."""

CUT, REST, PRE = "cut_tag", "rest_of_page", "pre_formatted"
"""Names that no page can give to an element: around a tag in which a page ends; around all that follows the last tag
that is read; and of ``pre``, since libxml2 ends one before a table or a list in it."""

HIDDEN = {CUT, REST} | _names(
    "script style template noscript iframe noembed noframes svg math object applet canvas video audio title"
)
"""Elements of which nothing is shown as words; their content is kept as it stands."""

TEXT_ONLY = frozenset({"textarea", "xmp"})
"""Elements whose content is words only, whatever tags it seems to hold."""

CODE = frozenset({"pre", "textarea", "xmp", "listing"})
"""Elements that keep the lines of an example."""

INLINE = _names(
    "a abbr acronym b bdi bdo big blink cite code data del dfn em font i img ins kbd label mark nobr q rp rt ruby s "
    "samp small span strike strong sub sup time tt u var wbr"
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

KNOWN = (tags | HIDDEN | TEXT_ONLY | CODE | INLINE | NAVIGATION | _names("bgsound frame main search slot")) - (
    _names("command isindex") | {CUT, REST}
)
"""All names that make a tag; so does a lower-case name with a dash or a colon in it."""
