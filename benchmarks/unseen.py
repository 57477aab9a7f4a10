"""How many pages in layouts that nobody knows are wrong in silence: the benchmark of the unseen.

Usage: ``python benchmarks/unseen.py SEED COUNT [--worst N] [--jobs N] [--only QUESTION=ANSWER]``

In:  a seed, and how many pages to draw.
Out: how many pages were refused, read exactly, read with doubts, wrong with doubts and wrong in silence; which choices
of a layout the silent ones share; the worst pages with their wrong facts.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "tests" / "synthesis"))

from unseen_judging import Verdict, judge_unseen
from unseen_pages import draw_unseen

CHUNK = 64
"""Pages that a worker takes at a time."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; the exit code tells whether a page was wrong in silence."""
    parser = argparse.ArgumentParser(prog="unseen", description="Count silent faults on pages of unknown layouts.")
    parser.add_argument("seed", type=int)
    parser.add_argument("count", type=int)
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="print so many wrong pages")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", default="", metavar="QUESTION=ANSWER", help="print only pages of this choice")
    options = parser.parse_args(arguments)
    begin = time.perf_counter()
    verdicts = list(
        _judge_all(range(options.seed * 10_000_000, options.seed * 10_000_000 + options.count), options.jobs)
    )
    print("\n".join(_summary(verdicts, time.perf_counter() - begin)))
    silent = [verdict for verdict in verdicts if verdict.silent]
    chosen = [verdict for verdict in silent if not options.only or _chose(verdict, options.only)]
    for verdict in sorted(chosen, key=lambda verdict: len(verdict.page.text))[: options.worst]:
        print("\n".join(_show(verdict)))
    return bool(silent)


def _judge_all(seeds: Sequence[int], jobs: int) -> Iterator[Verdict]:
    if jobs < 2:
        yield from map(_judge, seeds)
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(_judge, seeds, chunksize=CHUNK)


def _judge(seed: int) -> Verdict:
    return judge_unseen(draw_unseen(seed))


def _chose(verdict: Verdict, only: str) -> bool:
    question, _, answer = only.partition("=")
    return (question, answer) in verdict.page.choices.pairs() or any(fault.fact == only for fault in verdict.silent)


def _summary(verdicts: Sequence[Verdict], wall: float) -> Iterator[str]:
    read = [verdict for verdict in verdicts if not verdict.failure]
    silent = [verdict for verdict in read if verdict.silent]
    crashed = [verdict for verdict in verdicts if verdict.failure.startswith("crashed")]
    yield f"pages {len(verdicts)}, refused {len(verdicts) - len(read) - len(crashed)}, crashed {len(crashed)}"
    yield (
        f"read {len(read)}: exactly {sum(not v.wrong and not v.doubts for v in read)}, "
        f"right with doubts {sum(not v.wrong and v.doubts > 0 for v in read)}, "
        f"wrong with doubts {sum(bool(v.wrong) and not v.silent for v in read)}, wrong in silence {len(silent)}"
    )
    yield f"{len(verdicts) / wall:.0f} pages a second, slowest {max(v.seconds for v in verdicts) * 1000:.0f} ms"
    facts = Counter(fact for verdict in silent for fact in {fault.fact for fault in verdict.silent})
    yield "silent pages by fact: " + ", ".join(f"{fact} {count}" for fact, count in facts.most_common())
    yield from _shared(read, silent)
    yield from (f"crash: seed {verdict.page.seed} {verdict.failure}" for verdict in crashed[:5])


def _shared(read: Sequence[Verdict], silent: Sequence[Verdict]) -> Iterator[str]:
    """Say which choices are wrong in silence most often among the pages read."""
    every = Counter(pair for verdict in read for pair in verdict.page.choices.pairs())
    wrong = Counter(pair for verdict in silent for pair in verdict.page.choices.pairs())
    ranked = sorted(wrong, key=lambda pair: wrong[pair] / every[pair], reverse=True)
    for question, answer in [pair for pair in ranked if every[pair] >= 10 or wrong[pair] > 1][:40]:
        pair = question, answer
        yield f"  {wrong[pair]:5} of {every[pair]:5} read pages  {question}: {answer!r}"


def _show(verdict: Verdict) -> Iterator[str]:
    page = verdict.page
    yield f"=== seed {page.seed} " + ", ".join(f"{question}: {answer!r}" for question, answer in page.choices.pairs())
    for fault in verdict.silent:
        yield f"  SILENT {fault.fact} at {fault.at}: right {fault.right!r}, read {fault.read!r}"
    yield "--- page"
    yield page.text


if __name__ == "__main__":
    sys.exit(main())
