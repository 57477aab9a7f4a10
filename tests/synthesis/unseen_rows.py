"""The rows of a table in a layout that nobody knows: words of the cells, marks of nesting, order of the columns.

In:  fields of ``SyntheticApi``, ``Choices``.
Out: ``Table``: heads and rows of cells, with the depth of each row; what the columns say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from synthetic_api import SCALARS, SyntheticField
from unseen_choices import Choices

CONTINUED = "续上一行的说明"
"""What goes on with the description of the row above, in a row of its own."""
ORDERS = {
    "no required": ("name", "type", "sample", "limit", "description"),
    "no type": ("name", "required", "sample", "limit", "description"),
    "no sample": ("name", "type", "required", "limit", "description"),
    "no description": ("name", "type", "required", "sample", "limit"),
    "no limit": ("name", "type", "required", "sample", "description"),
    "name last": ("type", "required", "sample", "limit", "description", "name"),
    "type first": ("type", "name", "required", "sample", "limit", "description"),
    "description second": ("name", "description", "type", "required", "sample", "limit"),
    "numbered": ("number", "name", "type", "required", "sample", "limit", "description"),
    "since": ("name", "type", "required", "since", "sample", "limit", "description"),
    "unknown extra": ("name", "type", "required", "sample", "limit", "description", "extra"),
    "sample last": ("name", "type", "required", "description", "limit", "sample"),
    "reversed": ("description", "limit", "sample", "required", "type", "name"),
    "names and descriptions": ("name", "description"),
    "names only": ("name",),
    "required last": ("name", "type", "sample", "description", "required"),
    "chinese name": ("chinese", "name", "type", "required", "sample", "limit", "description"),
}
OFFICIAL = ("name", "type", "required", "sample", "limit", "description")
HEADS = {
    "official": {
        "name": "名称",
        "type": "类型",
        "required": "是否必须",
        "sample": "示例值",
        "limit": "更多限制",
        "description": "描述",
        "number": "序号",
        "since": "版本",
        "extra": "备注",
        "level": "层级",
        "parent": "父节点",
        "direction": "方向",
        "chinese": "中文名",
    },
    "synonyms": {
        "name": "参数名",
        "type": "数据类型",
        "required": "必填",
        "sample": "样例",
        "limit": "限制",
        "description": "说明",
    },
    "english": {
        "name": "Name",
        "type": "Type",
        "required": "Required",
        "sample": "Example",
        "limit": "Limits",
        "description": "Description",
        "number": "No.",
        "since": "Since",
        "extra": "Remark",
        "level": "Level",
        "parent": "Parent",
        "direction": "In/Out",
        "chinese": "Chinese name",
    },
    "odd": {
        "name": "标识",
        "type": "格式",
        "required": "M/O",
        "sample": "比如",
        "limit": "约束",
        "description": "含义",
        "number": "#",
        "since": "自",
        "extra": "其他",
        "level": "深度",
        "parent": "属于",
    },
}
REQUIRED_WORDS = {
    "official": ("必须", "可选", "特殊可选"),
    "是否": ("是", "否", "条件必填"),
    "yes no": ("Y", "N", "C"),
    "true false": ("true", "false", "特殊可选"),
    "english": ("required", "optional", "conditional"),
    "ticks": ("√", "×", "△"),
    "m o": ("M", "O", "C"),
    "digits": ("1", "0", "2"),
    "必填选填": ("必填", "选填", "条件必填"),
    "is required": ("Yes", "No", "Depends"),
    "blank for no": ("是", "", "视情况"),
    "bold": ("**必须**", "可选", "特殊可选"),
}
_OFFICIAL_REQUIRED = REQUIRED_WORDS["official"]
COUNTED = {"counted -": "-", "counted >": ">", "counted └": "└", "stars counted": "*"}
JOINED = {"dots": ".", "slashes": "/", "arrows": "->", "colons": ":"}
INDENTED = {
    "blanks": "    ",
    "nbsp": "\u00a0\u00a0",
    "ideographic": "\u3000",
    "tabs": "\t",
    "entity blanks": "&nbsp;&nbsp;",
    "tree": "│   ",
    "indented └": "  ",
}
SHOWING_DEPTH = {"tree": "├── ", "indented └": "└ "}
"""What stands between the indent and the name."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row."""

    cells: tuple[str, ...]
    depth: int
    is_container: bool = False
    is_field: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """All rows of one side."""

    columns: tuple[str, ...]
    heads: tuple[str, ...]
    """Empty where the table has none."""
    rows: tuple[Row, ...]


