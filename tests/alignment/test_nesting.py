"""Which field stands in which: bullets print every level at one indent, and the example tells."""

from __future__ import annotations

import pytest
from tree_pages import call, doubts, page, pipes, reply, summary, tree

from topgen.spec.doubts import DoubtKind

RESPONSES = {
    "a field after a nested block": (
        "result ResultDto 结果",
        "└ code | String | 1 | 码",
        "data | DataDto | 数据",
        "└ id | Number | 2 | 编号",
        "└ total | Number | 3 | 总数",
        "result(code=1 data(id=2) total=3)",
    ),
    "the same rows with the last field inside": (
        "result ResultDto 结果",
        "└ code | String | 1 | 码",
        "data | DataDto | 数据",
        "└ id | Number | 2 | 编号",
        "└ total | Number | 3 | 总数",
        "result(code=1 data(id=2 total=3))",
    ),
    "a block after a block": (
        "result ResultDto 结果",
        "one | OneDto | 一",
        "└ id | Number | 1 | 编号",
        "two | TwoDto | 二",
        "└ id | Number | 2 | 编号",
        "result(one(id=1) two(id=2))",
    ),
    "a block inside a block": (
        "result ResultDto 结果",
        "one | OneDto | 一",
        "two | TwoDto | 二",
        "└ id | Number | 2 | 编号",
        "└ key | Number | 3 | 键",
        "result(one(two(id=2) key=3))",
    ),
    "a way back over three levels": (
        "a ADto 一",
        "b | BDto | 二",
        "c | CDto | 三",
        "└ d | Number | 1 | 四",
        "└ e | Number | 2 | 五",
        "z Number 3 末",
        "a(b(c(d=1)) e=2) z=3",
    ),
    "a field called like the block that it stands in": (
        "result ResultDto 结果",
        "result | ResultDto | 内",
        "└ result | String | 1 | 里",
        "└ code | String | 2 | 码",
        "result(result(result=1) code=2)",
    ),
    "a name on two levels": (
        "result ResultDto 结果",
        "└ code | String | 1 | 码",
        "data | DataDto | 数据",
        "└ code | String | 2 | 码",
        "└ msg | String | 3 | 信",
        "result(code=1 data(code=2) msg=3)",
    ),
    "a name that comes back after a block": (
        "result ResultDto 结果",
        "data | DataDto | 数据",
        "└ code | String | 1 | 码",
        "└ code | String | 2 | 码",
        "result(data(code=1) code=2)",
    ),
}


@pytest.mark.parametrize("case", RESPONSES)
def test_a_reply_tells_where_rows_stand(case: str) -> None:
    *rows, shown = RESPONSES[case]
    found = tree(page(response="\n".join(rows), xml=reply(shown)))
    assert (summary(found.response), doubts(found)) == (shown, [])


def test_the_wrapper_of_list_items_is_no_field() -> None:
    rows = "list ItemDTO [] 列\n└ id | Number | 1\ntags | TagDTO [] | 签\n└ tag | String | 2\n└ ok | Boolean | true"
    found = tree(page(response=rows, xml=reply("list(item_d_t_o(id=1 tags(tag_d_t_o(tag=2)) ok=true))")))
    assert (summary(found.response), doubts(found)) == ("list[](id=1 tags[](tag=2) ok=true)", [])


def test_a_list_of_scalars_is_no_block() -> None:
    rows = "r RDto 结果\n└ ids | Number [] | 1,2 | 号\n└ names | String [] | [a,b] | 名\n└ ok | Boolean | true | 好"
    found = tree(page(response=rows, xml=reply("r(ids(number=1 number=2) names(string=a string=b) ok=true)")))
    assert (summary(found.response), doubts(found)) == ("r(ids[]=1,2 names[]=[a,b] ok=true)", [])


ORDER = """
order OrderDTO 必须 单
└ id | Number | 必须 | 1 | 号
items | ItemDTO [] | 可选 | 项
└ skuCode | String | 必须 | 2 | 码
tag | TagDTO | 可选 | 签
└ text | String | 可选 | x | 字
└ is_ok | Boolean | 可选 | true | 好
vo_d_o VoDO 可选 其他
└ text | String | 可选 | y | 字
"""
ORDER_CALL = (
    "obj1 = OrderDTO",
    "obj1.setId(1L)",
    "list3 = ItemDTO []",
    "obj4 = ItemDTO",
    "list3.add(obj4)",
    'obj4.setSkuCode("2")',
    "obj5 = TagDTO",
    'obj5.setText("x")',
    "obj4.setTag(obj5)",
    "obj1.setItems(list3)",
    "obj1.setIsOk(true)",
    "req.setOrder(obj1)",
    "obj6 = VoDO",
    'obj6.setText("y")',
    "req.setVoDO(obj6)",
)


def test_setters_tell_where_rows_stand() -> None:
    found = tree(page(request=ORDER, java=call(*ORDER_CALL)))
    shown = "order(id=1 items[](skuCode=2 tag(text=x)) is_ok=true) vo_d_o(text=y)"
    assert (summary(found.request), doubts(found)) == (shown, [])


@pytest.mark.parametrize(
    ("row", "setter"),
    [
        ("params Json 必须 {} 数", 'req.setParamsString("{}")'),
        ("params Json 必须 {} 数", 'req.setParams("{}")'),
        ("query_string String 必须 {} 数", 'req.setQueryString("{}")'),
        ("a.b-c_d String 必须 {} 数", 'req.setABCD("{}")'),
    ],
)
def test_a_setter_of_a_json_parameter_may_add_string_to_its_name(row: str, setter: str) -> None:
    found = tree(page(request=f"{row}\nother Number 可选 1 别", java=call(setter, "req.setOther(1L)")))
    assert (summary(found.request), doubts(found)) == (f"{row.split()[0]}={{}} other=1", [])


