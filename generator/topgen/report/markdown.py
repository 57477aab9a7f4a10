"""What a run did, as Markdown for the text of a pull request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from topgen.report.folding import Line, fold
from topgen.report.lines import error_lines, report_lines, summary
from topgen.report.run import RunReport

_TITLES = {
    "new": "New APIs",
    "changed": "Changed",
    "kept": "Kept: pages that show less than before",
    "let go": "Let go",
    "no page": "No page any more",
    "doubt": "New doubts",
    "problem": "Problems",
    "removed": "Removed files",
    "error": "Errors",
}


def report_markdown(report: RunReport) -> str:
    """Return a section for each kind of line that a run has."""
    lines = fold((*error_lines(report), *report_lines(report)))
    return "\n".join((*_sections(lines), summary(report)))


def _sections(lines: Iterable[Line]) -> Iterator[str]:
    last = None
    for label, text in lines:
        if label and label != last:
            yield from (f"### {_TITLES.get(label, label.capitalize())}", "")
            last = label
        yield f"- {_escaped(text)}"
    if last is not None:
        yield ""


def _escaped(text: str) -> str:
    """Return text of pages so that it stays text: Markdown and HTML in it mean nothing."""
    return "".join(f"\\{char}" if char in "\\`*_{}[]<>#|!~&@" else char for char in text)
