"""One function over many items on all cores, the results in the order of the items.

In:  a function and items that can be pickled.
Out: its results, the same on any number of cores. Only so many items are under way at once, so memory does not grow
with their number; an item that kills its process costs its own result alone.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from itertools import islice
from typing import Generic, TypeVar

from topgen.garbage import collect_rarely

Item = TypeVar("Item")
Result = TypeVar("Result")

CHUNK = 8
"""So many items are sent at once, each of them some milliseconds of work."""
MOST_IN_CHUNK = 256
"""So many items wait at most for what is missing among them."""
CHUNKS_AHEAD = 3
"""So many chunks are under way for each core."""
_MOST_CORES = 61
"""What Windows can wait for."""


def count_cores() -> int:
    """Return the number of cores that this process may use."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(allowed, _MOST_CORES)


def map_in_order(
    run: Callable[[Item], Result],
    lost: Callable[[Item], Result],
    items: Iterable[Item],
    cores: int,
    known: Callable[[Item], Result | None] = lambda _: None,
) -> Iterator[Result]:
    """Yield the result of each item in turn; closing the iterator ends the other processes at once.

    One core means this process. ``run`` is found by its name in other processes; ``lost`` makes the result of an item
    whose process died; an item whose result is ``known`` is sent to none, and none is started before there is one.
    """
    looked_up = ((item, known(item)) for item in items)
    if cores > 1:
        return _map_in_processes(run, lost, looked_up, cores)
    return (run(item) if result is None else result for item, result in looked_up)


@dataclass(slots=True)
class _Chunk(Generic[Item, Result]):
    """Items in their order, of which some have results from the beginning."""

    items: list[tuple[Item, Result | None]] = field(default_factory=list)
    future: Future[list[Result]] | None = None

    @property
    def missing(self) -> list[Item]:
        return [item for item, result in self.items if result is None]

    def results(self, made: Iterable[Result]) -> Iterator[Result]:
        """Yield all results, those that were made just now in their places."""
        news = iter(made)
        yield from (next(news) if result is None else result for _, result in self.items)


def _chunks(items: Iterable[tuple[Item, Result | None]]) -> Iterator[_Chunk[Item, Result]]:
    chunk, missing = _Chunk[Item, Result](), 0
    for item, result in items:
        chunk.items.append((item, result))
        missing += result is None
        if missing == CHUNK or len(chunk.items) == MOST_IN_CHUNK:
            yield chunk
            chunk, missing = _Chunk[Item, Result](), 0
    if chunk.items:
        yield chunk


class _Pool(Generic[Item, Result]):
    """Processes that run one function, started when there is something to do and again when one has died."""

    def __init__(self, run: Callable[[Item], Result], cores: int) -> None:
        self._run, self._cores = run, cores
        self._opened: ProcessPoolExecutor | None = None

    def send(self, chunk: _Chunk[Item, Result]) -> _Chunk[Item, Result]:
        """Let what is missing of a chunk be made."""
        if missing := chunk.missing:
            if self._opened is None:
                self._opened = _open_pool(self._cores)
            chunk.future = _submit(self._opened, self._run, missing)
        return chunk

    def close(self, *, wait: bool) -> None:
        """End the processes; what they have not begun is not done."""
        if self._opened is not None:
            self._opened.shutdown(wait=wait, cancel_futures=True)
            self._opened = None


def _map_in_processes(
    run: Callable[[Item], Result],
    lost: Callable[[Item], Result],
    items: Iterable[tuple[Item, Result | None]],
    cores: int,
) -> Iterator[Result]:
    strangers = set(multiprocessing.active_children())
    pool = _Pool(run, cores)
    chunks = _chunks(items)
    waiting: deque[_Chunk[Item, Result]] = deque()
    finished = False
    try:
        waiting.extend(map(pool.send, islice(chunks, cores * CHUNKS_AHEAD)))
        while waiting:
            chunk = waiting.popleft()
            try:
                made = chunk.future.result() if chunk.future is not None else []
            except BrokenProcessPool:
                pool.close(wait=True)
                made = [_run_apart(run, lost, item) for item in chunk.missing]
                waiting = deque(map(pool.send, waiting))
            waiting.extend(map(pool.send, islice(chunks, 1)))
            yield from chunk.results(made)
        finished = True
    finally:
        pool.close(wait=finished)
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
    # Looking for garbage in what is here already would copy it into each process.
    gc.freeze()
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
