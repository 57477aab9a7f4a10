"""The layout that a refused page resembles most, and what differs: the looks of each layout, as data.

In:  the text of a page.
Out: ``Resemblance``.
Note: this judges only pages that no layout recognises, or two do; the layouts decide by themselves, and more strictly.
A new layout adds one entry to ``LOOKS``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from topgen.vocabulary.calls import CLIENT
from topgen.vocabulary.headings import HEADINGS
from topgen.vocabulary.parts import Part


@dataclass(frozen=True, slots=True)
class Feature:
    """Something that a layout shows."""

    words: str
    """For people, to be read after "has" or "lacks"."""
    pattern: re.Pattern[str]


def _feature(words: str, pattern: str) -> Feature:
    return Feature(words, re.compile(pattern, re.MULTILINE))


_TITLES = "|".join(words for words, part in HEADINGS.items() if part in {Part.REQUEST, Part.RESPONSE})
_HEADING = _feature("a line 请求参数 or 响应参数", rf"^[ \t•#*]{{0,20}}(?:{_TITLES})[ \t:：*]{{0,9}}$")
_CLIENT = _feature("a request example with TaobaoClient", rf"\b(?:Default)?{CLIENT}\b")
_ROOT = _feature(
    "a response example with a root …_response", r"(?:<|&lt;)\s{0,9}[A-Za-z]\w{0,200}_response\s{0,9}(?:>|&gt;)"
)
_BLANK_HEADS = _feature("column heads 名称 类型 … between blanks", r"^[ \t•]{0,20}名称[ \t]{1,20}类型[ \t]")
_PADDED_HEADS = _feature("column heads filled up with blanks", r"^[ \t]{0,20}名称 {2,200}类型 {2}")
_BULLETS = _feature("lines that begin with a bullet •", r"^[ \t]{0,20}•")
_BARE_LEAVES = _feature("lines that begin with └ and no bullet", r"^[ \t]{0,300}└")
_BAR_HEADS = _feature(
    "column heads 名称 | 类型 | … between bars", r"^[ \t]{0,20}名称[ \t]{0,20}\|[ \t]{0,20}类型[ \t]{0,20}\|"
)
_RULE = _feature("a line ---|---| below the column heads", r"^[ \t:]{0,9}-{3,99}[ \t:]{0,9}\|[-:| \t]*$")
_BARRED_HEADS = _feature(
    "column heads | 名称 | 类型 | … between bars",
    r"^[ \t]{0,20}\|[ \t]{0,20}名称[ \t]{0,20}\|[ \t]{0,20}类型[ \t]{0,20}\|",
)
_BARRED_RULE = _feature(
    "a line |---|---| below the column heads", r"^[ \t]{0,20}\|[ \t:]{0,9}-{3,99}[ \t:]{0,9}\|[-:| \t]*$"
)
_GUTTER = _feature("line numbers 1 2 3 … before an example", r"^1(?: \d{1,5})* \|")
_TABLE = _feature("a <table>", r"<[tT][aA][bB][lL][eE][\s>]")
_CELL_HEADS = _feature(
    "column heads 名称 and 类型 in table cells",
    r">\s{0,99}名称\s{0,99}<(?:[^<]{0,99}<){0,9}?[^<>]{0,99}>\s{0,99}类型",
)
_REQUEST_KEY = _feature('a key "requestParams"', r'"requestParams"\s{0,9}:')
_RESPONSE_KEY = _feature('a key "responseParams"', r'"responseParams"\s{0,9}:')
_FIELD_KEYS = _feature('fields with "demoValue" or "subParams"', r'"(?:demoValue|subParams)"\s{0,9}:')
_OBJECT = _feature("a JSON object as the whole page", r"\A\s{0,99}\{")

_TAB_HEADS = _feature(
    "column heads 名称 类型 … between tabs", r"^[ \t]{0,20}(?:参数)?名称[ ]{0,9}\t[ \t]{0,9}(?:参数)?类型[ ]{0,9}\t"
)

FEATURES: dict[str, tuple[Feature, ...]] = {
    "bullet": (_HEADING, _BLANK_HEADS, _BULLETS, _CLIENT, _ROOT),
    "pipe": (_BAR_HEADS, _RULE, _GUTTER, _CLIENT, _ROOT),
    "markdown": (_BARRED_HEADS, _BARRED_RULE, _CLIENT, _ROOT),
    "padded": (_HEADING, _PADDED_HEADS, _CLIENT, _ROOT),
    "tabs": (_HEADING, _TAB_HEADS, _CLIENT, _ROOT),
    "raw": (_HEADING, _BLANK_HEADS, _BARE_LEAVES, _CLIENT, _ROOT),
    "html": (_TABLE, _CELL_HEADS, _CLIENT, _ROOT),
    "docjson": (_OBJECT, _REQUEST_KEY, _RESPONSE_KEY, _FIELD_KEYS),
}
"""The features of each layout by its name."""
_WORDS = {
    "bullet": "bulleted text",
    "pipe": "tables with a bar at the end of each row",
    "markdown": "Markdown tables",
    "tabs": "tables with tabs",
    "padded": "tables padded with blanks",
    "raw": "raw cells",
    "html": "HTML tables",
    "docjson": "the site's JSON document",
}
"""What people call the layouts."""
_CALLS = (_CLIENT, _ROOT)


@dataclass(frozen=True, slots=True)
class Resemblance:
    """The layout that a page resembles most."""

    layout: str
    """Its name, empty when the page has no feature of any."""
    missing: tuple[str, ...] = ()
    """The features of that layout that the page lacks, in words."""
    foreign: tuple[str, ...] = ()
    """The features of other layouts that the page has, in words."""

    def __str__(self) -> str:
        if not self.layout:
            return "it has nothing of any layout that is read"
        lacks = f"but lacks {', '.join(self.missing)}" if self.missing else "and lacks nothing of it"
        has = f"; it has {', '.join(self.foreign)}" if self.foreign else ""
        return f"it is most like {_WORDS[self.layout]}, {lacks}{has}"


def diagnose(text: str) -> Resemblance:
    """Compare a page with every layout; the first of equals is the nearest."""
    has = {each: _shows(text, each) for features in FEATURES.values() for each in features}
    near = {name: sum(has[each] for each in features) / len(features) for name, features in FEATURES.items()}
    best = max(near, key=near.__getitem__)
    if not near[best]:
        return Resemblance("")
    own = FEATURES[best]
    foreign = dict.fromkeys(each.words for each, there in has.items() if there and each not in own)
    return Resemblance(best, tuple(each.words for each in own if not has[each]), tuple(foreign))


def compare_tables(text: str) -> Resemblance:
    """Compare a page with every layout, and say what its tables lack; calls and replies may be lost on any page."""
    found, calls = diagnose(text), {each.words for each in _CALLS}
    return Resemblance(found.layout, tuple(words for words in found.missing if words not in calls))


def _shows(text: str, feature: Feature) -> bool:
    return feature.pattern.search(text) is not None
