"""Values that a description enumerates, each with its meaning.

In:  the wording of a description.
Out: ``InferredValues``; None unless one of the forms matches with two or more distinct values that the type can hold.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from topgen.extract.prose.runs import VALUE, Run, ValueSeparator, bare, find_run, is_word, separator
from topgen.extract.prose.wording import Wording
from topgen.spec.inferred import EnumValue, InferredValues
from topgen.spec.model import Kind

_SIGNS: tuple[ValueSeparator, ...] = (
    separator(":", r"(?=[^\s\d:]|\d+%?[\u4e00-\u9fff])"),
    separator(r"-{1,4}|—{1,2}|–", r"(?=[\u4e00-\u9fff]|[A-Za-z]{2})(?!表示|代表)", in_chinese=True),
    separator("=", r"(?=[^\s\d=])", in_chinese=True),
    separator(r"[-:]?\s?(?:表示|代表)", r"(?=[^\s])"),
)
_NAMED = re.compile(rf"(?<![A-Za-z0-9_.%-])({VALUE})[ ]?\(([^()\"]{{1,60}})\)")
_BETWEEN_NAMED = re.compile(r"\s*(?:[、,;/|]|或者?|和)?\s*")
_CHOICES = re.compile(r"(?:可选值|可选|取值|枚举值|值)(?:范围)?(?:只能|仅)?(?:有|是|为|包括)?\s?:?\s?\Z")
_BARRED = re.compile(rf"(?<![A-Za-z0-9_|-])({VALUE}(?:\|{VALUE}){{1,30}})\s+")
_LISTED = re.compile(
    rf"(?:可选值|枚举值|取值)(?:为|是|有)?\s?[::]\s?({VALUE}(?:\s?[|/、,]\s?{VALUE}){{1,30}})(?=[;。)\]】]|\s*\Z)"
)
_SEVERAL = re.compile(r"多个|多选|分隔|隔开|分割|列表|组合|[、,]等|字段")
_EXAMPLES = re.compile(r"(?:例如|比如|例|如|格式|示例):?\s?\Z")
_KINDS = {
    Kind.STRING: re.compile(".+"),
    Kind.UNKNOWN: re.compile(".+"),
    Kind.INTEGER: re.compile(r"-?\d+"),
    Kind.DECIMAL: re.compile(r"-?\d+"),
    Kind.BOOLEAN: re.compile("true|false|0|1", re.IGNORECASE),
}


def find_values(words: Wording) -> InferredValues | None:
    """Return the values that a description enumerates in a form that cannot be misread."""
    fits = _KINDS.get(words.kind)
    if fits is None or words.structured:
        return None
    runs = (form(words) for form in _FORMS)
    for run in runs:
        if run is not None and _is_sound(run, fits):
            return InferredValues(run.values, words.quote(run.start, run.end).strip())
    return None


def _is_sound(run: Run, fits: re.Pattern[str]) -> bool:
    names = [value.value for value in run.values]
    return len(names) > 1 and len(set(names)) == len(names) and all(fits.fullmatch(name) for name in names)


def _signed(form: ValueSeparator) -> Callable[[Wording], Run | None]:
    return lambda words: find_run(words, form)


def _named(words: Wording) -> Run | None:
    """``可选值:up(上架)、down(下架)``, and ``0(否) 1(是)``: values side by side, each with its meaning in brackets."""
    found = list(_NAMED.finditer(words.folded))
    if len(found) < 2 or not all(_adjoin(left, right, words) for left, right in pairwise(found)):
        return None
    head = words.folded[max(0, found[0].start() - 40) : found[0].start()]
    values = {match[1] for match in found}
    plain = not is_word(found[0][1]) or values == {value.upper() for value in values}
    if _EXAMPLES.search(head) or not (plain or _CHOICES.search(head) or values <= {"true", "false"}):
        return None
    meanings = (bare(words.text[match.start(2) : match.end(2)]) for match in found)
    read = tuple(EnumValue(match[1], meaning) for match, meaning in zip(found, meanings, strict=True))
    return Run(read, found[0].start(), found[-1].end())


def _adjoin(left: re.Match[str], right: re.Match[str], words: Wording) -> bool:
    return _BETWEEN_NAMED.fullmatch(words.folded, left.end(), right.start()) is not None


def _barred(words: Wording) -> Run | None:
    """``yes|no yes:one no:two``: each value again with its meaning."""
    for match in _BARRED.finditer(words.folded):
        values = match[1].split("|")
        form = r"\s*".join(rf"{re.escape(value)}\s*:\s*([^\s,;]+)[,;]?(?=\s|\Z)" for value in values)
        if meanings := re.compile(form).match(words.folded, match.end()):
            return Run(tuple(map(EnumValue, values, meanings.groups())), match.start(), meanings.end())
    return None


def _listed(words: Wording) -> Run | None:
    """``可选值:success|failure``: values without meanings, of a text that holds one of them."""
    match = _LISTED.search(words.folded)
    if match is None or _SEVERAL.search(words.folded):
        return None
    values = re.split(r"\s?[|/、,]\s?", match[1])
    return Run(tuple(EnumValue(value, "") for value in values), *match.span())


_FORMS: tuple[Callable[[Wording], Run | None], ...] = (_barred, *map(_signed, _SIGNS), _named, _listed)
