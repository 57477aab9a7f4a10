"""Samples that nobody meant: words, empty shells, fragments of code, and brackets left open.

In:  the text of a page and the right answers.
Out: the text with other samples in its tables and, where that is consistent, in its examples; the answers with them.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from corpus import SIDES, TruthField, TruthPage, rebuild_fields, walk_fields
from page_parts import RowSpan, Section, find_rows, find_sections, spell

WORDS = ("无", "null", "test", "{}", "[]", "-", "none", "0", "todo", "同上", "N/A", "见描述", "undefined", "xxx", "...")
FRAGMENTS = (
    *('{"a":1}', '[{"code":"cm"', '{"k":', '"abc', "[1,2", "(", ")", "a'b", 'say "hi"', "<b>x</b>", "<field", "</li>"),
    *("a < b", "x > y", "&amp;", "&nbsp;x", "a;b", "a);", "//", "/* x", "\\", "C:\\x\\n", "50%", "#{x}", "${y}", "`z`"),
)


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    text: str


def junk_samples(text: str, truth: TruthPage, chance: Random) -> tuple[str, str, TruthPage]:
    """Put junk in the place of about half of the samples; the examples follow on half of the pages."""
    consistent = chance.random() < 0.5
    pool = WORDS if chance.random() < 0.5 else FRAGMENTS
    sections = {section.name: section for section in find_sections(text, truth.layout)}
    edits: list[_Edit] = []
    sides = {}
    for side in SIDES:
        fields = [field for field, _ in walk_fields(truth.side(side))]
        rows = find_rows(text, sections[side], truth)
        example = sections.get(f"{side} example")
        fresh = [
            _junk(text, field, row, (fields, example if consistent else None, truth.layout), (chance, pool, edits))
            for field, row in zip(fields, rows, strict=True)
        ]
        sides[side] = rebuild_fields(truth.side(side), fresh)
    detail = f"{len(edits)} samples, {'examples follow' if consistent else 'in the tables only'}"
    return detail, _apply(text, edits), replace(truth, request=sides["request"], response=sides["response"])


_Place = tuple[Sequence[TruthField], Section | None, str]
_Hand = tuple[Random, Sequence[str], list[_Edit]]


def _junk(text: str, field: TruthField, row: RowSpan | None, place: _Place, hand: _Hand) -> TruthField:
    """Return the field with another sample, and add what must be changed on the page for it."""
    (fields, example, layout), (chance, pool, edits) = place, hand
    new = chance.choice(pool)
    if field.sample is None or chance.random() < 0.5 or (layout == "pipe" and "|" in new):
        return field
    shown = _in_example(text, field, new, fields, example)
    if row is not None and row.sample is not None:
        edits.append(_Edit(*row.sample, spell(new, layout)))
    elif shown is None:
        return field
    if shown is not None:
        edits.append(shown)
    return replace(field, sample=new)


def _in_example(
    text: str, field: TruthField, new: str, fields: Sequence[TruthField], example: Section | None
) -> _Edit | None:
    """Find the value of a scalar in an example, if its name stands there once only."""
    if example is None or field.is_list or field.children or sum(other.name == field.name for other in fields) > 1:
        return None
    for before, spelled in _spellings(field, example):
        found = list(re.compile(before).finditer(text, example.start, example.end))
        if len(found) == 1 and text.startswith(spelled(field.sample or ""), found[0].end()):
            start = found[0].end()
            return _Edit(start, start + len(spelled(field.sample or "")), spelled(new))
    return None


def _spellings(field: TruthField, example: Section) -> Iterator[tuple[str, Callable[[str], str]]]:
    """Return what stands before a value in an example, and the ways in which the value may be spelled there."""
    if example.name == "request example":
        setter = "".join(part[:1].upper() + part[1:] for part in field.name.split("_"))
        yield rf"\.set{re.escape(setter)}\([ \"]*(?:(?:new FileItem|StringUtils\.parseDateTime)\([ \"]*)?", _java
        return
    name = re.escape(field.name)
    yield rf"< ?{name} ?>", _xml
    yield rf"< ?{name} ?>", str
    yield rf"<{name}>", lambda value: json.dumps(html.escape(value, quote=False), ensure_ascii=False)[1:-1]
    yield rf"&lt;{name}&gt;", lambda value: html.escape(_xml(value), quote=False)


def _java(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')


def _xml(value: str) -> str:
    return html.escape(value, quote=False).replace('"', "&quot;")


def _apply(text: str, edits: Sequence[_Edit]) -> str:
    parts, position = [], 0
    for edit in sorted(edits, key=lambda edit: edit.start):
        parts += [text[position : edit.start], edit.text]
        position = edit.end
    return "".join([*parts, text[position:]])
