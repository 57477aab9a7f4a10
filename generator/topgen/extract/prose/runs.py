"""Runs of values, each with a separator and a meaning after it: ``1:one;2:two``, ``A-one B-two``, ``0 表示…,1 表示…``.

In:  the wording of a description and the separator.
Out: the run as values and places; None when anything in it could be something else than a value.
A value stands behind a border, or, as the first one, behind a word that says what is listed. What looks like another
value inside a meaning (``2:b3:c``) makes the whole run unreadable, as do the separators of parts and paths.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from topgen.extract.prose.wording import Wording
from topgen.spec.inferred import EnumValue

VALUE: Final = r"(?:-?\d{1,12}|[A-Za-z][A-Za-z0-9_]{0,39})"
"""A number, or a word of a programmer."""

CUES: Final = (
    "可选值|可选|取值|取值范围|枚举|枚举值|选项|值|类型|状态|方式|模式|级别|等级|层级|来源|渠道|标识|标志|标记|维度|种类|类别|分类|"
    "结果|平台|目标|场景|对象|集合|主体|策略|性别|币种|语言|阶段|动作|操作|端|原因|单位|规则|结论|建议|条件|角色|身份|"
    "code|type|status|state|mode"
)
"""Words at the end of a phrase that say what is listed after them."""
_CUE = re.compile(rf"(?:{CUES})(?:包括|包含|分为|有|为|是|如下|说明)?[\s:,;。.(\[【]*\Z", re.IGNORECASE)
_FORMAT = re.compile(
    r"(?:格式|形式|结构|信息|内容|参数|字段|属性|范例|示例|样例|例如|比如|例|如|json|key|url|map|参考|对应)[^\u4e00-\u9fff]{0,12}\Z"
    r"|(?:格式|范例|示例|样例|例如|比如|例|^如|[,;。(\s]如)(?:为|是)?[:,\s]",
    re.IGNORECASE,
)
_FLAGS = frozenset({"true", "false", "yes", "no", "on", "off", "y", "n"})
_GOES_ON = re.compile(r"(?:依|以)(?:此|次)类推|\.\.\.|…|={3,}|https?:")
_TRIMMED = re.compile(
    r"(?:[\s,;。.、(=]+(?:默认|缺省)|(?:默认|缺省)值?[为是]).*"
    r"|[\s,;。.、]\s*=*(?:不填|不传|注意|注[:]|备注|如果|若|当|其[他它余]|其中|多个|必填|选填|目前|暂|请|例如|例[:]|如[:]"
    r"|可选|可多选|需|参见|详见|参考|此|该|未|等$|等等).*",
    re.DOTALL,
)
_STRONG_END = re.compile(r"[。;\n!\x00]")
_EDGES = " \t\r\n\0,，;；。.、/|·*-"
_QUOTES = ('""', "''", "“”", "‘’")
_BORDERS = " \t\r\n\0,;。.、/|([【:!?*)]】“\"'"
_OPENING, _CLOSING = "([【{<《", ")]】}>》"
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_SAYING = re.compile(r"\A(?:表示|代表)")
_CONSTANT = re.compile(r"[A-Z][A-Z_]{2,}\Z|[a-z]{2,}(?:_[a-z]+)+\Z")
_ANOTHER = re.compile(r"[\s,;、]\d{1,3}[\s.、]|[,、/]\s?[A-Za-z_]{2,}\s*\Z")
_MEANS_SOMETHING = re.compile(r"[\u4e00-\u9fff]|[A-Za-z]{2}")

LONGEST_MEANING = 120


@dataclass(frozen=True, slots=True)
class ValueSeparator:
    """What stands between a value and its meaning."""

    start: re.Pattern[str]
    """Matches a value with its separator; group 1 is the value."""
    inside: re.Pattern[str]
    """What must not stand inside a meaning."""
    in_chinese: bool = False
    """Whether one meaning at least must be Chinese, as the separator may belong to the values themselves."""


def separator(pattern: str, meaning: str, *, in_chinese: bool = False) -> ValueSeparator:
    """Make the patterns of a separator; ``meaning`` is what must follow."""
    return ValueSeparator(
        re.compile(rf"(?<![A-Za-z0-9_.%-])({VALUE})[ \t]{{0,4}}(?:{pattern})[ \t]{{0,4}}{meaning}"),
        re.compile(rf"[A-Za-z0-9]\s{{0,4}}(?:{pattern}|[:=])"),
        in_chinese,
    )


@dataclass(frozen=True, slots=True)
class Run:
    """Values in the order of the text, and where they stand."""

    values: tuple[EnumValue, ...]
    start: int
    end: int


def find_run(words: Wording, form: ValueSeparator) -> Run | None:
    """Return the one run of a description that cannot be misread."""
    starts = [match for match in form.start.finditer(words.folded) if _may_start(match, words)]
    starts = _of_one_class(starts)
    if len(starts) < 2 or _GOES_ON.search(words.folded) or not _is_announced(starts, words):
        return None
    if not all(_is_behind_border(match, words) for match in starts[1:]):
        return None
    end = _end_of_run(starts, words)
    ends = [*(match.start() for match in starts[1:]), end]
    values = [_read(match, stop, words, form) for match, stop in zip(starts, ends, strict=True)]
    whole = tuple(value for value in values if value is not None)
    run = Run(whole, starts[0].start(), end)
    return run if len(whole) == len(values) and _is_sound(run, form, words) else None


def is_word(value: str) -> bool:
    """Whether a value is a word, and no number."""
    return value[:1].isalpha()


def bare(meaning: str) -> str:
    """A meaning without separators and quotes around it, and without a second separator before it."""
    meaning = _SAYING.sub("", meaning.strip(_EDGES))
    if meaning[:1] + meaning[-1:] in _QUOTES:
        return meaning[1:-1]
    return meaning[:-1] if meaning[-1:] in {"'", '"'} and meaning.count(meaning[-1]) % 2 else meaning


def _may_start(match: re.Match[str], words: Wording) -> bool:
    before = words.folded[max(0, match.start() - 1) : match.start()]
    return before not in {'"', "'", "“", "‘"} or not is_word(match[1])


def _of_one_class(starts: list[re.Match[str]]) -> list[re.Match[str]]:
    """The numbers behind at most one word that heads them, or all words; nothing when both are mixed."""
    numbers = [match for match in starts if not is_word(match[1])]
    if not numbers:
        return starts
    return numbers if starts[-len(numbers) :] == numbers and len(starts) - len(numbers) <= 1 else []


def _is_behind_border(match: re.Match[str], words: Wording) -> bool:
    before = words.folded[max(0, match.start() - 1) : match.start()]
    return not before or before in _BORDERS


def _is_announced(starts: list[re.Match[str]], words: Wording) -> bool:
    """Whether what stands before the run, or the values themselves, tell values from the keys of a format."""
    head = words.folded[max(0, starts[0].start() - 60) : starts[0].start()]
    if _FORMAT.search(head) or (is_word(starts[0][1]) and "=" in head):
        return False
    values = {match[1] for match in starts}
    announced = _CUE.search(head) is not None
    if announced or not _is_behind_border(starts[0], words) or not is_word(starts[0][1]):
        return announced or _is_behind_border(starts[0], words)
    if values == {value.upper() for value in values} or {value.lower() for value in values} <= _FLAGS:
        return True
    return head.endswith("【")


def _end_of_run(starts: list[re.Match[str]], words: Wording) -> int:
    """Where the last meaning ends: at a bracket around the run, a strong end, or words about something else."""
    text, begin = words.folded, starts[-1].end()
    end = _closing_bracket(text, begin)
    if strong := _STRONG_END.search(text, begin, end):
        end = strong.start()
    if trimmed := _TRIMMED.search(text, begin, end):
        end = trimmed.start()
    end = _before_open_bracket(text, begin, end)
    earlier = [text[left.end() : right.start()].strip(_EDGES) for left, right in pairwise(starts)]
    return _as_short_as(earlier, text, begin, end)


def _before_open_bracket(text: str, begin: int, end: int) -> int:
    """The place itself, or that of the bracket which is open there."""
    opened: list[int] = []
    for place in range(begin, end):
        if text[place] in _OPENING:
            opened.append(place)
        elif text[place] in _CLOSING and opened:
            opened.pop()
    return opened[0] if opened else end


def _as_short_as(earlier: list[str], text: str, begin: int, end: int) -> int:
    """Where the last meaning ends, if it holds no more separators outside of brackets than those before it."""
    foreign = "".join(mark for mark in ",、:" if not any(mark in meaning for meaning in earlier))
    closed = text[end : end + 1] in tuple(_CLOSING)
    blanks = not closed and not any(" " in meaning for meaning in earlier)
    depth = 0
    for place in range(begin, end):
        before, char = text[place - 1], text[place]
        depth += (char in _OPENING) - (char in _CLOSING)
        ends = char in foreign or (blanks and char == " " and (not before.isascii() or before in _CLOSING))
        if depth <= 0 and ends and text[begin:place].strip():
            return place
    return end


def _closing_bracket(text: str, begin: int) -> int:
    depth = 0
    for place in range(begin, min(len(text), begin + 4 * LONGEST_MEANING)):
        depth += (text[place] in _OPENING) - (text[place] in _CLOSING)
        if depth < 0:
            return place
    return len(text)


def _read(match: re.Match[str], stop: int, words: Wording, form: ValueSeparator) -> EnumValue | None:
    """Read one value with its meaning; None when it cannot be told what it means."""
    meaning = bare(words.text[match.end() : stop])
    folded = words.folded[match.end() : stop]
    if form.inside.search(folded) or _ANOTHER.search(folded.strip(_EDGES)) or len(meaning) > LONGEST_MEANING:
        return None
    whole = meaning.count('"') % 2 == 0 and meaning[-1:] not in ":=" and _closing_bracket(meaning, 0) == len(meaning)
    return EnumValue(match[1], meaning) if whole and _MEANS_SOMETHING.search(meaning) else None


def _is_sound(run: Run, form: ValueSeparator, words: Wording) -> bool:
    """Whether the meanings together are those of values, and not the parts of something else."""
    meanings = [value.meaning for value in run.values]
    if form.in_chinese and not any(_CHINESE.search(meaning) for meaning in meanings):
        return False
    head = words.folded[max(0, run.start - 40) : run.start].rstrip()
    headed = _CONSTANT.search(head) is not None and any(_CONSTANT.search(meaning) for meaning in meanings)
    return (
        not headed and not head.endswith(("-", "—", "=")) and sum(not meaning[0].isdigit() for meaning in meanings) > 1
    )
