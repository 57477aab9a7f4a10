"""Pipe tables lose all nested rows: fields from the examples alone, lists or objects, and what stays in doubt."""

from __future__ import annotations

import pytest
from tree_pages import call, described, doubts, pipes, reply, summary, tree

from topgen.alignment import ApiTree
from topgen.spec.doubts import DoubtKind

RESULT = "r | R | 结果 | |\n|"


def read_reply(shown: str, rows: str = RESULT) -> ApiTree:
    return tree(pipes(response=rows, xml=reply(shown)))


def test_a_reply_alone_tells_nested_fields_without_types_and_descriptions() -> None:
    found = read_reply("r(code=1 data(id=2 name=) total=3) z=4", f"{RESULT}\nz | Number | 4 | 末 |")
    assert summary(found.response) == "r(code=1 data(id=2 name) total=3) z=4"
    inner = [node for top in found.response for _, node in top.walk() if node.from_example]
    assert [node.name.text for node in inner] == ["code", "data", "id", "name", "total"]
    assert {(node.type, node.required, node.description, node.limits) for node in inner} == {(None, None, (), ())}
    assert doubts(found) == []


@pytest.mark.parametrize(
    ("shown", "fields"),
    [
        ("items(item(id=1))", "items[](id=1)"),
        ("item_list(item(id=1))", "item_list[](id=1)"),
        ("data(item_dto(id=1))", "data[](id=1)"),
        ("data(item_d_t_o(id=1))", "data[](id=1)"),
        ("data(item(id=1) item(id=2))", "data[](id=1)"),
        ("data(items(item(id=1)))", "data(items[](id=1))"),
        ("data(item(id=1) total=2)", "data(item(id=1) total=2)"),
        ("tags(string=a string=b)", "tags[]=a,b"),
        ("ids(number=1)", "ids[]=1"),
        ("oks(boolean=true)", "oks[]=true"),
        ("days(date=1)", "days[]=1"),
        ("data(price=1 price=2)", "data[]=1,2"),
        ("data(code=1)", "data(code=1)"),
        ("result_list(result(id=1))", "result_list[](id=1)"),
        ("data(data_detail(id=1))", "data[](id=1)"),
        ("items(item_dto(home(id=1)))", "items[](home(id=1))"),
        ("info_list(info_list(id=1))", "info_list[](id=1)"),
        ("data(order_list(order(id=1)))", "data(order_list[](id=1))"),
        ("orderList(order_info(itemCode=1))", "orderList[](itemCode=1)"),
        ("data=", "data"),
        ("data=1", "data=1"),
    ],
)
def test_names_and_repeats_tell_lists_from_objects(shown: str, fields: str) -> None:
    found = read_reply(f"r({shown} z=1)")
    assert (summary(found.response), doubts(found)) == (f"r({fields} z=1)", [])


@pytest.mark.parametrize(
    ("shown", "fields", "chosen"),
    [
        ("data(item(id=1))", "data[](id=1)", "list"),
        ("address(home(id=1))", "address[](id=1)", "list"),
        ("status(item(id=1))", "status[](id=1)", "list"),
        ("data(code=)", "data(code)", "object"),
        ("items(item=)", "items[]", "list"),
        ("result(result=)", "result[]", "list"),
        ("result(result(id=1))", "result[](id=1)", "list"),
        ("devices(data(id=1))", "devices[](id=1)", "list"),
        ("items(item(tags(string=a)))", "items[](tags[]=a)", "list"),
        ("items(data(item(id=1)))", "items[](item(id=1))", "list"),
        ("sku_info(sku_info(id=1))", "sku_info[](id=1)", "list"),
        ("item_dto(item_dto(id=1))", "item_dto[](id=1)", "list"),
        ("data(orderlist(order(id=1)))", "data(orderlist[](id=1))", "object"),
        ("orders(ids(number=1 number=2))", "orders(ids[]=1,2)", "object"),
        ("items(item(itemCode=1))", "items[](itemCode=1)", "list"),
    ],
)
def test_an_only_block_inside_a_block_may_be_an_item(shown: str, fields: str, chosen: str) -> None:
    found = read_reply(f"r({shown} z=1)")
    name, _, inner = shown.partition("(")
    only = inner.replace("=", "(").partition("(")[0]
    assert (summary(found.response), doubts(found)) == (f"r({fields} z=1)", [f"list response.r.{name}: {chosen}"])
    assert found.doubts[0].reason == (
        f"only the example shows it; <{only}> may be the item of a list or a field of its own"
    )


def test_blocks_inside_each_other_are_in_doubt_one_by_one() -> None:
    found = read_reply("r(a(b(c(d(e=1)))))")
    assert summary(found.response) == "r(a(b(c[](e=1))))"
    assert doubts(found) == ["list response.r.a: object", "list response.r.a.b: object", "list response.r.a.b.c: list"]


