"""Lines below a row that went into its last cell although they stand outside of it.

In:  a ``Reading``.
Out: findings.
Where tabs or closed bars part the cells of a row, a line below it is more of its last cell, or something else: a
footnote, the title of a group of rows, page numbers, a heading in words that nobody knows, a row. Nothing says which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from topgen.audit.findings import Finding
from topgen.audit.marks import quote
from topgen.audit.reading import Reading, Seen
from topgen.spec.doubts import DoubtKind
from topgen.vocabulary.cells import is_name, split_type
from topgen.vocabulary.markers import MarkerKind, is_kind, read_marker
from topgen.vocabulary.parts import Part

_ROW = re.compile(r"\t|[|｜].*[|｜]")
"""What parts the cells of a whole row."""
_WORD = re.compile(r"\w")
_WIDE = re.compile(r" {2,200}|\u3000")
_ENDS = "|｜ \t"
_ENDED = re.compile(r"[。；，,;.:：]$")
_SIZE = re.compile(r"\(\d{1,9}(?:,\d{1,9})?\)")
"""What a type may hold in round brackets: ``String(32)``, ``Decimal(10,2)``."""
_TABLES = frozenset({Part.REQUEST, Part.RESPONSE})
_SHORT = 20
"""Characters of a heading."""
_FAR = 80
"""Lines below a row that are looked at."""


def find_glued_lines(reading: Reading) -> Iterator[Finding]:
    """Yield the fields of which a cell goes on in a line that nothing says to be more of it."""
    for seen in reading.fields:
        if seen.node.from_example or not next(seen.lengthened, None):
            continue
        if (row := _find_cell_row(seen) or _find_row_line(seen)) is not None:
            said = f"{quote(row)} stands below the row of {seen.node.name.text} like the first cells of another"
            yield Finding(seen.path, seen.line, said)
        elif _is_whole_row(reading.page.beginning(seen.line)) and (tail := _find_tail(reading, seen)) is not None:
            line, text = tail
            said = f"line {line}, {quote(text)}, stands below the row of {seen.node.name.text} and may be no part of it"
            yield Finding(seen.path, line, said, DoubtKind.ROW if _ROW.search(text) else DoubtKind.SAMPLE)


def find_lost_headings(reading: Reading) -> Iterator[Finding]:
    """Yield the last fields of tables that end in a short line of its own, right above a part: a heading perhaps."""
    for fields in reading.sides.values():
        rows = [seen for seen in fields if not seen.node.from_example and seen.node.description]
        if not rows or _type_line(rows[-1]) != rows[-1].line:
            continue
        seen = rows[-1]
        tail = seen.node.description[-1].text.rpartition("\n")[2].strip()
        line = 0 if tail in reading.page.beginning(seen.line) else _line_of(reading, tail, seen.line)
        if line and len(tail) < _SHORT and not _ENDED.search(tail) and _stands_alone(reading, line):
            said = f"{quote(tail)} may be the heading of what stands below it"
            yield Finding(seen.path, line, said, DoubtKind.SAMPLE)


def find_described_headings(reading: Reading) -> Iterator[Finding]:
    """Yield both sides where the heading of a table went into the description of the API, with what stood below it."""
    for cell in reading.tree.document.description:
        marker = read_marker(cell.text)
        if is_kind(marker, MarkerKind.HEADING) and marker is not None and marker.part in _TABLES:
            said = f"the heading {quote(cell.text)} stands in the description of the API, with what is below it"
            yield from (Finding(side, cell.line, said) for side in reading.sides)
            return


def _type_line(seen: Seen) -> int:
    return seen.node.type.line if seen.node.type is not None else 0


def _line_of(reading: Reading, text: str, start: int) -> int:
    """Return the line below another that says just this behind the mark of a comment; 0 where none does."""
    last = min(start + _FAR, reading.page.first_line + len(reading.page.lines) - 1)
    lines = ((at, reading.page.beginning(at).strip()) for at in range(start + 1, last + 1) if text)
    return next((at for at, line in lines if line.endswith(text) and not _WORD.search(line.removesuffix(text))), 0)


def _stands_alone(reading: Reading, line: int) -> bool:
    """Whether a line has an empty one above it, and a part begins below it."""
    if _WORD.search(reading.page.beginning(line - 1)):
        return False
    last = reading.page.first_line + len(reading.page.lines) - 1
    below = next((at for at in range(line + 1, last + 1) if _WORD.search(reading.page.beginning(at))), 0)
    # A fence has words of its own above the first line of an example.
    return below in reading.starts or below + 1 in reading.starts


def _is_whole_row(line: str) -> bool:
    """Whether tabs part the cells of a row, or bars that are closed, or blanks that are wide throughout."""
    is_parted = "\t" in line.strip() or (line.count("|") > 1 and line.rstrip().endswith("|"))
    return is_parted or len(_WIDE.findall(line.strip())) > 1


def _find_cell_row(seen: Seen) -> str | None:
    """Return a name and a plain type on lines of their own inside a cell, as tables of one cell a line print them."""
    described = "\n".join(cell.text for cell in seen.node.description)
    for text in (described, *(cell.text for cell in seen.cells)):
        for name, type_ in pairwise(text.split("\n")):
            if is_name(name.strip()) and split_type(type_.strip()).is_scalar:
                return f"{name} {type_}"
    return None


def _find_row_line(seen: Seen) -> str | None:
    """Return a line of a cell that begins with a name and a plain type and goes on, as rows do that blanks part."""
    for cell in seen.cells:
        for line in cell.text.split("\n")[1:]:
            name, type_, *more = (*line.split(maxsplit=2), "", "")[:3]
            if any(more) and is_name(name) and split_type(_SIZE.sub("", type_)).is_scalar:
                return f"{name} {type_}"
    return None


def _find_tail(reading: Reading, seen: Seen) -> tuple[int, str] | None:
    """Return the first line below a row that its cells hold as a whole, without the bars and tabs at its ends.

    A line that begins further in than the row is filled up to the column of its last cell.
    """
    tails = {part.strip(_ENDS) for cell in seen.cells for part in cell.text.split("\n")[1:]} - {""}
    last = min(seen.line + _FAR, reading.page.first_line + len(reading.page.lines) - 1)
    for number in range(seen.line + 1, last + 1):
        raw = reading.page.beginning(number)
        if _WIDE.match(raw) and not _WIDE.match(reading.page.beginning(seen.line)):
            continue
        line = raw.strip(_ENDS)
        is_row = _ROW.search(line) is not None
        if any(tail in line for tail in tails if not is_row or _ROW.search(tail)):
            return number, line
    return None
