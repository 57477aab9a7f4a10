"""Layouts that keep every cell and tell how deep a row stands, and those that keep the cells only."""

from __future__ import annotations

import json

import pytest
from tree_pages import ERROR_REPLY, doubts, reply, summary

from topgen.alignment import ApiTree, build_tree
from topgen.document import Cell, Document, Example, Notation, RawRow, RowForm, Table
from topgen.examples.notations import parse_examples
from topgen.pages import page_from_bytes
from topgen.pipeline import PageAnalysis


def grid(*rows: str, shown: str = "") -> ApiTree:
    """A response of rows such as ``1 data DataDto``: depth (``?`` where it is lost), name, type, sample."""
    raw_rows = tuple(_piece(row.split(" "), at) for at, row in enumerate(rows, 1))
    lines = tuple(Cell(line, 100 + at) for at, line in enumerate(reply(shown).split("\n")))
    examples = (Example(lines, Notation.XML),) if shown else ()
    document = Document(layout="drawn", response=Table(1, raw_rows, True), response_examples=examples)
    return build_tree(document, parse_examples(document))


def _piece(words: list[str], line: int) -> RawRow:
    depth, name, kind, *sample = words
    cells = tuple(Cell(text, line) for text in (name.removeprefix("└"), kind, "".join(sample), "说明"))
    leaf = True if name.startswith("└") else None
    return RawRow(RowForm.GRID, cells, leaf=leaf, depth=None if depth == "?" else int(depth))


ROWS = ("0 r RDto", "1 a ADto", "2 b String x", "1 c String y", "0 e String z")


@pytest.mark.parametrize("shown", ["", "r(a(b=x) c=y) e=z", "r(a(b=x c=y)) e=z", "r(a(b=x", "z=1"])
def test_a_known_depth_is_the_place_whatever_the_example_shows(shown: str) -> None:
    found = grid(*ROWS, shown=shown)
    assert summary(found.response) == "r(a(b=x) c=y) e=z"
    assert [line for line in doubts(found) if not line.endswith("left out")] == []


@pytest.mark.parametrize("shown", ["", "a=1", "a="])
def test_cells_in_columns_are_never_in_doubt(shown: str) -> None:
    found = grid("0 a String", "0 b String x", shown=shown)
    assert (summary(found.response), doubts(found)) == ("a b=x", [])


def test_a_row_too_deep_to_stand_anywhere_is_left_unexplained() -> None:
    found = grid("0 r RDto", "3 a String x", "1 b String y")
    assert summary(found.response) == "r(b=y)"
    assert [cell.text for cell in found.unexplained if cell.text] == ["a", "String", "x", "说明"]


def test_a_lost_depth_is_told_by_the_example() -> None:
    found = grid("0 r RDto", "? a ADto", "? └b String x", "? └c String y", shown="r(a(b=x) c=y)")
    assert (summary(found.response), doubts(found)) == ("r(a(b=x) c=y)", [])


def test_a_lost_depth_is_in_doubt_where_no_example_tells() -> None:
    found = grid("0 r RDto", "? a ADto", "? └b String x", "? └c String y")
    assert doubts(found) == ["parent response.r.a.b: r.a", "parent response.r.a.c: r.a"]


def test_the_sites_own_document_tells_every_depth() -> None:
    def row(name: str, kind: str, *inside: object, sample: str = "") -> object:
        return {"name": name, "type": kind, "demoValue": sample, "description": "说明", "subParams": list(inside)}

    rows = [row("r", "RDto", row("a", "ADto[]", row("b", "String", sample="x")), row("c", "Number", sample="1"))]
    data = {"name": "taobao.thing.get", "requestParams": rows, "responseParams": rows, "rspSampleXml": ERROR_REPLY}
    text = json.dumps({"success": True, "data": data}, ensure_ascii=False)
    found = PageAnalysis(page_from_bytes(text.encode(), "page.json", "page.json")).tree
    assert summary(found.request) == summary(found.response) == "r(a[](b=x) c=1)"
    assert [line for line in doubts(found) if line.startswith(("parent", "row request"))] == []
