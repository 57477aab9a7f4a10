"""What stands above the tables of a page: breadcrumb, name and title, description, or the menu of a category.

In:  the lines above the first part of a page.
Out: ``Preamble``: name, title, description, category, session label, and the lines that are none of these.
The name stands in one line with the title in brackets, but brackets may be lost or nested, and the title may stand on a
line of its own. A page may begin with the menu of its category, or the header of its site, so that its first line is no
title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from topgen.document import Cell, SkippedText
from topgen.document.blocks import Line
from topgen.vocabulary.calls import API_PREFIXES, PRICE_LABEL, SESSION_LABELS
from topgen.vocabulary.characters import BLANKS, fold
from topgen.vocabulary.headings import read_rank, strip_number, strip_rank

MENU_MIN = 3
"""Lines above the service addresses, or above the name, that make a menu."""
_MENU_LINE_MAX = 40
_NAME = r"[A-Za-z][\w.\-/\\]{0,300}"
_TITLE = re.compile(rf"({_NAME}) *\(\s*(.*)", re.DOTALL)
_PLAIN = re.compile(rf"({_NAME}\.[\w.\-/\\]{{1,300}})(?: +(\S.*))?", re.DOTALL)
_TITLE_FIRST = re.compile(r"([^.,。;、]{1,60}?)[\s:：(（]{1,3}([a-z]\w{0,40}(?:\.[\w\-]{1,100}){2,9})[)）]?")
_LABEL = re.compile(r"(?:API|接口)(?:名称?|方法名?)?[*`]{0,3}\s{0,9}[:：]\s{0,9}(?=[`*]{0,3}[a-z])")
_SENTENCE = re.compile(r"[,。;、]|\.\s")
_CRUMB_HOME, _CRUMB_ROOT = "文档中心", "API类目"
_CRUMB_SEPARATOR = re.compile(r"[>›»/]")
_CRUMBS_MAX = 8
"""Lines that the steps of a breadcrumb may stand on."""


@dataclass(slots=True)
class Preamble:
    """The lines above the tables, told apart."""

    name: Cell | None = None
    title: Cell | None = None
    description: tuple[Cell, ...] = ()
    category: Cell | None = None
    session: bool | None = None
    skipped_texts: list[SkippedText] = field(default_factory=list)


def read_preamble(lines: Sequence[Line], after_menu: bool, named: bool, has_frame: bool) -> Preamble:
    """Tell the lines above the tables apart.

    ``after_menu`` says that service addresses stood among them, ``named`` whether the layout prints API names,
    ``has_frame`` that the header of a site may stand above the content.
    """
    found = Preamble()
    rest = _take_labels(found, _take_crumbs(found, [line for line in lines if not line.is_block], has_frame))
    start, end = _find_name(found, rest, has_frame) if named else (0, 0)
    short = next((index for index, line in enumerate(rest) if not _is_short(_cell(line))), len(rest))
    if found.name is None and after_menu and short >= MENU_MIN:
        start = end = short
    rule = "page header" if has_frame else "menu" if MENU_MIN <= start <= short else ""
    found.skipped_texts.extend(SkippedText(_cell(line), line.place.rule or rule) for line in rest[:start])
    found.skipped_texts.extend(SkippedText(line.cell, line.place.rule) for line in rest[end:] if line.place.rule)
    ranked = [line for line in rest[end:] if read_rank(line.text) and not line.place.rule]
    found.skipped_texts.extend(SkippedText(line.cell, "another heading") for line in ranked)
    found.description = tuple(_cell(line) for line in rest[end:] if not line.place.rule and line not in ranked)
    return found


def _cell(line: Line) -> Cell:
    return Cell(line.raw.strip(" "), line.number)


def _words(line: Line) -> str:
    """Return a line without what makes it a heading: ``#``, a number, a label, bold print."""
    text = strip_number(strip_rank(line.raw.strip(" ")))
    label = _LABEL.match(text)
    return (text[label.end() :] if label is not None else text).strip("*` ")


