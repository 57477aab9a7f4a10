"""Pages of other services are refused by what shows it, however much they look like those of the platform."""

from __future__ import annotations

import pytest

from topgen.errors import UnknownLayoutError
from topgen.layouts import read_document
from topgen.pages import Page, page_from_bytes
from topgen.refusal.platform import find_other_service

PAGE = """发送便签

更新时间：2021-03-10

请求参数

{heads}
{row}

请求示例

{call}
"""
ROW = "phone String 必须 手机号"
HEADS = "参数 类型 是否必须 说明"
CALL = 'NoteSendRequest request = new NoteSendRequest();\nrequest.setPhone("1");\n'


def page(text: str) -> Page:
    return page_from_bytes(text.encode(), "page.txt", "page.txt")


def text_of(call: str, heads: str = HEADS, row: str = ROW) -> str:
    return PAGE.format(call=call, heads=heads, row=row)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ("PopClient client = new PopHttpClient(id, secret);\n" + CALL, "it calls PopClient"),
        ("JdClient client=new DefaultJdClient(URL, token, key);\n" + CALL, "it calls JdClient"),
        ("IAcsClient client = new DefaultAcsClient(profile);\n" + CALL, "it calls IAcsClient"),
        ("client = SmsClient(cred)\nreq = SendRequest()\n", "it calls SmsClient"),
        (CALL + "NoteSendResponse rsp = client.syncInvoke(request);\n", "by syncInvoke"),
        ("type=pdd.note.send\n", "it names pdd.note.send"),
        ("接口地址：https://api.shelf.example/note\n" + CALL, "served at api.shelf.example"),
    ],
)
@pytest.mark.parametrize("heads", [HEADS, "名称 类型 是否必须 示例值 更多限制 描述"])
def test_another_service_shows_itself(call: str, words: str, heads: str) -> None:
    with pytest.raises(UnknownLayoutError, match=words) as raised:
        read_document(page(text_of(call, heads)))
    assert "call the file" not in str(raised.value)


def test_a_class_alone_is_no_proof() -> None:
    with pytest.raises(UnknownLayoutError, match="another service"):
        read_document(page(text_of(CALL, row="phone String 是 手机号")))


@pytest.mark.parametrize(
    "own",
    [
        "TaobaoClient client = new DefaultTaobaoClient(url, appkey, secret);",
        "$c = new TopClient;",
        "ITopClient client = new DefaultTopClient(url, appkey, secret);",
        "req = top.api.NoteSendRequest()",
        "curl 'http://gw.api.taobao.com/router/rest'",
        "client.execute('taobao.note.send', {",
        "taobao.note.send (发送便签)",
    ],
)
def test_what_is_the_platforms_own_outweighs_other_clients(own: str) -> None:
    text = f"HttpClient http = new HttpClient();\nFooClient foo = new FooClient();\n{own}\n"
    assert find_other_service(text) == ""
    assert find_other_service(text.replace(own, "")) == "it calls FooClient"


def test_an_html_page_of_another_service_is_refused_too() -> None:
    table = "<table><tr><th>名称</th><th>类型</th><th>是否必须</th><th>描述</th></tr><tr><td>a</td><td>String</td>"
    html = f"<html><body><h2>请求参数</h2>{table}<td>必须</td><td>b</td></tr></table><pre>%s</pre></body></html>"
    assert read_document(page(html % "")).layout == "html"
    with pytest.raises(UnknownLayoutError, match="it calls PopClient"):
        read_document(page(html % "PopClient c = new PopHttpClient(id);"))


@pytest.mark.parametrize("host", ["vip.taobao.com", "jd.shelf.com", "http://pdd.shelf.box.get/"])
def test_a_host_is_no_name_of_an_api(host: str) -> None:
    assert find_other_service(f"见 {host} 一节") == ""