@pytest.mark.parametrize("shown", ["", "a(b(c=1)) d=2", "a(b(c=1) d=2)", "a(b(c=1 d=2))"])
def test_a_row_on_a_line_stands_on_the_top_level_whatever_the_example_shows(shown: str) -> None:
    found = tree(
        page(response="a ADto 一\nb | BDto | 二\n└ c | Number | 1 | 三\nd Number", xml=reply(shown) if shown else "")
    )
    assert summary(found.response) == "a(b(c=1)) d"


@pytest.mark.parametrize("shown", ["", "x=1", "result(code=1 data(id=2))"])
def test_where_no_example_tells_a_row_stays_in_the_innermost_block_and_is_in_doubt(shown: str) -> None:
    *rows, _ = RESPONSES["a field after a nested block"]
    found = tree(page(response="\n".join(rows), xml=reply(shown) if shown else ""))
    assert [line.partition(".")[0].partition("(total")[0] for line in doubts(found, DoubtKind.PARENT)] == [
        "parent response"
    ]
    (doubt,) = (doubt for doubt in found.doubts if doubt.kind is DoubtKind.PARENT)
    assert (doubt.at, doubt.chosen) == ("response.result.data.total", "result.data")
    assert doubt.reason == "the example does not show it, and it could as well stand in result"
    assert found.response[0].children[1].children[1].name.line == doubt.line


def test_a_row_that_a_block_does_not_show_stands_in_the_block_that_no_example_shows() -> None:
    *rows, _ = RESPONSES["a field after a nested block"]
    found = tree(page(response="\n".join(rows), xml=reply("result(code=1)")))
    assert (summary(found.response), doubts(found)) == ("result(code=1 data(id=2 total=3))", [])


def test_a_doubt_names_all_other_places() -> None:
    rows = "a ADto 一\nb | BDto | 二\nc | CDto | 三\n└ d | Number | 1 | 四\n└ e | Number | 2 | 五"
    (doubt,) = tree(page(response=rows)).doubts
    assert doubt.reason.endswith("could as well stand in a, a.b")


def test_a_far_place_is_as_likely_as_a_near_one() -> None:
    blocks = [f"b{depth} | BDto | 块" for depth in range(1, 14)]
    rows = "\n".join(["b0 BDto 块", *blocks, "└ a | String | 1 | 一", "└ z | String | 2 | 末"])
    (doubt,) = tree(page(response=rows)).doubts
    paths = [".".join(f"b{depth}" for depth in range(end)) for end in range(1, 14)]
    assert doubt.reason.endswith(f"could as well stand in {', '.join(paths)}")


def test_of_two_rows_of_one_name_the_example_shows_the_one_of_its_form() -> None:
    rows = "r RDto 结果\n└ a | String | 2 | 三\na | ADto | 一\n└ b | String | 1 | 二"
    (top,) = tree(page(response=rows, xml=reply("r(a(b=1))"))).response
    shows = [node for node in top.children if node.shown is not None]
    assert summary(shows) == "a(b=1)"


def test_of_two_objects_of_one_name_the_call_shows_the_one_of_its_class() -> None:
    rows = (
        "q QDto 必须 问\na | ADto | 可选 | 一\n└ x | String | 可选 | 1\na | BDto | 可选 | 二\n└ x | String | 可选 | 1"
    )
    java = call("obj1 = QDto", "obj2 = BDto", 'obj2.setX("1")', "obj1.setA(obj2)", "req.setQ(obj1)")
    (top,) = tree(page(request=rows, java=java)).request
    assert [(node.type and node.type.text, node.shown is not None) for node in top.children] == [
        ("ADto", False),
        ("BDto", True),
    ]


def test_a_field_that_opens_a_block_has_a_field_inside() -> None:
    rows = "r RDto 结果\nd | DDto | 说明\n└ a | String | x | y"
    found = tree(page(response=rows))
    assert (summary(found.response), doubts(found)) == ("r(d(a=x))", [])


def test_a_value_of_the_example_that_no_row_names_is_left_out_and_in_doubt() -> None:
    found = tree(page(response="a String 1 一\nb BDto 二\n└ c | String | 2 | 三", xml=reply("a=1 x=9 b(c=2 y(z=8))")))
    assert summary(found.response) == "a=1 b(c=2)"
    assert [shown.name for shown in found.unaccounted] == ["x", "y"]
    assert doubts(found) == ["row response: left out"] * 2
    assert [doubt.reason for doubt in found.doubts] == [
        f"the example shows {name}, which no row of the table names" for name in ("x", "y")
    ]


def test_an_object_that_nothing_hands_on_is_in_doubt() -> None:
    found = tree(page(request=ORDER, java=call(*ORDER_CALL[:11], *ORDER_CALL[12:])))
    assert "the example shows an object, which no row of the table names" in [d.reason for d in found.doubts]
    assert [top.name.text for top in found.request] == ["order", "vo_d_o"]


def test_a_table_without_rows_has_no_fields() -> None:
    for text in (page(), pipes()):
        found = tree(text)
        assert (found.request, found.response, found.doubts, found.unexplained) == ((), (), (), ())


def test_nested_rows_without_a_block_are_left_unexplained() -> None:
    found = tree(page(response="└ a | String | x | y"))
    assert found.response == ()
    assert [cell.text for cell in found.unexplained] == ["a", "String", "x", "y"]
