"""What a page that is not read seems to be, and what its owner is told to do: the words that people see."""

from __future__ import annotations

import time

import pytest

from topgen.errors import OtherPageError, PageError, UnknownLayoutError
from topgen.pages import page_from_bytes
from topgen.pipeline import PageAnalysis

SAVE = "save the page of the API again, with its tables, or take the page's JSON document"
REMOVE = "remove it: only pages of the Taobao Open Platform are read"
HEADS = "名称 类型 是否必须 示例值 更多限制 描述"
ROWS = f"请求参数\n{HEADS}\nlane_id Number 必须 12 车道\n响应参数\n名称 类型 示例值 描述\ntotal Number 1 总数\n"
CALL = """PopClient client = new PopHttpClient(id, secret);
LaneGetRequest request = new LaneGetRequest();
LaneGetResponse rsp = client.syncInvoke(request);
"""
NAMES = "taobao.lane.get 查车道\ntaobao.lane.list 车道列表\ntaobao.lane.add 加车道\n"
SERVICE = "环境 HTTP请求地址 HTTPS请求地址\n正式环境 http://a.example/router/rest https://b.example/router/rest\n"
FOREIGN = "商品详情\n请求参数\n参数名 类型 必须 描述\nnum_iid Mix 1 编号\n"
ARTICLE = "如何查车道\n先申请权限。\n$req->setLaneId(1);\n$c = new TopClient;\n"


def refusal(text: str, name: str = "page.txt") -> PageError:
    with pytest.raises(PageError) as raised:
        _ = PageAnalysis(page_from_bytes(text.encode(), name, name)).api
    return raised.value


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        (ROWS, "no name", ": a page of the platform that lacks nothing but the name of its API"),
        (ROWS + "请求示例\n" + CALL, "another service", "8: a page of another service: it calls PopClient"),
        (FOREIGN, "another service", "3: a page of another service that copies the layout: it has tables, but no name"),
        (
            "<html><body><div id=app></div><script src=a.js></script></body></html>",
            "empty frame",
            ": an empty frame: a script fills it in the browser",
        ),
        ("<html><p>会员</p>\n<p>请先登录</p>", "sign-in page", "2: a page that asks to sign in: it says '请先登录'"),
        ("<h1>404 Not Found</h1>\n", "error page", "1: an error page of a site: it says '404 Not Found'"),
        (
            "package com.taobao.api.request;\npublic class LaneGetRequest extends BaseTaobaoRequest<A> {\n}\n",
            "source file",
            "1: a source file of an SDK: it says 'package com.taobao.api.request;'",
        ),
        ('{"openapi": "3.0.0", "paths": {}}', "another description", "1: a description of APIs in a form of other"),
        ('{"lane_get_response": {"total": 1}}', "reply", "1: a reply of an API, not its page"),
        ("<lane_get_response><total>1</total></lane_get_response>", "reply", "1: a reply of an API, not its page"),
        (
            "# taobao-sdk\nnpm install taobao-sdk\n| option | type |\n|---|---|\n| timeout | number |\n",
            "readme",
            "2: the readme of a library: it says 'npm install taobao-sdk'",
        ),
        (
            "小王: taobao.trade.get 报错怎么办\n老李: 看看 tid\n",
            "article",
            ": an article about APIs, without their tables: there is no row of a table on it",
        ),
        ("如何开始\n访问次数:100\n请求参数\n名称 类型 描述\n", "tutorial", "2: a tutorial: it says '访问次数:100'"),
        (NAMES, "menu", "1: a menu, the list of the APIs of a category: it lists 3 APIs"),
        ("查\n增\n删\n" + SERVICE, "menu", "4: a menu, the list of the APIs of a category: it lists 3 titles above"),
        (SERVICE, "guide", "1: a guide to the gateway: it lists the addresses of the gateway"),
        ("查车道\n请求参数\n![](a.png)\n响应参数\n", "pictures", "3: a page of an API whose tables are pictures"),
        (ARTICLE, "article", ": an article about APIs, without their tables: there is no row of a table on it"),
        ("api: taobao.lane.get\ntitle: 查车道\n", "spec", ": a spec of topgen's own, not a page"),
        ("今天的天气\n晴\n", "no API page", ": no page of an API: nothing on it looks like one"),
    ],
)
def test_a_page_is_named_by_what_stands_on_it(text: str, kind: str, said: str) -> None:
    error = refusal(text)
    line, _, words = said.partition(": ")
    assert error.kind == kind
    assert str(error).startswith(f"page.txt:{f'{line}:' if line else ''} this seems to be {words}")


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        (ROWS, "call the file <API name>.txt, and it is read"),
        (ROWS + CALL, REMOVE),
        (FOREIGN, REMOVE),
        (NAMES, "save the page of each API instead"),
        (ARTICLE, f"remove it, or {SAVE}"),
        (SERVICE, "remove it"),
    ],
)
def test_what_to_do_stands_beside_it(text: str, advice: str) -> None:
    assert refusal(text).hint == advice
    assert str(refusal(text)).endswith(f" ({advice})")


