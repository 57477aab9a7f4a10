"""What each stage makes of a page, as text that people read and tests compare.

In:  the name of a stage, and a page or the name of an API that has a spec.
Out: plain text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from topgen.alignment import ApiTree, Node
from topgen.coverage.listing import coverage_data, coverage_lines, show_coverage
from topgen.document import Cell, Document, Table
from topgen.errors import UsageError
from topgen.examples import ExampleValue
from topgen.package_metadata import TOPCLIENT, PackageMetadata
from topgen.pages import read_page, split_address
from topgen.pipeline import PageAnalysis, render_client
from topgen.spec.spec_file import dump_api
from topgen.spec_store import find_api, find_page, load_corrected
from topgen.vocabulary.calls import API_PREFIXES


def show_lines(
    stage: str, path: str | Path, specs: Path, metadata: PackageMetadata = TOPCLIENT
) -> Iterator[tuple[str, str]]:
    """Yield the lines of what a stage makes of a page, each with its style, where lines differ in weight."""
    if stage == "coverage":
        yield from coverage_lines(_analyse(path, specs, metadata).coverage)
    else:
        yield from ((line, "") for line in show(stage, path, specs, metadata).split("\n"))


def show(stage: str, path: str | Path, specs: Path, metadata: PackageMetadata = TOPCLIENT) -> str:
    """Return what a stage makes of a page."""
    name = _api_name(path, specs)
    if name and stage == "spec":
        return dump_api(load_corrected(specs, name))
    if name and stage == "client":
        return render_client(load_corrected(specs, name), metadata).removesuffix("\n")
    return STAGES[stage](_analyse(path, specs, metadata))


def show_data(stage: str, path: str | Path, specs: Path, metadata: PackageMetadata = TOPCLIENT) -> dict[str, Any]:
    """Return what a stage makes of a page for machines: the entries of the coverage, the text of any other stage."""
    if stage == "coverage":
        return coverage_data(_analyse(path, specs, metadata).coverage)
    return {"text": show(stage, path, specs, metadata)}


def _api_name(path: str | Path, specs: Path) -> str:
    """Return the API that is meant by its name alone; empty where a page is meant.

    Raises:
        UsageError: this is neither a page nor an API that has a spec.
    """
    text = str(path)
    if split_address(text)[0].exists() or text.partition(".")[0] not in API_PREFIXES:
        return ""
    api, inside = find_api(text, specs)
    if inside:
        raise UsageError(f"this is a field of {api.name}", hint=f"topgen explain {text}")
    return api.name


def _analyse(path: str | Path, specs: Path, metadata: PackageMetadata) -> PageAnalysis:
    """Return the analysis of a page, or of the page of an API."""
    name = _api_name(path, specs)
    page = find_page(find_api(name, specs)[0], specs) if name else read_page(path, specs)
    return PageAnalysis(page, metadata=metadata)


def _document_lines(document: Document) -> Iterator[str]:
    yield f"layout {document.layout}"
    for label, cell in (("name", document.name), ("title", document.title), ("category", document.category)):
        if cell is not None:
            yield f"{label} {_at(cell)}"
    for cell in document.description:
        yield f"description {_at(cell)}"
    for label, table in (("request", document.request), ("response", document.response)):
        if table is not None:
            yield from _table_lines(label, table)
    for row in document.errors:
        yield f"error {' | '.join(_at(cell) for cell in row)}"
    for skipped_text in document.skipped_texts:
        yield f"left out ({skipped_text.rule or 'unexplained'}) {_at(skipped_text.cell)}"


def _table_lines(label: str, table: Table) -> Iterator[str]:
    yield f"{label} table, line {table.line}"
    for raw_row in table.raw_rows:
        leaf = "└ " if raw_row.leaf else ""
        depth = "" if raw_row.depth is None else f" {raw_row.depth}"
        yield f"  {raw_row.form.value}{depth} {leaf}{' | '.join(_at(cell) for cell in raw_row.cells)}"


def _at(cell: Cell) -> str:
    return f"{cell.line}: {cell.text!r}"


def _example_lines(tree: ApiTree) -> Iterator[str]:
    for label, shown in (
        ("request", tree.request_shown),
        ("response", tree.response_shown),
        ("error", tree.error_shown),
    ):
        if shown is not None:
            state = "whole" if shown.complete else "cut"
            yield f"{label} example, line {shown.line}, {state}, {shown.title or 'no title'}"
            yield from _value_lines(shown.roots, 1)


def _value_lines(values: Sequence[ExampleValue], depth: int) -> Iterator[str]:
    for shown in values:
        marks = " ".join(filter(None, ("[]" if shown.is_list else "", shown.struct or "")))
        yield f"{'  ' * depth}{shown.line}: {shown.name} {shown.literal.value} {shown.text!r} {marks}".rstrip()
        yield from _value_lines(shown.children, depth + 1)


def _tree_lines(tree: ApiTree) -> Iterator[str]:
    for label, nodes in (("request", tree.request), ("response", tree.response)):
        yield label
        yield from _node_lines(nodes, 1)
    for doubt in tree.doubts:
        yield f"doubt {doubt.line}: {doubt.at} {doubt.kind} {doubt.chosen}: {doubt.reason}"
    for found in tree.conflicts:
        yield f"settled {found.at} by {found.rule}: {_at(found.chosen)}, not {_at(found.other)}"
    for cell in tree.unexplained:
        yield f"unexplained {_at(cell)}"


def _node_lines(nodes: Sequence[Node], depth: int) -> Iterator[str]:
    for node in nodes:
        words = [cell.text if cell is not None else "-" for cell in (node.type, node.required, node.sample)]
        limits = "; ".join(cell.text for cell in node.limits)
        description = " ".join(cell.text for cell in node.description)
        shown = f"shown on line {node.shown.line}" if node.shown is not None else "not shown"
        cells = " | ".join((*words, limits or "-", description or "-", shown))
        yield f"{'  ' * depth}{node.name.line}: {node.name.text} | {cells}"
        yield from _node_lines(node.children, depth + 1)


STAGES: dict[str, Callable[[PageAnalysis], str]] = {
    "document": lambda analysis: "\n".join(_document_lines(analysis.document)),
    "examples": lambda analysis: "\n".join(_example_lines(analysis.tree)),
    "tree": lambda analysis: "\n".join(_tree_lines(analysis.tree)),
    "spec": lambda analysis: dump_api(analysis.api),
    "coverage": lambda analysis: show_coverage(analysis.coverage),
    "problems": lambda analysis: "\n".join(map(str, analysis.problems)),
    "client": lambda analysis: analysis.client.removesuffix("\n"),
}
"""The stages that can be looked at, in the words of the command line."""
