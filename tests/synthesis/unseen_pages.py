"""Whole pages in layouts that nobody knows.

In:  a seed.
Out: ``UnseenPage``: the text, the API as the page still tells it, and the choices that made the layout.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from synthetic_api import SyntheticApi, SyntheticField
from synthetic_replies import ERROR_LINES
from unseen_apis import random_api
from unseen_choices import Choices, draw_choices
from unseen_damage import DAMAGES, LOSING
from unseen_examples import LANGUAGES, call_lines, fenced, reply_lines
from unseen_rows import Row, Table, said, table_of
from unseen_tables import draw_table

HEADINGS = {
    "official": ("请求参数", "响应参数", "请求示例", "响应示例", "异常示例", "错误码解释"),
    "synonyms": ("入参", "返回结果", "调用示例", "返回样例", "错误示例", "错误码"),
    "english": (
        "Request Parameters",
        "Response Parameters",
        "Request Example",
        "Response Example",
        "Error",
        "Error Codes",
    ),
    "odd": ("需要传什么", "会得到什么", "怎么调用", "得到的结果", "出错时", "出错的原因"),
    "traditional": ("請求參數", "響應參數", "請求示例", "響應示例", "異常示例", "錯誤碼"),
}
COMMON = (
    SyntheticField(name="app_key", type="String", required="必须", sample="12345", description="应用的标识"),
    SyntheticField(
        name="timestamp", type="String", required="必须", sample="2016-01-01 12:00:00", description="时间戳"
    ),
)
ERROR_HEADS = ("错误码", "错误描述", "解决方案")


@dataclass(frozen=True, slots=True)
class UnseenPage:
    """A page and what it still says."""

    seed: int
    text: str
    suffix: str
    api: SyntheticApi
    choices: Choices
    request_says: frozenset[str]
    response_says: frozenset[str]
    """The facts that the page states of the fields of each side."""
    shown_rows: int
    """How many rows of the side that was cut off are printed, -1 where nothing was cut."""

    @property
    def is_cut(self) -> bool:
        return self.shown_rows >= 0


def draw_unseen(seed: int) -> UnseenPage:
    """Draw the page of a seed."""
    chance = Random(seed)
    choices = draw_choices(chance)
    api = random_api(chance, choices.api == "nested")
    if not shows_nesting(choices):
        api = replace(api, request=_flattened(api.request), response=_flattened(api.response))
    cut = chance.randint(1, max(1, _count(api.response))) if choices.cut == "rows" else -1
    blocks = _blocks(api, choices, chance, cut)
    text = DAMAGES[choices.damage]("\n".join(_prefixed(blocks, choices)) + "\n")
    lost = {"sample", "description", "limit"} if choices.damage in LOSING else set()
    sides = [said(choices, side) - lost for side in ("request", "response")]
    return UnseenPage(seed, text, ".html" if _is_html(choices) else ".txt", api, choices, sides[0], sides[1], cut)


def shows_nesting(choices: Choices) -> bool:
    """Return whether anything on the page may tell which field stands in which."""
    return choices.mark not in {"none", "after name"} or choices.reply not in {"none", "empty", "php array"}


def _flattened(fields: Sequence[SyntheticField]) -> tuple[SyntheticField, ...]:
    return tuple(field for field in fields if not field.children)


def _count(fields: Iterable[SyntheticField]) -> int:
    return sum(1 for field in fields for _ in field.walk())


def _is_html(choices: Choices) -> bool:
    return choices.shape.startswith("html")


def _headings(choices: Choices) -> tuple[str, ...]:
    return HEADINGS.get(choices.headings, HEADINGS["official"])


def _blocks(api: SyntheticApi, choices: Choices, chance: Random, cut: int) -> list[str]:
    """Return the lines of the page up to where it was cut off."""
    request, response, call, reply, error, errors = _headings(choices)
    sections = {
        "request": [*_heading(request, choices, 1), *_table(api, "request", choices, chance)],
        "response": [*_heading(response, choices, 2), *_table(api, "response", choices, chance, cut)],
        "call": _example(call, call_lines(api, choices), LANGUAGES.get(choices.call, ""), choices, 3),
        "reply": _example(reply, reply_lines(api, choices), choices.reply.split()[0], choices, 4),
        "error": _example(error, ERROR_LINES, "xml", choices, 5),
        "errors": [*_heading(errors, choices, 6), *_errors(api, choices)],
    }
    order = ORDERS.get(choices.order, tuple(sections))
    if cut >= 0:
        order = order[: order.index("response") + 1]
    lines = _opening(api, choices)
    for name in order:
        lines += [*sections[name], ""]
    return lines


ORDERS = {
    "response first": ("response", "request", "reply", "call", "error", "errors"),
    "examples first": ("call", "reply", "request", "response", "error", "errors"),
    "errors first": ("errors", "request", "response", "call", "reply", "error"),
    "interleaved": ("request", "call", "response", "reply", "errors", "error"),
}


def _opening(api: SyntheticApi, choices: Choices) -> list[str]:
    lines = {
        "heading": [f"{'## ' if choices.shape == 'markdown' else ''}{api.name} ({api.title})"],
        "title line": [api.title, api.name],
        "labelled": [f"接口名称: {api.name}", f"接口说明: {api.title}"],
        "in call only": [],
        "table": _markup([["接口", api.name], ["名称", api.title]], choices),
    }[choices.name]
    if _is_html(choices):
        lines = [line if line.startswith("<") else f"<h1>{line}</h1>" for line in lines]
    if choices.noise == "toc":
        lines += [f"- [{heading}](#{index})" for index, heading in enumerate(_headings(choices))]
    if choices.noise == "related":
        lines += [
            "相关接口",
            "",
            *_markup([["taobao.item.get", "查询", "免费"], ["taobao.item.add", "新增", "收费"]], choices),
        ]
    if choices.noise == "menu":
        lines = ["查询商品", "上传图片", "删除商品", "", *lines]
    if api.description:
        lines += ["", api.description]
    return [*lines, ""]


def _markup(rows: Sequence[Sequence[str]], choices: Choices) -> list[str]:
    table = Table(tuple(("name", "type", "description")[: len(rows[0])]), (), tuple(Row(tuple(row), 0) for row in rows))
    return draw_table(table, choices.shape)


def _heading(words: str, choices: Choices, number: int) -> list[str]:
    if choices.headings == "none" or (choices.headings == "one only" and number > 1):
        return [""]
    if choices.order == "joined" and number == 2:
        return [""]
    if _is_html(choices):
        return [f"<h2>{words}</h2>"]
    dressed = {
        "numbered": [f"{'一二三四五六'[number - 1]}、{words}"],
        "bold": [f"**{words}**"],
        "underlined": [words, "=" * 12],
        "ranked": [f"#### {words}"],
        "brackets": [f"【{words}】"],
        "colon": [f"{words}:"],
        "dashes around": [f"---- {words} ----"],
    }
    plain = f"### {words}" if choices.shape == "markdown" else words
    return [*dressed.get(choices.headings, [plain]), ""]


def _table(api: SyntheticApi, side: str, choices: Choices, chance: Random, cut: int = -1) -> list[str]:
    fields = api.request if side == "request" else api.response
    if choices.order == "joined" and side == "response":
        joined = table_of(api.request, choices, "request", chance), table_of(fields, choices, side, chance)
        both = replace(joined[1], rows=joined[0].rows + joined[1].rows)
        return draw_table(both, choices.shape)
    if choices.order == "joined":
        return []
    if choices.mark == "separate tables":
        return _separate(fields, side, choices, chance, _count(fields) if cut < 0 else cut)
    table = table_of(fields, choices, side, chance)
    rows = table.rows if cut < 0 else tuple(_first_fields(table.rows, cut))
    lines = draw_table(replace(table, rows=rows), choices.shape)
    if choices.noise == "totals":
        lines += [f"共{len(rows)}条"]
    if choices.noise == "pages":
        lines += ["共2页 上一页 1 2 下一页"]
    if choices.noise == "two tables":
        lines = [*draw_table(table_of((), choices, side, chance), choices.shape), "", *lines]
    if choices.noise == "common rows" and side == "request":
        lines = [*draw_table(table_of(COMMON, choices, side, chance), choices.shape), "", *lines]
    return lines


def _first_fields(rows: Sequence[Row], count: int) -> Iterator[Row]:
    """Return the first rows of a table up to so many fields, with what stands before and among them."""
    for row in rows:
        if count <= 0:
            return
        yield row
        count -= row.is_field


def _separate(fields: Sequence[SyntheticField], side: str, choices: Choices, chance: Random, left: int) -> list[str]:
    """Draw a table for each class, under its name."""
    lines, waiting = [], [("", fields)]
    while waiting and left > 0:
        title, level = waiting.pop(0)
        table = table_of([replace(field, children=()) for field in level], choices, side, chance)
        lines += [
            *(["", title, ""] if title else []),
            *draw_table(replace(table, rows=table.rows[:left]), choices.shape),
        ]
        left -= len(level)
        waiting += [(field.base, field.children) for field in level if field.children]
    return lines


def _example(words: str, lines: Sequence[str], language: str, choices: Choices, number: int) -> list[str]:
    if not lines:
        return []
    if _is_html(choices):
        text = "\n".join(lines).replace("&", "&amp;").replace("<", "&lt;")
        return [*_heading(words, choices, number), f"<pre>{text}</pre>"]
    return [*_heading(words, choices, number), *fenced(lines, language, choices.fences)]


def _errors(api: SyntheticApi, choices: Choices) -> list[str]:
    heads = ERROR_HEADS if choices.heads != "none" else ()
    rows = tuple(Row(row, 0) for row in api.errors)
    return draw_table(Table(("name", "type", "description"), heads, rows), choices.shape) if rows or heads else []


def _prefixed(lines: Sequence[str], choices: Choices) -> list[str]:
    flat = "\n".join(lines).split("\n")
    if _is_html(choices):
        return flat
    prefix = choices.prefix
    if prefix[:1].isdigit():
        return [f"{number}: {line}" for number, line in enumerate(flat, 1)]
    return [f"{prefix}{line}" if line else re.sub(r"\s+$", "", prefix) for line in flat]
