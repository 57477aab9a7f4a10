"""The documentation site's own JSON document: rows, flags, limits, errors, labels, and what becomes of the rest."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topgen.document import Cell, Document, Example, Notation, RawRow, Table
from topgen.errors import UnreadablePageError
from topgen.layouts import site_json
from topgen.pages import Page, page_from_bytes

NAMES = st.text("abcdefgh_", min_size=1, max_size=8)
WORDS = st.text("甲乙丙 <b>{}\\\"'1,", max_size=8).map(str.strip)
LEAVES = st.fixed_dictionaries(
    {
        "name": NAMES,
        "type": st.sampled_from(["String", "Number", "String[]"]),
        "required": st.booleans(),
        "demoValue": WORDS | st.none() | st.integers(),
        "maxLength": st.none() | st.integers(1, 99),
        "description": WORDS | st.none(),
        "subParams": st.none() | st.just([]),
    }
)
PARAMS = st.recursive(
    LEAVES,
    lambda inner: st.builds(
        lambda leaf, inside: {**leaf, "subParams": inside}, LEAVES, st.lists(inner, min_size=1, max_size=3)
    ),
    max_leaves=10,
)
LABELS = st.sampled_from(
    [[{"key": "9", "displayName": "免费API"}], [{"key": "required", "displayName": "必须用户授权"}]]
)
DOCUMENTS = st.fixed_dictionaries(
    {
        "name": st.just("taobao.thing.get"),
        "apiChineseName": WORDS,
        "requestParams": st.lists(PARAMS, max_size=3),
        "responseParams": st.lists(PARAMS, max_size=3),
        "rspSampleXml": WORDS,
        "errorCodes": st.none() | st.just([{"errorCode": "isv.bad:x", "errorMsg": "坏", "solution": "改"}]),
        "labels": LABELS,
        "somethingNew": WORDS,
    }
)


def page(value: Any, indent: int | None = None) -> Page:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=indent)
    return page_from_bytes(text.encode(), "page", "page")


def read(value: Any, indent: int | None = None) -> Document:
    given_page = page(value, indent)
    assert site_json.recognises(given_page)
    return site_json.read(given_page)


def document(**members: Any) -> dict[str, Any]:
    return {"success": True, "data": {"name": "taobao.thing.get", "requestParams": [], "responseParams": [], **members}}


def row(**members: Any) -> dict[str, Any]:
    return {"name": "f", "type": "String", "required": True, "description": "d", **members}


def request_cells(**members: Any) -> list[str]:
    table = read(document(requestParams=[row(**members)])).request
    assert table is not None
    return [cell.text for cell in table.raw_rows[0].cells]


def raw_rows(table: Table | None) -> tuple[RawRow, ...]:
    assert table is not None
    return table.raw_rows


def without_fields(params: list[dict[str, Any]], depth: int = 0) -> Iterator[tuple[str, int, bool]]:
    for param in params:
        inside = param["subParams"] or []
        yield param["name"], depth, not inside
        yield from without_fields(inside, depth + 1)


def texts(value: Any) -> Iterator[str]:
    """All texts and numbers in a value but flags and names."""
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts(inner)
    elif value is not None and not isinstance(value, bool) and str(value).strip():
        yield str(value)


def cells(read_document: Document) -> Iterator[Cell]:
    """Every cell of a document."""
    yield from (cell for cell in (read_document.name, read_document.title) if cell is not None)
    yield from read_document.description
    for table in (read_document.request, read_document.response):
        for raw_row in table.raw_rows if table is not None else ():
            yield from raw_row.cells
    for example in (*read_document.response_examples, *read_document.error_examples):
        yield from example.lines
    for error in read_document.errors:
        yield from error
    yield from (skipped_text.cell for skipped_text in read_document.skipped_texts)


@given(DOCUMENTS, st.booleans(), st.sampled_from([None, 1]))
def test_rows_keep_their_order_depth_and_leaves(value: dict[str, Any], wrapped: bool, indent: int | None) -> None:
    found = read({"success": True, "data": value} if wrapped else value, indent)
    for table, params in ((found.request, value["requestParams"]), (found.response, value["responseParams"])):
        assert [(p.text, p.depth, p.leaf) for p in raw_rows(table)] == list(without_fields(params))
    assert found.session is (value["labels"][0]["key"] == "required")


@given(DOCUMENTS)
def test_every_word_stands_in_exactly_one_cell(value: dict[str, Any]) -> None:
    found = Counter(
        cell.text.removeprefix("最大长度:") for cell in cells(read(value)) if cell.text not in {"", "必须", "可选"}
    )
    del found["true"], found["false"]
    assert found == Counter(text for text in texts(value))


@given(DOCUMENTS, st.data())
def test_a_cut_document_says_nothing_that_the_whole_one_does_not(value: dict[str, Any], data: st.DataObject) -> None:
    whole = json.dumps(value, ensure_ascii=False)
    cut = page(whole[: data.draw(st.integers(1, len(whole) - 1))])
    if not site_json.recognises(cut):
        return
    part, full = site_json.read(cut), read(value)
    assert part.ends_early == 1
    assert part.session in {None, full.session}
    for some, every in ((part.request, full.request), (part.response, full.response)):
        for mine, whole_row in zip(some.raw_rows if some is not None else (), raw_rows(every), strict=False):
            assert (mine.text, mine.depth) == (whole_row.text, whole_row.depth)
            assert mine.leaf in {None, whole_row.leaf}
            assert all(a.text in {"", b.text} for a, b in zip(mine.cells, whole_row.cells, strict=True))


def test_a_cell_knows_the_line_of_its_value() -> None:
    found = read("""{
          "name": "a.b",
          "description": "one\\ntwo",
          "requestParams": [
            {"name": "f",
             "type": "String",
             "required":
               true,
             "description": "d",
             "maxLength": 5, "defaultValue": 1}
          ]
        }""")
    assert found.name == Cell("a.b", 2)
    assert found.description == (Cell("one", 3), Cell("two", 3))
    assert raw_rows(found.request)[0].cells == (
        Cell("f", 5),
        Cell("String", 6),
        Cell("必须", 8),
        Cell("", 5),
        Cell("默认值:1\n最大长度:5", 10),
        Cell("d", 9),
    )


def test_a_row_has_the_words_that_pages_print() -> None:
    assert request_cells(required=False, demoValue="x", defaultValue="1", maxListSize="20", maxLength=None) == [
        "f",
        "String",
        "可选",
        "x",
        "默认值:1\n最大列表长度:20",
        "d",
    ]
    assert request_cells(maxValue=9, minValue=0, fileExt="gif,jpg", description=" ")[4:] == [
        "最大值:9\n最小值:0\n支持的文件类型:gif,jpg",
        "",
    ]


@pytest.mark.parametrize(
    ("flag", "word"),
    [(True, "必须"), (False, "可选"), ("true", "必须"), ("特殊可选", "特殊可选"), (None, ""), ("", "")],
)
def test_required_flags(flag: object, word: str) -> None:
    assert request_cells(required=flag)[2] == word


@pytest.mark.parametrize(
    ("written", "sample"),
    [
        ("null", ""),
        ('" "', ""),
        ("1.10", "1.10"),
        ("123456789012345678901", "123456789012345678901"),
        ("false", "false"),
        ('{"甲": [1, null]}', '{"甲":[1,null]}'),
        (r'"\ud800a\r\nb"', "\ufffda\nb"),
        ('"null"', "null"),
    ],
)
def test_samples_are_kept_as_they_are_written(written: str, sample: str) -> None:
    found = read(f'{{"name": "a.b", "requestParams": [{{"name": "f", "demoValue": {written}}}]}}')
    assert raw_rows(found.request)[0].cells[3].text == sample


def test_a_row_without_a_name_is_left_unexplained() -> None:
    found = read(document(requestParams=[{"type": "String", "subParams": [row()]}, "word"]))
    assert raw_rows(found.request) == ()
    assert {skipped_text.cell.text for skipped_text in found.skipped_texts if not skipped_text.rule} >= {
        "String",
        "word",
        "f",
        "d",
    }


def test_a_table_that_is_missing_is_none_and_one_without_rows_is_empty() -> None:
    found = read({"name": "a.b", "requestParams": None, "apiChineseName": "x"})
    assert raw_rows(found.request) == ()
    assert found.response is None


@pytest.mark.parametrize(
    ("labels", "session"),
    [
        ([{"key": "required", "displayName": "必须用户授权"}, {"key": "9", "displayName": "免费"}], True),
        ([{"key": "9", "displayName": "¥开放平台免费API"}], False),
        ([{"key": "no", "displayName": "不需用户授权"}], False),
        ([{"key": "optional", "displayName": "可选用户授权"}], None),
        ([{"key": "required"}, {"displayName": "不需用户授权"}], None),
        (["必须用户授权"], True),
        ([], None),
        (None, None),
    ],
)
def test_labels_tell_whether_authorization_is_needed(labels: object, session: bool | None) -> None:
    assert read(document(labels=labels)).session is session


def test_errors_by_several_names_of_their_columns() -> None:
    found = read(
        document(
            errorCodes=[
                {"errorCode": "isv.a", "errorMsg": "m", "solution": "s"},
                {"errorCode": "isv.b", "errorDescription": "m", "solution": None},
                {"code": 15, "message": "m", "extra": "words"},
                {"errorMsg": "without a code"},
            ]
        )
    )
    assert [[cell.text for cell in error] for error in found.errors] == [
        ["isv.a", "m", "s"],
        ["isv.b", "m", ""],
        ["15", "m", ""],
    ]
    assert {skipped_text.cell.text for skipped_text in found.skipped_texts if not skipped_text.rule} == {
        "words",
        "without a code",
    }


def notations(examples: tuple[Example, ...]) -> list[Notation]:
    return [example.notation for example in examples]


def test_examples_in_xml_come_before_those_in_json() -> None:
    found = read(
        document(
            rspSampleJson='{"a":\n1}',
            rspSampleXml="<a>\n\n<b/></a>",
            rspSampleSimplifyJson={"a": 1},
            apiErrDemoJson='{"error_response":{}}',
        )
    )
    assert notations(found.response_examples) == [Notation.XML, Notation.JSON, Notation.JSON]
    assert [[cell.text for cell in example.lines] for example in found.response_examples] == [
        ["<a>", "<b/></a>"],
        ['{"a":', "1}"],
        ['{"a":1}'],
    ]
    assert notations(found.error_examples) == [Notation.JSON]
    assert notations(read(document(rspSampleXml="", rspSampleJson="{}")).response_examples) == [Notation.JSON]


def test_what_the_site_keeps_for_itself_is_left_out_by_a_rule() -> None:
    found = read(document(docId=12, applyScopes=[{"name": "基础"}], gmtModified=5, brandNew="?", publicParams=[row()]))
    rules = {skipped_text.cell.text: skipped_text.rule for skipped_text in found.skipped_texts}
    assert rules["12"] == "number of the page"
    assert rules["基础"] == "permission package"
    assert rules["f"] == "common parameters"
    assert rules["?"] == ""


def test_of_two_members_of_one_name_the_last_counts() -> None:
    found = read('{"name": "a.b", "name": "c.d", "requestParams": []}')
    assert found.name == Cell("c.d", 1)
    assert [(skipped_text.cell.text, skipped_text.rule) for skipped_text in found.skipped_texts] == [("a.b", "")]


def test_words_around_the_document_are_not_dropped() -> None:
    found = read('{"name": "a.b", /* note */ "requestParams": []}\nsaved today {"x": "y"}')
    assert {
        (skipped_text.cell.text, skipped_text.cell.line, skipped_text.rule) for skipped_text in found.skipped_texts
    } >= {
        ("/* note */", 1, "comment"),
        ("saved today", 2, ""),
        ("y", 2, ""),
    }


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('{"name": "a.b",\n "requestParams": [}]}', 2, 20),
        ('{"name": "a.b", "requestParams": [{"name": "a "b" c"}]}', 1, 44),
        ('{"name": "a.b", "requestParams": [' + "[" * 10_000, 1, 133),
    ],
)
def test_a_broken_document_is_refused_with_its_place(text: str, line: int, column: int) -> None:
    with pytest.raises(UnreadablePageError, match=f"column {column} ") as caught:
        read(text)
    assert caught.value.line == line


@pytest.mark.parametrize(
    "text",
    [
        '{"name": "x", "requestParams": [], "responseParams": []}',
        ' \n\ufeff{"success": true, "data": {"name": "x", "responseParams": [{"na',
        '{"data": {"requestParams" :\u3000[], "errorCodes": null}}',
        '{"data": {"name": "x", "apiChineseName": "y',
    ],
)
def test_documents_are_recognised_whole_and_cut(text: str) -> None:
    assert site_json.recognises(page(text))


@pytest.mark.parametrize(
    "text",
    [
        '{"name": "x", "description": "requestParams"}',
        '{"name": "x", "list": [{"name": "y", "requestParams": []}]}',
        '[{"name": "x", "requestParams": [], "responseParams": []}]',
        '{"apis": [{"name": "x", "requestParams": [], "responseParams": []}]}',
        '{"openapi": "3.0", "requestParams": {"a": 1}, "name": "x"}',
        '{"other": {"name": "x", "requestParams": [], "responseParams": []}}',
        '{"success": false, "data": null, "msg": "requestParams"}',
        'window.page = {"name": "x", "requestParams": [], "responseParams": []}',
        '{"requestParams": []}',
        "{",
    ],
)
def test_other_json_is_not_recognised(text: str) -> None:
    assert not site_json.recognises(page(text))


@given(st.text('{}[]",:\\\n ', max_size=40))
def test_recognising_never_fails(tail: str) -> None:
    text = '{"requestParams":' + tail
    if site_json.recognises(page(text)):
        try:
            site_json.read(page(text))
        except UnreadablePageError as error:
            assert error.line
