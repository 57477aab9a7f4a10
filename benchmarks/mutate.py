"""Whether reading survives corrupted pages: a fuzzer from the bytes of a page to its spec file and its coverage.

Usage: ``python benchmarks/mutate.py [PAGES] [--seed S] [--count N] [--seconds T] [--only NUMBER [--save FILE]]``

In:  a folder of pages, ``specs/pages`` when none is given.
Out: crashes by exception and place, pages that take longer than ``LIMIT``, specs that do not load back as they were
written, lines that are lost and not told; each with the number of a mutant that shows it. The exit code is 1
if there is any.
Note: a mutant depends on the folder, the seed and its number only, so ``--only NUMBER`` makes it again. A page
that is refused by a ``GeneratorError`` is read well.
"""

from __future__ import annotations

import argparse
import re
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import FrameType

from mutations import MOST, MUTATIONS, encode_oddly

from topgen.batch import as_fault
from topgen.check.page import find_page_problems
from topgen.coverage import Coverage
from topgen.errors import AmbiguousLayoutError, GeneratorError, UnknownLayoutError
from topgen.pages import Page, page_from_bytes
from topgen.pipeline import PageAnalysis
from topgen.refusal.nearest import diagnose
from topgen.spec.spec_file import dump_api, load_api
from topgen.vocabulary.characters import BLANKS

LIMIT = 2.0
"""Seconds of CPU that reading a page may take."""
GIVEN_UP = 20
"""Seconds of CPU after which reading is broken off."""
_SHOWS = re.compile(f"[^{re.escape(BLANKS)}\ue000-\uf8ff]")
"""A character that a reader sees, those of symbol fonts aside."""
_WORD = re.compile(r"\w+")
SHOWN = 5
"""Mutants that are named for each fault."""


class TooSlow(BaseException):
    """Reading was broken off; no handler of ordinary exceptions may swallow this."""


@dataclass(slots=True)
class Tally:
    """What has been seen so far."""

    read: int = 0
    refused: int = 0
    faults: dict[str, list[int]] = field(default_factory=dict)
    """The mutants that show each fault."""
    slowest: tuple[float, int] = (0.0, -1)
    layouts: Counter[str] = field(default_factory=Counter)

    def fault(self, name: str, number: int) -> None:
        self.faults.setdefault(name, []).append(number)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the fuzzer; give the exit code."""
    options = _parse(arguments)
    pages = [path for path in sorted(options.pages.iterdir()) if path.is_file() and not path.name.startswith(".")]
    texts = [path.read_bytes().decode("utf-8", "replace") for path in pages]
    tally = Tally()
    signal.signal(signal.SIGVTALRM, _give_up)
    for number in _numbers(options):
        data = mutate(texts, Random(f"{options.seed}:{number}"))
        if options.save is not None:
            options.save.write_bytes(data)
        try_page(data, number, tally)
    print(as_text(tally))
    return 1 if tally.faults else 0


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="mutate", description="Read corrupted pages and report what fails.")
    parser.add_argument("pages", type=Path, nargs="?", default=Path("specs/pages"), help="folder of pages")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=2000, metavar="N", help="how many mutants to read")
    parser.add_argument("--seconds", type=float, default=float("inf"), metavar="T", help="stop after this time")
    parser.add_argument("--only", type=int, metavar="NUMBER", help="read only this mutant")
    parser.add_argument("--save", type=Path, metavar="FILE", help="write each mutant there before it is read")
    return parser.parse_args(arguments)


def _numbers(options: argparse.Namespace) -> Iterator[int]:
    if options.only is not None:
        yield options.only
        return
    end = time.monotonic() + options.seconds
    for number in range(options.count):
        if time.monotonic() > end:
            return
        yield number


def _give_up(signum: int, frame: FrameType | None) -> None:
    raise TooSlow


def mutate(texts: Sequence[str], chance: Random) -> bytes:
    """Make one mutant."""
    text, other = chance.choice(texts), chance.choice(texts)
    for _ in range(chance.choice((1, 1, 2, 4))):
        text = MUTATIONS[chance.choice(tuple(MUTATIONS))](text, other, chance)[:MOST]
    return encode_oddly(text, chance)


def try_page(data: bytes, number: int, tally: Tally) -> None:
    """Read one mutant and enter what became of it."""
    begin = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, GIVEN_UP)
    try:
        for name in read_through(data, tally):
            tally.fault(name, number)
    except GeneratorError:
        tally.refused += 1
    except TooSlow as error:
        tally.fault(f"broken off at {as_fault(Exception().with_traceback(error.__traceback__), '').place}", number)
    except Exception as error:  # the very thing that is looked for
        tally.fault(f"crash: {as_fault(error, '').message}", number)
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    seconds = time.process_time() - begin
    tally.slowest = max(tally.slowest, (seconds, number))
    if seconds > LIMIT:
        tally.fault(f"slower than {LIMIT} s", number)


def read_through(data: bytes, tally: Tally) -> Iterator[str]:
    """Read a page as ``topgen build`` does, and then its spec file again; give the names of what is wrong.

    Raises:
        GeneratorError: the page is refused, as it may be.
    """
    page = page_from_bytes(data, "mutant", "mutant")
    analysis = PageAnalysis(page)
    try:
        document = analysis.document
    except (AmbiguousLayoutError, UnknownLayoutError):
        diagnose(page.text)
        raise
    tally.layouts[document.layout] += 1
    api = analysis.api
    if load_api(dump_api(api), "mutant") != api:
        yield "the spec file loads back as something else"
    # Not those of ``analysis.problems``, which tell the number alone of what is beyond the most of one kind.
    problems = find_page_problems(page, analysis.tree, analysis.coverage, api)
    told = {problem.line for problem in problems if str(problem)}
    yield from _lost(page, document.layout, analysis.coverage, told)
    tally.read += 1


def _lost(page: Page, layout: str, coverage: Coverage, told: Set[int | None]) -> Iterator[str]:
    """Name the ways in which a coverage loses lines, those of problems that are told aside."""
    lines = {entry.cell.line for entry in coverage.entries}
    if any(not 1 <= line <= len(page.lines) for line in lines):
        yield "the coverage has a line that the page has not"
    # What stands between the steps of a breadcrumb is in no cell of an HTML page, and no word either.
    in_text = layout not in {"html", "docjson"}
    known = "".join(entry.cell.text for entry in coverage.entries if entry.rule != "in no cell")
    untold = [entry.cell for entry in coverage.entries if entry.rule == "in no cell" and entry.cell.line not in told]
    if any(in_text or any(word not in known for word in _WORD.findall(cell.text)) for cell in untold):
        yield "the document has lost a line, and no problem tells"
    if in_text and any(_SHOWS.search(line) and number not in lines for number, line in enumerate(page.lines, 1)):
        yield "the coverage has lost a line"


def as_text(tally: Tally) -> str:
    """Return the report."""
    total = tally.read + tally.refused
    layouts = ", ".join(f"{name} {count}" for name, count in tally.layouts.most_common())
    rows = [f"{total} mutants came through: {tally.read} read ({layouts}), {tally.refused} refused"]
    rows.append(f"slowest: {tally.slowest[0]:.2f} s, mutant {tally.slowest[1]}")
    for name, numbers in sorted(tally.faults.items()):
        rows.append(f"{len(numbers):6} {name}; mutants {', '.join(map(str, numbers[:SHOWN]))}")
    return "\n".join(rows)


if __name__ == "__main__":
    sys.exit(main())
