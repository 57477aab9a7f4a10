"""Properties of the text layouts: every line of any page is accounted for once, and no page makes them fail."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from text_pages import BULLETS, PAGES, covered, filled, page

from topgen.document.reader import read_blocks
from topgen.layouts import bullets, markdown, pipes, raw

LAYOUTS = {module.NAME: module for module in (bullets, pipes, markdown, raw)}
WORDS = sorted({line for text in PAGES.values() for line in text.split("\n")})
JUNK = (
    *("|", "|||", "| |", "||", "---|", "|---|---|---|---|", "1 2 3 |", "1 | x |", "•", "└", "  • └ ├", "<a>", "</a>"),
    *("{", "}", "[1", "(", ")", "x (", "a.b.c", "a.b.c (", "JAVA .NET PHP", "公共响应参数", "环境", "访问次数:1"),
    *(
        "x | y | 必须",
        "id String 必须",
        "id  Number",
        "// id Number 必须",
        "# └ id Number",
        "# b String []",
        " * 请求参数",
        "/**",
        "*/",
        '"""',
        "> > 名称 类型 描述",
        "文档中心 > ",
        "文档中心 > API类目",
        "\u200b",
        "\u00a0",
        "\t\u3000x\u2028",
    ),
)
LINES = st.lists(st.sampled_from((*WORDS, *JUNK)) | st.text(max_size=12).filter(lambda text: text.isprintable()))
FRONTS = {
    name: next(line for line in text.split("\n") if line.startswith(("名称 类型", "名称 |", "| 名称")))
    for name, text in PAGES.items()
}
FRONTS["raw"] = "名称\n类型\n示例值\n描述"


@pytest.mark.parametrize("name", LAYOUTS)
@settings(max_examples=200, deadline=None)
@given(above=LINES, below=LINES)
def test_every_line_of_any_page_stands_in_exactly_one_place(name: str, above: list[str], below: list[str]) -> None:
    text = "\n".join(("花园", *above, FRONTS[name], *below))
    assert covered(read_blocks(LAYOUTS[name].read(page(text))), text) == filled(text)


@settings(max_examples=150, deadline=None)
@given(LINES.filter(lambda lines: bool("".join(lines).strip())))
def test_recognising_any_page_is_total(lines: list[str]) -> None:
    text = "\n".join(lines)
    if filled(text):
        assert all(layout.recognises(page(text)) in {True, False} for layout in LAYOUTS.values())


@given(st.permutations(BULLETS.split("\n")))
def test_a_shuffled_page_is_accounted_for(lines: list[str]) -> None:
    text = "\n".join(("花园", *lines))
    assert covered(read_blocks(bullets.read(page(text))), text) == filled(text)
