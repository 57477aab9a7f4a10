"""What a run did, as lines for people and as plain data for machines.

In:  ``RunReport``.
Out: ``Line`` values, of which those about pages that failed belong on the error stream; or a dictionary that JSON can
hold. Of many lines of one kind only the first are given and the others counted; the data holds everything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from topgen.batch import PageResult
from topgen.check import Problem
from topgen.errors import PageError
from topgen.hidden_characters import visible
from topgen.pipeline import CheckResult
from topgen.render import STYLE, Changes, Drift
from topgen.select import Selection
from topgen.spec.model import Api, Doubt
from topgen.spec_store import ParseResult

MANY = 20
"""More lines than this are grouped by kind."""
SHOWN = 3
"""So many of each kind are shown then."""
Line: TypeAlias = tuple[str, str]
"""What a line is about, in one word, and its text, in which nothing is hidden."""


@dataclass(frozen=True, slots=True)
class RunReport:
    """All that is to be said about one run."""

    result: ParseResult
    rejected: Mapping[str, Path] = field(default_factory=dict)
    """The folder of each rejected page by the page's path."""
    changes: Changes | None = None
    """What became of the package, where the run made one."""
    out: Path = Path()
    """The package."""
    selection: Selection | None = None
    """What the package holds."""

    @property
    def doubts(self) -> list[tuple[Api, Doubt]]:
        """All doubts with their APIs, in the order of the pages."""
        apis = [page.api for page in self.result.pages if page.api is not None]
        return [(api, doubt) for api in apis for doubt in api.doubts]


def report_lines(report: RunReport) -> Iterator[Line]:
    """Yield what a run did, but for the pages that failed."""
    result = report.result
    yield from _named("new", result.new)
    yield from _named("changed", result.changed)
    yield from _named("no page", result.orphaned, ": its spec is kept; delete the spec file to drop the API")
    for container, count in result.set_aside.items():
        yield _line("set aside", f"{container}: {count} pages resemble no API page")
    yield from _grouped("doubt", ((doubt.kind.value, _doubt(api, doubt)) for api, doubt in report.doubts))
    yield from _grouped("problem", ((_kind(problem), str(problem)) for problem in result.problems))
    yield from _package_lines(report)
    if len(result.pages) > MANY:
        yield from _layout_table(report)


def error_lines(report: RunReport) -> Iterator[Line]:
    """Yield the pages that could not be read, each with the folder that keeps it."""
    errors = ((_error_kind(page), _error(page, report.rejected.get(page.path))) for page in report.result.failed)
    return _grouped("error", errors)


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


def _error_kind(page: PageResult) -> str:
    return page.error.kind if isinstance(page.error, PageError) else "name or value that is not safe"


def _error(page: PageResult, place: Path | None) -> str:
    return f"{page.error}" + (f"; kept in {place.as_posix()}" if place is not None else "")


def _package_lines(report: RunReport) -> Iterator[Line]:
    if report.changes is not None:
        for path in report.changes.drift.edited:
            yield _line("overwrote", f"{path}: it was edited by hand; corrections belong into specs/overlays/")
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


def failure_lines(result: ParseResult) -> Iterator[Line]:
    """Yield the pages that could not be read, each with its error alone."""
    return (_line("error", str(page.error)) for page in result.failed)


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
    counts = (
        f"{len(result.new)} new, {len(result.changed)} changed, {len(result.unchanged)} unchanged, "
        f"{len(report.doubts)} doubts, {len(result.problems)} problems, {len(result.failed)} pages failed"
    )
    written = f"; {len(_written(report.changes))} files written to {report.out}" if report.changes is not None else ""
    return counts + explained_share(result) + written


def explained_share(result: ParseResult) -> str:
    """Return the share of the pages' words that is explained; 100 % only where all is."""
    if not result.total:
        return ""
    # Tenths of a percent, cut and not rounded.
    share = result.explained * 1000 // result.total / 10
    return f"; {share} % of {result.total:,} lines and cells explained"


def _written(changes: Changes) -> list[str]:
    return [*changes.drift.new, *changes.drift.changed, *changes.drift.edited]


def report_data(report: RunReport) -> dict[str, Any]:
    """Return everything about a run as plain data."""
    result = report.result
    return {
        "new": result.new,
        "changed": result.changed,
        "unchanged": result.unchanged,
        "orphaned": result.orphaned,
        "set_aside": dict(result.set_aside),
        "explained": {"explained": result.explained, "total": result.total},
        "doubts": [_doubt_data(api, doubt) for api, doubt in report.doubts],
        "problems": [str(problem) for problem in result.problems],
        "failed": [_failed_data(page, report.rejected.get(page.path)) for page in result.failed],
        **_package_data(report.changes),
        **({"selection": _selection_data(report.selection)} if report.selection is not None else {}),
    }


def check_data(found: CheckResult) -> dict[str, Any]:
    """Return everything about a check as plain data."""
    failed = [str(page.error) for page in found.result.failed]
    data = {"stale": found.stale, "diff": found.diff, "failed": failed, "selection": _selection_data(found.selection)}
    return data | _style_data(found.drift)


def _style_data(drift: Drift) -> dict[str, Any]:
    """Return the years of both blacks where they differ."""
    return {"black": {"package": drift.laid_out_by, "installed": STYLE}} if drift.laid_out_by else {}


def _selection_data(selection: Selection) -> dict[str, Any]:
    """Return what a package holds as plain data."""
    held = {"held": len(selection.apis), "left_out": selection.left_out, "tests": selection.with_tests}
    return {"only": selection.patterns, **held}


def _doubt_data(api: Api, doubt: Doubt) -> dict[str, Any]:
    where = {"api": api.name, "page": api.source.page, "line": doubt.line, "at": doubt.at}
    return where | {"about": doubt.kind, "taken": doubt.chosen, "because": doubt.reason}


def _failed_data(page: PageResult, place: Path | None) -> dict[str, Any]:
    data: dict[str, Any] = {"page": page.path, "reason": str(page.error), "kind": _error_kind(page)}
    if page.error is not None:
        data |= {"line": page.error.line, "says": page.error.message, "advice": page.error.hint}
    if page.diagnosis is not None:
        data["nearest"] = page.diagnosis.layout
        data["missing"] = page.diagnosis.missing
        data["foreign"] = page.diagnosis.foreign
    if place is not None:
        data["rejected"] = place.as_posix()
    return data


def _package_data(changes: Changes | None) -> dict[str, Any]:
    if changes is None:
        return {}
    drift = changes.drift
    package = {"written": _written(changes), "removed": drift.vanished, "kept": drift.kept}
    return {"package": package, "edited": drift.edited, "foreign": drift.foreign, **_style_data(drift)}
