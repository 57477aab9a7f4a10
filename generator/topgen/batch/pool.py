"""One function over many items on all cores, the results in the order of the items.

In:  a function and items that can be pickled, one item at a time.
Out: its results, the same on any number of cores.
Surprises: few items are not worth other processes and stay in this one; only so many items are under way at once, so
memory does not grow with their number; an item that kills its process is found by halving the items around it.
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
from dataclasses import dataclass
from itertools import chain
from multiprocessing.context import BaseContext
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

FEW = 64
"""So many items are done sooner than other processes have started."""
CHUNK_BYTES = 256 * 1024
CHUNK_ITEMS = 32
_CHUNKS_AHEAD = 4
_MOST_CORES = 61
"""What Windows can wait for."""


@dataclass(frozen=True, slots=True)
class Work(Generic[Item, Result]):
    """What is to be done to each item; all three are functions of modules, so that other processes find them."""

    run: Callable[[Item], Result]
    """Total: what goes wrong with an item is part of its result."""
    lost: Callable[[Item], Result]
    """The result of an item whose process died."""
    weigh: Callable[[Item], int]
    """The bytes of an item."""


def count_cores() -> int:
    """Give the cores that this process may use."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(allowed, _MOST_CORES)


def map_in_order(work: Work[Item, Result], items: Iterable[Item], cores: int) -> Iterator[Result]:
    """Yield the result of each item in turn; closing the iterator ends the other processes at once."""
    chunks = _cut(iter(items), work.weigh)
    first: list[list[Item]] = []
    while cores > 1 and sum(map(len, first)) < FEW and len(first) < 2 * cores and (chunk := next(chunks, None)):
        first.append(chunk)
    second = next(chunks, None) if cores > 1 else None
    if second is None:
        for chunk in chain(first, chunks):
            yield from map(work.run, chunk)
        return
    crew = WorkerPool(work, cores)
    try:
        yield from crew.run(chain(first, (second,), chunks))
    finally:
        crew.dismiss()


def _cut(items: Iterator[Item], weigh: Callable[[Item], int]) -> Iterator[list[Item]]:
    """Cut items into chunks of about the same weight, large enough to be worth sending."""
    chunk: list[Item] = []
    weight = 0
    for item in items:
        chunk.append(item)
        weight += weigh(item)
        if weight >= CHUNK_BYTES or len(chunk) >= CHUNK_ITEMS:
            yield chunk
            chunk, weight = [], 0
    if chunk:
        yield chunk


class WorkerPool(Generic[Item, Result]):
    """The other processes, and the chunks that are with them."""

    def __init__(self, work: Work[Item, Result], cores: int) -> None:
        self._work = work
        self._cores = cores
        self._strangers = set(multiprocessing.active_children())
        self._pool = _open_pool(cores)
        self._waiting: deque[tuple[list[Item], Future[list[Result]] | None]] = deque()

    def run(self, chunks: Iterable[list[Item]]) -> Iterator[Result]:
        """Yield the results of chunks in their order."""
        for chunk in chunks:
            self._waiting.append((chunk, self._submit(chunk)))
            if len(self._waiting) > self._cores * _CHUNKS_AHEAD:
                yield from self._take()
        while self._waiting:
            yield from self._take()

    def _submit(self, chunk: list[Item]) -> Future[list[Result]] | None:
        try:
            return self._pool.submit(_run_chunk, self._work.run, chunk)
        except BrokenProcessPool:
            return None

    def _take(self) -> Iterator[Result]:
        chunk, future = self._waiting.popleft()
        try:
            if future is None:
                raise BrokenProcessPool
            results = future.result()
        except BrokenProcessPool:
            results = self._run_apart(chunk)
            self._start_again()
        yield from results

    def _run_apart(self, items: list[Item]) -> list[Result]:
        """Run items in a process of their own, and in halves where one of them is deadly, down to that one."""
        with _open_pool(1) as pool:
            try:
                return pool.submit(_run_chunk, self._work.run, items).result()
            except BrokenProcessPool:
                pass
        if len(items) == 1:
            return [self._work.lost(items[0])]
        middle = len(items) // 2
        return self._run_apart(items[:middle]) + self._run_apart(items[middle:])

    def _start_again(self) -> None:
        """Open a new pool and give it the chunks that the broken one has lost."""
        self._pool.shutdown()
        self._pool = _open_pool(self._cores)
        self._waiting = deque((chunk, self._submit(chunk)) for chunk, _ in self._waiting)

    def dismiss(self) -> None:
        """End the processes, also those that are busy."""
        busy = bool(self._waiting)
        self._pool.shutdown(wait=not busy, cancel_futures=True)
        if busy:
            for process in set(multiprocessing.active_children()) - self._strangers:
                process.terminate()


def _open_pool(cores: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(cores, mp_context=_context(), initializer=_ignore_interrupts)


def _context() -> BaseContext:
    """Fork where that is safe, for it costs a hundredth of a second where the others cost a third."""
    if sys.platform == "linux" and threading.active_count() == 1:
        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("spawn")


def _ignore_interrupts() -> None:
    """Leave Ctrl-C to the first process, which ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _run_chunk(run: Callable[[Item], Result], chunk: list[Item]) -> list[Result]:
    return [run(item) for item in chunk]
