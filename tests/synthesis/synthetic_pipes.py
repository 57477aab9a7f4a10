"""Pipe tables: pages as Markdown, with a bar at the end of each row or at both ends.

In:  ``SyntheticApi``.
Out: the text of a page. It has no name, no title, no headings and no nested rows.
Note: the cell of limits is dropped where it is empty, so rows are filled up on the right, but for the last one of
a table; a limit breaks its row off and its words are lost; examples are one line, cut into tokens by a highlighter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from synthetic_api import SyntheticApi, SyntheticField
from synthetic_java import java_lines
from synthetic_replies import ERROR_LINES, xml_lines

REQUEST_HEAD = ("名称", "类型", "是否必须", "示例值", "更多限制", "描述")
RESPONSE_HEAD = ("名称", "类型", "示例值", "描述")
ERROR_HEAD = ("错误码", "错误描述", "解决方案")
_STRING = re.compile(r'"(?:\\.|[^"\\])*"')


def draw_pipes(api: SyntheticApi) -> str:
    """Draw the form with a bar at the end of each row."""
    lines = [api.description] if api.description else []
    for head, fields in ((REQUEST_HEAD, api.request), (RESPONSE_HEAD, api.response)):
        lines += [f"{' | '.join(head)} |", "---|" * len(head), *_rows(fields, len(head))]
    lines.append(gutter(highlight_java(java_lines(api))))
    lines.append(gutter(highlight_xml(xml_lines(api, str))))
    lines.append(gutter(highlight_xml(ERROR_LINES)))
    errors = [f"{' | '.join(row)} |" for row in api.errors]
    rule = "---|" * (len(ERROR_HEAD) if errors else 1)
    return "\n".join([*lines, f"{' | '.join(ERROR_HEAD)} |", rule, *errors]) + "\n"


def _rows(fields: Sequence[SyntheticField], columns: int) -> Iterator[str]:
    for number, field in enumerate(fields, 1):
        last = number == len(fields)
        if field.limit:
            yield _cells([field.name, field.type, field.required, field.sample])
            yield "|"
            yield f"{field.description} |"
        else:
            cells = _cells([field.name, field.type, field.required, field.sample, field.description])
            missing = columns - len(re.findall(r" \|(?: |$)", cells))
            padding = missing - (last and columns == len(REQUEST_HEAD) and not field.children)
            yield cells + (" " + "|" * padding if padding > 0 else "")
        if field.children:
            yield "|"
            if not last:
                yield "|" * (columns - 1)


def _cells(cells: Sequence[str]) -> str:
    return " ".join(f"{cell} |" for cell in cells if cell)


def gutter(lines: Sequence[str]) -> str:
    """Return code on one line, after the numbers of its lines."""
    return f"{' '.join(str(number) for number in range(1, len(lines) + 1))} | {' '.join(lines)} |"


def highlight_java(lines: Sequence[str]) -> tuple[str, ...]:
    """Cut code into tokens: blanks around string literals and flags, and before ``new``."""
    return tuple(re.sub(r"\((?=new )", "( ", _highlight_line(line)) for line in lines)


def _highlight_line(line: str) -> str:
    parts = re.split(rf"({_STRING.pattern})", line)
    return "".join(f" {part} " if index % 2 else _spread_flags(part) for index, part in enumerate(parts))


def _spread_flags(code: str) -> str:
    return re.sub(r"(?<=\()(true|false)(?=\);)", r" \1 ", code)


def highlight_xml(lines: Sequence[str]) -> tuple[str, ...]:
    """Cut markup into tokens: blanks around the names of tags, but none around values."""
    return tuple(_spread_tags(line.strip()) for line in lines)


def _spread_tags(line: str) -> str:
    if match := re.fullmatch(r"<([^<>/]+)>(.*)</\1>", line, re.DOTALL):
        return f"< {match[1]} >{match[2]}</ {match[1]} >"
    return re.sub(r"<(/?)([^<>]+)>", r"<\1 \2 >", line)


def draw_bars(api: SyntheticApi) -> str:
    """Draw the form with bars at both ends: every cell is there, and the examples have kept their lines."""
    return _draw_bars(api, lambda fields, columns: (line for field in fields for line in _barred_row(field, columns)))


def draw_bars_closed_up(api: SyntheticApi) -> str:
    """Draw the form with bars at both ends that has dropped empty cells as the other form has."""
    return _draw_bars(api, lambda fields, columns: (_open_bar(row) for row in _rows(fields, columns)))


def _draw_bars(api: SyntheticApi, rows: Callable[[Sequence[SyntheticField], int], Iterator[str]]) -> str:
    lines = [api.description, ""] if api.description else []
    for head, fields in ((REQUEST_HEAD, api.request), (RESPONSE_HEAD, api.response)):
        lines += [_barred(head), "|---" * len(head) + "|", *rows(fields, len(head)), ""]
    lines += [*java_lines(api), "", *(line.strip() for line in xml_lines(api, str)), ""]
    lines += [*(line.strip() for line in ERROR_LINES), "", _barred(ERROR_HEAD), "|---|---|---|"]
    return "\n".join([*lines, *(_barred(row) for row in api.errors)]) + "\n"


def _barred_row(field: SyntheticField, columns: int) -> Iterator[str]:
    request_only = columns == len(REQUEST_HEAD)
    required, limit = ([field.required], [field.limit]) if request_only else ([], [])
    yield _barred([field.name, field.type, *required, field.sample, *limit, field.description])
    if field.children:
        yield "|"


def _barred(cells: Sequence[str]) -> str:
    return "|" + "".join(f" {cell} |" if cell else " |" for cell in cells)


def _open_bar(row: str) -> str:
    return row if row.startswith("|") or row == " |" else f"| {row}"
