"""The best reading of one table: which pieces form rows, how rows nest, and which value of the example each one is.

In:  the pieces of a ``Table`` and, where there is one, the ``Testimony`` of its example.
Out: ``Reading``: rows in page order with parent and witness, and for each row the readings that cost little more.
How: a shortest path. A state is a position among the pieces and the open blocks, each with its place in the example;
a step reads one row, closes the blocks that it does not stand in, and takes at most one value of the example, in
order. Forward and backward costs give the best reading and, for each fact, the best reading without it; their
difference is the margin. ``BEAM`` states a position are kept: on whole pages the example leaves one or two.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.document import Piece, Table
from generator.tree.agreement import (
    UNEXPLAINED,
    agreement_cost,
    name_matches,
    scalar_items,
    setter_key,
    silence_cost,
)
from generator.tree.rows import Row, find_rows
from generator.tree.type_words import TypeWords, split_type
from generator.witness import Literal, Testimony, Told

BEAM = 48
"""States kept at one position."""
WINDOW = 10.0
"""States that are bound to cost this much more than the best at their position are dropped."""
MARGIN = 3.0
"""Readings that cost less than this more than the best are doubts."""
CLOSING = 0.3
"""Cost of each block that closes: where nothing else speaks, a field stays in the innermost one."""
EMPTY_BLOCK = 6.0
"""Cost of a field without ``└`` that has no field inside: never seen."""
SKIPPED = 12.0
"""Cost of a piece that belongs to no row."""
NO_CHILD = 4.0
"""Cost of rows inside a scalar."""

_NOWHERE = -1
"""The values of a block that the example does not show."""


class _Frame(NamedTuple):
    """An open block: the row that opened it, which list of values it reads, and how far."""

    row: int
    values: int
    next: int
    kind: int
    """0 may have rows inside, 1 must have, 2 should not have."""


_Stack = tuple[_Frame, ...]


@dataclass(slots=True)
class _Step:
    """One way to go on from a state."""

    cost: float
    row: Row | None
    parent: int
    told: Told | None
    target: tuple[int, _Stack]


@dataclass(slots=True)
class _State:
    cost: float
    steps: list[_Step] = field(default_factory=list)
    came: tuple[tuple[int, _Stack], _Step] | None = None
    rest: float = float("inf")


@dataclass(frozen=True, slots=True)
class Alternative:
    """A reading of one row that costs little more than the best."""

    parent: int
    end: int
    told: bool
    margin: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A row of the best reading."""

    row: Row
    parent: int
    """The first piece of the row that it stands in; -1 on the top level."""
    told: Told | None
    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The best reading of a table."""

    rows: tuple[Placed, ...]
    skipped: tuple[Piece, ...]
    unexplained: tuple[Told, ...]
    """Values of the example that no row accounts for."""


class _Values:
    """The lists of values that an example shows, by number; 0 is the top level."""

    def __init__(self, testimony: Testimony | None, table: Table, is_request: bool) -> None:
        self._lists: list[tuple[Told, ...]] = [testimony.roots if testimony is not None else ()]
        self._numbers: dict[tuple[int, bool], int] = {}
        self._weights: dict[int, float] = {}
        self._key = setter_key if is_request else str
        self._last = {self._key(piece.text.split(" ", 1)[0]): at for at, piece in enumerate(table.pieces)}
        """The last piece that begins with a name."""

    def inside(self, told: Told, words: TypeWords, is_request: bool) -> int:
        """Give the number of the values inside a block, list wrappers taken off."""
        unwrap = not is_request and words.is_list
        key = (id(told), unwrap)
        if key not in self._numbers:
            children = told.children
            if unwrap and children and len({child.name for child in children}) == 1:
                children = children[0].children
            self._lists.append(children)
            self._numbers[key] = len(self._lists) - 1
        return self._numbers[key]

    def list(self, number: int) -> tuple[Told, ...]:
        """Give the values of a number."""
        return self._lists[number]

    def rest(self, number: int, start: int, stop: int | None = None) -> float:
        """Cost of leaving the values from ``start`` to ``stop`` unexplained."""
        if number == _NOWHERE:
            return 0.0
        return sum(self._weight(told) for told in self._lists[number][start:stop])

    def hopeless(self, number: int, start: int, position: int) -> float:
        """Cost of the values from ``start`` on whose names no piece from a position on begins with."""
        if number == _NOWHERE:
            return 0.0
        return sum(self._weight(told) for told in self._lists[number][start:] if self._end(told) < position)

    def _end(self, told: Told) -> int:
        key = self._key(told.name)
        return max(self._last.get(key, -1), self._last.get(key.removesuffix("string"), -1))

    def find(self, frame: _Frame, row: Row, is_request: bool) -> Iterator[tuple[int, Told]]:
        """Give the values, from the frame's place on, that go by the name of a row."""
        if frame.values == _NOWHERE:
            return
        told = self._lists[frame.values]
        for index in range(frame.next, len(told)):
            if name_matches(row, told[index], is_request):
                yield index, told[index]

    def _weight(self, told: Told) -> float:
        if id(told) not in self._weights:
            inside = sum(1 for _ in told.walk()) - 1
            self._weights[id(told)] = UNEXPLAINED + inside * UNEXPLAINED / 2
        return self._weights[id(told)]


