"""What the text layouts make of whole pages and of pages that copies have harmed."""

from __future__ import annotations

import pytest
from text_pages import BULLETS, MARKDOWN, PAGES, PIPE, RAW, SPI, covered, filled, page, raw_rows, read

from topgen.document import Notation
from topgen.errors import UnknownLayoutError
from topgen.layouts import LAYOUTS
from topgen.vocabulary.characters import bare_words
from topgen.vocabulary.markers import read_marker

HEADINGS = ("请求参数", "响应参数", "请求示例", "响应示例", "异常示例", "错误码解释")
TABS = ("JAVA", ".NET", "XML示例", "JSON示例")


def summary(text: str) -> dict[str, object]:
    """All that a page says, without line numbers and headings."""
    document = read(text)
    examples = (document.request_examples, document.response_examples, document.error_examples)
    return {
        "name": document.name and document.name.text,
        "title": document.title and document.title.text,
        "description": [cell.text for cell in document.description],
        "request": raw_rows(document.request) if document.request else [],
        "response": raw_rows(document.response) if document.response else [],
        "examples": [["".join(cell.text.split()) for one in several for cell in one.lines] for several in examples],
        "errors": [[cell.text for cell in row] for row in document.errors],
        "unexplained": [skipped_text.cell.text for skipped_text in document.skipped_texts if not skipped_text.rule],
    }


def without(text: str, *lines: str) -> str:
    return "\n".join(line for line in text.split("\n") if line.strip(" •") not in lines)


@pytest.mark.parametrize("name", PAGES)
def test_exactly_one_dialect_recognises_a_page(name: str) -> None:
    assert [layout.NAME for layout in LAYOUTS if layout.recognises(page(PAGES[name]))] == [name]


@pytest.mark.parametrize("name", PAGES)
def test_every_line_is_explained_and_stands_in_one_place(name: str) -> None:
    document = read(PAGES[name])
    assert covered(document, PAGES[name]) == filled(PAGES[name])
    assert all(skipped_text.rule for skipped_text in document.skipped_texts)
    assert document.ends_early == 0


def test_bulleted_text() -> None:
    document = read(BULLETS)
    assert document.name is not None and document.name.text == "shop.garden.get"
    assert document.title is not None and document.title.text == "查询花园(新)"
    assert document.category is not None and document.category.text == "花园"
    assert [cell.text for cell in document.description] == ["按编号查询花园。", "每次一个。"]
    assert raw_rows(document.request)[:4] == [
        "line query QueryDto 必须 查询条件",
        "item └ ids",
        "item Number []",
        "item 必须",
    ]
    assert raw_rows(document.request)[-4:] == ["item 返回", "line lang String 可选 zh", "item 最大长度:8", "item 语言"]
    assert [example.notation for example in document.response_examples] == [Notation.XML]


def test_a_pipe_table_marks_what_it_lost() -> None:
    request = read(PIPE).request
    assert request is not None and not request.keeps_nested
    lang, mode, query = request.raw_rows
    assert (lang.limited, lang.gap, [cell.text for cell in lang.cells][3:]) == (True, False, ["zh", "语言"])
    assert [cell.text for cell in mode.cells] == ["mode", "String", "可选", "fast", "quick | slow"]
    assert (query.limited, query.gap) == (False, True)
    assert [[cell.text for cell in row] for row in read(PIPE).errors] == [["1", "没有花园", "换一个编号"]]


def test_bars_at_both_ends_keep_empty_cells() -> None:
    document = read(MARKDOWN)
    assert raw_rows(document.request) == [
        "grid lang / String / 可选 / zh / 最大长度:8 / 语言",
        "grid mode / String / 可选 /  /  / quick | slow",
        "grid query / QueryDto / 必须 /  /  / 查询条件",
    ]
    assert document.request is not None and [raw_row.gap for raw_row in document.request.raw_rows] == [
        False,
        False,
        True,
    ]
    assert [cell.text for cell in document.response_examples[0].lines] == ["<total>1</total>"]


