"""Values that a description enumerates, each with its meaning: ``1:one;2:two``, ``A-one B-two``, ``up(上架)``.

In:  a description that is not about parts of a text.
Out: ``InferredValues``; None unless one of the forms matches with two or more distinct values that the type can hold.
Note: a value stands at the beginning of a phrase, or, as the first one, behind a word that says what is listed. What
looks like another value inside a meaning (``2:b3:c``) makes the whole list unreadable.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise

from topgen.extract.prose.description import Description
from topgen.spec.inferred import EnumValue, InferredValues
from topgen.spec.model import Kind

_VALUE = r"(?:-?\d{1,12}|[A-Za-z][A-Za-z0-9_]{0,39})"
_KINDS = {
    Kind.STRING: re.compile(".+"),
    Kind.UNKNOWN: re.compile(".+"),
    Kind.INTEGER: re.compile(r"-?\d+"),
    Kind.DECIMAL: re.compile(r"-?\d+"),
    Kind.BOOLEAN: re.compile("true|false|0|1", re.IGNORECASE),
}
_FLAGS = frozenset({"true", "false", "yes", "no", "on", "off", "y", "n"})

_NAMED = re.compile(rf"(?<![A-Za-z0-9_.%-])({_VALUE})[ ]?\(([^()\"]{{1,60}})\)")
_BETWEEN_NAMED = re.compile(r"\s*(?:[、,;/|]|或者?|和)?\s*")
_CHOICES = re.compile(r"(?:可选值|可选|取值|枚举值|值)(?:范围)?(?:只能|仅)?(?:有|是|为|包括)?\s?:?\s?\Z")
_EXAMPLES = re.compile(r"(?:例如|比如|例|如|格式|示例):?\s?\Z")
_BARRED = re.compile(rf"(?<![A-Za-z0-9_|-])({_VALUE}(?:\|{_VALUE}){{1,30}})\s+")
_LISTED = re.compile(
    rf"(?:可选值|枚举值|取值)(?:为|是|有)?\s?[::]\s?({_VALUE}(?:\s?[|/、,]\s?{_VALUE}){{1,30}})(?=[;。)\]】]|\s*\Z)"
)
_SEVERAL = re.compile(r"多个|多选|分隔|隔开|分割|列表|组合|[、,]等|字段")

_SEPARATORS = (
    (":", r"(?=[^\s\d:]|\d+%?[\u4e00-\u9fff])", False),
    (r"-{1,4}|—{1,2}|–", r"(?=[\u4e00-\u9fff]|[A-Za-z]{2})(?!表示|代表)", True),
    ("=", r"(?=[^\s\d=])", True),
    (r"[-:]?\s?(?:表示|代表)", r"(?=[^\s])", False),
)
"""What stands between a value and its meaning, what must follow, and whether one meaning at least must be Chinese, as
the separator may belong to the values themselves."""
_ANNOUNCED = re.compile(
    "(?:可选值|可选|取值|取值范围|枚举|枚举值|选项|值|类型|状态|方式|模式|级别|等级|层级|来源|渠道|标识|标志|标记|维度"
    "|种类|类别|分类|结果|平台|目标|场景|对象|集合|主体|策略|性别|币种|语言|阶段|动作|操作|端|原因|单位|规则|结论|建议"
    r"|条件|角色|身份|code|type|status|state|mode)(?:包括|包含|分为|有|为|是|如下|说明)?[\s:,;。.(\[【]*\Z",
    re.IGNORECASE,
)
_FORMAT = re.compile(
    r"(?:格式|形式|结构|信息|内容|参数|字段|属性|范例|示例|样例|例如|比如|例|如|json|key|url|map|参考|对应)[^\u4e00-\u9fff]{0,12}\Z"
    r"|(?:格式|范例|示例|样例|例如|比如|例|^如|[,;。(\s]如)(?:为|是)?[:,\s]",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"(?:依|以)(?:此|次)类推|\.\.\.|…|={3,}|https?:")
_OVER = re.compile(
    r"[。;\n!\x00]|(?:[\s,;。.、(=]+(?:默认|缺省)|(?:默认|缺省)值?[为是])"
    r"|[\s,;。.、]\s*=*(?:不填|不传|注意|注[:]|备注|如果|若|当|其[他它余]|其中|多个|必填|选填|目前|暂|请|例如|例[:]|如[:]"
    r"|可选|可多选|需|参见|详见|参考|此|该|未|等(?:[。;\n!\x00]|$)|等等)"
)
"""The end of the last meaning: a strong end, or the beginning of words about something else."""
_EDGES = " \t\r\n\0,，;；。.、/|·*-"
_BORDERS = " \t\r\n\0,;。.、/|([【:!?*)]】“\"'"
_QUOTES = ('""', "''", "“”", "‘’")
_OPENING, _CLOSING = "([【{<《", ")]】}>》"
_SAYING = re.compile(r"\A(?:表示|代表)")
_CONSTANT = re.compile(r"[A-Z][A-Z_]{2,}\Z|[a-z]{2,}(?:_[a-z]+)+\Z")
_ANOTHER = re.compile(r"[\s,;、]\d{1,3}[\s.、]|[,、/]\s?[A-Za-z_]{2,}\s*\Z")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_MEANS_SOMETHING = re.compile(r"[\u4e00-\u9fff]|[A-Za-z]{2}")
_LONGEST_MEANING = 120


def find_values(words: Description) -> InferredValues | None:
    """Return the values that a description enumerates in a form that cannot be misread."""
    fits = _KINDS.get(words.kind)
    for find in _FORMS if fits is not None else ():
        found = find(words)
        names = [each.value for each in found.listed] if found is not None else []
        if fits is not None and 1 < len(names) == len(set(names)) and all(map(fits.fullmatch, names)):
            return found
    return None


def _barred(words: Description) -> InferredValues | None:
    """Read ``yes|no yes:one no:two``: each value again with its meaning."""
    for match in _BARRED.finditer(words.folded):
        values = match[1].split("|")
        form = r"\s*".join(rf"{re.escape(value)}\s*:\s*([^\s,;]+)[,;]?(?=\s|\Z)" for value in values)
        if meanings := re.compile(form).match(words.folded, match.end()):
            quote = words.quote(match.start(), meanings.end())
            return InferredValues(tuple(map(EnumValue, values, meanings.groups())), quote)
    return None


def _named(words: Description) -> InferredValues | None:
    """Read ``可选值:up(上架)、down(下架)`` and ``0(否) 1(是)``: values side by side, with meanings in brackets."""
    found = list(_NAMED.finditer(words.folded))
    if not found or not all(_BETWEEN_NAMED.fullmatch(words.folded, a.end(), b.start()) for a, b in pairwise(found)):
        return None
    head, values = words.before(found[0].start(), 40), {match[1] for match in found}
    plain = not _is_word(found[0][1]) or _is_upper(values) or values <= {"true", "false"}
    if _EXAMPLES.search(head) or not (plain or _CHOICES.search(head)):
        return None
    listed = tuple(EnumValue(match[1], _bare(words.text[slice(*match.span(2))])) for match in found)
    return InferredValues(listed, words.quote(found[0].start(), found[-1].end()))


def _listed(words: Description) -> InferredValues | None:
    """Read ``可选值:success|failure``: values without meanings, of a text that holds one of them."""
    match = _LISTED.search(words.folded)
    if match is None or _SEVERAL.search(words.folded):
        return None
    values = re.split(r"\s?[|/、,]\s?", match[1])
    return InferredValues(tuple(EnumValue(value, "") for value in values), words.quote(*match.span()))


def _separated(
    words: Description, start: re.Pattern[str], another: re.Pattern[str], in_chinese: bool
) -> InferredValues | None:
    """Read values with a separator and a meaning after each; ``another`` must not stand inside a meaning."""
    starts = _of_one_class(list(start.finditer(words.folded)))
    if len(starts) < 2 or _GOES_ON.search(words.folded) or not _is_announced(starts, words):
        return None
    if not all(_begins_phrase(match, words) for match in starts[1:]):
        return None
    ends = [*(match.start() for match in starts[1:]), _end_of_last(starts, words.folded)]
    spans = [slice(match.end(), end) for match, end in zip(starts, ends, strict=True)]
    meanings = [_bare(words.text[span]) for span in spans]
    folded = [words.folded[span] for span in spans]
    if any(another.search(text) or _ANOTHER.search(text.strip(_EDGES)) for text in folded):
        return None
    if not all(map(_is_whole, meanings)) or (in_chinese and not any(map(_CHINESE.search, meanings))):
        return None
    head = words.before(starts[0].start(), 40).rstrip()
    if head.endswith(("-", "—", "=")) or (_CONSTANT.search(head) and any(map(_CONSTANT.search, meanings))):
        return None
    if sum(not meaning[0].isdigit() for meaning in meanings) < 2:
        return None
    listed = (EnumValue(match[1], meaning) for match, meaning in zip(starts, meanings, strict=True))
    return InferredValues(tuple(listed), words.quote(starts[0].start(), ends[-1]))


def _is_word(value: str) -> bool:
    """Return whether a value is a word, and no number."""
    return value[:1].isalpha()


def _is_upper(values: Iterable[str]) -> bool:
    return all(value == value.upper() for value in values)


def _begins_phrase(match: re.Match[str], words: Description) -> bool:
    return words.before(match.start()) in _BORDERS


def _of_one_class(starts: list[re.Match[str]]) -> list[re.Match[str]]:
    """Return the numbers behind at most one word that heads them, or all words; nothing when both are mixed."""
    numbers = [match for match in starts if not _is_word(match[1])]
    if not numbers:
        return starts
    return numbers if starts[-len(numbers) :] == numbers and len(starts) - len(numbers) <= 1 else []


def _is_announced(starts: Sequence[re.Match[str]], words: Description) -> bool:
    """Return whether what stands before the list, or the values themselves, tell values from the keys of a format."""
    head, values = words.before(starts[0].start(), 60), {match[1] for match in starts}
    of_words = _is_word(starts[0][1])
    if _FORMAT.search(head) or (of_words and "=" in head):
        return False
    plain = not of_words or _is_upper(values) or {value.lower() for value in values} <= _FLAGS or head.endswith("【")
    return _ANNOUNCED.search(head) is not None or (plain and _begins_phrase(starts[0], words))


def _end_of_last(starts: Sequence[re.Match[str]], text: str) -> int:
    """Return where the last meaning ends.

    That is at a bracket around the list or one left open, at a strong end, at words about something else, or where it
    holds separators outside of brackets that no meaning before it holds.
    """
    begin = starts[-1].end()
    end = _closing_bracket(text, begin)
    if over := _OVER.search(text, begin, end):
        end = over.start()
    end = max((place + 1 for place, depth in _depths(text, begin, end) if depth == 0), default=begin)
    earlier = [text[left.end() : right.start()].strip(_EDGES) for left, right in pairwise(starts)]
    foreign = {mark for mark in ",、:" if not any(mark in meaning for meaning in earlier)}
    if text[end : end + 1] not in tuple(_CLOSING) and not any(" " in meaning for meaning in earlier):
        foreign.add(" ")
    for place, depth in _depths(text, begin, end):
        before, mark = text[place - 1], text[place]
        in_latin = mark == " " and before.isascii() and before not in _CLOSING
        if depth <= 0 and mark in foreign and not in_latin and text[begin:place].strip():
            return place
    return end


def _depths(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield each place with the number of brackets that are open behind it; negative after one that closes more."""
    depth = 0
    for place in range(begin, end):
        depth += (text[place] in _OPENING) - (text[place] in _CLOSING)
        yield place, depth


