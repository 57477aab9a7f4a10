"""Examples that the generated classes accept, whatever the page's say."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from apis_by_hand import a_field, an_api, needed

from topgen.python_model.examples import write_examples
from topgen.spec.model import Api, EnumValue, Examples, Field, Limits


def examples_of(api: Api) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(write_examples(api))
    return read


def response_of(field: Field, value: Any) -> dict[str, Any]:
    read: dict[str, Any] = examples_of(an_api(response=(field,), examples=Examples(response={"x": value})))["response"]
    return read


@pytest.mark.parametrize(
    ("kind", "value", "kept"),
    [
        ("string", "袜子", "袜子"),
        ("string", 444, "444"),
        ("integer", "444", 444),
        ("integer", 2**70, 2**70),
        ("integer", "Top,Pub", None),
        ("integer", True, None),
        ("integer", "1.5", None),
        ("decimal", "10.50", "10.50"),
        ("decimal", 10, "10"),
        ("decimal", "NaN", None),
        ("decimal", "十", None),
        ("boolean", "false", False),
        ("boolean", "no", None),
        ("boolean", 1, None),
        ("datetime", "2018-07-12 20:00:00", "2018-07-12 20:00:00"),
        ("datetime", "now", None),
        ("map", {"a": 1}, {"a": 1}),
        ("map", "{}", None),
        ("unknown", [1], [1]),
        ("list[integer]", [1, "2"], [1, 2]),
        ("list[integer]", "Top,Pub", None),
        ("list[integer]", ["Top,Pub"], None),
        ("list[string]", [], []),
        ("string", ["a"], None),
    ],
)
def test_a_value_is_kept_when_it_agrees_with_its_type(kind: str, value: Any, kept: Any) -> None:
    assert response_of(a_field("x", kind), value) == ({} if kept is None else {"x": kept})


@pytest.mark.parametrize(
    ("limits", "value"),
    [
        (Limits(max_length=2), "abc"),
        (Limits(minimum=Decimal(5)), "4"),
        (Limits(maximum=Decimal(5)), "6"),
    ],
)
def test_a_value_beyond_its_limits_is_left_out(limits: Limits, value: str) -> None:
    assert response_of(a_field("x", limits=limits), value) == {}
    assert response_of(a_field("x"), value) == {"x": value}


def test_objects_are_looked_into_and_what_is_not_listed_is_left_out() -> None:
    field = a_field("x", "list[object]", a_field("id", "integer"), a_field("name"))
    assert response_of(field, [{"name": "a", "id": "?", "more": 1}]) == {"x": [{"name": "a"}]}
    assert response_of(field, "text") == {}


def request_of(*fields: Field, **example: Any) -> dict[str, Any]:
    read: dict[str, Any] = examples_of(an_api(request=fields, examples=Examples(request=example)))["request"]
    return read


@pytest.mark.parametrize(
    ("field", "filled"),
    [
        (needed("x", "integer", example=7), 7),
        (needed("x", "integer", example="?"), 1),
        (needed("x", "integer", limits=Limits(minimum=Decimal(10))), 10),
        (needed("x", "decimal", limits=Limits(maximum=Decimal("0.5"))), "0.5"),
        (needed("x", "string", values=(EnumValue("A", ""),)), "A"),
        (needed("x", "string"), "a"),
        (needed("x", "list[integer]", example=[5]), [5]),
        (needed("x", "list[integer]", example=5), [5]),
        (needed("x", "list[string]"), ["a"]),
        (needed("x", "list[string]", example="杭州,杭州1"), ["杭州", "杭州1"]),
        (needed("x", "list[string]", example=["a,b"]), ["a"]),
        (needed("x", "object", needed("id", "integer"), a_field("note")), {"id": 1}),
        (needed("x", "list[object]", needed("id", "integer")), [{"id": 1}]),
        (needed("x", "boolean"), True),
    ],
)
def test_what_is_required_and_lacking_is_filled_in(field: Field, filled: Any) -> None:
    assert request_of(field) == {"x": filled}


def test_filling_reaches_into_what_the_example_has() -> None:
    field = a_field("x", "list[object]", needed("id", "integer"), a_field("name"))
    assert request_of(field, x=[{"name": "a"}, {}]) == {"x": [{"id": 1, "name": "a"}, {"id": 1}]}
    assert request_of(field) == {}


def test_a_list_whose_items_hold_commas_is_no_parameter_but_may_stand_in_an_object() -> None:
    names = a_field("names", "list[string]")
    inside = a_field("x", "object", names)
    assert request_of(names, inside, names=["a,b"], x={"names": ["a,b"]}) == {"x": {"names": ["a,b"]}}


def test_the_text_is_in_the_order_of_the_spec_chinese_as_it_is_and_marks_as_escapes() -> None:
    api = an_api(
        response=(a_field("b"), a_field("a"), a_field("a", "integer")),
        examples=Examples(response={"a": "袜\u202e\ud800", "b": "😀"}),
    )
    assert write_examples(api) == (
        '{\n  "request": {},\n  "response": {\n    "b": "😀",\n    "a": "袜\\u202e\\ud800"\n  }\n}\n'
    )
