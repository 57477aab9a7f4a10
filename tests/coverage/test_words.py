"""Words of HTML and JSON that nobody accounts for, and an independent look at what a page shows.

The look is no parser and knows nothing of a page's layout; it errs on the side of seeing no words.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topgen.alignment import build_tree
from topgen.coverage import measure_coverage
from topgen.document import Cell, Document, SkippedText
from topgen.examples.notations import parse_examples
from topgen.html_entities import resolve_all
from topgen.layouts import html
from topgen.pages import Page, page_from_bytes
from topgen.pipeline import PageAnalysis

CASES = Path(__file__).parents[1] / "cases" / "html"
_OPENS = re.compile(r"<(?:!--|[A-Za-z/!?])")
_HIDDEN = re.compile(r"<(script|style)\b", re.IGNORECASE)


def seen_words(text: str) -> list[str]:
    """The words of a page outside of tags, comments, scripts and styles; what is not closed reaches to the end.

    Brackets around a title and marks before a name are none.
    """
    kept, position = "", 0
    while match := _OPENS.search(text, position):
        kept += text[position : match.start()] + " "
        position = _markup_end(text, match.start())
    return re.findall(r"\w+", resolve_all(kept + text[position:]))


def _markup_end(text: str, start: int) -> int:
    if text.startswith("<!--", start):
        return _after(text, "-->", start)
    hidden = _HIDDEN.match(text, start)
    if hidden is None:
        return _after(text, ">", start)
    close = re.compile(rf"</{hidden[1]}\b", re.IGNORECASE).search(text, start)
    return len(text) if close is None else _after(text, ">", close.start())


def _after(text: str, end: str, start: int) -> int:
    found = text.find(end, start)
    return len(text) if found < 0 else found + len(end)


def page_of(text: str) -> Page:
    return page_from_bytes(text.encode(), "page", "page")


def missing(page: Page) -> list[str]:
    """The words that a page shows and that stand in no entry of its coverage, though the audit may refuse the page."""
    analysis = PageAnalysis(page)
    tree = build_tree(analysis.document, analysis.examples)
    entries = measure_coverage(page, tree).entries
    measured = "".join("".join(entry.cell.text.split()) for entry in entries)
    return [word for word in seen_words(page.text) if word not in measured]


def unmatched(layout: str, text: str, *cells: Cell) -> list[tuple[int, str]]:
    """Line and words of what is unmatched on a page whose document has these cells."""
    page = page_of(text)
    document = Document(layout=layout, skipped_texts=tuple(SkippedText(cell, "known") for cell in cells))
    coverage = measure_coverage(page, build_tree(document, parse_examples(document)))
    return [(entry.cell.line, entry.cell.text) for entry in coverage.unmatched]


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir()))
def test_no_word_of_a_page_is_missing_from_its_coverage(case: str) -> None:
    (path,) = (path for path in (CASES / case).iterdir() if path.stem == "page")
    page = page_from_bytes(path.read_bytes(), "page", "page")
    assert html.recognises(page) and len(seen_words(page.text)) > 50
    assert missing(page) == []


PLAIN = (
    "<html>\n<h1>a.b.c (Add)</h1>\n<p>Adds.</p><h2>请求参数</h2>\n<table><tr><th>名称</th><th>类型</th>"
    "<th>是否必须</th><th>示例值</th>\n<th>更多限制</th><th>描述</th></tr>\n<tr><td>box</td><td>Box</td><td>必须</td><td>1</td><td></td>"
    "<td>a box</td></tr>\n</table><h2>响应示例</h2><pre>&lt;a_response&gt;\n&lt;b&gt;2&lt;/b&gt;\n"
    "&lt;/a_response&gt;</pre>\n<div>below</div><h2>错误码解释</h2></html>"
)
PARTS = [
    "<td>",
    "</td>",
    "<tr>",
    "</table>",
    "<ul><li>",
    "</li>",
    "<p>",
    "<b>",
    "<pre>",
    "</pre>",
    "<br>",
    "<h2>",
    "<div\n>",
]


@given(
    st.lists(
        st.tuples(st.integers(0, len(PLAIN)), st.sampled_from([*PARTS, "word", "\nline\n", "<List<Item>>"])),
        max_size=6,
    )
)
def test_no_word_is_missing_from_a_page_whose_tags_are_lost_or_doubled(put: list[tuple[int, str]]) -> None:
    text = PLAIN
    for at, part in put:
        at = text.find(">", min(at, len(text) - 1)) + 1
        text = text[:at] + part + text[at:]
    page = page_of(text)
    if html.recognises(page):
        assert missing(page) == []


def test_words_of_html_on_a_line_without_a_cell_are_unmatched() -> None:
    text = "<html><body>\n<p>shop &amp; owner</p>\n<p>\nnick</p>"
    assert unmatched("html", text, Cell("nick", 4)) == [(2, "shop & owner")]


def test_lines_of_nothing_but_markup_need_no_cell() -> None:
    text = "<html>\n<tr\n class='a'>\n<!-- one\ntwo --><script>\nvar a = '<table>';\n</script>\n </tr>"
    assert unmatched("html", text) == []


def test_words_that_a_cell_began_on_another_line_are_known() -> None:
    assert unmatched("html", "<td>\nthe owner\nof a shop</td>", Cell("the owner of a shop", 1)) == []


def test_words_before_html_are_words_of_the_page() -> None:
    text = "saved today\n<table>\n<tr><td>shop</td></tr>"
    assert unmatched("html", text, Cell("shop", 3)) == [(1, "saved today")]


def test_a_smaller_sign_is_no_tag() -> None:
    assert unmatched("html", "<p>\n1 < 2") == [(2, "1 < 2")]


def test_values_of_json_on_a_line_without_a_cell_are_unmatched() -> None:
    text = '{"data": {\n"name": "a.b",\n"note": "a \\"word\\"",\n"empty": "",\n"keys": {"only": null, "count": 5}\n}}'
    assert unmatched("docjson", text, Cell("a.b", 2)) == [(3, 'a "word"'), (5, "5")]


@given(st.sampled_from(["html", "docjson"]), st.text(st.sampled_from("<>/!-\"'\\&;: \n{}[]ascriptyle"), max_size=60))
def test_words_of_no_page_stand_on_a_line_that_it_has_not(layout: str, text: str) -> None:
    words = unmatched(layout, f"<{text}")
    assert all(0 < line <= text.count("\n") + 1 and found.strip() for line, found in words)
