"""Where the parts of a corpus page stand: its sections, its rows and their samples, as ranges of characters.

In:  the text of a page, its layout, and the right answers.
Out: ``Section`` and ``RowSpan`` values. Nothing of the generator is used, so that its faults cannot hide here.
Note: only pages as the corpus draws them are understood; this is a tool for making hard pages, no reader.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus import TruthField, TruthPage, walk_fields

_HEADINGS = {
    "公共参数": "common",
    "请求参数": "request",
    "响应参数": "response",
    "请求示例": "request example",
    "响应示例": "response example",
    "异常示例": "error example",
    "错误码解释": "errors",
    "API工具": "foot",
}
_BULLET_HEADING = re.compile(rf"^[ •]*({'|'.join(_HEADINGS)})$", re.MULTILINE)
_HTML_HEADING = re.compile(rf"<h2>({'|'.join(_HEADINGS)})</h2>")
_PIPE_STARTS = (
    ("request", re.compile(r"^名称 \| 类型 \| 是否必须 ", re.MULTILINE)),
    ("response", re.compile(r"^名称 \| 类型 \| 示例值 ", re.MULTILINE)),
    ("request example", re.compile(r"^1(?: \d+)* \| (?:TaobaoClient|QimenCloudClient)", re.MULTILINE)),
    ("response example", re.compile(r"^1(?: \d+)* \| <(?! error_response >)", re.MULTILINE)),
    ("error example", re.compile(r"^1(?: \d+)* \| < error_response >", re.MULTILINE)),
    ("errors", re.compile(r"^错误码 \| ", re.MULTILINE)),
)
_JSON_STARTS = (
    ("request", re.compile(r'^  "requestParams":', re.MULTILINE)),
    ("response", re.compile(r'^  "responseParams":', re.MULTILINE)),
    ("response example", re.compile(r'^  "rspSample\w+":', re.MULTILINE)),
    ("errors", re.compile(r'^  "errorCodes":', re.MULTILINE)),
    ("foot", re.compile(r'^  "labels":', re.MULTILINE)),
)
_BETWEEN = r'(?:</?(?:td|li)>|[\s•|]|"required": \w+,|"demoValue": ")*'


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a page; the part before the first heading is called ``head``."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class RowSpan:
    """The row of one field."""

    start: int
    end: int
    sample: tuple[int, int] | None
    """Where its sample stands; None when it has none."""


def find_sections(text: str, layout: str) -> tuple[Section, ...]:
    """Return the sections of a page from its beginning to its end, without gaps."""
    starts = [("head", 0), *_starts(text, layout)]
    ends = [*(start for _, start in starts[1:]), len(text)]
    return tuple(Section(name, start, end) for (name, start), end in zip(starts, ends, strict=True))


def _starts(text: str, layout: str) -> Iterator[tuple[str, int]]:
    if layout in {"bullet", "html"}:
        heading = _BULLET_HEADING if layout == "bullet" else _HTML_HEADING
        seen = set()
        for match in heading.finditer(text):
            if match[1] not in seen:
                seen.add(match[1])
                yield _HEADINGS[match[1]], match.start()
        return
    position = 0
    for name, pattern in _PIPE_STARTS if layout == "pipe" else _JSON_STARTS:
        if found := pattern.search(text, position):
            position = found.end()
            yield name, found.start()


def find_rows(text: str, section: Section, truth: TruthPage) -> tuple[RowSpan | None, ...]:
    """Return the row of each field of a table, in page order; None for a field that has no row on the page."""
    fields = list(walk_fields(truth.side(section.name)))
    matches: list[re.Match[str] | None] = []
    position = section.start
    for field, depth in fields:
        match = (
            None
            if truth.layout == "pipe" and depth
            else _row_start(truth.layout, field, depth).search(text, position, section.end)
        )
        position = match.end() if match is not None else position
        matches.append(match)
    return tuple(_spans(text, section, [field for field, _ in fields], matches, truth.layout))


def _row_start(layout: str, field: TruthField, depth: int) -> re.Pattern[str]:
    """Return the pattern of a row up to its type and, in a request, the word that says whether it is required."""
    words = field.type + (" []" if field.is_list else "")
    name, type_, required = re.escape(field.name), re.escape(words), re.escape(field.required or "")
    if layout == "pipe":
        return re.compile(rf"^{name} \| {type_} \|(?: {required} \|)?", re.MULTILINE)
    if layout == "docjson":
        spelled = re.escape(json.dumps(words.replace(" []", "[]"), ensure_ascii=False))
        return re.compile(rf'"name": {re.escape(json.dumps(field.name, ensure_ascii=False))},\s+"type": {spelled},')
    if layout == "html":
        name, type_ = re.escape(html.escape(field.name)), re.escape(html.escape(words))
        return re.compile(rf">(?:└ )?{name}</(td|li)><\1>{type_}</\1>(?:<\1>{required}</\1>)?")
    if depth == 0:
        return re.compile(rf"^ *{name} {type_}(?: {required}(?= |$))?", re.MULTILINE)
    bullets = rf"^ *• (?:└ )?{name}\n *• {type_}\n" if words else rf"^ *• (?:└ )?{name}\n"
    return re.compile(bullets + (rf" *• {required}\n" if required else ""), re.MULTILINE)


def _spans(
    text: str, section: Section, fields: Sequence[TruthField], matches: Sequence[re.Match[str] | None], layout: str
) -> Iterator[RowSpan | None]:
    starts = [match.start() for match in matches if match is not None]
    following = dict(pairwise([*starts, section.end]))
    for field, match in zip(fields, matches, strict=True):
        if match is None:
            yield None
            continue
        end = following[match.start()]
        end = match.start() + len(text[match.start() : end].rstrip())
        yield RowSpan(match.start(), end, _sample_span(text, match.end(), end, field, layout))


def _sample_span(text: str, start: int, end: int, field: TruthField, layout: str) -> tuple[int, int] | None:
    if field.sample is None:
        return None
    sample = spell(field.sample, layout)
    if match := re.compile(_BETWEEN + f"({re.escape(sample)})").match(text, start, end):
        return match.span(1)
    return None


def spell(text: str, layout: str) -> str:
    """Return a sample as the tables of a layout spell it."""
    if layout == "html":
        return html.escape(text, quote=False)
    return json.dumps(text, ensure_ascii=False)[1:-1] if layout == "docjson" else text
