"""Files that hold many APIs: every one comes out with the lines of the file, or the file is refused by name."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from containers import write_warc

from topgen.cli import main
from topgen.errors import UnreadablePageError
from topgen.pages import StoredPage, decode_page, open_pages, read_page
from topgen.pages.many import take_apart
from topgen.pipeline import PageAnalysis
from topgen.spec.model import Api


def page(name: str, number: int, title: str = "查托盘", *, example: bool = True, above: str = "") -> str:
    """Draw a page in Markdown."""
    root = name.removeprefix("taobao.").replace(".", "_")
    lines = [
        f"## {name}（{title}）\n\n{above}一个接口\n\n### 请求参数\n",
        "| 名称 | 类型 | 是否必须 | 示例值 | 更多限制 | 描述 |\n|---|---|---|---|---|---|",
        f"| tray{number}_id | Number | 必须 | 7 |  | 托盘 |\n\n### 响应参数\n",
        "| 名称 | 类型 | 示例值 | 描述 |\n|---|---|---|---|",
        f"| tone{number} | String | blue | 颜色 |\n",
    ]
    if example:
        lines.append(f'### 响应示例\n\n```json\n{{"{root}_response":{{"tone{number}":"blue"}}}}\n```\n')
    return "\n".join([*lines, "### 错误码解释\n\n| 错误码 | 错误描述 | 解决方案 |\n|---|---|---|\n"])


NAMES = tuple(f"taobao.depot.tray{number}.get" for number in range(4))
PAGES = [page(name, number) for number, name in enumerate(NAMES)]


def apart(text: str | bytes) -> list[StoredPage]:
    data = text if isinstance(text, bytes) else text.encode()
    return list(take_apart(StoredPage("all.txt", "all.txt", data)))


def pages_of(text: str | bytes) -> list[StoredPage]:
    return [stored for stored in apart(text) if not stored.may_differ]


def api_of(stored: StoredPage) -> Api:
    return PageAnalysis(decode_page(stored)).api


def apis_of(text: str | bytes) -> list[str]:
    return [api_of(stored).name for stored in pages_of(text)]


def test_every_page_has_its_address_and_the_lines_of_the_file() -> None:
    text = "\n".join(PAGES)
    for stored, name in zip(pages_of(text), NAMES, strict=True):
        assert stored.path == stored.name == f"all.txt#{name}"
        assert text.split("\n")[stored.first_line - 1] == f"## {name}（查托盘）"
        document = PageAnalysis(decode_page(stored)).document
        assert document.name is not None and document.name.line == stored.first_line
        assert (
            document.request is not None
            and f"tray{NAMES.index(name)}_id" in text.split("\n")[document.request.raw_rows[0].line - 1]
        )


def test_a_file_of_one_page_stays_as_it_is() -> None:
    for text in (PAGES[0], f"# 目录\n\n- {NAMES[1]}\n- {NAMES[2]}\n\n{PAGES[0]}\n更新记录\n\n{NAMES[3]}\n"):
        assert apart(text) == [StoredPage("all.txt", "all.txt", text.encode())]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_the_form_of_the_bytes_does_not_matter(encoding: str, line_end: str) -> None:
    data = "\n".join(PAGES[:2]).replace("\n", line_end).encode(encoding)
    assert apis_of(data) == [NAMES[0], NAMES[1]]


def test_a_broken_byte_is_a_doubt_of_its_page_on_its_line() -> None:
    text = "\n".join(PAGES[:2])
    data = text.encode().replace("tone1 | String | blue | 颜".encode(), b"tone1 | String | blue | \xff")
    first, second = (decode_page(stored) for stored in pages_of(data))
    line = 1 + next(at for at, line in enumerate(text.split("\n")) if "tone1 |" in line)
    assert (first.damage, second.damaged_line) == ("", line) and second.damage


@pytest.mark.parametrize("form", ["- {}", "1. {}", "{}", "[{}](#x)", "* [{}](#x)"])
def test_a_table_of_contents_is_no_page(form: str) -> None:
    contents = "# 仓库\n\n" + "".join(form.format(name) + "\n" for name in NAMES)
    assert apis_of(contents + "\n" + "\n".join(PAGES)) == list(NAMES)


@pytest.mark.parametrize("example", [True, False])
@pytest.mark.parametrize(
    "mention", ["taobao.depot.lamp.get", "taobao.depot.lamp.get（查灯）", "- taobao.depot.lamp.get"]
)
def test_a_name_in_a_description_or_behind_the_errors_is_no_page(mention: str, example: bool) -> None:
    pages = [
        page(name, number, example=example, above=f"请先调用\n\n{mention}\n\n") for number, name in enumerate(NAMES)
    ]
    assert apis_of("\n".join(pages)) == list(NAMES)


def test_chapters_and_appendices_between_pages_are_set_aside_and_not_read_as_rows() -> None:
    text = f"# 仓库\n\n{PAGES[0]}\n# 第二章\n\n说明\n\n{PAGES[1]}\n# 附录\n\n{NAMES[1]} 增加字段\n"
    found = apart(text)
    assert [stored.data.decode().split("\n")[0][:4] for stored in found if stored.may_differ] == [
        "# 仓库",
        "# 第二",
        "# 附录",
    ]
    assert [api_of(stored).errors for stored in found if not stored.may_differ] == [(), ()]


@pytest.mark.parametrize("number", ["3. ", "三、", "（三）", "第三节 ", "2.1 "])
@pytest.mark.parametrize("heading", ["## {}（查托盘）", "## `{}`（查托盘）", "## **{}** 查托盘", "## 查托盘 {}"])
def test_headings_of_many_forms_begin_a_page(heading: str, number: str) -> None:
    forms = [
        text.replace(f"## {name}（查托盘）", heading.replace("## ", f"## {number}").format(name))
        for name, text in zip(NAMES, PAGES, strict=True)
    ]
    assert apis_of("\n".join(forms)) == list(NAMES)


def test_two_pages_of_one_api_have_two_addresses() -> None:
    assert [stored.name for stored in pages_of("\n".join([PAGES[0], PAGES[1], PAGES[0]]))] == [
        f"all.txt#{NAMES[0]}",
        f"all.txt#{NAMES[1]}",
        f"all.txt#{NAMES[0]}#2",
    ]


def test_tables_without_a_heading_between_them_are_refused() -> None:
    (stored,) = apart(PAGES[0] + "\n" + "\n".join(PAGES[1].split("\n")[3:]))
    assert stored.trouble == "this file holds 2 pages (lines 1, 31): split it"
    with pytest.raises(UnreadablePageError, match="split it"):
        decode_page(stored)


def document(name: str | None, number: int) -> dict[str, Any]:
    """Return a document of the site."""
    row = {"name": f"tray{number}", "type": "String", "required": True, "demoValue": "7", "description": "托盘"}
    return {"success": True, "data": {"name": name, "requestParams": [row], "responseParams": [row], "labels": []}}


DOCUMENTS = [document(name, number) for number, name in enumerate(NAMES)]
WHOLE = json.dumps(DOCUMENTS[0], indent=1)
JSON_TEXTS = {
    "lines": "\n".join(map(json.dumps, DOCUMENTS)),
    "one after the other": "\n".join(json.dumps(each, indent=1) for each in DOCUMENTS),
    "a list": json.dumps(DOCUMENTS, indent=1),
    "a list of bare documents": json.dumps([each["data"] for each in DOCUMENTS]),
    "by their names": json.dumps({name: document(None, 1)["data"] for name in NAMES}, indent=1),
    "inside others": json.dumps({"date": "2020", "data": {"list": DOCUMENTS}}),
}


@pytest.mark.parametrize("text", JSON_TEXTS.values(), ids=JSON_TEXTS)
def test_documents_in_one_json_file_are_all_read(text: str) -> None:
    found = pages_of(text)
    assert [stored.name for stored in found] == [f"all.txt#{name}" for name in NAMES]
    assert [api_of(stored).name for stored in found] == list(NAMES)
    for stored in found:
        parsed = PageAnalysis(decode_page(stored)).document
        assert parsed.request is not None
        assert parsed.request.raw_rows[0].cells[0].text in text.split("\n")[parsed.request.raw_rows[0].line - 1]


def test_one_broken_line_of_documents_fails_alone() -> None:
    lines = JSON_TEXTS["lines"].split("\n")
    lines[1] = lines[1].replace('"type": "String"', '"type": "String', 1)
    lines.insert(3, '{"success": false}')
    found = apart("\n".join(lines))
    assert [(stored.first_line, stored.may_differ) for stored in found] == [
        (1, False),
        (2, False),
        (3, False),
        (4, True),
        (5, False),
    ]
    with pytest.raises(UnreadablePageError, match=r"all\.txt#taobao\.depot\.tray1\.get:2: "):
        api_of(found[1])


def test_one_document_stays_as_it_is_and_one_in_a_list_is_read() -> None:
    assert apart(WHOLE) == [StoredPage("all.txt", "all.txt", WHOLE.encode())]
    (stored,) = apart(f"[\n{WHOLE}\n]")
    assert (stored.name, stored.first_line, api_of(stored).name) == ("all.txt", 2, NAMES[0])


def test_texts_of_several_kinds_are_refused() -> None:
    html = "<html><body><table><tr><td>x</td></tr></table></body></html>"
    for text in (f"{PAGES[0]}\n{WHOLE}", f"{WHOLE}\n{PAGES[0]}", f"{PAGES[0]}\n{html}"):
        assert [stored.trouble[:36] for stored in apart(text)] == ["this file holds pages of several kin"]


def markup(name: str, number: int) -> str:
    """Draw the content of a page in HTML."""
    heads = "".join(f"<th>{head}</th>" for head in ("名称", "类型", "是否必须", "示例值", "更多限制", "描述"))
    row = f"<td>tray{number}</td><td>String</td><td>必须</td><td>7</td><td></td><td>托盘</td>"
    return f"<h1>{name} (查托盘)</h1>\n<h2>请求参数</h2>\n<table><tr>{heads}</tr>\n<tr>{row}</tr></table>\n"


def test_html_documents_are_parted_and_many_apis_in_one_are_refused() -> None:
    contents = [markup(name, number) for number, name in enumerate(NAMES[:2])]
    whole = [f"<html><body>\n{content}</body></html>\n" for content in contents]
    found = pages_of("".join(whole))
    assert [(stored.name, stored.first_line) for stored in found] == [
        (f"all.txt#{NAMES[0]}", 1),
        (f"all.txt#{NAMES[1]}", 7),
    ]
    second = PageAnalysis(decode_page(found[1])).document
    assert second.request is not None and second.request.raw_rows[0].line == 11
    (stored,) = apart(f"<html><body>{contents[0]}{contents[1]}</body></html>")
    assert stored.trouble == "this page describes several APIs (lines 1, 5): split it"


UNITS = {
    "names": "taobao.depot.tray.get\n",
    "pages": PAGES[0],
    "heads": "名称 类型 是否必须 示例值 更多限制 描述\n错误码 错误描述 解决方案\n",
    "roots": "<a_response></a_response><b_response></b_response>\n",
    "chapters": "# a\n## taobao.depot.tray.get (x)\n### 请求参数\n",
    "brackets": "[",
    "documents": '{"name":"taobao.depot.tray.get","requestParams":[]},',
    "ends of html": "<html><table><td></html>",
    "comments of html": "<html></html><!--",
}


@pytest.mark.slow
@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_time_is_linear_whatever_a_file_holds(unit: str) -> None:
    spent = []
    for size in (50_000, 400_000):
        start = time.process_time()
        apart(unit * (size // len(unit)))
        spent.append(time.process_time() - start)
    assert spent[1] < 0.5 + 24 * spent[0]


def test_a_file_may_hold_only_so_many_pages() -> None:
    with pytest.raises(UnreadablePageError, match="more than 100000 pages"):
        apart("[" + '{"name":"a","requestParams":[]},' * 100_001 + "]")


@pytest.fixture
def workplace(tmp_path: Path) -> Path:
    (tmp_path / "specs/pages").mkdir(parents=True)
    (tmp_path / "specs/pages/all.md").write_text("# 仓库\n\n" + "\n".join(PAGES), "utf-8")
    return tmp_path


def run(workplace: Path, *arguments: str) -> int:
    where = ["--specs", str(workplace / "specs")]
    out = ["--out", str(workplace / "generated")] if arguments[0] in {"build", "check"} else []
    return main([*arguments, *where, *out])


def test_all_commands_know_the_pages_of_a_file(workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = workplace / "specs/pages/all.md"
    assert run(workplace, "build") == 0
    assert "1 pages resemble no API page" in capsys.readouterr().out
    assert len(list((workplace / "specs/apis").rglob("*.yaml"))) == len(NAMES)
    assert run(workplace, "check") == 0
    capsys.readouterr()
    assert run(workplace, "show", "spec", f"{file}#{NAMES[2]}") == 0
    assert f"page: pages/all.md#{NAMES[2]}\n" in capsys.readouterr().out
    assert run(workplace, "explain", f"{NAMES[2]}.request.tray2_id") == 0
    line = 1 + next(at for at, text in enumerate(file.read_text("utf-8").split("\n")) if "tray2_id" in text)
    assert f"pages/all.md#{NAMES[2]}:{line}: tray2_id" in capsys.readouterr().out
    with pytest.raises(UnreadablePageError, match="name the one you mean"):
        read_page(file, workplace / "specs")


def test_one_failing_page_of_a_file_is_an_error_and_stops_no_other(
    workplace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = workplace / "specs/pages/all.md"
    file.write_text(file.read_text("utf-8").replace("| tray1_id | Number |", "| tray1 id | |"), "utf-8")
    code = run(workplace, "build")
    assert len(list((workplace / "specs/apis").rglob("*.yaml"))) >= len(NAMES) - 1
    assert code == (len(list((workplace / "specs/apis").rglob("*.yaml"))) < len(NAMES))
    assert open_pages(file, workplace / "specs")


def test_an_api_that_left_its_file_is_orphaned(workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(workplace, "build") == 0
    (workplace / "specs/pages/all.md").write_text("\n".join(PAGES[:3]), "utf-8")
    capsys.readouterr()
    assert run(workplace, "build") == 0
    assert NAMES[3] in capsys.readouterr().out


def test_a_reply_in_a_crawl_may_hold_many(tmp_path: Path) -> None:
    one, two = "https://open.example/all.txt", "https://open.example/all.json"
    replies = [(one, "text/plain", "\n".join(PAGES[:2]).encode()), (two, "text/json", JSON_TEXTS["a list"].encode())]
    path = write_warc(tmp_path / "crawl.warc", [*replies, (one, "text/plain", b"news")])
    found = list(open_pages(path, tmp_path))
    assert [stored.name for stored in found] == [
        *(f"crawl.warc#{one}#{name}" for name in NAMES[:2]),
        *(f"crawl.warc#{two}#{name}" for name in NAMES),
        f"crawl.warc#{one}#2",
    ]
    assert {stored.container for stored in found} == {str(path)}
    assert read_page(f"{path}#{two}#{NAMES[1]}", tmp_path).name == found[3].name
