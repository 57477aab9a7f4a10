"""A call in a programming language as statements, whether the example has kept its lines or not.

In:  an ``Example`` and the forms that a statement of its language begins with.
Out: one ``Cell`` for each statement; what a bracket leaves open goes on on the lines below, up to the next statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from topgen.document import Cell, Example

_TEXTS = re.compile(r""""(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)*+'""")
_LINES_MAX = 2000
"""Lines that one statement may stand on."""


def split_statements(example: Example, beginnings: re.Pattern[str], within: re.Pattern[str]) -> Iterator[Cell]:
    """Yield the statements; ``beginnings`` tells them at the start of a line, ``within`` where a line holds many."""
    parts: list[str] = []
    line = balance = 0
    for cell in example.lines:
        for text in within.split(cell.text):
            if not text.strip():
                continue
            if parts and (balance <= 0 or len(parts) > _LINES_MAX or beginnings.match(text.strip())):
                yield Cell("\n".join(parts), line)
                parts = []
            if not parts:
                line, balance = cell.line, 0
            parts.append(text.strip())
            balance += _open_brackets(text)
    if parts:
        yield Cell("\n".join(parts), line)


def _open_brackets(text: str) -> int:
    bare = _TEXTS.sub("", text)
    return sum(map(bare.count, "([{")) - sum(map(bare.count, ")]}"))
