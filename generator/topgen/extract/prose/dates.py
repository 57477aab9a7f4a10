"""How a date or time is written: yyyy-MM-dd HH:mm:ss, and its kin.

In:  a description that is not about parts of a text.
Out: the one pattern that stands in it as a whole word, in the page's own spelling; None when there are several.
"""

from __future__ import annotations

import re

from topgen.extract.prose.description import Description
from topgen.spec.inferred import InferredText
from topgen.spec.model import Kind

_YEAR, _MONTH, _DAY = "(?:yyyy|YYYY)", "(?:MM|mm)", "(?:dd|DD)"
_CLOCK = r"(?:HH|hh):(?:mm|MM)(?::(?:ss|SS)(?:\.SSS)?)?"
_DATE = (
    rf"{_YEAR}(?:-{_MONTH}(?:-{_DAY})?|/{_MONTH}(?:/{_DAY})?|\.{_MONTH}\.{_DAY}"
    rf"|{_MONTH}{_DAY}|{_MONTH}|年{_MONTH}月{_DAY}日)"
)
_STAMP = rf"{_YEAR}{_MONTH}{_DAY}(?:HH|hh)(?:mm|MM)(?:ss|SS)?"
_PATTERN = re.compile(
    rf"(?<![A-Za-z0-9~/.+-])(?<![A-Za-z0-9]:)(?:{_DATE}(?:(?:\s|'?T'?){_CLOCK})?|{_STAMP}|{_CLOCK})"
    r"(?![A-Za-z0-9~+]|\s?[~:/-]\s?[A-Za-z0-9]|\s?[至到])"
)
_ALIKE = re.compile(r"(?:yy|YY|HH|hh)[A-Za-z]*[-/:.年]?(?:MM|mm|dd|DD)")
_OTHERWISE = re.compile(
    r"如果|若|当|隔开|分隔|分割|之间|多个|时间段|或者?\s?(?:yyyy|YYYY|时间戳|毫秒)|key|数组|拼接|\^|~|_"
)
_KINDS = frozenset({Kind.STRING, Kind.DATETIME, Kind.INTEGER})


def find_pattern(words: Description) -> InferredText | None:
    """Return the one date or time pattern of a description."""
    if words.kind not in _KINDS or _OTHERWISE.search(words.folded):
        return None
    patterns = {words.quote(*match.span()) for match in _PATTERN.finditer(words.folded)}
    if len(patterns) != 1 or _ALIKE.search(_PATTERN.sub(" ", words.folded)):
        return None
    pattern = patterns.pop()
    return InferredText(pattern, pattern)
