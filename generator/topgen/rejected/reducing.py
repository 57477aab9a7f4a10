"""The smallest part of a page that still shows what is wrong with it.

In:  the text of a page and a question that the whole text answers with yes.
Out: a part of it that does, too, and from which hardly a line can be taken away.
Surprise: the work is bounded in tries and in time, so the part may be larger than need be, never wrong.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence

MAX_TRIES = 400
MAX_SECONDS = 2.0
_FEW_LINES = 20
_MARKUP = re.compile(r"[^>,}\n]*[>,}\n]?")


def reduce_text(text: str, holds: Callable[[str], bool]) -> str:
    """Give a small part of a text for which ``holds`` is true; the whole text where it is not true of any part."""
    search = _Search(holds)
    raw_rows = search.reduce(text.splitlines(keepends=True))
    if len(raw_rows) <= _FEW_LINES:
        # Pages in markup may be one line.
        raw_rows = search.reduce([raw_row for raw_row in _MARKUP.findall("".join(raw_rows)) if raw_row])
    return "".join(raw_rows)


class _Search:
    """Delta debugging: take away ever smaller stretches as long as what is left still answers yes."""

    def __init__(self, holds: Callable[[str], bool]) -> None:
        self._holds = holds
        self._tries = MAX_TRIES
        self._deadline = time.monotonic() + MAX_SECONDS

    def reduce(self, raw_rows: Sequence[str]) -> Sequence[str]:
        size = max(len(raw_rows) // 2, 1)
        while self._may_try():
            raw_rows, smaller = self._without_stretches(raw_rows, size)
            if size == 1 and not smaller:
                break
            size = max(size // 2, 1)
        return raw_rows

    def _without_stretches(self, raw_rows: Sequence[str], size: int) -> tuple[Sequence[str], bool]:
        """Take away each stretch of a size that is not needed; tell whether any was."""
        start, smaller = 0, False
        while start < len(raw_rows) and self._may_try():
            left = [*raw_rows[:start], *raw_rows[start + size :]]
            self._tries -= 1
            if left and self._holds("".join(left)):
                raw_rows, smaller = left, True
            else:
                start += size
        return raw_rows, smaller

    def _may_try(self) -> bool:
        return self._tries > 0 and time.monotonic() < self._deadline
