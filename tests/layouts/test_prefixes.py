"""Pages behind the marks of comments and quotes read as they do without them, and Markdown keeps its own marks."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from text_pages import BULLETS, PAGES, covered, filled, page

from topgen.document import Document
from topgen.layouts import read_document
from topgen.layouts.prefixes import AROUND, COMMENT_MARK, peel
from topgen.pages import Page
from topgen.pipeline import PageAnalysis

MARKS = ("//", "///", "#", "*", " *", "-- ", ">", "> >", ";;")
INDENTS = ("", "  ", "\t", "        ")


def commented(text: str, before: str) -> str:
    return "\n".join((before + line).rstrip() for line in text.split("\n"))


def words(document: Document) -> Document:
    """Return a document without what only names the marks."""
    kept = tuple(skipped for skipped in document.skipped_texts if skipped.rule != COMMENT_MARK)
    return replace(document, skipped_texts=kept)


@pytest.mark.parametrize("name", PAGES)
@given(indent=st.sampled_from(INDENTS), mark=st.sampled_from(MARKS), gap=st.sampled_from(("", " ", "\t", "   ")))
def test_a_page_behind_any_mark_reads_as_the_page(name: str, indent: str, mark: str, gap: str) -> None:
    text = commented(PAGES[name], indent + mark + gap)
    document = read_document(page(text))
    assert words(document) == read_document(page(PAGES[name]))
    assert covered(document, text) == filled(text)


def test_the_spec_is_that_of_the_page_but_for_its_source() -> None:
    plain, behind = PageAnalysis(page(BULLETS)), PageAnalysis(page(commented(BULLETS, " * ")))
    assert msgspec.structs.replace(behind.api, source=plain.api.source) == plain.api
    assert behind.coverage.explained == behind.coverage.total


def test_source_code_around_a_commented_page_is_left_out() -> None:
    text = "import java.util.List;\n\n/**\n" + commented(BULLETS, " * ") + "\n */\npublic class Garden {\n}\n"
    document = read_document(page(text))
    rules = {skipped.cell.text: skipped.rule for skipped in document.skipped_texts}
    assert rules["import java.util.List;"] == rules["public class Garden {"] == rules["}"] == AROUND
    assert rules["/**"] == rules["*/"] == COMMENT_MARK
    assert covered(document, text) == filled(text)


ROWS = """\
shop.garden.get (查询花园)
请求参数
// lang String 必须 zh 语言
// size Number 可选 1 大小
private Long size;
响应参数
名称 类型 示例值 描述
total Number 1 总数
"""


def test_code_below_commented_rows_is_no_more_of_the_last_one() -> None:
    document = read_document(page(ROWS))
    assert document.request is not None and document.response is not None
    assert [raw_row.text for raw_row in document.request.raw_rows] == [
        "lang String 必须 zh 语言",
        "size Number 可选 1 大小",
    ]
    assert [raw_row.text for raw_row in document.response.raw_rows] == ["total Number 1 总数"]


@pytest.mark.parametrize(
    "text",
    [
        "# shop.garden.get（查询花园）\n\n## 请求参数\n\n## 响应参数\n\n## 请求示例\n",
        "* [请求参数](#a)\n* [响应参数](#b)\n* 请求示例\n",
        "**请求参数**\n\n**响应参数**\n",
        "> 注意\n> 说明\n",
        "//img.example.com/a.png\n//img.example.com/b.png\n",
        "--- a\n--- b\n- -1\n- -2\n",
        "TaobaoClient client = x;\n// the request\n// is sent\n",
    ],
)
def test_marks_of_markdown_code_and_addresses_stay(text: str) -> None:
    made: Page = page(text)
    assert peel(made.lines, made.text).lines == made.lines
