"""Pages read on a Dask cluster: a real scheduler and worker processes on the loopback."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from test_pool import lost, process, square, square_or_die

from topgen.batch import cluster
from topgen.batch.cluster import Cluster, open_cluster
from topgen.batch.pool import map_in_order
from topgen.cli import main
from topgen.remembered import CACHE

PAGES = Path(__file__).parents[2] / "specs/pages"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def workers() -> Iterator[Cluster]:
    """Two workers of a cluster of this machine."""
    pytest.importorskip("distributed", reason="the extra cluster is not installed")
    count, cluster.count_cores = cluster.count_cores, lambda: 2
    try:
        with open_cluster("local") as opened:
            yield opened
    finally:
        cluster.count_cores = count


@pytest.mark.parametrize("count", [0, 1, 33, 700])
def test_results_come_in_the_order_of_the_items(workers: Cluster, count: int) -> None:
    assert list(map_in_order(square, lost, range(count), workers)) == [number * number for number in range(count)]


def test_all_workers_work_and_it_is_told_how_much(workers: Cluster) -> None:
    before = sum(workers.done.values())
    assert len(set(map_in_order(process, lost, range(640), workers)) - {os.getpid()}) == 2
    assert sum(workers.done.values()) == before + 20 and len(workers.done) >= 2


def test_what_is_known_is_sent_to_nobody(workers: Cluster) -> None:
    def odd(number: int) -> int | None:
        return -1 if number % 2 else None

    results = list(map_in_order(square, lost, range(300), workers, odd))
    assert results == [-1 if number % 2 else number * number for number in range(300)]


def test_an_item_that_kills_its_workers_costs_itself_alone(workers: Cluster) -> None:
    results = list(map_in_order(partial(square_or_die, {77}), lost, range(150), workers))
    assert results == [-number if number == 77 else number * number for number in range(150)]


def kill_once(mark: str, number: int) -> int:
    """Kill the worker that this runs on, the first time that it runs."""
    try:
        os.close(os.open(mark, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return number
    os.kill(os.getpid(), signal.SIGKILL)
    return -1


def test_the_work_of_a_worker_that_is_killed_is_done_again(workers: Cluster, tmp_path: Path) -> None:
    run = partial(kill_once, str(tmp_path / "killed"))
    assert list(map_in_order(run, lost, range(300), workers)) == list(range(300))
    assert (tmp_path / "killed").exists()


def test_who_stops_waiting_takes_back_what_was_sent(workers: Cluster) -> None:
    results = map_in_order(square, lost, range(100_000), workers)
    assert [next(results) for _ in range(40)] == [number * number for number in range(40)]
    results.close()  # type: ignore[attr-defined]
    assert list(map_in_order(square, lost, range(3), workers)) == [0, 1, 4]


def test_specs_are_those_of_one_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("distributed", reason="the extra cluster is not installed")
    trees: list[dict[str, bytes]] = []
    for name, options in (("one", ()), ("many", ("--cluster", "local"))):
        folder = tmp_path / name
        shutil.copytree(PAGES, folder / "specs/pages")
        monkeypatch.chdir(folder)
        assert main(["build", *options]) == 0
        trees.append({path.relative_to(folder).as_posix(): path.read_bytes() for path in files_of(folder)})
        capsys.readouterr()
    assert trees[0] == trees[1]
    remembered = [{path.name for path in tmp_path.glob(f"{name}/specs/{CACHE}/pages/*/*")} for name in ("one", "many")]
    assert remembered[0] == remembered[1] and remembered[0]
    assert main(["parse", "specs/pages", "--cluster", "local"]) == 0
    assert "cluster" not in capsys.readouterr().err  # all was known


def files_of(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and CACHE not in path.parts]


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("tcp://127.0.0.1:9", "no scheduler of Dask answers at tcp://127.0.0.1:9"),
        ("nonsense://x", "no scheduler of Dask answers at nonsense://x"),
    ],
)
def test_a_scheduler_that_does_not_answer_is_told(
    address: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("distributed", reason="the extra cluster is not installed")
    monkeypatch.setattr(cluster, "_PATIENCE", "1s")
    monkeypatch.chdir(tmp_path)
    shutil.copytree(PAGES, tmp_path / "specs/pages")
    assert main(["parse", "specs/pages", "--cluster", address]) == 2
    assert capsys.readouterr().err.startswith(f"topgen: {told}")
    assert not (tmp_path / "specs/apis").exists()


def test_a_worker_with_another_topgen_is_told(workers: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    address = workers._client.scheduler.address
    monkeypatch.setattr(cluster, "generator_digest", os.getpid)
    with (
        pytest.raises(cluster.UsageError, match="workers have another topgen than this machine: tcp://"),
        open_cluster(address),
    ):
        pass


def test_without_its_libraries_it_says_how_to_get_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(PAGES, tmp_path / "specs/pages")
    modules: dict[str, Any] = sys.modules  # type: ignore[assignment]
    monkeypatch.setitem(modules, "distributed", None)
    assert main(["build", "--cluster", "local"]) == 2
    assert capsys.readouterr().err == ("topgen: a cluster needs libraries more (pip install 'topgen[cluster]')\n")
