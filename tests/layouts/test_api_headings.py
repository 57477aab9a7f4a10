"""Headings of copies that name the API: the title first, a number, a label, a name alone."""

from __future__ import annotations

import pytest

from topgen.pages import page_from_bytes
from topgen.pipeline import PageAnalysis

BODY = """

### 请求参数

| 参数名称 | 参数类型 | 是否必填 | 示例 | 说明 |
|---|---|---|---|---|
| box_id | Number | 是 | 12 | 盒子号 |

### 返回参数

| 参数 | 类型 | 说明 |
|---|---|---|
| total | Number | 总数 |
"""


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("## 查盒子 taobao.orchard.box.get", "查盒子"),
        ("## 1. taobao.orchard.box.get", ""),
        ("接口名称：taobao.orchard.box.get（查盒子）", "查盒子"),
        ("# taobao.orchard.box.get（查盒子）", "查盒子"),
        ("### 3、查盒子：taobao.orchard.box.get", "查盒子"),
    ],
)
def test_a_heading_names_the_api_and_its_title(heading: str, title: str) -> None:
    api = PageAnalysis(page_from_bytes(f"{heading}{BODY}".encode(), "page.md", "page.md")).api
    assert (api.name, api.title) == ("taobao.orchard.box.get", title)
    assert [field.name for field in (*api.request, *api.response)] == ["box_id", "total"]
