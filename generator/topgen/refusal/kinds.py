"""What a page may be that is not read: each kind with its words, what shows it, and what its owner can do.

In:  a ``Look`` at a page.
Out: ``Kind`` and ``Evidence``.
A new kind is one entry of ``KINDS``; the first whose evidence is there counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from topgen.refusal.look import Evidence, Look
from topgen.refusal.nearest import compare_tables
from topgen.refusal.platform import find_other_service
from topgen.vocabulary.calls import API_PREFIXES
from topgen.vocabulary.markers import MarkerKind


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of page that is not read."""

    name: str
    """For machines, and for counting."""
    words: str
    """What such a page is, to be read after "this seems to be"."""
    advice: str
    """What its owner can do, without a full stop."""
    find: Callable[[Look], Evidence | None]
    """Returns what shows that a page is of this kind."""
    is_api: bool = False
    """Whether it is a page of an API of this platform all the same."""


_SAVE_AGAIN = "save the page of the API again, with its tables, or take the page's JSON document"
_PREFIXES = "|".join(sorted(API_PREFIXES))
_NAME_LINE = re.compile(rf"(?:[-*•\d.\s|]{{0,9}})(?:{_PREFIXES})(?:\.[\w\-]{{1,60}}){{2,9}}(?![\w.])", re.ASCII)
_MANY_NAMES = 3
_FEW_WORDS = 80
"""Characters besides scripts that a frame has at most."""
_SHORT = 3000
"""Characters that a page about signing in, or about an error, has at most."""
_SIGN_IN = re.compile(
    r"扫码登[录陆]|密码登[录陆]|请(?:先)?登[录陆]|登[录陆](?:密码|名)|请输入(?:密码|验证码)|拖动滑块"
    r"|\b(?:sign|log) ?in to\b",
    re.IGNORECASE,
)
_SITE_ERROR = re.compile(
    r"\b40[034]\b.{0,20}(?:not found|forbidden|bad request|页面)"
    r"|\b50[0234]\b.{0,20}(?:error|bad gateway|unavailable|time)"
    r"|access denied|not found on this server|页面(?:不存在|找不到|已删除|走丢)|找不到(?:您|你)?.{0,9}页面"
    r"|文档(?:不存在|已删除)|系统(?:繁忙|异常|错误)|访问(?:被拒绝|受限|过于频繁)",
    re.IGNORECASE,
)
_NEEDS_SCRIPT = re.compile(
    r"enable javascript|requires javascript|需要.{0,9}javascript|启用.{0,9}javascript", re.IGNORECASE
)
_SOURCE = re.compile(
    r"^\s{0,9}package\s{1,9}com\.[\w.]{1,100};|\bimplements\s{1,9}\w{0,20}(?:Taobao|Top)\w{0,20}Request\b"
    r"|\bextends\s{1,9}(?:Base)?(?:Taobao|Qimen)\w{0,20}(?:Request|Response|Object)\b|\(\s?RestApi\s?\)\s?:"
    r"|\bclass\s{1,9}\w{1,200}Request\s{0,9}(?:\{|:\s{0,9}(?:Base|I)Top)|^\s{0,9}from\s{1,9}top\.api\.base\s",
    re.MULTILINE,
)
_OTHER_FORM = re.compile(
    r"\A\s{0,99}(?:\{\s{0,99}\"(?:openapi|swagger)\"|(?:openapi|swagger):\s)|\"_postman_id\"|^\{\s{0,99}\"log\"\s{0,9}:\s{0,9}\{"
)
_OWN_SPEC = re.compile(r"\A# yaml-language-server: \$schema=|\Aapi: [\w.\-]{1,200}\n")
_REPLY = re.compile(r"\s{0,99}(?:<\?xml[^<>]{0,200}>\s{0,99})?(?:\{\s{0,99}\"|<)\w{1,300}_response[\">]")
_VISITS = re.compile(r"^[ \t#*>]{0,9}访问次数", re.MULTILINE)
_INSTALL = re.compile(
    r"^[ \t$#>`]{0,9}(?:npm (?:i|install)|yarn add|pip3? install|composer require|go get|dotnet add)\b|<artifactId>",
    re.MULTILINE,
)
_MENTION = re.compile(rf"淘宝开放平台|(?<![\w.])(?:{_PREFIXES})(?:\.[a-z][\w\-]{{1,40}}){{2,9}}(?![\w.])", re.ASCII)
_BREADCRUMB = re.compile(r"文档中心|API类目|API文档列表")
_PICTURE = re.compile(r"!\[[^\]\n]{0,200}\]\(|<img\b|\[图片\]|（图片）|\.(?:png|jpe?g|gif|webp)\b", re.IGNORECASE)


def _find_frame(look: Look) -> Evidence | None:
    if not look.is_markup:
        return None
    few = len("".join(look.shown.split())) < _FEW_WORDS and re.search(
        r"<(?:script|i?frame)\b", look.text, re.IGNORECASE
    )
    needs = not look.row and _NEEDS_SCRIPT.search(look.text)
    return Evidence("a script fills it in the browser") if few or needs else None


def _find_sign_in(look: Look) -> Evidence | None:
    return look.find(_SIGN_IN) if len(look.shown) < _SHORT and not look.row and not look.heading else None


def _find_site_error(look: Look) -> Evidence | None:
    return look.find(_SITE_ERROR) if len(look.shown) < _SHORT and not look.row and not look.heading else None


