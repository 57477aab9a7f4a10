"""Work spread over processes: order, bounds, deaths and interrupts."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from topgen.batch.pool import CHUNK, CHUNKS_AHEAD, map_in_order


def square(number: int) -> int:
    return number * number


def square_or_die(deadly: set[int], number: int) -> int:
    if number in deadly:
        os._exit(3)
    return number * number


def process(number: int) -> int:
    return os.getpid()


def lost(number: int) -> int:
    return -number


@pytest.mark.parametrize("cores", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, CHUNK, CHUNK + 1, 700])
def test_results_come_in_the_order_of_the_items(cores: int, count: int) -> None:
    assert list(map_in_order(square, lost, range(count), cores)) == [number * number for number in range(count)]


def test_one_core_is_this_process_and_more_are_others() -> None:
    assert set(map_in_order(process, lost, range(20), 1)) == {os.getpid()}
    assert os.getpid() not in set(map_in_order(process, lost, range(20), 2))


@pytest.mark.parametrize("deadly", [{0}, {150}, {299}, {3, 4, 200}])
def test_an_item_that_kills_its_process_takes_no_other_along(deadly: set[int]) -> None:
    results = list(map_in_order(partial(square_or_die, deadly), lost, range(300), 2))
    assert results == [-number if number in deadly else number * number for number in range(300)]


def test_items_are_taken_only_as_fast_as_results_are() -> None:
    taken = 0

    def items() -> Iterator[int]:
        nonlocal taken
        for number in range(100_000):
            taken = number
            yield number

    results = map_in_order(square, lost, items(), 2)
    for _ in range(500):
        next(results)
    assert taken < 500 + 2 * (CHUNKS_AHEAD + 1) * CHUNK
    results.close()


SLOW = """
import sys, time
from topgen.batch.pool import map_in_order
def slow(number):
    time.sleep(0.02)
    return number
def lost(number):
    return -1
if __name__ == "__main__":
    for number in map_in_order(slow, lost, range(100_000), 2):
        print(number, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal")
def test_an_interrupt_ends_all_processes_soon_and_quietly(tmp_path: Path) -> None:
    script = tmp_path / "slow.py"
    script.write_text(SLOW)
    run = subprocess.Popen(
        [sys.executable, script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, text=True
    )
    assert run.stdout is not None and run.stderr is not None
    run.stdout.readline()
    began = time.monotonic()
    os.killpg(run.pid, signal.SIGINT)
    run.wait(timeout=20)
    assert time.monotonic() - began < 10
    assert run.stderr.read().count("Traceback") == 1
    with pytest.raises(ProcessLookupError):
        os.killpg(run.pid, 0)
