"""The graph of readings of one table: states at each raw row, steps between them, and the shortest path through it.

In:  steps, as the search finds them, and what a state is bound to cost beyond them.
Out: the cheapest path, and for each of its rows the readings that cost little more.
How: a state is a position among the raw rows and the open blocks. Forward and backward costs together give the cheapest
reading through any step; what that costs above the best is the margin of the best against it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from topgen.alignment.rows import Alternative, Row
from topgen.examples import ExampleValue

WINDOW = 10.0
"""States that are bound to cost this much more than the best at their position are dropped."""
MARGIN = 3.0
"""Readings that cost less than this more than the best are doubts."""
INFINITE = float("inf")


class Frame(NamedTuple):
    """An open block: the row that opened it, which list of values it reads, and how far."""

    row: int
    values: int
    next: int
    kind: int


Stack = tuple[Frame, ...]


class RowPlace(NamedTuple):
    """Where a row may stand: the open blocks down to the one that it stands in, and what going there costs."""

    stack: Stack
    cost: float
    tie_break: float


@dataclass(slots=True)
class Step:
    """One way to go on from a state; ``row`` is None where a raw row belongs to no row."""

    cost: float
    row: Row | None
    parent: int
    shown: ExampleValue | None
    target: tuple[int, Stack]
    tie_break: float = 0.0
    """The part of the cost that is no evidence but a tie-break: fields rather stay in the innermost block."""


@dataclass(slots=True)
class State:
    cost: float
    steps: list[Step] = field(default_factory=list)
    came: tuple[tuple[int, Stack], Step] | None = None
    rest: float = INFINITE


class Graph:
    """All states that were followed, by position and open blocks."""

    def __init__(self, size: int, bound: Callable[[Stack, int], float]) -> None:
        """``bound`` gives what a state at a position is sure to cost beyond the steps that led to it."""
        self.states: list[dict[Stack, State]] = [{} for _ in range(size + 1)]
        self._bound = bound
        self._hoped: dict[int, float] = {}
        """The least that all that follows a position can cost."""
        self._full: dict[int, float] = {}
        """Where the beam left states out, and what they cost at most."""

    def prune(self, position: int, beam: int) -> None:
        """Drop states that are bound to lose, and those beyond the beam."""
        states = self.states[position]
        if len(states) < 2:
            return
        bound = {stack: state.cost + self._bound(stack, position) for stack, state in states.items()}
        limit = min(bound.values()) + WINDOW
        ranked = sorted((stack for stack in states if bound[stack] <= limit), key=bound.__getitem__)
        if len(ranked) > beam:
            self._full[position] = limit
        self.states[position] = {stack: states[stack] for stack in ranked[:beam]}

    def go(self, state: State, origin: tuple[int, Stack], step: Step) -> None:
        """Record a step and keep its target if this is the cheapest way there."""
        state.steps.append(step)
        position, stack = step.target
        cost = state.cost + step.cost
        known = self.states[position].get(stack)
        if known is None:
            self.states[position][stack] = State(cost, came=(origin, step))
        elif cost < known.cost:
            known.cost, known.came = cost, (origin, step)

    def find_best(self, end_cost: Callable[[Stack], float]) -> tuple[list[Step], float]:
        """Sweep back from the end; give the steps of the cheapest path and its cost."""
        final = self.states[-1]
        for stack, state in final.items():
            state.rest = end_cost(stack)
        for position in range(len(self.states) - 2, -1, -1):
            for state in self.states[position].values():
                state.rest = min((step.cost + self._rest(state, step) for step in state.steps), default=INFINITE)
            self._hoped[position] = min((state.rest for state in self.states[position].values()), default=INFINITE)
        state = min(final.values(), key=lambda state: state.cost + state.rest)
        best = state.cost + state.rest
        path: list[Step] = []
        while state.came is not None:
            (position, stack), step = state.came
            path.append(step)
            state = self.states[position][stack]
        path.reverse()
        return path, best

    def _rest(self, state: State, step: Step) -> float:
        """Return the cost of all that follows a step."""
        position, stack = step.target
        target = self.states[position].get(stack)
        if target is not None:
            return target.rest
        bound, limit = state.cost + step.cost, self._full.get(position, -INFINITE)
        if bound > limit or bound + self._bound(stack, position) > limit:
            return INFINITE
        # The beam was full: how this state would go on is not known; as well as the best, for all we know.
        return self._hoped[position]

    def find_alternatives(self, chosen: Step, best: float) -> tuple[Alternative, ...]:
        """Return other readings of the raw rows where a row begins that cost at most ``MARGIN`` more than the best."""
        assert chosen.row is not None
        found: set[tuple[int, int, bool]] = set()
        taken = (chosen.parent, chosen.row.end, chosen.row.words.is_list)
        for state in self.states[chosen.row.start].values():
            for step in state.steps:
                if step.row is None:
                    continue
                margin = state.cost + step.cost + self._rest(state, step) - best - step.tie_break
                key = (step.parent, step.row.end, step.row.words.is_list)
                if margin < MARGIN and key != taken:
                    found.add(key)
        return tuple(Alternative(*key) for key in sorted(found))

    def cheapest_without(self, path: list[Step]) -> dict[int, float]:
        """Return for each place where the best reading begins a row the cheapest reading that begins none there."""
        found: dict[int, float] = {}
        starts = {step.row.start for step in path if step.row is not None}
        for position, states in enumerate(self.states):
            for state in states.values():
                for step in state.steps:
                    passed = [start for start in range(position + 1, step.target[0]) if start in starts]
                    if passed or (step.row is None and position in starts):
                        through = state.cost + step.cost + self._rest(state, step)
                        for start in passed or (position,):
                            found[start] = min(through, found.get(start, through))
        return found
