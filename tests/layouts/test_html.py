"""HTML pages: every shape that tables, nested rows, examples and broken markup come in gives the same document."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from topgen.document import Document, Notation, RowForm
from topgen.errors import UnknownLayoutError
from topgen.layouts import html, read_document
from topgen.layouts.html.grid import WIDEST, read_grid
from topgen.layouts.html.tree import read_tree
from topgen.pages import Page, page_from_bytes


def heads(words: str) -> str:
    return "".join(f"<th>{word}</th>" for word in words.split())


REQUEST_HEAD = heads("名称 类型 是否必须 示例值 更多限制 描述")
RESPONSE_HEAD = heads("名称 类型 示例值 描述")
BOX = "<tr><td>box</td><td>Box</td><td>必须</td><td></td><td></td><td>a box</td></tr>"
PLAIN = "<tr><td>note</td><td>String</td><td>可选</td><td>hi there</td><td></td><td>a note</td></tr>"


def page(text: str) -> Page:
    return page_from_bytes(text.encode(), "page", "page")


def read(text: str) -> Document:
    return read_document(page(text))


def whole(request: str = BOX, response: str = "", below: str = "") -> str:
    return (
        "<!DOCTYPE html><html><head><title>t</title></head><body><h1>taobao.box.add (Add)</h1><div>Adds a box.</div>"
        f"<h2>请求参数</h2><table><thead><tr>{REQUEST_HEAD}</tr></thead><tbody>{request}</tbody></table>"
        f"<h2>响应参数</h2><table><thead><tr>{RESPONSE_HEAD}</tr></thead><tbody>{response}</tbody></table>"
        f"{below}<h2>错误码解释</h2></body></html>"
    )


def rows(document: Document, side: str = "request") -> list[tuple[int | None, bool | None, str]]:
    """Each row as depth, mark and its cells with bars between them."""
    table = getattr(document, side)
    assert table is not None
    return [(raw_row.depth, raw_row.leaf, "|".join(cell.text for cell in raw_row.cells)) for raw_row in table.raw_rows]


def unexplained(document: Document) -> list[str]:
    return [skipped_text.cell.text for skipped_text in document.skipped_texts if not skipped_text.rule]


def ruled(document: Document, rule: str) -> list[str]:
    return [skipped_text.cell.text for skipped_text in document.skipped_texts if skipped_text.rule == rule]


INNER = ("size|Number|可选|1||how big", "lid|Lid|可选|||the lid", "color|String|必须|red||its color")
FLAT = [(0, None, "box|Box|必须|||a box")]
NESTED = [*FLAT, (1, None, INNER[0]), (1, None, INNER[1]), (2, None, INNER[2])]


def spell(row: str, before: str, between: str, after: str, mark: str = "") -> str:
    return before + between.join((mark + row).split("|")) + after


def items(row: str, mark: str = "", below: str = "") -> str:
    return spell(row, "<ul><li>", "</li><li>", f"</li>{below}</ul>", mark)


def cells(row: str, mark: str = "", tag: str = "<tr>") -> str:
    return spell(row, f"{tag}<td>", "</td><td>", "</td></tr>", mark)


def spans(row: str, below: str = "") -> str:
    return spell(row, "<li><span>", "</span><span>", f"</span>{below}</li>")


def sub(inside: str, tag: str = '<tr class="sub"><td colspan="6">') -> str:
    return f"{tag}{inside}</td></tr>"


SHAPES = {
    "lists in lists, an item for each cell": sub(
        items(INNER[0]) + items(INNER[1], below=f"<li>{items(INNER[2])}</li>"),
    ),
    "a list as a direct child of a list": sub(items(INNER[0]) + items(INNER[1], below=items(INNER[2]))),
    "an item for each row, a span for each cell": sub(
        f"<ul>{spans(INNER[0])}{spans(INNER[1], below=f'<ul>{spans(INNER[2])}</ul>')}</ul>"
    ),
    "a table in a cell, a table in a cell of that": sub(
        f"<table>{cells(INNER[0])}{cells(INNER[1])}"
        + sub(f"<table><tr>{REQUEST_HEAD}</tr>{cells(INNER[2])}</table>")
        + "</table>"
    ),
    "tables in a row without class, below an empty cell": sub(
        f"<div><table><tr>{REQUEST_HEAD}</tr>{cells(INNER[0])}{cells(INNER[1])}"
        + sub(f"<table>{cells(INNER[2])}</table>", '<tr><td></td><td colspan="5">')
        + "</table></div>",
        '<tr><td></td><td colspan="5">',
    ),
    "rows with a level": cells(INNER[0], tag='<tr data-level="1">')
    + cells(INNER[1], tag='<tr data-level="1">')
    + cells(INNER[2], tag='<tr data-level="2">'),
    "rows with a level in their class": cells(INNER[0], tag='<tr class="row level-1">')
    + cells(INNER[1], tag='<tr class="row level-1">')
    + cells(INNER[2], tag='<tr class="row level-2">'),
    "names moved by blanks": cells(INNER[0], "&nbsp;&nbsp;")
    + cells(INNER[1], "&nbsp;&nbsp;")
    + cells(INNER[2], "&nbsp;&nbsp;&nbsp;&nbsp;"),
    "names moved by padding": "".join(
        cells(row).replace("<td>", f'<td style="padding-left: {width}px">', 1)
        for row, width in zip(INNER, (20, 20, 40), strict=True)
    ),
    "names moved by ideographic blanks and lines": cells(INNER[0], "\u3000├ ")
    + cells(INNER[1], "\u3000├ ")
    + cells(INNER[2], "\u3000\u3000├ "),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_nested_rows_are_read_in_every_shape(shape: str) -> None:
    box = BOX.replace("<tr>", '<tr data-level="0" class="level-0">') if "level" in shape else BOX
    document = read(whole(box + SHAPES[shape]))
    assert rows(document) == NESTED
    assert not unexplained(document)


LOST = {
    "a list for each row": lambda row, mark: sub(items(row, mark)),
    "all lists in one row without class": lambda row, mark: sub(items(row, mark), '<tr><td colspan="6">'),
    "a table in a cell": lambda row, mark: sub(f"<table>{cells(row, mark)}</table>"),
    "rows like any other": lambda row, mark: cells(row, mark),
}


@pytest.mark.parametrize("shape", LOST)
def test_a_mark_for_fields_without_fields_says_nothing_of_depth(shape: str) -> None:
    document = read(whole(BOX + LOST[shape](INNER[0], "└ ")))
    assert rows(document) == [*FLAT, (None, True, INNER[0])]


def test_lists_side_by_side_have_lost_their_depth() -> None:
    inside = items(INNER[0], "└ ") + items(INNER[1]) + items(INNER[2], "└ ")
    assert rows(read(whole(BOX + sub(inside) + PLAIN))) == [
        *FLAT,
        (None, True, INNER[0]),
        (None, False, INNER[1]),
        (None, True, INNER[2]),
        (0, None, "note|String|可选|hi there||a note"),
    ]


def test_lists_without_marks_leave_open_who_has_fields() -> None:
    inside = items(INNER[0]) + items(INNER[1])
    assert [(depth, leaf) for depth, leaf, _ in rows(read(whole(BOX + sub(inside))))] == [
        (0, None),
        (None, None),
        (None, None),
    ]


def test_a_response_has_four_columns() -> None:
    response = "<tr><td>ok</td><td>Ok</td><td></td><td>d</td></tr>" + sub(
        "<ul><li>└ n</li><li>Number []</li><li>1,2</li><li></li></ul>", '<tr class="sub"><td colspan="4">'
    )
    assert rows(read(whole(response=response)), "response") == [(0, None, "ok|Ok||d"), (None, True, "n|Number []|1,2|")]


def test_a_blank_before_a_name_is_no_depth() -> None:
    inside = "<tr><td>&nbsp;note</td><td>String</td><td>可选</td><td></td><td></td><td></td></tr>"
    assert rows(read(whole(PLAIN + inside)))[1] == (0, None, "note|String|可选|||")


ROWS = {
    "blanks of the file": (
        "<tr>\n <td>\n a\n </td>\n<td>String</td><td> 必须 </td><td>x\n  y</td><td/><td>&nbsp;d&nbsp;</td></tr>",
        "a|String|必须|x y||d",
    ),
    "breaks and paragraphs": (
        "<tr><td>a</td><td>String<br>[]</td><td><b>必须</b></td><td><a href=x>v</a></td><td></td>"
        "<td><p>one</p><p>two<br/>three</p></td></tr>",
        "a|String []|必须|v||one\ntwo\nthree",
    ),
    "limits in a list": (
        "<tr><td>a</td><td>Number</td><td>必须</td><td></td><td><ul><li>最大值:9</li><li>最小值:1</li></ul></td><td>d</td></tr>",
        "a|Number|必须||最大值:9\n最小值:1|d",
    ),
    "limits with breaks": (
        "<tr><td>a</td><td>Number</td><td>必须</td><td></td><td>最大值:9<br>最小值:1</td><td>d</td></tr>",
        "a|Number|必须||最大值:9\n最小值:1|d",
    ),
    "a class in angle brackets that nobody escaped": (
        "<tr><td>a</td><td>List<Item></td><td>必须</td><td></td><td></td><td>Map<String,Object> of x</td></tr>",
        "a|List<Item>|必须|||Map<String,Object> of x",
    ),
    "entities": (
        "<tr><td>a</td><td>String</td><td>必须</td><td>{&quot;k&quot;:&#39;&lt;v&gt;&#x27;}</td><td></td>"
        "<td>&amp;amp; x=1&times=2</td></tr>",
        "a|String|必须|{\"k\":'<v>'}||&amp; x=1&times=2",
    ),
    "comments and scripts in a cell": (
        "<tr><td>a<!-- b --></td><td>String</td><td>必须</td>"
        "<td><script>var x='<td>'</script></td><td></td><td>d</td></tr>",
        "a|String|必须|||d",
    ),
    "missing end tags": (
        "<tr><td>a<td>String<td>必须<td>1<td><ul><li>最大长度:3<td>d<tr>",
        "a|String|必须|1|最大长度:3|d",
    ),
    "stray end tags": (
        "</p></div><tr><td>a</span></td><td>String</i></td><td>必须</td></div><td>1</td><td></td><td>d</td></tr></tr>",
        "a|String|必须|1||d",
    ),
    "heads in the body": (
        "<tr><th>a</th><td>String</td><td>必须</td><td>1</td><td></td><td>d</td></tr>",
        "a|String|必须|1||d",
    ),
    "a cell over two columns": (
        "<tr><td>a</td><td>String</td><td>必须</td><td colspan=2>1</td><td>d</td></tr>",
        "a|String|必须|1||d",
    ),
    "a name over two rows": (
        "<tr><td rowspan=2>a</td><td rowspan=2>String</td><td rowspan=2>必须</td><td rowspan=2>1</td>"
        "<td>最大长度:3</td><td>d</td></tr>"
        "<tr><td></td><td>e</td></tr>",
        "a|String|必须|1|最大长度:3|d\ne",
    ),
    "a quote that never closes": (
        '<tr><td class="x>a</td><td>String</td><td>必须</td><td>1</td><td></td><td>d</td></tr>',
        "a|String|必须|1||d",
    ),
}


@pytest.mark.parametrize("shape", ROWS)
def test_cells_are_read_in_every_shape(shape: str) -> None:
    written, wanted = ROWS[shape]
    document = read(whole(written + PLAIN))
    assert rows(document) == [(0, None, wanted), (0, None, "note|String|可选|hi there||a note")]


HEADS = {
    "another order": ("描述 名称 是否必须 类型 示例值", "d a 必须 String 1", "a|String|必须|1||d"),
    "a column less": ("名称 类型 必须 示例值 描述", "a String 必须 1 d", "a|String|必须|1||d"),
    "English words": ("Name Type Mandatory? Description", "a String 必须 d", "a|String|必须|||d"),
    "decorated words": (
        "【名称】 类型: 是否&nbsp;必须 示&emsp;例值 更多<br>限制 描述*",
        "a String 必须 1 最大值:1 d",
        "a|String|必须|1|最大值:1|d",
    ),
}


@pytest.mark.parametrize("shape", HEADS)
def test_columns_are_told_by_their_heads(shape: str) -> None:
    heads, values, wanted = HEADS[shape]
    head = "".join(f"<td>{word}</td>" for word in heads.split())
    row = "".join(f"<td>{word}</td>" for word in values.split())
    document = read(f"<html><h2>请求参数</h2><table><tr>{head}</tr><tr>{row}</tr></table></html>")
    assert rows(document) == [(0, None, wanted)]
    assert not unexplained(document)


def test_a_column_that_nobody_knows_keeps_its_words() -> None:
    document = read(
        f"<h2>请求参数</h2><table><tr>{heads('名称 类型 是否必须 心情 描述')}"
        "<tr><td>a<td>String<td>必须<td>good<td>d</table>"
    )
    assert rows(document) == [(0, None, "a|String|必须|||d")]
    assert unexplained(document) == ["good"]


def test_a_table_without_head_is_known_by_its_rows() -> None:
    document = read(f"<html><h3>请求参数</h3><table>{BOX}{PLAIN}</table></html>")
    assert [row for _, _, row in rows(document)] == ["box|Box|必须|||a box", "note|String|可选|hi there||a note"]


@pytest.mark.parametrize(
    "heading", ["<h3>{}</h3>", "<div>{}</div>", "<p><strong>{}:</strong></p>", "<h2>\n<a href='#x'>{}</a></h2>"]
)
def test_headings_come_in_any_element(heading: str) -> None:
    text = whole(BOX, PLAIN.replace("<td>可选</td>", "").replace("<td></td>", ""))
    for word in ("请求参数", "响应参数", "错误码解释"):
        text = text.replace(f"<h2>{word}</h2>", heading.format(word))
    document = read(text)
    assert rows(document) == FLAT
    assert rows(document, "response") == [(0, None, "note|String|hi there|a note")]
    assert not document.ends_early and not unexplained(document)


def test_tables_below_lost_headings_are_known_by_their_columns() -> None:
    text = whole(BOX, "<tr><td>ok</td><td>Boolean</td><td>true</td><td>d</td></tr>")
    for word in ("请求参数", "响应参数"):
        text = text.replace(f"<h2>{word}</h2>", "")
    document = read(text)
    assert rows(document) == FLAT
    assert rows(document, "response") == [(0, None, "ok|Boolean|true|d")]


def test_a_table_that_lacks_its_end_tag_ends_before_the_next_heading() -> None:
    text = whole(BOX, "<tr><td>ok</td><td>Boolean</td><td>true</td><td>d</td></tr>").replace("</tbody></table>", "")
    document = read(text)
    assert rows(document) == FLAT
    assert rows(document, "response") == [(0, None, "ok|Boolean|true|d")]


def test_a_page_laid_out_by_a_table_is_read_through_it() -> None:
    document = read(f"<table><tr><td>menu</td><td>{whole()}</td></tr></table>")
    assert rows(document) == FLAT
    assert document.name is not None and document.name.text == "taobao.box.add"


def test_common_parameters_are_left_out_by_name() -> None:
    names = ("method", "app_key", "sign")
    common = "".join(f"<tr><td>{name}</td><td>String</td><td>是</td><td>d</td></tr>" for name in names)
    head = "<tr><th>名称</th><th>类型</th><th>是否必须</th><th>描述</th></tr>"
    document = read(whole().replace("<h2>请求", f"<h2>公共参数</h2><table>{head}{common}</table><h2>请求"))
    assert rows(document) == FLAT
    assert ruled(document, "common parameters") == [word for name in names for word in (name, "String", "是", "d")]


HEADERS = {
    "one line": "<div class='nav'><a>文档中心</a> &gt; <a>API类目</a> &gt; <a>Boxes</a></div>",
    "a list": "<ul class='breadcrumb'><li>文档中心</li><li>API类目</li><li>Boxes</li></ul>",
    "a list with separators": "<nav><ol><li>文档中心 /</li><li>API类目 /</li><li>Boxes</li></ol></nav>",
}


@pytest.mark.parametrize("shape", HEADERS)
def test_the_breadcrumb_names_the_category(shape: str) -> None:
    document = read(whole().replace("<body>", "<body><div>Welcome</div>" + HEADERS[shape]))
    assert document.category is not None and document.category.text == "Boxes"
    assert document.name is not None and document.title is not None
    assert (document.name.text, document.title.text) == ("taobao.box.add", "Add")
    assert [cell.text for cell in document.description] == ["Adds a box."]
    assert ruled(document, "page header") == ["Welcome"]
    assert not unexplained(document)


def test_a_label_says_whether_a_call_needs_a_session() -> None:
    label = "<span>必须用户授权</span>"
    assert read(whole().replace("<div>Adds", f"<div>{label}</div><div>Adds")).session is True
    assert read(whole()).session is None


def test_contents_of_the_page_are_no_headings() -> None:
    contents = "<ul><li><a href='#a'>错误码解释</a></li></ul><p><a href='#b'>响应参数</a></p>"
    document = read(whole().replace("<h2>请求", contents + "<h2>请求", 1))
    assert ruled(document, "navigation") == ["错误码解释", "响应参数"]
    assert document.request is not None and document.request.line == 1


JAVA = """TaobaoClient client = new DefaultTaobaoClient(url, key, secret);
BoxAddRequest req = new BoxAddRequest();
req.setNote("a<b");"""
XML = "<box_add_response>\n    <ok>true</ok>\n</box_add_response>"


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def numbered(text: str) -> str:
    lines = escape(text).split("\n")
    numbers = "".join(f"<div>{number}</div>" for number in range(1, len(lines) + 1))
    code = "".join(f"<div class='line'>{line}</div>" for line in lines)
    return f"<table><tr><td class='gutter'>{numbers}</td><td class='code'>{code}</td></tr></table>"


CODES = {
    "pre": lambda text: f"<pre>{escape(text)}</pre>",
    "pre and code with spans": lambda text: (
        f"<pre><code><span class='k'>{escape(text[:9])}</span>{escape(text[9:])}</code></pre>"
    ),
    "an item for each line": lambda text: "<pre><ol>"
    + "".join(f"<li>{escape(x)}</li>" for x in text.split("\n"))
    + "</ol></pre>",
    "a row for each line": lambda text: "<pre><table>"
    + "".join(f"<tr><td>{n}</td><td>{escape(x)}</td></tr>" for n, x in enumerate(text.split("\n"), 1))
    + "</table></pre>",
    "a table with a gutter": numbered,
    "a gutter with its own pre": lambda text: (
        f"<table><tr><td><pre>1\n2\n3\n</pre></td><td><pre>{escape(text)}</pre></td></tr></table>"
    ),
    "numbers above the code": lambda text: f"<pre>1 2 3\n{escape(text)}</pre>",
    "line breaks": lambda text: "<div>" + escape(text).replace("\n", "<br>").replace("    ", "&nbsp;" * 4) + "</div>",
    "a text area": lambda text: f"<textarea>{escape(text)}</textarea>",
    "CDATA": lambda text: f"<pre><![CDATA[{text}]]></pre>",
}


@pytest.mark.parametrize("shape", CODES)
def test_examples_are_read_in_every_shape(shape: str) -> None:
    code = CODES[shape]
    document = read(whole(below=f"<h2>请求示例</h2>{code(JAVA)}<h2>响应示例</h2>{code(XML)}"))
    for examples, text, notation in (
        (document.request_examples, JAVA, Notation.JAVA),
        (document.response_examples, XML, Notation.XML),
    ):
        (example,) = examples
        assert "\n".join(cell.text for cell in example.lines) == text
        assert example.notation is notation
    assert not unexplained(document)


def test_xml_that_nobody_escaped_is_read_as_it_stands() -> None:
    error = "<error_response><code>50</code><title>x</title></error_response>"
    document = read(whole(below=f"<h2>异常示例</h2><pre><code class='xml'>{error}</code></pre>"))
    assert [cell.text for cell in document.error_examples[0].lines] == [error]


def test_of_several_languages_only_those_that_are_read_are_taken() -> None:
    sharp = "ITopClient client = new DefaultTopClient(url, key, secret);\nBoxAddRequest req = new BoxAddRequest();"
    tabs = "".join(
        f"<pre>{escape(code)}</pre>"
        for code in (sharp, "<?php\n$c = new TopClient;", "req := top.New()", JAVA, "curl -X x")
    )
    replies = f"<pre>{{&quot;a&quot;:1}}</pre><pre>{escape(XML)}</pre>"
    document = read(whole(below=f"<h2>请求示例</h2>{tabs}<h2>响应示例</h2>{replies}"))
    calls = [Notation.JAVA, Notation.PHP, Notation.CSHARP, Notation.CURL]
    assert [example.notation for example in document.request_examples] == calls
    assert [example.notation for example in document.response_examples] == [Notation.XML, Notation.JSON]
    assert len(ruled(document, "other language")) == 1


def test_each_line_of_an_example_knows_its_place() -> None:
    document = read(whole(below=f"\n\n<h2>请求示例</h2>\n<pre>\n{escape(JAVA)}</pre>"))
    assert [cell.line for cell in document.request_examples[0].lines] == [5, 6, 7]


def test_lines_are_counted_beyond_what_a_short_integer_holds() -> None:
    document = read("\n" * 70_000 + whole())
    assert document.request is not None and document.request.line == 70_001


def test_errors_are_read_by_their_columns() -> None:
    errors = "<table><tr><th>错误码</th><th>解决方案</th><th>错误描述</th></tr>"
    errors += "<tr><td>isv.a b</td><td></td><td>m</td></tr></table>"
    document = read(whole().replace("</body>", errors + "</body>"))
    assert [[cell.text for cell in row] for row in document.errors] == [["isv.a b", "m", ""]]


def test_a_page_that_stops_early_says_so() -> None:
    text = whole(BOX + PLAIN)
    assert read(text).ends_early == 0
    cut = read(text[: text.index("hi there") + 3])
    assert cut.ends_early == 1
    assert rows(cut) == [*FLAT, (0, None, "note|String|可选|hi||")]


def test_a_tag_in_which_the_page_ends_is_no_word() -> None:
    cut = read(whole(BOX + PLAIN).split("<td>hi")[0] + '<td class="x')
    assert ruled(cut, "cut tag") == ['<td class="x']


def test_words_that_belong_to_nothing_are_kept_as_unexplained() -> None:
    odd = "<tr><td colspan='6'>a stray sentence</td></tr>" + sub("<ul><li>just</li><li>a list of words</li></ul>")
    document = read(whole(BOX + odd).replace("<h2>响应", "<p>left over</p><h2>响应"))
    assert rows(document) == FLAT
    assert sorted(unexplained(document)) == ["a list of words", "a stray sentence", "just", "left over"]


def test_lists_that_dropped_their_empty_cells_keep_them_one_by_one() -> None:
    document = read(whole(BOX + sub("<ul><li>└ a</li><li>String</li><li>必须</li><li>words</li></ul>")))
    assert document.request is not None
    assert [(raw_row.form.value, raw_row.text, raw_row.leaf) for raw_row in document.request.raw_rows[1:]] == [
        ("item", "a", True),
        ("item", "String", False),
        ("item", "必须", False),
        ("item", "words", False),
    ]


NO_PAGES = {
    "a text that mentions tags": "taobao.a.b (x)\n用 <table><tr><td>名称</td></tr></table> 显示\n",
    "no parameter table": "<!DOCTYPE html><html><body><h1>请求参数</h1><p>请求参数</p></body></html>",
    "another table": "<html><body><table><tr><th>姓名</th><th>电话</th></tr>"
    "<tr><td>a</td><td>1</td></tr></table></body></html>",
    "a table in a script": f"<html><script>'<table><tr>{REQUEST_HEAD}</tr>{BOX}</table>'</script></html>",
    "JSON": '{"html": "<table><tr><th>名称</th><th>类型</th></tr></table>"}',
}


@pytest.mark.parametrize("shape", NO_PAGES)
def test_what_has_no_parameter_table_is_not_recognised(shape: str) -> None:
    assert not html.recognises(page(NO_PAGES[shape]))


def test_an_html_page_without_tables_is_of_no_layout() -> None:
    with pytest.raises(UnknownLayoutError):
        read(NO_PAGES["no parameter table"])


@pytest.mark.slow
def test_what_is_too_much_to_read_is_unexplained() -> None:
    document = read(whole(BOX + "<tr><td><b></b></td></tr>" * 20_000))
    assert rows(document) == FLAT
    assert len(unexplained(document)) == 1 and document.ends_early


def test_deep_nesting_is_no_crash() -> None:
    for tag in ("div", "ul><li", "table><tr><td", "b", "pre"):
        document = read(whole(BOX + sub(f"<{tag}>" * 5_000 + items(INNER[0], "└ "))))
        assert rows(document)[0] == FLAT[0]


_TEXT = whole(
    BOX + sub(items(INNER[0], "└ ") + items(INNER[1], below=items(INNER[2]))) + PLAIN,
    "<tr><td>ok</td><td>Boolean</td><td>true</td><td>d</td></tr>",
    f"<h2>请求示例</h2><pre>{escape(JAVA)}</pre><h2>响应示例</h2><pre>{escape(XML)}</pre>",
)


def words_of(document: Document) -> str:
    """All words of a document, without blanks."""
    found = [skipped_text.cell for skipped_text in document.skipped_texts]
    found += [
        cell for table in (document.request, document.response) if table for p in table.raw_rows for cell in p.cells
    ]
    for examples in (document.request_examples, document.response_examples, document.error_examples):
        found += [cell for example in examples for cell in example.lines]
    found += [*document.description, *(cell for row in document.errors for cell in row)]
    found += [cell for cell in (document.name, document.title, document.category) if cell is not None]
    return "".join("".join(cell.text.split()) for cell in found)


DAMAGE = ["", "</td>", "<ul>", "<tr>", "<!--", "<", "&#", '"', "</table>", "<pre>", "<td rowspan=9999 colspan=9999>"]


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(_TEXT)), st.integers(0, 40), st.sampled_from(DAMAGE))
@example(749, 27, "<")  # leaves a marked row without its type
def test_no_damage_is_a_crash(at: int, dropped: int, put: str) -> None:
    damaged = page(_TEXT[:at] + put + _TEXT[at + dropped :])
    if html.recognises(damaged):
        read_document(damaged)


def test_words_put_anywhere_stand_somewhere() -> None:
    for match in re.finditer(r"(?<=>)[^<&]+|(?<=>)(?=<)", _TEXT):
        assert "QQ" in words_of(read(_TEXT[: match.end()] + "QQ" + _TEXT[match.end() :]))


_TAGS = [match for match in re.finditer(r"</?(?:ul|li|td|tr|table|h2|pre|tbody)[^>]*>", _TEXT)]


@pytest.mark.parametrize("tag", range(len(_TAGS)))
@pytest.mark.parametrize("times", [0, 2])
def test_a_tag_lost_or_doubled_moves_no_word_to_another_column(tag: int, times: int) -> None:
    match = _TAGS[tag]
    document = read(_TEXT[: match.start()] + match[0] * times + _TEXT[match.end() :])
    wanted = {row for side in ("request", "response") for _, _, row in rows(read(_TEXT), side)}
    for table in (document.request, document.response):
        for raw_row in table.raw_rows if table is not None else ():
            if raw_row.form is RowForm.GRID:
                assert "|".join(cell.text for cell in raw_row.cells) in wanted or unexplained(document)


def test_a_list_of_nothing_but_start_tags_is_no_row() -> None:
    document = read(whole(BOX + sub("<ul>" + "<li>" * 9 + "</ul><p>left over</p>")))
    assert rows(document) == FLAT
    assert unexplained(document) == ["left over"]


def test_cells_that_span_far_cover_no_more_columns_than_a_table_has() -> None:
    row = "<tr>" + "<td rowspan=1000 colspan=50>x</td>" * 40 + "</tr>"
    root, _ = read_tree(f"<table>{row * 30}</table>", lambda _: False)
    found = [root]
    while found[-1].name != "table":
        found += found[-1].elements()
    rows, _ = read_grid(found[-1])
    assert len(rows) == 30
    assert max(max(each.covered, default=0) for each in rows) < WIDEST
