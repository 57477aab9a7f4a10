"""The words inside elements, line by line, as a browser would break them.

In:  elements of the tree.
Out: ``Cell`` values with the line on which their first word stands.
Note: a line break of the file is a blank, but further blanks are kept, since samples contain them; the content of
scripts and of other elements that show nothing is left out here and reported as a whole elsewhere.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from topgen.document import Cell
from topgen.layouts.html.elements import INLINE
from topgen.layouts.html.nodes import Element, Words
from topgen.vocabulary.characters import BLANKS

_WRAPPED = re.compile(r"[ \t\f]*+\n\s*+")
_EDGES = BLANKS + "\n"


def walk_words(parts: Iterable[Element | Words]) -> Iterator[Words | None]:
    """Yield the words inside elements in page order, and None wherever a new line begins."""
    stack = list(parts)[::-1]
    while stack:
        part = stack.pop()
        if isinstance(part, Words):
            yield part
        elif part is _BREAK:
            yield None
        elif part.name in INLINE:
            stack.extend(reversed(part.children))
        else:
            yield None
            stack.append(_BREAK)
            stack.extend(reversed(part.children))


_BREAK = Element("br", 0, {}, [])


def read_lines(parts: Iterable[Element | Words]) -> tuple[Cell, ...]:
    """Return the lines of elements that are not blank."""
    lines: list[Cell] = []
    run: list[Words] = []
    for words in walk_words(parts):
        if words is not None:
            run.append(words)
        elif run:
            lines.extend(join_words(run))
            run = []
    lines.extend(join_words(run))
    return tuple(lines)


def join_words(run: Sequence[Words]) -> tuple[Cell, ...]:
    """Return the one line that words make up, or none if they are blank."""
    text = run[0].text if len(run) == 1 else "".join(words.text for words in run)
    bare = text.strip(_EDGES)
    if not bare:
        return ()
    if "\n" not in text:
        return (Cell(bare, run[0].line),)
    ahead = text[: len(text) - len(text.lstrip(_EDGES))]
    return (Cell(_WRAPPED.sub(" ", bare), run[0].line + ahead.count("\n")),)


def join_lines(lines: tuple[Cell, ...], between: str, line: int) -> Cell:
    """Return lines as one cell; an empty one on a line of the caller's when there are none."""
    if not lines:
        return Cell("", line)
    return lines[0] if len(lines) == 1 else Cell(between.join(cell.text for cell in lines), lines[0].line)


def read_cell(element: Element, between: str = "\n") -> Cell:
    """Return all words of an element as one cell."""
    children = element.children
    if not children:
        return Cell("", element.line)
    if len(children) > 1 or isinstance(children[0], Element):
        return join_lines(read_lines(children), between, element.line)
    found = join_words((children[0],))
    return found[0] if found else Cell("", element.line)


def is_blank(part: Element | Words) -> bool:
    """Return whether a part of the page shows no words."""
    if isinstance(part, Words):
        return not part.text.strip(_EDGES)
    if part.blank is None:
        part.blank = all(map(is_blank, part.children))
    return part.blank


def shown_lines(root: Element) -> Iterator[Cell]:
    """Yield the words inside an element by the lines of the file on which they stand."""
    lines: defaultdict[int, list[str]] = defaultdict(list)
    line = root.line
    for words in walk_words((root,)):
        if words is None:
            lines[line].append(" ")
            continue
        for line, text in enumerate(words.text.split("\n"), words.line):
            lines[line].append(text)
    for line, texts in lines.items():
        if text := "".join(texts).strip(_EDGES):
            yield Cell(text, line)
