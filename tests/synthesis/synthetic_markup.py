"""Pages in HTML: nested rows as lists inside a further row, or as tables inside a cell.

In:  ``SyntheticApi``.
Out: the text of a page.
Note: lists keep every cell, the empty ones too, but not the depth; tables inside cells keep both.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Sequence

from synthetic_api import SyntheticApi, SyntheticField
from synthetic_bullets import LANGUAGES, NOTATIONS
from synthetic_java import java_lines
from synthetic_pipes import ERROR_HEAD, REQUEST_HEAD, RESPONSE_HEAD
from synthetic_replies import ERROR_LINES, xml_lines

Inside = Callable[[Sequence[SyntheticField], int], str]


def draw_lists(api: SyntheticApi) -> str:
    """Draw nested rows as one list each, all of them in one further row of the table."""
    return _draw(api, _as_lists)


def draw_tables(api: SyntheticApi) -> str:
    """Draw nested rows as a table inside a cell."""
    return _draw(api, _as_table)


def _draw(api: SyntheticApi, inside: Inside) -> str:
    name, title = html.escape(api.name), html.escape(api.title, quote=False)
    crumb = f" &gt; <a>{html.escape(api.category, quote=False)}</a>" if api.category else ""
    return "\n".join(
        [
            f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{name}</title><script>var x='<table>';</script>"
            f"</head><body><div class='nav'><a>文档中心</a> &gt; <a>API类目</a>{crumb}</div>",
            f"<h1>{name} ({title})</h1><div class='desc'>{html.escape(api.description, quote=False)}</div>",
            "<h2>公共参数</h2>",
            f"<h2>请求参数</h2>{_table(REQUEST_HEAD, api.request, inside)}",
            f"<h2>响应参数</h2>{_table(RESPONSE_HEAD, api.response, inside)}",
            f"<h2>请求示例</h2>{_code(LANGUAGES, java_lines(api))}",
            f"<h2>响应示例</h2>{_code(NOTATIONS, xml_lines(api))}",
            f"<h2>异常示例</h2>{_code(NOTATIONS, ERROR_LINES)}",
            f"<h2>错误码解释</h2><table>{_row(ERROR_HEAD, 'th')}{''.join(_row(row) for row in api.errors)}</table>",
            "<h2>API工具</h2><h2>FAQ</h2></body></html>\n",
        ]
    )


def _code(tabs: Sequence[str], lines: Sequence[str]) -> str:
    names = "".join(f"<li>{name}</li>" for name in tabs)
    return f"<ul class='tabs'>{names}</ul><pre>{html.escape(chr(10).join(lines), quote=False)}</pre>"


def _table(head: Sequence[str], fields: Sequence[SyntheticField], inside: Inside) -> str:
    rows = "\n".join(_top_rows(fields, len(head), inside))
    return f"<table><thead>{_row(head, 'th')}</thead><tbody>{rows}</tbody></table>"


def _top_rows(fields: Sequence[SyntheticField], columns: int, inside: Inside) -> Iterator[str]:
    for field in fields:
        yield _field_row(field, columns, field.name)
        if field.children:
            yield f'<tr class="sub"><td colspan="{columns}">{inside(field.children, columns)}</td></tr>'


def _field_row(field: SyntheticField, columns: int, name: str) -> str:
    limit = f"<ul><li>{html.escape(field.limit, quote=False)}</li></ul>" if field.limit else ""
    cells = [html.escape(cell, quote=False) for cell in _cells(field, columns, name)]
    if columns == len(REQUEST_HEAD):
        cells[4] = limit
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _cells(field: SyntheticField, columns: int, name: str) -> list[str]:
    """Return the cells of a row in its columns."""
    if columns == len(REQUEST_HEAD):
        return [name, field.type, field.required, field.sample, field.limit, field.description]
    return [name, field.type, field.sample, field.description]


def _row(cells: Sequence[str], tag: str = "td") -> str:
    return "<tr>" + "".join(f"<{tag}>{html.escape(cell, quote=False)}</{tag}>" for cell in cells) + "</tr>"


def _as_lists(fields: Sequence[SyntheticField], columns: int) -> str:
    lists = []
    for field in (inner for top in fields for inner in top.walk()):
        cells = _cells(field, columns, field.name if field.children else f"└ {field.name}")
        items = "".join(f"<li>{html.escape(cell, quote=False)}</li>" for cell in cells)
        lists.append(f"<ul>{items}</ul>")
    return "".join(lists)


def _as_table(fields: Sequence[SyntheticField], columns: int) -> str:
    rows = []
    for field in fields:
        rows.append(_field_row(field, columns, field.name if field.children else f"└ {field.name}"))
        if field.children:
            rows.append(f'<tr class="sub"><td colspan="{columns}">{_as_table(field.children, columns)}</td></tr>')
    return f"<table>{''.join(rows)}</table>"
