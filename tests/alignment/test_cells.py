"""Which words of a row are its sample, its limits and its description, and whether a row ends where it seems to."""

from __future__ import annotations

import pytest
from tree_pages import call, described, doubts, page, reply, summary, tree

from topgen.spec.doubts import DoubtKind
from topgen.vocabulary.cells import REQUIRED


@pytest.mark.parametrize(
    ("words", "shown", "sample", "description"),
    [
        ("x", "a=x", "x", ""),
        ("x", "a=", None, "x"),
        ("x", "", None, "x"),
        ("x 说明", "a=x", "x", "说明"),
        ("x y 说明", "a=x~y", "x y", "说明"),
        ("x y 说明", "a=x", "x", "y 说明"),
        ("x x", "a=x", "x", "x"),
        ("", "a=x", None, ""),
        ("2000-01-01 00:00:00 时间", "a=2000-01-01~00:00:00", "2000-01-01 00:00:00", "时间"),
        ('["a","b"] 说明', "a=a,b", '["a","b"]', "说明"),
    ],
)
def test_the_example_tells_the_sample_of_a_row_on_one_line(
    words: str, shown: str, sample: str | None, description: str
) -> None:
    found = tree(page(response=f"a String {words}\nz Number 1 末", xml=reply(f"{shown} z=1")))
    assert described(found.response)["a"] == (sample, description)
    assert doubts(found, DoubtKind.SAMPLE) == []


@pytest.mark.parametrize(
    ("words", "shown", "sample", "description"),
    [
        ("x | y", "a=x", "x", "y"),
        ("x | y", "a=", "x", "y"),
        ("x | y", "a=y", "x", "y"),
        ("x | x", "a=x", "x", "x"),
        ("x", "a=x", "x", ""),
        ("x", "a=", None, "x"),
        ("x", "", None, "x"),
    ],
)
def test_two_cells_are_sample_and_description_and_one_is_what_the_example_shows(
    words: str, shown: str, sample: str | None, description: str
) -> None:
    found = tree(page(response=f"r R 结\n└ a | String | {words}\n└ z | Number | 1 | 末", xml=reply(f"r({shown} z=1)")))
    assert described(found.response)["r.a"] == (sample, description)
    assert doubts(found, DoubtKind.SAMPLE) == []


@pytest.mark.parametrize("xml", ["", reply("a=y r(b=y)")])
def test_words_that_no_example_shows_are_a_description_and_in_doubt(xml: str) -> None:
    found = tree(page(response="a String x\nr R 结\n└ b | String | x", xml=xml))
    assert described(found.response) == {"a": (None, "x"), "r": (None, "结"), "r.b": (None, "x")}
    assert doubts(found, DoubtKind.SAMPLE) == ["sample response.a: none", "sample response.r.b: none"]
    assert {doubt.reason for doubt in found.doubts} == {
        "no example shows where the sample ends and the description begins"
    }


@pytest.mark.parametrize(
    ("words", "sample", "description"),
    [
        ("说明", None, "说明"),
        ("{}", "{}", ""),
        ("[] 说明", "[]", "说明"),
        ("null 说明", "null", "说明"),
        ("none 说明", "none", "说明"),
        ("结果 结果", "结果", "结果"),
        ("result result", "result", "result"),
        ("QueryDto 说明", "QueryDto", "说明"),
        ("query 说明", "query", "说明"),
        ("a b c", None, "a b c"),
    ],
)
def test_an_object_hardly_ever_has_a_sample(words: str, sample: str | None, description: str) -> None:
    found = tree(page(response=f"a QueryDto {words}\n└ z | Number | 1 | 末", xml=reply("a(z=1)")))
    assert described(found.response)["a"] == (sample, description)
    assert doubts(found) == []


def test_a_word_in_latin_letters_before_the_description_of_an_object_is_in_doubt() -> None:
    found = tree(page(response="a QueryDto ERP 系统\n└ z | Number | 1 | 末", xml=reply("a(z=1)")))
    assert described(found.response)["a"] == ("ERP", "系统")
    assert doubts(found) == ["sample response.a: ERP"]


@pytest.mark.parametrize(("cell", "sample"), [("{}", "{}"), ("[]", "[]"), ("0", "0"), ("null", "null"), ("数据", None)])
def test_the_only_cell_of_an_object_is_its_description(cell: str, sample: str | None) -> None:
    found = tree(page(response=f"r R 结\nd | D | {cell}\n└ z | Number | 1 | 末", xml=reply("r(d(z=1))")))
    assert described(found.response)["r.d"] == (sample, "" if sample else cell)


