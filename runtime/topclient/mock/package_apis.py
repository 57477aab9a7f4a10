"""The APIs that the gateway knows: those of this package, and their pages' examples.

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
from topclient._runtime.model import Request


@dataclass(frozen=True, slots=True)
class Example:
    """The examples of a page as plain data: wire names, no list wrappers."""

    request: Mapping[str, Any] = field(default_factory=dict)
    response: Mapping[str, Any] = field(default_factory=dict)


@cache
def _load_request(place: str) -> type[Request[Any]]:
    module, _, name = place.partition(":")
    found: type[Request[Any]] = getattr(import_module(f"topclient.apis.{module}"), name)
    return found


def find_request(api: str) -> type[Request[Any]] | None:
    """The request class of an API; None when this package does not have it."""
    return _load_request(METHODS[api]) if api in METHODS else None


@cache
def read_example(api: str) -> Example:
    """The example of an API of this package; empty where its page has none."""
    file = resources.files("topclient.mock") / "examples" / f"{api}.json"
    return Example(**json.loads(file.read_text("utf-8"))) if file.is_file() else Example()
