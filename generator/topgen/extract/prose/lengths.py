"""How long text may be: 不超过60个字节, 长度不能超过N个字符, 最大长度N, 最多N个字, N个汉字以内.

In:  the wording of a description.
Out: one length with its unit; None when the description names none, or two that differ.
Of a list nobody can tell whether a length is that of one item, so lists get none; and where a character
counts as two, the number is neither characters nor bytes.
"""

from __future__ import annotations

import re

from topgen.extract.prose.wording import Wording
from topgen.spec.inferred import InferredLength, LengthUnit
from topgen.spec.model import Kind

_LENGTH = r"(?:字符串?|字节|文本|内容|总|汉字|中文)?(?:总?长度|字数|字符数)(?:必须|需要|需|请|应)?"
_NOT_MORE = r"不(?:能|得|可|可以|允许|要|应)?(?:超过|超出|大于|多于|长于)"
_AT_MOST = rf"(?:最大|最多|最长)?(?:{_NOT_MORE}|小于等于|小于或等于|<=|≤)"
_MOST = r"(?:最多|最大|最长|至多)(?:只?(?:能|可|可以)|允许|支持)?(?:输入|填写|填|传入|传)?(?:为|是|:)?"
_NUMBER = r"\s?(?P<{}>[1-9]\d{{0,8}})(?![\d.])\s?"
_UNIT = r"个?(?P<{}>字节|bytes?|(?:中英文|英文|中文)?字符|(?:中文)?汉字|中文|字)"
_CEILING = r"(?:最大|最长)?(?:限制|上限|限定|最大|最长|最多)(?:值|在|为|是|:|:为)?"
_WITHIN = r"(?:以内|之内)"

_PHRASE = re.compile(
    rf"(?:{_LENGTH})?(?:{_AT_MOST}|{_MOST}){_NUMBER.format('a')}{_UNIT.format('ua')}{_WITHIN}?"
    rf"|{_LENGTH}(?:{_AT_MOST}|{_CEILING}){_NUMBER.format('b')}(?:{_UNIT.format('ub')}|位)?{_WITHIN}?"
    rf"|(?:最大|最长)(?:字符)?长度(?:限制)?(?:为|是|:|支持)?{_NUMBER.format('c')}(?:{_UNIT.format('uc')}|位)?{_WITHIN}?"
    rf"|(?:{_LENGTH}(?:限制|控制)?(?:在|为|是)?)?{_NUMBER.format('d')}{_UNIT.format('ud')}{_WITHIN}",
    re.IGNORECASE,
)
_UNEQUAL = re.compile(r"(?:算|占|等于|=|按|为|是)\s?(?:两|二|三|2|3)个?(?:字|英文|byte)", re.IGNORECASE)
_SAID_AGAIN = re.compile(r"\s?[,(/或即]\s?(?:约|即|或)?\d+\s?个?(?:汉字|中文|字|英文|byte)", re.IGNORECASE)


def find_max_length(words: Wording) -> InferredLength | None:
    """Return the one length that a description of text states."""
    if words.kind is not Kind.STRING or words.type.is_list or words.structured or _UNEQUAL.search(words.folded):
        return None
    found = [match for match in words.phrases(_PHRASE) if not _SAID_AGAIN.match(words.folded, match.end())]
    lengths = [_read(match, words) for match in found]
    return lengths[0] if len({(length.value, length.unit) for length in lengths}) == 1 else None


def _read(match: re.Match[str], words: Wording) -> InferredLength:
    number = next(match[name] for name in "abcd" if match[name])
    unit = next((match[f"u{name}"] for name in "abcd" if match[f"u{name}"]), "")
    is_bytes = unit.lower().startswith("byte") or unit == "字节"
    kind = LengthUnit.BYTES if is_bytes else LengthUnit.CHARACTERS
    return InferredLength(int(number), kind, words.quote(match.start(), match.end()).strip())
