"""The layout that a refused page resembles most, and what differs."""

from __future__ import annotations

from pathlib import Path

import pytest

from topgen.layouts import LAYOUTS
from topgen.pages import page_from_bytes
from topgen.refusal.nearest import FEATURES, compare_tables, diagnose

SEEDS = Path(__file__).parents[2] / "specs" / "pages"
LEAVES = "  • └ id\n  • Number\n响应参数\n"


def test_every_layout_has_its_features() -> None:
    assert set(FEATURES) == {layout.NAME for layout in LAYOUTS}


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem)
def test_a_page_that_can_be_read_resembles_its_own_layout(path: Path) -> None:
    page = page_from_bytes(path.read_bytes(), "page", "page")
    (own,) = (layout.NAME for layout in LAYOUTS if layout.recognises(page))
    assert diagnose(page.text).layout == own


def test_what_is_missing_is_said_in_words() -> None:
    found = diagnose(f"{LEAVES}TaobaoClient client = new DefaultTaobaoClient(url);\n")
    assert found.layout == "bullet"
    assert found.missing == ("column heads 名称 类型 … between blanks", "a response example with a root …_response")
    assert str(found) == f"it is most like bulleted text, but lacks {', '.join(found.missing)}"


def test_calls_and_replies_that_are_lost_are_nothing_odd_of_the_tables() -> None:
    assert str(compare_tables(LEAVES)) == (
        "it is most like bulleted text, but lacks column heads 名称 类型 … between blanks"
    )


@pytest.mark.parametrize("text", ["buy milk", "1 2 3", "文档", "DefaultTaobaoClient is a class"])
def test_what_is_no_api_page_does_not_resemble_one(text: str) -> None:
    assert len(diagnose(text).missing) != 1
