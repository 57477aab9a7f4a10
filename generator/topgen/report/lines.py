"""What a run did, as entries for people.

In:  ``RunReport``, ``CheckResult``.
Out: ``Entry`` values, all of them; those about pages and APIs that failed belong on the error stream. ``folding`` makes
lines of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from topgen.check import Problem
from topgen.diff import Loss
from topgen.errors import GeneratorError
from topgen.hidden_characters import visible
from topgen.render import STYLE, Drift
from topgen.report.folding import MANY, Entry
from topgen.report.run import RunReport, error_kind, written_files
from topgen.runs import CheckResult
from topgen.select import Selection
from topgen.spec.model import Api, Doubt
from topgen.spec_store import ParseResult

_LOSSES = 3
"""So many things that a poorer page no longer shows are named."""


def report_lines(report: RunReport, *, everything: bool = False) -> Iterator[Entry]:
    """Yield what a run did, but for the pages that failed; doubts that are known are told where everything is."""
    result = report.result
    if report.dry:
        yield Entry("dry run", "nothing is written; this is what would be done")
    yield from _named("new", result.new)
    yield from _change_lines(result)
    yield from (Entry("kept", _kept(name, losses)) for name, losses in result.kept.items())
    yield from _named("let go", result.released, ": what was kept of it")
    yield from _named("no page", result.orphaned, ": no page describes it any more; kept, delete its spec to drop it")
    for container, count in result.set_aside.items():
        yield Entry("set aside", f"{container}: {count} pages resemble no API page")
    yield from _ignored_lines(result)
    yield from (Entry("doubt", _doubt(report, api, doubt), doubt.kind) for api, doubt in report.new_doubts)
    if everything:
        yield from (Entry("known", _doubt(report, api, doubt), doubt.kind) for api, doubt in report.known_doubts)
    yield from (Entry("problem", str(problem), _kind(problem)) for problem in report.problems)
    yield from _package_lines(report)
    if len(result.pages) > MANY:
        yield from _layout_table(report)


def error_lines(report: RunReport) -> Iterator[Entry]:
    """Yield the pages that could not be read, each with the folder that keeps it, and the APIs with a fault."""
    for page in report.result.failed:
        place = report.rejected.get(page.path)
        kept = f"; kept in {place.as_posix()}" if place is not None else ""
        yield Entry("error", f"{page.error}{kept} {_rule(page.error)}", error_kind(page))
    yield from _fault_lines(report.result)


def failure_lines(result: ParseResult) -> Iterator[Entry]:
    """Yield the pages that could not be read and the APIs with a fault, each with its error alone."""
    yield from (Entry("error", f"{page.error} {_rule(page.error)}", error_kind(page)) for page in result.failed)
    yield from _fault_lines(result)


def _fault_lines(result: ParseResult) -> Iterator[Entry]:
    """Yield what is wrong with single APIs, which stay as they were."""
    for fault in result.faults:
        yield Entry("error", f"{fault.error}; {fault.api} stays as it was {_rule(fault.error)}", fault.error.rule)


def _rule(error: GeneratorError | None) -> str:
    return f"[{error.rule}]" if error is not None else ""


def _change_lines(result: ParseResult) -> Iterator[Entry]:
    """Yield a line for each fact that has changed, under the kind of the fact."""
    for name in result.changed:
        changes = result.changes.get(name, ())
        yield from (Entry("changed", f"{name} {change}", change.fact) for change in changes)
        if not changes:
            yield Entry("changed", f"{name}: its doubts alone, or a spec that nobody could read", "doubts")


def _kept(name: str, losses: Sequence[Loss]) -> str:
    """Return what a page no longer shows, and what to do about it."""
    told = ", ".join(f"{loss.at} {loss.fact}" for loss in losses[:_LOSSES])
    more = f" and {len(losses) - _LOSSES:,} more" if len(losses) > _LOSSES else ""
    return f"{name}: its page shows less than before ({told}{more}); --accept-loss {name} lets it go"


def _named(label: str, names: Iterable[str], more: str = "") -> Iterator[Entry]:
    return (Entry(label, f"{name}{more}") for name in names)


def _doubt(report: RunReport, api: Api, doubt: Doubt) -> str:
    at = "" if doubt.at == "api" else f".{doubt.at}"
    page = report.path_of(api.source.page)
    return f"{page}:{doubt.line} {api.name}{at}: {doubt.kind} {doubt.chosen}: {doubt.reason}"


def _kind(problem: Problem) -> str:
    return f"{problem.severity}[{problem.code}]"


def _package_lines(report: RunReport) -> Iterator[Entry]:
    if report.changes is not None:
        for path in report.changes.drift.edited:
            yield Entry(
                "edited" if report.dry else "overwrote",
                f"{path}: it was edited by hand; corrections belong into specs/overlays/",
            )
        yield from _named("removed", report.changes.drift.vanished)
        yield from _style_lines(report.changes.drift)
    if report.selection is not None:
        yield from _selection_lines(report.selection)


def check_lines(found: CheckResult) -> Iterator[Entry]:
    """Yield what a check says besides its diff and the pages that failed."""
    if not found.diff:
        yield from _named("changed", found.stale)
    yield from _named("edited", found.drift.edited, ": by hand; corrections belong into specs/overlays/")
    yield from _named("kept", found.drift.kept, ": edited by hand, and no part of the package any more; delete it")
    yield from _style_lines(found.drift)
    yield from _selection_lines(found.selection)
    yield from _ignored_lines(found.result)


def _selection_lines(selection: Selection) -> Iterator[Entry]:
    """Yield what a package leaves out; one that holds everything needs no words."""
    if selection.patterns:
        held, known = len(selection.apis), len(selection.apis) + selection.left_out
        chosen = " ".join(f"--only {pattern!r}" for pattern in selection.patterns)
        yield Entry("selected", f"{held:,} of {known:,} APIs, by {chosen}; --only '*' takes all again")
    if not selection.with_tests:
        yield Entry("left out", "the tests of the examples; --tests renders them again")


def _style_lines(drift: Drift) -> Iterator[Entry]:
    """Yield that the package was laid out by a black of another year, which is no edit by hand."""
    if drift.laid_out_by:
        text = f"the package was laid out by black {drift.laid_out_by}, and black {STYLE} is installed, which may break"
        yield Entry("formatter", f"{text} lines elsewhere: topgen build, or pip install 'black=={drift.laid_out_by}.*'")


def _ignored_lines(result: ParseResult) -> Iterator[Entry]:
    """Yield how many files a person has named that are no pages."""
    if result.ignored:
        files = "1 file" if result.ignored == 1 else f"{result.ignored:,} files"
        yield Entry("ignored", f"{files} among the pages, by .topgenignore or ignore of [tool.topgen]")


def _layout_table(report: RunReport) -> Iterator[Entry]:
    """Yield one line for each layout with its pages, those without a doubt, and its doubts."""
    apis = [page.api for page in report.result.pages if page.api is not None]
    pages = Counter(api.source.dialect for api in apis)
    clear = Counter(api.source.dialect for api in apis if not api.doubts)
    doubts = Counter(api.source.dialect for api, _ in report.doubts)
    yield Entry("layout", f"{'pages':>9}{'no doubt':>11}{'doubts':>9}")
    for name in sorted(pages):
        yield Entry(visible(name), f"{pages[name]:>9,}{clear[name]:>11,}{doubts[name]:>9,}")


def summary(report: RunReport) -> str:
    """Return the whole run in one line."""
    result = report.result
    same = len(result.unchanged) + len(result.rewritten)
    kept = f"{len(result.kept)} kept, " if result.kept else ""
    held = f", {len(result.faults)} APIs with a fault" if result.faults else ""
    new_doubts = len(report.new_doubts)
    corrected = sum(map(len, report.selection.corrected.values())) if report.selection is not None else 0
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