def _is_short(cell: Cell) -> bool:
    """Return whether a line can be an entry of a menu."""
    return len(cell.text) <= _MENU_LINE_MAX and "。" not in cell.text


def _take_labels(found: Preamble, lines: Sequence[Line]) -> list[Line]:
    """Read the labels that tell whether a call needs the user's authorization; return all other lines."""
    rest = []
    for line in lines:
        words = PRICE_LABEL.sub(" ", line.text).split()
        if len(words) > 1 or any(word not in SESSION_LABELS for word in words):
            rest.append(line)
            continue
        for word in words:
            found.session = SESSION_LABELS[word]
        found.skipped_texts.append(SkippedText(line.cell, "session label" if words else "price label"))
    return rest


def _take_crumbs(found: Preamble, lines: Sequence[Line], has_frame: bool) -> list[Line]:
    """Read breadcrumbs (``文档中心 > API类目 > X``), one step a line or all on one; return all other lines."""
    rest: list[Line] = []
    index = 0
    while index < len(lines):
        start, place = index, lines[index].place
        index += 1
        if _steps(lines[start])[:1] != [_CRUMB_HOME]:
            rest.append(lines[start])
            continue
        spread = (place.rule or place.listed) and not place.heading
        while spread and index < min(len(lines), start + _CRUMBS_MAX) and lines[index].place is place:
            index += 1
        steps = [Cell(step, line.number) for line in lines[start:index] for step in _steps(line)]
        if found.category is None and len(steps) > 1 and steps[-1].text != _CRUMB_ROOT:
            found.category = steps.pop()
        if has_frame or found.category is None or found.category.line != lines[start].number:
            words = Cell(" > ".join(step.text for step in steps), lines[start].number)
            found.skipped_texts.append(SkippedText(words if has_frame else _cell(lines[start]), "breadcrumb"))
    return rest


def _steps(line: Line) -> list[str]:
    return [step for part in _CRUMB_SEPARATOR.split(line.text) if (step := part.strip(BLANKS))]


def _find_name(found: Preamble, lines: Sequence[Line], has_frame: bool) -> tuple[int, int]:
    """Read name and title, from a heading if one has them; return where they begin and end."""
    headed = [index for index, line in enumerate(lines) if line.place.heading]
    unlisted = [index for index, line in enumerate(lines) if line.place.heading or not line.place.listed]
    for index in (*headed, *unlisted):
        text, heading = _words(lines[index]), lines[index].place.heading
        match = _TITLE.match(fold(text))
        if match is None or (has_frame and fold(text[-1:]) != ")"):
            continue
        if "." in match[1] or heading == 1 or (index == 0 and not has_frame):
            return _take_name(found, lines, index, match[1], _take_bracket(text[match.start(2) :]))
    for index in unlisted:
        match = _PLAIN.fullmatch(_words(lines[index]).rstrip(" :)"))
        if match is not None and match[2] is None:
            below = lines[index + 1].raw.strip(" ") if index + 1 < len(lines) else ""
            title = below[1:-1].strip(" ") if fold(below[:1] + below[-1:]) == "()" else None
            return _take_name(found, lines, index, match[1], title, below=title is not None)
        if match is not None and index == 0 and not has_frame and not _SENTENCE.search(fold(match[2])):
            return _take_name(found, lines, index, match[1], match[2])
    for index in unlisted:
        match = _TITLE_FIRST.fullmatch(_words(lines[index]))
        if match is not None and read_rank(lines[index].text) and match[2].partition(".")[0] in API_PREFIXES:
            return _take_name(found, lines, index, match[2], match[1])
    return 0, 0


def _take_name(
    found: Preamble, lines: Sequence[Line], index: int, name: str, title: str | None, below: bool = False
) -> tuple[int, int]:
    found.name = Cell(name, lines[index].number)
    found.title = Cell(title, lines[index + below].number) if title or (below and title is not None) else None
    return index, index + 1 + below


def _take_bracket(text: str) -> str:
    """Take the closing bracket of the title off, if it is there."""
    text = text.strip(" ")
    return text[:-1].rstrip(" ") if fold(text[-1:]) == ")" else text
