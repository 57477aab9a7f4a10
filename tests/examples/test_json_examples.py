"""Examples in JSON: the same values as in XML, lists with and without wrappers, and what slips lose."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topgen.document import Cell, Example, Notation
from topgen.examples import ExampleValue, Literal
from topgen.examples.json import read_json
from topgen.examples.xml import read_xml

if TYPE_CHECKING:
    # Imported here, pytest would take the class for one of tests.
    from topgen.examples import ParsedExample

NAMES = st.text("abcde_", min_size=1, max_size=6)
TEXTS = st.text("甲乙xyz,:;{}[]12", min_size=1, max_size=8)


class Items(tuple[Any, ...]):
    """The items of a list and, first, the name that wraps each."""


def lists(items: st.SearchStrategy[Any]) -> st.SearchStrategy[Items]:
    return st.builds(lambda name, found: Items((name, *found)), NAMES, st.lists(items, min_size=1, max_size=3))


def objects(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(NAMES, inner, min_size=1, max_size=4)


VALUES = st.recursive(TEXTS, lambda inner: objects(inner) | lists(objects(inner)) | lists(TEXTS), max_leaves=8)
REPLIES = objects(VALUES)


def as_xml(value: Any) -> str:
    if isinstance(value, Items):
        return "".join(f"<{value[0]}>{as_xml(item)}</{value[0]}>" for item in value[1:])
    if isinstance(value, dict):
        return "".join(f"<{name}>{as_xml(inner)}</{name}>" for name, inner in value.items())
    return str(value)


def as_json(value: Any) -> Any:
    if isinstance(value, Items):
        return {value[0]: [as_json(item) for item in value[1:]]}
    if isinstance(value, dict):
        return {name: as_json(inner) for name, inner in value.items()}
    return value


def example(text: str, notation: Notation = Notation.JSON, first: int = 1) -> Example:
    return Example(tuple(Cell(line, at) for at, line in enumerate(text.split("\n"), first)), notation)


def read(text: str) -> ParsedExample:
    return read_json(example(text))


def shape(shown: tuple[ExampleValue, ...]) -> list[Any]:
    return [(t.name, t.literal, t.text, t.items, t.is_list, shape(t.children)) for t in shown]


def summary(text: str) -> dict[str, ExampleValue]:
    return {value.name: value for value in read(text).roots}


@given(REPLIES, st.sampled_from([None, 1]))
def test_a_reply_in_json_tells_what_it_tells_in_xml(reply: dict[str, Any], indent: int | None) -> None:
    in_json = read(json.dumps({"x_get_response": as_json(reply)}, ensure_ascii=False, indent=indent))
    in_xml = read_xml(example(f"<x_get_response>{as_xml(reply)}</x_get_response>", Notation.XML))
    assert shape(in_json.roots) == shape(in_xml.roots)
    assert (in_json.title, in_json.complete, in_json.broken) == ("x_get_response", True, ())


@given(REPLIES, st.data())
def test_a_cut_reply_tells_a_part_and_that_it_is_cut(reply: dict[str, Any], data: st.DataObject) -> None:
    whole = json.dumps({"x_get_response": as_json(reply)}, ensure_ascii=False)
    cut = read(whole[: data.draw(st.integers(1, len(whole) - 1))])
    known = {value.name for root in read(whole).roots for value in root.walk()} | {"x_get_response"}
    assert not cut.complete and cut.broken == ()
    assert {value.name for root in cut.roots for value in root.walk()} <= known


@given(st.text("{}[]\",:\\\n “”'/*#ab1", max_size=60))
def test_any_tangle_can_be_read(text: str) -> None:
    lines = text.count("\n") + 1
    parsed = read_json(example(text, first=7))
    assert all(7 <= line < 7 + lines for line in parsed.broken)
    assert all(value.name and 7 <= value.line < 7 + lines for root in parsed.roots for value in root.walk())


def test_lists_without_wrappers_have_the_fields_of_all_their_items() -> None:
    found = summary('{"rows": [{"a": 1, "c": {}}, {"a": 2, "b": 3, "c": {"d": 4}}, {"z": 5}], "total": 2}')
    rows = found["rows"]
    assert (rows.literal, rows.is_list) == (Literal.BLOCK, True)
    assert [(value.name, value.text) for value in rows.children] == [("a", "1"), ("b", "3"), ("c", ""), ("z", "5")]
    assert rows.children[2].children[0].name == "d"


def test_lists_of_scalars_without_wrappers() -> None:
    ids = summary('{"ids": [1, "b", null, 2.50], "none": []}')
    assert (ids["ids"].literal, ids["ids"].items, ids["ids"].text) == (
        Literal.LIST,
        ("1", "b", "", "2.50"),
        "1,b,,2.50",
    )
    assert (ids["none"].literal, ids["none"].items, ids["none"].is_list) == (Literal.LIST, (), True)


def test_a_list_of_scalars_named_after_its_type_is_wrapped_even_without_a_root() -> None:
    assert [(v.name, v.text) for v in summary('{"tags": {"string": ["a", "b"]}}')["tags"].children] == [
        ("string", "a"),
        ("string", "b"),
    ]


def test_an_object_with_one_list_inside_is_an_object_where_nothing_is_wrapped() -> None:
    data = summary('{"data": {"items": [{"a": 1}, {"a": 2}]}}')["data"]
    assert [(value.name, value.is_list) for value in data.children] == [("items", True)]


def test_numbers_flags_and_null_are_read_as_text() -> None:
    found = summary('{"n": 12345678901234567890, "d": 1.50, "b": true, "z": null, "e": {}}')
    assert {value.literal for value in found.values()} == {Literal.TEXT}
    assert [value.text for value in found.values()] == ["12345678901234567890", "1.50", "true", "", ""]


def test_a_list_that_is_the_whole_reply_counts_as_one_object() -> None:
    assert [value.name for value in read('[{"a": 1}, {"b": 2}]').roots] == ["a", "b"]


def test_an_error_reply_loses_its_root_as_in_xml() -> None:
    found = read('{"error_response": {"code": 50, "msg": "Remote service error"}}')
    assert (found.title, [value.name for value in found.roots]) == ("error_response", ["code", "msg"])


@pytest.mark.parametrize(
    ("broken", "lines"),
    [
        ('"b": "x",,', ()),
        ('"b": "x", // why', ()),
        ('"b": "x"', ()),
        ('"b": "say "x"",', ()),
        ('"b": "{"x": [1, 2]}",', ()),
        ("'b': 'x',", ()),
        ("“b”: “x”,", ()),
        ('"b": x y,', ()),
        ('"b": "x\ty",', ()),
        ('"b": "x,', (3,)),
        ('"b": ,', (3,)),
        ('"b" "x",', (3,)),
        ("... and more", (3,)),
    ],
)
def test_a_slip_costs_its_line_at_most(broken: str, lines: tuple[int, ...]) -> None:
    found = read(f'{{\n"a": {{"q": 1}},\n{broken}\n"c": {{\n"d": [1]\n}}\n}}')
    names = [value.name for value in found.roots]
    assert [name for name in names if name != "b"] == ["a", "c"]
    assert (found.broken, found.complete) == (lines, True)


def test_lines_are_those_of_the_page() -> None:
    found = read_json(example('{\n"a": 1,\n"b": {\n"c": 2\n}\n}', first=40))
    assert [value.line for root in found.roots for value in root.walk()] == [41, 42, 43]
    assert found.line == 40


def test_all_lines_may_stand_on_one_line_of_the_page() -> None:
    lines = (Cell("{", 9), Cell('"a": 1', 9), Cell("}", 9))
    assert read_json(Example(lines, Notation.JSON)).roots[0].line == 9


def test_an_example_without_words_tells_nothing() -> None:
    found = read_json(Example((), Notation.JSON))
    assert (found.roots, found.complete) == ((), False)


def test_a_reply_that_has_lost_its_outer_braces() -> None:
    assert [value.name for value in read('"result": {"a": 1},\n"request_id": "x"\n}').roots] == ["result", "request_id"]


def test_a_reply_too_deep_to_follow_ends_where_that_is() -> None:
    found = read('{"a": ' + '{"b": ' * 10_000 + "1" + "}" * 10_001)
    assert sum(1 for root in found.roots for _ in root.walk()) == 100
