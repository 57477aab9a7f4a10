"""The best reading of one table: which raw rows form rows, how rows nest, and which value of the example each one is.

In:  the raw rows of a ``Table`` and, where there is one, the ``ParsedExample`` of its example.
Out: ``Reading``: rows in page order with parent and value, and for each row the readings that cost little more.
How: a shortest path. A state is a position among the raw rows and the open blocks, each with its place in the example;
a step reads one row, closes the blocks that it does not stand in, and takes at most one value of the example, in
order. Forward and backward costs give the best reading and, for each fact, the best reading without it; their
difference is the margin. ``BEAM`` states a position are kept: on whole pages the example leaves one or two.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from itertools import chain

from topgen.alignment.candidates import find_rows
from topgen.alignment.costs import MISMATCH, agreement_cost, is_block, scalar_items, silence_cost
from topgen.alignment.example_lists import NOWHERE, ExampleLists
from topgen.alignment.graph import INFINITE, MARGIN, WINDOW, Frame, Graph, RowPlace, Stack, State, Step
from topgen.alignment.rows import TOP, Placed, Reading, Row
from topgen.document import Table
from topgen.examples import ExampleValue, ParsedExample
from topgen.known_structs import NO_STRUCTS, SAME_START, KnownStructs, Members

BEAM = 32
"""States kept at one position."""
BEAM_ALONE = 12
"""As ``BEAM``, for tables without an example, whose readings nothing tells apart but their form."""
LARGE = 20_000
"""Raw rows beyond which a table is read without looking back; the largest page seen has 1,500 rows."""
WORK = 10_000
"""Steps after which only the best state is followed; five times what the largest page seen needs with its example."""
WORK_MAX = 25_000
"""Steps after which nothing is read any more; the rest of such a table is left unexplained."""
CLOSING = 0.3
"""Cost of each block that closes: where nothing else speaks, a field stays in the innermost one. It only ranks readings
that nothing else tells apart, so it does not count for the margin between them."""
EMPTY_BLOCK = 6.0
"""Cost of a field without ``└`` that has no field inside: never seen."""
SKIPPED = 12.0
"""Cost of a raw row that belongs to no row."""
NO_CHILD = 4.0
"""Cost of rows inside a scalar."""
LEAF_CHILD = 2.0
"""Cost of rows inside an object that is marked as one without, and that no example shows."""
ELSEWHERE = 1.0
"""Cost of a field outside the open block whose class holds it elsewhere."""
FOREIGN = 0.5
"""Cost of a field in a block whose class holds it nowhere else."""

UNMARKED = 4.0
"""Cost of a nested row that lacks the mark which other nested rows have."""

MAX_DEPTH = 16
"""Blocks in one another that are followed; the deepest page seen has 8."""

_MAY, _MUST, _SHOULD_NOT, _HARDLY = range(4)
"""Whether a block has rows inside."""


_OPENING = {_SHOULD_NOT: NO_CHILD, _HARDLY: LEAF_CHILD}
"""Cost of a row inside a block of a kind."""


def read_table(
    table: Table, parsed: ParsedExample | None, is_request: bool, structs: KnownStructs = NO_STRUCTS
) -> Reading:
    """Find the best reading of a table; total, raw rows that fit nowhere are skipped and reported."""
    return _Search(table, parsed, is_request, structs).run()


class _Search:
    """The graph of readings of one table, and the shortest path through it."""

    def __init__(self, table: Table, parsed: ParsedExample | None, is_request: bool, structs: KnownStructs) -> None:
        self.raw_rows = table.raw_rows
        self.keeps_nested = table.keeps_nested is not False
        self.parsed = parsed
        self.is_request = is_request
        self.beam = 1 if len(table.raw_rows) > LARGE else BEAM if parsed is not None else BEAM_ALONE
        self.work = 0
        """Steps made so far."""
        self.rows = [tuple(find_rows(table.raw_rows, start, is_request)) for start in range(len(table.raw_rows))]
        self.members = _members(table, self.rows, structs)
        self.values = ExampleLists(parsed, self.rows)
        self.graph = Graph(len(table.raw_rows), self._lower_bound)

    def run(self) -> Reading:
        """Go forward through the table, then read off the best path."""
        root = Frame(TOP, 0 if self.parsed is not None else NOWHERE, 0, _MAY)
        self.graph.states[0][(root,)] = State(0.0)
        for position in range(len(self.raw_rows)):
            self.graph.prune(position, self.beam if self.work < WORK else 1)
            for stack, state in self.graph.states[position].items():
                self._expand(position, stack, state)
        return self._reading(*self.graph.find_best(self._end_cost))

    def _end_cost(self, stack: Stack) -> float:
        """Cost of what is open at the end of the table: values that no row took, and a block without a field."""
        left = sum(self.values.rest(frame.values, frame.next) for frame in stack)
        return left + (EMPTY_BLOCK if stack[-1].kind == _MUST else 0.0)

    def _lower_bound(self, stack: Stack, position: int) -> float:
        """Cost of the values that no row from a position on can account for, since none goes by their name."""
        lower_bound = self.values.lower_bound
        return sum(lower_bound(frame.values, frame.next, position) for frame in stack if frame.values != NOWHERE)

    def _expand(self, position: int, stack: Stack, state: State) -> None:
        for row in self.rows[position] if self.work < WORK_MAX else ():
            for step in self._steps(row, stack):
                self.graph.go(state, (position, stack), step)
        self.work += len(state.steps)
        if not state.steps:
            # Words that begin no row, or a nested row where no block is open.
            self.graph.go(state, (position, stack), Step(SKIPPED, None, TOP, None, (position + 1, stack)))

    def _steps(self, row: Row, stack: Stack) -> Iterator[Step]:
        """Return each place and each value that a row can have below the open blocks, the innermost place first."""
        lowest, highest = _reach(row, len(stack))
        holders = self._holders(row, stack)
        closed = row.cost
        for depth in range(len(stack) - 1, lowest - 1, -1):
            frame, closing = stack[depth], len(stack) - 1 - depth
            if depth <= highest:
                tie_break = 0.0 if row.top else CLOSING * closing
                cost = closed + tie_break + _OPENING.get(frame.kind, 0.0)
                if closing and stack[-1].kind == _MUST:
                    cost += EMPTY_BLOCK
                cost += self._foreign_cost(row, frame, holders)
                if depth and row.raw_row.depth == 0:
                    cost += UNMARKED
                yield from self._matched(row, RowPlace(stack[: depth + 1], cost, tie_break))
            closed += self.values.rest(frame.values, frame.next)

    def _holders(self, row: Row, stack: Stack) -> frozenset[int]:
        """Return the open blocks whose classes have a field of the row's name on other pages."""
        if row.top or not self.members:
            return frozenset()
        known = ((frame.row, self.members.get(frame.row)) for frame in stack)
        return frozenset(at for at, members in known if members is not None and row.name.text in members.sure)

    def _foreign_cost(self, row: Row, frame: Frame, holders: frozenset[int]) -> float:
        """Cost of a row in a block that is not known to hold it, while another open one is, or whose class is known."""
        if holders:
            return 0.0 if frame.row in holders else ELSEWHERE
        members = self.members.get(frame.row) if self.members else None
        return FOREIGN if members is not None and row.name.text not in members.known else 0.0

    def _matched(self, row: Row, place: RowPlace) -> Iterator[Step]:
        """Return the steps of a row in one place: without a value of the example, and with each of its name."""
        *outer, frame = place.stack
        if frame.kind == _MUST:
            frame = frame._replace(kind=_MAY)
        key = self.values.key(row.name.text)
        silent = silence_cost(row, self.values.call) if self.values.shows_all(frame.values, frame.next) else 0.0
        passed = frame
        turn = self.values.turn(frame.values, frame.next, key)
        if turn is not None and agreement_cost(row, turn, self.values.call) <= MISMATCH:
            # Whoever does not take a value that fits when its turn comes leaves it unexplained.
            silent += self.values.rest(frame.values, frame.next, frame.next + 1)
            passed = Frame(frame.row, frame.values, frame.next + 1, frame.kind)
        yield self._step(row, RowPlace((*outer, passed), place.cost + silent, place.tie_break), None)
        for index, shown in self.values.find(frame.values, frame.next, key):
            left = self.values.rest(frame.values, frame.next, index)
            if left > WINDOW and left - self.values.lower_bound(*frame[1:3], row.start, index) > WINDOW:
                break
            cost = place.cost + left + agreement_cost(row, shown, self.values.call)
            moved = Frame(frame.row, frame.values, index + 1, frame.kind)
            yield self._step(row, RowPlace((*outer, moved), cost, place.tie_break), shown)

    def _step(self, row: Row, place: RowPlace, shown: ExampleValue | None) -> Step:
        stack = place.stack
        parent = stack[-1].row
        is_block = shown is not None and _is_block(shown, row)
        if self._may_open(row, shown) and self.keeps_nested and len(stack) < MAX_DEPTH:
            kind = _MUST if row.leaf is False else _SHOULD_NOT if row.words.is_scalar else _MAY
            if row.leaf is True and not is_block:
                kind = _HARDLY
            inside = self.values.inside(shown, row.words) if shown is not None and is_block else NOWHERE
            stack = (*stack, Frame(row.start, inside, 0, kind))
        return Step(place.cost, row, parent, shown, (row.end, stack), place.tie_break)

    def _may_open(self, row: Row, shown: ExampleValue | None) -> bool:
        """Return whether rows may stand inside a row; copies put ``└`` before those with fields inside as well."""
        if row.leaf is not True:
            return True
        if row.words.is_scalar:
            return False
        return shown is None or (_is_block(shown, row) and bool(shown.children))

    def _reading(self, path: list[Step], best: float) -> Reading:
        rows, skipped, position = [], [], 0
        without = self.graph.cheapest_without(path)
        seen: set[int] = set()
        for step in path:
            if step.row is None:
                skipped.append(self.raw_rows[position])
            else:
                dispensable = without.get(position, INFINITE) < best + MARGIN
                rows.append(
                    Placed(step.row, step.parent, step.shown, self.graph.find_alternatives(step, best), dispensable)
                )
                if step.shown is not None:
                    seen.add(id(step.shown))
            position = step.target[0]
        return Reading(tuple(rows), tuple(skipped), self._unexplained(rows, seen))

    def _unexplained(self, rows: list[Placed], seen: set[int]) -> tuple[ExampleValue, ...]:
        """Return values of the example beside those that were taken."""
        if self.parsed is None:
            return ()
        lists = [self.parsed.roots]
        for placed in rows if self.keeps_nested else ():
            if placed.shown is not None and _is_block(placed.shown, placed.row):
                lists.append(self.values.list(self.values.inside(placed.shown, placed.row.words)))
        return tuple(shown for values in lists for shown in values if id(shown) not in seen)


def _members(table: Table, rows: Sequence[Sequence[Row]], structs: KnownStructs) -> dict[int, Members]:
    """Return for each raw row that may open a block what other blocks of its class hold."""
    if not structs.variants:
        return {}
    names = [(at, raw_row.text.split(" ", 1)[0]) for at, raw_row in enumerate(table.raw_rows) if raw_row.leaf]
    found = {}
    for row in chain.from_iterable(rows):
        if row.leaf is not True and not row.words.is_scalar:
            first = [name for at, name in names[bisect(names, (row.start, "")) :][:SAME_START]]
            members = structs.members(row.words.base, first)
            if members is not None:
                found[row.start] = members
    return found


def _is_block(shown: ExampleValue, row: Row) -> bool:
    """Return whether a value has fields inside, and is no list of scalars."""
    return is_block(shown, row.words) and scalar_items(shown, row.words) is None


def _reach(row: Row, open_frames: int) -> tuple[int, int]:
    """Return the outermost and the innermost of the open blocks that a row can stand in."""
    if row.top:
        return 0, 0
    known = row.raw_row.depth
    if row.top is None:
        return 0, open_frames - 1
    if known is not None:
        return (known, known) if known < open_frames else (open_frames, 0)
    return 1, open_frames - 1
