"""A finished reading laid out for the audit: every field with its path, and the words that became of none.

In:  a ``Page`` and its ``ApiTree``.
Out: ``Reading``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from topgen.alignment import ApiTree, Node
from topgen.document import Cell, Table
from topgen.pages import Page
from topgen.vocabulary.characters import WIDTHLESS
from topgen.vocabulary.markers import MarkerKind

_WITHOUT_ROWS = frozenset(
    {"common parameters", "script", "comment", "menu", "page header", "footer", "page title"}
    | {"around the comment", "around the article"}
)
"""Rules of skipped texts that leave out rows of their own, or what no reader sees."""
_FIXED = frozenset(
    {"code fence", "envelope", "label", "line number", "mark of lost rows", "required flag of a reply", "session label"}
    | {"breadcrumb", "comment mark", "cut off", "price label"}
    | {kind.value for kind in MarkerKind if kind is not MarkerKind.TITLE}
)
"""Rules of words that are fixed, or that a reader has understood; no row hides among them."""
_UNSEEN = dict.fromkeys(map(ord, WIDTHLESS))


class Seen(NamedTuple):
    """One field of a reading."""

    path: str
    side: str
    depth: int
    node: Node
    line: int
    cells: tuple[Cell, ...]
    """The words of its sample and its description."""

    @property
    def lengthened(self) -> Iterator[Cell]:
        """The lines and cells that its sample and its description go on with."""
        yield from self.node.description[1:]
        for cell in self.cells:
            if "\n" in cell.text:
                yield Cell(cell.text.partition("\n")[2], cell.line)


class Beginning(NamedTuple):
    """What stands before a name on its line, without what stands before all names."""

    seen: Seen
    text: str


class Words(NamedTuple):
    """Cells, and their texts in one."""

    cells: Sequence[Cell]
    text: str


@dataclass(frozen=True)
class Reading:
    """What was read of a page, beside the page itself."""

    page: Page
    tree: ApiTree

    @cached_property
    def sides(self) -> dict[str, list[Seen]]:
        """The fields of request and response, in page order."""
        return {
            "request": list(_walk(self.tree.request, "request")),
            "response": list(_walk(self.tree.response, "response")),
        }

    @cached_property
    def fields(self) -> list[Seen]:
        """All fields of both sides."""
        return [*self.sides["request"], *self.sides["response"]]

    @cached_property
    def tables(self) -> dict[str, Table | None]:
        """The tables of both sides as the layout left them."""
        return {"request": self.tree.document.request, "response": self.tree.document.response}

    @cached_property
    def values(self) -> Words:
        """What was read as samples, limits and descriptions."""
        return _join([cell for seen in self.fields for cell in seen.cells])

    @cached_property
    def texts(self) -> frozenset[str]:
        """All samples and descriptions."""
        return frozenset([cell.text for cell in self.values.cells])

    @cached_property
    def loose(self) -> Words:
        """Words of no parameter table and no example: text above the tables, error rows, and what was left out."""
        document = self.tree.document
        skipped = [text.cell for text in document.skipped_texts if text.rule not in _WITHOUT_ROWS]
        errors = [cell for row in document.errors for cell in row]
        return _join([*document.description, *skipped, *self.tree.unexplained, *errors])

    @cached_property
    def open(self) -> Words:
        """The same without fixed words such as headings and column heads."""
        fixed = {text.cell for text in self.tree.document.skipped_texts if text.rule in _FIXED}
        return _join([cell for cell in self.loose.cells if cell not in fixed])

    @cached_property
    def starts(self) -> list[int]:
        """The lines on which headings, column heads, tables and examples begin."""
        document = self.tree.document
        tables = [table.line for table in self.tables.values() if table is not None]
        examples = (*document.request_examples, *document.response_examples, *document.error_examples)
        code = [example.lines[0].line for example in examples if example.lines]
        return sorted([*self._headings, *tables, *code, *(cell.line for cell in self.column_heads)])

    @cached_property
    def _headings(self) -> list[int]:
        """The lines of headings."""
        rule = MarkerKind.HEADING.value
        return [text.cell.line for text in self.tree.document.skipped_texts if text.rule == rule]

    @cached_property
    def code(self) -> Words:
        """The lines of all examples."""
        document = self.tree.document
        examples = (*document.request_examples, *document.response_examples, *document.error_examples)
        return _join([line for example in examples for line in example.lines])

    @cached_property
    def unexplained(self) -> list[Cell]:
        """Words that nobody explains."""
        skipped = [text.cell for text in self.tree.document.skipped_texts if not text.rule]
        return sorted([*skipped, *self.tree.unexplained], key=lambda cell: cell.line)

    @cached_property
    def begins(self) -> dict[str, list[Beginning]]:
        """What stands before the names of rows; none of a side whose names do not begin lines of the page."""
        return {side: self._beginnings(fields) for side, fields in self.sides.items()}

    @cached_property
    def column_heads(self) -> list[Cell]:
        """The column heads that a reader has seen, in page order."""
        rule = MarkerKind.COLUMNS.value
        return [text.cell for text in self.tree.document.skipped_texts if text.rule == rule]

    def heads_of(self, side: str) -> list[Cell] | None:
        """Return the column heads of a side: the last ones above its first row, on one line or in cells of their own.

        None where all of the page is one line, so that nothing tells what is above.
        """
        rows = [seen.line for seen in self.sides[side] if not seen.node.from_example]
        above = [cell for cell in self.column_heads if rows and cell.line <= rows[0]]
        if above and above[-1].line == rows[0]:
            return None
        found: list[Cell] = []
        for cell in reversed(above):
            whole = len(cell.text.split()) > 1
            if (found and whole) or any(cell.text == other.text for other in found):
                break
            if found and any(cell.line < line < found[0].line for line in self._headings):
                break
            found.insert(0, cell)
            if whole:
                break
        return found

    def name_at(self, path: str) -> str:
        """Return the words that a doubt at a path is about."""
        return next((seen.node.name.text for seen in self.fields if seen.path == path), "as it was read")

    def _beginnings(self, fields: Sequence[Seen]) -> list[Beginning]:
        found = []
        for seen in fields:
            if seen.node.from_example or not seen.node.name.text:
                continue
            before, name, _ = self.page.beginning(seen.line).partition(seen.node.name.text)
            if before and not before.isspace():
                before = before.translate(_UNSEEN)
                if "<" in before or '"' in before or any(map(str.isalpha, before)):
                    return []
            if not name:
                return []
            found.append(Beginning(seen, before))
        shared = _shared([begin.text for begin in found])
        return [Beginning(begin.seen, begin.text[shared:]) for begin in found] if shared else found


def _walk(nodes: Sequence[Node], side: str) -> Iterator[Seen]:
    stack = [(node, side, 0) for node in reversed(nodes)]
    while stack:
        node, above, depth = stack.pop()
        path = f"{above}.{node.name.text}"
        cells = (node.sample, *node.description) if node.sample is not None else node.description
        yield Seen(path, side, depth, node, node.name.line, cells)
        if node.children:
            stack.extend((child, path, depth + 1) for child in reversed(node.children))


def _join(cells: list[Cell]) -> Words:
    return Words(cells, "\n".join([cell.text for cell in cells]))


def _shared(texts: Sequence[str]) -> int:
    """Return how many characters all texts begin with."""
    least, most = min(texts, default=""), max(texts, default="")
    return next((index for index, char in enumerate(least) if char != most[index]), len(least))
