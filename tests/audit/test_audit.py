"""Structure of a page never becomes text of a field: it is doubted, or the page is refused.

In:  small pages of layouts that no reader knows, or knows in part.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from topgen.audit import RULES
from topgen.audit.reading import Reading
from topgen.errors import PageError
from topgen.pages import page_from_bytes
from topgen.pipeline import PageAnalysis
from topgen.spec.doubts import Doubt, DoubtKind

_HEAD = "taobao.shelf.box.get (查盒子)\n查一个盒子\n公共参数\n请求参数\n名称 类型 是否必须 示例值 更多限制 描述\n"
_REPLY = "响应参数\n名称 类型 示例值 描述\ntotal Number 1 总数\n"
_CALL = """请求示例
TaobaoClient client = new DefaultTaobaoClient(url, appkey, secret);
ShelfBoxGetRequest req = new ShelfBoxGetRequest();
req.setBoxId(12L);
ShelfBoxGetResponse rsp = client.execute(req);
响应示例
<shelf_box_get_response>
    <total>1</total>
</shelf_box_get_response>
错误码解释
错误码 错误描述 解决方案
"""


def _doubts(text: str) -> tuple[Doubt, ...]:
    return PageAnalysis(page_from_bytes(text.encode(), "page.txt", "page.txt")).api.doubts


def test_a_page_of_the_platform_has_no_doubt() -> None:
    assert _doubts(f"{_HEAD}box_id Number 必须 12 盒子号\n{_REPLY}{_CALL}") == ()


@pytest.mark.parametrize(
    "words",
    [
        "盒子号 └ 里面",
        "盒子号 ```",
        "盒子号\nkind：String：可选：大小",
        "盒子号\n## 大小",
        "盒子号\n/ kind / String / big",
        "盒子号\n--- 以下为可选 ---",
        "盒子号\n表2 参数",
    ],
)
def test_marks_of_structure_in_words_are_doubted(words: str) -> None:
    doubts = _doubts(f"{_HEAD}box_id Number 必须 12 {words}\n{_REPLY}{_CALL}")
    assert {"request", "request.box_id"} <= {doubt.at for doubt in doubts if doubt.kind == "row"}


@pytest.mark.parametrize(
    "words", ["可选值:yes|no", '{"a":"String","b":[1,2]}', "<img src='x'> 1:xx;2:yy", "必须是数字"]
)
def test_words_that_the_platform_prints_are_not(words: str) -> None:
    assert not [
        doubt for doubt in _doubts(f"{_HEAD}box_id Number 必须 12 {words}\n{_REPLY}{_CALL}") if doubt.kind == "row"
    ]


def test_rows_that_stand_above_the_tables_refuse_the_page() -> None:
    rows = "入参\n* box_id: Number, 必须, 盒子号\n* kind: String, 可选, 大小\n"
    with pytest.raises(PageError, match=r"page.txt:3: .*2 lines look like rows"):
        _doubts(f"taobao.shelf.box.get (查盒子)\n{rows}{_REPLY}{_CALL}")


def test_the_lines_of_a_page_that_begins_further_down_in_its_file_are_its_own() -> None:
    heads = _HEAD.replace("名称 类型 是否必须 示例值 更多限制 描述", "名称\t类型\t是否必须\t示例值\t更多限制\t描述")
    reply = "响应参数\n名称\t类型\t示例值\t描述\ntotal\tNumber\t1\t总数\n"
    text = f"{heads}box_id\tNumber\t必须\t12\t\t盒子号\n{reply}{_CALL}"
    page = replace(page_from_bytes(text.encode(), "page.txt", "page.txt"), first_line=1000)
    assert PageAnalysis(page).api.doubts == ()


def _kinds(rows: str) -> set[tuple[str, str]]:
    """What is doubted of a request with some rows: path and kind."""
    return {(doubt.at, doubt.kind.value) for doubt in _doubts(f"{_HEAD}{rows}\n{_REPLY}{_CALL}")}


def test_a_row_that_stands_twice_is_doubted() -> None:
    assert ("request.box_id", "row") in _kinds("box_id Number 必须 12 盒子号\nbox_id Number 必须 12 盒子号")


def test_a_type_of_another_vocabulary_is_doubted() -> None:
    assert ("request.box_id", "row") in _kinds("box_id Long 必须 12 盒子号")


def test_an_object_without_fields_is_doubted_and_what_follows_may_stand_in_it() -> None:
    kinds = _kinds("box Box 必须 盒子\nlabel String 必须 red 标签")
    assert {("request.box", "row"), ("request.label", "parent")} <= kinds


_TABS = "名称\t类型\t是否必须\t示例值\t更多限制\t描述\n"
_TAB_CALL = _CALL.replace("码 ", "码\t").replace("述 ", "述\t")
_TAB_REPLY = "响应参数\n名称\t类型\t示例值\t描述\ntotal\tNumber\t1\t总数\n"


def test_a_sign_for_an_empty_cell_is_no_sample() -> None:
    rows = "kind\tString\t可选\t/\t\t大小\nbox_id\tNumber\t必须\t12\t\t盒子号\n"
    doubts = _doubts(f"taobao.shelf.box.get (查盒子)\n请求参数\n{_TABS}{rows}{_TAB_REPLY}{_TAB_CALL}")
    assert ("request.kind", "sample") in {(doubt.at, doubt.kind.value) for doubt in doubts}


@pytest.mark.parametrize(
    "heads",
    [
        "方向\t名称\t类型\t是否必须\t示例值\t更多限制\t描述\n",
    ],
)
def test_column_heads_that_are_not_those_of_the_cells_refuse_the_page(heads: str) -> None:
    rows = "box_id\tNumber\t必须\t12\t\t盒子号\nkind\tString\t可选\tbig\t\t大小\n"
    with pytest.raises(PageError):
        _doubts(f"taobao.shelf.box.get (查盒子)\n请求参数\n{heads}{rows}{_TAB_REPLY}{_TAB_CALL}")


def test_second_column_heads_refuse_the_page() -> None:
    rows = f"{_TABS}box\tBox\t必须\t{{}}\t\t盒子\n{_TABS}label\tString\t必须\tred\t\t标签\n"
    with pytest.raises(PageError):
        _doubts(f"taobao.shelf.box.get (查盒子)\n请求参数\n{rows}{_TAB_REPLY}{_TAB_CALL}")


def test_each_rule_finds_nothing_on_a_right_reading() -> None:
    text = f"{_HEAD}box_id Number 必须 12 盒子号\n{_REPLY}{_CALL}"
    analysis = PageAnalysis(page_from_bytes(text.encode(), "page.txt", "page.txt"))
    reading = Reading(analysis.page, analysis.tree)
    assert [finding for rule in RULES for finding in rule(reading)] == []


_TABBED = (
    "taobao.shelf.box.get (查盒子)\n\n请求参数\n\n名称\t类型\t是否必须\t示例值\t更多限制\t描述\n"
    "box_id\tNumber\t必须\t12\t\t盒子号\n{below}\n\n响应参数\n\n名称\t类型\t示例值\t描述\ntotal\tNumber\t1\t总数\n\n"
)


@pytest.mark.parametrize(
    "below", ["共2页 上一页 1 2 下一页", "注:以实际返回为准", "箱子信息\t\t\t\t\t", "\n這裡是別的"]
)
def test_a_line_below_a_whole_row_may_be_no_part_of_it(below: str) -> None:
    doubts = _doubts(f"{_TABBED.format(below=below)}{_TAB_CALL}")
    assert ("request.box_id", DoubtKind.SAMPLE) in {(doubt.at, doubt.kind) for doubt in doubts}


def test_an_object_without_a_mark_may_stand_in_the_one_above() -> None:
    lid = "lid\tLid\t必须\t\t\t盖子\n└ size\tNumber\t必须\t3\t\t大小"
    rows = f"{lid}\nleaf\tLeaf\t可选\t\t\t叶\n└ vein\tNumber\t必须\t4\t\t脉"
    doubts = _doubts(f"{_TABBED.format(below=rows)}{_TAB_CALL}")
    assert any(doubt.kind is DoubtKind.PARENT and doubt.at.endswith(".leaf") for doubt in doubts)


def _seen(text: str) -> list[str]:
    return [f"{doubt.at} {doubt.kind.value}" for doubt in _doubts(text)]


def test_a_row_that_stands_twice_at_different_depths_is_doubted() -> None:
    table = "| 名称 | 类型 | 示例值 | 描述 |\n|---|---|---|---|\n"
    row = "| └ label | String |  | 标签 |\n"
    kept = f"## taobao.shelf.box.get（查盒子）\n### 响应参数\n{table}| box | Box |  | 盒子 |\n| └ lid | Lid |  | 盖 |\n"
    assert "response.box.lid.label row" in _seen(f"{kept}{row}{row}### 错误码解释\n无\n")


def test_apis_of_a_related_table_are_no_error_codes() -> None:
    table = "| 名称 | 类型 | 示例值 | 描述 |\n|---|---|---|---|\n| total | Number | 1 | 总数 |\n"
    errors = "| 错误码 | 错误描述 | 解决方案 |\n|---|---|---|\n| taobao.shelf.box.add | 新增 | 收费 |\n"
    text = f"## taobao.shelf.box.get（查盒子）\n### 响应参数\n{table}### 错误码解释\n{errors}"
    assert any("begins with no error code" in doubt.reason for doubt in _doubts(text))


def test_a_value_before_a_description_may_be_the_sample() -> None:
    assert "request.box_id sample" in _seen(f"{_HEAD}box_id Json 可选 TB1,TB2 见文档\n{_REPLY}{_CALL}")


def test_a_short_line_of_its_own_above_a_part_may_be_its_heading() -> None:
    row = "box_id Number 必须 12 盒子号"
    assert "request.box_id sample" in _seen(f"{_HEAD}{row}\n\n怎么回答\n\n{_REPLY}{_CALL}")
    assert "request.box_id sample" not in _seen(f"{_HEAD}{row}\n\n{_REPLY}{_CALL}")


def test_a_call_of_another_api_than_the_page_names_is_doubted() -> None:
    text = f"{_HEAD}box_id Number 必须 12 盒子号\n{_REPLY}{_CALL}"
    assert any("makes a ShelfLidGetRequest" in d.reason for d in _doubts(text.replace("BoxGetRe", "LidGetRe")))


def test_a_limit_that_has_lost_its_bullet_is_a_limit() -> None:
    rows = "box_id Number 必须 12\n    默认值:10\n\n    盒子号\nkind String 可选 big 大小"
    text = f"{_HEAD}{rows}\n{_REPLY}{_CALL}".replace("12L);", '12L);\nreq.setKind("big");')
    box, _ = PageAnalysis(page_from_bytes(text.encode(), "page.txt", "page.txt")).api.request
    assert (box.limits.default, box.description, _doubts(text)) == ("10", "盒子号", ())


_CELL_LINES = """taobao.shelf.box.get (查盒子)

