"""JSON with line numbers: whole texts exactly as the standard reads them, cut and broken ones as far as they go."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topgen.json_text import (
    MAX_DEPTH,
    JsonList,
    JsonObject,
    JsonScalar,
    JsonText,
    JsonValue,
    parse_json,
    print_json,
)

SCALARS = st.none() | st.booleans() | st.integers() | st.text()
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=12)
OBJECTS = st.dictionaries(st.text(), VALUES, min_size=1)


def plain(value: JsonValue) -> Any:
    match value:
        case JsonObject(members):
            return {name: plain(inner) for name, inner in members}
        case JsonList(items):
            return [plain(item) for item in items]
        case JsonScalar(text, _, quoted):
            return text if quoted else json.loads(text)


def only(text: str) -> JsonValue:
    parsed = parse_json(text)
    assert parsed.faults == () and parsed.ends_early == 0
    assert len(parsed.roots) == 1
    return parsed.roots[0][1]


def members(parsed: JsonText) -> dict[str, str]:
    root = parsed.roots[0][1]
    assert isinstance(root, JsonObject)
    return {name: value.text if isinstance(value, JsonScalar) else print_json(value) for name, value in root.members}


@given(OBJECTS, st.booleans(), st.sampled_from([None, 0, 2]))
def test_a_whole_text_reads_as_the_standard_reads_it(value: Any, ascii_only: bool, indent: int | None) -> None:
    assert plain(only(json.dumps(value, ensure_ascii=ascii_only, indent=indent))) == value


@given(OBJECTS)
def test_printing_a_value_gives_it_back(value: Any) -> None:
    assert print_json(only(json.dumps(value))) == json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    parse_json(text)


@given(st.text("{}[]\",:\\\n “”'/*#ab1", max_size=60))
def test_any_tangle_of_marks_can_be_read(text: str) -> None:
    lines = text.count("\n") + 1
    parsed = parse_json(text)
    assert all(1 <= fault.line <= lines for fault in parsed.faults)
    assert parsed.ends_early <= lines


@given(OBJECTS, st.data())
def test_a_cut_text_has_no_faults_and_says_that_it_is_cut(value: Any, data: st.DataObject) -> None:
    whole = json.dumps(value, indent=1)
    text = whole[: data.draw(st.integers(1, len(whole) - 1))]
    parsed = parse_json(text)
    assert parsed.faults == ()
    assert parsed.ends_early == text.rstrip().count("\n") + 1


def test_a_value_knows_its_line() -> None:
    root = only('{\n "a": "x",\n\n "b": [1,\n  2],\n "c":\n  {}\n}')
    assert isinstance(root, JsonObject)
    assert [(name, value.line) for name, value in root.members] == [("a", 2), ("b", 4), ("c", 7)]
    assert isinstance(root.members[1][1], JsonList)
    assert [item.line for item in root.members[1][1].items] == [4, 5]


def test_numbers_stay_as_they_are_written() -> None:
    assert print_json(only('{"a": 12345678901234567890.10, "b": 1E+5, "c": NaN}')) == (
        '{"a":12345678901234567890.10,"b":1E+5,"c":NaN}'
    )


def test_halves_of_surrogate_pairs_become_characters_that_can_be_written() -> None:
    assert plain(only(r'["\ud83d\ude00", "a\ud800b"]')) == ["😀", "a\ufffdb"]


def test_names_may_repeat() -> None:
    assert print_json(only('{"a": 1, "a": 2}')) == '{"a":1,"a":2}'


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1, "b": "x",}',
        '{"a": 1 "b": "x"}',
        '{"a": 1,, "b": "x"}',
        '{"a": 1, // one\n "b": "x"}',
        '/* first */ {"a": 1,\n# second\n"b": "x"}',
        '\ufeff{\u00a0"a"\u3000:\u200b1,\n\u3000"b": "x"\u200b}',
    ],
)
def test_slips_that_lose_nothing_are_no_faults(text: str) -> None:
    assert print_json(only(text)) == '{"a":1,"b":"x"}'


@pytest.mark.parametrize(
    "text",
    [
        "{'a': 1, 'b': 'x'}",
        "{“a”: 1, “b”: “x”}",
        '{”a”: 1, "b": "x"}',
        "{a: 1, b: 'x'}",
        '{"a"\uff1a 1\uff0c "b": "x"}',
        '{"a": 1, "b": x}',
        '{"a": 1, "b": "x"]}',
        '{"a": 1, "b" = "x"}',
    ],
)
def test_slips_that_can_be_mended_are_faults_that_lose_nothing(text: str) -> None:
    parsed = parse_json(text)
    assert members(parsed) == {"a": "1", "b": "x"}
    assert any(parsed.faults)


@pytest.mark.parametrize(
    ("broken", "shown"),
    [
        ('"b": "said "no" to it",', 'said "no" to it'),
        ('"b": "{"x": 1, "y": [2]}",', '{"x": 1, "y": [2]}'),
        ('"b": "never closed,', "never closed"),
        ('"b": ,', ""),
        ('"b": 2020-01-01 10:00:00,', "2020-01-01 10:00:00"),
        ('"b": "two\nlines",', "two\nlines"),
    ],
)
def test_a_broken_value_keeps_those_around_it(broken: str, shown: str) -> None:
    assert members(parse_json(f'{{\n"a": 1,\n{broken}\n"c": 3\n}}')) == {"a": "1", "b": shown, "c": "3"}


def test_a_stray_line_is_lost_with_its_place() -> None:
    parsed = parse_json('{\n"a": 1,\n  what is this\n"c": 3\n}')
    assert members(parsed) == {"a": "1", "c": "3"}
    assert [(fault.line, fault.column, fault.lost) for fault in parsed.faults] == [(3, 3, "what is this")]


def test_a_name_in_a_list_closes_it() -> None:
    assert members(parse_json('{"a": [1, 2, "b": 3}')) == {"a": "[1,2]", "b": "3"}


def test_words_behind_the_end_stand_outside() -> None:
    parsed = parse_json('{"a": 1}\nsaved by a crawler')
    assert [(fault.lost, fault.outside) for fault in parsed.faults] == [("saved by a crawler", True)]


def test_members_whose_braces_are_lost_are_roots() -> None:
    assert [name for name, _ in parse_json('"a": {"b": 1},\n"c": 2\n}').roots] == ["a", "c"]


def test_a_text_that_is_too_deep_goes_on_behind_it() -> None:
    depth = 10_000
    parsed = parse_json('{"a": ' + "[" * depth + "]" * depth + ', "b": 1}')
    assert [fault.message for fault in parsed.faults] == [f"is nested more than {MAX_DEPTH} levels deep"]
    root = parsed.roots[0][1]
    assert isinstance(root, JsonObject)
    assert [name for name, _ in root.members] == ["a", "b"]


def test_a_text_that_is_hardly_json_is_given_up() -> None:
    parsed = parse_json("{" + '"a"\n' * 100_000)
    assert parsed.faults[-1].message == "has too many slips to be JSON at all"
