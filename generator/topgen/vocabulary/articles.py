"""Words that blogs and forums put around an article, and buttons that they put on its code.

In:  a line of a page.
Out: whether it says something of the article or the site, and nothing of an API.
"""

from __future__ import annotations

import re

_COUNTED = (
    "阅读|阅读数|阅读量|浏览|浏览量|访问|点击|点赞|点赞数|赞|收藏|收藏数|评论|评论数|分享|转发|关注|喜欢|粉丝|举报"
)
_COUNT = re.compile(
    rf"(?:(?:{_COUNTED})(?:文章)?[ :：(（]{{0,3}}[\d.,]{{1,12}} ?[wWkK万千]?\+?[次人)）]{{0,2}}[ ·|•,，]{{0,5}}){{1,8}}"
)
_BUTTONS = re.compile(
    rf"(?:(?:{_COUNTED}|原创|转载|打赏|复制链接|海报|扫一扫|登录|注册|目录|首页|返回顶部)[ ·|•/]{{0,5}}){{1,8}}"
)
_SAID = re.compile(
    r"(?:版权声明|转载请|转载自|本文(?:为|由|链接|转载|首发|来自|作者|版权)|原文(?:链接|地址|出处)|作者[:：]|博主[:：]|来源[:：]|出处[:：]|标签[:："
    r"]|文章标签|分类专栏|上一篇|下一篇|相关(?:文章|推荐|阅读)|推荐阅读|发布(?:于|时间)|发表(?:于|时间)|编辑于|修改于|更新于|最后(?:编辑|修改|更新)"
    r"|首发于|预计阅读|阅读时[间长]|全文(?:约|共)|展开阅读全文|©|Copyright\b|All rights reserved).{0,400}"
)
_DATE = re.compile(
    r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?: \d{1,2}:\d{2}(?::\d{2})?)?(?:[ ·|]{1,5}\S{1,30}){0,4}|\d{1,3} ?min read"
)
_LONGEST = 420

_LANGUAGES = "java Java json Json xml Xml php Php python javascript js csharp c# C# bash shell text plaintext"
_CODE_BUTTONS = "copy Copy COPY 复制 复制代码 运行 运行代码 收起 展开 代码 代码: 代码： 代码如下 代码如下:"
CODE_WORDS = frozenset([*_LANGUAGES.split(), *_CODE_BUTTONS.split(), "Plain Text", "Copy code"])
"""Names of languages and buttons that stand alone on a line above code."""


def says_of_article(text: str) -> bool:
    """Return whether a line names author, date, counts or rights of an article, whatever stands around it."""
    if len(text) > _LONGEST:
        return False
    return any(pattern.fullmatch(text) for pattern in (_COUNT, _SAID, _DATE))


def is_button(text: str) -> bool:
    """Return whether a line has nothing but words of buttons, which a description may have as well."""
    return len(text) < _LONGEST and _BUTTONS.fullmatch(text) is not None
