"""What crawls and mirrors make of pages: the gateway's own tables, cells one a line, icons, and pages that are cut."""

from __future__ import annotations

import json

import pytest
from text_pages import page, raw_rows, read

from topgen.document import Document, Notation
from topgen.errors import UnknownLayoutError
from topgen.layouts import read_document

MENU_PAGE = """查询花园
新建花园
删除花园
环境 | HTTP请求地址 | HTTPS请求地址 |
---|---|---|
正式环境 | http://gw.example.com/router/rest | https://eco.example.com/router/rest |
名称 | 类型 | 是否必须 | 描述 |
---|---|---|---|
method | String | 必须 | API接口名称 |
app_key | String | 必须 | 应用的编号 |
名称 | 类型 | 描述 |
---|---|---|
request_id | String | 请求的编号 |
error_response | String | 失败时的根节点 |
名称 | 类型 | 是否必须 | 示例值 | 更多限制 | 描述 |
---|---|---|---|---|---|
garden_id | Number | 必须 | 7 | 花园编号 |
名称 | 类型 | 示例值 | 描述 |
---|---|---|---|
name | String | 北园 | 花园名称 |
1 | < shop_garden_get_response > < name >北园</ name > </ shop_garden_get_response > |
错误码 | 错误描述 | 解决方案 |
---|"""

CELLS = """shop.garden.get( 查询花园 )
请求地址:
环境
HTTP地址
HTTPS地址
正式环境
http://gw.example.com/router/rest
https://eco.example.com/router/rest
公共请求参数:
名称
类型
必须
描述
app_key
String
是
应用的编号
公共响应参数:
名称
类型
描述
request_id
String
请求的编号
名称
类型
必须
示例值
描述
garden_id
Number
true
7
花园编号
响应参数
名称
类型
示例值
描述
gardens
Garden []
花园列表
响应示例
XML
JSON
<shop_garden_get_response><gardens><garden><name>北园</name></garden></gardens></shop_garden_get_response>"""

CUT_BULLETS = """shop.garden.get (查询花园)
请求参数
名称 类型 是否必须 示例值 更多限制 描述
garden_id Number 必须 7 花园编号"""

CUT_BARS = """名称 | 类型 | 是否必须 | 示例值 | 更多限制 | 描述 |
---|---|---|---|---|---|
garden_id | Number | 必须 | 7 | 花园编号 | |"""


def rules(document: Document) -> dict[str, list[str]]:
    """The words that stand in no other place of a document, by the rule that took them."""
    found: dict[str, list[str]] = {}
    for skipped_text in document.skipped_texts:
        found.setdefault(skipped_text.rule, []).append(skipped_text.cell.text)
    return found


def test_tables_of_the_gateway_above_those_of_the_api_are_none_of_its_own() -> None:
    document = read(MENU_PAGE)
    assert raw_rows(document.request) == ["row garden_id / Number / 必须 / 7 / 花园编号"]
    assert raw_rows(document.response) == ["row name / String / 北园 / 花园名称"]
    assert document.errors == () and document.description == ()
    assert rules(document)["menu"] == ["查询花园", "新建花园", "删除花园"]
    assert len(rules(document)["common parameters"]) == 4


def test_a_long_line_below_a_menu_describes_the_api() -> None:
    text = "按编号查询一个花园。" * 5
    document = read(MENU_PAGE.replace("删除花园\n", f"删除花园\n{text}\n"))
    assert [cell.text for cell in document.description] == [text]


def test_a_menu_that_is_cut_above_the_tables_of_an_api_is_refused_as_one() -> None:
    with pytest.raises(UnknownLayoutError, match="a menu"):
        read(MENU_PAGE[: MENU_PAGE.index("app_key")])


def test_a_reply_may_begin_with_a_field_that_the_gateway_has_too() -> None:
    document = read(
        "公共参数\n名称 类型 示例值 描述\nrequest_id String 9f 请求的编号\n"
        "响应示例\n<a_b_response><request_id>9f</request_id>"
    )
    assert raw_rows(document.response) == ["line request_id String 9f 请求的编号"]


def test_a_mirror_with_one_cell_a_line() -> None:
    document = read(CELLS)
    assert raw_rows(document.request) == ["grid garden_id / Number / true / 7 /  / 花园编号"]
    assert raw_rows(document.response) == ["item gardens", "item Garden []", "item 花园列表"]
    assert document.description == ()
    assert rules(document)["language tab"] == ["XML", "JSON"]
    assert [example.notation for example in document.response_examples] == [Notation.XML]