@pytest.mark.parametrize("sample", ["[1,2,3]", "[-1,-40]", "{}", "null"])
def test_a_file_may_have_bytes_for_a_sample(sample: str) -> None:
    java = call('req.setA(new FileItem("/tmp/file.txt"))')
    found = tree(page(request=f"a byte[] 必须 {sample} 图", java=java))
    assert (described(found.request), doubts(found)) == ({"a": (sample, "图")}, [])


TOLD_LISTS = [
    ("vals Value [] [] 列\n└ a | Number | 1 | 号", "vals(value(a=1))", "[]", "列", []),
    ("vals Value [] 列\n└ a | Number | 1 | 号", "vals(value(a=1))", None, "列", []),
    ("vals String [] x,y 列", "vals(string=x string=y)", "x,y", "列", []),
    ("vals String [] 列", "", None, "列", []),
    ("vals Value [] 列\n└ a | Number | 1 | 号", None, None, "列", ["list response.vals: list"]),
]


@pytest.mark.parametrize(("rows", "shown", "sample", "description", "expected"), TOLD_LISTS)
def test_brackets_behind_a_type_make_a_list_and_are_in_doubt_where_no_example_tells(
    rows: str, shown: str | None, sample: str | None, description: str, expected: list[str]
) -> None:
    found = tree(
        page(response=f"{rows}\nz Number 1 末", xml=reply(f"{shown} z=1".strip()) if shown is not None else "")
    )
    assert described(found.response)["vals"] == (sample, description)
    assert found.response[0].type is not None and found.response[0].type.text.endswith("[]")
    assert doubts(found, DoubtKind.LIST) == expected


def test_brackets_are_the_sample_where_the_example_shows_one_object() -> None:
    rows = "val Value [] 值\n└ a | Number | 1 | 号\n└ b | Number | 2 | 号"
    found = tree(page(response=rows, xml=reply("val(a=1 b=2)")))
    (val,) = found.response
    assert val.type is not None and val.type.text == "Value"
    assert described(found.response)["val"] == ("[]", "值")
    assert doubts(found) == []


def test_the_brackets_of_a_request_have_the_required_word_behind_them() -> None:
    found = tree(page(request="vals String [] 必须 [] 列"))
    (vals,) = found.request
    assert vals.type is not None and vals.type.text == "String []"
    assert doubts(found, DoubtKind.LIST) == []


@pytest.mark.parametrize(
    ("rows", "limits", "sample", "description"),
    [
        ("a String 可选 x\n• 最大长度:8\n• 说明", ["最大长度:8"], "x", "说明"),
        ("a String 可选 x\n• 最大长度:8", ["最大长度:8"], "x", ""),
        ("a String 可选\n• 最大长度:8\n• 说明", ["最大长度:8"], None, "说明"),
        ("a String 可选 x y\n• 默认值:1\n• 最大长度:8\n• 说明", ["默认值:1", "最大长度:8"], "x y", "说明"),
        ("a String 可选 x\n• 最大值:8\n• 最小值:1\n• 说明", ["最大值:8", "最小值:1"], "x", "说明"),
        ("a String 可选 x 最大长度:8", [], "x", "最大长度:8"),
    ],
)
def test_bullets_below_a_line_are_its_limits_and_then_its_description(
    rows: str, limits: list[str], sample: str | None, description: str
) -> None:
    java = call(f'req.setA("{sample or ""}")', "req.setZ(1L)")
    found = tree(page(request=f"{rows}\nz Number 必须 1 末", java=java))
    assert [cell.text for cell in found.request[0].limits] == limits
    assert described(found.request) == {"a": (sample, description), "z": ("1", "末")}
    assert doubts(found) == []


