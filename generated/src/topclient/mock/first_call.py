"""A first call as Python text, for a person to paste.

In:  where the gateway listens and who may call it. Out: a program of a few lines.
The shortest call of the first APIs is shown: one whose required arguments are plain values.
"""

from __future__ import annotations

from itertools import islice
from typing import Any

from topclient._index import METHODS
from topclient._runtime.model import Request
from topclient._runtime.schema import schema_of
from topclient.mock.package_apis import example_request

_LOOKED_AT = 50


def _arguments(request: Request[Any]) -> str | None:
    """Return the required arguments of the example; None when one is missing, or is an object that needs more lines."""
    required = {one.attr: getattr(request, one.attr) for one in schema_of(type(request)) if one.required}
    if all(isinstance(value, str | int) for value in required.values()):
        return ", ".join(f"{name}={value!r}" for name, value in required.items())
    return None


def _calls() -> list[str]:
    calls = []
    for api in islice(sorted(METHODS), _LOOKED_AT):
        if (arguments := _arguments(example_request(api))) is not None:
            calls.append(f"client.{METHODS[api].partition(':')[0]}({arguments})")
    return calls


def write_first_call(url: str, app_key: str, app_secret: str, session: str) -> str:
    """Return the program; it prints a response, or shows how to call when no API is that simple."""
    if not METHODS:
        return "(none: this package holds no API)"
    call = min(_calls(), key=len, default=None)
    lines = ["from topclient import TopClient"]
    if call is None:
        request = METHODS[min(METHODS)].partition(":")[2]
        lines = [f"from topclient import {request}, TopClient", "from topclient.testing import example"]
        call = f"client.execute(example({request}))"
    opening = f"TopClient({app_key!r}, {app_secret!r}, session={session!r}, gateway={url!r})"
    return "\n".join([*lines, "", f"with {opening} as client:", f"    print({call})"])
