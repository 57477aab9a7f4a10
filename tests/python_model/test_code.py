"""Whatever a page says, it becomes a name, a literal or a docstring, and never a statement."""

from __future__ import annotations

import ast
import re
from decimal import Decimal
from inspect import cleandoc
from pathlib import Path

import pytest
from black import format_str
from black.mode import Mode, TargetVersion
from hypothesis import given
from hypothesis import strategies as st

import topgen.python_model as room
from topgen.errors import NameConflictError, RenderingError
from topgen.hidden_characters import has_hidden
from topgen.python_model.code import Code, compose, docstring, identifier, literal, spec_comment
from topgen.text_width import width

HOSTILE = [
    '"""',
    '"""; import os; """',
    "'''; import os",
    'ends with a quote "',
    '"starts with one',
    'two at the end ""',
    "\\",
    "\\\\",
    'backslash and quote \\"',
    "\\N{BULLET} \\x41 \\u4e00 \\",
    "{{ 7 * 7 }} {% for x in y %} {# z #}",
    "nul \0 bell \a escape \x1b",
    "right to left \u202e mark \u200f isolate \u2066",
    "carriage\rreturn\r\nand line\nfeed \f form feed \v \x85 \u2028 \u2029",
    "lone \ud800 surrogate \udfff",
    "　全角空格 and \xa0 no-break\t\ttab ",
    "# fmt: off",
    "値" * 500,
    "x" * 500,
    "中文" + "\\" * 3 + "中文" * 100,
    "",
    " \n\t\n ",
]
text = st.text(st.characters(codec=None) | st.sampled_from("\"\\'\n{}%中。"), max_size=300)


@pytest.mark.parametrize("words", HOSTILE)
def test_a_hostile_literal_gives_back_the_text(words: str) -> None:
    assert ast.literal_eval(literal(words)) == words


@given(text)
def test_a_literal_gives_back_any_text_and_shows_all_of_it(words: str) -> None:
    code = literal(words)
    assert ast.literal_eval(code) == words
    assert not any(char in code for char in "\n\r\0\u202e\u2066\ud800")


@given(st.decimals(allow_nan=False, allow_infinity=False) | st.integers())
def test_a_number_gives_itself_back(number: Decimal | int) -> None:
    assert eval(literal(number), {"Decimal": Decimal}) == number


def words_of(prose: str) -> str:
    """The prose without white space, which wrapping may move."""
    return "".join(prose.split())


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("indent", [0, 4, 8])
def test_a_hostile_docstring_is_one_string_with_the_same_words(words: str, indent: int) -> None:
    assert_is_prose(words, indent)


@given(text, st.sampled_from([0, 4]))
def test_any_docstring_is_one_string_with_the_same_words(words: str, indent: int) -> None:
    assert_is_prose(words, indent)


def assert_is_prose(words: str, indent: int) -> None:
    code = docstring(words, indent)
    if not code:
        assert not words.strip()
        return
    tree = ast.parse(code)
    assert [type(statement) for statement in tree.body] == [ast.Expr]
    said = ast.get_docstring(tree, clean=False) or ""
    assert not has_hidden(said.replace("\n", ""))
    if not has_hidden(re.sub(r"[\r\n\t\xa0]", "", words)):
        assert words_of(said) == words_of(words)
    assert not any(char in code for char in "\r\0\f\u202e\u2066\ud800")
    assert all(width(line) <= 120 or " " not in line.strip() for line in code.split("\n"))


@given(text)
def test_black_leaves_the_value_of_a_docstring_alone(words: str) -> None:
    assert_black_keeps(words)


@pytest.mark.parametrize("words", HOSTILE)
def test_black_leaves_the_value_of_a_hostile_docstring_alone(words: str) -> None:
    assert_black_keeps(words)


def assert_black_keeps(words: str) -> None:
    doc = docstring(words) or '"""None."""'
    source = f"class X:\n    {doc}\n\n    name: int\n    {doc}\n"
    mode = Mode(line_length=120, target_versions={TargetVersion.PY311})
    assert ast.dump(ast.parse(format_str(source, mode=mode))) == ast.dump(ast.parse(source))


def test_chinese_is_written_as_it_is_and_marks_are_written_as_escapes() -> None:
    doc = docstring("修改\u202e产品，OK")
    assert doc == '"""修改\\\\u202e产品，OK"""'
    assert ast.literal_eval(doc) == "修改\\u202e产品，OK"  # which is what help prints
    assert literal("修改\u202e产品") == '"修改\\u202e产品"'


def test_a_long_docstring_closes_on_its_own_line_and_no_line_starts_with_a_comma() -> None:
    code = docstring("产品，" * 60)
    first, *_, last = code.split("\n")
    assert width(first) <= 116
    assert last == '    """'
    assert "\n    ，" not in code
    assert cleandoc(ast.literal_eval(code)).replace("\n", "") == "产品，" * 60


@pytest.mark.parametrize("name", ["a b", "1a", "a.b", "", "class", "None", "a\n", "a;b", "ﬁ", "a\u202e"])
def test_what_is_no_plain_name_is_refused(name: str) -> None:
    with pytest.raises(NameConflictError):
        identifier(name)


@pytest.mark.parametrize("name", ["../../x", "a.b\nimport os", "a.b/c", "a", "", "a..b", "taobao.时间"])
def test_what_is_no_api_name_gets_no_first_comment(name: str) -> None:
    with pytest.raises(NameConflictError):
        spec_comment(name)


def test_plain_text_does_not_become_code_by_standing_beside_code() -> None:
    with pytest.raises(RenderingError):
        compose("list[{}]", "int")  # type: ignore[arg-type]
    assert compose("list[{}]", identifier("Item")) == "list[Item]"


def test_code_is_made_in_one_file_only() -> None:
    makers = [
        path.name
        for path in Path(room.__file__).parents[1].rglob("*.py")
        if re.search(r"\bCode\(", path.read_text("utf-8"))
    ]
    assert makers == ["code.py"]
    assert isinstance(identifier("a"), Code)