@pytest.mark.parametrize(
    ("words", "shown"),
    [("R []", "r(r(id=1))"), ("R []", "r(item(id=1))"), ("R []", "r(r(id=1) r(id=2))")],
)
def test_the_type_of_a_row_that_is_there_tells_whether_it_is_a_list(words: str, shown: str) -> None:
    found = read_reply(shown, f"r | {words} | 结果 | |\n|")
    assert (summary(found.response), doubts(found)) == ("r[](id=1)", [])


def test_all_fields_beside_a_broken_line_are_in_doubt() -> None:
    lines = reply("r(code=1 data(id=2 total=3))").split("\n")
    found = tree(pipes(response=RESULT, xml="\n".join(lines[:4] + lines[5:7] + lines[8:])))
    assert found.response_shown is not None and found.response_shown.broken
    inner = [path for top in found.response for path, node in top.walk("response") if node.from_example]
    assert [doubt.at for doubt in found.doubts if doubt.reason.endswith("and the example is broken")] == inner


def test_a_call_alone_tells_nested_parameters() -> None:
    statements = ("obj1 = QDto", 'obj1.setGoodsIds("1")', "obj1.setOk(true)", "list2 = ItemDto []", "obj3 = ItemDto")
    rest = ("list2.add(obj3)", "obj3.setNum(2L)", "obj1.setItems(list2)", "req.setQ(obj1)")
    found = tree(pipes(request="q | QDto | 必须 | 问 | |\n|", java=call(*statements, *rest)))
    assert summary(found.request) == "q(goods_ids=1 ok=true items[](num=2))"
    types = {path: node.type and node.type.text for top in found.request for path, node in top.walk()}
    assert types == {
        "q": "QDto",
        "q.goods_ids": None,
        "q.ok": "Boolean",
        "q.items": "ItemDto []",
        "q.items.num": "Number",
    }
    assert doubts(found) == ["name request.q.goods_ids: goods_ids"]


@pytest.mark.parametrize(
    ("literal", "words", "sample"),
    [
        ("1L", "Number", "1"),
        ("true", "Boolean", "true"),
        ('StringUtils.parseDateTime("2000-01-01 00:00:00")', "Date", "2000-01-01 00:00:00"),
        ('new FileItem("/tmp/file.txt")', "byte[]", None),
        ('"x"', None, "x"),
    ],
)
def test_a_literal_tells_the_type_of_a_parameter(literal: str, words: str | None, sample: str | None) -> None:
    found = tree(
        pipes(
            request="q | QDto | 必须 | 问 | |\n|", java=call("obj1 = QDto", f"obj1.setA({literal})", "req.setQ(obj1)")
        )
    )
    (inner,) = found.request[0].children
    assert (inner.type.text if inner.type else None, inner.sample.text if inner.sample else None) == (words, sample)


def test_parameters_of_a_lost_table_come_from_the_call_and_string_behind_a_name_is_in_doubt() -> None:
    text = pipes(java=call('req.setParamsString("{}")', 'req.setQueryString("x")', "req.setA(1L)"))
    heads = "名称 | 类型 | 是否必须 | 示例值 | 更多限制 | 描述 |\n---|---|---|---|---|---|\n"
    found = tree(text.replace(heads, ""))
    assert found.document.request is None
    assert summary(found.request) == "params={} query_string=x a=1"
    assert doubts(found, DoubtKind.NAME) == ["name request.params: params", "name request.query_string: query_string"]
    lost, first, *_ = found.doubts
    assert (lost.at, lost.kind) == ("request", DoubtKind.ROW)
    assert first.reason == "only setParamsString shows it, and setters of Json parameters end in String"


@pytest.mark.parametrize("words", ["Json", "String"])
def test_the_name_of_a_row_that_is_there_stands(words: str) -> None:
    found = tree(pipes(request=f"params | {words} | 必须 | {{}} | 数 | |", java=call('req.setParamsString("{}")')))
    assert (summary(found.request), doubts(found)) == ("params={}", [])


def test_a_limit_that_the_table_lost_is_in_doubt() -> None:
    rows = "a | Number | 可选 | 1 |\n|\n数 |\nb | Number | 可选 | 2 | 数 | |\nc | CDto | 可选 | 三 | |\n|"
    found = tree(pipes(request=rows, java=call("req.setA(1L)", "req.setB(2L)", "obj1 = CDto", "req.setC(obj1)")))
    assert doubts(found) == ["limits request.a: none"]
    assert found.doubts[0].reason == "the page shows that a limit was stated, but its words are lost"
    assert described(found.request) == {"a": ("1", "数"), "b": ("2", "数"), "c": (None, "三")}


HEADS = "名称 类型 是否必须 示例值 更多限制 描述"


@pytest.mark.parametrize("table", ["", "请求参数\n\n![表](a.png)\n", f"请求参数\n{HEADS}\n"])
def test_a_table_that_was_an_image_is_read_from_the_call_with_a_doubt(table: str) -> None:
    java = call("req.setId(1L)", 'req.setName("a")')
    found = tree(f"shop.garden.get (查询花园)\n{table}请求示例\n{java}")
    assert summary(found.request) == "id=1 name=a"
    assert "row request: the fields of the example" in doubts(found)
