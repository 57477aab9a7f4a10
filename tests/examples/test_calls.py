"""Calls in every language say the same of a request, whole, cut, on one line, or copied by a blog."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest
from call_writers import LANGUAGES, Language, Parameters
from hypothesis import given
from hypothesis import strategies as st

from topgen.alignment.costs import setter_key
from topgen.document import Cell, Example, Notation
from topgen.document.languages import find_language
from topgen.examples import ExampleValue, ParsedExample
from topgen.examples.assignments import CLIENT_FIELDS
from topgen.examples.notations import READERS
from topgen.vocabulary.calls import SESSION_NAMES, SYSTEM_NAMES

SOME = (("lane_id", "12"), ("wind", "东 北"), ("note", ""), ("kinds", "a,b"))

names = st.from_regex(r"[a-z]{2,6}(_[a-z]{1,5}){0,2}", fullmatch=True).filter(
    lambda name: name not in SYSTEM_NAMES | SESSION_NAMES | CLIENT_FIELDS
)
texts = st.text(st.sampled_from("ab1 '\"\\杭州{}[]:,;()%&=+/<>$#|"), max_size=12).map(str.strip)
requests = st.lists(st.tuples(names, texts), min_size=1, max_size=6, unique_by=lambda pair: setter_key(pair[0]))
every_language = pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.write.__name__)


def example(lines: Sequence[str], notation: Notation) -> Example:
    return Example(tuple(Cell(line, number) for number, line in enumerate(lines, 1)), notation)


def read(lines: Sequence[str], language: Language) -> ParsedExample:
    return READERS[language.notation](example(lines, language.notation))


def shown(values: Sequence[ExampleValue], language: Language) -> list[tuple[str, str]]:
    key = str if language.spells_names else setter_key
    return [(key(value.name), value.text) for value in values]


def wanted(parameters: Parameters, language: Language) -> list[tuple[str, str]]:
    key = str if language.spells_names else setter_key
    return [(key(name), text) for name, text in parameters]


@every_language
@given(parameters=requests)
def test_a_request_is_read_as_it_was_written(language: Language, parameters: Parameters) -> None:
    found = read(language.write(parameters), language)
    assert shown(found.roots, language) == wanted(parameters, language)
    assert (found.complete, found.broken) == (True, ())


@every_language
@given(parameters=requests, data=st.data())
def test_a_cut_call_loses_only_what_stood_behind(
    language: Language, parameters: Parameters, data: st.DataObject
) -> None:
    lines = language.write(parameters)
    found = read(lines[: data.draw(st.integers(0, len(lines)))], language)
    assert shown(found.roots, language) == wanted(parameters, language)[: len(found.roots)]


@every_language
def test_a_broken_line_costs_itself_alone(language: Language) -> None:
    lines = language.write(SOME)
    at = next(index for index, line in enumerate(lines) if "wind" in line.lower())
    found = read([*lines[:at], "??? ''' \" (", *lines[at + 1 :]], language)
    assert [name for name, _ in shown(found.roots, language)] == ["lane_id", "note", "kinds"] or not (
        language.spells_names
    )
    assert len(found.roots) == len(SOME) - 1


@every_language
def test_a_call_on_one_line_says_the_same(language: Language) -> None:
    text = " ".join(line.rstrip("\\").strip() for line in language.write(SOME) if not line.startswith("#"))
    found = read([text], language)
    assert shown(found.roots, language) == wanted(SOME, language)
    assert found.complete


@every_language
def test_curly_quotes_are_quotes(language: Language) -> None:
    lines = [line.replace('"', "”").replace(" '", " ‘").replace("'", "’") for line in language.write(SOME)]
    assert shown(read(lines, language).roots, language) == wanted(SOME, language)


@every_language
def test_the_code_itself_tells_its_language(language: Language) -> None:
    lines = language.write(SOME)
    assert find_language(example(lines, Notation.JAVA).lines) is language.notation
    assert find_language(example(lines[3:], Notation.JAVA).lines) is language.notation


@every_language
def test_a_call_tells_api_client_and_session(language: Language) -> None:
    found = read(language.write(SOME), language)
    assert found.api == "taobao.kite.lane.get" or found.title == "KiteLaneGet"
    assert found.client
    assert found.session is (None if language.notation is Notation.NODE else True)


@every_language
@pytest.mark.parametrize(
    "piece", ["'", '"', "(", "{", "[", "\\", "a=", "$a->b=", "x.y = ", "-d 'a=", "'a':", " ", "=>", "array("]
)
def test_hostile_calls_are_read_in_linear_time(language: Language, piece: str) -> None:
    start = time.perf_counter()
    read([*language.write(SOME)[:7], piece * (60_000 // len(piece))], language)
    read([*language.write(SOME)[:7], *[piece] * 3000], language)
    assert time.perf_counter() - start < 2
