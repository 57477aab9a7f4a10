"""One table aligned with its example, of a request or a response: the fields that both give together, and the doubts.

In:  the ``Table``, the ``ParsedExample`` that counts, and the ``KnownStructs`` of classes elsewhere.
Out: ``AlignedTable``: nested ``Node`` values, doubts, and what belongs to no field.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from topgen.alignment.costs import is_block
from topgen.alignment.from_examples import find_lost_doubts, rebuild_request, rebuild_response
from topgen.alignment.nesting import settle_nesting
from topgen.alignment.nodes import Node
from topgen.alignment.rows import Placed, Reading
from topgen.alignment.search import MAX_DEPTH, read_table
from topgen.alignment.setter_names import Spelling, find_name_doubts
from topgen.alignment.value_cells import Cells, split_values
from topgen.document import Cell, Table
from topgen.examples import ExampleValue, ParsedExample
from topgen.known_structs import KnownStructs
from topgen.spec.doubts import Doubt, DoubtKind


class AlignedTable:
    """One table with its example: the request or the response."""

    def __init__(
        self, side: str, table: Table | None, parsed: ParsedExample | None, structs: KnownStructs, spelling: Spelling
    ) -> None:
        self.side = side
        self.spelling = spelling
        self.is_request = side == "request"
        # An example that shows nothing, such as one in a language that nobody reads here, is as good as none.
        self.has_example = parsed is not None and (bool(parsed.roots) or parsed.complete)
        self.parsed = parsed
        self.doubts: list[Doubt] = []
        self.nodes: tuple[Node, ...] = ()
        self.unexplained: tuple[Cell, ...] = ()
        self.unaccounted: tuple[ExampleValue, ...] = ()
        table = settle_nesting(table, parsed) if table is not None else None
        self.keeps_nested = table is not None and bool(table.keeps_nested)
        self.unseen: frozenset[int] = frozenset()
        """Rows whose fields the example had no way to show."""
        if table is not None:
            reading = read_table(table, parsed, self.is_request, structs)
            self.unexplained = tuple(cell for raw_row in reading.skipped for cell in raw_row.cells)
            self.unaccounted = reading.unexplained
            self._build(reading)
        if not self.nodes and parsed is not None:
            self._rebuild_all(parsed)
        broken = parsed.broken if parsed is not None else ()
        self.doubts.extend(find_lost_doubts(self.nodes, side, broken))
        if parsed is not None and parsed.call is not None:
            self.doubts.extend(find_name_doubts(self.nodes, side, parsed.call, spelling))

    def _rebuild_all(self, parsed: ParsedExample) -> None:
        """Take all fields from the example, where the page has lost the table, or its rows."""
        self.nodes = self._rebuild(parsed.roots, top=True)
        if not self.nodes:
            return
        self.unaccounted = ()
        self.doubts = [doubt for doubt in self.doubts if doubt.kind is not DoubtKind.ROW]
        words = "parameters" if self.is_request else "fields of the reply"
        reason = f"the page has no rows of its {words}: only what the example shows is known of them"
        self.doubts.append(
            Doubt(self.side, DoubtKind.ROW, "the fields of the example", reason, self.nodes[0].name.line)
        )

    def _rebuild(self, values: Sequence[ExampleValue], *, top: bool) -> tuple[Node, ...]:
        named = (shown for shown in values if shown.name)
        if self.parsed is not None and self.parsed.call is not None:
            return tuple(rebuild_request(shown, self.spelling, top=top) for shown in named)
        return tuple(rebuild_response(shown) for shown in named)

    def _build(self, reading: Reading) -> None:
        """Nest the rows, from the last to the first so that the fields inside a block are there before the block."""
        inside: dict[int, list[Node]] = {}
        self.unseen = frozenset(self._find_unseen(reading))
        placed_by_start = {placed.row.start: placed for placed in reading.rows}
        for placed in reversed(reading.rows):
            children = tuple(reversed(inside.pop(placed.row.start, [])))
            node = self._node(placed, children)
            inside.setdefault(placed.parent, []).append(node)
        self.nodes = tuple(reversed(inside.get(-1, [])))
        paths = self._paths(placed_by_start)
        for placed in reading.rows:
            self.doubts.extend(self._doubt_place(placed, paths))
            self.doubts.extend(self._doubt_values(placed, paths[placed.row.start]))
        self.doubts.extend(self._doubt_unexplained(reading))

    def _find_unseen(self, reading: Reading) -> Iterator[int]:
        """Yield the rows of which the example cannot tell what is inside: a text may stand for all of it."""
        if self.parsed is None or self.parsed.call is None or self.parsed.call.builds_objects:
            return
        for placed in reading.rows:
            if placed.shown is None or not is_block(placed.shown, placed.row.words):
                yield placed.row.start

    def _node(self, placed: Placed, children: tuple[Node, ...]) -> Node:
        row = placed.row
        cells = self._cells(placed)
        if not self.keeps_nested and not row.words.is_scalar and placed.shown is not None:
            children = self._lost_children(placed.shown, is_list=row.words.is_list)
        return Node(
            name=row.name,
            type=row.type,
            required=row.required,
            sample=cells.sample,
            limits=row.limits,
            limit_lost=_has_lost_limit(placed),
            description=cells.description,
            shown=placed.shown,
            children=children,
        )

    def _cells(self, placed: Placed) -> Cells:
        return split_values(placed.row, placed.shown, self.has_example and placed.parent not in self.unseen)

    def _lost_children(self, shown: ExampleValue, is_list: bool) -> tuple[Node, ...]:
        """Rebuild the fields inside a top-level row whose nested rows are lost."""
        if not shown.children:
            return ()
        unwrap = is_list and not self.is_request and len({child.name for child in shown.children}) == 1
        return self._rebuild(shown.children[0].children if unwrap else shown.children, top=False)

    def _paths(self, placed_by_start: dict[int, Placed]) -> dict[int, str]:
        """Return the dotted path of each row, by the raw row that it starts at."""
        paths = {-1: self.side}
        for start, placed in placed_by_start.items():
            paths[start] = f"{paths[placed.parent]}.{placed.row.name.text}"
        return paths

    def _doubt_place(self, placed: Placed, paths: dict[int, str]) -> Iterator[Doubt]:
        """Yield what else a row could have been, if that is hardly less likely."""
        row, at, line = placed.row, paths[placed.row.start], placed.row.name.line
        parent = _inner(paths[placed.parent])
        if len(at.split(".")) > MAX_DEPTH:
            reason = f"it stands in more than {MAX_DEPTH} fields, and deeper ones are not told apart"
            yield Doubt(at, DoubtKind.PARENT, parent, reason, line)
        parents = {other.parent for other in placed.alternatives} - {placed.parent}
        if parents:
            places = ", ".join(_inner(paths[other]) for other in sorted(parents) if other in paths)
            reason = f"the example does not show it, and it could as well stand in {places or 'another field'}"
            yield Doubt(at, DoubtKind.PARENT, parent, reason, line)
        elif placed.dispensable:
            yield Doubt(at, DoubtKind.ROW, row.name.text, "these words could as well belong to the row above", line)
        elif any(other.end != row.end for other in placed.alternatives):
            reason = "the words that follow could as well begin another row"
            yield Doubt(at, DoubtKind.ROW, row.name.text, reason, line)
        if any(other.is_list != row.words.is_list for other in placed.alternatives):
            reason = "the brackets [] may belong to the type or be the sample, and no example tells"
            yield Doubt(at, DoubtKind.LIST, "list" if row.words.is_list else "single", reason, line)

    def _doubt_values(self, placed: Placed, at: str) -> Iterator[Doubt]:
        """Yield a boundary between sample and description that is a guess, and a limit that is lost."""
        cells, line = self._cells(placed), placed.row.name.line
        if not cells.certain:
            chosen = cells.sample.text if cells.sample is not None else "none"
            reason = "no example shows where the sample ends and the description begins"
            yield Doubt(at, DoubtKind.SAMPLE, chosen, reason, line)
        if placed.row.raw_row.guessed:
            limits = " ".join(limit.text for limit in placed.row.limits)
            kind = DoubtKind.LIMITS if limits else DoubtKind.SAMPLE
            chosen = limits or (cells.sample.text if cells.sample is not None else "none")
            yield Doubt(at, kind, chosen, "nothing shows in which columns the last words of its row stand", line)
        if self._has_lost_rows(placed):
            reason = "the rows inside are lost, and the call in the example has no way to show them"
            yield Doubt(at, DoubtKind.ROW, "no fields", reason, line)
        if _has_lost_limit(placed):
            reason = "the page shows that a limit was stated, but its words are lost"
            yield Doubt(at, DoubtKind.LIMITS, "none", reason, line)

    def _has_lost_rows(self, placed: Placed) -> bool:
        """Return whether a row may have had rows inside, which neither the table nor the example could keep."""
        return not self.keeps_nested and not placed.row.words.is_scalar and placed.row.start in self.unseen

    def _doubt_unexplained(self, reading: Reading) -> Iterator[Doubt]:
        """Yield values of the example that the table knows nothing of."""
        whole = self.parsed is None or self.parsed.complete
        for shown in reading.unexplained:
            # What a cut example shows without handing it on is no contradiction; the doubt about the cut says it.
            if shown.name or whole:
                reason = f"the example shows {shown.name or 'an object'}, which no row of the table names"
                yield Doubt(self.side, DoubtKind.ROW, "left out", reason, shown.line)


def _has_lost_limit(placed: Placed) -> bool:
    raw_row = placed.row.raw_row
    return raw_row.limited or (raw_row.gap and placed.row.words.is_scalar)


def _inner(path: str) -> str:
    """Return a path below the table: ``result.data``; the table itself for the top level."""
    return path.partition(".")[2] or path