def _closing_bracket(text: str, begin: int = 0) -> int:
    return next((place for place, depth in _depths(text, begin, len(text)) if depth < 0), len(text))


def _bare(meaning: str) -> str:
    """Return a meaning without separators and quotes around it, and without a second sign before it."""
    meaning = _SAYING.sub("", meaning.strip(_EDGES))
    if meaning[:1] + meaning[-1:] in _QUOTES:
        return meaning[1:-1]
    return meaning[:-1] if meaning[-1:] in {"'", '"'} and meaning.count(meaning[-1]) % 2 else meaning


def _is_whole(meaning: str) -> bool:
    """Return whether a meaning says something, and neither its quotes nor its brackets are cut."""
    if len(meaning) > _LONGEST_MEANING or meaning.count('"') % 2 or meaning.endswith((":", "=")):
        return False
    return _MEANS_SOMETHING.search(meaning) is not None and _closing_bracket(meaning) == len(meaning)


def _separator(sign: str, follows: str, in_chinese: bool) -> Callable[[Description], InferredValues | None]:
    start = re.compile(rf"(?<![A-Za-z0-9_.%-])({_VALUE})[ \t]{{0,4}}(?:{sign})[ \t]{{0,4}}{follows}")
    another = re.compile(rf"[A-Za-z0-9]\s{{0,4}}(?:{sign}|[:=])")
    return partial(_separated, start=start, another=another, in_chinese=in_chinese)


_FORMS = (_barred, *(_separator(*separator) for separator in _SEPARATORS), _named, _listed)
