"""Whose API a page describes: this platform's, or that of another service whose pages look alike.

In:  the text of a page.
Out: what on it belongs to another service, in words; empty where nothing does, or where the platform shows itself too.
Other platforms print the same headings and tables, and classes such as ``FooRequest`` and replies such as
``foo_response`` as well, so these prove nothing beside the client or the address of somebody else.
"""

from __future__ import annotations

import re
from functools import lru_cache

from topgen.vocabulary.calls import OTHER_PREFIXES, OWN_METHODS, PLATFORM_HOSTS, TOP_CLIENT
from topgen.vocabulary.platform import shows_platform

_OWN_WORDS = ("DefaultTaobaoClient", "QimenCloudClient", "DefaultTopClient", "new TopClient", "top.api.")
"""Words that settle the question on nearly every page of the platform that shows a call."""
_CLIENT = re.compile(
    r"\bnew\s{1,9}(?:\w{1,40}\.){0,4}(\w{0,60}Client)\b|\b([A-Z]\w{0,60}Client)\s{1,9}\w{1,40}\s{0,9}=|=\s{0,9}([A-Z]\w{0,60}Client)\("
)
_HTTP = frozenset({"HttpClient", "OkHttpClient", "DefaultHttpClient", "CloseableHttpClient", "WebClient", "RestClient"})
"""Clients of no service."""
_METHOD = re.compile(r"\w{1,300}Response\s{1,9}\w{1,60}\s{0,9}=\s{0,9}\w{0,40}[cC]lient\s?\.\s?(\w{1,60})\s?\(")
_NAME = re.compile(
    rf"(?<![\w./@\-])(?:{'|'.join(sorted(OTHER_PREFIXES))})(?:\.[a-z][\w\-]{{1,60}}+){{2,9}}+(?<!\.com)(?<!\.cn)(?<!\.net)",
    re.ASCII,
)
_ADDRESS = re.compile(
    r"(?:接口|请求|调用|服务|API|api)\s?(?:地址|网址|路径|URL|url|Url)\s{0,9}[:：|]?\s{0,9}[`*]{0,3}https?://([\w.\-]{3,100})"
)


@lru_cache(maxsize=2)
def find_other_service(text: str) -> str:
    """Return what shows that a page belongs to another service; empty where the platform shows itself."""
    if any(word in text for word in _OWN_WORDS):
        return ""
    sign = _find_sign(text)
    return "" if not sign or shows_platform(text) else sign


def _find_sign(text: str) -> str:
    if "Client" in text or "client" in text:
        for match in _CLIENT.finditer(text):
            name = match[1] or match[2] or match[3]
            if name not in _HTTP and not TOP_CLIENT.fullmatch(name):
                return f"it calls {name}"
        for match in _METHOD.finditer(text):
            if match[1] not in OWN_METHODS:
                return f"it calls its client by {match[1]}"
    if any(f"{prefix}." in text for prefix in OTHER_PREFIXES) and (other := _NAME.search(text)):
        return f"it names {other[0]}"
    for match in _ADDRESS.finditer(text) if "http" in text else ():
        if not match[1].lower().endswith(PLATFORM_HOSTS):
            return f"it is served at {match[1]}"
    return ""
