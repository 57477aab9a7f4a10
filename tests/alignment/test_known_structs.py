"""What blocks of one class hold on other pages: evidence that moves fields, but settles no doubt."""

from __future__ import annotations

from itertools import permutations

import pytest
from tree_pages import doubts, page, pipes, reply, summary, tree

from topgen.known_structs import NO_STRUCTS, KnownStructs, collect_structs, find_structs

ROWS = """
result ResultDto 结果
└ code | String | 1 | 码
└ msg | String | m | 信
data | DataDto | 数据
└ id | Number | 2 | 编号
└ name | String | n | 名
└ total | Number | 总数
"""
OPEN = page(response=ROWS, xml=reply("result(code=1 msg=m data(id=2 name=n))"))
"""The example leaves ``total`` out, so that nothing on the page tells where it stands."""
INSIDE = "result(code=1 msg=m data(id=2 name=n total))"
OUTSIDE = "result(code=1 msg=m data(id=2 name=n) total)"


def structs(*stated: str) -> KnownStructs:
    """KnownStructs such as ``DataDto id name``."""
    return collect_structs((words.split()[0], frozenset(words.split()[1:])) for words in stated)


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ([], INSIDE),
        (["ResultDto code msg data total"], OUTSIDE),
        (["DataDto id name"], OUTSIDE),
        (["DataDto id name total"], INSIDE),
        (["ResultDto code msg data total", "DataDto id name"], OUTSIDE),
        (["ResultDto code msg data total", "DataDto id name total"], INSIDE),
        (["ResultDto code msg data total", "ResultDto code msg data"], INSIDE),
        (["DataDto id name", "DataDto id name total"], INSIDE),
    ],
)
def test_what_a_class_holds_elsewhere_moves_a_field_but_the_doubt_stays(stated: list[str], shown: str) -> None:
    found = tree(OPEN, structs(*stated))
    place, other = ("result.data", "result") if shown == INSIDE else ("result", "result.data")
    assert summary(found.response) == shown
    assert doubts(found) == [f"parent response.{place}.total: {place}"]
    assert found.doubts[0].reason.endswith(f"could as well stand in {other}")


@pytest.mark.parametrize(
    "stated",
    ["ResultDto msg data total", "ResultDto code total", "resultdto code msg data total", "Other code msg total"],
)
def test_a_block_that_begins_otherwise_is_another_class(stated: str) -> None:
    assert summary(tree(OPEN, structs(stated)).response) == INSIDE


@pytest.mark.parametrize("shown", ["code=1 msg=m data(id=2 name=n total=3)", "code=1 msg=m data(id=2 name=n) total=3"])
def test_the_example_is_the_better_evidence(shown: str) -> None:
    text = page(response=ROWS.replace("Number | 总数", "Number | 3 | 总数"), xml=reply(f"result({shown})"))
    for known in (NO_STRUCTS, structs("ResultDto code msg data total"), structs("DataDto id name total")):
        found = tree(text, known)
        assert (summary(found.response), doubts(found)) == (f"result({shown})", [])


def test_settled_sides_show_what_their_classes_hold() -> None:
    text = page(response=ROWS, xml=reply("result(code=1 msg=m data(id=2 name=n) total=)"))
    assert list(find_structs(tree(text))) == [
        ("ResultDto", frozenset({"code", "msg", "data", "total"})),
        ("DataDto", frozenset({"id", "name"})),
    ]


def test_sides_with_an_open_place_show_nothing() -> None:
    assert list(find_structs(tree(OPEN))) == []
    request = "q QDto 必须 问\n└ a | String | 必须 | x | y"
    both = page(request=request, response=ROWS, xml=reply("result(code=1 msg=m data(id=2 name=n))"))
    assert list(find_structs(tree(both))) == [("QDto", frozenset({"a"}))]


def test_fields_from_an_example_alone_show_nothing() -> None:
    text = pipes(response="result | ResultDto | 结果 | |\n|", xml=reply("result(code=1 data(item_dto(id=2)))"))
    assert [struct for struct, _ in find_structs(tree(text))] == ["ResultDto"]


def test_the_order_of_shapes_does_not_matter() -> None:
    stated = ["A a b", "A a c", "B a", "A a b"]
    joined = [structs(*order) for order in permutations(stated)]
    assert all(found == joined[0] and found.digest for found in joined)
    assert joined[0].digest != structs(*stated[1:3]).digest
    assert structs() == NO_STRUCTS


def test_members_are_those_that_all_blocks_hold_and_those_that_any_holds() -> None:
    known = structs("A a b c", "A a b d", "A x")
    found = known.members("A", ["a", "b", "z"])
    assert found is not None and (found.sure, found.known) == ({"a", "b"}, {"a", "b", "c", "d"})
    assert known.members("A", ["a", "z"]) is known.members("B", ["a"]) is known.members("A", []) is None