def test_a_file_that_is_called_like_its_api_is_read() -> None:
    page = page_from_bytes(ROWS.encode(), "taobao.lane.get.txt", "taobao.lane.get.txt")
    assert PageAnalysis(page).api.name == "taobao.lane.get"


@pytest.mark.parametrize("text", [FOREIGN, CALL + ROWS, FOREIGN + "名字\n", NAMES, ARTICLE, SERVICE])
def test_nobody_is_asked_to_rename_what_is_no_page_of_the_platform(text: str) -> None:
    error = refusal(text)
    assert "call the file" not in str(error) and isinstance(error, OtherPageError)


def test_a_page_of_the_platform_that_is_not_read_is_none_of_other_kinds() -> None:
    rows = "入参\n* lane_id: Number, 必须, 车道\n* kind: String, 可选, 大小\n"
    error = refusal(f"taobao.lane.get (查车道)\n{rows}{ROWS[ROWS.index('响应'):]}")
    assert error.line == 3 and "2 lines look like rows" in error.message
    assert isinstance(error, UnknownLayoutError) and not isinstance(error, OtherPageError)
    assert error.hint == "save the page as HTML, or take the page's JSON document"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            b"%PDF-1.7\n",
            "this is a PDF, no page (tables lose their cells in it: save the page of the API as text or HTML",
        ),
        (b"\x89PNG\r\n", "this is a picture, no page (no words are read from pictures: save the page of the API as"),
        (b"PK\x03\x04" + b"\0" * 26 + b"xl/workbook.xml", "this is an Excel file, no page (copy its cells into a text"),
        (
            b"PK\x03\x04" + b"\0" * 26 + b"word/document.xml",
            "this is a Word file, no page (save it as a web page (HTML))",
        ),
        (b"PK\x03\x04" + b"\0" * 26 + b"a.txt", "this is an archive, no page (unpack it)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "this is a file of an old Word or Excel, no page (save it as a web page (HTML))"),
        (b"{\\rtf1\\ansi", "this is a Word file, no page (save it as a web page (HTML))"),
        (b"\0\1\2\3", "this is binary data, no page (remove it, or save the page of the API as text or HTML instead)"),
        (b" \n", "the page is empty (remove it, or save the page again)"),
    ],
)
def test_what_is_no_text_is_named_too(data: bytes, said: str) -> None:
    with pytest.raises(PageError) as raised:
        page_from_bytes(data, "page", "page")
    assert str(raised.value).startswith(f"page: {said}") and raised.value.kind


@pytest.mark.parametrize("piece", ["<script>", "<a ", "登", "taobao.", "\t\t\n", "<", "![", "a.b.c ", "名称 ", "404 "])
def test_hostile_pages_are_named_in_time(piece: str) -> None:
    text = piece * (400_000 // len(piece))
    start = time.process_time()
    refusal(f"<html>{text}" if piece[0] == "<" else text)
    assert time.process_time() - start < 2
