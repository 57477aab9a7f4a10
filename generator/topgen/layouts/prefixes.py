"""Marks of comments and quotes in front of the lines of a page, which was pasted into source code or a mail.

In:  the lines of a page.
Out: ``Peeled``: the same lines by the same numbers without the marks, and what stands around the comment.
Markdown begins headings, lists and quotes with the same characters, so a mark counts only where every line of a run
has it and the run holds rows or column heads behind it. Marks go evenly: further indentation is kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from topgen.document import Cell, SkippedText
from topgen.vocabulary.cells import REQUEST_ROW, is_name, split_type
from topgen.vocabulary.characters import BLANKS
from topgen.vocabulary.columns import FIRST_HEADS, read_columns
from topgen.vocabulary.markers import MarkerKind, is_kind, read_marker

COMMENT_MARK = "comment mark"
"""The rule that takes lines with nothing but such a mark."""
AROUND = "around the comment"
"""The rule that takes lines of the source code that a page stands in."""

_LEAST = 2
"""Lines of a run; Markdown has single lines with the same marks."""

_MARK = re.compile(
    r"[ \t]{0,80}(?:(?P<star>/\*{1,2}(?!\*)|\*{1,2}/|\*(?!\*))|(?P<mark>//[/!]?|#(?!!)|--(?!-)|>(?: ?>){0,2}|;{1,2}))"
)
_ANY_MARK = re.compile(r"^[ \t]{0,80}(?:[#*>;]|//|/\*|--|\"\"\"|''')", re.MULTILINE)
_FRAME = re.compile(r"[ \t]{0,80}(?:\"\"\"|'''|/\*{1,2}|\*{1,2}/|<!--|-->)[ \t]{0,80}")
_OPENED = re.compile(r"[ \t]{0,80}/\*")
_STAR, _HEADING_MARKS = "*", frozenset({"//", "///", "//!", "--"})
_BULLETS = "•-+└├─ " + BLANKS
_TITLE = re.compile(r"[ \t]{0,80}[a-z]\w{0,40}(?:\.[\w\-]{1,100}){2,9}[ \t]{0,9}(?:[(（]|$)", re.ASCII)
_PARTS = (MarkerKind.HEADING, MarkerKind.COLUMNS, MarkerKind.OPENER, MarkerKind.TAB)
"""What a page that is commented in parts can go on with."""
_CODE = re.compile(r"[;{}()=:,]$|^(?:[@{}()\[\]]|(?:package|import|from|using|class|public|private|def|function)\b)")
_SPACES = re.compile(f"[{re.escape(BLANKS)}]")


@dataclass(frozen=True, slots=True)
class Peeled:
    """A page without the marks of the comment that it stands in."""

    lines: tuple[str, ...]
    skipped_texts: tuple[SkippedText, ...] = ()


@dataclass(frozen=True, slots=True)
class _Run:
    """Lines one after the other that begin with one mark; blank lines may stand between them."""

    mark: str
    ends: dict[int, int]
    """Where the mark ends, by the index of each line."""

    def texts(self, lines: Sequence[str]) -> dict[int, str]:
        """Return what stands behind the marks, without the white space that all lines have there."""
        rest = {index: lines[index][end:] for index, end in self.ends.items()}
        filled = [text[: len(text) - len(text.lstrip(" \t"))] for text in rest.values() if text.strip(BLANKS)]
        first, last = min(filled, default=""), max(filled, default="")
        common = next((at for at, char in enumerate(first) if char != last[at]), len(first))
        return {index: text[common:] if text.strip(BLANKS) else "" for index, text in rest.items()}


def peel(lines: Sequence[str], text: str, first_line: int = 1) -> Peeled:
    """Take the marks of comments off; ``text`` is the page that the lines are of, beginning with ``first_line``."""
    if _ANY_MARK.search(text) is None:
        return Peeled(tuple(lines))
    peeled, skipped_texts = list(lines), list[SkippedText]()
    commented: set[int] = set()
    for run in _find_runs(lines):
        if _holds_table(run, lines):
            _take_off(run, peeled, skipped_texts)
            commented.update(run.ends)
    if commented:
        _leave_out_around(peeled, commented, skipped_texts)
    _leave_out_frames(peeled, skipped_texts)
    above = first_line - 1
    return Peeled(
        tuple(peeled),
        tuple(replace(each, cell=Cell(each.cell.text, each.cell.line + above)) for each in skipped_texts),
    )


def _find_runs(lines: Sequence[str]) -> list[_Run]:
    runs: list[_Run] = []
    is_open = False
    for index, line in enumerate(lines):
        match = _MARK.match(line)
        if match is None:
            is_open = is_open and not line.strip(BLANKS)
            continue
        mark = match["mark"] or _STAR
        if not is_open or runs[-1].mark != mark:
            runs.append(_Run(mark, {}))
        runs[-1].ends[index] = match.end()
        is_open = True
    return [run for run in runs if len(run.ends) >= _LEAST]


def _holds_table(run: _Run, lines: Sequence[str]) -> bool:
    """Return whether a run holds rows or column heads behind its marks, or headings where no Markdown has the mark.

    One heading alone is a remark in code.
    """
    texts = [_SPACES.sub(" ", text).strip(_BULLETS) for text in run.texts(lines).values()]
    markers = [read_marker(text) for text in texts]
    headings = {marker.part for marker in markers if marker and marker.kind is MarkerKind.HEADING and marker.is_sure}
    if run.mark in _HEADING_MARKS and len(headings) > 1:
        return True
    if any(is_kind(marker, MarkerKind.COLUMNS) for marker in markers):
        return True
    rows = sum(map(_is_row, texts))
    # Lists begin each cell with a star, and a cell may look like a row.
    least = len(texts) // 2 if run.mark == _STAR and not _OPENED.match(lines[min(run.ends)]) else 0
    return rows > least or _has_column_run([text for text in texts if text])


def _has_column_run(texts: Sequence[str]) -> bool:
    """Return whether column heads stand on lines of their own."""
    starts = [at for at, text in enumerate(texts) if text in FIRST_HEADS]
    return any(read_columns("".join(texts[at : at + size])) is not None for at in starts for size in range(3, 7))


def _is_row(text: str) -> bool:
    """Return whether words are a top-level row: of a request, or a name and a type that no sentence has."""
    if REQUEST_ROW.match(text) is not None:
        return True
    name, kind, below, *_ = (*text.split(" ", 3), "", "", "")
    words = split_type(f"{kind} {below}" if below == "[]" else kind)
    return is_name(name) and is_name(words.base.removesuffix("[]")) and (words.is_scalar or words.is_list)


def _take_off(run: _Run, lines: list[str], skipped_texts: list[SkippedText]) -> None:
    last = max(run.ends)
    for index, text in run.texts(lines).items():
        if run.mark == _STAR and index == last:
            text = text.rstrip(BLANKS).removesuffix("*/")
        if not text.strip(BLANKS):
            skipped_texts.append(_skip(lines, index, COMMENT_MARK))
        lines[index] = text


def _skip(lines: Sequence[str], index: int, rule: str) -> SkippedText:
    return SkippedText(Cell(lines[index].strip(BLANKS), index + 1), rule)


def _leave_out_around(lines: list[str], commented: set[int], skipped_texts: list[SkippedText]) -> None:
    """Leave out source code above a page that stands in a comment as a whole, and below comments.

    Of what is not commented, nothing goes on with a commented table; but the page may do so with a heading.
    """
    named = any(_TITLE.match(lines[index]) for index in commented)
    outside = named
    for index, line in enumerate(lines):
        if index in commented:
            outside = True
        elif _begins_part(line.strip(BLANKS)):
            outside = False
        elif outside and line.strip(BLANKS):
            skipped_texts.append(_skip(lines, index, _rule_around(line)))
            lines[index] = ""


def _rule_around(line: str) -> str:
    """Return the rule of a line outside a comment; nobody knows one that is no code: a row may have lost its mark."""
    if _FRAME.fullmatch(line):
        return COMMENT_MARK
    return AROUND if _CODE.search(line.strip(BLANKS)) else ""


def _begins_part(text: str) -> bool:
    return is_kind(read_marker(text), *_PARTS) or _TITLE.match(text) is not None


def _leave_out_frames(lines: list[str], skipped_texts: list[SkippedText]) -> None:
    """Leave out the lines that begin and end a comment, where a page is a comment without marks on its lines."""
    filled = [index for index, line in enumerate(lines) if line.strip(BLANKS)]
    for index in {*filled[:1], *filled[-1:]}:
        if _FRAME.fullmatch(lines[index]):
            skipped_texts.append(_skip(lines, index, COMMENT_MARK))
            lines[index] = ""
