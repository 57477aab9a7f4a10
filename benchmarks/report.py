"""The scores of a run as tables for people and as JSON for programs.

In:  ``Run``.
Out: text. Shares are rounded down, so that 100 % means all.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import floor

from facts import CORE
from scoring import PageScore

LINES_A_PAGE = 12
"""Wrong facts that are shown of one of the worst pages."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a run of the benchmark measured."""

    scores: tuple[PageScore, ...]
    wall: float
    """Seconds from the first page to the last, all processes together."""
    peak: int
    """The most memory that one process had, in MiB."""


Row = dict[str, object]


def as_text(run: Run, worst: int) -> str:
    """Lay a run out as tables, with the worst pages below."""
    lines = [*_table("layout", _groups(run.scores, lambda score: score.layout)), ""]
    if any(score.damage for score in run.scores):
        lines += [*_table("damage", _groups(run.scores, lambda score: score.damage)), ""]
    lines += [*_counters(run.scores), *_speed(run), ""]
    for score in sorted(run.scores, key=_badness, reverse=True)[:worst]:
        if any(_badness(score)):
            lines += [*_show_page(score), ""]
    return "\n".join(lines)


def as_json(run: Run) -> str:
    """Return the same figures, and each page that is not exact, as JSON."""
    by_layout = {name: _row(scores) for name, scores in _groups(run.scores, lambda score: score.layout)}
    by_damage = {name: _row(scores) for name, scores in _groups(run.scores, lambda score: score.damage) if name}
    bad = [score for score in sorted(run.scores, key=_badness, reverse=True) if any(_badness(score))]
    return json.dumps(
        {
            "layouts": by_layout,
            "damage": by_damage,
            "wall_seconds": round(run.wall, 2),
            "peak_mib": run.peak,
            "worst": [{"api": score.api, "layout": score.layout, "lines": _show_page(score)} for score in bad],
        },
        ensure_ascii=False,
        indent=1,
    )


def _groups(scores: Sequence[PageScore], key: Callable[[PageScore], str]) -> Iterator[tuple[str, Sequence[PageScore]]]:
    names = sorted({key(score) for score in scores})
    yield from ((name, [score for score in scores if key(score) == name]) for name in names)
    if len(names) > 1:
        yield "all", scores


def _row(scores: Sequence[PageScore]) -> Row:
    """Return the figures of a group of pages."""
    wrong = [fault for score in scores for fault in score.wrong]
    fields = sum(score.fields for score in scores)
    busy = sum(score.seconds for score in scores)
    return {
        "pages": len(scores),
        "failed": sum(bool(score.failure) for score in scores),
        "exact": sum(score.exact for score in scores),
        "exact %": _share(sum(score.exact for score in scores), len(scores)),
        "fields %": _share(sum(score.fields_exact for score in scores), fields),
        "silent": sum(not fault.doubted and fault.fact in CORE for fault in wrong),
        "silent cells": sum(not fault.doubted and fault.fact not in CORE for fault in wrong),
        "doubted": sum(fault.doubted for fault in wrong),
        "doubts": sum(len(score.doubts) for score in scores),
        "needless": sum(any(kind != "name" for kind, _ in score.needless) for score in scores),
        "unexplained": sum(score.unexplained for score in scores),
        **{name: _stated(scores, name) for name in ("api name", "session", "title", "error codes")},
        "pages/s/core": round(len(scores) / busy) if busy else 0,
    }


def _stated(scores: Sequence[PageScore], name: str) -> str:
    found = [right for score in scores for stated, right in score.stated if stated == name]
    return _share(sum(found), len(found))


def _share(part: int, whole: int) -> str:
    return f"{floor(10000 * part / whole) / 100:.2f}" if whole else "-"


def _table(head: str, groups: Iterator[tuple[str, Sequence[PageScore]]]) -> list[str]:
    rows = [{head: name, **_row(scores)} for name, scores in groups]
    if not rows:
        return []
    columns = list(rows[0])
    widths = [max(len(column), *(len(str(row[column])) for row in rows)) for column in columns]
    lines = [columns, *([str(row[column]) for column in columns] for row in rows)]
    return ["  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True)) for line in lines]


def _counters(scores: Sequence[PageScore]) -> Iterator[str]:
    """Say which facts are wrong in silence, and which doubts were raised and which of them idly."""
    silent = Counter(fault.fact for score in scores for fault in score.wrong if not fault.doubted)
    raised = Counter(kind for score in scores for kind in score.doubts)
    idle = Counter(kind for score in scores for kind, _ in score.needless)
    pages = Counter(kind for score in scores for kind in {kind for kind, _ in score.needless})
    yield "silent by fact: " + (", ".join(f"{fact} {count}" for fact, count in silent.most_common()) or "none")
    yield "doubts by subject, needless ones, pages with needless ones: " + ", ".join(
        f"{kind} {count}/{idle[kind]}/{pages[kind]}" for kind, count in raised.most_common()
    )
    open_places = sum(score.open_places for score in scores)
    if open_places:
        elsewhere = sum(score.open_elsewhere for score in scores)
        yield f"places that their pages leave open: {open_places}, of which read elsewhere {elsewhere}"
    yield f"classes that an example cannot spell, spelled otherwise: {sum(score.respelled for score in scores)}"


def _speed(run: Run) -> Iterator[str]:
    if run.scores:
        slowest = max(run.scores, key=lambda score: score.seconds)
        yield f"{len(run.scores) / run.wall:.0f} pages a second in {run.wall:.1f} s of wall time, scoring included"
        yield f"slowest page {slowest.seconds * 1000:.0f} ms ({slowest.api}); peak memory of a process {run.peak} MiB"


def _badness(score: PageScore) -> tuple[int, ...]:
    """Order pages: what makes a page inexact weighs more than the rest, and silence more than a doubted fault."""
    core = [fault for fault in score.wrong if fault.fact in CORE]
    silent = [fault for fault in score.wrong if not fault.doubted]
    both = sum(not fault.doubted for fault in core)
    return bool(score.failure), both, len(core), len(silent), len(score.wrong)


def _show_page(score: PageScore) -> list[str]:
    damage = f" [{score.damage}: {score.detail}]" if score.damage else ""
    lines = [f"{score.api} ({score.layout}){damage} {score.failure}".rstrip()]
    for fault in score.wrong[:LINES_A_PAGE]:
        mark = "DOUBTED" if fault.doubted else "SILENT"
        lines.append(f"  - {fault.at} {fault.fact}: {fault.right}")
        lines.append(f"  + {fault.at} {fault.fact}: {fault.read}  {mark}")
    if len(score.wrong) > LINES_A_PAGE:
        lines.append(f"  … and {len(score.wrong) - LINES_A_PAGE} more")
    return lines
