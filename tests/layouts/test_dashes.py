"""Lists with dashes: their items are cells where whole rows prove it, and words everywhere else."""

from __future__ import annotations

import pytest
from text_pages import BULLETS, page

from topgen.document import Table
from topgen.layouts import read_document
from topgen.pipeline import PageAnalysis
from topgen.spec.doubts import DoubtKind

HEAD = "shop.garden.get (查询花园)\n\n请求参数\n\n"


def request(text: str) -> Table:
    table = read_document(page(HEAD + text)).request
    assert table is not None
    return table


def shape(table: Table) -> list[tuple[str, bool | None]]:
    return [(raw_row.text, raw_row.leaf) for raw_row in table.raw_rows]


@pytest.mark.parametrize("mark", ["-", "*", "+", "  -"])
def test_items_are_cells(mark: str) -> None:
    text = "\n".join(f"{mark} {cell}".rstrip() for cell in ("box", "BoxDto", "必须", "", "└ id", "Number", "必须", "1"))
    cells = [("box", False), ("BoxDto", False), ("必须", False), ("", False)]
    assert shape(request(text)) == [*cells, ("id", True), ("Number", False), ("必须", False), ("1", False)]


def test_words_below_a_dash_are_its_item() -> None:
    text = "- └ ids\n-\nString\n[]\n-\n必须\n-\n- 编号\n"
    assert [cell for cell, _ in shape(request(text))] == ["ids", "String\n[]", "必须", "", "编号"]


def test_rows_on_one_line_stay_lines_between_items() -> None:
    table = request("box BoxDto 必须 盒子\n- └ id\n- Number\n- 必须\n-\n- 编号\nlang String 可选 zh 语言\n")
    assert [raw_row.form.value for raw_row in table.raw_rows] == ["line", *["item"] * 5, "line"]
    assert not any(raw_row.any_level for raw_row in table.raw_rows)


def test_bullets_and_dashes_may_be_mixed() -> None:
    text = "box BoxDto 必须\n  • └ id\n- Number\n  • 必须\n"
    assert shape(request(text + "- └ no\n- Number\n- 必须")) == [
        ("box BoxDto 必须", False),
        *(("id", True), ("Number", False), ("必须", False)),
        *(("no", True), ("Number", False), ("必须", False)),
    ]


@pytest.mark.parametrize("words", ["- 说明", "-1", "- ", "---", "- a\n- b", "* 注意: - └", "-5 - 7"])
def test_dashes_in_descriptions_stay_words(words: str) -> None:
    text = BULLETS.replace("每次一个。", words)
    lines = [cell.text for cell in read_document(page(text)).description]
    assert lines == ["按编号查询花园。", *(words.strip().split("\n") if words != "---" else [])]


GAPS = """\
- size
- Number
- 必须
-
- 大小
- lang
- String
- 可选
- zh
-
- kind
- String
- 可选
- big
- 最大长度:5
-
- name
- String
- 可选
- a
-
- 名称
"""


def test_empty_cells_tell_samples_from_descriptions() -> None:
    found = PageAnalysis(page(HEAD + GAPS)).tree.request
    assert [
        (node.name.text, node.sample and node.sample.text, [c.text for c in node.description]) for node in found
    ] == [
        ("size", None, ["大小"]),
        ("lang", "zh", []),
        ("kind", "big", []),
        ("name", "a", ["名称"]),
    ]


OPEN = """\
- box
- BoxDto
- 必须
- 盒子
- └ id
- Number
- 必须
- 编号
- page
- PageDto
- 可选
- 分页
- └ size
- Number
- 可选
- 大小
"""


def test_a_list_that_may_stand_on_two_levels_is_in_doubt_until_an_example_tells() -> None:
    doubts = PageAnalysis(page(HEAD + OPEN)).tree.doubts
    assert [(doubt.at, doubt.kind) for doubt in doubts if doubt.kind is DoubtKind.PARENT] == [
        ("request.box.page", DoubtKind.PARENT),
    ]
    call = """
请求示例
TaobaoClient client = new DefaultTaobaoClient(url, appkey, secret);
ShopGardenGetRequest req = new ShopGardenGetRequest();
ShopGardenGetRequest.BoxDto obj1 = new ShopGardenGetRequest.BoxDto();
obj1.setId(1L);
req.setBox(obj1);
ShopGardenGetRequest.PageDto obj2 = new ShopGardenGetRequest.PageDto();
obj2.setSize(1L);
req.setPage(obj2);
"""
    tree = PageAnalysis(page(HEAD + OPEN + call)).tree
    assert [node.name.text for node in tree.request] == ["box", "page"]
    assert not [doubt for doubt in tree.doubts if doubt.kind is DoubtKind.PARENT]