def columns_of(choices: Choices, side: str) -> tuple[str, ...]:
    """Return the columns in their order; those of a response lack what only requests have."""
    columns = ORDERS.get(choices.columns, OFFICIAL)
    if side == "response" and choices.order != "joined":
        columns = tuple(column for column in columns if column not in {"required", "limit"})
    if choices.required in {"star", "in description"}:
        columns = tuple(column for column in columns if column != "required")
    if choices.mark in {"level column", "parent column"}:
        columns = (choices.mark.split()[0], *columns)
    return ("direction", *columns) if choices.order == "joined" else columns


def said(choices: Choices, side: str) -> frozenset[str]:
    """Return the facts that the page states of the fields of a side."""
    columns = set(columns_of(choices, side)) if choices.headings != "one only" or side == "request" else set()
    if side == "request" and choices.required in {"star", "in description"}:
        columns.add("required")
    return frozenset(columns)


def table_of(fields: Sequence[SyntheticField], choices: Choices, side: str, chance: Random) -> Table:
    """Draw all rows of one side."""
    columns = columns_of(choices, side)
    rows = tuple(_rows(fields, choices, columns, side, (), [0]))
    return Table(columns, _heads(columns, choices), tuple(_noise(rows, len(columns), choices, chance)))


def _heads(columns: Sequence[str], choices: Choices) -> tuple[str, ...]:
    if choices.heads == "none":
        return ()
    words = HEADS["official"] | HEADS.get(choices.heads, {})
    heads = tuple(words[column] for column in columns)
    if choices.heads == "spaced":
        return tuple(" ".join(head) for head in heads)
    return tuple(f"**{head}**" for head in heads) if choices.heads == "bold" else heads


def _rows(
    fields: Sequence[SyntheticField],
    choices: Choices,
    columns: Sequence[str],
    side: str,
    above: tuple[SyntheticField, ...],
    number: list[int],
) -> Iterator[Row]:
    for index, field in enumerate(fields):
        number[0] += 1
        cells = _cells(field, choices, side, above, number[0], index == len(fields) - 1)
        yield Row(tuple(cells[column] or choices.empty for column in columns), len(above), bool(field.children))
        yield from _rows(field.children, choices, columns, side, (*above, field), number)


def _cells(
    field: SyntheticField,
    choices: Choices,
    side: str,
    above: tuple[SyntheticField, ...],
    number: int,
    is_last: bool,
) -> dict[str, str]:
    return {
        "name": marked_name(field, choices, above, side, is_last),
        "type": spell_type(field, choices.types),
        "required": required_word(field, choices),
        "sample": shown_sample(field, choices),
        "limit": field.limit,
        "description": shown_description(field, choices),
        "number": str(number),
        "since": "1.0",
        "extra": "备注" if number % 2 else "",
        "level": str(len(above) + 1),
        "parent": above[-1].name if above else "",
        "direction": {"request": "入参", "response": "出参"}[side],
        "chinese": "字段" + "一二三四五六七八九"[number % 9],
    }


def required_word(field: SyntheticField, choices: Choices) -> str:
    """Return the word in the column of required words."""
    words = REQUIRED_WORDS.get(choices.required, _OFFICIAL_REQUIRED)
    return words[_OFFICIAL_REQUIRED.index(field.required)] if field.required else ""


def shown_sample(field: SyntheticField, choices: Choices) -> str:
    """Return the sample, in some layouts with what the layout itself is made of."""
    if not field.sample or field.type != "String":
        return field.sample
    inside = {"bars": "a|b", "breaks": "a\nb", "tabs inside": "a\tb", "marks inside": "└ a", "names inside": "id"}
    return inside.get(choices.cells, field.sample)


def shown_description(field: SyntheticField, choices: Choices) -> str:
    """Return the description with what a layout puts into it."""
    text = field.description
    if text and not field.children:
        inside = {
            "bars": "|第二部分",
            "breaks": "\n第二行",
            "tabs inside": "\t第二列",
            "types inside": " String 必须",
            "marks inside": " └ 见上",
            "entities": "&quot;引号&quot;",
            "names inside": "\nid 说明",
            "row inside": "\nid | String | 必须 | 12",
        }
        text += inside.get(choices.cells, "")
    if choices.required == "in description" and field.required:
        text = f"({field.required}){text}"
    return text


