"""Limits that a sentence states: the length of text, the number of items of a list, and the range of numbers.

In:  a description that is not about parts of a text.
Out: one limit of each sort; None where the description states none, or two that differ.
Note: of a list nobody can tell whether a length is that of one item, so lists get none. 大于0 excludes 0. Where a
negative number (-1 for "no limit", mostly) stands beside a bound that forbids it, no range is taken.
"""

from __future__ import annotations

import re
from decimal import Decimal

from topgen.extract.prose.description import Description
from topgen.spec.inferred import InferredCount, InferredLength, InferredRange, LengthUnit
from topgen.spec.model import Kind

_NOT_MORE = r"不(?:能|得|可以?|允许|要|应)?(?:超过|超出|大于|多于|高于|长于)"
_AT_MOST = rf"(?:(?:最[大多长高])?{_NOT_MORE}|小于或?等于|<=|≤)"
_WHOLE = r"\s?([1-9]\d{0,8})(?![\d.])\s?"

_LENGTH = r"(?:字符串?|字节|文本|内容|总|汉字|中文)?(?:总?长度|字数|字符数)(?:必须|需要|需|请|应)?"
_LONGEST = r"(?:最多|最大|最长|至多)(?:只?(?:能|可|可以)|允许|支持)?(?:输入|填写|填|传入|传)?(?:为|是|:)?"
_UNIT = r"个?(字节|bytes?|(?:中英文|英文|中文)?字符|(?:中文)?汉字|中文|字)"
_CEILING = r"(?:最大|最长)?(?:限制|上限|限定|最大|最长|最多)(?:值|在|为|是|:|:为)?"
_MAX_LENGTH = r"(?:最大|最长)(?:字符)?长度(?:限制)?(?:为|是|:|支持)?"
_WITHIN = r"(?:以内|之内)"
_LENGTHS = re.compile(
    rf"(?:{_LENGTH})?(?:{_AT_MOST}|{_LONGEST}){_WHOLE}{_UNIT}{_WITHIN}?"
    rf"|(?:{_LENGTH}(?:{_AT_MOST}|{_CEILING})|{_MAX_LENGTH}){_WHOLE}(?:{_UNIT}|位)?{_WITHIN}?"
    rf"|(?:{_LENGTH}(?:限制|控制)?(?:在|为|是)?)?{_WHOLE}{_UNIT}{_WITHIN}",
    re.IGNORECASE,
)
_UNEQUAL = re.compile(r"(?:算|占|等于|=|按|为|是)\s?(?:两|二|三|2|3)个?(?:字|英文|byte)", re.IGNORECASE)
"""Says that a character counts as two, so that the number is neither characters nor bytes."""
_SAID_AGAIN = re.compile(r"\s?[,(/或即]\s?(?:约|即|或)?\d+\s?个?(?:汉字|中文|字|英文|byte)", re.IGNORECASE)

_OCCASION = r"(?:(?:一次性?|单次|每次|每批|一批|批量|目前|数组|列表)(?:调用|请求|查询|操作)?)?"
_VERB = (
    r"(?:修改|传入|传|支持|查询|输入|填写|填|选择|选|上传|添加|设置|提交|返回|包含|可包含|有|指定|录入|推送|更新"
    r"|删除|处理)"
)
_MOST = rf"(?:最多|最大|至多|上限)(?:只?(?:能|可以?)|允许)?{_VERB}?(?:为|是|:)?"
_NO_THINGS = "月|小时|工作日|自然日|自然月|年|分钟|星期|周|季度|字|汉字|字符|字节|英文|中文|拼音|数字|位|百分|单位|维度"
_THINGS = r"(?:个|条|项|张|对|组|笔|名|款|件|家|种|份|只)([\u4e00-\u9fff]{0,8}(?:[A-Za-z]{1,10})?)"
_COUNTS = re.compile(
    rf"{_OCCASION}{_VERB}?(?:(?:数量|个数|条数|总数)?{_AT_MOST}|{_MOST}){_WHOLE}(?!个?(?:{_NO_THINGS})){_THINGS}"
    rf"|(?:最大列表长度|列表最大长度|列表长度(?:最大|{_AT_MOST}|限制))(?:为|是|:)?{_WHOLE}(?:个|条)?"
)
_SAYS_MORE = re.compile("[的每时月天]|以上|之间|数据$")