def test_a_mirror_without_nested_rows_leaves_them_to_the_example() -> None:
    response = read(CELLS).response
    assert response is not None and not response.keeps_nested


def test_a_nested_row_on_one_line_keeps_its_cells() -> None:
    document = read(
        "shop.garden.get (查询花园)\n响应参数\n名称 类型 示例值 描述\ngarden   Garden      花园\n"
        "└ name   String   北园   花园 名称\n└ size   Number   9   平方米"
    )
    assert raw_rows(document.response)[1:] == [
        *("item └ name", "item String", "item 北园", "item 花园 名称"),
        *("item └ size", "item Number", "item 9", "item 平方米"),
    ]


def test_icons_before_a_name_are_no_words() -> None:
    document = read(CUT_BULLETS.replace("garden_id", "\ue699 \ue69agarden_id"))
    assert raw_rows(document.request) == ["line garden_id Number 必须 7 花园编号"]


def test_a_heading_and_its_column_heads_may_share_a_line() -> None:
    document = read(
        "shop.garden.get (查询花园)\n公共请求参数:   名称 类型 是否必须 描述\nsign   String   必须   签名\n"
        "请求参数:名称 类型 是否必须 示例值 更多限制 描述\ngarden_id Number 必须 7 花园编号\n"
    )
    assert raw_rows(document.request) == ["line garden_id Number 必须 7 花园编号"]
    assert rules(document)["common parameters"] == ["sign   String   必须   签名"]


@pytest.mark.parametrize("cut", ["gar", "garden_name String", "garden_names String ["])
def test_a_row_that_the_end_of_a_bulleted_page_cuts_describes_no_other_row(cut: str) -> None:
    document = read(f"{CUT_BULLETS}\n{cut}")
    assert raw_rows(document.request) == ["line garden_id Number 必须 7 花园编号"]
    assert rules(document)["cut off"] == [cut]


@pytest.mark.parametrize("cut", ["gar", "garden_name | Str", "garden_name | String | 可"])
def test_a_row_that_the_end_of_a_pipe_page_cuts_describes_no_other_row(cut: str) -> None:
    document = read(f"{CUT_BARS}\n{cut}")
    assert raw_rows(document.request) == ["row garden_id / Number / 必须 / 7 / 花园编号"]
    assert rules(document)["cut off"] == [cut]


def test_a_description_that_the_end_of_a_pipe_page_cuts_stays() -> None:
    document = read(f"{CUT_BARS}\nsize | Number | 可选 | 9 |\n|\n平方")
    assert raw_rows(document.request)[1:] == ["row size / Number / 可选 / 9 / 平方"]


def test_column_heads_that_the_end_of_a_page_cuts_are_no_row() -> None:
    document = read(f"{CUT_BULLETS}\n错误码解释\n错误码 错误描述 解")
    assert document.errors == ()
    assert rules(document)["column heads"][-1] == "错误码 错误描述 解"


def test_lines_of_one_description_stay_in_order_around_a_lost_limit() -> None:
    document = read(f"{CUT_BARS[:-4]}|\n第二行 |\n|\n限制之后 |\n{MENU_PAGE[MENU_PAGE.index('错误码 |') :]}")
    assert raw_rows(document.request) == ["row garden_id / Number / 必须 / 7 / 花园编号\n第二行 / 限制之后"]


def test_what_the_site_keeps_about_a_row_for_itself_is_explained() -> None:
    row = {"name": "garden_id", "type": "Number", "required": True, "version": "1", "encryptTag": False}
    text = json.dumps({"name": "shop.garden.get", "requestParams": [row], "responseParams": []})
    assert rules(read_document(page(text))) == {"bookkeeping of a row": ["1", "false"]}


def test_an_example_in_php_is_read() -> None:
    code = '$c = new TopClient;\n$req = new GardenGetRequest;\n$req->setGardenId("7");\n$resp = $c->execute($req);'
    document = read(f"{CUT_BULLETS}\n请求示例\n  • JAVA\n  • PHP\n{code}\n响应示例\n<a_get_response></a_get_response>")
    assert [example.notation for example in document.request_examples] == [Notation.PHP]