@pytest.mark.parametrize(
    ("cells", "limits", "sample", "description"),
    [
        ("x | 最大长度:8 | y", ["最大长度:8"], "x", "y"),
        ("最大长度:8 | y", ["最大长度:8"], None, "y"),
        ("x | 最大长度:8", ["最大长度:8"], "x", ""),
        ("x | 不超过最大长度:8", [], "x", "不超过最大长度:8"),
    ],
)
def test_a_bullet_of_a_nested_row_may_be_its_limit(
    cells: str, limits: list[str], sample: str | None, description: str
) -> None:
    java = call("obj1 = QDto", f'obj1.setA("{sample or ""}")', "obj1.setZ(1L)", "req.setQ(obj1)")
    rows = f"q QDto 必须 问\n└ a | String | 必须 | {cells}\n└ z | Number | 必须 | 1 | 末"
    found = tree(page(request=rows, java=java))
    assert [cell.text for cell in found.request[0].children[0].limits] == limits
    assert described(found.request)["q.a"] == (sample, description)
    assert doubts(found) == []


@pytest.mark.parametrize("word", sorted(REQUIRED))
def test_every_word_for_required_tells_rows_from_other_words(word: str) -> None:
    rows = f"pid Number {word} 444 编号\nq QDto {word} 问\n• b | BDto | {word} | 内\n└ a | String | {word} | x | y"
    java = call("obj1 = QDto", "obj2 = BDto", 'obj2.setA("x")', "obj1.setB(obj2)", "req.setPid(444L)", "req.setQ(obj1)")
    found = tree(page(request=rows, java=java))
    assert summary(found.request) == "pid=444 q(b(a=x))"
    assert {node.required.text for top in found.request for _, node in top.walk() if node.required} == {word}
    assert (found.unexplained, doubts(found)) == ((), [])


def test_a_limit_below_a_list_of_objects_is_that_of_the_list() -> None:
    rows = "q QDto [] 必须\n• 最大列表长度:20\n• 说明\n└ a | String | 必须 | x | y"
    java = call("list2 = QDto []", "obj3 = QDto", "list2.add(obj3)", 'obj3.setA("x")', "req.setQ(list2)")
    found = tree(page(request=rows, java=java))
    assert [cell.text for cell in found.request[0].limits] == ["最大列表长度:20"]
    assert (described(found.request), doubts(found)) == ({"q": (None, "说明"), "q.a": ("x", "y")}, [])


@pytest.mark.parametrize(
    "lines",
    [
        ["第二行"],
        ["第二行", "", "第三行"],
        ["1 number one", "2 number two"],
        ["1. 看 String"],
        ["b: Number 看"],
    ],
)
def test_lines_that_are_no_rows_go_on_with_the_description(lines: list[str]) -> None:
    rows = "\n".join(["a String x 说明", *(f"+ {line}" for line in lines if line), "z Number 1 末"])
    found = tree(page(response=rows, xml=reply("a=x z=1")))
    assert described(found.response) == {"a": ("x", "\n".join(["说明", *filter(None, lines)])), "z": ("1", "末")}
    assert doubts(found) == []


def test_a_line_that_looks_like_a_row_is_one_where_the_example_shows_it() -> None:
    found = tree(page(response="a String x 说明\nc Number 2 看\nz Number 1 末", xml=reply("a=x c=2 z=1")))
    assert list(described(found.response)) == ["a", "c", "z"]
    assert doubts(found) == []


def test_a_line_that_looks_like_a_row_is_in_doubt_where_the_example_lacks_it() -> None:
    found = tree(page(response="a String x 说明\nc Number 看这里\nz Number 1 末", xml=reply("a=x z=1")))
    assert list(described(found.response)) == ["a", "c", "z"]
    assert doubts(found) == ["row response.a: a", "row response.c: c"]
    assert [doubt.reason for doubt in found.doubts] == [
        "the words that follow could as well begin another row",
        "these words could as well belong to the row above",
    ]


def test_bullets_that_may_be_a_row_of_their_own_are_in_doubt_where_the_example_lacks_them() -> None:
    rows = "r RDto 结果\n└ b | String | 1 | error | Text | 二\n└ a | String | x | y"
    found = tree(page(response=rows, xml=reply("r(b=1 a=x)")))
    assert {"row response.r.b: b", "row response.r.error: error"} <= set(doubts(found, DoubtKind.ROW))


def test_bullets_beyond_the_columns_of_a_row_stay_in_its_description() -> None:
    found = tree(
        page(response="r R 结\n└ a | String | x | y | 又 | 再\n└ z | Number | 1 | 末", xml=reply("r(a=x z=1)"))
    )
    assert described(found.response)["r.a"] == ("x", "y / 又 / 再")
    assert doubts(found, DoubtKind.SAMPLE) == ["sample response.r.a: x"]
