"""Made-up pages in the text layouts, and what tests ask of their documents."""

from __future__ import annotations

from collections.abc import Iterator

from topgen.document import Cell, Document, Table
from topgen.layouts import read_document
from topgen.pages import Page, page_from_bytes
from topgen.vocabulary.characters import BLANKS

BULLETS = """\
文档中心 > API类目 > 花园

shop.garden.get (查询花园(新))

按编号查询花园。
每次一个。

公共参数

请求参数

名称 类型 是否必须 示例值 更多限制 描述
query QueryDto 必须 查询条件
  • └ ids
  • Number []
  • 必须
  • [1,2]
  • 编号
  • page
  • PageDto
  • 可选
  • 分页
  • └ size
  • Number
  • 可选
  • 返回
lang String 可选 zh
  • 最大长度:8
  • 语言

响应参数

名称 类型 示例值 描述
result GardenDto 结果
  • └ title
  • String
  • 春
  • 标题

请求示例

  • JAVA
  • .NET
TaobaoClient client = new DefaultTaobaoClient(url, appkey, secret);
ShopGardenGetRequest req = new ShopGardenGetRequest();
req.setLang("zh");
ShopGardenGetResponse rsp = client.execute(req);
System.out.println(rsp.getBody());

响应示例

  • XML示例
  • JSON示例
<shop_garden_get_response>
    <result>
        <title>春</title>
    </result>
</shop_garden_get_response>

异常示例

  • XML示例
  • JSON示例
<error_response>
    <code>50</code>
</error_response>

错误码解释

错误码 错误描述 解决方案
isv.garden-missing 没有花园 换一个编号

API工具

如何获得此API

FAQ

返回
顶部
"""

PIPE = """\
按编号查询花园。
名称 | 类型 | 是否必须 | 示例值 | 更多限制 | 描述 |
---|---|---|---|---|---|
lang | String | 可选 | zh |
|
语言 |
mode | String | 可选 | fast | quick | slow | |
query | QueryDto | 必须 | 查询条件 | ||
|
名称 | 类型 | 示例值 | 描述 |
---|---|---|---|
result | GardenDto | 结果 | |
|
|||
total | Number | 1 | 总数 |
1 2 3 | TaobaoClient client = new DefaultTaobaoClient(url, appkey, secret); ShopGardenGetRequest req = new \
ShopGardenGetRequest(); req.setLang( "zh" ); |
1 2 3 | < shop_garden_get_response > < result > < title >春</ title > </ result > </ shop_garden_get_response > |
1 2 3 | < error_response > < code >50</ code > </ error_response > |
错误码 | 错误描述 | 解决方案 |
---|---|---|
1 | 没有花园 | 换一个编号 |
"""

MARKDOWN = """\
感谢您的反馈!
按编号查询花园。
| 名称 | 类型 | 是否必须 | 示例值 | 更多限制 | 描述 |
|---|---|---|---|---|---|
| lang | String | 可选 | zh | 最大长度:8 | 语言 |
| mode | String | 可选 | | | quick | slow |
| query | QueryDto | 必须 | | | 查询条件 |
|

|
| 名称 | 类型 | 示例值 | 描述 |
|---|---|---|---|
| total | Number | | 总数 |
TaobaoClient client = new DefaultTaobaoClient(url, appkey, secret);
ShopGardenGetRequest req = new ShopGardenGetRequest();
req.setLang("zh");
System.out.println(rsp.getBody());
<total>1</total>
<error_response>
<code>50</code>
</error_response>
| 错误码 | 错误描述 | 解决方案 |
|---|---|---|
| isv.garden-missing | 没有花园 | 换一个编号 |
"""

RAW = """\
shop.garden.get (查询花园)

请求参数
名称 类型 是否必须 示例值 更多限制 描述
query QueryDto 必须 查询条件

                              └ ids

                              Number []

                              必须

                              [1,2]

                              page

                              PageDto

                              可选

                              └ size

                              Number

                              可选

响应参数
名称
类型
示例值
描述

total
Number
1
总数

result
GardenDto
结果

                              └ title

                              String

错误码解释
错误码 错误描述 解决方案
"""

SPI = """\
shop.garden.told (告知花园)

请求参数
名称 类型 是否必须 示例值 更多限制 描述
gardenId Number 必须 1 编号
响应参数
名称 类型 示例值 描述
isOk Boolean true 成功
请求示例
{
  "gardenId": 1
}
响应示例
{"isOk": true}
错误码解释
错误码 错误描述 解决方案
"""

PAGES = {"bullet": BULLETS, "pipe": PIPE, "markdown": MARKDOWN, "raw": RAW}


def page(text: str) -> Page:
    return page_from_bytes(text.encode(), "page.txt", "page.txt")


def read(text: str) -> Document:
    return read_document(page(text))


def raw_rows(table: Table | None) -> list[str]:
    """The pieces of a table, each as one text: its layout, ``└``, and its cells."""
    assert table is not None
    return [
        f"{raw_row.form.value} {'└ ' if raw_row.leaf else ''}{' / '.join(cell.text for cell in raw_row.cells)}"
        for raw_row in table.raw_rows
    ]


def filled(text: str) -> list[int]:
    """The numbers of the lines that are not blank."""
    return [number for number, line in enumerate(page(text).lines, 1) if line.strip(BLANKS)]


def covered(document: Document, text: str) -> list[int]:
    """The lines that the places of a document cover, once for each place; cells of one row are one place.

    A cell of several lines goes on with the next lines on which nothing else begins.
    """
    places = list(_places(document))
    begun = {cell.line for place in places for cell in place}
    spare = [line for line in filled(text) if line not in begun]
    found = [line for place in places for line in {cell.line for cell in place}]
    for cell in sorted((cell for place in places for cell in place), key=lambda cell: -cell.line):
        for _ in range(cell.text.count("\n")):
            found.append(next(line for line in spare if line > cell.line))
            spare.remove(found[-1])
    return sorted(found)


def _places(document: Document) -> Iterator[tuple[Cell, ...]]:
    yield tuple(cell for cell in (document.name, document.title) if cell is not None)
    yield from ((cell,) for cell in (document.category, *document.description) if cell is not None)
    for table in (document.request, document.response):
        yield from (raw_row.cells for raw_row in (table.raw_rows if table is not None else ()))
    for example in (*document.request_examples, *document.response_examples, *document.error_examples):
        yield from ((cell,) for cell in example.lines)
    yield from document.errors
    yield from ((skipped_text.cell,) for skipped_text in document.skipped_texts)
