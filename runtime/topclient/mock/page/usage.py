"""The part of the page that says how to call the gateway.

In:  the router's address and the app key. Out: HTML. Secret and session are never shown: they may be real.
"""

from __future__ import annotations

from functools import cache

from topclient.mock.first_call import write_first_call
from topclient.mock.page.html import Html, tag

_ITS_OWN = "the one this gateway was started with"


@cache
def _first_call(url: str, app_key: str) -> str:
    return write_first_call(url, app_key, "…", "…")


def write_usage(url: str, app_key: str) -> Html:
    """The section with the address, the credentials and a first call to paste."""
    told = {
        "Address": tag("code", url),
        "app_key": tag("code", app_key),
        "Secret": tag("span", _ITS_OWN, class_="quiet"),
        "Session": tag("span", _ITS_OWN, class_="quiet"),
    }
    rows = [tag("div", tag("dt", name), tag("dd", value)) for name, value in told.items()]
    program = tag("pre", tag("code", _first_call(url, app_key)), tabindex="0")
    return tag("section", tag("h2", "How to call it"), tag("dl", *rows), tag("h5", "In Python"), program, id="usage")
