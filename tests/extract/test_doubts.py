"""Doubts about class, required flag and session: raised where a page contradicts itself or has lost the words."""

from __future__ import annotations

import pytest

from topgen.pages import page_from_bytes
from topgen.pipeline import PageAnalysis
from topgen.spec.model import Doubt, DoubtKind, Required, Session

PAGE = """taobao.demo.order.get (查询)
公共参数
请求参数
名称 类型 是否必须 示例值 更多限制 描述
query QueryDto 必须 入参
  • └ id
  • Number
  • 必须
  • 12
  • 编号
响应参数
名称 类型 示例值 描述
请求示例
TaobaoClient client = new DefaultTaobaoClient(url, appkey, secret);
DemoOrderGetRequest req = new DemoOrderGetRequest();
DemoOrderGetRequest.QueryDto obj1 = new DemoOrderGetRequest.QueryDto();
obj1.setId(12L);
req.setQuery(obj1);
DemoOrderGetResponse rsp = client.execute(req, sessionKey);
响应示例
<demo_order_get_response>
</demo_order_get_response>
错误码解释
"""


def doubts_of(text: str) -> tuple[Doubt, ...]:
    page = page_from_bytes(text.encode(), "demo.txt", "demo.txt")
    return PageAnalysis(page).api.doubts


def test_a_page_that_says_everything_raises_none() -> None:
    assert doubts_of(PAGE) == ()


@pytest.mark.parametrize(
    ("said", "instead", "kind", "chosen", "reason"),
    [
        (
            "query QueryDto",
            "query OtherDto",
            DoubtKind.STRUCT,
            "OtherDto",
            "the table says 'OtherDto', and the example on line 18 says 'QueryDto'",
        ),
        ("  • 必须\n", "", DoubtKind.REQUIRED, Required.UNKNOWN, "the cell is empty or lost"),
        (
            "DemoOrderGetResponse rsp = client.execute(req, sessionKey);\n",
            "",
            DoubtKind.SESSION,
            Session.UNKNOWN,
            "the request example has lost the line that makes the call",
        ),
    ],
)
def test_what_a_page_leaves_open_is_doubted(said: str, instead: str, kind: DoubtKind, chosen: str, reason: str) -> None:
    found = [(doubt.chosen, doubt.reason) for doubt in doubts_of(PAGE.replace(said, instead)) if doubt.kind is kind]
    assert found == [(chosen, reason)]
