"""The values of one example, laid out for a search that walks along them in order.

In:  the roots of a ``Testimony``.
Out: ``Values``: numbered lists of values, 0 the top level, further ones for what stands inside blocks.
Surprise: the search asks the same things thousands of times, so costs are summed up once per list and names are looked
up by key; the answers are those of walking along the lists.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

from generator.tree.agreement import UNEXPLAINED, setter_key
from generator.tree.rows import Row
from generator.tree.type_words import TypeWords
from generator.witness import Literal, Testimony, Told

NOWHERE = -1
"""The number of the values of a block that the example does not show."""

LOOKAHEAD = 16
"""Values that are looked at for what a state can no longer explain."""

_JSON_SUFFIX = "string"
"""What the setter of a top-level parameter of type Json adds to its name."""


@dataclass(frozen=True, slots=True)
class _List:
    """One list of values with what is asked about it."""

    told: tuple[Told, ...]
    sums: tuple[float, ...]
    """``sums[i]`` is the cost of leaving the values before ``i`` unexplained."""
    places: dict[str, Sequence[int]]
    """Where the values of a name stand."""
    whole: bool
    """Whether the example shows the list to its end."""
    last: tuple[int, ...]
    """For each value the last piece of the table that may begin a row of its name and level, -1 for none."""


class Values:
    """The lists of values that an example shows."""

    def __init__(self, testimony: Testimony | None, rows: Sequence[Sequence[Row]]) -> None:
        """``rows`` are those that may begin at each piece of the table."""
        self.setters = testimony is not None and testimony.setters
        self.key: Callable[[str], str] = setter_key if self.setters else str
        self._last_top: dict[str, int] = {}
        self._last_inside: dict[str, int] = {}
        if testimony is not None:
            for row in chain.from_iterable(rows):
                (self._last_top if row.top else self._last_inside)[self.key(row.name.text)] = row.start
        roots = testimony.roots if testimony is not None else ()
        self._lists = [self._list(roots, testimony is not None and testimony.complete, self._last_top)]
        self._numbers: dict[tuple[int, bool], int] = {}

    def _list(self, told: tuple[Told, ...], whole: bool, last: dict[str, int]) -> _List:
        keys = [self.key(value.name) for value in told]
        places: dict[str, list[int]] = {}
        for index, key in enumerate(keys):
            places.setdefault(key, []).append(index)
        sums = tuple(accumulate((weight(value) for value in told), initial=0.0))
        return _List(told, sums, dict(places), whole, tuple(self._end(key, last) for key in keys))

    def _end(self, key: str, last: dict[str, int]) -> int:
        end = last.get(key, -1)
        if self.setters and key.endswith(_JSON_SUFFIX):
            end = max(end, last.get(key.removesuffix(_JSON_SUFFIX), -1))
        return end

    def inside(self, told: Told, words: TypeWords) -> int:
        """Give the number of the values inside a block, the wrapper of list items taken off."""
        unwrap = words.is_list and not told.is_list and not self.setters
        key = (id(told), unwrap)
        if key not in self._numbers:
            block = told
            if unwrap and told.children and len({child.name for child in told.children}) == 1:
                block = told.children[0]
            self._lists.append(self._list(block.children, block.whole, self._last_inside))
            self._numbers[key] = len(self._lists) - 1
        return self._numbers[key]

    def list(self, number: int) -> tuple[Told, ...]:
        """Give the values of a number."""
        return self._lists[number].told

    def shows_all(self, number: int, start: int) -> bool:
        """Whether the example would have shown a value at a place if there were one."""
        if number == NOWHERE:
            return False
        found = self._lists[number]
        return found.whole or start < len(found.told)

    def turn(self, number: int, start: int, key: str) -> Told | None:
        """Give the next value of a list if it goes by a name."""
        if number == NOWHERE:
            return None
        found = self._lists[number]
        return found.told[start] if start < len(found.told) and self.key(found.told[start].name) == key else None

    def rest(self, number: int, start: int, stop: int | None = None) -> float:
        """Cost of leaving the values from ``start`` to ``stop`` unexplained."""
        if number == NOWHERE:
            return 0.0
        sums = self._lists[number].sums
        return sums[-1 if stop is None else stop] - sums[start]

    def hopeless(self, number: int, start: int, position: int, stop: int | None = None) -> float:
        """Cost of the values from ``start`` to ``stop`` that no row from a position on can account for.

        Without ``stop`` only the next ``LOOKAHEAD`` values count: they are taken in order, so the lost ones are there.
        """
        if number == NOWHERE:
            return 0.0
        found = self._lists[number]
        cost = 0.0
        for index in range(start, min(start + LOOKAHEAD, len(found.told)) if stop is None else stop):
            if found.last[index] < position:
                cost += found.sums[index + 1] - found.sums[index]
        return cost

    def find(self, number: int, start: int, key: str) -> Iterator[tuple[int, Told]]:
        """Give the values of a name, from ``start`` on; a Json parameter's setter may add ``String`` to it."""
        if number == NOWHERE:
            return
        found = self._lists[number]
        places = found.places.get(key, ())
        for index in places[bisect_left(places, start) :]:
            yield index, found.told[index]
        places = found.places.get(key + _JSON_SUFFIX, ()) if self.setters else ()
        for index in places[bisect_left(places, start) :]:
            if found.told[index].literal is Literal.TEXT:
                yield index, found.told[index]


def weight(told: Told) -> float:
    """Cost of a value of the example that no row accounts for."""
    inside = sum(1 for _ in told.walk()) - 1
    return UNEXPLAINED + inside * UNEXPLAINED / 2
