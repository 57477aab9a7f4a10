"""The coverage as a table: its columns, its marks, and text that cannot write on the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topgen.cli import main
from topgen.coverage import Coverage, Entry, Usage
from topgen.coverage.listing import coverage_data, coverage_lines, show_coverage
from topgen.document import Cell
from topgen.hidden_characters import is_hidden, visible
from topgen.show import show, show_data
from topgen.text_width import cut, pad, width

COVERAGE = Coverage(
    "page.txt",
    (
        Entry(Cell("店" * 40, 9), Usage.USED, "title"),
        Entry(Cell("footer words", 10), Usage.SKIPPED, "footer"),
        Entry(Cell("\x1b[2Jodd\n words", 11), Usage.UNMATCHED, ""),
    ),
)


def test_the_table_has_line_mark_rule_and_quote_and_a_summary() -> None:
    assert show_coverage(COVERAGE).splitlines() == [
        " 9 + title   " + "店" * 29 + "…",
        "10 - footer  footer words",
        "11 ?         \\x1b[2Jodd words",
        "2 of 3 explained (66.6 %): + 1 used, - 1 skipped, ? 1 unmatched",
    ]


def test_a_share_below_the_whole_is_never_shown_as_the_whole() -> None:
    entries = COVERAGE.entries[:1] * 99_999 + COVERAGE.entries[2:]
    assert "99.9 %" in show_coverage(Coverage("page.txt", entries)).splitlines()[-1]


def test_each_line_has_the_style_of_its_weight() -> None:
    assert [style for _, style in coverage_lines(COVERAGE)] == ["", "dim", "red", ""]
    assert "\n".join(line for line, _ in coverage_lines(COVERAGE)) == show_coverage(COVERAGE)


def test_an_empty_coverage_is_wholly_explained() -> None:
    assert show_coverage(Coverage("page.txt", ())).startswith("0 of 0 explained (100.0 %)")


def test_machines_get_the_whole_words() -> None:
    data = coverage_data(COVERAGE)
    assert (data["explained"], data["total"]) == (2, 3)
    assert data["entries"][1] == {"line": 10, "usage": "skipped", "rule": "footer", "text": "footer words"}


def test_the_command_line_shows_the_coverage_of_a_page(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("taobao.shop.get (Get a shop)\n请求参数\nnick String 必须 the owner\n", encoding="utf-8")
    assert "3 + request row" in show("coverage", page, tmp_path)
    data = show_data("coverage", page, tmp_path)
    assert (data["entries"][0]["rule"], data["total"]) == ("name", len(data["entries"]))
    assert show_data("document", page, tmp_path)["text"].startswith("layout bullet")


def test_explain_quotes_what_the_page_says_beside_the_api(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "pages" / "page.txt"
    page.parent.mkdir()
    page.write_text("taobao.shop.get (Get a shop)\n请求参数\n!! odd\nnick String 必须 the owner\n", encoding="utf-8")
    assert main(["parse", "--specs", str(tmp_path), str(page)]) == 0
    assert main(["explain", "--specs", str(tmp_path), "taobao.shop.get"]) == 0
    assert f"unexplained: in no row\n    {page.as_posix()}:3: !! odd\n" in capsys.readouterr().out


def test_chinese_takes_two_columns_and_joining_marks_none() -> None:
    assert (width("ab"), width("店a"), width("e\u0301")) == (2, 3, 1)
    assert pad("店", 4) == "店  "
    assert cut("店店店", 5) == "店店…" and cut("店店店", 4) == "店…" and cut("店店", 4) == "店店"


@given(st.text(), st.integers(min_value=1, max_value=20))
def test_cut_text_fits_and_prints(text: str, columns: int) -> None:
    shown = visible(text)
    assert not any(map(is_hidden, shown))
    assert width(cut(shown, columns)) <= columns
