"""Copies that people make of pages: Markdown written by tools, rows copied out of a browser, pages in comments.

In:  ``SyntheticApi``.
Out: the text of a page. Nested rows are rows of the same table; Markdown marks each of them alike, a browser copies
the platform's own mark, which rows with fields inside lack.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence

from synthetic_api import SyntheticApi, SyntheticField
from synthetic_java import java_lines
from synthetic_pipes import ERROR_HEAD, REQUEST_HEAD, RESPONSE_HEAD
from synthetic_replies import ERROR_LINES, json_reply, xml_lines

_SIGN = re.compile(r"[_\[\]*<>]")


def draw_markdown(api: SyntheticApi) -> str:
    """Draw a copy with the platform's headings, plain cells and a reply in JSON."""
    rows = _marked_rows("└ ")
    tables = (
        ["## 请求参数", "", *_table(REQUEST_HEAD, rows(api.request, request=True)), ""],
        ["## 响应参数", "", *_table(RESPONSE_HEAD, rows(api.response, request=False)), ""],
    )
    code = (
        ["## 请求示例", "", *_fenced("java", java_lines(api)), ""],
        [
            "## 响应示例",
            "",
            *_fenced("json", json.dumps(json_reply(api), ensure_ascii=False, indent=4).split("\n")),
            "",
        ],
        ["## 异常示例", "", *_fenced("", ERROR_LINES), ""],
    )
    head = [f"# {api.name} ({api.title})", "", *([api.description, ""] if api.description else [])]
    errors = ["## 错误码解释", "", *_table(ERROR_HEAD, api.errors)]
    return "\n".join([*head, *(line for part in (*tables, *code) for line in part), *errors]) + "\n"


def draw_markdown_by_tool(api: SyntheticApi) -> str:
    """Draw a copy with other headings, numbered, by a tool that escapes signs, pads columns and breaks list types."""
    rows = _marked_rows("├─ ")

    def table(head: Sequence[str], found: Sequence[Sequence[str]]) -> list[str]:
        return _padded(head, [[_escape(cell) for cell in row] for row in found])

    lines = [f"### {_escape(api.name)}（{api.title}）", ""]
    lines += [_escape(api.description), ""] if api.description else []
    lines += ["#### 1. 请求参数", "", *table(("参数名称", *REQUEST_HEAD[1:]), rows(api.request, request=True)), ""]
    lines += ["#### 2. 响应参数", "", *table(("参数名称", *RESPONSE_HEAD[1:]), rows(api.response, request=False)), ""]
    lines += ["#### 3. JAVA 请求示例", "", *_fenced("java", java_lines(api)), ""]
    lines += ["#### 4. XML 响应示例", "", *_fenced("xml", xml_lines(api, str)), ""]
    lines += ["#### 5. 异常示例", "", *_fenced("xml", ERROR_LINES), ""]
    lines += ["#### 6. 错误码表", "", *_padded(ERROR_HEAD, [[_escape(cell) for cell in row] for row in api.errors])]
    return re.sub(r"(\| \w+) \\\[\\\]", r"\1\n\n        \\[\\]", "\n".join(lines)) + "\n"


def _marked_rows(mark: str) -> Callable[..., list[Sequence[str]]]:
    """Return what gives the rows of a table, each nested one with the same mark."""

    def rows(fields: Sequence[SyntheticField], *, request: bool, depth: int = 0) -> list[Sequence[str]]:
        found: list[Sequence[str]] = []
        for field in fields:
            name = f"{mark}{field.name}" if depth else field.name
            found.append(_cells(field, name, request=request))
            found.extend(rows(field.children, request=request, depth=depth + 1))
        return found

    return rows


def _cells(field: SyntheticField, name: str, *, request: bool) -> Sequence[str]:
    if request:
        return (name, field.type, field.required, field.sample, field.limit, field.description)
    return (name, field.type, field.sample, field.description)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield _bars(head)
    yield "|---" * len(head) + "|"
    yield from (_bars([_inline(cell) for cell in row]) for row in rows)


def _padded(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    cells = [head, *([_inline(cell) for cell in row] for row in rows)]
    widths = [max(len(row[at]) for row in cells) for at in range(len(head))]
    padded = [[cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in cells]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return [_bars(padded[0]), rule, *map(_bars, padded[1:])]


def _bars(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _inline(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", "<br>")


def _escape(text: str) -> str:
    return _SIGN.sub(r"\\\g<0>", text)


def _fenced(language: str, lines: Sequence[str]) -> Iterator[str]:
    yield f"```{language}"
    yield from lines
    yield "```"


def draw_tabs(api: SyntheticApi) -> str:
    """Draw what a browser copies: a row a line, a tab between its cells, an empty cell as two tabs."""
    lines = [f"{api.name} ({api.title})", *([api.description] if api.description else []), "公共参数"]
    lines += ["请求参数", "\t".join(REQUEST_HEAD), *_tab_rows(api.request, request=True)]
    lines += ["响应参数", "\t".join(RESPONSE_HEAD), *_tab_rows(api.response, request=False)]
    lines += ["请求示例", "JAVA", ".NET", *java_lines(api), "响应示例", "XML示例", "JSON示例", *xml_lines(api, str)]
    lines += ["异常示例", *ERROR_LINES, "错误码解释", "\t".join(ERROR_HEAD), *("\t".join(row) for row in api.errors)]
    return "\n".join([*lines, "API工具", "FAQ"]) + "\n"


def _tab_rows(fields: Sequence[SyntheticField], *, request: bool, depth: int = 0) -> Iterator[str]:
    for field in fields:
        name = f"└ {field.name}" if depth and not field.children else field.name
        yield "\t".join(_cells(field, name, request=request))
        yield from _tab_rows(field.children, request=request, depth=depth + 1)