查一个盒子

请求参数

名称
类型
是否必须
示例值
更多限制
描述

box_id
Number
必须
12

盒子号

kind
String
可选


大小
{below}
响应参数

名称
类型
示例值
描述

seen
Date
2018-07-12 20:00:00
看到

opened
Boolean
true
打开

"""


_CELL_CALL = _CALL.replace("<total>1</total>", "<seen>2018-07-12 20:00:00</seen><opened>true</opened>").replace(
    "12L);", '12L);\nreq.setKind("big");'
)


def test_dates_in_cells_of_their_own_are_values_and_no_words_around_an_article() -> None:
    text = _CELL_LINES.format(below="").replace("请求参数", "需要什么").replace("响应参数", "得到什么")
    seen, _ = PageAnalysis(page_from_bytes(f"{text}{_CELL_CALL}".encode(), "page.txt", "page.txt")).api.response
    assert (seen.example, seen.description) == ("2018-07-12 20:00:00", "看到")


def test_a_cell_below_the_lines_of_its_row_is_doubted() -> None:
    doubts = [_doubts(f"{_CELL_LINES.format(below=below)}{_CELL_CALL}") for below in ("", "商品信息\n")]
    assert [any("below the lines that the columns make" in d.reason for d in found) for found in doubts] == [
        False,
        True,
    ]


def test_a_table_whose_heading_went_into_the_description_is_doubted_on_both_sides() -> None:
    cells = '<tr><td>"{}"</td><td>{}</td><td>0</td><td>字段 └ 见上</td></tr>'
    response, request = cells.format("box", "Box List"), cells.format("id", "Number")
    page = f"<h2>响应参数</h2>\n{response}\n<h2>请求参数</h2>\n<table>\n{request}"
    name = "<pre>&lt;shelf_box_get_response>\n&lt;/shelf_box_get_response></pre>"
    analysis = PageAnalysis(
        page_from_bytes(f"{page}</table>\n<h2>响应示例</h2>\n{name}".encode(), "page.html", "page.html")
    )
    told = "the heading '响应参数' stands in the description of the API, with what is below it"
    assert {doubt.at for doubt in analysis.tree.doubts if doubt.reason == told} == {"request", "response"}