def spell_type(field: SyntheticField, spelling: str) -> str:
    """Return the type as another tool writes it."""
    base, listed = field.base, field.is_list
    if spelling == "closed up":
        return base + "[]" * listed
    if spelling == "angle list":
        return f"List<{base}>" if listed else base
    if spelling == "array of":
        return f"Array of {base}" if listed else base
    if spelling == "trailing list":
        return f"{base} List" if listed else base
    if spelling == "plural" and base in SCALARS:
        return f"{base}s" if listed else base
    names = _OTHER_TYPES.get(spelling, {})
    if spelling == "object" and base not in SCALARS:
        return "array" if listed else "object"
    return names.get(base, base) + ("[]" if listed and names else " []" * listed)


_OTHER_TYPES = {
    "lower": {"String": "string", "Number": "number", "Boolean": "boolean", "Date": "date", "Json": "json"},
    "sized": {"String": "String(32)", "Number": "Number(10)"},
    "java": {"Number": "Long", "Boolean": "boolean", "Date": "java.util.Date"},
    "object": {"String": "string", "Number": "integer", "Boolean": "bool", "Date": "datetime", "Json": "json"},
    "sql": {"String": "varchar(255)", "Number": "bigint", "Boolean": "tinyint", "Date": "datetime"},
}


def marked_name(
    field: SyntheticField, choices: Choices, above: tuple[SyntheticField, ...], side: str, is_last: bool
) -> str:
    """Return the name with what shows its depth."""
    name = _decorated(field.name, choices.decoration)
    if choices.required == "star" and side == "request" and field.required == "必须":
        name = f"{name}*"
    depth, mark = len(above), choices.mark
    if field.children and mark in {"bold containers", "braces"}:
        name = f"**{name}**" if mark == "bold containers" else name + ("[]" if field.is_list else "{}")
    skipped = {"leaves": bool(field.children), "containers": not field.children}.get(choices.marked, False)
    if not depth or mark in {"none", "level column", "parent column", "separate tables"}:
        return name
    if mark in JOINED:
        return JOINED[mark].join([*(field.name for field in above), name])
    if mark == "dots with brackets":
        return ".".join([*(field.name + "[]" * field.is_list for field in above), name])
    if mark == "index path":
        return ".".join([*(field.name + "[0]" * field.is_list for field in above), name])
    if mark in {"bold containers", "braces"}:
        return name
    if skipped:
        return name
    if mark in COUNTED:
        return f"{COUNTED[mark] * depth} {name}"
    if mark in INDENTED:
        above_it = depth - (mark in SHOWING_DEPTH)
        return INDENTED[mark] * above_it + SHOWING_DEPTH.get(mark, "") + name
    if mark == "after name":
        return f"{name} └"
    if mark == "numbers":
        return f"{depth}. {name}"
    return ("└ " if mark == "├─ " and is_last else mark) + name


def _decorated(name: str, decoration: str) -> str:
    marks = {
        "code names": f"`{name}`",
        "bold names": f"**{name}**",
        "quoted": f'"{name}"',
        "links": f"[{name}](#{name})",
    }
    if decoration == "escaped":
        return name.replace("_", "\\_")
    return marks.get(decoration, name)


def _noise(rows: Sequence[Row], width: int, choices: Choices, chance: Random) -> Iterator[Row]:
    lucky = chance.randrange(len(rows)) if rows else 0
    for index, row in enumerate(rows):
        if index == lucky:
            yield from _before(row, width, choices.noise)
        yield row
        if index == lucky and choices.noise == "repeated row":
            yield row
        if index == lucky and choices.noise == "continuation":
            yield Row(("",) * (width - 1) + (CONTINUED,), row.depth, is_field=False)


def _before(row: Row, width: int, noise: str) -> Iterator[Row]:
    texts = {"footnotes": "注:以下字段以实际返回为准", "group rows": "商品信息", "comment rows": "--- 以下为可选 ---"}
    texts |= {"legend": "M=必须 O=可选", "caption": "表1 参数"}
    if noise in texts:
        yield Row((texts[noise],) + ("",) * (width - 1), row.depth, is_field=False)
    if noise == "blank rows":
        yield Row(("",) * width, row.depth, is_field=False)
