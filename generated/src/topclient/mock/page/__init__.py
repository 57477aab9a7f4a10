"""The page at ``/`` of the mock gateway: how to call it, the APIs it knows, recent calls and why they failed.

In:  a ``Gateway``, the router's address, the query of the page's own address. Out: an ``HttpReply``.
One HTML file without anything from elsewhere, which works without its script; the script only brings new calls in.
The modules here prepare plain data, ``page.html.jinja`` lays it out and escapes every text.
Note: the policy in the headers lets a browser run that script and nothing else, whatever a client may have sent.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from topclient.mock.first_call import write_first_call
from topclient.mock.gateway import Gateway
from topclient.mock.page.apis import describe_api, list_apis
from topclient.mock.page.calls import describe_calls
from topclient.mock.page.view import read_query
from topclient.mock.wire import HttpReply

# Characters that a reader cannot see, or that turn the order of others around.
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
_first_call = cache(write_first_call)


def write_page(gateway: Gateway, url: str, query: bytes = b"") -> HttpReply:
    """Return the page; ``url`` is the router's address, to be shown; ``query`` is still percent-encoded.

    Secret and session are never shown: they may be real.
    """
    view = read_query(query)
    calls = [call for call in gateway.calls if call.failure or not view.failed]
    html = _template().render(
        style=_read("page.css"),
        script=_read("page.js"),
        view=view,
        url=url,
        app_key=gateway.app_key,
        program=_first_call(url, gateway.app_key, "…", "…"),
        count=len(calls),
        calls=describe_calls(calls, gateway.app_secret),
        apis=list_apis(view),
        api=describe_api(view.api),
    )
    return HttpReply(200, _headers(), html.encode("utf-8", "replace"))


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader(__name__, ""),
        autoescape=True,
        finalize=_show_hidden,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html.jinja")


def _show_hidden(value: object) -> object:
    """Return what a ``{{ }}`` of the template stands for, with hidden characters by their number."""
    return _HIDDEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", value) if type(value) is str else value


@cache
def _read(name: str) -> str:
    return (resources.files(__name__) / name).read_text("utf-8")


def _digest(name: str) -> str:
    return f"'sha256-{b64encode(sha256(_read(name).encode()).digest()).decode()}'"


@cache
def _headers() -> Mapping[str, str]:
    policy = (
        "default-src 'none'",
        f"script-src {_digest('page.js')}",
        f"style-src {_digest('page.css')}",
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
