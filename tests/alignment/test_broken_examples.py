"""What examples prove that are cut, broken or not there, and what the tree doubts then."""

from __future__ import annotations

import pytest
from tree_pages import call, described, doubts, page, reply, summary, tree

from topgen.spec.doubts import DoubtKind

ROWS = """
result ResultDto 结果
└ code | String | 1 | 码
data | DataDto | 数据
└ id | Number | 2 | 编号
└ total | Number | 3 | 总数
└ more | String | 4 | 多
└ last | String | 5 | 末
"""
TOLD = "result(code=1 data(id=2 total=3) more=4 last=5)"
REPLY = reply(TOLD).split("\n")
FIELDS = ("total", "more", "last")


@pytest.mark.parametrize(
    ("kept", "shown", "open_fields"),
    [
        (1, "result(code=1 data(id=2 total=3 more=4 last=5))", ("total", "more", "last")),
        (3, "result(code=1 data(id=2 total=3 more=4 last=5))", ("total", "more", "last")),
        (5, "result(code=1 data(id=2 total=3 more=4 last=5))", ("total", "more", "last")),
        (6, "result(code=1 data(id=2 total=3 more=4 last=5))", ("more", "last")),
        (7, TOLD, ()),
        (8, TOLD, ()),
        (10, TOLD, ()),
    ],
)
def test_a_cut_example_settles_what_stands_in_the_blocks_that_it_closed(
    kept: int, shown: str, open_fields: tuple[str, ...]
) -> None:
    found = tree(page(response=ROWS, xml="\n".join(REPLY[:kept])))
    assert summary(found.response) == shown
    assert doubts(found) == [f"parent response.result.data.{name}: result.data" for name in open_fields]


@pytest.mark.parametrize("kept", range(1, len(REPLY)))
def test_a_page_that_ends_inside_an_example_says_so(kept: int) -> None:
    text = page(response=ROWS, xml="\n".join(REPLY))
    cut = text[: text.index(REPLY[kept])]
    found = tree(cut)
    assert doubts(found, DoubtKind.TRUNCATED) == ["truncated api: what is there"]
    (doubt,) = (doubt for doubt in found.doubts if doubt.kind is DoubtKind.TRUNCATED)
    assert (doubt.line, "request example" in doubt.reason) == (len(cut.rstrip().split("\n")), True)


@pytest.mark.parametrize(
    ("lost", "shown", "expected"),
    [
        (1, TOLD, []),
        (2, TOLD, []),
        (3, TOLD, []),
        (4, TOLD, []),
        (5, TOLD, []),
        (6, TOLD, ["parent response.result.data.total: result.data"]),
        (7, TOLD, []),
        (8, TOLD.replace(") more=4", " more=4)"), ["parent response.result.data.more: result.data"]),
        (9, TOLD, []),
        (10, TOLD, []),
        (11, TOLD, []),
    ],
)
def test_a_lost_line_of_the_example_costs_a_doubt_at_most(lost: int, shown: str, expected: list[str]) -> None:
    found = tree(page(response=ROWS, xml="\n".join(REPLY[: lost - 1] + REPLY[lost:])))
    assert (summary(found.response), doubts(found)) == (shown, expected)


@pytest.mark.parametrize("doubled", [2, 4, 6, 7, 8, 9, 10, 11])
def test_a_doubled_line_of_the_example_costs_nothing(doubled: int) -> None:
    found = tree(page(response=ROWS, xml="\n".join(REPLY[:doubled] + REPLY[doubled - 1 :])))
    assert (summary(found.response), doubts(found)) == (TOLD, [])


def test_swapped_lines_of_the_example_leave_one_value_over() -> None:
    swapped = [*REPLY[:7], REPLY[8], REPLY[7], *REPLY[9:]]
    found = tree(page(response=ROWS, xml="\n".join(swapped)))
    assert sorted(described(found.response)) == sorted(
        described(tree(page(response=ROWS, xml="\n".join(REPLY))).response)
    )
    assert doubts(found, DoubtKind.ROW) == ["row response: left out"]


def test_a_cut_call_settles_nothing_by_its_silence() -> None:
    rows = "a ADto 可选 一\n└ b | String | 必须 | x\nc | CDto | 可选 | 三\n└ d | String | 必须 | x\n└ e | String | 可选"
    statements = ("obj1 = ADto", 'obj1.setB("x")', "obj2 = CDto", 'obj2.setD("x")')
    found = tree(page(request=rows, java=call(*statements, whole=False)))
    assert [top.name.text for top in found.request] == ["a"]
    assert "parent request.a.c.e: a.c" in doubts(found, DoubtKind.PARENT)


def test_the_error_reply_is_an_example_of_its_own() -> None:
    found = tree(page())
    assert found.error_shown is not None and found.error_shown.title == "error_response"
    assert [shown.name for shown in found.error_shown.roots] == ["code"]
