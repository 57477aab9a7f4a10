"""Places of fields that the beginnings of their rows, the example or an empty object speak against.

In:  a ``Reading``.
Out: findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, pairwise

from topgen.alignment import Node
from topgen.audit.findings import Finding
from topgen.audit.reading import Reading, Seen
from topgen.spec.doubts import DoubtKind
from topgen.vocabulary.calls import ERROR_ROOT
from topgen.vocabulary.cells import SCALAR_WRAPPERS, split_type

_LEAF = re.compile(r"[└├]─* *")
_NUMBERED = re.compile(r"\d+[.、)）]? *")
_PLURAL = re.compile(r"[A-Z]\w*[^s\W]s", re.ASCII)
_STEPS = re.compile(r"\d+[.\-]\d+")
_EMPTY_SHELLS = frozenset({"{}", "[]", "[{}]"})
"""Samples of objects of which the platform shows no field."""


def find_marked_tops(reading: Reading) -> Iterator[Finding]:
    """Yield the fields on the top level whose rows begin with a mark, or with a number below another."""
    for begins in reading.begins.values():
        for begin in begins:
            if begin.seen.depth or not begin.text or begin.text.isspace():
                continue
            mark = begin.text if _STEPS.search(begin.text) else _NUMBERED.sub("", begin.text.strip(), count=1)
            if mark and mark.strip():
                yield _misplaced(begin.seen, f"begins with {begin.text.strip()!r}, and others on its level do not")


def find_flat_indents(reading: Reading) -> Iterator[Finding]:
    """Yield the fields that no example shows, which begin deeper than the row above and were read beside it.

    Where rows below return to a lesser indent, the indent says how deep a row stands.
    """
    for begins in reading.begins.values():
        widths = [_width(begin.text) for begin in begins]
        least = list(accumulate(reversed(widths), min))[::-1]
        above = 0
        for index, (begin, width) in enumerate(zip(begins, widths, strict=True)):
            returns = width > least[index] or _is_bare_object(begins[above].seen)
            if not index or width <= widths[above] or not returns:
                above = index
            elif begin.seen.depth <= begins[above].seen.depth and begin.seen.node.shown is None:
                yield _misplaced(begin.seen, "is indented further than the row above, and was read beside it")
            else:
                above = index


@lru_cache(maxsize=256)
def _width(text: str) -> int:
    """Return the columns before a name, the mark of a field without fields not counted."""
    return len(_LEAF.sub("", text, count=1).expandtabs(4))


def find_unmarked_nested(reading: Reading) -> Iterator[Finding]:
    """Yield the nested fields that no example shows and whose rows begin like those of the top level."""
    for begins in reading.begins.values():
        tops = {begin.text for begin in begins if not begin.seen.depth}
        for begin in begins:
            if begin.seen.depth and begin.text in tops and begin.seen.node.shown is None:
                yield _misplaced(begin.seen, "begins like one of the top level, and no example shows it")


def _misplaced(seen: Seen, why: str) -> Finding:
    return Finding(seen.path, seen.line, f"the row of {seen.node.name.text} {why}", DoubtKind.PARENT)


def find_empty_objects(reading: Reading) -> Iterator[Finding]:
    """Yield objects without fields, and the rows after them that no example shows beside them."""
    for side, fields in reading.sides.items():
        table = reading.tables[side]
        gaps = {raw.line for raw in table.raw_rows if raw.gap} if table is not None else set()
        empty: Seen | None = None
        for seen in fields:
            if empty is not None and _level(seen) == _level(empty) and seen.node.shown is None:
                why = f"could stand in {empty.node.name.text}, which was read without fields"
                yield _misplaced(seen, why)
            elif empty is not None:
                empty = None
            if _is_empty_object(seen) and seen.line not in gaps:
                empty = seen
                said = f"{seen.node.name.text} is a {seen.node.type.text if seen.node.type else ''} without any field"
                yield Finding(seen.path, seen.line, said)


def _level(seen: Seen) -> str:
    return seen.path.rpartition(".")[0]


def _is_bare_object(seen: Seen) -> bool:
    node = seen.node
    return not node.children and node.type is not None and not split_type(node.type.text).is_scalar


def _is_empty_object(seen: Seen) -> bool:
    node = seen.node
    if not _is_bare_object(seen) or node.from_example:
        return False
    return node.sample is None or node.sample.text not in _EMPTY_SHELLS


def find_repeated_fields(reading: Reading) -> Iterator[Finding]:
    """Yield the fields whose name stands twice on one level."""
    paths = [seen.path for seen in reading.fields]
    if len(set(paths)) == len(paths):
        return
    known = set[str]()
    for seen in reading.fields:
        if seen.path in known:
            yield Finding(seen.path, seen.line, f"{seen.node.name.text} stands twice on its level")
        known.add(seen.path)


def find_nested_copies(reading: Reading) -> Iterator[Finding]:
    """Yield the fields whose row says the same as the row above, at another place: one row that a page has twice."""
    for fields in reading.sides.values():
        for above, seen in pairwise(fields):
            if above.path.rpartition(".")[0] != seen.path.rpartition(".")[0] and _same_row(above.node, seen.node):
                said = f"the row of {seen.node.name.text} says the same as the row above, which stands elsewhere"
                yield Finding(above.path, above.line, said)
                yield Finding(seen.path, seen.line, said)


def _same_row(one: Node, other: Node) -> bool:
    return one.type is not None and not other.from_example and _words(one) == _words(other)


def _words(node: Node) -> tuple[str, ...]:
    cells = (node.name, node.type, node.required, node.sample, *node.description)
    return tuple(cell.text if cell is not None else "" for cell in cells)


def find_plural_classes(reading: Reading) -> Iterator[Finding]:
    """Yield the objects whose class is called like several, unless an example shows what is inside."""
    for seen in reading.fields:
        node = seen.node
        if not node.children or node.type is None or not _PLURAL.fullmatch(node.type.text):
            continue
        said = f"the class {node.type.text} is called like several"
        if node.shown is None:
            yield Finding(seen.path, seen.line, f"{said}, and no example shows whether it is a list", DoubtKind.LIST)
        elif node.shown.text and not node.shown.children:
            yield Finding(seen.path, seen.line, f"{said}, and the example shows one plain value")


def find_wrapped_items(reading: Reading) -> Iterator[Finding]:
    """Yield the objects whose only field is one that wraps the items of a list of plain values."""
    for seen in reading.fields:
        inside = seen.node.children
        if len(inside) == 1 and inside[0].from_example and inside[0].name.text in SCALAR_WRAPPERS:
            said = f"{seen.node.name.text} holds nothing but {inside[0].name.text}, as lists of plain values do"
            yield Finding(seen.path, seen.line, said)
            yield Finding(f"{seen.path}.{inside[0].name.text}", inside[0].name.line, said)


def find_unshown_samples(reading: Reading) -> Iterator[Finding]:
    """Yield the fields that have a sample in the table and are missing in a whole example of their side."""
    for side, shown in (("request", reading.tree.request_shown), ("response", reading.tree.response_shown)):
        if shown is None or not shown.complete or shown.broken or not reading.tree.unaccounted:
            continue
        if any(root.name == ERROR_ROOT for root in shown.roots) or shown.title == ERROR_ROOT:
            continue
        for seen in reading.sides[side]:
            node = seen.node
            if node.shown is None and node.sample is not None and node.type is not None:
                words = split_type(node.type.text)
                if words.is_scalar and not words.is_list and not node.children:
                    said = f"the table has a sample for {node.name.text}, and the example does not show it"
                    yield Finding(seen.path, seen.line, said, DoubtKind.PARENT)
