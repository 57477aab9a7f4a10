"""The one door to the terminal: columns, colours, and how far a run has come; elsewhere plain lines.

In:  labels and texts, the lines of a diff, plain data, the counts of a run.
Out: text on a stream. Whatever a page, a file or its name holds, no character gets through that nobody sees: it is
printed as its escape. Where nobody looks, a line is one line and holds all of its text, so that it can be searched for.
rich is imported where somebody looks only, for it takes as long as a short run.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from topgen.hidden_characters import reveal, reveal_in_json, visible

_LABEL = 11
"""The columns of what a line is about."""
_STYLES = {
    **dict.fromkeys(("new", "changed"), "green"),
    **dict.fromkeys(("doubt", "problem", "formatter"), "yellow"),
    "known": "dim",
    **dict.fromkeys(("error", "overwrote", "edited", "kept"), "red"),
}
_DIFF_STYLES = {"+": "green", "-": "red", "@": "cyan"}
_SECONDS = 0.1


def is_watched(stream: TextIO) -> bool:
    """Return whether a stream is a terminal that can do more than print one line after the other."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"


@contextmanager
def reader_may_leave() -> Iterator[None]:
    """Print as long as somebody reads: whoever goes away, as ``| head`` does, changes no exit code."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def print_lines(lines: Iterable[tuple[str, str]], stream: TextIO | None = None) -> None:
    """Print labels and texts in two columns, each pair on one line however long it is."""
    styled = ((f"{reveal(label):<{_LABEL}}", _STYLES.get(label, ""), reveal(text)) for label, text in lines)
    _print_styled(styled, stream or sys.stdout)


def print_text(text: str) -> None:
    """Print a text of any number of lines."""
    print_texts(text.split("\n"))


def print_texts(lines: Iterable[str]) -> None:
    """Print lines, or none."""
    sys.stdout.writelines(f"{reveal(line)}\n" for line in lines)


def print_styled(lines: Iterable[tuple[str, str]]) -> None:
    """Print lines, each in its style."""
    _print_styled(((reveal(line), style, "") for line, style in lines), sys.stdout)


def print_json(value: Any) -> None:
    """Print plain data as JSON, with Chinese as it is."""
    sys.stdout.write(reveal_in_json(json.dumps(value, ensure_ascii=False, indent=1)) + "\n")


def print_diff(lines: Iterable[str]) -> None:
    """Print the lines of a unified diff."""
    plain = ("\t".join(map(reveal, line.rstrip("\n").split("\t"))) for line in lines)
    _print_styled(((line, _DIFF_STYLES.get(line[:1], ""), "") for line in plain), sys.stdout)


def _print_styled(lines: Iterable[tuple[str, str, str]], stream: TextIO) -> None:
    """Print lines whose beginnings have a style; the terminal wraps them, so that a path is never broken."""
    if not is_watched(stream):
        stream.writelines(f"{head}{rest}\n" for head, _, rest in lines)
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream)
    plain = bool(os.environ.get("NO_COLOR"))  # https://no-color.org; rich would leave dim and bold
    for head, style, rest in lines:
        console.print(Text.assemble((head, "" if plain else style), rest), soft_wrap=True)


@contextmanager
def progress(*, shown: bool) -> Iterator[Callable[[int, int, str], None] | None]:
    """Show how many pages of how many were read, by the function that is given; the line is gone at the end."""
    if not (shown and is_watched(sys.stderr)):
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.table import Column

    last = Column(no_wrap=True, overflow="ellipsis", ratio=1)
    page = TextColumn("{task.fields[page]}", markup=False, table_column=last)
    columns = ("reading pages", BarColumn(), MofNCompleteColumn(), page)
    # Without a thread that draws by itself: the pool of processes is forked only where there is none.
    bar = Progress(*columns, console=Console(stderr=True), auto_refresh=False, transient=True, expand=True)
    task = bar.add_task("", total=None, page="")
    due = 0.0

    def watch(count: int, total: int, path: str) -> None:
        nonlocal due
        if (now := time.monotonic()) >= due:
            due = now + _SECONDS
            bar.update(task, completed=count, total=total, page=visible(path), refresh=True)

    with bar:
        yield watch
