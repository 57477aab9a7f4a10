"""The examples of a page, out of the elements and lines that hold code, and the words that belong to nothing.

In:  the parts of a page.
Out: the examples of each part, in the order in which they are compared; what an example shows, its words tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from topgen.document import Cell, Example, Notation, SkippedText
from topgen.document.blocks import Line, PartLines, Parts, Skipped
from topgen.layouts.html.blocks import CodeBlock, LineWords, TableBlock
from topgen.layouts.html.code import find_notation, find_part, read_code_lines
from topgen.layouts.html.nodes import Words
from topgen.vocabulary.calls import ROOT_END
from topgen.vocabulary.characters import BLANKS
from topgen.vocabulary.parts import Part


def read_examples(parts: Parts, skipped_texts: Skipped) -> dict[Part, tuple[Example, ...]]:
    """Return the examples of each part, and skip all words of a page that are in no example and no table."""
    examples: dict[Part, list[Example]] = {}
    for part in parts.values():
        rule = _rule(part.part)
        for block, lines in _split(part):
            if isinstance(block, TableBlock):
                rule = "footer" if part.part is Part.ERRORS else rule
            elif block is not None or (part.part.is_example and _is_code(lines)):
                code = block if block is not None else CodeBlock(*read_code_lines(_words(lines)))
                skipped_texts.extend(SkippedText(cell, "line number") for cell in code.numbers)
                _take_code(code.lines, part.part, rule, examples, skipped_texts)
            elif part.part is not Part.HEAD:
                skipped_texts.extend(SkippedText(line.cell, rule) for line in lines)
    return {part: tuple(sorted(found, key=_order)) for part, found in examples.items()}


def _order(example: Example) -> int:
    return list(Notation).index(example.notation)


def _split(part: PartLines) -> Iterator[tuple[TableBlock | CodeBlock | None, Sequence[Line]]]:
    """Yield each block of a part, and each run of lines that may be one example."""
    for _, lines in groupby(part.lines, _run):
        run = list(lines)
        source = run[0].source
        yield (source if isinstance(source, TableBlock | CodeBlock) else None), run


def _run(line: Line) -> int:
    return line.source.run if isinstance(line.source, LineWords) else id(line)


def _words(lines: Sequence[Line]) -> list[Words]:
    return [line.source.words for line in lines if isinstance(line.source, LineWords)]


def _is_code(lines: Sequence[Line]) -> bool:
    return find_notation(read_code_lines(_words(lines))[0]) is not None


def _rule(part: Part) -> str:
    """Name the rule for words that stand in a part beside its table."""
    return "common parameters" if part is Part.COMMON else "footer" if part is Part.FOOT else ""


def _take_code(
    lines: tuple[Cell, ...], above: Part, rule: str, examples: dict[Part, list[Example]], skipped_texts: Skipped
) -> None:
    """Sort an example into the part that it shows; code in a language that is not read here is skipped."""
    notation = find_notation(lines) if lines else None
    if notation is not None and (above.is_example or _shows_itself(lines, notation)):
        examples.setdefault(find_part(lines, notation, above), []).append(Example(lines, notation))
        return
    rule = "other language" if above.is_example else rule
    skipped_texts.extend(SkippedText(cell, rule) for cell in lines if cell.text.strip(BLANKS))


def _shows_itself(lines: Sequence[Cell], notation: Notation) -> bool:
    """Return whether an example says itself what it shows, below no heading that does."""
    first = "".join(cell.text for cell in lines[:2])
    return notation.is_call or (notation is Notation.XML and ROOT_END in first)
