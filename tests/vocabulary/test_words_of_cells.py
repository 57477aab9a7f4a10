"""The words of cells: names, types, limits and required flags, in every form that pages print."""

from __future__ import annotations

import pytest

from topgen.spec.model import Kind, Limits, Required
from topgen.vocabulary.cells import LIMITS, REQUIRED, TYPES, TypeWords, is_name, is_type, read_limit, split_type


def test_words_mean_what_a_spec_knows() -> None:
    assert {Required(flag) for flag in REQUIRED.values()} == set(Required) - {Required.UNKNOWN}
    assert {Kind(kind) for kind in TYPES.values()} == set(Kind) - {Kind.OBJECT, Kind.UNKNOWN}
    assert set(LIMITS.values()) <= set(Limits.__struct_fields__)


@pytest.mark.parametrize("text", ["id", "_x", "$a", "goods.id", "a-b", "A1"])
def test_a_name_is_an_identifier_with_dots_and_dashes(text: str) -> None:
    assert is_name(text)


@pytest.mark.parametrize("text", ["", "1a", "a b", "名称", "a|b", "[]"])
def test_other_words_are_no_name(text: str) -> None:
    assert not is_name(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("String", TypeWords("String", False)),
        ("Number []", TypeWords("Number", True)),
        ("ItemDTO[]", TypeWords("ItemDTO", True)),
        ("byte[]", TypeWords("byte[]", False)),
        ("byte [] []", TypeWords("byte[]", True)),
        ("Map<String,Long>", TypeWords("Map<String,Long>", False)),
        ("[ ]", TypeWords("", True)),
    ],
)
def test_a_type_is_a_word_with_brackets_for_lists(text: str, words: TypeWords) -> None:
    assert is_type(text) and split_type(text) == words


@pytest.mark.parametrize("text", ["", "必须", "a b", "1", "a-b"])
def test_other_words_are_no_type(text: str) -> None:
    assert not is_type(text)


@pytest.mark.parametrize("label", LIMITS)
@pytest.mark.parametrize("colon", [":", "：", " : "])
def test_a_limit_is_a_label_and_its_value(label: str, colon: str) -> None:
    assert read_limit(f"{label}{colon}20") == (label, "20")
    assert read_limit(f"不超过{label}{colon}20") is None