def read_table(table: Table, testimony: Testimony | None, is_request: bool) -> Reading:
    """Find the best reading of a table; total, pieces that fit nowhere are skipped and reported."""
    return _Search(table, testimony, is_request).run()


def _depths(row: Row, open_frames: int) -> range:
    """Give the places that a row can have among the open blocks, the innermost first."""
    if row.top:
        return range(1)
    known = row.piece.depth
    if known is not None:
        return range(known, known + 1) if known < open_frames else range(0)
    return range(open_frames - 1, 0, -1)


class _Search:
    """The graph of readings of one table, and the shortest path through it."""

    def __init__(self, table: Table, testimony: Testimony | None, is_request: bool) -> None:
        self.pieces = table.pieces
        self.keeps_nested = table.keeps_nested
        self.testimony = testimony
        self.is_request = is_request
        self.values = _Values(testimony, table, is_request)
        self.states: list[dict[_Stack, _State]] = [{} for _ in range(len(self.pieces) + 1)]

    def run(self) -> Reading:
        """Go forward, then back, and collect the best path."""
        root = _Frame(-1, 0 if self.testimony is not None else _NOWHERE, 0, 0)
        self.states[0][(root,)] = _State(0.0)
        for position in range(len(self.pieces)):
            self._prune(position)
            for stack, state in self.states[position].items():
                self._expand(position, stack, state)
        return self._collect()

    def _prune(self, position: int) -> None:
        """Drop states that are bound to lose: what they cost, and what they can no longer explain."""
        states = self.states[position]
        if len(states) < 2:
            return
        ranked = sorted(
            (
                (state.cost + self._hopeless(stack, position), number)
                for number, (stack, state) in enumerate(states.items())
            )
        )[:BEAM]
        limit = ranked[0][0] + WINDOW
        kept = {number for cost, number in ranked if cost <= limit}
        self.states[position] = {stack: state for number, (stack, state) in enumerate(states.items()) if number in kept}

    def _hopeless(self, stack: _Stack, position: int) -> float:
        """Cost of the values that no row from a position on can account for, since none goes by their name."""
        return sum(self.values.hopeless(frame.values, frame.next, position) for frame in stack)

    def _expand(self, position: int, stack: _Stack, state: _State) -> None:
        for row in find_rows(self.pieces, position, self.is_request):
            for step in self._steps(row, stack):
                self._go(state, (position, stack), step)
        if not state.steps:
            # Words that begin no row, or a nested row where no block is open.
            self._go(state, (position, stack), _Step(SKIPPED, None, -1, None, (position + 1, stack)))

    def _go(self, state: _State, origin: tuple[int, _Stack], step: _Step) -> None:
        """Record a step and keep its target if this is the cheapest way there."""
        state.steps.append(step)
        position, stack = step.target
        cost = state.cost + step.cost
        known = self.states[position].get(stack)
        if known is None:
            self.states[position][stack] = _State(cost, came=(origin, step))
        elif cost < known.cost:
            known.cost, known.came = cost, (origin, step)

    def _steps(self, row: Row, stack: _Stack) -> Iterator[_Step]:
        """Give each place and each witness that a row can have below the open blocks."""
        cost = row.cost
        depths = _depths(row, len(stack))
        innermost = stack[-1]
        for depth in depths:
            closing = len(stack) - 1 - depth
            frame = stack[depth]
            cost_here = cost + (0.0 if row.top else CLOSING * closing)
            if innermost.kind == 1 and closing:
                cost_here += EMPTY_BLOCK
            if frame.kind == 2:
                cost_here += NO_CHILD
            cost_here += sum(self.values.rest(closed.values, closed.next) for closed in stack[depth + 1 :])
            yield from self._witnessed(row, stack[:depth], frame, cost_here)

    def _witnessed(self, row: Row, below: _Stack, frame: _Frame, cost: float) -> Iterator[_Step]:
        words = split_type(row.type.text) if row.type is not None else TypeWords("", False)
        silent = 0.0
        if frame.values != _NOWHERE and self.testimony is not None:
            silent = silence_cost(row, self.is_request, self.testimony.complete)
        opened = frame._replace(kind=0) if frame.kind == 1 else frame
        yield self._step(row, (*below, opened), frame, words, None, _NOWHERE, cost + silent)
        for index, told in self.values.find(frame, row, self.is_request):
            passed = self.values.rest(frame.values, frame.next, index)
            if passed > WINDOW:
                break
            moved = opened._replace(next=index + 1)
            block = told.literal is Literal.BLOCK and scalar_items(told, words) is None
            inside = self.values.inside(told, words, self.is_request) if block else _NOWHERE
            agreed = agreement_cost(row, told, self.is_request)
            yield self._step(row, (*below, moved), frame, words, told, inside, cost + passed + agreed)

    def _step(
        self, row: Row, below: _Stack, parent: _Frame, words: TypeWords, told: Told | None, inside: int, cost: float
    ) -> _Step:
        stack = below
        if row.leaf is not True and self.keeps_nested:
            kind = 1 if row.leaf is False else 2 if words.is_scalar else 0
            stack = (*below, _Frame(row.start, inside, 0, kind))
        return _Step(cost, row, parent.row, told, (row.end, stack))

    def _collect(self) -> Reading:
        """Walk the best path and look at what else each of its rows could have been."""
        final = self.states[-1]
        for stack, state in final.items():
            state.rest = sum(self.values.rest(frame.values, frame.next) for frame in stack)
            state.rest += EMPTY_BLOCK if stack[-1].kind == 1 else 0.0
        for position in range(len(self.pieces) - 1, -1, -1):
            for state in self.states[position].values():
                state.rest = min((step.cost + self._rest(step) for step in state.steps), default=float("inf"))
        stack, state = min(final.items(), key=lambda item: item[1].cost + item[1].rest)
        best = state.cost + state.rest
        path: list[_Step] = []
        while state.came is not None:
            (position, stack), step = state.came
            path.append(step)
            state = self.states[position][stack]
        path.reverse()
        return self._reading(path, best)

    def _rest(self, step: _Step) -> float:
        position, stack = step.target
        target = self.states[position].get(stack)
        return target.rest if target is not None else float("inf")

    def _reading(self, path: list[_Step], best: float) -> Reading:
        rows, skipped, position = [], [], 0
        seen: set[int] = set()
        for step in path:
            if step.row is None:
                skipped.append(self.pieces[position])
            else:
                rows.append(Placed(step.row, step.parent, step.told, self._alternatives(step, best)))
                if step.told is not None:
                    seen.add(id(step.told))
            position = step.target[0]
        return Reading(tuple(rows), tuple(skipped), self._unexplained(rows, seen))

    def _alternatives(self, chosen: _Step, best: float) -> tuple[Alternative, ...]:
        """Give other readings of the pieces where a row begins that cost at most ``MARGIN`` more than the best."""
        assert chosen.row is not None
        found: dict[tuple[int, int, bool], float] = {}
        for state in self.states[chosen.row.start].values():
            for step in state.steps:
                margin = state.cost + step.cost + self._rest(step) - best
                if step.row is None or margin >= MARGIN:
                    continue
                key = (step.parent, step.row.end, step.told is not None)
                if key[:2] != (chosen.parent, chosen.row.end):
                    found[key] = min(margin, found.get(key, MARGIN))
        return tuple(Alternative(*key, margin) for key, margin in sorted(found.items(), key=lambda item: item[1]))

    def _unexplained(self, rows: list[Placed], seen: set[int]) -> tuple[Told, ...]:
        """Give values of the example beside those that were taken."""
        if self.testimony is None:
            return ()
        lists = [self.testimony.roots]
        for placed in rows:
            if placed.told is not None and self.keeps_nested and placed.told.literal is Literal.BLOCK:
                words = split_type(placed.row.type.text) if placed.row.type is not None else TypeWords("", False)
                if scalar_items(placed.told, words) is None:
                    number = self.values.inside(placed.told, words, self.is_request)
                    lists.append(self.values.list(number))
        return tuple(told for told_list in lists for told in told_list if id(told) not in seen)
