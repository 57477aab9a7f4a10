"""The page at ``/`` of the mock gateway: how to call it, the APIs it knows, recent calls and why they failed.

In:  a ``Gateway``, the router's address, the query of the page's own address. Out: a ``Page``: headers and bytes.
One HTML file without anything from elsewhere, which works without its script; the script only brings new calls in.
Surprise: the policy in the headers lets a browser run that script and nothing else, whatever a client may have sent.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from importlib import resources

from topclient.mock.gateway import Gateway
from topclient.mock.page.apis import write_apis
from topclient.mock.page.calls import CallWriter
from topclient.mock.page.html import Html, join, tag
from topclient.mock.page.query import View, address, read_query
from topclient.mock.page.usage import write_usage


@dataclass(frozen=True, slots=True)
class Page:
    """What is served at ``/``: status 200, these headers, these bytes."""

    headers: Mapping[str, str]
    body: bytes


def write_page(gateway: Gateway, url: str, query: bytes = b"") -> Page:
    """The page; ``url`` is the router's address, to be shown; ``query`` is still percent-encoded."""
    view = read_query(query)
    main = tag(
        "main",
        _write_calls(gateway, view),
        tag("aside", write_usage(url, gateway.app_key), _write_known(view)),
        id="main",
    )
    body = tag("body", tag("a", "Skip to the calls", class_="skip", href="#calls"), _write_header(), main, _script())
    html = join(Html("<!DOCTYPE html>"), tag("html", _write_head(), body, lang="en"))
    return Page(_headers(), html.encode("utf-8", "replace"))


def _write_head() -> Html:
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", "Mock gateway · topclient"),
        tag("link", rel="icon", href=_ICON),
        tag("style", _part("page.css")),
    )


def _write_header() -> Html:
    title = tag(
        "h1", "Mock gateway", tag("small", "Taobao Open Platform · ", tag("span", "淘宝开放平台", lang="zh-CN"))
    )
    return tag("header", title, tag("p", id="live", role="status", class_="quiet"))


def _write_calls(gateway: Gateway, view: View) -> Html:
    calls = gateway.calls
    shown = [call for call in calls if call.failure] if view.failed else calls
    every, failed = replace(view, failed=False), replace(view, failed=True)
    links = tag(
        "nav",
        tag("a", "All", href=address(every, "calls"), aria_current=None if view.failed else "true"),
        tag("a", "Failed", href=address(failed, "calls"), aria_current="true" if view.failed else None),
        tag("a", "Refresh", href=address(view, "calls"), class_="refresh"),
        aria_label="Which calls",
    )
    heading = tag("h2", "Calls ", tag("span", f"{len(shown):,}", class_="count", id="count"))
    none = tag("p", "None yet: what clients send shows up here.", class_="none")
    return tag(
        "section",
        tag("div", heading, links, class_="bar"),
        CallWriter(gateway.app_secret).write(shown),
        none,
        id="calls",
        tabindex="-1",
    )


def _write_known(view: View) -> Html:
    return tag("section", tag("h2", "APIs"), write_apis(view), id="apis", tabindex="-1")


_ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
    "%3Crect width='16' height='16' rx='4' fill='%23f50'/%3E"
    "%3Cpath d='M4 5h8M8 5v7' stroke='%23fff' stroke-width='2'/%3E%3C/svg%3E"
)


@cache
def _part(name: str) -> Html:
    """A file beside this one; it is ours, and so needs no escaping."""
    return Html((resources.files(__name__) / name).read_text("utf-8"))


def _script() -> Html:
    return tag("script", _part("page.js"))


def _hash(name: str) -> str:
    return f"'sha256-{b64encode(sha256(_part(name).encode()).digest()).decode()}'"


@cache
def _headers() -> Mapping[str, str]:
    policy = (
        "default-src 'none'",
        f"script-src {_hash('page.js')}",
        f"style-src {_hash('page.css')}",
        "img-src data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
    return {
        "Content-Type": "text/html;charset=UTF-8",
        "Content-Security-Policy": "; ".join(policy),
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
