"""The part of the page that shows the APIs: a list to search, and one API in detail.

In:  a ``View``. Out: HTML. Only the module of an API that is shown in detail is imported.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from topclient._index import METHODS
from topclient._runtime.schema import Attribute, schema_of
from topclient.mock.package_apis import find_request, read_example
from topclient.mock.page.heads import Head, read_head, search_apis
from topclient.mock.page.html import Html, breakable, join, tag
from topclient.mock.page.query import View, address

_LISTED = 25
_SESSIONS = {"required": "session", "none": "no session", "unknown": "session?"}
_SESSION_WORDS = {
    "required": "Calls need a session.",
    "none": "Calls need no session.",
    "unknown": "The page does not say whether calls need a session.",
}


def write_apis(view: View) -> Html:
    """The section with the search and the list, and the API that is asked for above it."""
    found = search_apis(view.search)
    pages = max(1, -(-len(found) // _LISTED))
    page = min(view.page, pages)
    listed = [_write_line(api, view) for api in found[(page - 1) * _LISTED : page * _LISTED]]
    return join(
        _write_detail(view) if view.api in METHODS else "",
        _write_search(view),
        tag("p", _count(len(found), view), class_="quiet", role="status"),
        tag("ul", *listed, class_="apis") if listed else "",
        _write_turning(view, page, pages) if pages > 1 else "",
    )


def _count(found: int, view: View) -> str:
    if view.search:
        return f"{found} of {len(METHODS)} APIs match “{view.search}”."
    return f"{found} {'API' if found == 1 else 'APIs'} in this package."


def _write_search(view: View) -> Html:
    kept = tag("input", type="hidden", name="calls", value="failed") if view.failed else ""
    field = tag("input", type="search", name="q", id="q", value=view.search, autocomplete="off", spellcheck="false")
    label = tag("label", "Words of the name, or of the Chinese title", for_="q")
    row = tag("div", field, tag("button", "Search"), class_="row")
    return tag("form", kept, label, row, role="search", action="#apis")


def _write_line(api: str, view: View) -> Html:
    head = read_head(api)
    here = "true" if api == view.api else None
    name = tag("a", breakable(api), class_="api", href=address(replace(view, api=api), "api"), aria_current=here)
    return tag("li", name, _write_session(head), _chinese(head.title, "title"))


def _write_session(head: Head) -> Html:
    return tag("span", _SESSIONS.get(head.session, "session?"), class_=f"tag {head.session}")


def _chinese(words: str, class_: str) -> Html:
    return tag("span", words, class_=class_, lang="zh-CN")


def _write_turning(view: View, page: int, pages: int) -> Html:
    def link(words: str, to: int, rel: str) -> Html:
        if not 1 <= to <= pages:
            return tag("span", words, class_="quiet")
        return tag("a", words, href=address(replace(view, page=to), "apis"), rel=rel)

    here = tag("span", f"{page} / {pages}", class_="quiet")
    return tag("nav", link("← Before", page - 1, "prev"), here, link("Next →", page + 1, "next"), aria_label="Pages")


def _write_detail(view: View) -> Html:
    """One API: its words, its arguments, its example and what it answers."""
    request, example = find_request(view.api), read_example(view.api)
    if request is None:
        return Html("")
    head = read_head(view.api)
    module = METHODS[view.api].partition(":")[0]
    close = tag("a", "Close", href=address(replace(view, api=""), "apis"), class_="close")
    return tag(
        "article",
        tag("h3", breakable(view.api), close),
        tag("p", _chinese(head.title, "")),
        tag("p", _SESSION_WORDS[request.__api__.session], " In Python: ", tag("code", f"client.{module}(…)")),
        _write_arguments(schema_of(request)),
        *_write_examples({"Example of a call": example.request, "Answered with": example.response}),
        class_="detail",
        id="api",
    )


def _write_arguments(schema: tuple[Attribute, ...]) -> Html:
    if not schema:
        return tag("p", "It takes no arguments.")
    rows = [
        tag(
            "tr",
            tag("th", attribute.wire, scope="row"),
            tag("td", f"list of {attribute.kind}" if attribute.is_list else attribute.kind),
            tag("td", "required" if attribute.required else ""),
        )
        for attribute in schema
    ]
    head = tag("tr", tag("th", "Argument", scope="col"), tag("th", "Type", scope="col"), tag("th", "", scope="col"))
    return tag("div", tag("table", tag("thead", head), tag("tbody", *rows)), class_="scroll", tabindex="0")


def _write_examples(examples: Mapping[str, Mapping[str, Any]]) -> Iterator[Html]:
    for heading, data in examples.items():
        text = json.dumps(data, ensure_ascii=False, indent=2)
        yield tag("details", tag("summary", heading), tag("pre", tag("code", text), tabindex="0"))
