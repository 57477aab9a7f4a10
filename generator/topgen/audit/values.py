"""Samples and descriptions that changed places, hold the borders of cells, or stand for empty ones.

In:  a ``Reading``.
Out: findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from topgen.audit.findings import Finding
from topgen.audit.reading import Reading, Seen
from topgen.spec.doubts import DoubtKind
from topgen.vocabulary.cells import REQUIRED

_BORDER = re.compile(r"[\t\u3000]+|  +")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_REQUIRED_WORDS = frozenset(word for word in REQUIRED if not word.isascii() and len(word) > 1)
_PLACEHOLDERS = frozenset({"-", "--", "—", "——", "/", "\\", "无", "空", "暂无", "N/A", "n/a"})
"""Words that copies put into empty cells."""
_LED = re.compile(r"(?:-|--|—|——|/|无|空|暂无|N/A|null)(?: \| | {1,40}(?=\S))")
"""Such a word before the words of another cell."""
_LITERAL = re.compile(
    r"(?:-?\d+(?:\.\d+)?(?:,-?\d+(?:\.\d+)?)*|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d|\w+(?:,\w+)+"
    r"|\{[^}]{0,200}\}|\[[^\]]{0,200}\]) (?=[^\x00-\x7f])",
    re.ASCII,
)
"""A value before the words of a description."""
_MEANT = re.compile(r"(?<![\w.])\d+ ?(?=[^\x00-\x7f])")
"""A value of several that a description explains."""
_LISTS = re.compile(r"(?:List|Array|Set|列表|数组)(?: |$)")
FEW = 3
"""Rows that do not yet tell of a whole column."""


def find_borders(reading: Reading) -> Iterator[Finding]:
    """Yield the fields whose words hold what parts the cells of their row: blanks of a kind, or bars between blanks."""
    for seen in reading.fields:
        node = seen.node
        if node.from_example or node.type is None or not node.description or not node.name.text:
            continue
        rest = reading.page.beginning(seen.line).partition(node.name.text)[2]
        said = node.description[-1].text
        last = said.partition("\n")[0]
        border = _BORDER.match(rest)
        if border is not None and rest.startswith(node.type.text, border.end()):
            if border[0] in rest[-len(last) :].strip():
                yield Finding(seen.path, seen.line, "the blanks that part its cells stand in the words of the row")
        elif (" | " in said or "<br" in last) and rest.count("|") > last.count("|") + 1:
            yield Finding(seen.path, seen.line, "a border of cells or lines stands in the description as text")


def find_placeholders(reading: Reading) -> Iterator[Finding]:
    """Yield the fields with a sign for an empty cell: as a sample that no example shows, or where most rows have it.

    A page that has such a sign as a sample means it in its descriptions too.
    """
    signs = set[str]()
    for fields in () if _PLACEHOLDERS.isdisjoint(reading.texts) else reading.sides.values():
        odd = [(seen, cell) for seen in fields for cell in seen.cells if cell.text in _PLACEHOLDERS]
        signs.update(
            cell.text
            for seen, cell in odd
            if len(odd) * 2 > len(fields) or (cell is seen.node.sample and not _is_shown(seen, cell.text))
        )
    for seen in reading.fields if signs else ():
        cell = next((cell for cell in seen.cells if cell.text in signs), None)
        if cell is not None and (cell is not seen.node.sample or not _is_shown(seen, cell.text)):
            yield Finding(seen.path, cell.line, f"{cell.text!r} may stand for an empty cell", DoubtKind.SAMPLE)


def find_led_descriptions(reading: Reading) -> Iterator[Finding]:
    """Yield the fields whose description begins with a sign for an empty cell."""
    for seen in reading.fields:
        led = next((match for cell in seen.node.description if (match := _LED.match(cell.text))), None)
        if led is not None:
            said = f"its description begins with {led[0].strip('| ')!r}, which may stand for an empty cell"
            yield Finding(seen.path, seen.line, said, DoubtKind.SAMPLE)


def find_glued_samples(reading: Reading) -> Iterator[Finding]:
    """Yield the fields of rows on one line whose description begins with a value that no example shows."""
    for seen in reading.fields:
        node = seen.node
        if node.sample is None and node.description and not node.from_example:
            first = node.description[0]
            led = _LITERAL.match(first.text) if first.line == seen.line else None
            if led is not None and len(_MEANT.findall(first.text)) < 2:
                said = f"its description begins with {led[0].strip()!r}, which may be its sample"
                yield Finding(seen.path, seen.line, said, DoubtKind.SAMPLE)


def find_list_words(reading: Reading) -> Iterator[Finding]:
    """Yield the fields whose sample begins with a word for a list, which may belong to the type."""
    for seen in reading.fields:
        sample = seen.node.sample
        if sample is not None and _LISTS.match(sample.text) and not _is_shown(seen, sample.text):
            said = f"its sample begins with {sample.text.split()[0]!r}, which may be a part of its type"
            yield Finding(seen.path, seen.line, said, DoubtKind.LIST)
            yield Finding(seen.path, seen.line, said, DoubtKind.SAMPLE)


def _is_shown(seen: Seen, text: str) -> bool:
    return seen.node.shown is not None and seen.node.shown.text == text


def find_swapped_values(reading: Reading) -> Iterator[Finding]:
    """Yield a finding about each side whose descriptions are the values, and whose samples are the sentences."""
    for side, fields in reading.sides.items():
        both = [seen for seen in fields if seen.node.sample is not None and seen.node.description]
        odd = [seen for seen in both if _has_chinese_sample(seen)]
        if len(odd) > FEW and len(odd) * 4 > len(both) * 3:
            said = "most samples are Chinese sentences, and the descriptions beside them are none"
            yield Finding(side, odd[0].line, said, whole=True)
        for seen in both:
            sample, description = seen.node.sample, seen.node.description[0]
            if sample is not None and _is_shown(seen, description.text) and not _is_shown(seen, sample.text):
                said = "the example shows what was read as its description"
                yield Finding(seen.path, seen.line, said, DoubtKind.SAMPLE)


def _has_chinese_sample(seen: Seen) -> bool:
    node = seen.node
    chinese = node.sample is not None and _CHINESE.search(node.sample.text) is not None
    return chinese and not any(_CHINESE.search(cell.text) for cell in node.description)


def find_required_values(reading: Reading) -> Iterator[Finding]:
    """Yield a finding about each side where most samples or descriptions say whether a field is required."""
    for side, fields in () if _REQUIRED_WORDS.isdisjoint(reading.texts) else reading.sides.items():
        odd = [seen for seen in fields if any(cell.text in _REQUIRED_WORDS for cell in seen.cells)]
        if len(odd) >= FEW and len(odd) * 2 > len(fields):
            yield Finding(side, odd[0].line, "the words for required were read as samples or descriptions", whole=True)
