"""What each stage makes of a page, as text that people read and tests compare.

In:  the name of a stage and a page.
Out: plain text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from generator.dialects import read_document
from generator.document import Cell, Document, Table
from generator.ledger import Ledger, read_ledger
from generator.ledger.table import ledger_data, show_ledger
from generator.pages import Page, read_page
from generator.spec.reading import read_api
from generator.spec.yaml_api import dump_api
from generator.tree import ApiTree, Node, build_tree
from generator.witness import Testimony, Told


def show(stage: str, path: str | Path, specs: Path, *, colour: bool = False) -> str:
    """Give what a stage makes of a page; ``colour`` is for terminals, and for stages whose lines differ in weight."""
    page = read_page(path, specs)
    return show_ledger(_read_ledger(page), colour) if stage == "ledger" else STAGES[stage](page)


def show_data(stage: str, path: str | Path, specs: Path) -> dict[str, Any]:
    """Give what a stage makes of a page for machines: the entries of the ledger, the text of any other stage."""
    page = read_page(path, specs)
    return ledger_data(_read_ledger(page)) if stage == "ledger" else {"text": STAGES[stage](page)}


def _document(page: Page) -> str:
    return "\n".join(_document_lines(read_document(page)))


def _document_lines(document: Document) -> Iterator[str]:
    yield f"dialect {document.dialect}"
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
    for remark in document.remarks:
        yield f"left out ({remark.rule or 'unexplained'}) {_at(remark.cell)}"


def _table_lines(label: str, table: Table) -> Iterator[str]:
    yield f"{label} table, line {table.line}"
    for piece in table.pieces:
        leaf = "└ " if piece.leaf else ""
        depth = "" if piece.depth is None else f" {piece.depth}"
        yield f"  {piece.layout.value}{depth} {leaf}{' | '.join(_at(cell) for cell in piece.cells)}"


def _at(cell: Cell) -> str:
    return f"{cell.line}: {cell.text!r}"


def _witnesses(page: Page) -> str:
    tree = build_tree(read_document(page))
    sides = (("request", tree.request_told), ("response", tree.response_told), ("error", tree.error_told))
    return "\n".join(line for label, told in sides if told is not None for line in _testimony_lines(label, told))


def _testimony_lines(label: str, testimony: Testimony) -> Iterator[str]:
    state = "whole" if testimony.complete else "cut"
    yield f"{label} example, line {testimony.line}, {state}, {testimony.title or 'no title'}"
    yield from _told_lines(testimony.roots, 1)


def _told_lines(values: Sequence[Told], depth: int) -> Iterator[str]:
    for told in values:
        marks = " ".join(filter(None, ("[]" if told.is_list else "", told.struct or "")))
        yield f"{'  ' * depth}{told.line}: {told.name} {told.literal.value} {told.text!r} {marks}".rstrip()
        yield from _told_lines(told.children, depth + 1)


def _tree(page: Page) -> str:
    return "\n".join(_tree_lines(build_tree(read_document(page))))


def _tree_lines(tree: ApiTree) -> Iterator[str]:
    for label, nodes in (("request", tree.request), ("response", tree.response)):
        yield label
        yield from _node_lines(nodes, 1)
    for doubt in tree.doubts:
        yield f"doubt {doubt.line}: {doubt.at} {doubt.about} {doubt.taken}: {doubt.because}"
    for found in tree.disagreements:
        yield f"settled {found.at} by {found.rule}: {_at(found.taken)}, not {_at(found.other)}"
    for cell in tree.unexplained:
        yield f"unexplained {_at(cell)}"


def _node_lines(nodes: Sequence[Node], depth: int) -> Iterator[str]:
    for node in nodes:
        words = [cell.text if cell is not None else "-" for cell in (node.type, node.required, node.sample)]
        limits = "; ".join(cell.text for cell in node.limits)
        description = " ".join(cell.text for cell in node.description)
        told = f"told on line {node.told.line}" if node.told is not None else "not told"
        cells = " | ".join((*words, limits or "-", description or "-", told))
        yield f"{'  ' * depth}{node.name.line}: {node.name.text} | {cells}"
        yield from _node_lines(node.children, depth + 1)


def _spec(page: Page) -> str:
    return dump_api(read_api(build_tree(read_document(page)), page))


def _ledger(page: Page) -> str:
    return show_ledger(_read_ledger(page))


def _read_ledger(page: Page) -> Ledger:
    return read_ledger(page, build_tree(read_document(page)))


STAGES: dict[str, Callable[[Page], str]] = {
    "document": _document,
    "witnesses": _witnesses,
    "tree": _tree,
    "spec": _spec,
    "ledger": _ledger,
}
"""The stages that can be looked at, in the words of the command line."""
