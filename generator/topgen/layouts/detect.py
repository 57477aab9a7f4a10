"""The structure of a text page at a glance, by which the text layouts tell whether a page is theirs.

In:  a ``Page``.
Out: ``Detected``: its lines with the markers that they may be, and what separates the cells of its tables if it is an
API page of the platform at all; what else it may be, ``refusal`` tells.
Resellers copy headings and layout for services of their own, and tutorials show tables too. A page counts
as the platform's by its column heads, its rows, or its examples; any one will do, since the others may be lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from topgen.document import SkippedText
from topgen.document.blocks import Line
from topgen.layouts.dashes import begins_item
from topgen.layouts.fences import mark_fences
from topgen.layouts.gutters import take_gutters
from topgen.layouts.lines import read_lines
from topgen.layouts.prefixes import peel
from topgen.layouts.surroundings import mark_surroundings
from topgen.pages import Page
from topgen.refusal.platform import find_other_service
from topgen.vocabulary.api_headings import Form, read_api_heading
from topgen.vocabulary.calls import API_PREFIXES, SYSTEM_NAMES
from topgen.vocabulary.cells import REQUEST_ROW, REQUIRED, is_name, is_type
from topgen.vocabulary.characters import BLANKS, bare_words, fold
from topgen.vocabulary.columns import FIRST_HEADS, PLATFORM_COLUMNS, Column, read_column, read_columns, read_heads
from topgen.vocabulary.headings import strip_number, strip_rank
from topgen.vocabulary.markers import Marker, MarkerKind, read_marker
from topgen.vocabulary.parts import Part
from topgen.vocabulary.platform import shows_platform


class Separator(Enum):
    """What separates the cells of a table."""

    TABS = "tabs"
    """A tab between the cells of each row, nested ones too."""
    BLANKS = "blanks"
    """Rows on one line, nested cells as bullets."""
    PADDING = "padding"
    """Blanks that fill up each column, on rows of one line."""
    LINES = "lines"
    """Every cell on a line of its own, without bullets."""
    BARS = "bars"
    """A bar at the end of each row."""
    BARS_AROUND = "bars around"
    """A bar at both ends of each row, or at neither."""


@dataclass(frozen=True, slots=True)
class Detected:
    """What a text page looks like."""

    lines: tuple[Line, ...]
    markers: tuple[Marker | None, ...]
    separators: frozenset[Separator]
    """Empty for a page that is no API page of the platform."""
    skipped_texts: tuple[SkippedText, ...] = ()
    """Lines that only put the page into a comment, or number its code."""


NO_TEXT = re.compile(
    r"\s*(?:<(?:[!?]|/?(?:html|head|body|div|table|tbody|tr|td|script|style|link|meta|title|section|main|p|span|ul|h\d)\b)"
    r"|[\[{]\s*(?:[\"{\[\]}]|$))",
    re.IGNORECASE,
)
"""How a page begins that is HTML or JSON, whatever words of the platform stand inside."""
_API_NAME = re.compile(r"[a-z]\w*\.[\w\-]+\.[\w.\-]+ *\(", re.ASCII)
_TITLE = re.compile(r"[a-z]\w{0,40}(?:\.[\w\-]{1,100}){2,9} *\(.*\)", re.ASCII)
_NAME_DEPTH = 60
"""Lines from the top among which the name of an API is looked for."""
_HEADS_MIN = 2
"""Cells that a row has more of."""
_HTML_TABLE = re.compile(r"<table[\s>]", re.IGNORECASE)
"""How a table in HTML begins, which Markdown may hold as well."""
_GAP = re.compile(r" {2,}")
_EMPTY = Marker(MarkerKind.EMPTY, Part.HEAD)
_NEVER = frozenset[Separator]()


@lru_cache(maxsize=2)
def detect(page: Page) -> Detected:
    """Look at a page; total. The last pages are kept, since each layout asks for the same page."""
    if NO_TEXT.match(page.text.lstrip("\ufeff\u200b")) or find_other_service(page.text):
        return Detected((), (), _NEVER)
    peeled = peel(page.lines, page.text, page.first_line)
    texts, numbers = take_gutters(peeled.lines, page.first_line)
    lines = read_lines(page, texts)
    markers = tuple([read_marker(line.text) if line.text else _read_empty(line) for line in lines])
    lines, markers = mark_fences(lines, markers)
    lines = mark_surroundings(lines, markers)
    separators = _find_separators(lines, markers)
    shown = separators if separators and _is_platform(lines, markers) else _NEVER
    return Detected(lines, markers, shown, (*peeled.skipped_texts, *numbers))


def _read_empty(line: Line) -> Marker | None:
    """Return what a bullet without words is: nothing, unless a dash stands for an empty cell."""
    return None if line.bullet and begins_item(line.raw.strip(" ")) else _EMPTY


def _find_separators(lines: Sequence[Line], markers: Sequence[Marker | None]) -> frozenset[Separator]:
    """Tell the separators by column heads and headings; none where the page has neither."""
    marked = [(line, marker) for line, marker in zip(lines, markers, strict=True) if marker is not None]
    shown = [line for line, marker in marked if _is_head(marker, line)]
    if _has_tabs(lines, shown):
        return frozenset({Separator.TABS})
    heads = [line.text for line in shown]
    barred = [text for text in heads if "|" in text]
    if barred:
        around = barred[0].startswith("|") or not barred[0].endswith("|")
        found = {Separator.BARS_AROUND if around else Separator.BARS}
        return frozenset(found | {Separator.BLANKS} if _has_plain_columns(heads) else found)
    if _has_padding([line for line, marker in marked if marker.kind is MarkerKind.COLUMNS and not line.bullet]):
        return frozenset({Separator.PADDING})
    if find_column_runs(lines) or _is_bare(lines) or _has_cell_lines(lines):
        return frozenset({Separator.LINES})
    if heads or any(marker.kind is MarkerKind.HEADING and marker.part <= Part.RESPONSE for _, marker in marked):
        return _NEVER if any(_HTML_TABLE.match(line.text) for line in lines) else frozenset({Separator.BLANKS})
    # Cut off above its first heading.
    if any(_TITLE.fullmatch(fold(line.text)) for line in lines[:_NAME_DEPTH]):
        return frozenset({Separator.BLANKS})
    return _NEVER


def _has_tabs(lines: Sequence[Line], shown: Sequence[Line]) -> bool:
    """Return whether tabs stand between the cells of all tables, by the lines that show it or else by their rows."""
    heads = [line for line in shown if line.text[0] != "1"]
    if heads:
        return all(_tab_cells(line) > _HEADS_MIN and read_heads(_split_tabs(line)) for line in heads)
    rows = [line for line in lines if REQUEST_ROW.match(line.text) and not line.bullet]
    return bool(rows) and all(_tab_cells(line) > _HEADS_MIN for line in rows)


def _split_tabs(line: Line) -> tuple[str, ...]:
    return tuple(str(line.source or "").strip(BLANKS).split("\t"))


def _tab_cells(line: Line) -> int:
    return len(_split_tabs(line))


def _is_head(marker: Marker, line: Line) -> bool:
    """Whether a line shows how the cells of its table are separated: column heads, or the numbers of code lines."""
    if marker.kind is MarkerKind.COLUMNS:
        return not line.bullet
    return marker.kind is MarkerKind.OPENER and line.text[0] == "1"


def _has_plain_columns(heads: Sequence[str]) -> bool:
    return any("|" not in text for text in heads)


def find_column_runs(lines: Sequence[Line]) -> dict[int, tuple[int, Part]]:
    """Return the runs of lines that hold one column head each: where they end and the part, by where they begin."""
    found = {}
    for index, line in enumerate(lines):
        if line.text in FIRST_HEADS:
            for size in (6, 5, 4, 3):
                part = read_columns("".join(other.text for other in lines[index : index + size]))
                if part is not None and index + size <= len(lines):
                    found[index] = (index + size, part)
                    break
    return found


def _has_padding(heads: Sequence[Line]) -> bool:
    """Return whether the column heads of all tables of fields are padded."""
    fields = [line for line in heads if read_column(line.text.partition(" ")[0]) is not Column.CODE]
    return bool(fields) and all(map(_is_padded, fields))


def _is_padded(line: Line) -> bool:
    """Return whether column heads have two or more blanks between them."""
    heads = _GAP.split(line.text)
    return len(heads) > _HEADS_MIN and not any(" " in head for head in heads) and read_heads(heads) is not None


def _is_bare(lines: Sequence[Line]) -> bool:
    """Return whether most fields that are marked with ``└`` have lost their bullets, and their rows the other cells."""
    leaves = [line.bullet or (" " in line.text and "  " not in line.text) for line in lines if line.leaf]
    return sum(leaves) * 2 < len(leaves)


def _has_cell_lines(lines: Sequence[Line]) -> bool:
    """Return whether name, type and required word of a request stand on a line each, and no row on one."""
    found = any(
        not required.text.isascii()
        and required.text in REQUIRED
        and is_type(kind.text)
        and is_name(name.text)
        and not (name.bullet or kind.bullet or required.bullet)
        for name, kind, required in zip(lines, lines[1:], lines[2:], strict=False)
    )
    return found and not any(REQUEST_ROW.match(line.text) for line in lines)


def _is_platform(lines: Sequence[Line], markers: Sequence[Marker | None]) -> bool:
    """Return whether a page with tables is the platform's; a tutorial shows the tables of others."""
    if _shows_calls(lines, markers):
        return True
    named = any(_names_api(line) for line in lines[:_NAME_DEPTH])
    if not named and any(line.text.startswith("访问次数") for line in lines):
        return False
    return named or any(_is_own(line) for line in lines) or bool(find_column_runs(lines))


