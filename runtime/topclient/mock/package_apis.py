"""The APIs of this package, and the examples of their pages.

In:  the name of an API. Out: its request class, from which its response class and schema follow; its example.
Modules and examples are read when they are first asked for, so that a large package starts as fast as a small one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module, resources
from typing import Any

from topclient._index import METHODS
from topclient._runtime.decoding.responses import from_dict
from topclient._runtime.model import Request, Upload
from topclient._runtime.schema import schema_of


@dataclass(frozen=True, slots=True)
class Example:
    """The examples of a page as plain data: wire names, no list wrappers.

    They are complete: what a page requires without giving a sample of it was filled in when they were written.
    """

    request: Mapping[str, Any] = field(default_factory=dict)
    response: Mapping[str, Any] = field(default_factory=dict)


@cache
def _load_request(place: str) -> type[Request[Any]]:
    module, _, name = place.partition(":")
    found: type[Request[Any]] = getattr(import_module(f"topclient.apis.{module}"), name)
    return found


def find_request(api: str) -> type[Request[Any]] | None:
    """Return the request class of an API; None when this package does not have it."""
    return _load_request(METHODS[api]) if api in METHODS else None


@cache
def read_example(api: str) -> Example:
    """Return the example of an API of this package; an empty one where its page has none."""
    file = resources.files("topclient.mock") / "examples" / f"{api}.json"
    return Example(**json.loads(file.read_text("utf-8"))) if file.is_file() else Example()


def example_request(api: str) -> Request[Any]:
    """Return the example of a page as a request; ``LookupError`` for an API that this package does not have.

    A file, of which pages give a name at most, holds that name.
    """
    cls = find_request(api)
    if cls is None:
        raise LookupError(f"no API {api!r} in this package")
    request = from_dict(cls, read_example(api).request)
    for attribute in schema_of(cls):
        text = getattr(request, attribute.attr)
        if attribute.kind == "file" and isinstance(text, str):
            setattr(request, attribute.attr, Upload(text.encode(), filename="example.bin"))
    return request
