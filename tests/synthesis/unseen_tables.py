"""Tables in every shape: how cells and rows are told apart.

In:  ``Table``, the name of a shape.
Out: lines of a page.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterable, Sequence

from unseen_rows import Row, Table

from topgen.text_width import pad, width

Draw = Callable[[Table], list[str]]


def draw_table(table: Table, shape: str) -> list[str]:
    """Draw a table in a shape."""
    return SHAPES[shape](table)


def _grid(table: Table) -> list[tuple[str, ...]]:
    """Return the heads, where there are any, and all rows."""
    return ([table.heads] if table.heads else []) + [row.cells for row in table.rows]


def _flat(cell: str) -> str:
    return cell.replace("\n", " ")


def _between(separator: str, before: str = "", after: str = "", rule: bool = False) -> Draw:
    def draw(table: Table) -> list[str]:
        lines = [before + separator.join(row) + after for row in _grid(table)]
        if rule and table.heads:
            lines.insert(1, before.strip() + "|".join("---" for _ in table.heads) + after.strip())
        return lines

    return draw


def _markdown(table: Table) -> list[str]:
    rows = [[cell.replace("|", "\\|").replace("\n", "<br>") for cell in row] for row in _grid(table)]
    lines = ["|" + "|".join(f" {cell} " for cell in row) + "|" for row in rows]
    return [*lines[:1], "|---" * len(table.columns) + "|", *lines[1:]]


def _bulleted(table: Table) -> list[str]:
    """Draw nested rows of Markdown as bullets."""
    lines = _markdown(Table(table.columns, table.heads, tuple(row for row in table.rows if not row.depth)))
    nested = [f"• {_flat(cell)}" for row in table.rows if row.depth for cell in row.cells if cell]
    return [*lines, *nested]


def _padded(table: Table, join: str = "  ") -> list[str]:
    rows = [[_flat(cell) for cell in row] for row in _grid(table)]
    widths = [max(width(cell) for cell in column) for column in zip(*rows, strict=True)] if rows else []
    return [join.join(pad(cell, columns) for cell, columns in zip(row, widths, strict=True)).rstrip() for row in rows]


def _box(table: Table) -> list[str]:
    return [f"│ {line} │" for line in _padded(table, " │ ")]


def _box_closed(table: Table) -> list[str]:
    lines = _box(table)
    rule = "─" * (max((width(line) for line in lines), default=2) - 2)
    return [f"┌{rule}┐", *lines[:1], f"├{rule}┤", *lines[1:], f"└{rule}┘"]


def _grid_table(table: Table) -> list[str]:
    rows = [[_flat(cell) for cell in row] for row in _grid(table)]
    widths = [max(width(cell) for cell in column) for column in zip(*rows, strict=True)] if rows else []
    rule = "+" + "+".join("-" * (columns + 2) for columns in widths) + "+"
    lines = [rule]
    for index, row in enumerate(rows):
        cells = " | ".join(pad(cell, columns) for cell, columns in zip(row, widths, strict=True))
        lines += [f"| {cells} |", rule.replace("-", "=") if not index and table.heads else rule]
    return lines


def _simple_table(table: Table) -> list[str]:
    lines = _padded(table)
    rows = [[_flat(cell) for cell in row] for row in _grid(table)]
    rule = "  ".join("=" * max(width(cell) for cell in column) for column in zip(*rows, strict=True)) if rows else ""
    return [rule, *lines[:1], rule, *lines[1:], rule]


def _asciidoc(table: Table) -> list[str]:
    return ["|===", *("|" + " |".join(row) for row in _grid(table)), "|==="]


def _mediawiki(table: Table) -> list[str]:
    lines = ['{| class="wikitable"']
    if table.heads:
        lines.append("! " + " !! ".join(table.heads))
    for row in table.rows:
        lines += ["|-", "| " + " || ".join(_flat(cell) for cell in row.cells)]
    return [*lines, "|}"]


def _org(table: Table) -> list[str]:
    rows = [" | ".join(_flat(cell) for cell in row) for row in _grid(table)]
    lines = [f"| {row} |" for row in rows]
    return [*lines[:1], "|" + "+".join("---" for _ in table.columns) + "|", *lines[1:]]


def _cell_lines(table: Table, gap: str) -> list[str]:
    return [line for row in _grid(table) for line in (*row, gap)]


def _labelled(table: Table, bullet: str) -> list[str]:
    heads, lines = table.heads or table.columns, []
    for row in table.rows:
        for index, (head, cell) in enumerate(zip(heads, row.cells, strict=True)):
            lines.append(f"{'- ' if bullet and not index else bullet}{head}: {cell}")
        lines.append("")
    return lines


def _name_then_cells(table: Table) -> list[str]:
    at, lines = table.columns.index("name"), []
    for row in table.rows:
        others = [cell for index, cell in enumerate(row.cells) if index != at and cell]
        lines += [row.cells[at], *(f"    {cell}" for cell in others)]
    return lines


def _tree_list(table: Table, mark: str) -> list[str]:
    at, lines = table.columns.index("name"), []
    for row in table.rows:
        others = " ".join(_flat(cell) for index, cell in enumerate(row.cells) if index != at and cell)
        lines.append(f"{'  ' * row.depth}{mark}{row.cells[at]} ({others})")
    return lines


def _sentences(table: Table) -> list[str]:
    at, lines = table.columns.index("name"), []
    for row in table.rows:
        others = "，".join(_flat(cell) for index, cell in enumerate(row.cells) if index != at and cell)
        lines.append(f"{row.cells[at]}：{others}。")
    return lines


def _dash_list(table: Table) -> list[str]:
    lines = list(table.heads) if table.heads else []
    for row in table.rows:
        lines += [f"- {row.cells[0]}", *(cell or "-" for cell in row.cells[1:])]
    return lines


def _bullets(table: Table) -> list[str]:
    lines = [" ".join(table.heads)] if table.heads else []
    for row in table.rows:
        if row.depth:
            lines += [f"• {_flat(cell)}" for cell in row.cells if cell]
        else:
            lines.append(" ".join(cell for cell in row.cells if cell))
    return lines


def _yaml(table: Table) -> list[str]:
    lines = []
    for row in table.rows:
        blanks = "  " * row.depth
        pairs = dict(zip(table.columns, row.cells, strict=True))
        lines.append(f"{blanks}{pairs['name'].strip()}:")
        lines += [f"{blanks}  {key}: {_flat(cell)}" for key, cell in pairs.items() if key != "name" and cell]
    return lines


def _json_schema(table: Table) -> list[str]:
    rows = [dict(zip(table.heads or table.columns, row.cells, strict=True)) for row in table.rows]
    return json.dumps(rows, ensure_ascii=False, indent=2).split("\n")


def _csv(table: Table) -> list[str]:
    return [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in _grid(table)]


def _cell(text: str, tag: str = "td") -> str:
    return f"<{tag}>{html.escape(text, quote=False).replace(chr(10), '<br>')}</{tag}>"


def _html_row(cells: Iterable[str], tag: str = "td") -> str:
    return "<tr>" + "".join(_cell(cell, tag) for cell in cells) + "</tr>"


def _html(table: Table, head: str = "th") -> list[str]:
    heads = [_html_row(table.heads, head)] if table.heads else []
    return ["<table>", *heads, *(_html_row(row.cells) for row in table.rows), "</table>"]


def _html_lists(table: Table) -> list[str]:
    """Draw nested rows as lists inside one cell."""
    lines = ["<table>", _html_row(table.heads, "th") if table.heads else ""]
    for row in table.rows:
        if row.depth:
            items = "".join(_cell(cell, "li") for cell in row.cells)
            lines.append(f"<tr><td colspan='{len(row.cells)}'><ul>{items}</ul></td></tr>")
        else:
            lines.append(_html_row(row.cells))
    return [*lines, "</table>"]


def _html_definitions(table: Table) -> list[str]:
    at, lines = table.columns.index("name"), ["<dl>"]
    for row in table.rows:
        others = " ".join(cell for index, cell in enumerate(row.cells) if index != at and cell)
        lines.append(_cell(row.cells[at], "dt") + _cell(others, "dd"))
    return [*lines, "</dl>"]


def _html_nested(table: Table) -> list[str]:
    return ["<table>", _html_row(table.heads, "th") if table.heads else "", *_inside(table.rows, 0), "</table>"]


def _inside(rows: Sequence[Row], depth: int) -> list[str]:
    lines, index = [], 0
    while index < len(rows):
        row = rows[index]
        end = next((at for at in range(index + 1, len(rows)) if rows[at].depth <= depth), len(rows))
        cells = [_cell(cell) for cell in row.cells]
        if end > index + 1:
            inside = "".join(_inside(rows[index + 1 : end], depth + 1))
            cells[-1] = f"<td>{html.escape(row.cells[-1])}<table>{inside}</table></td>"
        lines.append(f"<tr>{''.join(cells)}</tr>")
        index = end
    return lines


def _html_divs(table: Table) -> list[str]:
    rows = ["".join(_cell(cell, "span") for cell in row) for row in _grid(table)]
    return [f"<div class='row'>{row}</div>" for row in rows]


def _html_merged(table: Table) -> list[str]:
    """Draw equal cells of neighbouring rows as one."""
    lines = ["<table>", _html_row(table.heads, "th") if table.heads else ""]
    above: Sequence[str] = ()
    for index, row in enumerate(table.rows):
        below = table.rows[index + 1].cells if index + 1 < len(table.rows) else ()
        at = table.columns.index("type") if "type" in table.columns else -1
        cells = [_cell(cell) for cell in row.cells]
        if at >= 0 and above and above[at] == row.cells[at] and "rowspan" in lines[-1]:
            del cells[at]
        elif at >= 0 and below and below[at] == row.cells[at]:
            cells[at] = cells[at].replace("<td>", "<td rowspan='2'>", 1)
        lines.append(f"<tr>{''.join(cells)}</tr>")
        above = row.cells
    return [*lines, "</table>"]


def _column_by_column(table: Table) -> list[str]:
    return [line for column in zip(*_grid(table), strict=True) for line in (*column, "")]


def _transposed(table: Table) -> list[str]:
    return ["\t".join(map(_flat, column)) for column in zip(*_grid(table), strict=True)]


def _labelled_rows(table: Table) -> list[dict[str, str]]:
    """Return the cells of each row by their columns, with an empty text for a column that is not there."""
    nothing = dict.fromkeys(("type", "required", "sample", "description"), "")
    return [nothing | dict(zip(table.columns, row.cells, strict=True)) for row in table.rows]


def _typescript(table: Table) -> list[str]:
    rows = _labelled_rows(table)
    marks = ["" if row["required"] in {"必须", ""} else "?" for row in rows]
    lines = [
        f"  {row['name']}{mark}: {row['type']}; // {_flat(row['description'])}"
        for row, mark in zip(rows, marks, strict=True)
    ]
    return ["interface Params {", *lines, "}"]


def _java_class(table: Table) -> list[str]:
    rows = _labelled_rows(table)
    return [f"/** {_flat(row['description'])} */\nprivate {row['type']} {row['name']};" for row in rows]


def _docstring(table: Table) -> list[str]:
    return [f":param {row['type']} {row['name']}: {_flat(row['description'])}" for row in _labelled_rows(table)]


def _javadoc(table: Table) -> list[str]:
    return [f" * @param {row['name']} {row['type']} {_flat(row['description'])}" for row in _labelled_rows(table)]


def _heading_each(table: Table) -> list[str]:
    heads, lines = table.heads or table.columns, []
    for row in table.rows:
        pairs = [f"- {head}: {_flat(cell)}" for head, cell in zip(heads, row.cells, strict=True) if cell]
        lines += [f"#### {row.cells[table.columns.index('name')]}", "", *pairs, ""]
    return lines


def _latex(table: Table) -> list[str]:
    rows = [" & ".join(map(_flat, row)) + r" \\\\" for row in _grid(table)]
    return [r"\begin{tabular}{llll}", r"\hline", *rows, r"\end{tabular}"]


def _confluence(table: Table) -> list[str]:
    heads = ["||" + "||".join(table.heads) + "||"] if table.heads else []
    return [*heads, *("|" + "|".join(_flat(cell) or " " for cell in row.cells) + "|" for row in table.rows)]


def _textile(table: Table) -> list[str]:
    heads = ["|_. " + " |_. ".join(table.heads) + " |"] if table.heads else []
    return [*heads, *("| " + " | ".join(map(_flat, row.cells)) + " |" for row in table.rows)]


def _name_colon(table: Table) -> list[str]:
    return [
        f"{row['name']} ({row['type']}, {row['required']}): {_flat(row['description'])} 例如 {_flat(row['sample'])}"
        for row in _labelled_rows(table)
    ]


def _brackets(table: Table) -> list[str]:
    return ["".join(f"[{_flat(cell)}]" for cell in row) for row in _grid(table)]


def _html_row_heads(table: Table) -> list[str]:
    rows = [f"<tr>{_cell(row.cells[0], 'th')}{''.join(map(_cell, row.cells[1:]))}</tr>" for row in table.rows]
    return ["<table>", _html_row(table.heads, "th") if table.heads else "", *rows, "</table>"]


def _html_table_each(table: Table) -> list[str]:
    heads, lines = table.heads or table.columns, []
    for row in table.rows:
        pairs = "".join(
            f"<tr>{_cell(head, 'th')}{_cell(cell)}</tr>" for head, cell in zip(heads, row.cells, strict=True)
        )
        lines.append(f"<table>{pairs}</table>")
    return lines


def _json_comments(table: Table) -> list[str]:
    rows = _labelled_rows(table)
    return [
        "{",
        *(f'  "{row["name"]}": "{_flat(row["sample"])}", // {row["type"]} {row["description"]}' for row in rows),
        "}",
    ]


def _protobuf(table: Table) -> list[str]:
    rows = enumerate(_labelled_rows(table), 1)
    return [f"  optional {row['type']} {row['name']} = {number}; // {row['description']}" for number, row in rows]


def _numbered_list(table: Table) -> list[str]:
    return [f"{number}. {' '.join(filter(None, map(_flat, row.cells)))}" for number, row in enumerate(table.rows, 1)]


SHAPES: dict[str, Draw] = {
    "column by column": _column_by_column,
    "transposed": _transposed,
    "typescript": _typescript,
    "java class": _java_class,
    "docstring": _docstring,
    "javadoc": _javadoc,
    "heading each": _heading_each,
    "latex": _latex,
    "confluence": _confluence,
    "textile": _textile,
    "name colon": _name_colon,
    "brackets": _brackets,
    "html row heads": _html_row_heads,
    "html table each": _html_table_each,
    "json comments": _json_comments,
    "protobuf": _protobuf,
    "numbered list": _numbered_list,
    "tilde": _between(" ~ "),
    "arrows": _between(" -> "),
    "double tabs": _between("\t\t"),
    "ideographic blanks": _between("\u3000"),
    "cell lines indented": lambda table: [f"    {line}" for line in _cell_lines(table, "")],
    "markdown": _markdown,
    "tabs": _between("\t"),
    "html": _html,
    "trailing bars": _between(" | ", after=" |", rule=True),
    "dash list": _dash_list,
    "bullets": _bullets,
    "inner bars": _between(" | ", rule=True),
    "full-width bars": _between("｜", "｜", "｜"),
    "padded": _padded,
    "two blanks": _between("  "),
    "one blank": _between(" "),
    "semicolons": _between("; "),
    "commas": _between(", "),
    "csv quoted": _csv,
    "slashes": _between(" / "),
    "hyphens": _between(" - ", "- "),
    "colons": _between(": "),
    "box": _box,
    "box closed": _box_closed,
    "cell lines": lambda table: _cell_lines(table, ""),
    "cell lines dashed": lambda table: _cell_lines(table, "----"),
    "labelled lines": lambda table: _labelled(table, ""),
    "labelled bullets": lambda table: _labelled(table, "  "),
    "name then cells": _name_then_cells,
    "html no head": lambda table: _html(table, "td"),
    "html lists": _html_lists,
    "html definitions": _html_definitions,
    "html nested": _html_nested,
    "html divs": _html_divs,
    "html merged": _html_merged,
    "grid table": _grid_table,
    "simple table": _simple_table,
    "asciidoc": _asciidoc,
    "mediawiki": _mediawiki,
    "org": _org,
    "yaml": _yaml,
    "json schema": _json_schema,
    "markdown bulleted": _bulleted,
    "tabs bulleted": lambda table: _tree_list(table, "• "),
    "name in brackets": lambda table: _tree_list(table, "* "),
    "sentences": _sentences,
}
