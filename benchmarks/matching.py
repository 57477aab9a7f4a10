"""Which field of the answers is which field of a reading, though some are missing, invented or in the wrong place.

In:  the fields of one side, right ones and read ones, both in page order.
Out: pairs of positions. Fields on the same path are paired first, then fields of one name between those.
Note: a reading never changes the order of rows, so that a field in the wrong place is still the same row; it is one
wrong fact, not one missing field and one invented field with all that stands inside.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from difflib import SequenceMatcher

from corpus import TruthField
from reading import ReadField


def name_key(name: str) -> str:
    """Return what an example in Java keeps of a name: letters and digits without case."""
    return re.sub(r"[\W_]", "", name).lower()


def match_fields(truth: Sequence[tuple[TruthField, int]], read: Sequence[ReadField]) -> dict[int, int]:
    """Pair positions of right fields with positions of read ones."""
    right, found = truth_paths(truth), [tuple(map(name_key, field.path.split(".")[1:])) for field in read]
    if right == found:
        return {index: index for index in range(len(right))}
    pairs: dict[int, int] = {}
    names_right, names_found = [path[-1] for path in right], [name_key(field.spec.name) for field in read]
    for left, low, left_end, low_end in _blocks(right, found, pairs):
        inner: dict[int, int] = {}
        for _ in _blocks(names_right[left:left_end], names_found[low:low_end], inner):
            pass
        pairs |= {left + one: low + other for one, other in inner.items()}
    return pairs


def truth_paths(truth: Sequence[tuple[TruthField, int]]) -> list[tuple[str, ...]]:
    """Return the path of each right field as keys of names."""
    paths: list[tuple[str, ...]] = []
    above: list[str] = []
    for field, depth in truth:
        above[depth:] = [name_key(field.name)]
        paths.append(tuple(above))
    return paths


def _blocks(
    one: Sequence[Hashable], other: Sequence[Hashable], pairs: dict[int, int]
) -> list[tuple[int, int, int, int]]:
    """Pair what is equal, and give the ranges that are left between."""
    gaps, left, low = [], 0, 0
    for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks():
        if left < block.a and low < block.b:
            gaps.append((left, low, block.a, block.b))
        pairs |= {block.a + step: block.b + step for step in range(block.size)}
        left, low = block.a + block.size, block.b + block.size
    return gaps
