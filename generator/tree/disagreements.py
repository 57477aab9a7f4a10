"""Where the witnesses of one page contradict each other although the tree is settled: what was taken, with both quotes.

In:  the fields of one side, and the examples beside the chief witness.
Out: ``Disagreement`` values in page order.
Surprise: none of these is a doubt. Each is settled by the rule that names it, and kept so that a person can see it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.document import Cell
from generator.tree.agreement import same_value, scalar_items, told_text
from generator.tree.doubts import Disagreement, Rule
from generator.tree.nodes import Node
from generator.tree.type_words import NO_TYPE, TypeWords, split_type
from generator.witness import Literal, Testimony, Told


def find_disagreements(side: str, nodes: Sequence[Node], others: Sequence[Testimony]) -> Iterator[Disagreement]:
    """Yield the contradictions on one side of an API."""
    for node in nodes:
        for at, inner in node.walk(side):
            yield from _with_table(at, inner)
    for other in others:
        if other.complete and not other.setters:
            yield from _with_example(side, nodes, other.roots, other.line)


def _words(node: Node) -> TypeWords:
    return split_type(node.type.text) if node.type is not None else NO_TYPE


def _with_table(at: str, node: Node) -> Iterator[Disagreement]:
    """Compare the sample of a row with what the example shows."""
    told = node.told
    if told is None or node.sample is None or node.from_example or told.literal is Literal.FILE:
        return
    text = told_text(told, _words(node))
    if text and not same_value(node.sample.text, text):
        yield Disagreement(at, Rule.TABLE_OVER_EXAMPLE, node.sample, Cell(text, told.line))


def _with_example(path: str, nodes: Sequence[Node], values: Sequence[Told], line: int) -> Iterator[Disagreement]:
    """Compare what the chief witness shows with what a further example shows, field by field."""
    shown = {value.name: value for value in values}
    for node in nodes:
        at, told, other = f"{path}.{node.name.text}", node.told, shown.get(node.name.text)
        if told is None:
            continue
        text = told_text(told, _words(node))
        if other is None:
            yield Disagreement(at, Rule.ANY_EXAMPLE, Cell(text or node.name.text, told.line), Cell("", line))
            continue
        others = told_text(other, _words(node))
        if text and others and not same_value(text, others):
            yield Disagreement(at, Rule.FIRST_EXAMPLE, Cell(text, told.line), Cell(others, other.line))
        if node.children and other.children:
            yield from _with_example(at, node.children, _inside(other, _words(node)), other.line)


def _inside(told: Told, words: TypeWords) -> tuple[Told, ...]:
    """Give the values inside a block, the wrapper of list items taken off."""
    wrapped = words.is_list and not told.is_list and len({child.name for child in told.children}) == 1
    if not wrapped or scalar_items(told, words) is not None:
        return told.children
    return told.children[0].children
