"""Contradictions between the table and the examples of a page that a rule settles: what was chosen, and both quotes.

In:  the fields of a request or a response, and its further examples.
Out: ``Conflict`` values in page order.
None of these is a doubt. Each is settled by the rule that names it, and kept so that a person can see it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from topgen.alignment.costs import same_value, scalar_items, shown_text
from topgen.alignment.nodes import Conflict, ConflictRule, Node
from topgen.document import Cell
from topgen.examples import ExampleValue, Literal, ParsedExample
from topgen.vocabulary.cells import NO_TYPE, TypeWords, split_type


def find_conflicts(side: str, nodes: Sequence[Node], others: Sequence[ParsedExample]) -> Iterator[Conflict]:
    """Yield the contradictions on one side of an API."""
    for node in nodes:
        for at, inner in node.walk(side):
            yield from _with_table(at, inner)
    for other in others:
        if other.complete and not other.setters:
            yield from _with_example(side, nodes, other.roots, other.line)


def _words(node: Node) -> TypeWords:
    return split_type(node.type.text) if node.type is not None else NO_TYPE


def _with_table(at: str, node: Node) -> Iterator[Conflict]:
    """Compare the sample of a row with what the example shows."""
    shown = node.shown
    if shown is None or node.sample is None or node.from_example or shown.literal is Literal.FILE:
        return
    text = shown_text(shown, _words(node))
    if text and not same_value(node.sample.text, text):
        yield Conflict(at, ConflictRule.TABLE_OVER_EXAMPLE, node.sample, Cell(text, shown.line))


def _with_example(path: str, nodes: Sequence[Node], values: Sequence[ExampleValue], line: int) -> Iterator[Conflict]:
    """Compare what the first example shows with what a further one shows, field by field."""
    by_name = {value.name: value for value in values}
    for node in nodes:
        at, shown, other = f"{path}.{node.name.text}", node.shown, by_name.get(node.name.text)
        if shown is None:
            continue
        text = shown_text(shown, _words(node))
        if other is None:
            yield Conflict(at, ConflictRule.ANY_EXAMPLE, Cell(text or node.name.text, shown.line), Cell("", line))
            continue
        others = shown_text(other, _words(node))
        if text and others and not same_value(text, others):
            yield Conflict(at, ConflictRule.FIRST_EXAMPLE, Cell(text, shown.line), Cell(others, other.line))
        if node.children and other.children:
            yield from _with_example(at, node.children, _inside(other, _words(node)), other.line)


def _inside(shown: ExampleValue, words: TypeWords) -> tuple[ExampleValue, ...]:
    """Return the values inside a block, the wrapper of list items taken off."""
    wrapped = words.is_list and not shown.is_list and len({child.name for child in shown.children}) == 1
    if not wrapped or scalar_items(shown, words) is not None:
        return shown.children
    return shown.children[0].children
