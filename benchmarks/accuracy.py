"""How well pages are read: the accuracy benchmark.

Usage: ``python benchmarks/accuracy.py CORPUS [--layout L] [--worst N] [--damage SEED] [--kind K] [--format json]``

In:  a corpus: a folder with ``course/`` (pages) and ``course.truth.json`` (the right answers), an object of API name to
``file``, ``layout``, ``title``, ``session`` (true or false), ``request`` and ``response`` (lists of ``name``, ``type``
in the page's spelling, ``array``, ``required`` in the page's word, ``sample``, ``has_desc``, ``limit``, ``children``)
and ``errors`` (lists of code, message, solution). A corpus is no part of the repository.
Out: per layout how many pages and fields are exact, what is wrong in silence, which doubts were idle, and how fast it
went; then the worst pages with each wrong fact as ``-`` (right) and ``+`` (read).
Note: with ``--damage`` every page is damaged in one way first, and the table has a row for each kind of damage.
A page is exact when every field has its name, place, type, list or not, class and required flag, and nothing is missing
or invented; samples, descriptions and limits are judged too but do not make a page inexact.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import repeat
from pathlib import Path

from corpus import NoCorpus, TruthPage, load_corpus
from damage import KINDS, damage
from reading import read_facts
from report import Run, as_json, as_text
from scoring import PageScore, score_page

from topgen.errors import GeneratorError

CHUNK = 16
"""Pages that a worker takes at a time."""


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker must know besides the page."""

    pages: Path
    seed: int | None
    """The seed of the damage; None for pages as they are."""
    kind: str
    """The kind of damage; empty for any."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; give the exit code, 2 where there is no corpus."""
    options = _parse(arguments)
    try:
        pages = load_corpus(options.corpus)
    except NoCorpus as error:
        print(f"accuracy: {error}", file=sys.stderr)
        return 2
    chosen = [page for page in pages if not options.layout or page.layout in options.layout.split(",")]
    run = measure(chosen, Task(options.corpus / "course", options.damage, options.kind), options.jobs)
    try:
        print(as_json(run) if options.format == "json" else as_text(run, options.worst), flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="accuracy", description="Measure how well the pages of a corpus are read.")
    parser.add_argument("corpus", type=Path, help="folder with course/ and course.truth.json")
    parser.add_argument("--layout", default="", help="only these layouts, separated by commas")
    parser.add_argument("--worst", type=int, default=10, metavar="N", help="how many of the worst pages to show")
    parser.add_argument("--damage", type=int, metavar="SEED", help="damage each page first, by this seed")
    parser.add_argument("--kind", default="", choices=("", *KINDS), help="only this kind of damage")
    parser.add_argument("--format", default="text", choices=("text", "json"))
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many processes read pages")
    return parser.parse_args(arguments)


def measure(pages: Sequence[TruthPage], task: Task, jobs: int) -> Run:
    """Read and judge pages in parallel."""
    begin = time.perf_counter()
    scores = tuple(_score_all(pages, task, jobs))
    wall = time.perf_counter() - begin
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return Run(scores, wall, peak // 1024)


def _score_all(pages: Sequence[TruthPage], task: Task, jobs: int) -> Iterator[PageScore]:
    if jobs < 2:
        yield from map(read_and_score, pages, repeat(task))
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(read_and_score, pages, repeat(task), chunksize=CHUNK)


def read_and_score(truth: TruthPage, task: Task) -> PageScore:
    """Read one page, damaged or not, and judge it; whatever goes wrong is part of the score."""
    data, kind, detail = (task.pages / truth.file).read_bytes(), "", ""
    if task.seed is not None:
        hard = damage(data, truth, task.seed, task.kind)
        data, truth, kind, detail = hard.data, hard.truth, hard.kind, hard.detail
    begin = time.perf_counter()
    try:
        facts = read_facts(data, truth.file)
    except GeneratorError as error:
        score = PageScore(truth.api, truth.layout, failure=f"refused: {error}")
    except Exception as error:  # a crash of the generator is a result of the benchmark, not its end
        score = PageScore(truth.api, truth.layout, failure=f"crashed: {type(error).__name__}: {error}")
    else:
        seconds = time.perf_counter() - begin
        return replace(score_page(truth, facts), damage=kind, detail=detail, seconds=seconds)
    return replace(score, damage=kind, detail=detail, seconds=time.perf_counter() - begin)


if __name__ == "__main__":
    sys.exit(main())
