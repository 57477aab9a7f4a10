"""Relatives of the bulleted page: services that others provide, raw cells, and pages that begin with a menu.

In:  ``SyntheticApi``.
Out: the text of a page.
Note: a page of the first kind has no language tabs and bare JSON as its examples, without a root and without the
wrappers of lists; on a page of the second kind the cells of nested rows stand between blank lines, padded with blanks;
a page of the third kind begins with titles of other APIs and the addresses of the service.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from synthetic_api import SyntheticApi, SyntheticField
from synthetic_bullets import BulletPage, draw_bullets
from synthetic_replies import json_object

PADDING = " " * 36


def draw_spi(api: SyntheticApi) -> str:
    """Draw the page with its examples in JSON."""
    return BulletPage().draw(api, _json_lines(api.request), _json_lines(api.response))


def _json_lines(fields: Sequence[SyntheticField]) -> list[str]:
    return json.dumps(json_object(fields, wrapped=False), ensure_ascii=False, indent=4).split("\n")


def draw_raw(api: SyntheticApi) -> str:
    """Draw the page with each cell of a nested row on a padded line of its own."""
    return "\n".join(_unbulleted(draw_bullets(api, limits_shift=False).split("\n")))


def _unbulleted(lines: Sequence[str]) -> Iterator[str]:
    """Turn the bullets of both tables into padded lines between blank ones."""
    inside = False
    for line in lines:
        words = line.strip()
        if words in {"请求参数", "请求示例"}:
            inside = words == "请求参数"
        if inside and words.startswith("• "):
            yield from (PADDING + words.removeprefix("• "), "")
        else:
            yield line


MENU = ("查询商品", "上传图片", "新增一个商品", "删除商品")
ADDRESSES = (
    "环境 HTTP请求地址 HTTPS请求地址",
    "正式环境 http://gw.api.taobao.com/router/rest https://eco.taobao.com/router/rest",
)


def draw_menu(api: SyntheticApi) -> str:
    """Draw the bulleted page after a menu of its category."""
    return "\n".join([*MENU, "", *ADDRESSES, "", draw_bullets(api)])