def test_bars_at_both_ends_without_empty_cells_are_no_grid() -> None:
    moved = MARKDOWN.replace("| 可选 | | | quick | slow |", "| 可选 | quick |").replace(
        "| | | 查询条件 |", "| 查询条件 |||"
    )
    assert raw_rows(read(moved).request)[1:] == [
        "row mode / String / 可选 / quick",
        "row query / QueryDto / 必须 / 查询条件",
    ]


def test_raw_cells_read_like_bullets() -> None:
    document = read(RAW)
    assert raw_rows(document.request) == [
        "line query QueryDto 必须 查询条件",
        *("item └ ids", "item Number []", "item 必须", "item [1,2]"),
        *("item page", "item PageDto", "item 可选"),
        *("item └ size", "item Number", "item 可选"),
    ]
    assert raw_rows(document.response) == [
        "row total / Number / 1 / 总数",
        "row result / GardenDto / 结果",
        "item └ title",
        "item String",
    ]


def test_examples_of_service_provider_pages_are_json() -> None:
    document = read(SPI)
    assert [example.notation for example in document.request_examples] == [Notation.JSON]
    assert [example.notation for example in document.response_examples] == [Notation.JSON]
    assert covered(document, SPI) == filled(SPI)


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_lost_heading_is_no_loss(heading: str) -> None:
    assert summary(without(BULLETS, heading)) == summary(BULLETS)


def test_all_headings_lost_are_no_loss() -> None:
    assert summary(without(BULLETS, "公共参数", *HEADINGS)) == summary(BULLETS)


@pytest.mark.parametrize(
    "columns", ["名称 类型 是否必须 示例值 更多限制 描述", "名称 类型 示例值 描述", "错误码 错误描述 解决方案"]
)
@pytest.mark.parametrize("heading", ["", *HEADINGS])
def test_lost_column_heads_are_no_loss(columns: str, heading: str) -> None:
    assert summary(without(BULLETS, columns, heading)) == summary(BULLETS)


def test_lost_tabs_and_headings_of_examples_are_no_loss() -> None:
    assert summary(without(BULLETS, *TABS, "请求示例", "响应示例", "异常示例")) == summary(BULLETS)


@pytest.mark.parametrize("form", ["【{}】", "{}:", "## {}", "[{}]", "**{}**", "  • {}", "\u3000{} \t"])
def test_decorated_headings_are_headings(form: str) -> None:
    text = BULLETS
    for heading in HEADINGS:
        text = text.replace(f"\n{heading}\n", f"\n{form.format(heading)}\n")
    assert summary(text) == summary(BULLETS)


@pytest.mark.parametrize("name", PAGES)
def test_odd_white_space_and_blank_lines_say_nothing(name: str) -> None:
    text = PAGES[name]
    odd = text.replace("\n", "\u200b \n\u00a0\n").replace(" ", "\u00a0")
    assert summary(odd) == summary(text)
    assert summary("\n".join(line for line in text.split("\n") if line)) == summary(text)


def test_doubled_blanks_and_tabs_between_cells_are_borders() -> None:
    text = BULLETS.replace("lang String 可选 zh", "lang  String\t可选   zh").replace("名称 类型", "名称  类型")
    assert raw_rows(read(text).request) == raw_rows(read(BULLETS).request)


def test_sections_may_stand_in_another_order() -> None:
    front, *parts = BULLETS.replace("\n公共参数\n", "").split("\n请求参数\n")
    request, rest = parts[0].split("\n响应参数\n")
    response, rest = rest.split("\n请求示例\n")
    swapped = f"{front}\n响应参数\n{response}\n请求参数\n{request}\n请求示例\n{rest}"
    assert summary(swapped) == summary(BULLETS)


@pytest.mark.parametrize(
    "word", ["返回", "FAQ", "顶部", "JAVA", "请求参数", "响应参数", "响应示例", "错误码解释", "API工具"]
)
def test_the_words_of_a_heading_may_be_a_description(word: str) -> None:
    text = BULLETS.replace("  • 分页\n", f"  • {word}\n").replace("每次一个。", word)
    expected = [raw_row.replace("分页", word) for raw_row in raw_rows(read(BULLETS).request)]
    assert raw_rows(read(text).request) == expected
    assert raw_rows(read(text).response) == raw_rows(read(BULLETS).response)
    assert [cell.text for cell in read(text).description] == ["按编号查询花园。", word]


