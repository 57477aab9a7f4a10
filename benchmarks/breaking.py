"""Examples with one line broken: taken out, printed twice, or cut short.

In:  the text of a page and the right answers.
Out: the text with the broken line; fields that only this line showed are not asked any more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from corpus import Asked, TruthField, TruthPage, rebuild_fields, walk_fields
from page_parts import Section, find_sections

_BORDERS = {"pipe": re.compile(r"(?<=;) |(?<=>) (?=<)"), "docjson": re.compile(r"\\n")}
_LINE = re.compile(r"\n")
_CODE = re.compile(r"[<;.{(]|&lt;")
_SET_SCALAR = re.compile(r"\.set(\w+)\((?! ?(?:obj|list)\d)")
_LEAF = re.compile(r"< ?([\w.\-]+) ?>.*</ ?\1 ?>")


def break_example(text: str, truth: TruthPage, chance: Random) -> tuple[str, str, TruthPage]:
    """Break one line of the request or the response example."""
    names = ("request example", "response example")
    section = chance.choice([found for found in find_sections(text, truth.layout) if found.name in names])
    start, end = chance.choice(_code_lines(text, section, truth.layout))
    line = text[start:end]
    how = chance.choice(("taken out", "twice", "cut short"))
    border = {"pipe": " ", "docjson": r"\n"}.get(truth.layout, "\n")
    cut = _cut_short(line, chance)
    broken = {"taken out": "", "twice": line + border + line, "cut short": cut}[how]
    left = truth if how == "twice" else _without(truth, section.name.partition(" ")[0], line)
    return f"{how} in the {section.name}: {line.strip()[:60]}", text[:start] + broken + text[end:], left


def _cut_short(line: str, chance: Random) -> str:
    """Cut a line anywhere but inside an escape of the page's own notation."""
    cut = line[: chance.randrange(1, max(len(line), 2))]
    return re.sub(r"(?:\\+|&\w*)$", "", cut)


def _code_lines(text: str, section: Section, layout: str) -> list[tuple[int, int]]:
    """Return the ranges of the lines of an example, without its heading and language tabs."""
    words = text[section.start : section.end]
    borders = [match.span() for match in _BORDERS.get(layout, _LINE).finditer(words)]
    starts = [0, *(end for _, end in borders)]
    ends = [*(start for start, _ in borders), len(words)]
    lines = [(section.start + start, section.start + end) for start, end in zip(starts, ends, strict=True)]
    inner = lines[1:-1] if layout in {"pipe", "docjson"} else lines[1:]
    return [span for span in inner if _is_code(text[slice(*span)], layout)] or lines[:1]


def _is_code(line: str, layout: str) -> bool:
    if layout == "html" and ("<" in line):
        return False
    return bool(line.strip()) and "•" not in line and _CODE.search(line) is not None


def _without(truth: TruthPage, side: str, line: str) -> TruthPage:
    """Ask no more for what only the broken line can have shown."""
    if "execute(" in line:
        truth = replace(truth, session=None)
    fields = _forget(truth.side(side), line)
    return replace(truth, request=fields) if side == "request" else replace(truth, response=fields)


def _forget(fields: Sequence[TruthField], line: str) -> tuple[TruthField, ...]:
    match = _SET_SCALAR.search(line) or _LEAF.search(line)
    name = match[1].replace("_", "").lower() if match is not None else ""
    forgotten = [
        (
            replace(field, asked=Asked.LOST)
            if field.asked is Asked.EXAMPLE and name in {"", field.name.replace("_", "").lower()}
            else field
        )
        for field, _ in walk_fields(fields)
    ]
    return rebuild_fields(fields, forgotten)
