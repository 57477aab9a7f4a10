"""Contestants of the client's benchmark in turns.

In:  functions. Out: seconds of one call, by contestant and round.
"""

from __future__ import annotations

import time
from collections.abc import Callable

Call = Callable[[], object]


def run_rounds(contestants: dict[str, Call], rounds: int, calls: int) -> dict[str, list[float]]:
    """Seconds of one call, by contestant and round; the first round, which warms up, is left out."""
    times: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(rounds + 1):
        for name, call in contestants.items():
            start = time.perf_counter()
            for _ in range(calls):
                call()
            times[name].append((time.perf_counter() - start) / calls)
    return {name: measured[1:] for name, measured in times.items()}
