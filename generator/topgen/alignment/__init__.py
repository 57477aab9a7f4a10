"""The nested fields of one API, as the best reading of its table and its examples together.

In:  a ``Document``.
Out: ``ApiTree``: fields with their evidence, and a doubt for each fact that the witnesses leave open.
Surprise: rows, nesting and the border between sample and description are found in one search, since each of them can
only be told by the others; see ``search``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from topgen.alignment.align_table import AlignedTable
from topgen.alignment.conflicts import find_conflicts
from topgen.alignment.from_examples import read_spelling
from topgen.alignment.known_structs import NO_STRUCTS, KnownStructs
from topgen.alignment.nodes import ApiTree, Node
from topgen.document import Document, Example, RowForm, Table
from topgen.examples import ExampleValue, Literal, ParsedExample
from topgen.examples.notations import read_example
from topgen.spec.doubts import Doubt, DoubtKind

__all__ = ["ApiTree", "Node", "build_tree"]


def build_tree(document: Document, structs: KnownStructs = NO_STRUCTS) -> ApiTree:
    """Read both tables of a document against its examples, and against what its classes hold elsewhere; total."""
    requests = _read_examples(document.request_examples, document.request)
    responses = _read_examples(document.response_examples, document.response)
    errors = _read_examples(document.error_examples, None)
    spelling = read_spelling(_printed_names(document, responses))
    request = AlignedTable("request", document.request, _chief(requests), structs, spelling)
    response = AlignedTable("response", document.response, _chief(responses), structs, spelling)
    truncated = (_truncated(document),) if document.ends_early else ()
    return ApiTree(
        document=document,
        request=request.nodes,
        response=response.nodes,
        request_shown=_chief(requests),
        response_shown=_chief(responses),
        error_shown=_chief(errors),
        doubts=(*request.doubts, *response.doubts, *truncated),
        conflicts=(
            *find_conflicts("request", request.nodes, requests[1:]),
            *find_conflicts("response", response.nodes, responses[1:]),
        ),
        unexplained=(*request.unexplained, *response.unexplained),
        unaccounted=(*request.unaccounted, *response.unaccounted),
    )


def _printed_names(document: Document, responses: Sequence[ParsedExample]) -> Iterator[str]:
    """Give the names of fields that a page prints as they are, in its tables and its replies."""
    for table in (document.request, document.response):
        for raw_row in table.raw_rows if table is not None else ():
            if raw_row.form is not RowForm.ITEM or raw_row.leaf:
                yield raw_row.text.partition(" ")[0]
    for shown in responses:
        yield from (value.name for root in shown.roots for value in root.walk())


def _chief(parsed_examples: Sequence[ParsedExample]) -> ParsedExample | None:
    """Give the witness that the search goes by; the others are only compared with it."""
    return parsed_examples[0] if parsed_examples else None


def _read_examples(examples: Sequence[Example], table: Table | None) -> tuple[ParsedExample, ...]:
    return tuple(_with_root(read_example(example), table) for example in examples)


def _with_root(shown: ParsedExample, table: Table | None) -> ParsedExample:
    """Put back what was taken for the root element of a reply when the table has a field of that name."""
    tops = (
        (raw_row for raw_row in table.raw_rows if raw_row.form is not RowForm.ITEM)
        if table is not None and shown.title
        else ()
    )
    if shown.setters or not any(raw_row.text.split(" ", 1)[0] == shown.title for raw_row in tops):
        return shown
    root = ExampleValue(shown.title, Literal.BLOCK, shown.line, children=shown.roots, whole=shown.complete)
    return replace(shown, roots=(root,), title="")


def _truncated(document: Document) -> Doubt:
    parts = {
        "request parameters": document.request,
        "response parameters": document.response,
        "request example": document.request_examples or None,
        "response example": document.response_examples or None,
    }
    missing = [name for name, part in parts.items() if part is None]
    reason = f"the page lacks its {', '.join(missing)}" if missing else "the page ends before its error table"
    return Doubt(at="api", kind=DoubtKind.TRUNCATED, chosen="what is there", reason=reason, line=document.ends_early)
