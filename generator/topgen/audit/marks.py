"""Marks of structure inside words: rows, headings, code and bars that were read as text.

In:  a ``Reading``.
Out: findings.
The platform's own descriptions hold bars without blanks (``yes|no``), JSON, markup and numbered lists; none of these is
a mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from topgen.audit.findings import Finding
from topgen.audit.reading import Reading, Words
from topgen.document import Cell
from topgen.vocabulary.cells import LIMITS, PLAIN_REQUIRED
from topgen.vocabulary.columns import read_columns
from topgen.vocabulary.headings import HEADINGS

_SCALARS = ["String", "Number", "Boolean", "Date", "Json", "BigDecimal", "Price", "byte", "Map", "Long", "Integer"]
_TYPE_WORDS = (*_SCALARS, "Array<", "List<", "Array of", "List of")
_HEADINGS = tuple(HEADINGS)
_REQUIRED_WORDS = ("必", "可选")
_TYPE = rf"(?:(?:Array|List)(?: of |<)\w{{1,80}}>?|{'|'.join(_SCALARS)})(?:\s{{0,20}}\[\s{{0,5}}\])?"
_PARTED = r"[\s|,;:/、，；：｜·→`*_()（）\-]{1,40}"
_NAME = r"[A-Za-z_][\w.\\]{0,80}(?:\[\])?"


class Mark(NamedTuple):
    """A sign of structure."""

    needles: Sequence[str]
    """Words without any of which the pattern matches nothing."""
    pattern: re.Pattern[str]


_LEGEND = rf"[^\s=]{{1,6}}[=＝:：]{PLAIN_REQUIRED}(?!\w)"
"""A short sign and the word for required or not that it stands for."""
MARKS = {
    "a mark of nested rows": Mark("└├│┃┗┣╰╎｜", re.compile("[└├│┃┗┣╰╎｜]")),
    "the pages of a list": Mark(("下一页",), re.compile(r"上一页.{0,40}下一页")),
    "a fence of code": Mark(("```", "~~~"), re.compile("```|~~~")),
    "a rule below column heads": Mark(
        ("---",), re.compile(r"-{3,10} ?[|｜+][ :]?-{3}|(?:^|\n)\s{0,40}-{5,200}(?:$|\n)")
    ),
    "a line of a call": Mark(
        ("execute(", "eq.set", "TaobaoClient"),
        re.compile(r"\bclient\.execute\(|\breq\.set[A-Z]\w|\bDefaultTaobaoClient\b"),
    ),
    "a line of a reply": Mark(
        ("_response", "request_id"), re.compile(r"[<\"'](?:\w{1,200}_response|sub_code|request_id)[>\"']")
    ),
    "a type beside a required word": Mark(_REQUIRED_WORDS, re.compile(rf"\b{_TYPE}{_PARTED}{PLAIN_REQUIRED}(?!\w)")),
    "a row": Mark(_TYPE_WORDS, re.compile(rf"(?:^|\n)[^\w\n]{{0,40}}{_NAME}{_PARTED}{_TYPE}(?:[\s|,;:)）｜]|$)")),
    "a row of a list": Mark(
        ("[]", "[ ]"),
        re.compile(rf"(?:^|\n)[^\w\n]{{0,40}}{_NAME}[\s|,;:/、，；：｜]{{1,40}}[A-Z]\w{{0,80}}\s{{0,9}}\[ ?\]"),
    ),
    "a heading of the page": Mark(
        _HEADINGS, re.compile(rf"\n[^\n]{{0,12}}(?:{'|'.join(_HEADINGS)})[^\n]{{0,8}}(?:\n|$)")
    ),
    "a limit": Mark(tuple(LIMITS), re.compile(rf"^(?:{'|'.join(LIMITS)})[:：]\s{{0,9}}\S")),
    "a piece of a tag": Mark(("<",), re.compile(r"<\s?/?\s?t\s?[dr]\s?>", re.IGNORECASE)),
    "a bullet": Mark("•●▪◦‣", re.compile(r"(?:^|\n)\s{0,40}[•●▪◦‣]")),
    "the title of a group of rows": Mark(("---",), re.compile(r"(?:^|\n)-{3,10} ?[^\n-][^\n]{0,40}?-{3}(?:$|\n)")),
    "the title of a table": Mark(("表",), re.compile(r"(?:^|\n)表 ?\d{1,2}(?:[.\-]\d{1,2})?[ :：]")),
    "a line of JSON": Mark(("{", "}"), re.compile(r"\n\s{0,40}[{}],?\s{0,40}(?:\n|$)")),
    "the count of the rows": Mark(("共",), re.compile(r"(?:^|\n)共 ?\d{1,6} ?[条项个行](?:$|\n)")),
    "a word of the legend": Mark(
        _REQUIRED_WORDS,
        re.compile(rf"\n{_LEGEND}|^{_LEGEND}[\s,，;；/]{{1,9}}{_LEGEND}"),
    ),
    "words about what stands below": Mark(("以下",), re.compile(r"\n[^\n]{0,12}以下(?:字段|参数)")),
    "a heading": Mark(("# ",), re.compile(r"(?:^|\n)#{1,6} \S")),
}
"""What is structure wherever it stands, in words for the person."""
_TYPE_HEAD = "类型"
_LONGEST = 400
ROW_MARKS = tuple(MARKS[what] for what in ("a row", "a type beside a required word"))


def find_marks(reading: Reading) -> Iterator[Finding]:
    """Yield the fields whose words hold structure of the page."""
    marks = {what: mark for what, mark in MARKS.items() if _may_hold(reading.values.text, mark)}
    if not marks and _TYPE_HEAD not in reading.values.text:
        return
    for seen in reading.fields:
        for cell in seen.cells:
            what = next((what for what, mark in marks.items() if mark.pattern.search(cell.text)), None)
            if what is not None or _holds_heads(cell.text):
                yield Finding(seen.path, seen.line, f"the words {quote(cell.text)} hold {what or 'column heads'}")
                break


def _may_hold(text: str, mark: Mark) -> bool:
    return any(needle in text for needle in mark.needles)


def _holds_heads(text: str) -> bool:
    """Whether a line of some words is column heads, which stand apart from each other."""
    return _TYPE_HEAD in text and any(
        len(line) < _LONGEST and len(line.replace("|", " ").split()) > 1 and read_columns(line) is not None
        for line in text.split("\n")
    )


def find_rows(words: Words, needles: Sequence[str] = ()) -> Iterator[Cell]:
    """Yield the cells that look like rows; none where none of some words is there."""
    if needles and not any(needle in words.text for needle in needles):
        return
    marks = [mark for mark in ROW_MARKS if _may_hold(words.text, mark)]
    for cell in words.cells if marks else ():
        if any(mark.pattern.search(cell.text) for mark in marks):
            yield cell


def quote(text: str) -> str:
    """Return words for a message: on one line, and not many."""
    flat = " ".join(text[:300].split())
    return repr(flat if len(flat) < 60 else f"{flat[:59]}…")
