"""Between which numbers a value may be: 必须在0.01元到10000000元之间, 取值范围[1,100], 大于0, 不能超过200.

In:  the wording of a description.
Out: one range; None when the description names none, or two bounds at one end.
大于0 excludes 0, so that such bounds have their own names; and where a negative number stands beside a
bound that forbids it (-1 for "no limit", mostly), nothing is taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from topgen.extract.prose.wording import SEPARATED, Wording
from topgen.spec.inferred import InferredRange
from topgen.spec.model import Kind

_N = r"(?P<{}>-?\d{{1,15}}(?:\.\d{{1,8}})?|零)(?!\.?\d|,\d{{3}}(?!\s?\]))"
_U = r"(?P<{}>元|分|%|角)?"
_MUST = r"(?:必须|需要|需|应该?|要|请|只能|仅限)?"
_CUE = (
    r"(?:(?:有效)?(?:取值|数值|数字|有效)?范围(?:必须|限定|限制)?(?:在|为|是|:)*"
    r"|(?:必须|只能|需要?)(?:是|为|在|介于|填写?|输入)|取值(?:必须)?(?:为|是|在|:)|介于)"
)
_TO = r"\s?(?:-|~|—{1,2}|–|至|到|和|与)\s?"
_NOUN = r"(?:的?(?:正?整数|数字|数值|小数|自然数))?"
_BETWEEN = re.compile(
    rf"{_CUE}\s?\[?{_N.format('a')}{_U.format('u')}{_TO}{_N.format('b')}{_U.format('v')}\]?(?:之间|以内|之内|范围内)?{_NOUN}"
    rf"|{_MUST}(?:是|为|在|介于)?\s?{_N.format('c')}{_U.format('w')}{_TO}{_N.format('d')}{_U.format('x')}"
    rf"(?:之间|范围内){_NOUN}"
    rf"|{_CUE}\s?\[{_N.format('e')}\s?,\s?{_N.format('f')}\]"
)
_LOW = r"(?P<ge>大于或?等于|不(?:能|得|可|应|要)?(?:小于|低于|少于)|>=|≥|最小值?(?:为|是|:)|最小值)|(?P<gt>大于|>)"
_HIGH = (
    r"(?P<le>小于或?等于|(?:最大|最多|最高)?不(?:能|得|可|可以|允许|应|要|会)?(?:超过|大于|超出|高于|多于)|<=|≤"
    r"|最大值?(?:为|是|:)|最大值|最大支持|最大可?为?|最高|最多|上限(?:为|是|:)?)"
)
_COUNTED = r"(?P<unit_{}>元|分|%|角)?(?:个|条|条记录|条数据|个商品)?"
_BOUND = rf"(?:{_CUE}\s?)?{_MUST}"
_ONE_SIDED = re.compile(
    rf"{_BOUND}(?:{_LOW})\s?{_N.format('low')}{_COUNTED.format('low')}"
    rf"(?:[且和并]?(?:小于或?等于|<=|≤|不(?:能|得|可)?(?:超过|大于|超出))\s?{_N.format('top')})?{_NOUN}"
    rf"|{_BOUND}{_HIGH}\s?{_N.format('high')}{_COUNTED.format('high')}{_NOUN}"
)
_NEGATIVE = re.compile(r"(?<![\d\w.\]-])-\d")
_NUMBERS = frozenset({Kind.INTEGER, Kind.DECIMAL})
_KINDS = _NUMBERS | {Kind.STRING}


@dataclass(frozen=True, slots=True)
class _Bound:
    """One end of a range, or both, and where it is said."""

    minimum: Decimal | None
    maximum: Decimal | None
    more_than: Decimal | None
    unit: str
    start: int
    end: int


def find_range(words: Wording) -> InferredRange | None:
    """Return the one range that the description of a number states; a number in a text needs both ends."""
    if words.type.is_list or words.structured or words.kind not in _KINDS:
        return None
    if words.kind is Kind.STRING and SEPARATED.search(words.folded):
        return None
    found = [_between(match) for match in words.phrases(_BETWEEN)]
    if words.kind in _NUMBERS and not found:
        found = [_one_sided(match) for match in words.phrases(_ONE_SIDED)]
    return _join(found, words)


def _between(match: re.Match[str]) -> _Bound:
    low, high = (_number(next(match[name] for name in names if match[name])) for names in ("ace", "bdf"))
    unit = next((match[name] for name in "vxuw" if match[name]), "")
    return _Bound(low, high, None, unit, *match.span())


def _one_sided(match: re.Match[str]) -> _Bound:
    unit = match["unit_low"] or match["unit_high"] or ""
    if match["high"]:
        return _Bound(None, _number(match["high"]), None, unit, *match.span())
    low, top = _number(match["low"]), _number(match["top"]) if match["top"] else None
    return _Bound(low if match["ge"] else None, top, low if match["gt"] else None, unit, *match.span())


def _number(text: str) -> Decimal:
    return Decimal(0) if text == "零" else Decimal(text)


def _join(found: Sequence[_Bound], words: Wording) -> InferredRange | None:
    """Make one range of all that was found, if each end is said once and they leave something between them."""
    lows = {bound.minimum if bound.minimum is not None else bound.more_than for bound in found} - {None}
    highs = {bound.maximum for bound in found} - {None}
    open_ended = {bound.more_than is not None for bound in found if bound.minimum is not None or bound.more_than}
    units = {bound.unit for bound in found}
    if not found or len(lows) > 1 or len(highs) > 1 or len(units) > 1 or len(open_ended) > 1:
        return None
    low, high = next(iter(lows), None), next(iter(highs), None)
    start, end = min(bound.start for bound in found), max(bound.end for bound in found)
    if (low is not None and high is not None and low >= high) or _breaks(low, words, start, end):
        return None
    is_open = any(bound.more_than is not None for bound in found)
    return InferredRange(
        minimum=None if is_open else low,
        more_than=low if is_open else None,
        maximum=high,
        unit=units.pop(),
        quote=words.quote(start, end).strip(),
    )


def _breaks(low: Decimal | None, words: Wording, start: int, end: int) -> bool:
    """Whether the description uses a negative number that the range would forbid."""
    rest = f"{words.folded[:start]} {words.folded[end:]}"
    return low is not None and low >= 0 and _NEGATIVE.search(rest) is not None
