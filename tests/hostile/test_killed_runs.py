"""Runs that are killed or whose disk refuses, at any write: specs, lock and package are old or new as a whole."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from topgen.cli import main

PAGES = Path(__file__).parents[2] / "specs" / "pages"
GENERATOR = Path(__file__).parents[2] / "generator"
FIRST, SECOND, THIRD = (
    *("taobao.fenxiao.product.update.txt", "taobao.inventory.shopinv.adjust.txt", "taobao.paimai.auction.edit.txt"),
)
MOMENTS = int(os.environ.get("MOMENTS", "8"))
"""So many moments of a run are tried; a number beyond the 200 writes of a run tries all."""
RUN = """
import errno, os, signal, sys
from topgen.cli import main

moment, what = int(sys.argv[1]), sys.argv[2]
seen = 0

def strike(event, arguments):
    global seen
    writes = event in ("os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.unlink", "os.chmod")
    writes |= event == "open" and isinstance(arguments[2], int) and bool(arguments[2] & (os.O_WRONLY | os.O_RDWR))
    places = [os.path.abspath(each) for each in arguments[:2] if isinstance(each, str)]
    if not writes or not any(place.startswith(os.getcwd()) for place in places):
        return
    seen += 1
    if seen == moment:
        if what == "KILL":
            os.kill(os.getpid(), signal.SIGKILL)
        raise OSError(getattr(errno, what), os.strerror(getattr(errno, what)), str(arguments[0]))

sys.addaudithook(strike)
code = main(["build", "-q", "--allow-removal"])
print(seen)
sys.exit(code)
"""


def state(project: Path) -> dict[str, bytes]:
    """Return specs, lock and package, without what a run keeps for itself."""
    found = {}
    for folder in ("specs", "generated"):
        for path in (project / folder).rglob("*"):
            name = path.relative_to(project).as_posix()
            ours = any(part in name for part in ("/.topgen_cache", "/.topgen-lock", "/.topgen_rejected"))
            if path.is_file() and not ours:
                found[name] = path.read_bytes()
    return found


def strike(project: Path, moment: int, what: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", RUN, str(moment), what]
    environment = os.environ | {"PYTHONPATH": str(GENERATOR)}
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True)


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes], dict[str, bytes], int]:
    """A project whose pages have moved since it was built; what it holds before and after the next run, and its writes.

    One page is new, one is gone with its spec, one says less, and one is worded otherwise.
    """
    base = tmp_path_factory.mktemp("project")
    (base / "specs/pages").mkdir(parents=True)
    for name in (FIRST, SECOND):
        shutil.copy(PAGES / name, base / "specs/pages")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(base)
        assert main(["build", "-q"]) == 0
        page = base / "specs/pages" / FIRST
        page.write_text(page.read_text("utf-8").replace("产品ID", "产品号"), "utf-8")
        (base / "specs/pages" / SECOND).unlink()
        (base / "specs/apis/taobao" / f"{SECOND.removesuffix('.txt')}.yaml").unlink()
        shutil.copy(PAGES / THIRD, base / "specs/pages")
    before = state(base)
    after = base.parent / "after"
    shutil.copytree(base, after)
    done = strike(after, 0, "KILL")
    assert done.returncode == 0, done.stderr
    return base, before, state(after), int(done.stdout.split()[-1])


def moments(count: int) -> Iterator[int]:
    """Yield moments from the first to the last of a run, evenly apart."""
    yield from sorted({1 + index * (count - 1) // (MOMENTS - 1) for index in range(MOMENTS)})


def finish(project: Path, before: dict[str, bytes], after: dict[str, bytes]) -> str:
    """Return whether a run that was cut off was undone or is to be finished, once the next one has put all right."""
    pending = (project / "specs/.topgen-pending").exists()
    kept = {name: data for name, data in state(project).items() if "/.topgen-staging-" not in name}
    assert pending or kept in (before, after)
    done = strike(project, 0, "KILL")
    assert done.returncode == 0, done.stderr
    assert state(project) == after
    left = {path.name for path in project.rglob(".topgen-*")} - {".topgen-lock", ".topgen-manifest.json"}
    assert not left
    return "finished" if pending else "undone"


@pytest.mark.slow
def test_a_killed_run_is_undone_or_finished_as_a_whole(
    projects: tuple[Path, dict[str, bytes], dict[str, bytes], int], tmp_path: Path
) -> None:
    base, before, after, count = projects
    ends = set()
    for moment in moments(count):
        project = tmp_path / str(moment)
        shutil.copytree(base, project)
        assert strike(project, moment, "KILL").returncode == -signal.SIGKILL
        ends.add(finish(project, before, after))
    assert ends == {"undone", "finished"}


@pytest.mark.slow
@pytest.mark.parametrize("what", ["ENOSPC", "EACCES", "EIO"])
def test_a_disk_that_refuses_costs_nothing(
    what: str, projects: tuple[Path, dict[str, bytes], dict[str, bytes], int], tmp_path: Path
) -> None:
    base, before, after, count = projects
    for moment in moments(count):
        project = tmp_path / str(moment)
        shutil.copytree(base, project)
        done = strike(project, moment, what)
        assert "Traceback" not in done.stderr
        if done.returncode:
            assert os.strerror(getattr(errno, what)) in done.stderr
        finish(project, before, after)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
def test_no_worker_outlives_a_killed_run(tmp_path: Path) -> None:
    pages = tmp_path / "specs/pages"
    pages.mkdir(parents=True)
    text = (PAGES / FIRST).read_text("utf-8")
    for number in range(300):
        (pages / f"{number}.txt").write_text(text.replace("fenxiao_product", f"fenxiao{number}_product"), "utf-8")
    environment = os.environ | {"PYTHONPATH": str(GENERATOR)}
    run = subprocess.Popen([sys.executable, "-m", "topgen", "build", "-q"], cwd=tmp_path, env=environment)
    began = time.monotonic()
    while not children(run.pid) and time.monotonic() - began < 30:
        time.sleep(0.05)
    workers = children(run.pid)
    run.kill()
    run.wait()
    assert workers or len(os.sched_getaffinity(0)) == 1
    began = time.monotonic()
    while any(Path(f"/proc/{worker}").exists() and is_alive(worker) for worker in workers):
        assert time.monotonic() - began < 2
        time.sleep(0.05)


def children(process: int) -> list[int]:
    found = Path(f"/proc/{process}/task/{process}/children")
    return [int(word) for word in found.read_text().split()] if found.exists() else []


def is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
