"""The values of one example, laid out for a search that walks along them in order.

In:  the roots of a ``ParsedExample``.
Out: ``Values``: numbered lists of values, 0 the top level, further ones for what stands inside blocks.
The search asks the same things thousands of times, so costs are summed up once per list and names are looked
up by key; the answers are those of walking along the lists.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

from topgen.alignment.costs import UNEXPLAINED, setter_key
from topgen.alignment.rows import Row
from topgen.examples import ExampleValue, Literal, Names, ParsedExample
from topgen.vocabulary.cells import TypeWords

NOWHERE = -1
"""The number of the values of a block that the example does not show."""

LOOKAHEAD = 16
"""Values that are looked at for what a state can no longer explain."""

_JSON_SUFFIX = "string"
"""What the setter of a top-level parameter of type Json adds to its name."""


@dataclass(frozen=True, slots=True)
class _List:
    """One list of values with what is asked about it."""

    shown: tuple[ExampleValue, ...]
    sums: tuple[float, ...]
    """``sums[i]`` is the cost of leaving the values before ``i`` unexplained."""
    places: dict[str, Sequence[int]]
    """Where the values of a name stand."""
    whole: bool
    """Whether the example shows the list to its end."""
    last: tuple[int, ...]
    """For each value the last raw row of the table that may begin a row of its name and level, -1 for none."""


class ExampleLists:
    """The lists of values that an example shows."""

    def __init__(self, parsed: ParsedExample | None, rows: Sequence[Sequence[Row]]) -> None:
        """``rows`` are those that may begin at each raw row of the table."""
        self.call = parsed.call if parsed is not None else None
        self.suffixed = self.call is not None and self.call.names is Names.SETTERS
        self.key: Callable[[str], str] = setter_key if parsed is not None and parsed.setters else str
        self._last_top: dict[str, int] = {}
        self._last_inside: dict[str, int] = {}
        if parsed is not None:
            for row in chain.from_iterable(rows):
                if row.top is not False:
                    self._last_top[self.key(row.name.text)] = row.start
                if row.top is not True:
                    self._last_inside[self.key(row.name.text)] = row.start
        roots = parsed.roots if parsed is not None else ()
        self._lists = [self._list(roots, parsed is not None and parsed.complete, self._last_top)]
        self._numbers: dict[tuple[int, bool], int] = {}

    def _list(self, shown: tuple[ExampleValue, ...], whole: bool, last: dict[str, int]) -> _List:
        keys = [self.key(value.name) for value in shown]
        places: dict[str, list[int]] = {}
        for index, key in enumerate(keys):
            places.setdefault(key, []).append(index)
        sums = tuple(accumulate((weight(value) for value in shown), initial=0.0))
        return _List(shown, sums, dict(places), whole, tuple(self._end(key, last) for key in keys))

    def _end(self, key: str, last: dict[str, int]) -> int:
        end = last.get(key, -1)
        if self.suffixed and key.endswith(_JSON_SUFFIX):
            end = max(end, last.get(key.removesuffix(_JSON_SUFFIX), -1))
        return end

    def inside(self, shown: ExampleValue, words: TypeWords) -> int:
        """Return the number of the values inside a block, the wrapper of list items taken off."""
        unwrap = words.is_list and not shown.is_list and not shown.may_be_list and self.call is None
        key = (id(shown), unwrap)
        if key not in self._numbers:
            block = shown
            if unwrap and shown.children and len({child.name for child in shown.children}) == 1:
                block = shown.children[0]
            self._lists.append(self._list(block.children, block.whole, self._last_inside))
            self._numbers[key] = len(self._lists) - 1
        return self._numbers[key]

    def list(self, number: int) -> tuple[ExampleValue, ...]:
        """Return the values of a number."""
        return self._lists[number].shown

    def shows_all(self, number: int, start: int) -> bool:
        """Return whether the example would have shown a value at a place if there were one."""
        if number == NOWHERE:
            return False
        found = self._lists[number]
        return found.whole or start < len(found.shown)

    def turn(self, number: int, start: int, key: str) -> ExampleValue | None:
        """Return the next value of a list if it goes by a name."""
        if number == NOWHERE:
            return None
        found = self._lists[number]
        return found.shown[start] if start < len(found.shown) and self.key(found.shown[start].name) == key else None

    def rest(self, number: int, start: int, stop: int | None = None) -> float:
        """Cost of leaving the values from ``start`` to ``stop`` unexplained."""
        if number == NOWHERE:
            return 0.0
        sums = self._lists[number].sums
        return sums[-1 if stop is None else stop] - sums[start]

    def lower_bound(self, number: int, start: int, position: int, stop: int | None = None) -> float:
        """Cost of the values from ``start`` to ``stop`` that no row from a position on can account for.

        Without ``stop`` only the next ``LOOKAHEAD`` values count: they are taken in order, so the lost ones are there.
        """
        if number == NOWHERE:
            return 0.0
        found = self._lists[number]
        cost = 0.0
        for index in range(start, min(start + LOOKAHEAD, len(found.shown)) if stop is None else stop):
            if found.last[index] < position:
                cost += found.sums[index + 1] - found.sums[index]
        return cost

    def find(self, number: int, start: int, key: str) -> Iterator[tuple[int, ExampleValue]]:
        """Return the values of a name, from ``start`` on; a Json parameter's setter may add ``String`` to it."""
        if number == NOWHERE:
            return
        found = self._lists[number]
        places = found.places.get(key, ())
        for index in places[bisect_left(places, start) :]:
            yield index, found.shown[index]
        places = found.places.get(key + _JSON_SUFFIX, ()) if self.suffixed else ()
        for index in places[bisect_left(places, start) :]:
            if found.shown[index].literal is Literal.TEXT:
                yield index, found.shown[index]


def weight(shown: ExampleValue) -> float:
    """Cost of a value of the example that no row accounts for."""
    inside = sum(1 for _ in shown.walk()) - 1
    return UNEXPLAINED + inside * UNEXPLAINED / 2
