"""Blanks, and forms of characters that copies of pages change: text made comparable.

In:  text of a page.
Out: the same text as far as two copies of it agree.
"""

from __future__ import annotations

WIDTHLESS = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Characters that are not seen at all."""

BLANKS = " \t\v\f\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a" + (
    "\u2028\u2029\u202f\u205f\u3000" + WIDTHLESS
)
"""White space that copies of pages put around words, the no-break, ideographic and zero-width blanks among it."""

_WIDE = "，；：（）！？～＝％．－＋［］｛｝＜＞｜＂＇　０１２３４５６７８９\xa0"
_NARROW = ",;:()!?~=%.-+[]{}<>|\"' 0123456789 "
_FOLDED = str.maketrans(_WIDE, _NARROW)
_DECORATION = {ord(char): None for char in BLANKS + "|:#*=`()[]【】〖〗《》<>「」"}


def fold(text: str) -> str:
    """Return text of the same length with full-width punctuation and digits made half-width."""
    return text.translate(_FOLDED)


def bare_words(text: str) -> str:
    """Return text without blanks, bars, brackets and other decoration, for comparing only."""
    return fold(text).translate(_DECORATION)
