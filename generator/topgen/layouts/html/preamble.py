"""What stands above the tables of a page: breadcrumb, name, title, description.

In:  the lines above the first section.
Out: ``Head``, with a remark for each line that is none of these.
Surprise: the site's own header stands above the name, so lines there describe nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from topgen.document import Cell, SkippedText
from topgen.layouts.html.blocks import Line
from topgen.vocabulary.calls import SESSION_LABELS
from topgen.vocabulary.characters import BLANKS, fold

_TITLE = re.compile(r"(\S{1,200}?)\s*\((.*)\)")
_API_LIKE = re.compile(r"[A-Za-z][\w\-]*(?:\.[\w\-/\\]+)+")
_CRUMB_BORDER = re.compile(r"\s*[>›»/]\s*")
_CRUMB_HOME = "文档中心"
_CRUMB_ROOT = "API类目"
_MOST_STEPS = 8


@dataclass(slots=True)
class Head:
    """The words above the tables."""

    name: Cell | None = None
    title: Cell | None = None
    category: Cell | None = None
    session: bool | None = None
    description: list[Cell] = field(default_factory=list)
    skipped_texts: list[SkippedText] = field(default_factory=list)


def read_head(lines: Sequence[Line]) -> Head:
    """Sort the lines above the first section; total."""
    head = Head()
    rest = _take_crumbs(head, lines)
    at = _find_name(head, rest)
    for index, line in enumerate(rest):
        bare = line.cell.text.strip(BLANKS)
        if bare in SESSION_LABELS:
            head.session = SESSION_LABELS[bare]
            head.skipped_texts.append(SkippedText(line.cell, "session label"))
        elif index < at:
            head.skipped_texts.append(SkippedText(line.cell, line.place.rule or "page header"))
        elif index > at and line.place.rule:
            head.skipped_texts.append(SkippedText(line.cell, line.place.rule))
        elif index != at:
            head.description.append(line.cell)
    return head


def _take_crumbs(head: Head, lines: Sequence[Line]) -> list[Line]:
    """Read the breadcrumb, on one line or with a line for each step; give all other lines."""
    start = next((at for at, line in enumerate(lines) if _steps(line)[:1] == [_CRUMB_HOME]), None)
    if start is None:
        return list(lines)
    end = start + 1
    while end < len(lines) and end - start < _MOST_STEPS and lines[end].place is lines[start].place:
        if lines[start].place.heading or not (lines[start].place.rule or lines[start].place.listed):
            break
        end += 1
    steps = [(step, line.cell.line) for line in lines[start:end] for step in _steps(line)]
    last, number = steps[-1]
    if len(steps) > 1 and last != _CRUMB_ROOT:
        head.category = Cell(last, number)
        steps.pop()
    head.skipped_texts.append(
        SkippedText(Cell(" > ".join(step for step, _ in steps), lines[start].cell.line), "breadcrumb")
    )
    return [*lines[:start], *lines[end:]]


def _steps(line: Line) -> list[str]:
    return [step.strip(BLANKS) for step in _CRUMB_BORDER.split(line.cell.text) if step.strip(BLANKS)]


def _find_name(head: Head, lines: Sequence[Line]) -> int:
    """Read the line ``name (title)``, the best believed one; give its index, -1 when there is none."""
    for wanted in (_is_headed, _is_named):
        for index, line in enumerate(lines):
            match = _TITLE.fullmatch(fold(line.cell.text))
            if match is not None and wanted(line, match[1]):
                number = line.cell.line
                title = line.cell.text[match.start(2) : match.end(2)].strip(BLANKS)
                head.name, head.title = Cell(match[1], number), Cell(title, number) if title else None
                return index
    for index, line in enumerate(lines):
        if _API_LIKE.fullmatch(line.cell.text) and (line.place.heading or not line.place.listed):
            head.name = line.cell
            return index
    return -1


def _is_headed(line: Line, name: str) -> bool:
    return line.place.heading == 1 or (line.place.heading > 0 and _API_LIKE.fullmatch(name) is not None)


def _is_named(line: Line, name: str) -> bool:
    return _API_LIKE.fullmatch(name) is not None and not line.place.listed
