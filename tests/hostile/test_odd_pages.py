"""Pages made to cost time or to break a reader: each is read, or refused by name.

Nothing is timed here. The sizes are such that a reader whose time is not linear would not end within minutes.
"""

from __future__ import annotations

import pytest

from topgen.coverage import Usage
from topgen.document import Cell, Example, Notation
from topgen.errors import UnreadablePageError
from topgen.examples import ExampleValue
from topgen.examples.java import read_java
from topgen.examples.variables import MAX_VALUES
from topgen.examples.xml import read_xml
from topgen.extract.values import split_list
from topgen.layouts import html, read_document
from topgen.pages import Page, page_from_bytes
from topgen.pages.page import MAX_LINES
from topgen.pipeline import PageAnalysis

MANY = 100_000
BLANKS = " " * MANY


def page_of(text: str) -> Page:
    return page_from_bytes(text.encode(), "page", "page")


def java(*lines: str) -> tuple[ExampleValue, ...]:
    return read_java(Example(tuple(Cell(line, at) for at, line in enumerate(lines, 1)), Notation.JAVA)).roots


def xml(text: str) -> tuple[ExampleValue, ...]:
    lines = tuple(Cell(line, at) for at, line in enumerate(text.split("\n"), 1))
    return read_xml(Example(lines, Notation.XML)).roots


@pytest.mark.parametrize("tag", [f"<{BLANKS}", f"<a{BLANKS}", f"<a {'/ ' * MANY}", f"<a {'x ' * MANY}", "<" * MANY])
def test_a_tag_that_never_ends_is_no_element(tag: str) -> None:
    assert xml(tag) == ()


@pytest.mark.slow
@pytest.mark.parametrize("between", ["", "\n", "\n  "])
def test_each_of_many_elements_without_an_end_keeps_its_value(between: str) -> None:
    (top,) = xml(f"{between}<a>x".join(("<top>", *map(str, range(MANY // 2)))))
    assert [shown.text for shown in top.children] == [f"x{at}" for at in range(MANY // 2)]


@pytest.mark.slow
def test_many_elements_on_one_line_beside_indented_ones_with_lost_ends_are_all_read() -> None:
    (top,) = xml("<top>\n <a>\n  <b>x</b>\n <c>x</c>\n" + "<d>x</d><e>y</e>" * (MANY // 2))
    assert sum(1 for shown in top.walk() if shown.text) == MANY + 2


@pytest.mark.parametrize("entity", [f"&#{'9' * 5000};", f"&#x{'f' * 5000};", f"&#{'0' * 5000}65"])
def test_a_number_that_is_no_character_stays_as_written(entity: str) -> None:
    (value,) = xml(f"<a>{entity}&lt;&#65;</a>")
    assert value.text == f"{entity}<A"


@pytest.mark.parametrize("inside", [f"a{BLANKS}b", f"a{'); ' * MANY}b", f"a{';' * MANY}b"])
def test_a_value_may_hold_what_looks_like_the_end_of_its_statement(inside: str) -> None:
    (value,) = java(f"req.setA({inside}c);")
    assert value.text.endswith("bc")


@pytest.mark.parametrize("word", ["Request", "Request.", "List<", "a .set", "new a", ". "])
def test_words_of_a_call_without_end_say_nothing(word: str) -> None:
    assert java(f"A{word * MANY}") == ()


def test_objects_that_stand_in_each_other_twice_do_not_double_at_each_level() -> None:
    lines = [f"ARequest.B obj{at} = new ARequest.B();" for at in range(40)]
    lines += [f"obj{at}.set{name}(obj{at + 1});" for at in range(39) for name in "AB"]
    (top,) = java(*lines, "req.setA(obj0);")
    assert sum(1 for _ in top.walk()) <= 2 * MAX_VALUES


@pytest.mark.slow
def test_each_list_without_objects_takes_an_object_of_its_class_that_stands_nowhere() -> None:
    lines = [f"List<ARequest.B{at}> list{at} = new ArrayList<ARequest.B{at}>();" for at in range(MANY // 4)]
    lines += [f"ARequest.B{at} obj{at} = new ARequest.B{at}();" for at in range(MANY // 4)]
    lines += [f"obj{at}.setA(1L);" for at in range(MANY // 4)]
    roots = java(*lines, *(f"req.setL{at}(list{at});" for at in range(MANY // 4)))
    assert [shown.text for root in roots for shown in root.children] == ["1"] * (MANY // 4)


@pytest.mark.slow
def test_tables_in_tables_without_a_word_are_no_page() -> None:
    assert not html.recognises(page_of("<table>" * MANY + "<td>x"))


def test_a_row_of_a_pipe_table_has_no_more_cells_than_columns_however_often_its_rows_are_lost() -> None:
    heads = "名称 | 类型 | 是否必须 | 示例值 | 更多限制 | 描述 |\n---|---|---|---|---|---|\n"
    document = read_document(page_of(heads + "a | A | 必须 | x | | y |\n" + "|\nwords\n" * 40_000 + "|\n"))
    assert document.request is not None
    (row,) = document.request.raw_rows
    assert len(row.cells) < 30
    assert " ".join(cell.text for cell in row.cells).count("words") == 40_000


def test_each_line_of_a_long_value_is_found_where_the_one_above_it_ended() -> None:
    words = "\n".join(f"line {number}" for number in range(MANY // 3))
    page = page_of(
        f"响应参数\n名称 类型 示例值 描述\na String x\n响应示例\n<a_b_response>\n<a>{words}</a>\n</a_b_response>"
    )
    entries = PageAnalysis(page).coverage.entries
    assert sum(entry.rule == "continued response example" for entry in entries) == MANY // 3 - 1
    assert all(entry.usage is not Usage.UNMATCHED for entry in entries)


@pytest.mark.parametrize("text", [f'"{BLANKS}x', f"a{BLANKS}x", '"' * MANY, '"\\' * MANY])
def test_a_sample_of_one_item_without_a_comma_is_one_item(text: str) -> None:
    assert split_list(text) == (text,)


def test_a_page_of_more_lines_than_any_page_has_is_refused() -> None:
    assert len(page_of("a\n" * (MAX_LINES - 1)).lines) == MAX_LINES
    with pytest.raises(UnreadablePageError, match="lines that a page may have"):
        page_of("a\n" * MAX_LINES)


def test_a_type_of_brackets_alone_is_read() -> None:
    tree = PageAnalysis(page_of("响应参数\n名称 类型 示例值 描述\nids [] 说明\n")).tree
    assert [node.name.text for node in tree.response] == ["ids"]