def _names_api(line: Line) -> bool:
    """Whether a line is the heading of an API: a name with its title in brackets, or a name of the platform alone."""
    if _API_NAME.match(fold(strip_number(strip_rank(line.text)))):
        return True
    heading = read_api_heading(line.raw)
    known = heading is not None and heading.name.partition(".")[0] in API_PREFIXES
    return known and heading is not None and heading.form is not Form.LISTED


def _shows_calls(lines: Sequence[Line], markers: Sequence[Marker | None]) -> bool:
    """Return whether a page shows a call by the platform's client, or a reply of its gateway.

    Code that begins with a class such as ``FooRequest`` proves nothing: other services have such classes too.
    """
    for line, marker in zip(lines, markers, strict=True):
        if marker is not None and marker.kind is MarkerKind.OPENER:
            if marker.part is Part.RESPONSE_EXAMPLE:
                return True
            if marker.part is Part.REQUEST_EXAMPLE and (line.text[0] == "1" or shows_platform(line.text)):
                return True
    return False


def _is_own(line: Line) -> bool:
    """Return whether a line has the platform's own column heads, or the form of its rows."""
    if line.leaf:
        return True
    if line.text[:1] in "名参|" and bare_words(line.text).replace("参数名称", "名称") in PLATFORM_COLUMNS:
        return True
    row = REQUEST_ROW.match(line.text)
    return row is not None and row[1] not in SYSTEM_NAMES
