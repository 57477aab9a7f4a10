"""What blogs print around a page and on its code is left out; the same words elsewhere stay."""

from __future__ import annotations

import pytest
from text_pages import BULLETS, covered, filled, page

from topgen.layouts import read_document
from topgen.layouts.gutters import LINE_NUMBER, take_gutters
from topgen.layouts.surroundings import AROUND, AT_CODE
from topgen.vocabulary.articles import is_button, says_of_article


@pytest.mark.parametrize(
    "text",
    [
        *(
            "阅读 1234",
            "阅读(12) 评论(3)",
            "阅读量 1.2w · 点赞 30",
            "2021-03-04 08:12:30",
            "2021年3月4日 阅读",
            "5 min read",
        ),
        *("版权声明：本文为原创", "转载请注明出处", "作者：果农", "上一篇：装果箱", "© 2021", "发布于 2021-03-04"),
    ],
)
def test_lines_of_an_article(text: str) -> None:
    assert says_of_article(text)


@pytest.mark.parametrize("text", ["收藏夹编号", "阅读状态", "作者", "2021", "按时间查询。", "点赞 or not", "来源"])
def test_words_of_descriptions(text: str) -> None:
    assert not says_of_article(text) and not is_button(text)


def test_lines_around_a_page_are_left_out() -> None:
    text = f"收藏\n作者：果农\n{BULLETS.replace('每次一个。', '阅读 12')}\n版权声明：本文为原创\n分享 收藏"
    document = read_document(page(text))
    taken = [skipped.cell.text for skipped in document.skipped_texts if skipped.rule == AROUND.rule]
    assert taken == ["收藏", "作者：果农", "阅读 12", "版权声明：本文为原创", "分享 收藏"]
    assert [cell.text for cell in document.description] == ["按编号查询花园。"]
    assert covered(document, text) == filled(text)


def test_buttons_in_a_description_or_a_table_stay() -> None:
    above = "shop.garden.get (收藏花园)\n收藏\n请求参数\n名称 类型 是否必须 示例值 更多限制 描述\n"
    text = f"{above}id Number 必须\n收藏\n点赞"
    document = read_document(page(text))
    assert [cell.text for cell in document.description] == ["收藏"]
    assert document.request is not None
    assert [raw_row.text for raw_row in document.request.raw_rows] == ["id Number 必须", "收藏", "点赞"]


def test_words_on_code_are_left_out() -> None:
    text = BULLETS.replace("TaobaoClient client", "java\n复制代码\nTaobaoClient client", 1)
    document = read_document(page(text))
    assert {"java", "复制代码"} <= {
        skipped.cell.text for skipped in document.skipped_texts if skipped.rule == AT_CODE.rule
    }
    assert document.request_examples[0].lines[0].text.startswith("TaobaoClient")


def test_numbers_of_code_lines_are_left_out() -> None:
    lines = ["<a>", "</a>", "1", "2", "id", "1", "2", "x", "1", "{}", "1", "2", "3"]
    taken, skipped_texts = take_gutters(lines, 11)
    assert taken == ("<a>", "</a>", "", "", "id", "1", "2", "x", "1", "{}", "", "", "")
    assert [skipped.cell.line for skipped in skipped_texts] == [13, 14, 21, 22, 23]
    assert {skipped.rule for skipped in skipped_texts} == {LINE_NUMBER}


def test_words_below_an_error_table_are_no_codes() -> None:
    document = read_document(page(f"{BULLETS}\n随便说说"))
    assert all(row[0].text != "随便说说" for row in document.errors)
    assert ("随便说说", "") in [(skipped.cell.text, skipped.rule) for skipped in document.skipped_texts]
