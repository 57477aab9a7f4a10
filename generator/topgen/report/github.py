"""What a run did, as annotations that GitHub Actions shows beside the lines of a pull request.

In:  ``RunReport``, ``CheckResult``.
Out: workflow commands, one a line. Text of pages is escaped, so that it is never a command itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from topgen.hidden_characters import visible
from topgen.report.run import RunReport
from topgen.runs import CheckResult
from topgen.spec.problems import Severity
from topgen.spec_store import ParseResult

_LEVELS = {Severity.ERROR: "error", Severity.DOUBT: "warning", Severity.NOTE: "notice"}


def report_annotations(report: RunReport) -> Iterator[str]:
    """Yield faults as errors, new doubts as warnings, problems as what they are, and what is kept of poorer pages."""
    result = report.result
    yield from _fault_annotations(result)
    for api, doubt in report.new_doubts:
        says = f"{api.name} {doubt.at}: {doubt.kind} {doubt.chosen}: {doubt.reason}"
        yield _annotation("warning", report.path_of(api.source.page), doubt.line, doubt.kind, says)
    for problem in report.problems:
        says = f"{problem.at}: {problem.message}" + (f": {problem.quote!r}" if problem.quote else "")
        yield _annotation(_LEVELS[problem.severity], problem.file, problem.line, problem.code, says)
    for name in result.kept:
        yield _annotation("warning", "", 0, "kept", f"{name}: its page shows less than before; --accept-loss {name}")


def check_annotations(found: CheckResult) -> Iterator[str]:
    """Yield faults and everything that is stale as errors."""
    yield from _fault_annotations(found.result)
    for name in found.stale:
        yield _annotation("error", "", 0, "stale", f"{name} is not what a build would write: run topgen build")


def _fault_annotations(result: ParseResult) -> Iterator[str]:
    for error in (*(page.error for page in result.failed), *(fault.error for fault in result.faults)):
        if error is not None:
            hint = f" ({error.hint})" if error.hint else ""
            yield _annotation("error", error.file, error.line, error.rule, f"{error.message}{hint}")


def _annotation(level: str, file: str, line: int, rule: str, text: str) -> str:
    """Return a workflow command; a page of many in a file is shown at its file."""
    places = (("file", file.partition("#")[0]), ("line", str(line) if line else ""), ("title", f"topgen: {rule}"))
    told = ",".join(f"{key}={_escaped(value)}" for key, value in places if value)
    return f"::{level} {told}::{visible(text).replace('%', '%25')}"


def _escaped(value: str) -> str:
    """Return the value of a property, in which colons and commas have a meaning too."""
    return visible(value).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
