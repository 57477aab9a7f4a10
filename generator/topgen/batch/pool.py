"""One function over many items on all cores, or on many machines, the results in the order of the items.

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
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Generic, Protocol, TypeVar

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


class Workers(Protocol):
    """What runs functions beside this process."""

    count: int
    chunk: int
    """So many items are worth being sent at once."""
    is_far: bool
    """Whether they may have other files than this process."""

    def send(self, function: Callable[..., Result], *arguments: Any) -> Callable[[], Result]:
        """Let a function run; what is returned waits for its result, and raises ``WorkerDiedError`` with its worker."""
        ...

    def renew(self) -> bool:
        """Take new workers for those that died; return whether all that was sent is lost."""
        ...

    def close(self, *, wait: bool) -> None:
        """Begin nothing that was sent any more, and wait for what has begun, or do not."""
        ...


class WorkerDiedError(Exception):
    """A worker was gone before it was done."""


class Processes:
    """Processes of this machine, started when there is something to do."""

    chunk = CHUNK
    is_far = False

    def __init__(self, count: int) -> None:
        self.count = count
        self._pool: ProcessPoolExecutor | None = None
        self._strangers = set(multiprocessing.active_children())

    def send(self, function: Callable[..., Result], *arguments: Any) -> Callable[[], Result]:
        """Let a function run in one of the processes."""
        if self._pool is None:
            self._pool = _open_pool(self.count)
        try:
            future = self._pool.submit(function, *arguments)
        except BrokenProcessPool:
            return _died

        def wait() -> Result:
            try:
                return future.result()
            except BrokenProcessPool:
                raise WorkerDiedError from None

        return wait

    def renew(self) -> bool:
        """Start new processes: with one of them all are lost."""
        self.close(wait=True)
        return True

    def close(self, *, wait: bool) -> None:
        """End the processes, at once where nobody waits for them."""
        if self._pool is None:
            return
        self._pool.shutdown(wait=wait, cancel_futures=True)
        self._pool = None
        if not wait:
            for process in set(multiprocessing.active_children()) - self._strangers:
                process.terminate()


def _died() -> Any:
    raise WorkerDiedError


def map_in_order(
    run: Callable[[Item], Result],
    lost: Callable[[Item], Result],
    items: Iterable[Item],
    workers: int | Workers,
    known: Callable[[Item], Result | None] = lambda _: None,
) -> Iterator[Result]:
    """Yield the result of each item in turn; closing the iterator ends the other processes at once.

    ``workers`` are so many processes, of which one means this one. ``run`` is found by its name in other processes;
    ``lost`` makes the result of an item whose process died; an item whose result is ``known`` is sent to none, and none
    is started before there is one.
    """
    looked_up = ((item, known(item)) for item in items)
    if workers == 1:
        return (run(item) if result is None else result for item, result in looked_up)
    return _map_elsewhere(run, lost, looked_up, Processes(workers) if isinstance(workers, int) else workers)


@dataclass(slots=True)
class _Chunk(Generic[Item, Result]):
    """Items in their order, of which some have results from the beginning."""

    items: list[tuple[Item, Result | None]] = field(default_factory=list)
    wait: Callable[[], list[Result]] | None = None
    """Returns what was missing."""

    @property
    def missing(self) -> list[Item]:
        return [item for item, result in self.items if result is None]

    def send(self, run: Callable[[Item], Result], workers: Workers) -> _Chunk[Item, Result]:
        """Let what is missing be made."""
        if missing := self.missing:
            self.wait = workers.send(_run_chunk, run, missing)
        return self

    def results(self, made: Iterable[Result]) -> Iterator[Result]:
        """Yield all results, those that were made just now in their places."""
        news = iter(made)
        yield from (next(news) if result is None else result for _, result in self.items)


def _chunks(items: Iterable[tuple[Item, Result | None]], size: int) -> Iterator[_Chunk[Item, Result]]:
    chunk, missing = _Chunk[Item, Result](), 0
    for item, result in items:
        chunk.items.append((item, result))
        missing += result is None
        if missing == size or len(chunk.items) == MOST_IN_CHUNK:
            yield chunk
            chunk, missing = _Chunk[Item, Result](), 0
    if chunk.items:
        yield chunk


def _map_elsewhere(
    run: Callable[[Item], Result],
    lost: Callable[[Item], Result],
    items: Iterable[tuple[Item, Result | None]],
    workers: Workers,
) -> Iterator[Result]:
    chunks = _chunks(items, workers.chunk)
    waiting: deque[_Chunk[Item, Result]] = deque()
    finished = False
    try:
        waiting.extend(chunk.send(run, workers) for chunk in islice(chunks, workers.count * CHUNKS_AHEAD))
        while waiting:
            chunk = waiting.popleft()
            try:
                made = chunk.wait() if chunk.wait is not None else []
            except WorkerDiedError:
                lose_all = workers.renew()
                made = [_run_apart(run, lost, item, workers) for item in chunk.missing]
                if lose_all:
                    waiting = deque(each.send(run, workers) for each in waiting)
            waiting.extend(each.send(run, workers) for each in islice(chunks, 1))
            yield from chunk.results(made)
        finished = True
    finally:
        workers.close(wait=finished)


def _run_chunk(run: Callable[[Item], Result], chunk: list[Item]) -> list[Result]:
    return [run(item) for item in chunk]


def _run_apart(run: Callable[[Item], Result], lost: Callable[[Item], Result], item: Item, workers: Workers) -> Result:
    """Run one item, which may be the one that a worker died of."""
    try:
        return workers.send(run, item)()
    except WorkerDiedError:
        workers.renew()
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