def test_links_to_the_sections_are_navigation() -> None:
    document = read("\n".join(HEADINGS) + "\n" + BULLETS)
    assert [skipped_text.rule for skipped_text in document.skipped_texts[:6]] == ["navigation"] * 6
    assert raw_rows(document.request) == raw_rows(read(BULLETS).request)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_is_cut_says_where(name: str) -> None:
    lines = PAGES[name].split("\n")
    for end in range(8, len(lines)):
        text = "\n".join(lines[:end])
        document = read(text)
        whole = any(line.lstrip("| ").startswith("错误码") for line in lines[:end])
        assert document.ends_early == (0 if whole else filled(text)[-1])
        assert covered(document, text) == filled(text)


@pytest.mark.parametrize(
    ("line", "name", "title"),
    [
        ("shop.garden.get (查询花园)", "shop.garden.get", "查询花园"),
        ("shop.garden.get(查询(花园))", "shop.garden.get", "查询(花园)"),
        ("shop.garden.get (查询花园", "shop.garden.get", "查询花园"),
        ("shop.garden.get 查询花园", "shop.garden.get", "查询花园"),
        ("shop.garden.get", "shop.garden.get", None),
        ("shop.garden.get\n(查询花园)", "shop.garden.get", "查询花园"),
        ("查询花园", None, None),
    ],
)
def test_names_and_titles(line: str, name: str | None, title: str | None) -> None:
    document = read(BULLETS.replace("shop.garden.get (查询花园(新))", line))
    assert (document.name and document.name.text, document.title and document.title.text) == (name, title)


MENU = "花园查询\n花园新增\n花园删除\n环境 HTTP请求地址 HTTPS请求地址\n正式环境 http://a.example/router/rest https://b.example/router/rest\n"


def test_a_menu_above_the_tables_is_no_description() -> None:
    document = read(MENU + BULLETS[BULLETS.index("公共参数") :])
    assert (document.name, document.title, document.description) == (None, None, ())
    assert [skipped_text.rule for skipped_text in document.skipped_texts[:5]] == ["menu"] * 3 + ["service address"] * 2
    assert raw_rows(document.request) == raw_rows(read(BULLETS).request)


def test_filled_common_parameters_are_no_parameters_of_the_api() -> None:
    filled_table = "公共参数\n名称 类型 是否必须 描述\nmethod String 必须 接口名称\napp_key String 必须 应用\n"
    document = read(BULLETS.replace("公共参数\n", filled_table))
    assert raw_rows(document.request) == raw_rows(read(BULLETS).request)
    assert [skipped_text.rule for skipped_text in document.skipped_texts].count("common parameters") == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (MENU + "公共参数\n", "a menu"),
        ("如何开始\n更新时间:2017\n访问次数:100\n请求参数\n名称 类型 描述\n", "a tutorial"),
        ("商品详情\n请求参数\n参数名 类型 必须 描述\nnum_iid Mix 1 编号\n", "another service"),
        ("今天的天气\n晴\n", "no page of an API"),
    ],
)
def test_other_pages_are_refused_by_name(text: str, words: str) -> None:
    with pytest.raises(UnknownLayoutError, match=words):
        read(text)


def test_a_page_whose_examples_are_lost_is_no_other_page() -> None:
    text = BULLETS[: BULLETS.index("请求示例")]
    assert raw_rows(read(text).request) == raw_rows(read(BULLETS).request)


def test_a_page_that_begins_with_brackets_is_text() -> None:
    assert read("[新] 查询花园。\n" + PIPE).layout == "pipe"
    assert [layout.NAME for layout in LAYOUTS if layout.recognises(page("<table>\n" + BULLETS))] in ([], ["html"])


def test_a_line_of_decoration_alone_says_nothing() -> None:
    assert read_marker("") is None
    assert read_marker(bare_words("【】")) is None
