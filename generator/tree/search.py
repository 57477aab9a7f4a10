"""The best reading of one table: which pieces form rows, how rows nest, and which value of the example each one is.

In:  the pieces of a ``Table`` and, where there is one, the ``Testimony`` of its example.
Out: ``Reading``: rows in page order with parent and witness, and for each row the readings that cost little more.
How: a shortest path. A state is a position among the pieces and the open blocks, each with its place in the example;
a step reads one row, closes the blocks that it does not stand in, and takes at most one value of the example, in
order. Forward and backward costs give the best reading and, for each fact, the best reading without it; their
difference is the margin. ``BEAM`` states a position are kept: on whole pages the example leaves one or two.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from generator.document import Table
from generator.tree.agreement import MISMATCH, agreement_cost, scalar_items, silence_cost
from generator.tree.reading import TOP, Alternative, Placed, Reading
from generator.tree.rows import Row, find_rows
from generator.tree.shapes import NO_SHAPES, SAME_START, Members, Shapes
from generator.tree.values import NOWHERE, Values
from generator.witness import Literal, Testimony, Told

BEAM = 32
"""States kept at one position."""
BEAM_ALONE = 12
"""As ``BEAM``, for tables without an example, whose readings nothing tells apart but their shape."""
WORK = 90_000
"""Steps after which only the best state is followed; 80,000 is the most that a page seen needs, without its example."""
WORK_MAX = 120_000
"""Steps after which nothing is read any more; the rest of such a table is left unexplained."""
WINDOW = 10.0
"""States that are bound to cost this much more than the best at their position are dropped."""
MARGIN = 3.0
"""Readings that cost less than this more than the best are doubts."""
CLOSING = 0.3
"""Cost of each block that closes: where nothing else speaks, a field stays in the innermost one. It only ranks readings
that nothing else tells apart, so it does not count for the margin between them."""
EMPTY_BLOCK = 6.0
"""Cost of a field without ``└`` that has no field inside: never seen."""
SKIPPED = 12.0
"""Cost of a piece that belongs to no row."""
NO_CHILD = 4.0
"""Cost of rows inside a scalar."""
ELSEWHERE = 1.0
"""Cost of a field outside the open block whose class holds it elsewhere."""
FOREIGN = 0.5
"""Cost of a field in a block whose class holds it nowhere else."""

INFINITE = float("inf")

MAX_DEPTH = 16
"""Blocks in one another that are followed; the deepest page seen has 8."""

_MAY, _MUST, _SHOULD_NOT = range(3)
"""Whether a block has rows inside."""


class _Frame(NamedTuple):
    """An open block: the row that opened it, which list of values it reads, and how far."""

    row: int
    values: int
    next: int
    kind: int


_Stack = tuple[_Frame, ...]


class _Place(NamedTuple):
    """Where a row may stand: the open blocks down to the one that it stands in, and what going there costs."""

    stack: _Stack
    cost: float
    habit: float


@dataclass(slots=True)
class _Step:
    """One way to go on from a state; ``row`` is None where a piece belongs to no row."""

    cost: float
    row: Row | None
    parent: int
    told: Told | None
    target: tuple[int, _Stack]
    habit: float = 0.0
    """The part of the cost that is no evidence but the habit of fields to stay in the innermost block."""


@dataclass(slots=True)
class _State:
    cost: float
    steps: list[_Step] = field(default_factory=list)
    came: tuple[tuple[int, _Stack], _Step] | None = None
    rest: float = INFINITE


def read_table(table: Table, testimony: Testimony | None, is_request: bool, shapes: Shapes = NO_SHAPES) -> Reading:
    """Find the best reading of a table; total, pieces that fit nowhere are skipped and reported."""
    return _Search(table, testimony, is_request, shapes).run()


class _Search:
    """The graph of readings of one table, and the shortest path through it."""

    def __init__(self, table: Table, testimony: Testimony | None, is_request: bool, shapes: Shapes) -> None:
        self.pieces = table.pieces
        self.keeps_nested = table.keeps_nested
        self.testimony = testimony
        self.is_request = is_request
        self.beam = BEAM if testimony is not None else BEAM_ALONE
        self.work = 0
        """Steps made so far."""
        self.rows = [tuple(find_rows(table.pieces, start, is_request)) for start in range(len(table.pieces))]
        self.members = _members(table, self.rows, shapes)
        self.values = Values(testimony, self.rows)
        self.hoped: dict[int, float] = {}
        """The least that all that follows a position can cost."""
        self.full: dict[int, float] = {}
        """Where the beam left states out, and what they cost at most."""
        self.states: list[dict[_Stack, _State]] = [{} for _ in range(len(self.pieces) + 1)]

    def run(self) -> Reading:
        """Go forward, then back, and collect the best path."""
        root = _Frame(TOP, 0 if self.testimony is not None else NOWHERE, 0, _MAY)
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
        bound = {stack: state.cost + self._hopeless(stack, position) for stack, state in states.items()}
        limit = min(bound.values()) + WINDOW
        ranked = sorted((stack for stack in states if bound[stack] <= limit), key=bound.__getitem__)
        beam = self.beam if self.work < WORK else 1
        if len(ranked) > beam:
            self.full[position] = limit
        self.states[position] = {stack: states[stack] for stack in ranked[:beam]}

    def _hopeless(self, stack: _Stack, position: int) -> float:
        """Cost of the values that no row from a position on can account for, since none goes by their name."""
        return sum(self.values.hopeless(frame.values, frame.next, position) for frame in stack)

    def _expand(self, position: int, stack: _Stack, state: _State) -> None:
        for row in self.rows[position] if self.work < WORK_MAX else ():
            for step in self._steps(row, stack):
                self._go(state, (position, stack), step)
        self.work += len(state.steps)
        if not state.steps:
            # Words that begin no row, or a nested row where no block is open.
            self._go(state, (position, stack), _Step(SKIPPED, None, TOP, None, (position + 1, stack)))

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
        """Give each place and each witness that a row can have below the open blocks, the innermost place first."""
        lowest, highest = _reach(row, len(stack))
        holders = self._holders(row, stack)
        closed = row.cost
        for depth in range(len(stack) - 1, lowest - 1, -1):
            frame, closing = stack[depth], len(stack) - 1 - depth
            if depth <= highest:
                habit = 0.0 if row.top else CLOSING * closing
                cost = closed + habit + (NO_CHILD if frame.kind == _SHOULD_NOT else 0.0)
                if closing and stack[-1].kind == _MUST:
                    cost += EMPTY_BLOCK
                cost += self._foreign_cost(row, frame, holders)
                yield from self._witnessed(row, _Place(stack[: depth + 1], cost, habit))
            closed += self.values.rest(frame.values, frame.next)

    def _holders(self, row: Row, stack: _Stack) -> frozenset[int]:
        """Give the open blocks whose classes have a field of the row's name on other pages."""
        if row.top or not self.members:
            return frozenset()
        known = ((frame.row, self.members.get(frame.row)) for frame in stack)
        return frozenset(at for at, members in known if members is not None and row.name.text in members.sure)

    def _foreign_cost(self, row: Row, frame: _Frame, holders: frozenset[int]) -> float:
        """Cost of a row in a block that is not known to hold it, while another open one is, or whose class is known."""
        if holders:
            return 0.0 if frame.row in holders else ELSEWHERE
        members = self.members.get(frame.row) if self.members else None
        return FOREIGN if members is not None and row.name.text not in members.known else 0.0

    def _witnessed(self, row: Row, place: _Place) -> Iterator[_Step]:
        """Give the steps of a row in one place: without a value of the example, and with each of its name."""
        *outer, frame = place.stack
        if frame.kind == _MUST:
            frame = frame._replace(kind=_MAY)
        key = self.values.key(row.name.text)
        silent = silence_cost(row, self.values.setters) if self.values.shows_all(frame.values, frame.next) else 0.0
        passed = frame
        turn = self.values.turn(frame.values, frame.next, key)
        if turn is not None and agreement_cost(row, turn, self.values.setters) <= MISMATCH:
            # Whoever does not take a value that fits when its turn comes leaves it unexplained.
            silent += self.values.rest(frame.values, frame.next, frame.next + 1)
            passed = _Frame(frame.row, frame.values, frame.next + 1, frame.kind)
        yield self._step(row, _Place((*outer, passed), place.cost + silent, place.habit), None)
        for index, told in self.values.find(frame.values, frame.next, key):
            left = self.values.rest(frame.values, frame.next, index)
            if left > WINDOW and left - self.values.hopeless(*frame[1:3], row.start, index) > WINDOW:
                break
            cost = place.cost + left + agreement_cost(row, told, self.values.setters)
            moved = _Frame(frame.row, frame.values, index + 1, frame.kind)
            yield self._step(row, _Place((*outer, moved), cost, place.habit), told)

    def _step(self, row: Row, place: _Place, told: Told | None) -> _Step:
        stack = place.stack
        parent = stack[-1].row
        if row.leaf is not True and self.keeps_nested and len(stack) < MAX_DEPTH:
            kind = _MUST if row.leaf is False else _SHOULD_NOT if row.words.is_scalar else _MAY
            shown = told is not None and _is_block(told, row)
            inside = self.values.inside(told, row.words) if told is not None and shown else NOWHERE
            stack = (*stack, _Frame(row.start, inside, 0, kind))
        return _Step(place.cost, row, parent, told, (row.end, stack), place.habit)

    def _collect(self) -> Reading:
        """Walk the best path and look at what else each of its rows could have been."""
        final = self.states[-1]
        for stack, state in final.items():
            state.rest = sum(self.values.rest(frame.values, frame.next) for frame in stack)
            state.rest += EMPTY_BLOCK if stack[-1].kind == _MUST else 0.0
        for position in range(len(self.pieces) - 1, -1, -1):
            for state in self.states[position].values():
                state.rest = min((step.cost + self._rest(state, step) for step in state.steps), default=INFINITE)
            self.hoped[position] = min((state.rest for state in self.states[position].values()), default=INFINITE)
        _, state = min(final.items(), key=lambda item: item[1].cost + item[1].rest)
        best = state.cost + state.rest
        path: list[_Step] = []
        while state.came is not None:
            (position, stack), step = state.came
            path.append(step)
            state = self.states[position][stack]
        path.reverse()
        return self._reading(path, best)

    def _rest(self, state: _State, step: _Step) -> float:
        """Give the cost of all that follows a step."""
        position, stack = step.target
        target = self.states[position].get(stack)
        if target is not None:
            return target.rest
        bound = state.cost + step.cost
        if bound > self.full.get(position, -INFINITE) or bound + self._hopeless(stack, position) > self.full[position]:
            return INFINITE
        # The beam was full: how this state would go on is not known; as well as the best, for all we know.
        return self.hoped[position]

    def _reading(self, path: list[_Step], best: float) -> Reading:
        rows, skipped, position = [], [], 0
        without = self._cheapest_without(path)
        seen: set[int] = set()
        for step in path:
            if step.row is None:
                skipped.append(self.pieces[position])
            else:
                dispensable = without.get(position, INFINITE) < best + MARGIN
                rows.append(Placed(step.row, step.parent, step.told, self._alternatives(step, best), dispensable))
                if step.told is not None:
                    seen.add(id(step.told))
            position = step.target[0]
        return Reading(tuple(rows), tuple(skipped), self._unexplained(rows, seen))

    def _alternatives(self, chosen: _Step, best: float) -> tuple[Alternative, ...]:
        """Give other readings of the pieces where a row begins that cost at most ``MARGIN`` more than the best."""
        assert chosen.row is not None
        found: dict[tuple[int, int, bool], float] = {}
        taken = (chosen.parent, chosen.row.end, chosen.row.words.is_list)
        for state in self.states[chosen.row.start].values():
            for step in state.steps:
                if step.row is None:
                    continue
                margin = state.cost + step.cost + self._rest(state, step) - best - step.habit
                key = (step.parent, step.row.end, step.row.words.is_list)
                if margin < MARGIN and key != taken:
                    found[key] = min(margin, found.get(key, MARGIN))
        return tuple(Alternative(*key, margin) for key, margin in sorted(found.items(), key=lambda item: item[1]))

    def _cheapest_without(self, path: list[_Step]) -> dict[int, float]:
        """Give for each place where the best reading begins a row the cheapest reading that begins none there."""
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

    def _unexplained(self, rows: list[Placed], seen: set[int]) -> tuple[Told, ...]:
        """Give values of the example beside those that were taken."""
        if self.testimony is None:
            return ()
        lists = [self.testimony.roots]
        for placed in rows if self.keeps_nested else ():
            if placed.told is not None and _is_block(placed.told, placed.row):
                lists.append(self.values.list(self.values.inside(placed.told, placed.row.words)))
        return tuple(told for told_list in lists for told in told_list if id(told) not in seen)


def _members(table: Table, rows: Sequence[Sequence[Row]], shapes: Shapes) -> dict[int, Members]:
    """Give for each piece that may open a block what other blocks of its class hold."""
    if not shapes.variants:
        return {}
    names = [(at, piece.text.split(" ", 1)[0]) for at, piece in enumerate(table.pieces) if piece.leaf]
    found = {}
    for row in chain.from_iterable(rows):
        if row.leaf is not True and not row.words.is_scalar:
            first = [name for at, name in names[bisect(names, (row.start, "")) :][:SAME_START]]
            members = shapes.members(row.words.base, first)
            if members is not None:
                found[row.start] = members
    return found


def _is_block(told: Told, row: Row) -> bool:
    """Whether a value has fields inside, and is no list of scalars."""
    return told.literal is Literal.BLOCK and scalar_items(told, row.words) is None


def _reach(row: Row, open_frames: int) -> tuple[int, int]:
    """Give the outermost and the innermost of the open blocks that a row can stand in."""
    if row.top:
        return 0, 0
    known = row.piece.depth
    if known is not None:
        return (known, known) if known < open_frames else (open_frames, 0)
    return 1, open_frames - 1
