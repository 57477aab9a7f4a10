"""What a run did, as lines for people.

In:  ``RunReport``, ``CheckResult``.
Out: ``Line`` values, of which those about pages and APIs that failed belong on the error stream. Of many lines of one
kind only the first are given and the others counted; the data for machines holds everything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from topgen.batch import PageResult
from topgen.check import Problem
from topgen.diff import Loss
from topgen.hidden_characters import visible
from topgen.pipeline import CheckResult
from topgen.render import STYLE, Drift
from topgen.report.run import RunReport, error_kind, written_files
from topgen.select import Selection
from topgen.spec.model import Api, Doubt
from topgen.spec_store import ParseResult

MANY = 20
"""More lines than this are grouped by kind."""
SHOWN = 3
"""So many of each kind are shown then."""
Line: TypeAlias = tuple[str, str]
"""What a line is about, in one word, and its text, in which nothing is hidden."""


def report_lines(report: RunReport) -> Iterator[Line]:
    """Yield what a run did, but for the pages that failed."""
    result = report.result
    if report.dry:
        yield _line("dry run", "nothing is written; this is what would be done")
    yield from _named("new", result.new)
    yield from _grouped("changed", change_lines(result))
    yield from _grouped("kept", (("", kept_line(name, losses)) for name, losses in result.kept.items()))
    yield from _named("let go", result.released, ": what was kept of it")
    yield from _named("no page", result.orphaned, ": no page describes it any more; kept, delete its spec to drop it")
    for container, count in result.set_aside.items():
        yield _line("set aside", f"{container}: {count} pages resemble no API page")
    yield from _ignored_lines(result)
    yield from _grouped("doubt", ((doubt.kind.value, _doubt(api, doubt)) for api, doubt in report.new_doubts))
    yield from _grouped("problem", ((_kind(problem), str(problem)) for problem in result.problems))
    yield from _package_lines(report)
    if len(result.pages) > MANY:
        yield from _layout_table(report)


def error_lines(report: RunReport) -> Iterator[Line]:
    """Yield the pages that could not be read, each with the folder that keeps it, and the APIs with a fault."""
    errors = ((error_kind(page), _error(page, report.rejected.get(page.path))) for page in report.result.failed)
    yield from _grouped("error", errors)
    yield from fault_lines(report.result)


def fault_lines(result: ParseResult) -> Iterator[Line]:
    """Yield what is wrong with single APIs, which stay as they were."""
    yield from (_line("error", f"{fault.error}; {fault.api} stays as it was") for fault in result.faults)


def change_lines(result: ParseResult) -> Iterator[tuple[str, str]]:
    """Yield a line for each fact that has changed, under the kind of the fact."""
    for name in result.changed:
        changes = result.changes.get(name, ())
        yield from ((change.fact, f"{name} {change}") for change in changes)
        if not changes:
            yield "doubts", f"{name}: its doubts alone, or a spec that nobody could read"


def kept_line(name: str, losses: Sequence[Loss]) -> str:
    """Return what a page no longer shows, and what to do about it."""
    told = ", ".join(f"{loss.at} {loss.fact}" for loss in losses[:SHOWN])
    more = f" and {len(losses) - SHOWN:,} more" if len(losses) > SHOWN else ""
    return f"{name}: its page shows less than before ({told}{more}); --accept-loss {name} lets it go"


def _line(label: str, text: str) -> Line:
    return label, visible(text)


def _named(label: str, names: Iterable[str], more: str = "") -> Iterator[Line]:
    return _grouped(label, (("", f"{name}{more}") for name in names))


def _grouped(label: str, entries: Iterable[tuple[str, str]]) -> Iterator[Line]:
    """Yield a line for each (kind, text), or for the first of each kind where there are many."""
    listed = list(entries)
    many = len(listed) > MANY
    kinds = Counter(kind for kind, _ in listed)
    for kind, count in kinds.items() if many else [("", 0)]:
        texts = [text for its_kind, text in listed if its_kind == kind or not many]
        if kind:
            yield _line(label, f"{count:,} of the kind {kind!r}:")
        yield from (_line(label, text) for text in (texts[:SHOWN] if many else texts))
        if many and count > SHOWN:
            yield _line("", f"(… {count - SHOWN:,} more; --format json lists all)")


def _doubt(api: Api, doubt: Doubt) -> str:
    at = doubt.at.removeprefix("api") or "(name)"
    return f"{api.source.page}:{doubt.line} {api.name} {at}: {doubt.kind} {doubt.chosen}: {doubt.reason}"


def _kind(problem: Problem) -> str:
    return f"{problem.severity}[{problem.code}]"


def _error(page: PageResult, place: Path | None) -> str:
    return f"{page.error}" + (f"; kept in {place.as_posix()}" if place is not None else "")


def _package_lines(report: RunReport) -> Iterator[Line]:
    if report.changes is not None:
        for path in report.changes.drift.edited:
            yield _line(
                "edited" if report.dry else "overwrote",
                f"{path}: it was edited by hand; corrections belong into specs/overlays/",
            )
        yield from _named("removed", report.changes.drift.vanished)
        yield from _style_lines(report.changes.drift)
    if report.selection is not None:
        yield from _selection_lines(report.selection)


def check_lines(found: CheckResult) -> Iterator[Line]:
    """Yield what a check says besides its diff and the pages that failed."""
    if not found.diff:
        yield from _named("changed", found.stale)
    yield from _named("edited", found.drift.edited, ": by hand; corrections belong into specs/overlays/")
    yield from _named("kept", found.drift.kept, ": edited by hand, and no part of the package any more; delete it")
    yield from _style_lines(found.drift)
    yield from _selection_lines(found.selection)
    yield from _ignored_lines(found.result)


def failure_lines(result: ParseResult) -> Iterator[Line]:
    """Yield the pages that could not be read and the APIs with a fault, each with its error alone."""
    yield from (_line("error", str(page.error)) for page in result.failed)
    yield from fault_lines(result)


def _selection_lines(selection: Selection) -> Iterator[Line]:
    """Yield what a package leaves out; one that holds everything needs no words."""
    if selection.patterns:
        held, known = len(selection.apis), len(selection.apis) + selection.left_out
        chosen = " ".join(f"--only {pattern!r}" for pattern in selection.patterns)
        yield _line("selected", f"{held:,} of {known:,} APIs, by {chosen}; --only '*' takes all again")
    if not selection.with_tests:
        yield _line("left out", "the tests of the examples; --tests renders them again")


def _style_lines(drift: Drift) -> Iterator[Line]:
    """Yield that the package was laid out by a black of another year, which is no edit by hand."""
    if drift.laid_out_by:
        text = f"the package was laid out by black {drift.laid_out_by}, and black {STYLE} is installed, which may break"
        yield _line("formatter", f"{text} lines elsewhere: topgen build, or pip install 'black=={drift.laid_out_by}.*'")


def _ignored_lines(result: ParseResult) -> Iterator[Line]:
    """Yield how many files a person has named that are no pages."""
    if result.ignored:
        files = "1 file" if result.ignored == 1 else f"{result.ignored:,} files"
        yield _line("ignored", f"{files} among the pages, by .topgenignore or ignore of [tool.topgen]")


def _layout_table(report: RunReport) -> Iterator[Line]:
    """Yield one line for each layout with its pages, those without a doubt, and its doubts."""
    apis = [page.api for page in report.result.pages if page.api is not None]
    pages = Counter(api.source.dialect for api in apis)
    clear = Counter(api.source.dialect for api in apis if not api.doubts)
    doubts = Counter(api.source.dialect for api, _ in report.doubts)
    yield "layout", f"{'pages':>9}{'no doubt':>11}{'doubts':>9}"
    for name in sorted(pages):
        yield visible(name), f"{pages[name]:>9,}{clear[name]:>11,}{doubts[name]:>9,}"


def summary(report: RunReport) -> str:
    """Return the whole run in one line."""
    result = report.result
    same = len(result.unchanged) + len(result.rewritten)
    kept = f"{len(result.kept)} kept, " if result.kept else ""
    held = f", {len(result.faults)} APIs with a fault" if result.faults else ""
    new_doubts = len(report.new_doubts)
    apis = report.selection.apis if report.selection is not None else ()
    corrected = sum(len(api.corrected) for api in apis)
    counts = (
        f"{len(result.new)} new, {len(result.changed)} changed, {same} unchanged, {kept}"
        f"{f'{corrected} facts corrected, ' if corrected else ''}"
        f"{new_doubts} new doubts and {len(report.doubts) - new_doubts} known, {len(result.problems)} problems, "
        f"{len(result.failed)} pages failed{held}"
    )
    done = "would be written" if report.dry else "written"
    written = (
        f"; {len(written_files(report.changes))} files {done} to {report.out}" if report.changes is not None else ""
    )
    return counts + explained_share(result) + written


def explained_share(result: ParseResult) -> str:
    """Return the share of the pages' words that is explained; 100 % only where all is."""
    if not result.total:
        return ""
    # Tenths of a percent, cut and not rounded.
    share = result.explained * 1000 // result.total / 10
    return f"; {share} % of {result.total:,} lines and cells explained"
