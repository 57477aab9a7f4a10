"""What holds when nothing is sent: 默认为5, 默认值为true, 默认:1.

In:  a description that is not about parts of a text, and the values that it enumerates.
Out: the one default that follows directly as a value of the field's type, or as the meaning of an enumerated value.
默认为空 and 默认全部 are words and no values; 默认1小时 is not 1, as the field may count seconds.
"""

from __future__ import annotations

import re

from topgen.extract.prose.description import Description
from topgen.spec.inferred import InferredText, InferredValues
from topgen.spec.model import Kind

_SAID = re.compile(
    r"(?:默认|缺省)(?:取?值)?\s?(?:为|是|:|=|:为|为:)?\s?(?P<open>[\"“'‘【\[]?)"
    r"(?P<value>[A-Za-z0-9_.+-]{1,40}(?::\d\d)?(?::\d\d)?|[\u4e00-\u9fff]{1,20})(?P<close>[\"”'’】\]]?)"
    r"(?:个|条|页|张)?(?=(?P<after>[\s,;。.!)\]】、(]|\Z|[:=-][\u4e00-\u9fff\s]))"
)
_MORE = re.compile(r"[,、/.]\s?[A-Za-z0-9]|\s?(?:或|和|~|到|至|-\d)")
_CONDITION = re.compile(r"如果|若|当(?!前)|的话|时[,:]|情况|[A-Za-z_]{2,}\s?字段")
_ABSENT = re.compile(
    r"(?:如果|若|当|如)?(?:该|此)?(?:字段|参数)?(?:(?:不|没|没有|未)(?:填写?|传值?|设置|指定|输入|写|填入|传入)|为空|空值|获取不到)(?:则|时|的话|就|会|系统|值|,)*\Z"
)
_SELF = re.compile(r"(?:(?:该|此|本)?(?:字段|参数|值))?(?:则|系统)?")
_UNIT = re.compile(r"单位[^,;。]{0,3}\Z")
"""What stands before the default of a unit, which is none of the field."""
_FORMS = {
    Kind.INTEGER: re.compile(r"-?\d{1,18}"),
    Kind.DECIMAL: re.compile(r"-?\d{1,18}(?:\.\d{1,10})?"),
    Kind.BOOLEAN: re.compile(r"true|false|0|1", re.IGNORECASE),
    Kind.STRING: re.compile(r"-?\d{1,18}(?:\.\d+)?|\d\d:\d\d(?::\d\d)?|all|true|false|[A-Z][A-Z0-9-]{0,30}"),
}


def find_default(words: Description, values: InferredValues | None) -> InferredText | None:
    """Return the one default that a description states without a condition other than that nothing is sent."""
    if words.type.is_list or words.kind not in _FORMS:
        return None
    found = [(value, match) for match in _SAID.finditer(words.folded) if (value := _read_value(match, words, values))]
    if len({value for value, _ in found}) != 1 or any(_is_conditional(match, words) for _, match in found):
        return None
    value, match = found[0]
    return InferredText(value, words.quote(*match.span()).rstrip(" ."))


def _read_value(match: re.Match[str], words: Description, values: InferredValues | None) -> str:
    """Return the value that a phrase names; empty when it is none."""
    said = match["value"].removesuffix(".")
    known = values.listed if values is not None else ()
    is_known = any(said == each.value for each in known)
    meant = [each.value for each in known if each.meaning == said]
    if len(meant) == 1 and not is_known:
        return meant[0]
    fits = is_known if known else _FORMS[words.kind].fullmatch(said) is not None
    # A meaning may follow the value, but ``默认 10-one`` begins an enumeration.
    enumerates = match["after"][:1] in ("-", "=") and " " in match[0]
    ends = bool(match["open"]) == bool(match["close"]) and _MORE.match(words.folded, match.end()) is None
    return said if fits and ends and not enumerates else ""


def _is_conditional(match: re.Match[str], words: Description) -> bool:
    """Return whether the phrase speaks of something else than the field, or of more than that nothing is sent."""
    sentence = words.sentence_before(match.start())
    if absent := _ABSENT.search(sentence.rstrip()):
        return _CONDITION.search(sentence, 0, absent.start()) is not None
    return not words.is_about_field(match.start(), _SELF) or bool(_UNIT.search(sentence) or _CONDITION.search(sentence))
