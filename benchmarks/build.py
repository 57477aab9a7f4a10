"""What a build costs: from nothing, where nothing has changed, and after one edit.

Usage: ``python benchmarks/build.py PAGES [--sizes N,N,…] [--no-tests]``

In:  a folder of pages; the first N of each size are built in a temporary folder.
Out: a line a size and task: seconds of CPU of all processes, seconds on the clock, the peak of the largest process in
megabytes; then the exponent of the growth from the smallest size to the largest (1 is linear).
Each task is a ``topgen`` process of its own, and is run once: on a machine that does something else, read ratios.
"""

from __future__ import annotations

import argparse
import math
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

SIZES = (100, 300, 1_000, 2_634)
TASKS = ("cold", "nothing", "one page", "one overlay", "one module gone", "check", "parse one", "version")


class Cost(NamedTuple):
    """What one process took."""

    cpu: float
    wall: float
    megabytes: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="build", description="What builds cost, whole and of one change.")
    parser.add_argument("pages", type=Path)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--no-tests", action="store_true", help="packages without tests of their examples")
    options = parser.parse_args(arguments)
    pages = sorted(path for path in options.pages.iterdir() if path.is_file() and not path.name.startswith("."))
    costs: dict[tuple[str, int], Cost] = {}
    sizes = [min(int(size), len(pages)) for size in options.sizes.split(",")]
    for size in dict.fromkeys(sizes):
        with tempfile.TemporaryDirectory() as folder:
            for task, cost in measure(pages[:size], Path(folder), ["--no-tests"] if options.no_tests else []):
                costs[task, size] = cost
                print(f"{size:>7,}  {task:<16} {cost.cpu:7.2f} CPU s {cost.wall:7.2f} s {cost.megabytes:6.0f} MB")
    for task in TASKS if len(set(sizes)) > 1 else ():
        low, high = costs[task, min(sizes)], costs[task, max(sizes)]
        print(f"growth   {task:<16} {math.log(high.cpu / low.cpu) / math.log(max(sizes) / min(sizes)):7.2f}")
    return 0


def measure(pages: Sequence[Path], folder: Path, options: Sequence[str]) -> Iterator[tuple[str, Cost]]:
    """Yield what each task costs in a project of these pages."""
    (folder / "specs/pages").mkdir(parents=True)
    for page in pages:
        shutil.copy(page, folder / "specs/pages" / page.name)
    yield "cold", run(folder, "build", *options)
    run(folder, "build")  # what was written just now is looked at once more
    yield "nothing", run(folder, "build")
    page = folder / "specs/pages" / pages[len(pages) // 2].name
    yield "one page", after(
        lambda: page.write_bytes(page.read_bytes().replace("描述".encode(), "说明 ".encode())), folder
    )
    module = sorted((folder / "generated/src/topclient/apis").rglob("*.py"))[-1]
    name = next((folder / "specs/apis").rglob("*.yaml")).stem
    yield "one overlay", after(lambda: correct(folder, name), folder)
    yield "one module gone", after(module.unlink, folder)
    yield "check", run(folder, "check")
    yield "parse one", run(folder, "parse", str(page.relative_to(folder)))
    yield "version", run(folder, "--version")


def correct(folder: Path, name: str) -> None:
    """Correct a fact of an API that no page states."""
    run(folder, "correct", name, "idempotent", "true", "--because", "a benchmark")


def after(edit: Callable[[], object], folder: Path) -> Cost:
    """Return what a build costs after an edit."""
    edit()
    return run(folder, "build")


def run(folder: Path, *arguments: str) -> Cost:
    """Return what a command costs, which may tell of problems."""
    command = [sys.executable, "-m", "topgen.cli", *arguments]
    begin = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise SystemExit(f"{' '.join(arguments)}: {said.decode(errors='replace')}")
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)


if __name__ == "__main__":
    sys.exit(main())
