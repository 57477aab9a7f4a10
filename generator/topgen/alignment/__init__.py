"""The nested fields of one API, as the best reading of its tables and its examples together.

In:  a ``Document`` and its ``PageExamples``.
Out: ``ApiTree``: fields with their evidence, and a doubt for each fact that table and examples leave open.
Rows, nesting and the boundary between sample and description are found in one search, since each of them depends on the
others; see ``search``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from topgen.alignment.align_table import AlignedTable
from topgen.alignment.conflicts import find_conflicts
from topgen.alignment.costs import setter_key
from topgen.alignment.nodes import ApiTree, Node
from topgen.alignment.setter_names import read_page_spelling
from topgen.document import Document, RowForm, Table
from topgen.examples import ExampleValue, Literal, ParsedExample
from topgen.examples.notations import PageExamples
from topgen.known_structs import NO_STRUCTS, KnownStructs
from topgen.spec.doubts import Doubt, DoubtKind

__all__ = ["ApiTree", "Node", "build_tree"]


def build_tree(document: Document, examples: PageExamples, structs: KnownStructs = NO_STRUCTS) -> ApiTree:
    """Align both tables of a document with its examples, and with what its classes hold elsewhere; total."""
    requests = [_in_order(_with_root(example, document.request), document.request) for example in examples.request]
    responses = [_with_root(example, document.response) for example in examples.response]
    spelling = read_page_spelling(document, requests, responses)
    request = AlignedTable("request", document.request, _first(requests), structs, spelling)
    response = AlignedTable("response", document.response, _first(responses), structs, spelling)
    truncated = (_truncated(document),) if document.ends_early else ()
    return ApiTree(
        document=document,
        request=request.nodes,
        response=response.nodes,
        request_shown=_first(requests),
        response_shown=_first(responses),
        error_shown=_first(examples.error),
        calls=tuple(shown for shown in requests if shown.call is not None),
        doubts=(*request.doubts, *response.doubts, *truncated),
        conflicts=(
            *find_conflicts("request", request.nodes, requests[1:]),
            *find_conflicts("response", response.nodes, responses[1:]),
        ),
        unexplained=(*request.unexplained, *response.unexplained),
        unaccounted=(*request.unaccounted, *response.unaccounted),
    )


def _first(parsed_examples: Sequence[ParsedExample]) -> ParsedExample | None:
    """Return the example that the search goes by; the others are only compared with it."""
    return parsed_examples[0] if parsed_examples else None


def _with_root(shown: ParsedExample, table: Table | None) -> ParsedExample:
    """Put back what was taken for the root element of a reply when the table has a field of that name."""
    tops = (
        (raw_row for raw_row in table.raw_rows if raw_row.form is not RowForm.ITEM)
        if table is not None and shown.title
        else ()
    )
    if shown.call is not None or not any(raw_row.text.split(" ", 1)[0] == shown.title for raw_row in tops):
        return shown
    root = ExampleValue(shown.title, Literal.BLOCK, shown.line, children=shown.roots, whole=shown.complete)
    return replace(shown, roots=(root,), title="")


def _in_order(shown: ParsedExample, table: Table | None) -> ParsedExample:
    """Put the parameters of a call that is a mere list of them in the order of the table: some tools sort them."""
    if shown.call is None or shown.call.builds_objects or table is None:
        return shown
    key = setter_key if shown.setters else str
    tops = [raw_row for raw_row in table.raw_rows if raw_row.form is not RowForm.ITEM and not raw_row.depth]
    places: dict[str, int] = {}
    for at, raw_row in enumerate(tops):
        places.setdefault(key(raw_row.text.partition(" ")[0]), at)
    known = iter(sorted((root for root in shown.roots if key(root.name) in places), key=lambda r: places[key(r.name)]))
    return replace(shown, roots=tuple(next(known) if key(r.name) in places else r for r in shown.roots))


def _truncated(document: Document) -> Doubt:
    parts = {
        "request parameters": document.request,
        "response parameters": document.response,
        "request example": document.request_examples or None,
        "response example": document.response_examples or None,
    }
    missing = [name for name, part in parts.items() if part is None]
    reason = f"the page lacks its {', '.join(missing)}" if missing else "the page ends before its error table"
    return Doubt("api", DoubtKind.TRUNCATED, "what is there", reason, document.ends_early)