def _find_source(look: Look) -> Evidence | None:
    return look.find(_SOURCE) if not look.row else None


def _find_spec(look: Look) -> Evidence | None:
    return Evidence("") if _OWN_SPEC.match(look.text) else None


def _find_other_form(look: Look) -> Evidence | None:
    return look.find(_OTHER_FORM)


def _find_reply(look: Look) -> Evidence | None:
    return Evidence("", 1) if _REPLY.match(look.text) and not look.row else None


def _find_other_service(look: Look) -> Evidence | None:
    sign = find_other_service(look.text)
    at = look.text.find(sign.split()[-1]) if sign else -1
    return Evidence(sign, look.text.count("\n", 0, at) + 1 if at >= 0 else 0) if sign else None


def _find_tutorial(look: Look) -> Evidence | None:
    named = any(_NAME_LINE.match(line) for _, line in look.lines)
    return look.find(_VISITS) if not named else None


def _find_menu(look: Look) -> Evidence | None:
    names = [number for number, line in look.lines if _NAME_LINE.match(line)]
    if len(names) >= _MANY_NAMES and not look.row:
        return Evidence(f"it lists {len(names)} APIs", names[0])
    service = _service_line(look)
    above = sum(number < service for number, _ in look.lines)
    if service and above >= _MANY_NAMES:
        return Evidence(f"it lists {above} titles above the addresses of the gateway", service)
    return look.find(_BREADCRUMB) if not look.row and not look.heading else None


def _find_guide(look: Look) -> Evidence | None:
    service = _service_line(look)
    return Evidence("it lists the addresses of the gateway", service) if service else None


def _service_line(look: Look) -> int:
    return next((number for number, marker in look.markers if marker.kind is MarkerKind.SERVICE), 0)


def _find_pictures(look: Look) -> Evidence | None:
    picture = _PICTURE.search(look.text) if look.heading and not look.row else None
    return Evidence("", look.text.count("\n", 0, picture.start()) + 1) if picture is not None else None


def _find_tableless(look: Look) -> Evidence | None:
    return Evidence("there is no row below this heading", look.heading) if look.heading and not look.row else None


def _find_readme(look: Look) -> Evidence | None:
    return look.find(_INSTALL)


def _find_article(look: Look) -> Evidence | None:
    if look.row or not (look.is_platform or _MENTION.search(look.text)):
        return None
    return Evidence("there is no row of a table on it")


def _find_copied_layout(look: Look) -> Evidence | None:
    seen = "it has tables, but no name, call, reply or column heads of the platform"
    return Evidence(seen, look.row) if look.row and not look.is_platform else None


def _find_unread(look: Look) -> Evidence | None:
    if not (look.is_platform or look.heading):
        return None
    return Evidence(str(compare_tables(look.text)), look.row or look.heading)


NAMELESS = Kind(
    "no name",
    "a page of the platform that lacks nothing but the name of its API",
    "call the file <API name>.txt, and it is read",
    lambda look: Evidence("") if look.is_platform else None,
    is_api=True,
)
UNREAD = Kind(
    "unread layout",
    "a page of the platform in a layout that is not read",
    "save the page as HTML, or take the page's JSON document",
    _find_unread,
    is_api=True,
)
OTHER_SERVICE = Kind(
    "another service",
    "a page of another service",
    "remove it: only pages of the Taobao Open Platform are read",
    _find_other_service,
)
COPIED_LAYOUT = Kind(
    "another service",
    "a page of another service that copies the layout",
    OTHER_SERVICE.advice,
    _find_copied_layout,
)
NOTHING = Kind("no API page", "no page of an API", "remove it", lambda _: Evidence("nothing on it looks like one"))
KINDS = (
    Kind("spec", "a spec of topgen's own, not a page", "move it to specs/apis/ if it is meant to be kept", _find_spec),
    Kind("empty frame", "an empty frame", _SAVE_AGAIN, _find_frame),
    Kind("sign-in page", "a page that asks to sign in", f"sign in, and {_SAVE_AGAIN}", _find_sign_in),
    Kind("error page", "an error page of a site", _SAVE_AGAIN, _find_site_error),
    Kind("source file", "a source file of an SDK", "remove it, and save the page of the API instead", _find_source),
    Kind(
        "another description",
        "a description of APIs in a form of other tools",
        "remove it, and save the page of the API instead",
        _find_other_form,
    ),
    OTHER_SERVICE,
    Kind(
        "reply", "a reply of an API, not its page", "save the page of the API: only its tables tell types", _find_reply
    ),
    Kind("tutorial", "a tutorial", "remove it", _find_tutorial),
    Kind("menu", "a menu, the list of the APIs of a category", "save the page of each API instead", _find_menu),
    Kind("guide", "a guide to the gateway", "remove it", _find_guide),
    Kind("readme", "the readme of a library", "remove it, and save the page of the API instead", _find_readme),
    Kind("pictures", "a page of an API whose tables are pictures", _SAVE_AGAIN, _find_pictures, is_api=True),
    Kind("lost tables", "a page of an API that has lost its tables", _SAVE_AGAIN, _find_tableless, is_api=True),
    Kind("article", "an article about APIs, without their tables", f"remove it, or {_SAVE_AGAIN}", _find_article),
    COPIED_LAYOUT,
    UNREAD,
    NOTHING,
)
"""All kinds, the surest first."""
