"""That a field or an API is not to be used any more: (已废弃), 【废弃】, 不推荐使用, 已下线, Deprecated.

In:  a description, or the texts about an API.
Out: the words that say it of the field itself; None when they speak of a value, or of 废弃订单 (dropped orders).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from topgen.extract.prose.description import Description
from topgen.spec.inferred import Deprecation

_SELF = r"(?:(?:该|此|本)?(?:字段|参数|属性|接口|API))"
_GONE = r"(?:(?:已经?|即将|现已|目前已|目前)?(?:废弃|弃用|废除)(?:字段|参数|接口|使用|不用|勿用|了|中)?|deprecated)"
_OFF = r"已经?下线(?:了)?"
_ADVISED = r"(?:不推荐|不建议|不再推荐|不再建议|不要|请勿)(?:再|继续)?使用(?:了)?"
_ALL = rf"(?:{_SELF}(?:目前)?)?(?:{_GONE}|{_OFF})(?:[,;]\s?(?:请?勿用|请勿使用|不要使用|不再使用))?"

_FRONT = re.compile(
    rf"\s*(?:[(\[【<]\s?{_ALL}\s?[)\]】>]"
    rf"|(?:{_SELF}(?:目前)?)?(?:{_GONE}|{_ADVISED})(?=[\s,;。.!:(]|\Z)|@deprecated\b"
    rf"|(?:{_SELF}(?:目前)?){_OFF}(?=[\s,;。.!]|\Z)|{_OFF}(?=[,;。!]))",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    rf"(?<=[,;。.!()\s\[\]【】])(?:目前)?{_SELF}(?:目前)?(?:{_GONE}|{_OFF})(?=[,;。.!()\s\[\]【】]|\Z)", re.IGNORECASE
)
_BACK = re.compile(rf"(?:[(\[【]\s?{_ALL}\s?[)\]】])[\s。.]*\Z", re.IGNORECASE)
_ENUMERATES = re.compile(r"\d\s?[:.、=)-]|[A-Za-z_]+\s?[:=]|[,;、/|]")
_LONGEST_BACK = 40


def find_deprecation(words: Description) -> Deprecation | None:
    """Return the words that call the field itself deprecated."""
    found = _FRONT.match(words.folded) or _CLAUSE.search(words.folded) or _at_the_end(words.folded)
    return Deprecation(words.quote(*found.span())) if found is not None else None


def find_api_deprecation(texts: Iterable[str]) -> Deprecation | None:
    """Return the words of the first text about an API that call it deprecated at its beginning or end."""
    for text in texts:
        if found := _FRONT.match(text) or _at_the_end(text):
            return Deprecation(found[0].strip())
    return None


def _at_the_end(text: str) -> re.Match[str] | None:
    """Return the last bracket, unless it may belong to the last value or part of an enumeration."""
    found = _BACK.search(text, max(0, len(text) - _LONGEST_BACK))
    return None if found is None or _ENUMERATES.search(text, 0, found.start()) else found
