"""Structure of a page never becomes text of a field: it is doubted, or the page is refused.

In:  small pages of layouts that no reader knows, or knows in part.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from topgen.errors import PageError
from topgen.pages import page_from_bytes
from topgen.pipeline import PageAnalysis
from topgen.spec.doubts import Doubt

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
