"""The nested fields of one API, as the best reading of its table and its examples together.

In:  a ``Document``.
Out: ``ApiTree``: fields with their evidence, and a doubt for each fact that the witnesses leave open.
Surprise: rows, nesting and the border between sample and description are found in one search, since each of them can
only be told by the others; see ``search``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.document import Document, Example, Layout, Table
from generator.tree.disagreements import find_disagreements
from generator.tree.doubts import About, Doubt
from generator.tree.lost import read_spelling
from generator.tree.nodes import ApiTree, Node
from generator.tree.shapes import NO_SHAPES, Shapes
from generator.tree.side import Side
from generator.witness import Literal, Testimony, Told
from generator.witness.notations import read_example

__all__ = ["ApiTree", "Node", "build_tree"]


def build_tree(document: Document, shapes: Shapes = NO_SHAPES) -> ApiTree:
    """Read both tables of a document against its examples, and against what its classes hold elsewhere; total."""
    requests = _read_examples(document.request_examples, document.request)
    responses = _read_examples(document.response_examples, document.response)
    errors = _read_examples(document.error_examples, None)
    spelling = read_spelling(_printed_names(document, responses))
    request = Side("request", document.request, _chief(requests), shapes, spelling)
    response = Side("response", document.response, _chief(responses), shapes, spelling)
    truncated = (_truncated(document),) if document.ends_early else ()
    return ApiTree(
        document=document,
        request=request.nodes,
        response=response.nodes,
        request_told=_chief(requests),
        response_told=_chief(responses),
        error_told=_chief(errors),
        doubts=(*request.doubts, *response.doubts, *truncated),
        disagreements=(
            *find_disagreements("request", request.nodes, requests[1:]),
            *find_disagreements("response", response.nodes, responses[1:]),
        ),
        unexplained=(*request.unexplained, *response.unexplained),
        unaccounted=(*request.unaccounted, *response.unaccounted),
    )


def _printed_names(document: Document, responses: Sequence[Testimony]) -> Iterator[str]:
    """Give the names of fields that a page prints as they are, in its tables and its replies."""
    for table in (document.request, document.response):
        for piece in table.pieces if table is not None else ():
            if piece.layout is not Layout.ITEM or piece.leaf:
                yield piece.text.partition(" ")[0]
    for told in responses:
        yield from (value.name for root in told.roots for value in root.walk())


def _chief(testimonies: Sequence[Testimony]) -> Testimony | None:
    """Give the witness that the search goes by; the others are only compared with it."""
    return testimonies[0] if testimonies else None


def _read_examples(examples: Sequence[Example], table: Table | None) -> tuple[Testimony, ...]:
    return tuple(_with_root(read_example(example), table) for example in examples)


def _with_root(told: Testimony, table: Table | None) -> Testimony:
    """Put back what was taken for the root element of a reply when the table has a field of that name."""
    tops = (
        (piece for piece in table.pieces if piece.layout is not Layout.ITEM) if table is not None and told.title else ()
    )
    if told.setters or not any(piece.text.split(" ", 1)[0] == told.title for piece in tops):
        return told
    root = Told(told.title, Literal.BLOCK, told.line, children=told.roots, whole=told.complete)
    return replace(told, roots=(root,), title="")


def _truncated(document: Document) -> Doubt:
    parts = {
        "request parameters": document.request,
        "response parameters": document.response,
        "request example": document.request_examples or None,
        "response example": document.response_examples or None,
    }
    missing = [name for name, part in parts.items() if part is None]
    because = f"the page lacks its {', '.join(missing)}" if missing else "the page ends before its error table"
    return Doubt(at="api", about=About.TRUNCATED, taken="what is there", because=because, line=document.ends_early)
