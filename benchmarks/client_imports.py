"""What it costs to import the package, with a few APIs and with many.

In:  how many rounds, and perhaps a folder of pages. Out: a table of times, and which HTTP libraries were imported.
Each figure is the shortest of its rounds: an import in a process of its own is done the same way every time, and
whatever takes longer is the machine.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from client_report import Row, Table

ROOT = Path(__file__).parent.parent
_HTTP = ("aiohttp", "asyncio", "h11", "httpcore2", "httpx2", "http.client", "ssl", "urllib.request")
_STATEMENTS = {
    "import topclient": "import topclient",
    "from topclient import TopClient": "from topclient import TopClient",
    "… and one request class": "from topclient import TopClient, {request}",
    "… and a client made": "from topclient import TopClient; TopClient('k', 's')",
}
_PROGRAM = "import sys, time; t = time.perf_counter(); {}; d = time.perf_counter() - t; print(d); print(*sys.modules)"


def measure_imports(rounds: int, pages: Path | None) -> list[Table]:
    """Return the package as it is, and one made of the pages, in turns."""
    with TemporaryDirectory() as folder:
        sources = [Path(shutil.copytree(ROOT / "generated" / "src", Path(folder, "small")))]
        if pages is not None:
            sources.append(_generate(pages, Path(folder)))
        for source in sources:  # as an installed package is
            subprocess.run([sys.executable, "-m", "compileall", "-q", str(source)], check=True)
        return _measure(sources, rounds)


def _generate(pages: Path, folder: Path) -> Path:
    """Return the source of a package of all APIs of a folder of pages."""
    out = folder / "generated"
    topgen = [sys.executable, "-m", "topgen", "build", str(pages), "--specs", str(folder / "specs")]
    subprocess.run([*topgen, "--out", str(out)], cwd=ROOT, stdout=subprocess.DEVNULL, check=False)
    return out / "src"


def _measure(sources: Sequence[Path], rounds: int) -> list[Table]:
    requests = [_requests(source) for source in sources]
    rows: list[list[Row]] = [[] for _ in sources]
    for name, statement in _STATEMENTS.items():
        programs = [_PROGRAM.format(statement.format(request=names[0])) for names in requests]
        runs = [[_run(*one) for one in zip(programs, sources, strict=True)] for _ in range(rounds)]
        for number, mine in enumerate(zip(*runs, strict=True)):
            milliseconds = min(float(lines[0]) for lines in mine) * 1000
            rows[number].append(Row(name, milliseconds, note=_loaded(mine[0][1].split())))
    title = "Import, above bare Python, with {:,} APIs"
    return [Table(title.format(len(names)), "ms", "", tuple(mine)) for names, mine in zip(requests, rows, strict=True)]


def _requests(source: Path) -> list[str]:
    """Return the names of all request classes of a package."""
    return [
        name
        for name in _run("from topclient._index import PUBLIC as p; print(*p)", source)[0].split()
        if name.endswith("Request")
    ]


def _loaded(modules: Sequence[str]) -> str:
    """Return the HTTP libraries among the modules."""
    found = [name for name in _HTTP if name in modules]
    return f"{len(modules)} modules; {', '.join(found) if found else 'no HTTP library'}"


def _run(program: str, source: Path) -> list[str]:
    """Return the lines that a program prints which finds the package there."""
    environment = os.environ | {"PYTHONPATH": str(source)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()
