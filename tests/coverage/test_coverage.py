"""What the coverage says of each line of small pages, and that it believes no other room."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from topgen.alignment import ApiTree, build_tree
from topgen.coverage import Entry, Usage, measure_coverage
from topgen.document import Cell, Document, Example, Notation, SkippedText
from topgen.errors import GeneratorError
from topgen.examples.notations import parse_examples
from topgen.layouts import read_document
from topgen.pages import Page, page_from_bytes
from topgen.pipeline import PageAnalysis
from topgen.vocabulary.characters import BLANKS

HEAD = "taobao.shop.get (Get a shop)\nGives a shop.\n"
REQUEST = "请求参数\n名称 类型 是否必须 示例值 更多限制 描述\n"
RESPONSE = "响应参数\n名称 类型 示例值 描述\n"
REQUEST_EXAMPLE = "请求示例\n"
RESPONSE_EXAMPLE = "响应示例\n"
ERRORS = "错误码解释\n"


def page_of(text: str) -> Page:
    return page_from_bytes(text.encode(), "page.txt", "page.txt")


def tree_of(document: Document) -> ApiTree:
    return build_tree(document, parse_examples(document))


def read(text: str) -> dict[str, tuple[Usage, str]]:
    """Usage and rule by the words of each entry; pages here say nothing twice."""
    page = page_of(text)
    entries = PageAnalysis(page).coverage.entries
    return {entry.cell.text.strip(): (entry.usage, entry.rule) for entry in entries}


def taken(rule: str) -> tuple[Usage, str]:
    return (Usage.USED, rule)


def lost(rule: str) -> tuple[Usage, str]:
    return (Usage.UNMATCHED, rule)


def test_the_head_of_a_page_is_used_by_name_title_and_description() -> None:
    found = read("文档中心 > API类目 > Shops\n" + HEAD + REQUEST)
    assert found["Shops"] == taken("category")
    assert found["taobao.shop.get"] == taken("name")
    assert found["Get a shop"] == taken("title")
    assert found["Gives a shop."] == taken("description")


def test_a_row_on_one_line_is_one_entry_and_a_nested_row_one_for_each_cell() -> None:
    found = read(HEAD + REQUEST + "shop ShopDTO 必须 the shop\n  • └ nick\n  • String\n  • 可选\n  • the owner\n")
    assert found["shop ShopDTO 必须 the shop"] == taken("request row")
    assert {found[words] for words in ("nick", "String", "可选", "the owner")} == {taken("request row")}


def test_limits_and_further_lines_of_a_description_have_rules_of_their_own() -> None:
    found = read(
        HEAD + REQUEST + "nick String 必须 the owner\nwho may be\n\nanybody\nage Number 可选 5\n  • 最大值:9\n"
    )
    assert found["who may be"] == found["anybody"] == taken("continued request row")
    assert found["最大值:9"] == taken("limit")


def test_words_that_begin_no_row_are_unmatched() -> None:
    found = read(HEAD + REQUEST + "!! nothing like a row\nnick String 必须 the owner\n")
    assert found["!! nothing like a row"] == lost("in no row")
    assert found["nick String 必须 the owner"] == taken("request row")


def test_cells_that_did_not_reach_a_field_are_unmatched() -> None:
    page = page_of(HEAD + REQUEST + "shop ShopDTO 必须 the shop\n  • └ nick\n  • String\n  • 可选\nage Number 可选 5\n")
    tree = PageAnalysis(page).tree
    coverage = measure_coverage(page, replace(tree, request=tree.request[:1]))
    assert [entry.quote for entry in coverage.unmatched if entry.rule == "in no field"] == ["age Number 可选 5"]
    bare = replace(tree.request[0], children=())
    coverage = measure_coverage(page, replace(tree, request=(bare, *tree.request[1:])))
    assert [entry.quote for entry in coverage.unmatched if entry.rule == "in no field"] == ["nick", "String", "可选"]


def test_statements_of_an_example_are_told_from_its_frame() -> None:
    found = read(HEAD + REQUEST + "nick String 必须 joe the owner\n" + REQUEST_EXAMPLE + 'req.setNick("joe");\n);\n')
    assert found['req.setNick("joe");'] == taken("request example")
    assert found[");"] == taken("request example frame")


def test_lines_of_an_example_that_cannot_be_read_are_unmatched() -> None:
    java = 'req.setNick("joe");\nbuy milk\n'
    xml = "<r_response>\n<nick>joe</nick>\nbuy bread\n</r_response>\n"
    found = read(
        HEAD
        + REQUEST
        + "nick String 必须 a\n"
        + RESPONSE
        + "nick String b\n"
        + REQUEST_EXAMPLE
        + java
        + RESPONSE_EXAMPLE
        + xml
    )
    assert found["buy milk"] == found["buy bread"] == lost("unread part of an example")
    assert found["</r_response>"] == taken("response example frame")


def test_a_value_over_several_lines_is_one_value() -> None:
    found = read(HEAD + RESPONSE + "nick String b\n" + RESPONSE_EXAMPLE + "<nick>joe\nand jim\nand jon</nick>\n")
    assert found["<nick>joe"] == taken("response example")
    assert found["and jim"] == found["and jon</nick>"] == taken("continued response example")


def test_values_of_an_example_that_no_row_names_are_unmatched_with_all_inside_them() -> None:
    xml = "<r_response>\n<nick>joe</nick>\n<shop>\n<age>5</age>\n</shop>\n</r_response>\n"
    found = read(HEAD + RESPONSE + "nick String b\n" + RESPONSE_EXAMPLE + xml)
    assert found["<nick>joe</nick>"] == taken("response example")
    assert found["<shop>"] == found["<age>5</age>"] == lost("in the example, in no row")


def test_an_unknown_value_in_an_example_on_one_line_is_quoted_beside_the_line() -> None:
    xml = "<r_response> <nick>joe</nick> <age>5</age> </r_response>"
    found = read(HEAD + RESPONSE + "nick String b\n" + RESPONSE_EXAMPLE + xml)
    assert found[xml] == taken("response example")
    assert found["age 5"] == lost("in the example, in no row")


def test_lines_that_share_a_line_of_the_page_do_not_hide_a_broken_one() -> None:
    page = page_of("<r_response>\n<nick> joe </nick>\nbuy bread\n</r_response>\n")
    texts = (
        ("<r_response>", 1),
        ("<nick>", 2),
        ("joe", 2),
        ("", 2),
        ("</nick>", 2),
        ("buy bread", 3),
        ("</r_response>", 4),
    )
    example = Example(tuple(Cell(text, line) for text, line in texts), Notation.XML)
    coverage = measure_coverage(page, tree_of(Document(layout="none", response_examples=(example,))))
    assert [(entry.cell.line, entry.quote) for entry in coverage.unmatched] == [(3, "buy bread")]
    assert [entry.rule for entry in coverage.entries if entry.cell.line == 2] == ["response example"] * 3


def test_a_second_example_explains_nothing() -> None:
    page = page_of("<r_response><a>1</a></r_response>\n{}\n")
    lines = [Example((Cell(text, line),), Notation.XML) for line, text in enumerate(page.lines[:2], 1)]
    coverage = measure_coverage(page, tree_of(Document(layout="none", response_examples=tuple(lines))))
    assert [(entry.usage, entry.rule) for entry in coverage.entries] == [
        taken("response example"),
        (Usage.SKIPPED, "further response example"),
    ]


def test_errors_and_tabs() -> None:
    found = read(HEAD + REQUEST + REQUEST_EXAMPLE + "JAVA\n" + ERRORS + "isv.no-shop no such shop\n")
    assert found["isv.no-shop no such shop"] == taken("error row")
    assert found["JAVA"] == (Usage.SKIPPED, "language tab")


def test_the_further_lines_of_a_cell_are_found_below_it() -> None:
    page = page_of("first\n\nsecond\nthird\n")
    document = Document(layout="none", skipped_texts=(SkippedText(Cell("first\nsecond", 1), "notice"),))
    entries = measure_coverage(page, tree_of(document)).entries
    assert [(entry.cell.line, entry.rule) for entry in entries] == [
        (1, "notice"),
        (3, "continued notice"),
        (4, "in no cell"),
    ]


def test_skipped_texts_without_a_rule_are_unmatched_and_some_rules_take_a_fact() -> None:
    page = page_of("one\ntwo\nthree\n")
    skipped_texts = (
        SkippedText(Cell("one", 1), ""),
        SkippedText(Cell("two", 2), "footer"),
        SkippedText(Cell("three", 3), "session label"),
    )
    coverage = measure_coverage(page, tree_of(Document(layout="none", skipped_texts=skipped_texts)))
    assert [entry.usage for entry in coverage.entries] == [Usage.UNMATCHED, Usage.SKIPPED, Usage.USED]
    assert (coverage.file, coverage.total, coverage.explained, len(coverage.unmatched)) == ("page.txt", 3, 2, 1)


def test_a_quote_is_one_short_line() -> None:
    entry = Entry(Cell("a  b\nc" + "x" * 500, 1), Usage.UNMATCHED, "")
    assert entry.quote.startswith("a b cxxx") and entry.quote.endswith("…") and len(entry.quote) == 120


LINES = st.one_of(
    st.sampled_from(
        [
            *(HEAD + REQUEST + RESPONSE + REQUEST_EXAMPLE + RESPONSE_EXAMPLE + ERRORS).splitlines(),
            "shop ShopDTO 必须 the shop",
            "  • └ nick",
            "  • String",
            "  • 可选",
            "  •",
            "  • 最大值:9",
            'req.setNick("joe");',
            "<nick>joe",
            "</nick>",
            "---|---|",
            "name | String | 必须 | x |",
            "1 2 | <a_response> <nick> joe </nick> </a_response> |",
            "|",
            "",
            "\u3000\u200b",
        ]
    ),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20),
)


@given(st.lists(LINES, max_size=30), st.sampled_from([REQUEST, "名称 | 类型 | 示例值 | 描述 |\n---|---|---|---|\n"]))
def test_every_line_that_is_not_blank_has_an_entry(lines: list[str], table: str) -> None:
    page = page_of("a page\n" + "\n".join(lines[::2]) + "\n" + table + "\n".join(lines[1::2]))
    try:
        document = read_document(page)
    except GeneratorError:
        document = Document(layout="none")
    coverage = measure_coverage(page, tree_of(document))
    filled = {number for number, line in enumerate(page.lines, 1) if line.strip(BLANKS)}
    assert filled <= {entry.cell.line for entry in coverage.entries}
    assert coverage.total >= len(filled)
    assert [entry.cell.line for entry in coverage.entries] == sorted(entry.cell.line for entry in coverage.entries)


def test_a_line_of_symbols_from_the_font_of_the_site_shows_no_words() -> None:
    found = read(HEAD + REQUEST + "shop ShopDTO 必须 the shop\n\ue04f\ue6c4\n")
    assert all(usage is not Usage.UNMATCHED for usage, _ in found.values())
