"""Names that only setters show: the likeliest one, what settles it, and the doubt where nothing does."""

from __future__ import annotations

import pytest
from tree_pages import call, doubts, pipes, reply, summary, tree

from topgen.alignment.setter_names import read_spelling
from topgen.spec.doubts import DoubtKind

QUERY = "q | QDto | 必须 | 问 | |\n|"


def read_call(*setters: str, rows: str = QUERY, shown: str = "", title: str = "GardenGet") -> tuple[str, list[str]]:
    statements = ("obj1 = QDto", *(f'obj1.set{name}("1")' for name in setters), "req.setQ(obj1)")
    java = call(*statements).replace("GardenGetRequest", f"{title}Request")
    found = tree(pipes(request=rows, java=java, xml=reply(shown) if shown else ""))
    return summary(found.request), doubts(found, DoubtKind.NAME)


@pytest.mark.parametrize(
    ("setter", "name"),
    [("GoodsIds", "goods_ids"), ("Id", "id"), ("VoDO", "vo_d_o"), ("A_B", "a_b"), ("ID", "i_d"), ("SkuId2", "sku_id2")],
)
def test_the_name_behind_a_setter_is_the_likeliest_one(setter: str, name: str) -> None:
    assert read_spelling(()).wire_name(setter) == name


def test_a_name_behind_a_setter_is_spelled_as_the_page_spells_its_names() -> None:
    camel = read_spelling(["itemCode", "ownerCode", "item_mapping", "flag"])
    assert camel.wire_name("ShopItemId") == "shopItemId"
    printed = read_spelling(["seller_nick", "voDO"])
    assert [printed.wire_name(setter) for setter in ("VoDO", "SellerNick", "ItemId")] == [
        "voDO",
        "seller_nick",
        "item_id",
    ]
    assert read_spelling(["itemId", "item_id"]).wire_name("ItemId") == "item_id"
    assert read_spelling(["OwnerId"]).wire_name("Password") == "Password"


@pytest.mark.parametrize(
    ("printed", "setter", "settled"),
    [
        ([], "OwnerCode", False),
        ([], "Id", True),
        (["item_id"], "OwnerCode", True),
        (["itemId"], "OwnerCode", True),
        (["itemId", "item_code"], "OwnerCode", False),
        (["itemId", "item_code"], "ItemId", True),
        (["itemId", "item_id"], "ItemId", False),
        (["orderid", "item_id"], "OrderId", True),
        (["item_id"], "Code2", False),
        (["item_id", "code2"], "Code2", True),
        (["itemId"], "Code2", True),
        (["ItemId"], "Code", True),
        (["ItemId", "item_id"], "Code", True),
    ],
)
def test_a_name_is_settled_where_it_is_printed_or_the_page_has_one_style(
    printed: list[str], setter: str, settled: bool
) -> None:
    assert read_spelling(printed).settles(setter) is settled


def test_a_nested_name_is_in_doubt_where_the_page_prints_nothing_like_it() -> None:
    assert read_call("OwnerCode", "Id") == (
        "q(owner_code=1 id=1)",
        ["name request.q.owner_code: owner_code"],
    )


def test_the_reply_settles_names() -> None:
    assert read_call("OwnerCode", shown="ownerCode=x id=2") == ("q(ownerCode=1)", [])
    assert read_call("OwnerCode", shown="item_code=x id=2") == ("q(owner_code=1)", [])


def test_the_wrapper_of_a_list_tells_nothing_of_the_names_of_fields() -> None:
    assert read_call("OrderLine", shown="lines(order_line(id=1 no=2)) x=3")[1][0] == (
        "name request.q.order_line: order_line"
    )


def test_qimen_apis_spell_their_names_with_capitals() -> None:
    assert read_call("OwnerCode", title="QimenStockQuery") == ("q(ownerCode=1)", [])
    mixed = read_call("OwnerCode", title="QimenStockQuery", shown="item_code=x id=2")
    assert mixed[1] == ["name request.q.owner_code: owner_code"]


def test_only_setters_of_the_request_itself_have_the_suffix_of_json() -> None:
    statements = ("obj1 = QDto", 'obj1.setDataString("{}")', 'obj1.setCode("1")', "req.setQ(obj1)")
    found = tree(pipes(request=QUERY, java=call(*statements)))
    assert summary(found.request) == "q(data_string={} code=1)"
