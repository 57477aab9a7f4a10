"""What calls say of an API as a whole: its name, whether a session is sent, how its names are spelled."""

from __future__ import annotations

import pytest

from topgen.errors import UnknownLayoutError
from topgen.pages import Page, page_from_bytes
from topgen.pipeline import PageAnalysis
from topgen.spec.model import Api, DoubtKind, Session

HEADS = "名称 类型 是否必须 示例值 更多限制 描述"
PAGE = """{name}查航道

请求参数

{heads}
lane_id Number 必须 31 编号

响应参数

名称 类型 示例值 描述
name String 北岸 名称

请求示例

{call}
响应示例

<{root}>
    <name>北岸</name>
</{root}>
"""
NODE = "client.execute('taobao.kite.lane.get', {{\n    {session}'lane_id':'31'\n}}, function(error, response) {{}})\n"
PHP = '$c = new TopClient;\n$req = new KiteLaneGetRequest;\n$req->setLaneId("31");\n$resp = $c->execute($req{key});\n'


def read(call: str, name: str = "", root: str = "kite_lane_get_response", heads: str = HEADS) -> Api:
    return PageAnalysis(page(PAGE.format(call=call, name=name, root=root, heads=heads))).api


def page(text: str) -> Page:
    return page_from_bytes(text.encode(), "page.txt", "page.txt")


def doubts(api: Api, kind: DoubtKind) -> list[str]:
    return [doubt.reason for doubt in api.doubts if doubt.kind is kind and doubt.reason != NO_TITLE]


NO_TITLE = "no title was found on a page that prints headings or a name"


def test_a_call_that_prints_the_name_settles_it() -> None:
    api = read(NODE.format(session=""))
    assert (api.name, api.inferred.name, doubts(api, DoubtKind.NAME)) == ("taobao.kite.lane.get", None, [])


@pytest.mark.parametrize(
    ("name", "root"), [("tmall.kite.lane.get (", "tmall_kite_lane_get_response"), ("", "other_response")]
)
def test_a_name_beside_another_is_in_doubt(name: str, root: str) -> None:
    assert doubts(read(NODE.format(session=""), name, root), DoubtKind.NAME)


@pytest.mark.parametrize(
    ("call", "session", "reasons"),
    [
        (NODE.format(session="'session':'61',\n"), Session.REQUIRED, 0),
        (NODE.format(session=""), Session.UNKNOWN, 1),
        (PHP.format(key=", $sessionKey"), Session.REQUIRED, 0),
        (PHP.format(key=""), Session.NONE, 0),
        (NODE.format(session="") + PHP.format(key=", $sessionKey"), Session.REQUIRED, 0),
        (NODE.format(session="'session':'61',\n") + PHP.format(key=""), Session.REQUIRED, 1),
    ],
)
def test_the_session_is_what_a_call_tells(call: str, session: Session, reasons: int) -> None:
    api = read(call)
    assert (api.session, len(doubts(api, DoubtKind.SESSION))) == (session, reasons)


def test_nobody_is_asked_to_name_a_page_that_shows_nothing_of_the_platform() -> None:
    heads = "名称 类型 是否必须 描述"
    text = PAGE.format(call="", name="", root="data", heads=heads).replace("示例值 描述", "描述")
    with pytest.raises(UnknownLayoutError) as raised:
        _ = PageAnalysis(page(text)).api
    assert "call the file" not in str(raised.value)
    with pytest.raises(UnknownLayoutError, match="call the file"):
        _ = PageAnalysis(page(text.replace(heads, HEADS))).api
