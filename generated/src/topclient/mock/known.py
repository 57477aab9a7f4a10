"""The APIs that one gateway knows: those of this package, and others that a test names.

In:  names. Out: request classes; ``LookupError`` for a name that is probably a slip.
Note: of an API outside of the package nothing is known but its name. Its arguments are the texts that came, and its
answers are what a test orders; without an order it is refused as if it were unknown.
"""

from __future__ import annotations

from difflib import get_close_matches
from types import new_class
from typing import Any

from topclient._index import METHODS
from topclient._runtime.model import Request
from topclient._runtime.untyped import UntypedRequest
from topclient.mock.package_apis import find_request


class KnownApis:
    """What may be called; any thread may ask while another one adds."""

    def __init__(self) -> None:
        self._others: dict[str, type[Request[Any]]] = {}

    def add(self, api: str) -> None:
        """Know one more; nothing changes for an API of the package. ``ArgumentError`` for what no API is called."""
        if api not in METHODS:
            body = {"__api__": UntypedRequest(api).__api__}
            self._others[api] = new_class("OtherRequest", (Request,), exec_body=lambda names: names.update(body))

    def find(self, api: str) -> type[Request[Any]] | None:
        """Return the request class; None for an unknown API."""
        return find_request(api) or self._others.get(api)

    def get(self, api: str) -> type[Request[Any]]:
        """Return the request class; ``LookupError`` for an unknown API, which names one that is spelled alike."""
        if found := self.find(api):
            return found
        near = "".join(f"; did you mean {name}?" for name in get_close_matches(api, (*METHODS, *self._others), 1))
        other = "" if near else f"; gateway.know({api!r}) lets it be answered all the same"
        raise LookupError(f"no API {api!r} in this package{near or other}")

    def clear(self) -> None:
        """Know only the package again."""
        self._others.clear()
