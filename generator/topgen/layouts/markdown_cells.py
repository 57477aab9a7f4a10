"""The cells of a row of a Markdown table, and what tools do to the words in them.

In:  the lines that a row may run over, and the columns of its table.
Out: its cells with their lines; the words as the page meant them, without escapes and without marks of bold or code.
Whether a page escapes characters is told by its names: where ``item_id`` stands without a backslash, a backslash
elsewhere belongs to the words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from topgen.document import Cell
from topgen.document.blocks import Line
from topgen.html_entities import resolve_all
from topgen.vocabulary.cells import read_limit
from topgen.vocabulary.columns import ORDERS, Columns
from topgen.vocabulary.parts import Part

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_ESCAPED_BUT_BARS = re.compile(r"\\([!-/:-@\[-`{}~])")
_ESCAPED_SIGN = re.compile(r"\\[_\[]")
_PLAIN_SIGN = re.compile(r"(?<!\\)[_\[]")
_AROUND = re.compile(r"(\s*)(\*\*\*|\*\*|`|__|\*|~~)(\S(?:.*\S)?)\2(\s*)", re.DOTALL)
_BREAK = re.compile(r"<br\s{0,3}/?>", re.IGNORECASE)
_BLANK_ENTITY = re.compile(r"&(?:nbsp|emsp|ensp);")
_CUT = 20_000
"""Characters of a cell beyond which no marks around it are looked for."""


def escapes_signs(rows: Sequence[str]) -> bool:
    """Return whether the tables of a page have backslashes before all signs that tools escape in names and types."""
    return any(map(_ESCAPED_SIGN.search, rows)) and not any(map(_PLAIN_SIGN.search, rows))


def unescape_line(line: Line) -> Line:
    """Return a line without backslashes before signs, but for bars in a row, which its cells still need."""
    if line.fence or "\\" not in line.raw:
        return line
    return line._replace(text=_ESCAPED_BUT_BARS.sub(r"\1", line.text), raw=_ESCAPED_BUT_BARS.sub(r"\1", line.raw))


def split_cells(lines: Sequence[Line], columns: Columns) -> tuple[Cell, ...]:
    """Return the cells of a row, one for each column; none where the lines are no row of the table."""
    text = "\n".join(line.raw.strip(" ") for line in lines)
    if not text.startswith("|") or not text.strip("| "):
        return ()
    for bare in (False, True):
        cells = _split(text, lines, bare=bare)
        if len(cells) > len(columns) and columns in ORDERS.values():
            cells = _join_surplus(cells, columns)
        if len(cells) == len(columns):
            return tuple([Cell(clean_cell(cell.text), cell.line) for cell in cells])
    return ()


def has_surplus(lines: Sequence[Line], columns: Columns) -> bool:
    """Whether lines have more cells than a row of the table, so that further lines make no row of them."""
    return len(_split("\n".join(line.raw.strip(" ") for line in lines), lines, bare=False)) > len(columns)


def _split(text: str, lines: Sequence[Line], *, bare: bool) -> list[Cell]:
    """Split a row at its bars; unless ``bare``, one without blanks belongs to the words where others have some."""
    tight = bare or (" |" not in text and "| " not in text)
    breaks = [at for at, char in enumerate(text) if char == "\n"]
    cells: list[Cell] = []
    start = 1
    for at in range(1, len(text) + 1):
        if at == len(text):
            if text[start:].strip():
                cells.append(_cell(text, start, at, lines, breaks))
        elif text[at] == "|" and text[at - 1] != "\\" and (tight or _is_parted(text, at)):
            cells.append(_cell(text, start, at, lines, breaks))
            start = at + 1
    return cells


def _is_parted(text: str, at: int) -> bool:
    return text[at - 1] in " |\n" or text[at + 1 : at + 2] in {" ", "|", "\n", ""}


def _cell(text: str, start: int, end: int, lines: Sequence[Line], breaks: Sequence[int]) -> Cell:
    """Return a cell on the line on which its words begin; ``breaks`` are the places of all line breaks."""
    words = text[start:end]
    begin = start + len(words) - len(words.lstrip())
    return Cell(words.rstrip().lstrip("\n"), lines[bisect_left(breaks, min(begin, end))].number)


def _join_surplus(cells: Sequence[Cell], columns: Columns) -> list[Cell]:
    """Put the words together that a bar has parted; in a request the limits cell, mostly empty, tells which."""
    surplus = len(cells) - len(columns)
    if columns == ORDERS[Part.REQUEST]:
        limits = [at for at in range(4, 5 + surplus) if _can_be_limit(cells[at].text.strip())]
        at = limits[0] if limits else 4
        return [*cells[:3], _join(cells[3:at]), cells[at], _join(cells[at + 1 :])]
    return [*cells[: len(columns) - 1], _join(cells[len(columns) - 1 :])]


def _join(cells: Sequence[Cell]) -> Cell:
    return Cell(" | ".join(cell.text.strip(" ") for cell in cells), cells[0].line)


def _can_be_limit(text: str) -> bool:
    return not text or read_limit(text) is not None


def clean_cell(text: str) -> str:
    """Return the words of a cell without marks of bold or code around them; blanks before them stay."""
    text = _BREAK.sub("\n", text.replace("\\|", "|")) if "|" in text or "<" in text else text
    while len(text) <= _CUT and (match := _AROUND.fullmatch(text)) is not None and match[2] not in match[3]:
        text = match[1] + match[3]
    if text.lstrip()[:1] == "&":
        text = _BLANK_ENTITY.sub(lambda match: resolve_all(match[0]), text)
    return text
