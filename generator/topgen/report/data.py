"""What a run did, as plain data that JSON can hold: everything, nothing cut."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from topgen.batch import PageResult
from topgen.check import Problem
from topgen.diff import Change
from topgen.render import STYLE, Changes, Drift
from topgen.report.run import RunReport, error_kind, written_files
from topgen.runs import CheckResult
from topgen.select import Selection
from topgen.spec.model import Api, Doubt
from topgen.spec_store import ParseResult


def report_data(report: RunReport) -> dict[str, Any]:
    """Return everything about a run as plain data."""
    result = report.result
    return {
        "new": result.new,
        "changed": result.changed,
        "unchanged": (*result.unchanged, *result.rewritten),
        "changes": [_change_data(name, change) for name in result.changed for change in result.changes.get(name, ())],
        "kept": {name: [{"at": loss.at, "fact": loss.fact} for loss in losses] for name, losses in result.kept.items()},
        "released": result.released,
        "orphaned": result.orphaned,
        "set_aside": dict(result.set_aside),
        "ignored": result.ignored,
        "explained": {"explained": result.explained, "total": result.total},
        "doubts": [_doubt_data(report, api, doubt) for api, doubt in report.doubts],
        "new_doubts": [_doubt_data(report, api, doubt) for api, doubt in report.new_doubts],
        "problems": [_problem_data(problem) for problem in report.problems],
        "failed": [_failed_data(page, report.rejected.get(page.path)) for page in result.failed],
        "faults": _fault_data(result),
        **_package_data(report.changes),
        **({"selection": _selection_data(report.selection)} if report.selection is not None else {}),
    }


def check_data(found: CheckResult) -> dict[str, Any]:
    """Return everything about a check as plain data."""
    failed = [_failed_data(page, None) for page in found.result.failed]
    faults = _fault_data(found.result)
    data = {"stale": found.stale, "diff": found.diff, "failed": failed, "faults": faults}
    return (
        data
        | {"ignored": found.result.ignored}
        | {"selection": _selection_data(found.selection)}
        | _style_data(found.drift)
    )


def _fault_data(result: ParseResult) -> list[dict[str, Any]]:
    return [
        {"api": fault.api, "rule": fault.error.rule, "reason": str(fault.error)}
        | {"file": fault.error.file, "line": fault.error.line}
        for fault in result.faults
    ]


def _change_data(api: str, change: Change) -> dict[str, Any]:
    return {"api": api, "at": change.at, "fact": change.fact, "before": change.before, "after": change.after}


def _style_data(drift: Drift) -> dict[str, Any]:
    """Return the years of both blacks where they differ."""
    return {"black": {"package": drift.laid_out_by, "installed": STYLE}} if drift.laid_out_by else {}


def _selection_data(selection: Selection) -> dict[str, Any]:
    """Return what a package holds as plain data."""
    corrected = {name: list(places) for name, places in selection.corrected.items()}
    held = {"held": len(selection.apis), "left_out": selection.left_out, "tests": selection.with_tests}
    return {"only": selection.patterns, **held, "corrected": corrected}


def _doubt_data(report: RunReport, api: Api, doubt: Doubt) -> dict[str, Any]:
    where = {"api": api.name, "page": report.path_of(api.source.page), "line": doubt.line, "at": doubt.at}
    return where | {"about": doubt.kind, "taken": doubt.chosen, "because": doubt.reason}


def _problem_data(problem: Problem) -> dict[str, Any]:
    where = {"file": problem.file, "line": problem.line, "at": problem.at}
    return {
        "rule": problem.code,
        "severity": problem.severity,
        **where,
        "says": problem.message,
        "quote": problem.quote,
    }


def _failed_data(page: PageResult, place: Path | None) -> dict[str, Any]:
    data: dict[str, Any] = {"page": page.path, "reason": str(page.error), "kind": error_kind(page)}
    if page.error is not None:
        data |= {"rule": page.error.rule, "line": page.error.line}
        data |= {"says": page.error.message, "advice": page.error.hint}
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
    package = {"written": written_files(changes), "removed": drift.vanished, "kept": drift.kept}
    return {"package": package, "edited": drift.edited, "foreign": drift.foreign, **_style_data(drift)}
