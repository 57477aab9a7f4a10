"""Examples in several languages, with titles, fences, line numbers or nothing between them."""

from __future__ import annotations

import pytest
from text_pages import page

from topgen.document import Document, Notation
from topgen.layouts import read_document

TABLES = """taobao.kite.lane.get (查航道)

请求参数

名称 类型 是否必须 示例值 更多限制 描述
lane_id Number 必须 31 编号

响应参数

名称 类型 示例值 描述
name String 北岸 名称

"""
REPLY = "<kite_lane_get_response>\n    <name>北岸</name>\n</kite_lane_get_response>\n"
CALLS = {
    Notation.JAVA: "TaobaoClient client = new DefaultTaobaoClient(url, appkey, secret);\n"
    "KiteLaneGetRequest req = new KiteLaneGetRequest();\nreq.setLaneId(31L);\n"
    "KiteLaneGetResponse rsp = client.execute(req);\nSystem.out.println(rsp.getBody());\n",
    Notation.NODE: "TopClient = require('./topClient').TopClient;\nclient.execute('taobao.kite.lane.get', {\n"
    "    'lane_id':'31'\n}, function(error, response) {\n    if (!error) console.log(response);\n})\n",
    Notation.PHP: '$c = new TopClient;\n$req = new KiteLaneGetRequest;\n$req->setLaneId("31");\n'
    "$resp = $c->execute($req);\n",
    Notation.PYTHON: "import top.api\nreq=top.api.KiteLaneGetRequest(url,port)\nreq.lane_id=31\n"
    "resp= req.getResponse()\n",
    Notation.CSHARP: "ITopClient client = new DefaultTopClient(url, appkey, secret);\n"
    "KiteLaneGetRequest req = new KiteLaneGetRequest();\nreq.LaneId = 31L;\n"
    "KiteLaneGetResponse rsp = client.Execute(req);\n",
    Notation.CURL: "curl -X POST 'http://gw.api.taobao.com/router/rest' \\\n-d 'method=taobao.kite.lane.get' \\\n"
    "-d 'lane_id=31'\n",
}
TITLES = {
    Notation.JAVA: "JAVA",
    Notation.NODE: "NodeJS",
    Notation.PHP: "PHP示例",
    Notation.PYTHON: "Python：",
    Notation.CSHARP: "C#",
    Notation.CURL: "【CURL】",
}
every_notation = pytest.mark.parametrize("notation", CALLS, ids=lambda notation: notation.value)


def read(examples: str) -> Document:
    return read_document(page(TABLES + examples))


def notations(document: Document) -> list[Notation]:
    return [example.notation for example in document.request_examples]


def code(document: Document) -> list[str]:
    return ["".join(f"{cell.text}\n" for cell in example.lines) for example in document.request_examples]


def test_calls_one_after_another_are_told_apart() -> None:
    document = read("请求示例\n" + "".join(CALLS.values()) + "响应示例\n" + REPLY)
    assert notations(document) == list(CALLS)
    assert code(document) == list(CALLS.values())


def test_titles_between_calls_are_no_code() -> None:
    calls = "".join(f"{TITLES[notation]}\n{call}" for notation, call in CALLS.items())
    document = read(f"请求示例\n{calls}响应示例\n{REPLY}")
    assert notations(document) == list(CALLS)
    assert code(document) == list(CALLS.values())


@every_notation
def test_the_code_tells_its_language_whatever_its_fence_says(notation: Notation) -> None:
    document = read(f"## 请求示例\n\n```java\n{CALLS[notation]}```\n\n## 响应示例\n\n```xml\n{REPLY}```\n")
    assert (notations(document), code(document)) == ([notation], [CALLS[notation]])


@every_notation
def test_a_call_opens_the_example_whose_heading_is_lost(notation: Notation) -> None:
    document = read(f"{CALLS[notation]}响应示例\n{REPLY}")
    assert (notations(document), code(document)) == ([notation], [CALLS[notation]])


@every_notation
@pytest.mark.parametrize("form", ["{} {}", "{}. {}", "{}: {}", "  {}  {}"])
def test_numbers_before_each_line_are_taken_off(notation: Notation, form: str) -> None:
    lines = [form.format(number, line) for number, line in enumerate(CALLS[notation].splitlines(), 1)]
    document = read("请求示例\n" + "\n".join(lines) + f"\n响应示例\n{REPLY}")
    assert notations(document) == [notation]
    assert [line.split() for line in code(document)[0].splitlines()] == [
        line.split() for line in CALLS[notation].splitlines()
    ]


@pytest.mark.parametrize("separator", ["", "```\n\n```json\n"])
def test_json_without_headings_is_request_reply_and_error_in_order(separator: str) -> None:
    documents = ['{\n"lane_id":"31"\n}\n', '{"name":"北岸"}\n', '{"error_message":"no","success":"false"}\n']
    fence = "```json\n" if separator else ""
    document = read(fence + separator.join(documents) + ("```\n" if separator else ""))
    sides = (document.request_examples, document.response_examples, document.error_examples)
    assert ["".join(f"{cell.text}\n" for cell in side[0].lines) for side in sides] == documents


def test_one_json_without_a_heading_goes_where_its_names_are() -> None:
    assert read('{"name":"北岸"}\n').response_examples
    assert read('{"lane_id":"31"}\n{"error_message":"no"}\n').request_examples