_N = r"(-?\d{1,15}(?:\.\d{1,8})?|零)(?!\.?\d|,\d{3}(?!\s?\]))"
_U = r"(元|分|%|角)?"
_MUST = r"(?:必须|需要|需|应该?|要|请|只能|仅限)?"
_CUE = (
    r"(?:(?:有效)?(?:取值|数值|数字|有效)?范围(?:必须|限定|限制)?(?:在|为|是|:)*"
    r"|(?:必须|只能|需要?)(?:是|为|在|介于|填写?|输入)|取值(?:必须)?(?:为|是|在|:)|介于)"
)
_TO = r"\s?(?:-|~|—{1,2}|–|至|到|和|与)\s?"
_NOUN = r"(?:的?(?:正?整数|数字|数值|小数|自然数))?"
_BETWEEN = re.compile(
    rf"{_CUE}\s?\[?{_N}{_U}{_TO}{_N}{_U}\]?(?:之间|以内|之内|范围内)?{_NOUN}"
    rf"|{_MUST}(?:是|为|在|介于)?\s?{_N}{_U}{_TO}{_N}{_U}(?:之间|范围内){_NOUN}"
    rf"|{_CUE}\s?\[{_N}\s?,\s?{_N}\]"
)
_LOW = r"(?:大于或?等于|不(?:能|得|可|应|要)?(?:小于|低于|少于)|>=|≥|最小值?(?:为|是|:)|最小值|(?P<open>大于|>))"
_HIGH = rf"(?P<high>{_AT_MOST}|最大值?(?:为|是|:)|最大值|最大支持|最大可?为?|最高|最多|上限(?:为|是|:)?)"
_COUNTED = rf"{_U}(?:个|条|条记录|条数据|个商品)?"
_ONE_SIDED = re.compile(
    rf"(?:{_CUE}\s?)?{_MUST}(?:{_LOW}\s?{_N}{_COUNTED}(?:[且和并]?{_AT_MOST}\s?{_N})?"
    rf"|{_HIGH}\s?{_N}{_COUNTED}){_NOUN}"
)
_NEGATIVE = re.compile(r"(?<![\d\w.\]-])-\d")
_NUMBERS = frozenset({Kind.INTEGER, Kind.DECIMAL})


def find_max_length(words: Description) -> InferredLength | None:
    """Return the one length that a description of text states."""
    if words.kind is not Kind.STRING or words.type.is_list or _UNEQUAL.search(words.folded):
        return None
    found: dict[tuple[int, LengthUnit], InferredLength] = {}
    for match in words.phrases(_LENGTHS):
        if not _SAID_AGAIN.match(words.folded, match.end()):
            number, *units = filter(None, match.groups())
            in_bytes = any(unit == "字节" or unit.lower().startswith("byte") for unit in units)
            length = int(number), LengthUnit.BYTES if in_bytes else LengthUnit.CHARACTERS
            found.setdefault(length, InferredLength(*length, words.quote(*match.span())))
    return next(iter(found.values())) if len(found) == 1 else None


def find_max_items(words: Description) -> InferredCount | None:
    """Return the one count that the description of a list states, or of a text with a separator between its items."""
    if not (words.type.is_list or words.is_separated):
        return None
    found: dict[int, InferredCount] = {}
    for match in words.phrases(_COUNTS):
        number, *things = filter(None, match.groups())
        if not any(map(_SAYS_MORE.search, things)):
            found.setdefault(int(number), InferredCount(int(number), words.quote(*match.span())))
    return next(iter(found.values())) if len(found) == 1 else None


def find_range(words: Description) -> InferredRange | None:
    """Return the one range that the description of a number states; a number in a text needs both ends."""
    if words.type.is_list or words.is_separated or words.kind not in _NUMBERS | {Kind.STRING}:
        return None
    found = list(words.phrases(_BETWEEN))
    if words.kind in _NUMBERS and not found:
        found = list(words.phrases(_ONE_SIDED))
    bounds = [_read_bounds(match) for match in found]
    lows = {(low, is_open) for low, is_open, _, _ in bounds if low is not None}
    highs = {high for _, _, high, _ in bounds if high is not None}
    units = {unit for _, _, _, unit in bounds}
    if not found or max(len(lows), len(highs), len(units)) > 1:
        return None
    (low, is_open), high = next(iter(lows), (None, False)), next(iter(highs), None)
    start, end = min(match.start() for match in found), max(match.end() for match in found)
    if low is not None and high is not None and low >= high:
        return None
    if low is not None and low >= 0 and _NEGATIVE.search(f"{words.folded[:start]} {words.folded[end:]}"):
        return None
    return InferredRange(
        minimum=None if is_open else low,
        more_than=low if is_open else None,
        maximum=high,
        unit=units.pop(),
        quote=words.quote(start, end),
    )


def _read_bounds(match: re.Match[str]) -> tuple[Decimal | None, bool, Decimal | None, str]:
    """Return the lower bound, whether it excludes its number, the upper bound, and the unit."""
    parts = [part for part in match.groups() if part]
    numbers = [Decimal(0 if part == "零" else part) for part in parts if part == "零" or part[-1].isdigit()]
    named = match.groupdict()
    low, high = [None, *numbers] if named.get("high") else [*numbers, None][:2]
    return low, bool(named.get("open")), high, next((part for part in reversed(parts) if part in "元分%角"), "")
