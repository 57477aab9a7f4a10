"""One function over many items on all cores, the results in the order of the items.

In:  a function and items that can be pickled.
Out: its results, the same on any number of cores. Only so many items are under way at once, so memory does not grow
with their number; an item that kills its process costs its own result alone.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TypeVar

from topgen.garbage import collect_rarely

Item = TypeVar("Item")
Result = TypeVar("Result")

CHUNK = 8
"""So many items are sent at once, each of them some milliseconds of work."""
CHUNKS_AHEAD = 3
"""So many chunks are under way for each core."""
_MOST_CORES = 61
"""What Windows can wait for."""


def count_cores() -> int:
    """Return the number of cores that this process may use."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(allowed, _MOST_CORES)


def map_in_order(
    run: Callable[[Item], Result], lost: Callable[[Item], Result], items: Iterable[Item], cores: int
) -> Iterator[Result]:
    """Yield the result of each item in turn; closing the iterator ends the other processes at once.

    One core means this process. ``run`` is found by its name in other processes; ``lost`` makes the result of an item
    whose process died.
    """
    return _map_in_processes(run, lost, iter(items), cores) if cores > 1 else map(run, items)


def _map_in_processes(
    run: Callable[[Item], Result], lost: Callable[[Item], Result], items: Iterator[Item], cores: int
) -> Iterator[Result]:
    strangers = set(multiprocessing.active_children())
    pool = _open_pool(cores)
    chunks = iter(lambda: list(islice(items, CHUNK)), [])
    waiting: deque[tuple[list[Item], Future[list[Result]]]] = deque()
    finished = False
    try:
        waiting.extend((chunk, _submit(pool, run, chunk)) for chunk in islice(chunks, cores * CHUNKS_AHEAD))
        while waiting:
            chunk, future = waiting.popleft()
            try:
                results = future.result()
            except BrokenProcessPool:
                pool.shutdown()
                results = [_run_apart(run, lost, item) for item in chunk]
                pool = _open_pool(cores)
                waiting = deque((chunk, _submit(pool, run, chunk)) for chunk, _ in waiting)
            waiting.extend((chunk, _submit(pool, run, chunk)) for chunk in islice(chunks, 1))
            yield from results
        finished = True
    finally:
        pool.shutdown(wait=finished, cancel_futures=True)
        if not finished:
            for process in set(multiprocessing.active_children()) - strangers:
                process.terminate()


def _submit(pool: ProcessPoolExecutor, run: Callable[[Item], Result], chunk: list[Item]) -> Future[list[Result]]:
    try:
        return pool.submit(_run_chunk, run, chunk)
    except BrokenProcessPool as error:
        broken: Future[list[Result]] = Future()
        broken.set_exception(error)
        return broken


def _run_chunk(run: Callable[[Item], Result], chunk: list[Item]) -> list[Result]:
    return [run(item) for item in chunk]


def _run_apart(run: Callable[[Item], Result], lost: Callable[[Item], Result], item: Item) -> Result:
    """Run one item in a process of its own."""
    with _open_pool(1) as pool:
        try:
            return pool.submit(run, item).result()
        except BrokenProcessPool:
            return lost(item)


def _open_pool(cores: int) -> ProcessPoolExecutor:
    # Fork where that is safe, for it costs a hundredth of a second where the others cost a third.
    method = "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"
    context = multiprocessing.get_context(method)
    return ProcessPoolExecutor(cores, mp_context=context, initializer=_begin_worker)


def _begin_worker() -> None:
    """Leave Ctrl-C to the first process, which ends the others, and end with it however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    collect_rarely()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
