"""Lines of HTML and JSON that nobody accounts for, and those that only look so."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from topgen.alignment import build_tree
from topgen.coverage import measure_coverage
from topgen.document import Cell, Document, SkippedText
from topgen.examples.notations import parse_examples
from topgen.pages import page_from_bytes


def unexplained(text: str, *cells: Cell) -> list[tuple[int, str]]:
    """Give line and words of what is unexplained on a page whose document has these cells."""
    page = page_from_bytes(text.encode(), "page", "page")
    document = Document(layout="none", skipped_texts=tuple(SkippedText(cell, "known") for cell in cells))
    return [
        (entry.cell.line, entry.cell.text)
        for entry in measure_coverage(page, build_tree(document, parse_examples(document))).unexplained
    ]


def test_words_of_html_on_a_line_without_a_cell_are_unexplained() -> None:
    assert unexplained("<html><body>\n<p>shop &amp; owner</p>\n<p>\nnick</p>", Cell("nick", 3)) == [(2, "shop & owner")]


def test_lines_of_nothing_but_markup_need_no_cell() -> None:
    text = "<html>\n<tr\n class='a'>\n<!-- one\ntwo --><script>\nvar a = '<table>';\n</script>\n </tr>"
    assert unexplained(text) == []


def test_a_script_that_is_not_closed_reaches_to_the_end() -> None:
    assert unexplained("<html>\nword\n<SCRIPT>\nvar a;\n") == [(2, "word")]


def test_words_that_a_cell_began_on_another_line_are_known() -> None:
    assert unexplained("<td>\nthe owner\nof a shop</td>", Cell("the owner of a shop", 1)) == []


def test_words_before_html_do_not_make_it_text() -> None:
    assert unexplained("saved today\n<table>\n<tr><td>shop</td></tr>", Cell("shop", 3)) == [(1, "saved today")]


def test_a_smaller_sign_is_no_tag() -> None:
    assert unexplained("<p>\n1 < 2") == [(2, "1 < 2")]


def test_strings_of_json_on_a_line_without_a_cell_are_unexplained() -> None:
    text = '{"data": {\n"name": "a.b",\n"note": "a \\"word\\"",\n"empty": "",\n"keys": {"only": null, "count": 5}\n}}'
    assert unexplained(text, Cell("a.b", 2)) == [(3, 'a \\"word\\"')]


def test_broken_markup_takes_linear_time() -> None:
    assert unexplained("<p>" + "<!-- <script <a '" * 20_000 + "\n" + "<" * 20_000) == []


@given(st.sampled_from(["<", '{"']), st.text(st.sampled_from("<>/!-\"'\\&;: \n{}[]ascriptyle"), max_size=60))
def test_no_markup_breaks_the_ledger(start: str, text: str) -> None:
    words = unexplained(start + text)
    assert all(0 < line <= text.count("\n") + 1 and found.strip() for line, found in words)
