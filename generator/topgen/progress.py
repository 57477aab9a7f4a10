"""The one line that shows how far a run has come, for people who wait at a terminal.

In:  the counts of a run.
Out: a line on the error stream that overwrites itself and is gone at the end; nothing where no person looks.
"""

from __future__ import annotations

import shutil
import sys
import time
from types import TracebackType

from topgen.hidden import visible
from topgen.text_width import cut, width

_SECONDS = 0.1
_MOST_COLUMNS = 100


class Progress:
    """``with Progress(...) as watch: watch(812, 2634, "pages/a.txt")``."""

    def __init__(self, *, shown: bool) -> None:
        self._shown = shown and sys.stderr.isatty()
        self._next = 0.0
        self._columns = 0

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._columns:
            sys.stderr.write("\r" + " " * self._columns + "\r")
            sys.stderr.flush()

    def __call__(self, count: int, total: int, page: str) -> None:
        """Show the pages read so far, at most ten times a second."""
        now = time.monotonic()
        if not self._shown or now < self._next:
            return
        self._next = now + _SECONDS
        columns = min(shutil.get_terminal_size().columns - 1, _MOST_COLUMNS)
        line = cut(f"reading pages  {count}/{total}  {count * 100 // total} %  {visible(page)}", columns)
        sys.stderr.write("\r" + line + " " * (self._columns - width(line)))
        sys.stderr.flush()
        self._columns = width(line)
